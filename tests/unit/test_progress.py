from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.progress import STATE_LABEL, ItemDecision, ItemState, item_state
from gmail_reports.when import SchoolYear, read_when

_YEAR = SchoolYear(2023)
_OCTOBER = read_when("10/2023", _YEAR)
_DOUBTFUL = [read_when(written, _YEAR) for written in ("10/2022", "2/2022", "", "Khi phát sinh", "9/2024", "Tháng 8")]
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
