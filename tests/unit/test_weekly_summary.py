"""The officer's week: when the summary comes, what stands in it, and when there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from drive_sync.facts import Verdict
from gmail_reports.compilation import report_as_json
from gmail_reports.deadlines import WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient, State
from gmail_reports.letters.zalo_lines import zalo_lines
from gmail_reports.notices.absences import Absence, absence_until, absences_in
from gmail_reports.notices.manners import Terms
from gmail_reports.notices.reasons import HELD_BY_OFFICER, WAITS_FOR_ADDRESS
from gmail_reports.notices.weekly_summary import summaries, summary_is_over
from tests.builders import a_finding, a_report, an_event_line
from tests.unit.pictures import (
    OFFICER,
    TEACHERS_DAY,
    TU,
    a_house,
    a_known_folder,
    a_promise,
    a_school,
    a_section,
    hanoi,
)

_TERMS = Terms("pu-nhi", date(2023, 9, 1), "pgd@example.gov.vn", frozenset(), WorkCalendar())
_MONDAY = hanoi(9, 10, 7)


def _summary(now=_MONDAY, *, folders=(), letters=(), told=frozenset(), terms=_TERMS, findings=None, **cells):
    school = a_school(*folders, findings=findings or {}, today=now.date(), **cells)
    return summaries(school, list(letters), told, terms, now)


def _about(part, **facts):
    (letter,) = _summary(**facts)
    return letter.about[part]


def _a_letter(kind, state, key="", reason="", thread=""):
    to = Recipient("tu@example.edu.vn")
    planned = PlannedLetter(key or f"{kind}:pu-nhi:1", kind, to, hanoi(5, 10), thread=thread, month="2023-10")
    return Letter(planned, state, reason)


def test_an_empty_week_has_no_letter():
    assert _summary() == []


def test_the_summary_is_the_officers_and_belongs_to_the_week():
    (letter,) = _summary(plan=TEACHERS_DAY)
    assert letter.key == "summary:pu-nhi:2023-W41"
    assert letter.to.email == OFFICER["Gmail"]
    assert _summary(plan=TEACHERS_DAY, staff=[TU]) == []


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        (hanoi(9, 10, 7), True),
        (hanoi(9, 10, 18), True),
        (hanoi(10, 10, 7), False),
        (hanoi(5, 9, 7), True),
        (hanoi(4, 9, 7), False),
    ],
    ids=["Monday", "Monday evening", "Tuesday", "after National Day", "the holiday"],
)
def test_it_comes_on_the_first_working_day_of_the_week(now, comes):
    assert bool(_summary(now, plan=TEACHERS_DAY)) is comes


def test_it_comes_later_in_the_week_when_nobody_looked_on_monday():
    absent = Absence(hanoi(6, 10, 16), hanoi(11, 10, 8))
    (letter,) = _summary(hanoi(11, 10, 8), plan=TEACHERS_DAY, told={absent.notice})
    assert letter.about["absences"] == [["2023-10-06T16:00:00+07:00", "2023-10-11T08:00:00+07:00"]]


def test_none_comes_in_the_week_of_the_first_day():
    assert _summary(plan=TEACHERS_DAY, terms=replace(_TERMS, start=date(2023, 10, 9))) == []


def test_new_folders_are_those_since_the_last_summary_and_never_those_from_before_the_start():
    new = a_known_folder("new", first_seen=hanoi(5, 10))
    known = a_known_folder("known", first_seen=hanoi(1, 10))
    old = a_known_folder("old", first_seen=hanoi(5, 10), before_start=True)
    assert _about("new", folders=[new, known, old]) == ["new"]
    last = Letter(PlannedLetter("summary:pu-nhi:2023-W39", Kind.SUMMARY, Recipient("le@example.edu.vn"), hanoi(29, 9)))
    assert _about("new", folders=[new, known, old], letters=[last]) == ["known", "new"]
    assert _summary(folders=[old]) == []


def test_a_folder_is_the_officers_to_decide_after_three_letters_or_days_of_uploading():
    needs_work = a_known_folder("told", verdict=Verdict.NEEDS_WORK)
    uploading = a_known_folder("stuck", verdict=Verdict.UNKNOWN, changed_at=_MONDAY - timedelta(days=3))
    fresh = a_known_folder("fresh", verdict=Verdict.UNKNOWN, changed_at=_MONDAY - timedelta(hours=3))
    told = [_a_letter(Kind.FEEDBACK, State.SENT, f"feedback:pu-nhi:told:{n}", thread="told") for n in (1, 2, 3)]
    facts = {"folders": [needs_work, uploading, fresh], "findings": {"told": (a_finding(count=2),)}}
    assert {one["id"]: one["why"] for one in _about("folders_to_decide", letters=told, **facts)} == {
        "told": "told-often",
        "stuck": "unclear",
    }
    assert [one["id"] for one in _about("folders_to_decide", letters=told[:2], **facts)] == ["stuck"]


def test_letters_that_stand_still_are_shown_but_not_a_report_held_on_purpose():
    stuck = _a_letter(Kind.FEEDBACK, State.UNSURE, "feedback:pu-nhi:a:1")
    on_purpose = _a_letter(Kind.REPORT, State.HELD, "report:pu-nhi:2023-10", HELD_BY_OFFICER)
    deleted = replace(on_purpose, reason="bản nháp đã bị xoá")
    assert [one["key"] for one in _about("letters", letters=[stuck, on_purpose])] == ["feedback:pu-nhi:a:1"]
    assert [one["key"] for one in _about("letters", letters=[deleted])] == ["report:pu-nhi:2023-10"]


def test_an_address_that_nobody_confirmed_is_asked_about_and_the_report_is_shown():
    waits = _a_letter(Kind.REPORT, State.DRAFTED, "report:pu-nhi:2023-10", f"{WAITS_FOR_ADDRESS} pgd@example.gov.vn")
    (letter,) = _summary(letters=[waits])
    assert letter.about["address"] is True
    assert letter.about["next_report"]["month"] == "2023-10"
    assert letter.about["next_report"]["send_day"] == "2023-10-13"
    assert letter.about["next_report"]["state"] == "drafted"


def test_items_are_due_overdue_put_off_without_a_day_or_not_clear():
    plan = (
        a_section(),
        a_promise("1", "Đã quá", time="9/2023"),
        a_promise("2", "Lùi mà chưa có ngày", time="9/2023", decision="Lùi"),
        a_promise("3", "Tháng này", time="10/2023"),
        a_promise("4", "Đã thôi", time="2/2023", decision="Không thực hiện"),
        a_promise("5", "Chưa rõ", time="2/2023", person=""),
    )
    on_23 = {"now": hanoi(23, 10, 7), "plan": plan}
    assert _about("overdue", **on_23) == ["II.1", "II.2"]
    assert _about("put_off", **on_23) == ["II.2"]
    assert _about("due", **on_23) == ["II.3"]
    assert [(one["code"], one["about"]) for one in _about("questions", **on_23)] == [
        ("II.5", "time"),
        ("II.5", "person"),
    ]
    assert _about("due", now=_MONDAY, plan=plan) == []


def test_what_was_overdue_before_the_start_is_not_brought_up():
    plan = (a_section(), a_promise(time="9/2023"))
    assert _summary(plan=plan, terms=replace(_TERMS, start=date(2023, 10, 2))) == []


def test_in_summer_only_what_is_new_or_stuck_is_worth_a_letter():
    july = hanoi(8, 7, 7, year=2024)
    assert _summary(july, plan=TEACHERS_DAY) == []
    assert len(_summary(july, plan=TEACHERS_DAY, folders=[a_known_folder(first_seen=hanoi(5, 7, year=2024))])) == 1


def test_a_summary_that_could_not_go_is_over_when_its_week_is():
    (planned,) = _summary(plan=TEACHERS_DAY)
    assert not summary_is_over(Letter(planned), date(2023, 10, 13))
    assert summary_is_over(Letter(planned), date(2023, 10, 16))


@pytest.mark.parametrize(
    ("last_look", "now", "absent"),
    [
        (hanoi(5, 10, 17), hanoi(6, 10, 7), False),
        (hanoi(6, 10, 17), hanoi(9, 10, 7), False),
        (hanoi(6, 10, 17), hanoi(10, 10, 7), True),
        (hanoi(7, 2, 17, year=2024), hanoi(15, 2, 7, year=2024), False),
        (hanoi(7, 2, 17, year=2024), hanoi(20, 2, 7, year=2024), True),
        (None, hanoi(10, 10, 7), False),
    ],
    ids=["a night", "a weekend", "a missed Monday", "Tết", "Tết and three days", "never before"],
)
def test_an_absence_is_a_working_day_that_nobody_saw(last_look, now, absent):
    assert bool(absence_until(now, last_look, WorkCalendar())) is absent


def test_an_absence_is_remembered_to_the_minute():
    absence = Absence(hanoi(8, 2, 17, 5, year=2024), hanoi(20, 2, 9, year=2024))
    assert absences_in(["question:1", absence.notice]) == [absence]


def test_new_articles_are_those_of_the_week_that_can_be_shown_each_once():
    def noted(day, number, link="https://punhi.edu.vn/"):
        return {
            "Ngày": day,
            "Tiêu đề": f"Bài {number}",
            "Đường dẫn": f"{link}{number}" if link else "",
            "Kênh": "Website",
        }

    articles = [
        noted("1/10/2023", 1),
        noted("2/10/2023", 2),
        noted("8/10/2023", 3),
        noted("8/10/2023", 3),
        noted("9/10/2023", 4),
        noted("5/10/2023", 5, link=""),
    ]
    assert _about("articles", plan=TEACHERS_DAY, articles=articles) == [
        "article:punhi.edu.vn/2",
        "article:punhi.edu.vn/3",
    ]


def test_articles_alone_are_no_news_for_the_officer_who_noted_them():
    article = {"Ngày": "5/10/2023", "Tiêu đề": "Bài", "Đường dẫn": "https://punhi.edu.vn/1", "Kênh": "Website"}
    assert _summary(articles=[article]) == []


@pytest.mark.parametrize(
    ("kind", "says"),
    [(Kind.REPORT, "đã gửi Phòng"), (Kind.CORRECTION, "đã được gửi lại cho Phòng")],
)
def test_a_report_that_has_left_has_its_line_for_zalo_and_so_has_one_that_replaces_it(kind, says):
    sent = _a_letter(kind, State.SENT)
    facts = {"report": report_as_json(a_report(events=(an_event_line(photos=4),)))}
    sent = replace(sent, planned=replace(sent.planned, about=facts), sent_at=hanoi(6, 10))
    (summary,) = _summary(letters=[sent], folders=[a_known_folder(first_seen=hanoi(5, 10))])
    (line,) = zalo_lines(summary.about["reported"], [], [], a_house(), a_school())
    assert says in line
    assert "1 sự kiện, 4 ảnh" in line
