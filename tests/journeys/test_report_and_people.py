"""What people do about the report, in the Sheet and in Gmail, is what happens: nothing more, nothing twice."""

import pytest

from gmail_reports.letter import Kind, State
from service.demo import SCHOOL_ACCOUNT
from service.demo_people import LE, OFFICER, TU
from tests.journeys.school import NAME, School, key_of, links_of, paper_of, text_of, words_of

SEND_DAY = ("2023-10-13 07:55", "2023-10-13 08:00", "2023-10-13 08:05", "2023-10-13 20:00", "2023-10-16 09:00")
MOON = f"{NAME}_Trung thu"


def test_a_report_waits_for_the_recipient_to_be_confirmed_and_the_sheet_says_so(school: School) -> None:
    school.ticks("2023-10-10 08:00", *SEND_DAY)
    assert school.reports() == []
    assert "chờ xác nhận nơi nhận phuongthcs6279@gmail.com" in school.report_row()["Trạng thái"]
    (preview,) = school.sent(Kind.PREVIEW)
    assert "CHƯA gửi" in text_of(preview)


def test_a_confirmation_after_the_send_day_still_sends_the_report_and_it_says_it_is_late(school: School) -> None:
    school.ticks(*SEND_DAY)
    school.confirm_recipient()
    school.tick("2023-10-16 10:00")
    (report,) = school.reports()
    assert "muộn hơn thời hạn" in text_of(report)
    school.ticks("2023-10-16 10:05", "2023-10-17 08:00")
    assert len(school.reports()) == 1


def test_a_confirmed_report_goes_at_eight_and_not_before(confirmed: School) -> None:
    confirmed.tick("2023-10-13 07:55")
    assert confirmed.reports() == []
    confirmed.ticks(*SEND_DAY[1:])
    (report,) = confirmed.reports()
    assert report.date == confirmed.report().sent_at
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi"
    assert confirmed.report_row()["Đã gửi lúc"] == "08:00 13/10/2023"


def test_a_report_that_is_held_does_not_go_and_taken_back_it_goes(confirmed: School) -> None:
    confirmed.decide("Giữ lại")
    confirmed.ticks("2023-10-12 09:00", *SEND_DAY)
    assert confirmed.reports() == []
    assert confirmed.report_row()["Trạng thái"] == "Đang giữ lại: cán bộ chọn Giữ lại"
    confirmed.decide("")
    confirmed.tick("2023-10-16 10:00")
    assert len(confirmed.reports()) == 1
    confirmed.tick("2023-10-16 10:05")
    assert len(confirmed.reports()) == 1


def test_held_and_taken_back_before_the_send_day_it_goes_on_time(confirmed: School) -> None:
    confirmed.decide("Giữ lại")
    confirmed.tick("2023-10-11 09:00")
    confirmed.decide("")
    confirmed.ticks("2023-10-12 09:00", *SEND_DAY)
    (report,) = confirmed.reports()
    assert "muộn" not in text_of(report)


def test_nobody_is_told_that_a_held_report_will_go(confirmed: School) -> None:
    confirmed.decide("Giữ lại")
    confirmed.ticks("2023-10-09 09:00", "2023-10-10 08:00", "2023-10-12 09:00")
    assert confirmed.sent(Kind.PREVIEW) == []


def test_send_now_sends_at_the_next_tick_and_never_again(confirmed: School) -> None:
    confirmed.decide("Gửi ngay")
    confirmed.tick("2023-10-04 15:00")
    assert len(confirmed.reports()) == 1
    confirmed.ticks("2023-10-04 15:05", *SEND_DAY)
    assert len(confirmed.reports()) == 1


def test_send_now_does_not_go_round_the_confirmation_of_the_recipient(school: School) -> None:
    school.decide("Gửi ngay")
    school.tick("2023-10-04 15:00")
    assert school.reports() == []
    assert "chờ xác nhận nơi nhận" in school.report_row()["Trạng thái"]


def test_a_report_sent_by_hand_is_not_sent_and_not_announced(confirmed: School) -> None:
    confirmed.decide("Đã gửi tay")
    confirmed.ticks("2023-10-05 09:00", "2023-10-10 08:00", *SEND_DAY)
    assert confirmed.reports() == []
    assert confirmed.sent(Kind.PREVIEW) == []
    assert confirmed.report().state is State.SENT_BY_HAND
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi tay"


def test_a_draft_that_a_person_edited_goes_as_edited(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Bản có chữ ký, do hiệu trưởng sửa.")
    folder = confirmed.upload(TU, MOON)
    confirmed.ticks("2023-10-09 10:00", "2023-10-09 11:00", "2023-10-10 08:00")
    assert "sửa tay" in confirmed.report_row()["Chưa có trong bản nháp"]
    confirmed.ticks(*SEND_DAY)
    (report,) = confirmed.reports()
    assert text_of(report).strip() == "Bản có chữ ký, do hiệu trưởng sửa."
    confirmed.ticks("2023-11-01 08:00", "2023-11-14 08:00")
    assert folder in "".join(links_of(paper_of(confirmed.reports()[1]))), "it was accepted after the edit"


def test_a_draft_edited_in_the_last_minute_goes_as_edited(confirmed: School) -> None:
    confirmed.tick("2023-10-13 07:55")
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Sửa lúc 07:58.")
    confirmed.ticks(*SEND_DAY[1:])
    (report,) = confirmed.reports()
    assert text_of(report).strip() == "Sửa lúc 07:58."


def test_a_draft_that_a_person_sent_is_not_sent_again(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.drafts.send(userId="me", body={"id": draft}).execute()
    confirmed.ticks("2023-10-10 08:00", *SEND_DAY)
    assert len(confirmed.reports()) == 1
    assert confirmed.report().state is State.SENT_BY_HAND
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi tay"


def test_a_draft_that_a_person_edited_and_sent_is_not_sent_again(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.edit_draft(draft, "Gửi trước vì đi công tác.")
    confirmed.drafts.send(userId="me", body={"id": draft}).execute()
    confirmed.ticks(*SEND_DAY)
    assert [key_of(report) for report in confirmed.reports()] == [""]
    assert confirmed.report().state is State.SENT_BY_HAND


def test_what_was_accepted_after_a_person_sent_the_draft_stands_in_the_next_report(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.drafts.send(userId="me", body={"id": draft}).execute()
    confirmed.clock.turn_to(confirmed.clock())
    folder = confirmed.upload(TU, MOON)
    confirmed.ticks("2023-10-09 10:00", "2023-10-09 11:00", *SEND_DAY)
    assert confirmed.report_row()["Trạng thái"] == "Đã gửi tay"
    confirmed.ticks("2023-11-01 08:00", "2023-11-14 08:00")
    by_hand, november = confirmed.reports()
    assert folder not in "".join(links_of(paper_of(by_hand)))
    assert folder in "".join(links_of(paper_of(november)))


def test_a_draft_that_a_person_deleted_is_held_until_the_officer_says_send_now(confirmed: School) -> None:
    (draft,) = confirmed.draft_ids()
    confirmed.drafts.delete(userId="me", id=draft).execute()
    confirmed.ticks("2023-10-10 08:00", *SEND_DAY)
    assert confirmed.reports() == []
    assert confirmed.draft_ids() == []
    assert confirmed.report_row()["Trạng thái"].startswith("Đang giữ lại: bản nháp đã bị xoá")
    confirmed.decide("Gửi ngay")
    confirmed.ticks("2023-10-16 10:00", "2023-10-16 10:05")
    assert len(confirmed.reports()) == 1


def test_what_the_officer_writes_beside_the_month_stands_in_the_report(confirmed: School) -> None:
    confirmed.people.write("Báo cáo", "Kỳ", "10/2023", "Ưu điểm", "Phụ huynh ủng hộ nhiệt tình.")
    confirmed.ticks("2023-10-10 09:00", *SEND_DAY)
    (report,) = confirmed.reports()
    assert "Phụ huynh ủng hộ nhiệt tình." in words_of(paper_of(report))
    assert confirmed.draft_ids() == []


def test_a_folder_that_the_officer_accepts_with_two_photos_is_thanked_for_and_reported(confirmed: School) -> None:
    folder = confirmed.upload(TU, MOON, photos=2)
    confirmed.ticks("2023-10-05 10:00", "2023-10-05 11:00", "2023-10-06 07:00")
    (feedback,) = confirmed.sent(Kind.FEEDBACK)
    link = next(row["Đường dẫn"] for row in confirmed.rows("Theo dõi") if row["Thư mục"] == MOON)
    confirmed.people.write("Theo dõi", "Đường dẫn", link, "Quyết định", "Chấp nhận")
    confirmed.ticks("2023-10-06 14:00", "2023-10-09 07:00", *SEND_DAY)
    assert confirmed.row("Theo dõi", "Đường dẫn", link)["Kết quả"] == "Đạt"
    (thanks,) = confirmed.sent(Kind.THANK_YOU)
    assert thanks.thread_id == feedback.thread_id
    assert folder in "".join(links_of(paper_of(confirmed.reports()[0])))


@pytest.mark.parametrize("photos", [2, 3])
def test_a_folder_that_the_officer_skips_is_met_with_silence(confirmed: School, photos: int) -> None:
    folder = confirmed.upload(LE, MOON, photos=photos)
    confirmed.ticks("2023-10-05 10:00", "2023-10-05 11:00")
    link = next(row["Đường dẫn"] for row in confirmed.rows("Theo dõi") if row["Thư mục"] == MOON)
    confirmed.people.write("Theo dõi", "Đường dẫn", link, "Quyết định", "Bỏ qua")
    confirmed.ticks("2023-10-05 12:00", "2023-10-06 07:00", "2023-10-09 07:00", *SEND_DAY)
    assert confirmed.row("Theo dõi", "Đường dẫn", link)["Kết quả"] == "Bỏ qua"
    assert confirmed.inbox(LE.email) == []
    assert folder not in text_of(confirmed.reports()[0]) + "".join(links_of(paper_of(confirmed.reports()[0])))


def test_every_letter_answers_to_the_officer_and_comes_from_the_school(confirmed: School) -> None:
    confirmed.upload(TU, MOON, photos=2)
    confirmed.ticks("2023-10-05 10:00", "2023-10-05 11:00", "2023-10-06 07:00", "2023-10-10 08:00", *SEND_DAY)
    sent = confirmed.google.sent(SCHOOL_ACCOUNT)
    assert {key_of(one).partition(":")[0] for one in sent} == {"question", "feedback", "preview", "report"}
    for one in sent:
        assert SCHOOL_ACCOUNT in one.message["From"]
        assert OFFICER.email in one.message["Reply-To"]
