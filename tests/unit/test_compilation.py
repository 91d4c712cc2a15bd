from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from drive_sync.facts import Verdict
from gmail_reports.compilation import compile_report, report_as_json, report_from_json
from gmail_reports.deadlines import Month, WorkCalendar
from gmail_reports.monthly import folders_in
from gmail_reports.progress import ItemState
from tests.unit.pictures import (
    TEACHERS_DAY,
    TEXTBOOKS,
    a_known_folder,
    a_promise,
    a_school,
    a_section,
    beside,
    hanoi,
)

_SEPTEMBER, _OCTOBER, _NOVEMBER, _DECEMBER = (Month(2023, number) for number in (9, 10, 11, 12))
_SENDS_AT = {_SEPTEMBER: hanoi(14, 9), _OCTOBER: hanoi(13, 10), _NOVEMBER: hanoi(14, 11), _DECEMBER: hanoi(14, 12)}
_CONFIRMED_TEACHERS_DAY = (TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Thời gian đã xác nhận": "Đúng"})


def _report(school, month=_NOVEMBER, **terms):
    """The month's report at its send moment, covering everything since the middle of the month before."""
    sends_at = _SENDS_AT[month]
    ordinary = {
        "key": f"report:pu-nhi:{month}",
        "since": date(month.year, month.number - 1, 14),
        "now": sends_at,
        "sends_at": sends_at,
        "reported": {},
        "calendar": WorkCalendar(),
    }
    return compile_report(school, month, **(ordinary | terms))


def _lines(report):
    return {line.code: line for line in report.plan}


def test_an_item_of_october_is_due_in_novembers_report_beside_the_evidence_of_teachers_day():
    """October's report leaves on the 13th: October is over only when November's is cut off."""
    textbooks = a_known_folder("textbooks", "SGK lớp 8", created=hanoi(20, 10))
    teachers_day = a_known_folder("teachers", "20-11", created=hanoi(10, 11))
    plan = TEXTBOOKS + _CONFIRMED_TEACHERS_DAY
    school = a_school(textbooks, teachers_day, plan=plan, today=date(2023, 11, 14))
    october, november, december = (_lines(_report(school, month)) for month in (_OCTOBER, _NOVEMBER, _DECEMBER))
    assert october == {}
    assert [(code, line.due) for code, line in november.items()] == [("II.1", True), ("VII.1", False)]
    assert [line.evidence[0].folder_id for line in november.values()] == ["textbooks", "teachers"]
    assert december["VII.1"].due
    assert not december["II.1"].due


def test_an_item_that_was_due_and_has_nothing_to_show_stands_in_its_report():
    report = _report(a_school(plan=TEXTBOOKS, today=date(2023, 11, 14)))
    assert (_lines(report)["II.1"].state, _lines(report)["II.1"].evidence) == (ItemState.OVERDUE, ())
    assert (report.due, report.done, report.overdue) == (1, 0, 1)


def test_a_folder_stands_in_one_report_and_stays_there():
    one, two = a_known_folder("one"), a_known_folder("two", "Trung thu")
    reported = {"one": "report:pu-nhi:2023-10", "two": "report:pu-nhi:2023-11"}
    school = a_school(one, two)
    assert folders_in(_report(school, _OCTOBER, reported=reported)) == ("one",)
    assert folders_in(_report(school, _NOVEMBER, reported=reported)) == ("two",)
    assert folders_in(_report(school, _DECEMBER, reported=reported)) == ()


def test_a_due_item_shows_evidence_that_an_earlier_report_told_already():
    early = a_known_folder("early", "SGK lớp 8", created=hanoi(5, 10))
    report = _report(a_school(early, plan=TEXTBOOKS), reported={"early": "report:pu-nhi:2023-10"})
    assert [found.folder_id for found in _lines(report)["II.1"].evidence] == ["early"]
    assert report.events == ()


def test_a_report_a_little_late_takes_everything_up_to_now():
    after = a_known_folder("after", created=hanoi(15, 11))
    report = _report(a_school(after), now=hanoi(16, 11))
    assert folders_in(report) == ("after",)
    assert report.period == (date(2023, 10, 14), date(2023, 11, 16))
    assert report.late


def test_a_report_that_lies_behind_the_next_one_ends_at_its_own_send_moment():
    before = a_known_folder("before", created=hanoi(12, 10))
    after = a_known_folder("after", created=hanoi(15, 10))
    school = a_school(before, after)
    october = _report(school, _OCTOBER, now=hanoi(14, 11))
    november = _report(school, _NOVEMBER, since=october.period[1], reported={"before": "report:pu-nhi:2023-10"})
    assert (folders_in(october), october.period, october.late) == (
        ("before",),
        (date(2023, 9, 14), date(2023, 10, 13)),
        True,
    )
    assert folders_in(november) == ("after",)


def test_a_report_sent_on_its_day_is_not_late_whatever_the_hour():
    assert not _report(a_school(), now=hanoi(14, 11, 23, 50)).late
    assert _report(a_school(), now=hanoi(15, 11, 0, 10)).late


def test_a_folder_whose_making_is_unknown_is_taken_by_when_we_first_saw_it():
    folder = a_known_folder(created=None, first_seen=hanoi(14, 11, 8))
    assert folders_in(_report(a_school(folder))) == ("event",)
    assert folders_in(_report(a_school(folder), now=hanoi(14, 11, 7, 59))) == ()


def test_only_accepted_folders_are_reported():
    folders = [
        a_known_folder("needs work", verdict=Verdict.NEEDS_WORK),
        a_known_folder("uploading", verdict=Verdict.UNKNOWN),
        a_known_folder("old", before_start=True),
        skipped := a_known_folder("skipped"),
        by_hand := a_known_folder("accepted by hand", verdict=Verdict.NEEDS_WORK),
    ]
    words = [beside(skipped, "Bỏ qua"), beside(by_hand, "Chấp nhận")]
    report = _report(a_school(*folders, folders=words))
    assert folders_in(report) == ("accepted by hand",)
    assert report.folders_in_work == 1


def test_an_old_folder_that_needs_work_is_not_counted_as_being_worked_on():
    assert _report(a_school(a_known_folder(verdict=Verdict.NEEDS_WORK, before_start=True))).folders_in_work == 0


def test_events_come_in_the_order_of_their_days():
    folders = [
        a_known_folder("c", happened_on=date(2023, 11, 3)),
        a_known_folder("a", happened_on=date(2023, 10, 20)),
        a_known_folder("b", created=hanoi(1, 11)),
    ]
    report = _report(a_school(*folders))
    assert [(event.folder_id, event.when) for event in report.events] == [
        ("a", "20/10/2023"),
        ("b", "01/11/2023"),
        ("c", "03/11/2023"),
    ]


def test_an_event_carries_what_the_superior_office_sees():
    folder = a_known_folder("event", "Khai giảng", photos=5, videos=1, happened_on=date(2023, 9, 5))
    (event,) = _report(a_school(folder)).events
    assert (event.title, event.when, event.photos, event.videos) == ("Khai giảng", "05/09/2023", 5, 1)
    assert event.link == "https://drive.google.com/drive/folders/event"
    assert _report(a_school(folder)).outside_the_plan == (event,)


def test_a_month_without_anything_is_empty():
    report = _report(a_school(plan=(a_section(), a_promise(time="Tháng 5/2024"))))
    assert report.is_empty
    assert (report.due, report.events, report.plan) == (0, (), ())


@pytest.mark.parametrize(
    ("time", "confirmed", "shown"),
    [
        ("Tháng 10/2023", "", "Tháng 10/2023"),
        ("10/2022", "Đúng", "10/2023"),
        ("10/2022", "Tháng 10", "10/2023"),
        ("", "10/2023", "10/2023"),
        ("Tháng 9/2023", "Tháng 10", "Tháng 9/2023"),
    ],
)
def test_the_time_is_shown_as_written_unless_the_officer_answered_our_question(time, confirmed, shown):
    plan = (a_section(), a_promise(time=time, confirmed=confirmed))
    assert _lines(_report(a_school(plan=plan)))["II.1"].time == shown


def test_a_time_in_doubt_is_not_due_and_counts_as_an_open_question():
    report = _report(a_school(plan=TEACHERS_DAY))
    assert (report.plan, report.questions_open) == ((), 1)


def test_an_item_that_was_put_off_is_due_in_the_report_after_its_new_day():
    plan = (a_section(), a_promise(decision="Lùi", postponed_to="20/11/2023"))
    school = a_school(plan=plan, today=date(2023, 11, 14))
    assert _report(school, _NOVEMBER).plan == ()
    assert _lines(_report(school, _DECEMBER))["II.1"].due


def test_a_day_without_the_decision_puts_nothing_off():
    plan = (a_section(), a_promise(postponed_to="20/11/2023"))
    assert _lines(_report(a_school(plan=plan), _NOVEMBER))["II.1"].due


def test_what_is_not_carried_out_is_not_due_and_not_announced():
    plan = (a_section(), a_promise(decision="Không thực hiện"))
    assert _report(a_school(plan=plan), _NOVEMBER).plan == ()
    assert _report(a_school(plan=plan), _SEPTEMBER).upcoming == ()
    assert _report(a_school(plan=TEXTBOOKS), _SEPTEMBER).upcoming != ()


def test_a_report_announces_the_items_of_the_coming_month():
    school = a_school(plan=TEXTBOOKS + _CONFIRMED_TEACHERS_DAY)
    assert [line.code for line in _report(school, _OCTOBER).upcoming] == ["VII.1"]
    assert _report(school, _NOVEMBER).upcoming == ()


def test_the_officers_remarks_of_that_month_are_in_it():
    school = a_school(months=[{"Kỳ": "11/2023", "Kiến nghị": "Cấp máy ảnh"}])
    assert _report(school, _NOVEMBER).remarks.proposals == "Cấp máy ảnh"
    assert _report(school, _DECEMBER).remarks.proposals == ""


def test_people_in_charge_are_counted_once():
    plan = (a_section(), a_promise("1"), a_promise("2", "SGK lớp 9"), a_promise("3", "Tập huấn", person="Đ.c Lê, Tú"))
    assert _report(a_school(plan=plan)).people_in_charge == 2


def test_a_report_is_kept_and_comes_back_as_it_was():
    folder = a_known_folder("textbooks", "SGK lớp 8", created=hanoi(20, 10), happened_on=date(2023, 10, 20))
    school = a_school(folder, plan=TEXTBOOKS, months=[{"Kỳ": "11/2023", "Ưu điểm": "Tốt"}])
    report = _report(school, facts_since="12/11/2023 09:30", now=hanoi(14, 11) + timedelta(days=2))
    assert report.plan
    assert report.events
    assert report_from_json(report_as_json(report)) == report
    with pytest.raises(ValidationError):
        report_from_json({"month": "2023-11"})


_ARTICLE = {"Ngày": "3/10/2023", "Tiêu đề": "Sách giáo khoa lớp 8", "Đường dẫn": "https://school.example/sgk8"}


def test_an_article_stands_in_exactly_one_report_and_answers_its_promise():
    school = a_school(plan=TEXTBOOKS, articles=[_ARTICLE])
    october = _report(school, _OCTOBER)
    assert folders_in(october) == ("article:school.example/sgk8",)
    assert [line.title for line in _lines(october)["II.1"].evidence] == ["Sách giáo khoa lớp 8"]
    reported = {"article:school.example/sgk8": "report:pu-nhi:2023-10"}
    assert folders_in(_report(school, _NOVEMBER, reported=reported)) == ()


def test_an_article_of_tomorrow_waits_for_its_report():
    school = a_school(plan=TEXTBOOKS, articles=[_ARTICLE | {"Ngày": "20/10/2023"}])
    assert folders_in(_report(school, _OCTOBER)) == ()


def test_a_report_of_a_school_without_a_plan_says_so():
    assert _report(a_school(tabs={}, today=date(2023, 10, 9))).plan_is_missing
    assert not _report(a_school(plan=TEXTBOOKS)).plan_is_missing
