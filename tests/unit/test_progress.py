import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.plan.schedule import read_schedule
from gmail_reports.progress import STATE_LABEL, ItemDecision, ItemState, item_state, products_of
from gmail_reports.times.when import SchoolYear, read_when

_YEAR = SchoolYear(2023)
_OCTOBER = read_when("10/2023", _YEAR)
_DOUBTFUL = [read_when(written, _YEAR) for written in ("10/2022", "2/2022", "", "Tết", "9/2024", "Tháng 8", "Năm 2024")]
_UNDECIDED = ItemDecision()


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2023, 9, 1), ItemState.NOT_DUE),
        (date(2023, 9, 16), ItemState.NOT_DUE),
        (date(2023, 9, 17), ItemState.DUE_SOON),
        (date(2023, 9, 30), ItemState.DUE_SOON),
        (date(2023, 10, 1), ItemState.IN_PROGRESS),
        (date(2023, 10, 31), ItemState.IN_PROGRESS),
        (date(2023, 11, 1), ItemState.OVERDUE),
    ],
    ids=str,
)
def test_an_item_of_october_goes_through_its_states(today, state):
    assert item_state(_OCTOBER, _UNDECIDED, evidence=0, today=today) is state


@pytest.mark.parametrize("today", [date(2023, 9, 1), date(2023, 10, 9), date(2024, 1, 1)], ids=str)
def test_an_item_with_evidence_is_done_whenever_it_came(today):
    assert item_state(_OCTOBER, _UNDECIDED, evidence=1, today=today) is ItemState.DONE


@given(st.sampled_from(_DOUBTFUL), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_time_in_doubt_is_asked_about_and_never_overdue(when, today):
    assert item_state(when, _UNDECIDED, evidence=0, today=today) is ItemState.TO_CONFIRM


@given(
    st.sampled_from(["Cả năm", "Thường xuyên", "Hằng tháng", "2023-2024"]),
    st.dates(date(2023, 6, 1), date(2024, 5, 31)),
)
def test_what_stands_all_year_is_never_overdue_before_the_years_end(written, today):
    when = read_when(written, _YEAR)
    assert item_state(when, _UNDECIDED, evidence=0, today=today) is ItemState.STANDING
    assert item_state(when, _UNDECIDED, evidence=3, today=today) is ItemState.STANDING


def test_what_stood_all_year_is_judged_when_the_year_is_over():
    when = read_when("Thường xuyên", _YEAR)
    assert item_state(when, _UNDECIDED, evidence=1, today=date(2024, 6, 1)) is ItemState.DONE
    assert item_state(when, _UNDECIDED, evidence=0, today=date(2024, 6, 1)) is ItemState.OVERDUE


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_what_has_no_date_is_never_overdue_and_done_when_it_happened(today):
    when = read_when("Khi phát sinh", _YEAR)
    assert item_state(when, _UNDECIDED, evidence=0, today=today) is ItemState.STANDING
    assert item_state(when, _UNDECIDED, evidence=1, today=today) is ItemState.DONE


@pytest.mark.parametrize(
    ("written", "in_time"),
    [
        ("Trước ngày 15/10", date(2023, 10, 14)),
        ("Chậm nhất 15/10", date(2023, 10, 15)),
        ("20/11", date(2023, 11, 20)),
        ("Giữa tháng 10", date(2023, 10, 20)),
        ("01/10/2023", date(2023, 10, 31)),
        ("Tháng 10, 12", date(2023, 12, 31)),
    ],
)
def test_an_item_is_overdue_the_day_after_its_last_day(written, in_time):
    when = read_when(written, _YEAR)
    assert item_state(when, _UNDECIDED, evidence=0, today=in_time) is ItemState.IN_PROGRESS
    assert item_state(when, _UNDECIDED, evidence=0, today=in_time + timedelta(days=1)) is ItemState.OVERDUE


@pytest.mark.parametrize("when", [_OCTOBER, *_DOUBTFUL], ids=repr)
@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("Không thực hiện", ItemState.CANCELLED),
        ("khong thuc hien", ItemState.CANCELLED),
        ("Đã làm", ItemState.DONE),
        ("ĐÃ LÀM", ItemState.DONE),
    ],
)
def test_the_officers_word_goes_first(when, said, state):
    assert item_state(when, ItemDecision(decision=said), evidence=0, today=date(2024, 1, 1)) is state


def test_what_is_not_carried_out_is_not_done_by_an_old_folder():
    decision = ItemDecision(decision="Không thực hiện")
    assert item_state(_OCTOBER, decision, evidence=2, today=date(2023, 11, 1)) is ItemState.CANCELLED


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2023, 11, 1), ItemState.IN_PROGRESS),
        (date(2023, 12, 20), ItemState.IN_PROGRESS),
        (date(2023, 12, 21), ItemState.OVERDUE),
    ],
    ids=str,
)
def test_a_postponed_item_has_time_until_its_new_day(today, state):
    postponed = ItemDecision(decision="Lùi", postponed_to=date(2023, 12, 20))
    assert item_state(_OCTOBER, postponed, evidence=0, today=today) is state


def test_postponed_without_a_day_keeps_the_old_one():
    assert item_state(_OCTOBER, ItemDecision(decision="Lùi"), evidence=0, today=date(2023, 11, 1)) is ItemState.OVERDUE


def test_a_day_beside_an_empty_decision_postpones_nothing():
    undecided = ItemDecision(postponed_to=date(2023, 12, 20))
    assert item_state(_OCTOBER, undecided, evidence=0, today=date(2023, 11, 1)) is ItemState.OVERDUE


def test_every_state_has_its_words_in_both_languages():
    assert set(STATE_LABEL) == set(ItemState)
    assert len({label.vi for label in STATE_LABEL.values()}) == len({label.en for label in STATE_LABEL.values()}) == 9


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2023, 10, 9), ItemState.NEEDS_WORK), (date(2023, 11, 1), ItemState.OVERDUE)],
    ids=str,
)
def test_a_folder_that_needs_work_is_said_until_the_item_is_overdue(today, state):
    assert item_state(_OCTOBER, _UNDECIDED, evidence=0, today=today, in_work=1) is state


def test_what_is_due_all_the_year_is_never_done_for_good_unless_the_officer_says_so():
    all_the_year = read_when("Cả năm", SchoolYear(2023))
    assert item_state(all_the_year, _UNDECIDED, evidence=1, today=date(2023, 12, 1)) is ItemState.STANDING
    assert item_state(all_the_year, ItemDecision(decision="Đã làm"), 1, date(2023, 12, 1)) is ItemState.DONE


def test_the_seeds_cells_promise_as_many_products_as_they_have_bullets():
    with (Path(__file__).parent / "data" / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        items = read_schedule(list(csv.reader(file))).items
    counted = {item.code: len(products_of(item.product)) for item in items}
    assert counted == {
        **dict.fromkeys(("I.1", "II.2", "III.1", "III.2", "V.2", "VI.2", "VII.2"), 1),
        **dict.fromkeys(("IV.1", "V.1", "VI.1"), 2),
        **dict.fromkeys(("II.1", "VII.1"), 3),
    }


@pytest.mark.parametrize("text", ["", " \n - \n", "…"])
def test_an_empty_cell_promises_no_product(text):
    assert products_of(text) == ()
