"""The year's summary: when it comes, to whom, and that its numbers add up."""

from datetime import date

import pytest

from gmail_reports.deadlines import WorkCalendar
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient, State
from gmail_reports.notices.manners import Terms
from gmail_reports.notices.year_end import year_ends, year_facts
from tests.unit.pictures import OFFICER, TU, a_known_folder, a_promise, a_school, a_section, hanoi

_TERMS = Terms("pu-nhi", date(2023, 9, 1), "pgd@example.gov.vn", frozenset(), WorkCalendar())
_MONDAY_AFTER = hanoi(17, 6, 7, year=2024)
_PRINCIPAL = {"Họ tên": "Hoàng Quốc Huy", "Gmail": "huy@example.edu.vn", "Vai trò/Tổ": "Hiệu trưởng"}
_DEPUTY = _PRINCIPAL | {"Họ tên": "Lò Thị Pó", "Gmail": "po@example.edu.vn", "Vai trò/Tổ": "Phó Hiệu trưởng"}
_PLAN = (
    a_section(),
    a_promise("1", "SGK lớp 8"),
    a_promise("2", "Đọc sách", person="Đ.c Tú"),
    a_promise("3", "Đã thôi", decision="Không thực hiện"),
    a_section("III", "Chuyển đổi số"),
    a_promise("1", "Chưa rõ tháng", time=""),
)


def _june(state=State.SENT):
    planned = PlannedLetter(
        "report:pu-nhi:2024-06", Kind.REPORT, Recipient("pgd@example.gov.vn"), hanoi(14, 6, year=2024)
    )
    return Letter(planned, state, sent_at=hanoi(14, 6, year=2024) if state is State.SENT else None)


def _school(staff=(OFFICER, TU)):
    folders = [a_known_folder("a", activity="SGK lớp 8", photos=4), a_known_folder("b", activity="Khai giảng")]
    articles = [{"Tiêu đề": "Bài", "Đường dẫn": "https://punhi.edu.vn/1", "Mã": "II.2"}] * 2
    return a_school(*folders, plan=_PLAN, staff=staff, articles=articles, today=date(2024, 6, 17))


def test_it_comes_after_the_june_report_has_left_and_not_before_the_15th():
    assert [one.key for one in year_ends(_school(), [_june()], _TERMS, _MONDAY_AFTER)] == ["year-end:pu-nhi:2023-2024"]
    assert year_ends(_school(), [_june()], _TERMS, hanoi(14, 6, 9, year=2024)) == []
    for waiting in (State.DRAFTED, State.HELD):
        assert year_ends(_school(), [_june(waiting)], _TERMS, _MONDAY_AFTER) == []
    assert year_ends(_school(), [_june()], _TERMS, hanoi(2, 9, 9, year=2024)) == []


@pytest.mark.parametrize(
    ("staff", "readers"),
    [
        ([OFFICER], ["le@example.edu.vn"]),
        ([OFFICER, _DEPUTY, _PRINCIPAL], ["le@example.edu.vn", "huy@example.edu.vn"]),
        ([OFFICER, _PRINCIPAL | {"Không nhận thư": "x"}], ["le@example.edu.vn"]),
    ],
    ids=["the officer", "the principal too", "a principal who wants no mail"],
)
def test_the_principal_gets_one_too_when_the_staff_list_gives_an_address(staff, readers):
    letters = year_ends(_school(staff), [_june()], _TERMS, _MONDAY_AFTER)
    assert [one.to.email for one in letters] == readers
    assert len({one.key for one in letters}) == len(letters)


def test_the_numbers_of_a_year_add_up_in_every_part():
    facts = year_facts(_school(), [_june()])
    parts = [facts["all"], *facts["sections"], *facts["people"]]
    for part in parts:
        assert part["promised"] == part["done"] + part["open"] + part["dropped"] + part["unclear"]
    for number in ("promised", "done", "open", "dropped", "unclear"):
        assert sum(section[number] for section in facts["sections"]) == facts["all"][number]
    assert sum(section["events"] for section in facts["sections"]) + facts["outside"] == facts["all"]["events"] == 2
    assert facts["all"]["photos"] == 7
    assert facts["all"]["articles"] == 1  # the same article noted twice
    assert (facts["reports"], facts["late"]) == (1, 0)


def test_a_person_is_shown_with_what_they_were_in_charge_of_and_what_they_uploaded():
    people = {one["name"]: one for one in year_facts(_school(), [])["people"]}
    assert (people["Lò Văn Tú"]["promised"], people["Lò Văn Tú"]["done"], people["Lò Văn Tú"]["events"]) == (1, 1, 2)
    assert (people["Quàng Thị Lê"]["promised"], people["Quàng Thị Lê"]["events"]) == (3, 0)
