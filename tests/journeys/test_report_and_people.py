"""Between the officer's word, a person's hand in Gmail and our own draft: nothing false is said, no folder is lost."""

from datetime import datetime

import pytest

from gmail_reports.letters.letter import Kind, State
from service.config import SendMode
from service.demo.people import OFFICER, TU
from service.demo.play import SCHOOL_ACCOUNT
from tests.journeys.school import NAME, School, key_of, links_of, paper_of, text_of, words_of

SEND_DAY = ("2023-10-13 07:55", "2023-10-13 08:00", "2023-10-13 08:05", "2023-10-16 09:00")
MOON = f"{NAME}_Trung thu"


def test_a_confirmed_report_goes_at_eight_and_not_before(confirmed: School) -> None:
    confirmed.tick("2023-10-13 07:55")
    assert confirmed.reports() == []
    confirmed.ticks(*SEND_DAY[1:])
    (report,) = confirmed.reports()
    assert report.date == confirmed.report().sent_at == datetime.fromisoformat("2023-10-13T08:00+07:00")
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi"
    assert confirmed.report_row()["Đã gửi lúc"] == "08:00 13/10/2023"


@pytest.mark.parametrize("decision", ["Giữ lại", "Đã gửi tay"])
@pytest.mark.parametrize("told_at", ["2023-10-09 09:00", "2023-10-10 08:00"])
def test_nobody_is_told_that_a_report_will_go_which_will_not(confirmed: School, decision: str, told_at: str) -> None:
    confirmed.decide(decision)
    confirmed.ticks(told_at, "2023-10-10 08:05", "2023-10-12 09:00", *SEND_DAY)
    assert confirmed.sent(Kind.PREVIEW) == []
    assert confirmed.reports() == []


def test_a_report_taken_back_in_time_is_previewed_and_goes_on_its_day(confirmed: School) -> None:
    confirmed.decide("Giữ lại")
    confirmed.tick("2023-10-10 08:00")
    confirmed.decide("")
    confirmed.ticks("2023-10-11 09:00", *SEND_DAY)
    (preview,) = confirmed.sent(Kind.PREVIEW)
    assert "gửi thứ Sáu 13/10/2023 lúc 08:00" in text_of(preview)
    (report,) = confirmed.reports()
    assert "muộn" not in text_of(report)


def test_a_report_after_approval_waits_for_the_officer_and_says_so_everywhere(confirmed: School) -> None:
    confirmed.reconfigure(send=SendMode.AFTER_APPROVAL)
    confirmed.ticks("2023-10-10 08:00", *SEND_DAY[:-1])
    (preview,) = confirmed.sent(Kind.PREVIEW)
    assert "CHƯA gửi, chờ thầy/cô chọn “Gửi ngay”" in text_of(preview)
    assert confirmed.reports() == []
    assert "chờ cán bộ chọn Gửi ngay" in confirmed.report_row()["Trạng thái"]
    assert any("Báo cáo 10/2023 đến hạn" in sentence for sentence in confirmed.tick("2023-10-13 08:10").troubles)
    confirmed.decide("Gửi ngay")
    confirmed.ticks("2023-10-13 08:15", "2023-10-13 08:20")
    (report,) = confirmed.reports()
    assert "muộn" not in text_of(report)


def test_send_now_does_not_go_round_the_confirmation_of_the_recipient(school: School) -> None:
    school.decide("Gửi ngay")
    school.tick("2023-10-04 15:00")
    assert school.reports() == []
    assert "chờ xác nhận nơi nhận" in school.report_row()["Trạng thái"]


def test_what_was_accepted_after_a_person_edited_the_draft_stands_in_the_next_report(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Bản có chữ ký, do hiệu trưởng sửa.")
    folder = confirmed.upload(TU, MOON)
    confirmed.ticks("2023-10-09 10:00", "2023-10-09 11:00", "2023-10-10 08:00")
    assert "sửa tay" in confirmed.report_row()["Chưa có trong bản nháp"]
    confirmed.ticks(*SEND_DAY, "2023-11-01 08:00", "2023-11-14 08:00")
    edited, november = confirmed.reports()
    assert text_of(edited).strip() == "Bản có chữ ký, do hiệu trưởng sửa."
    assert folder in "".join(links_of(paper_of(november)))


def test_a_draft_edited_in_the_last_minute_goes_as_edited(confirmed: School) -> None:
    confirmed.tick("2023-10-13 07:55")
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Sửa lúc 07:58.")
    confirmed.ticks(*SEND_DAY[1:])
    (report,) = confirmed.reports()
    assert text_of(report).strip() == "Sửa lúc 07:58."


def test_a_draft_that_a_person_edited_and_sent_is_not_sent_again(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Gửi trước vì đi công tác.")
    confirmed.drafts.send(userId="me", body={"id": draft}).execute()
    confirmed.ticks(*SEND_DAY)
    assert [key_of(report) for report in confirmed.reports()] == [""]
    assert confirmed.report().state is State.SENT_BY_HAND
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi tay"


def test_what_was_accepted_after_a_person_sent_the_draft_stands_in_the_next_report(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.drafts.send(userId="me", body={"id": draft}).execute()
    folder = confirmed.upload(TU, MOON)
    confirmed.ticks("2023-10-09 10:00", "2023-10-09 11:00", *SEND_DAY, "2023-11-01 08:00", "2023-11-14 08:00")
    by_hand, november = confirmed.reports()
    assert folder not in "".join(links_of(paper_of(by_hand)))
    assert folder in "".join(links_of(paper_of(november)))


def test_what_the_officer_writes_beside_the_month_stands_in_the_report(confirmed: School) -> None:
    confirmed.people.write("Báo cáo", "Kỳ", "10/2023", "Ưu điểm", "Phụ huynh ủng hộ nhiệt tình.")
    confirmed.ticks("2023-10-10 09:00", *SEND_DAY)
    (report,) = confirmed.reports()
    assert "Phụ huynh ủng hộ nhiệt tình." in words_of(paper_of(report))
    assert confirmed.draft_ids() == []


def test_feedback_and_thanks_stand_in_one_thread_of_the_sender_and_of_the_recipient(confirmed: School) -> None:
    confirmed.upload(TU, MOON, photos=2)
    confirmed.ticks("2023-10-05 10:00", "2023-10-05 11:00", "2023-10-06 07:00")
    confirmed.upload(TU, MOON, photos=1)
    confirmed.ticks("2023-10-06 10:00", "2023-10-06 11:00", "2023-10-09 07:00")
    for mailbox in (confirmed.google.sent(SCHOOL_ACCOUNT), confirmed.inbox(TU.email)):
        feedback, thanks = [mail for mail in mailbox if TU.email in mail.message["To"]]
        assert (key_of(feedback)[:9], key_of(thanks)[:9]) == ("feedback:", "thank-you")
        assert thanks.thread_id == feedback.thread_id
        assert thanks.message["Subject"] == feedback.message["Subject"]
        assert thanks.message["References"] == feedback.message["Message-ID"]


def test_every_letter_answers_to_the_officer_and_comes_from_the_school(confirmed: School) -> None:
    confirmed.upload(TU, MOON, photos=2)
    confirmed.ticks("2023-10-05 10:00", "2023-10-05 11:00", "2023-10-06 07:00", "2023-10-10 08:00", *SEND_DAY)
    sent = confirmed.google.sent(SCHOOL_ACCOUNT)
    assert {key_of(one).partition(":")[0] for one in sent} == {
        "question",
        "feedback",
        "reminder",
        "summary",
        "preview",
        "report",
    }
    for one in sent:
        assert SCHOOL_ACCOUNT in one.message["From"]
        assert OFFICER.email in one.message["Reply-To"]
