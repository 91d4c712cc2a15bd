"""Reminders, the weekly summary, corrections and the year's end on the local Google: when they come, and when not."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from drive_sync.facts import FOLDER
from drive_sync.text import one_line
from gmail_reports.compilation import report_from_json
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.letter import Kind, State
from gmail_reports.notices.reasons import ITEMS_DONE, PAST_ITS_WINDOW
from service.demo.people import LE, OFFICER, TU
from service.status import status_of
from tests.journeys.school import NAME, School, html_of, key_of, links_of, paper_of, school_at, text_of, words_of

MOON = f"{NAME}_Trung thu"
CHARITY = f"{NAME}_Các hoạt động XHH"


def _charity_in_october(school: School) -> None:
    """The officer settles the time of VII.2, an item of thầy Tú, to this month."""
    school.google.add_user(TU.email)
    school.people.write("Phụ lục 1", "Mã", "VII.2", "Thời gian đã xác nhận", "10/2023")


def test_the_person_in_charge_is_reminded_with_the_name_to_paste_and_the_place(school: School) -> None:
    _charity_in_october(school)
    school.ticks("2023-10-02 07:30", "2023-10-02 15:00", "2023-10-03 07:00", "2023-10-06 10:00")
    (reminder,) = [mail for mail in school.inbox(TU.email) if key_of(mail).startswith("reminder:")]
    assert key_of(reminder) == "reminder:pu-nhi:lo-van-tu:2023-10-02"
    for body in (text_of(reminder), html_of(reminder)):
        assert CHARITY in body
        assert f"https://drive.google.com/drive/folders/{school.people.root}" in body
    assert "Nhắc thầy Tú" in text_of(reminder)


def test_once_the_folder_is_there_the_reminder_before_the_report_stays_away(school: School) -> None:
    _charity_in_october(school)
    school.upload(TU, CHARITY)
    school.ticks("2023-10-02 09:00", "2023-10-09 09:00", "2023-11-07 09:00", "2023-11-15 09:00")
    assert [key for key in school.sent_keys() if key.startswith("reminder:pu-nhi:lo-van-tu")] == []


def test_an_unsent_reminder_of_what_is_done_meanwhile_is_cancelled_with_the_reason(school: School) -> None:
    _charity_in_october(school)
    school.google.faults.add(method="gmail.users.drafts.create", kind="503", times=20)
    school.ticks("2023-10-02 07:30")
    school.people.write("Phụ lục 1", "Mã", "VII.2", "Quyết định", "Đã làm")
    school.google.faults.clear()
    school.ticks("2023-10-02 09:00")
    about_tu = [one for one in school.letters(Kind.REMINDER) if one.planned.to.email == TU.email]
    assert [(one.state, one.reason) for one in about_tu] == [(State.CANCELLED, ITEMS_DONE)]


def test_a_reminder_that_could_not_go_in_its_days_is_cancelled_as_too_late(school: School) -> None:
    _charity_in_october(school)
    school.google.faults.add(method="gmail.users.drafts.create", kind="503", times=20)
    school.ticks("2023-10-02 07:30")
    school.google.faults.clear()
    school.ticks("2023-10-09 07:30")
    about_tu = [one for one in school.letters(Kind.REMINDER) if one.planned.to.email == TU.email]
    assert [(one.state, one.reason) for one in about_tu] == [(State.CANCELLED, PAST_ITS_WINDOW)]


def test_a_letter_that_waited_for_gmail_does_not_arrive_in_the_evening_or_on_a_free_day(school: School) -> None:
    _charity_in_october(school)
    school.google.faults.add(method="gmail.users.drafts.create", kind="503", times=20)
    school.ticks("2023-10-02 18:50")
    school.google.faults.clear()
    school.ticks("2023-10-02 19:05", "2023-10-03 05:00")
    assert school.inbox(TU.email) == []
    school.ticks("2023-10-03 07:00", "2023-10-03 07:05")
    assert [key_of(mail)[:9] for mail in school.inbox(TU.email)] == ["reminder:"]


def test_two_folders_and_a_reminder_are_three_days_of_one_mail(school: School) -> None:
    _charity_in_october(school)
    school.upload(TU, MOON, photos=2)
    school.upload(TU, f"{NAME}_Khai giảng", photos=3)
    school.tick("2023-10-01 08:00")  # the clock stands; the folders are quiet from now on
    for day in (2, 3, 4, 5, 6):
        school.ticks(f"2023-10-0{day} 07:00", f"2023-10-0{day} 12:00", f"2023-10-0{day} 18:00")
    mails = school.inbox(TU.email)
    days = Counter(mail.date.astimezone(ZONE).date() for mail in mails)
    assert set(days.values()) == {1}
    assert sorted(key_of(mail).partition(":")[0] for mail in mails) == ["feedback", "reminder", "thank-you"]


def test_the_weekly_summary_brings_decisions_first_and_lines_for_zalo(school: School) -> None:
    school.ticks("2023-10-02 09:00")
    school.upload(TU, MOON, photos=2)
    school.ticks("2023-10-05 10:00", "2023-10-05 11:00", "2023-10-06 07:00", "2023-10-09 07:00", "2023-10-09 08:00")
    (summary,) = school.sent(Kind.SUMMARY)
    text = text_of(summary)
    assert summary.message["To"].addresses[0].addr_spec == OFFICER.email
    assert text.index("quyết định") < text.index("Thư mục mới: 1") < text.index("Báo cáo tháng 10/2023")
    assert "chưa được xác nhận" in text
    assert f"Thầy Tú ơi, thư mục “{MOON}” còn cần" in text
    school.ticks("2023-10-10 07:00", "2023-10-13 18:00")
    assert len(school.sent(Kind.SUMMARY)) == 1


# --- corrections ---


def _october_sent(school: School) -> str:
    """October's report has left with one folder; its id."""
    folder = school.upload(TU, MOON)
    school.ticks("2023-10-05 10:00", "2023-10-05 11:00", "2023-10-06 07:00", "2023-10-13 08:00")
    assert len(school.reports()) == 1
    return folder


def test_a_correction_replaces_the_report_with_its_own_evidence_and_the_new_remarks(confirmed: School) -> None:
    folder = _october_sent(confirmed)
    later = confirmed.upload(LE, f"{NAME}_Khai giảng")
    confirmed.ticks("2023-10-16 10:00", "2023-10-16 11:00")
    confirmed.people.write("Báo cáo", "Kỳ", "10/2023", "Kiến nghị", "Cấp thêm thẻ nhớ.")
    confirmed.decide("Gửi thay thế")
    confirmed.ticks("2023-10-17 09:00", "2023-10-17 09:05", "2023-10-18 09:00")
    first, second = confirmed.reports()
    assert key_of(second) == "correction:pu-nhi:2023-10:1"
    assert "Báo cáo này thay thế báo cáo gửi ngày 13/10/2023 do" in text_of(second)
    assert "bổ sung nhận xét, kiến nghị" in text_of(second)
    assert "Cấp thêm thẻ nhớ." in words_of(paper_of(second))
    assert "Cấp thêm thẻ nhớ." not in words_of(paper_of(first))
    assert "Báo cáo này thay thế báo cáo cùng kỳ gửi ngày 13/10/2023." in words_of(paper_of(second))
    assert "(thay thế báo cáo gửi ngày 13/10/2023)" in words_of(paper_of(second))
    assert "thay thế" not in words_of(paper_of(first))
    links = "".join(links_of(paper_of(second)))
    assert folder in links
    assert later not in links
    confirmed.ticks("2023-11-01 08:00", "2023-11-14 08:00")
    assert later in "".join(links_of(paper_of(confirmed.reports()[-1])))


def test_choosing_again_after_clearing_the_cell_makes_the_next_correction(confirmed: School) -> None:
    _october_sent(confirmed)
    for choice, at in (("Gửi thay thế", "09:00"), ("", "10:00"), ("Gửi thay thế", "11:00"), ("Gửi thay thế", "12:00")):
        confirmed.decide(choice)
        confirmed.ticks(f"2023-10-17 {at}")
    assert [key_of(mail) for mail in confirmed.reports()[1:]] == [
        "correction:pu-nhi:2023-10:1",
        "correction:pu-nhi:2023-10:2",
    ]
    assert "gửi ngày 17/10/2023" in text_of(confirmed.reports()[-1])


def test_a_month_that_has_not_left_has_nothing_to_replace(confirmed: School) -> None:
    confirmed.decide("Gửi thay thế")
    confirmed.ticks("2023-10-09 09:00", "2023-10-13 08:00")
    assert [key_of(mail) for mail in confirmed.reports()] == ["report:pu-nhi:2023-10"]


# --- away ---


@pytest.fixture
def february(tmp_path: Path) -> School:
    with school_at(tmp_path / "state", "2024-01-15") as school:
        school.people.fill_in_staff()
        school.tick()
        yield school


def test_unplugged_from_8_to_20_february_one_late_report_tells_everything(february: School) -> None:
    # The send day before Tết is 7 February: the report is late only because its address was confirmed after that.
    first = february.upload(TU, MOON)
    february.ticks("2024-02-05 10:00", "2024-02-05 11:00", "2024-02-07 08:00", "2024-02-07 17:00")
    assert february.reports() == []
    second = february.upload(LE, f"{NAME}_Khai giảng")
    february.confirm_recipient("2/2024")
    told: list[str] = []
    february.restart()
    february.world.tell_operator = lambda _title, text: bool(told.append(text) or True)  # type: ignore[method-assign]
    february.ticks("2024-02-20 09:00", "2024-02-20 09:05", "2024-02-20 10:00", "2024-02-21 08:00")
    (report,) = february.reports()
    assert key_of(report) == "report:pu-nhi:2024-02"
    assert "muộn" in text_of(report)
    assert first in "".join(links_of(paper_of(report)))
    (off,) = [text for text in told if "Máy tắt" in text]
    assert "từ 17:00 07/02/2024 đến 09:00 20/02/2024" in off
    assert "báo cáo gửi muộn: 2024-02" in off
    assert any("Máy tắt" in one for one in status_of(february.world, february.world.config.schools[0]).absences)
    (summary,) = [mail for mail in february.sent(Kind.SUMMARY) if key_of(mail).endswith("2024-W08")]
    assert "Máy tắt (hoặc mất kết nối) từ 17:00 07/02/2024 đến 09:00 20/02/2024" in text_of(summary)
    february.ticks("2024-03-14 08:00")
    assert second in "".join(links_of(paper_of(february.reports()[-1])))


def test_unplugged_before_the_send_day_of_february_the_report_goes_late_on_the_20th(february: School) -> None:
    february.confirm_recipient("2/2024")
    folders = [february.upload(TU, MOON), february.upload(LE, f"{NAME}_Khai giảng")]
    february.ticks("2024-02-06 10:00", "2024-02-06 11:00")
    february.restart()
    february.ticks("2024-02-20 09:00", "2024-02-20 10:00", "2024-02-21 09:00")
    (report,) = february.reports()
    assert "muộn" in text_of(report)
    assert all(folder in "".join(links_of(paper_of(report))) for folder in folders)
    keys = february.sent_keys()
    assert len(keys) == len(set(keys))


def test_feedback_that_waited_out_an_absence_asks_for_no_day_that_is_over(school: School) -> None:
    school.upload(TU, MOON, photos=2)
    school.ticks("2023-10-03 10:00", "2023-10-03 11:00")
    school.google.faults.add(method="gmail.users.drafts.create", kind="503", times=20)
    school.ticks("2023-10-04 07:00")
    school.google.faults.clear()
    school.ticks("2023-10-23 08:00")
    (feedback,) = school.sent(Kind.FEEDBACK)
    assert "trước thứ Năm ngày 26/10/2023" in str(feedback.message["Subject"])


def test_a_first_install_in_january_over_200_old_folders_writes_no_letter_about_them(tmp_path: Path) -> None:
    with school_at(tmp_path / "state", "2024-01-10", now="2023-12-01 08:00") as school:
        drive = school.people._drive(LE)
        for number in range(200):
            body = {"name": f"{NAME}_Hoạt động {number}", "mimeType": FOLDER, "parents": [school.people.root]}
            drive.files().create(body=body, fields="id").execute()
        school.people.fill_in_staff()
        school.clock.turn_to(school.clock() + timedelta(days=40))
        school.ticks("2024-01-10 08:00", "2024-01-11 08:00", "2024-01-12 08:00", "2024-01-15 08:00", "2024-01-16 08:00")
        assert len(school.tick().picture.folders) == 200
        assert school.inbox(LE.email) == []
        assert {key.partition(":")[0] for key in school.sent_keys()} <= {"question", "preview", "summary"}
        for mail in school.inbox(OFFICER.email):
            assert "Hoạt động 1" not in one_line(text_of(mail))
        report = school.report("2024-01")
        assert report_from_json(report.planned.about["report"]).events == ()
