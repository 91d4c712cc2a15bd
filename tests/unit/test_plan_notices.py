"""Who is reminded of which promise of the plan, on which days, and when nobody is."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from drive_sync.facts import Verdict
from drive_sync.names.folder_names import NameSeverity, read_name
from gmail_reports.deadlines import ZONE, WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, Recipient, State
from gmail_reports.letters.reminder_context import folder_name_for
from gmail_reports.notices.manners import Terms
from gmail_reports.notices.owed import owed
from gmail_reports.notices.plan_notices import in_time, reminders, still_waited_for, windows
from tests.builders import PU_NHI, a_finding
from tests.unit.pictures import (
    OFFICER,
    TU,
    a_house,
    a_known_folder,
    a_promise,
    a_school,
    a_section,
    hanoi,
)

_TERMS = Terms("pu-nhi", date(2023, 9, 1), "pgd@example.gov.vn", frozenset(), WorkCalendar())
_OF_TU = {"person": "Đ.c Tú"}
_OTHER_TU = TU | {"Gmail": "tu2@example.edu.vn"}


def _plan(*promises):
    return (a_section(), *promises)


def _reminders(now, *promises, folders=(), told=frozenset(), staff=(OFFICER, TU), terms=_TERMS, findings=None):
    today = now.astimezone(ZONE).date()
    plan = _plan(*(promises or [a_promise(**_OF_TU)]))
    school = a_school(*folders, plan=plan, staff=staff, today=today, findings=findings or {})
    return reminders(school, told, terms, now)


def _stages(first, last, *promises, **facts):
    """Day by day at ten o'clock: which stages a person is told of when each notice is told once."""
    told, seen, day = set(), [], first
    while day <= last:
        now = hanoi(day.day, day.month, 10, year=day.year)
        if _TERMS.calendar.is_working_day(day):
            for letter in _reminders(now, *promises, told=told, **facts):
                told.update(letter.notices)
                seen += [(f"{day.day}/{day.month}", item["stage"]) for item in letter.about["items"]]
        day += timedelta(days=1)
    return seen


def test_an_item_is_spoken_of_soon_before_its_report_and_three_times_when_it_is_late():
    assert _stages(date(2023, 9, 1), date(2024, 1, 31)) == [
        ("2/10", "soon"),
        ("7/11", "before-report"),
        ("15/11", "overdue"),
        ("22/11", "overdue"),
        ("29/11", "overdue"),
    ]


def test_a_letter_names_person_day_and_what_it_tells():
    (letter,) = _reminders(hanoi(2, 10, 7))
    assert letter.key == "reminder:pu-nhi:lo-van-tu:2023-10-02"
    assert letter.to == Recipient("tu@example.edu.vn", "Lò Văn Tú", "thầy")
    assert letter.about["items"] == [{"code": "II.1", "stage": "soon", "until": "2023-10-06"}]
    assert letter.notices == ("reminder:2023-2024:II.1:lo-van-tu:soon:2023-10",)


def test_several_items_of_one_person_are_one_letter_and_two_people_two():
    two = a_promise("2", "Chuyển đổi số", **_OF_TU), a_promise("3", "Đọc sách", person="thầy Tú, Đ.c Lê")
    tu, le = _reminders(hanoi(2, 10, 7), a_promise(**_OF_TU), *two)
    assert [one["code"] for one in tu.about["items"]] == ["II.1", "II.2", "II.3"]
    assert [one["code"] for one in le.about["items"]] == ["II.3"]


def test_what_was_told_is_not_told_again_on_the_next_day():
    (first,) = _reminders(hanoi(2, 10, 7))
    assert _reminders(hanoi(3, 10, 7), told=frozenset(first.notices)) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"time": "2/2023"},
        {"time": ""},
        {"time": "khi nào rảnh"},
        {"person": ""},
        {"person": "Đ.c Không Ai"},
        {"decision": "Đã làm"},
        {"decision": "Không thực hiện"},
        {"decision": "Lùi"},
    ],
    ids=str,
)
def test_nobody_is_reminded_of_what_is_in_doubt_done_dropped_or_put_off(cells):
    assert _stages(date(2023, 9, 1), date(2024, 5, 31), a_promise(**({"time": "10/2023"} | _OF_TU | cells))) == []


def test_an_article_keeps_a_promise_as_a_folder_does():
    article = {"Ngày": "5/10/2023", "Tiêu đề": "Tập huấn SGK", "Đường dẫn": "https://punhi.edu.vn/1", "Mã": "II.1"}
    school = a_school(plan=_plan(a_promise(**_OF_TU)), articles=[article], today=date(2023, 11, 7))
    assert reminders(school, frozenset(), _TERMS, hanoi(7, 11, 7)) == []


def test_an_item_whose_evidence_is_there_is_met_with_silence():
    there = a_known_folder(activity="SGK lớp 8")
    assert _stages(date(2023, 9, 1), date(2024, 1, 31), folders=[there]) == []


def test_a_folder_on_its_way_is_spoken_of_in_its_own_feedback_alone():
    on_its_way = a_known_folder(activity="SGK lớp 8", verdict=Verdict.NEEDS_WORK)
    findings = {"event": (a_finding(count=2),)}
    assert _reminders(hanoi(15, 11, 7), folders=[on_its_way], findings=findings) == []
    old = replace(on_its_way, before_start=True)
    assert _reminders(hanoi(15, 11, 7), folders=[old], findings=findings) != []


def test_lui_moves_the_reminders_to_the_new_day():
    put_off = a_promise(**_OF_TU, decision="Lùi", postponed_to="20/12/2023")
    assert _stages(date(2023, 9, 1), date(2024, 2, 28), put_off)[:3] == [
        ("1/12", "soon"),
        ("5/1", "before-report"),
        ("15/1", "overdue"),
    ]


def test_an_item_from_before_the_start_is_never_mailed_about():
    late_start = replace(_TERMS, start=date(2023, 11, 1))
    assert _stages(date(2023, 11, 1), date(2024, 2, 28), terms=late_start) == []
    in_its_month = replace(_TERMS, start=date(2023, 10, 20))
    assert _stages(date(2023, 10, 20), date(2023, 11, 14), terms=in_its_month) == [("7/11", "before-report")]


def test_summer_silences_reminders():
    assert [day for day, _ in _stages(date(2024, 5, 1), date(2024, 8, 31), a_promise(time="5/2024", **_OF_TU))] == [
        "2/5"
    ]
    no_summer = replace(_TERMS, quiet_months=frozenset())
    assert len(_stages(date(2024, 5, 1), date(2024, 8, 31), a_promise(time="5/2024", **_OF_TU), terms=no_summer)) == 5


def test_nobody_is_reminded_outside_office_hours_or_on_a_free_day():
    school = a_school(plan=_plan(a_promise(**_OF_TU)), today=date(2023, 10, 2))
    for now in (hanoi(2, 10, 6, 59), hanoi(2, 10, 19), hanoi(7, 10, 10), hanoi(1, 10, 10)):
        assert [one for one in owed(school, (), frozenset(), _TERMS, now) if one.kind is Kind.REMINDER] == []


@pytest.mark.parametrize("nobody", [{"Gmail": ""}, {"Không nhận thư": "x"}], ids=["no address", "wants no mail"])
def test_for_who_cannot_be_written_to_the_officer_hears(nobody):
    (letter,) = _reminders(hanoi(2, 10, 7), staff=[OFFICER, TU | nobody])
    assert letter.to.email == OFFICER["Gmail"]
    assert letter.key == "reminder:pu-nhi:quang-thi-le:2023-10-02"
    assert _reminders(hanoi(2, 10, 7), staff=[TU | nobody]) == []


def test_two_people_of_one_name_get_a_letter_each():
    school = a_school(plan=_plan(a_promise(**_OF_TU)), staff=[OFFICER, TU, _OTHER_TU])
    (view,) = a_school(plan=_plan(a_promise(**_OF_TU))).items
    in_charge = replace(view, who=replace(view.who, people=school.staff[1:]))
    keys = [one.key for one in reminders(replace(school, items=(in_charge,)), frozenset(), _TERMS, hanoi(2, 10, 7))]
    assert keys == [
        "reminder:pu-nhi:lo-van-tu-tu-example-edu-vn:2023-10-02",
        "reminder:pu-nhi:lo-van-tu-tu2-example-edu-vn:2023-10-02",
    ]


def test_all_year_items_have_no_day_to_be_reminded_of():
    for time in ("Cả năm", "Thường xuyên", "Khi phát sinh"):
        assert _stages(date(2023, 9, 1), date(2024, 5, 31), a_promise(time=time, **_OF_TU)) == []


def test_the_windows_of_an_item_never_overlap_and_no_window_is_empty():
    for month in ("9/2023", "10/2023", "1/2024", "2/2024", "4/2024", "5/2024"):
        (view,) = a_school(plan=_plan(a_promise(time=month, **_OF_TU))).items
        days = windows(view, WorkCalendar())
        assert len(days) == 5
        for earlier, later in pairwise(days):
            assert earlier.first <= earlier.last < later.first <= later.last


def test_a_planned_reminder_speaks_only_of_what_is_still_missing_and_in_time():
    (planned,) = _reminders(hanoi(2, 10, 7), a_promise(**_OF_TU), a_promise("2", "Đọc sách", **_OF_TU))
    letter = Letter(planned)
    plan = _plan(a_promise(**_OF_TU), a_promise("2", "Đọc sách", **_OF_TU, decision="Đã làm"))
    waited_for = still_waited_for(letter, a_school(plan=plan), _TERMS)
    assert [one["code"] for one in waited_for] == ["II.1"]
    assert in_time(waited_for, _TERMS, date(2023, 10, 6)) == waited_for
    assert in_time(waited_for, _TERMS, date(2023, 10, 7)) == []


def test_feedback_goes_before_a_reminder_and_the_reminder_comes_the_next_day():
    folder = a_known_folder(verdict=Verdict.NEEDS_WORK)
    school = a_school(folder, findings={"event": (a_finding(count=2),)}, plan=_plan(a_promise(**_OF_TU)))
    today = [one for one in owed(school, (), frozenset(), _TERMS, hanoi(2, 10, 7)) if one.to.email == TU["Gmail"]]
    assert [one.kind for one in today] == [Kind.FEEDBACK]
    sent = Letter(today[0], State.SENT, sent_at=hanoi(2, 10, 7))
    assert _of_tu(owed(school, [sent], frozenset(), _TERMS, hanoi(2, 10, 15))) == []
    assert _of_tu(owed(school, [sent], frozenset(), _TERMS, hanoi(3, 10, 7))) == [Kind.REMINDER]


def test_a_letter_that_could_not_go_yet_is_the_mail_of_the_day_it_goes():
    folder = a_known_folder(verdict=Verdict.NEEDS_WORK)
    school = a_school(folder, findings={"event": (a_finding(count=2),)}, plan=_plan(a_promise(**_OF_TU)))
    (feedback,) = [one for one in owed(school, (), frozenset(), _TERMS, hanoi(2, 10, 7)) if one.kind is Kind.FEEDBACK]
    waiting, gone = Letter(feedback), Letter(feedback, State.SENT, sent_at=hanoi(3, 10, 8))
    cancelled = Letter(feedback, State.CANCELLED)
    assert _of_tu(owed(school, [waiting], frozenset(), _TERMS, hanoi(3, 10, 7))) == []
    assert _of_tu(owed(school, [gone], frozenset(), _TERMS, hanoi(3, 10, 9))) == []
    assert _of_tu(owed(school, [cancelled], frozenset(), _TERMS, hanoi(2, 10, 9))) == [Kind.REMINDER]


def _of_tu(letters):
    return [one.kind for one in letters if one.to.email == TU["Gmail"]]


def test_every_folder_name_to_paste_is_a_good_name():
    topics = [
        "SGK lớp 8",
        "Đề án “Phát triển đội ngũ nhà giáo và cán bộ quản lý giáo dục đáp ứng triển khai thực\nhiện Chương trình”",
        "Thi đua 20/11; chào mừng: ngày \\ nhà giáo?",
    ]
    for topic in topics:
        (view,) = a_school(plan=_plan(a_promise(topic=topic))).items
        name = folder_name_for(view, a_house())
        assert read_name(name, PU_NHI).severity in {NameSeverity.OK, NameSeverity.INFO}, name
        assert len(name) <= 90
        assert not set(name) & set('<>:"/\\|?*\n')
