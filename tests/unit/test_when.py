import json
from pathlib import Path

import pytest

from gmail_reports.deadlines import Month
from gmail_reports.when import Doubt, SchoolYear, confirmed_when, read_when

_FORMS = json.loads((Path(__file__).parent / "data" / "time_strings.json").read_text(encoding="utf-8"))
_FROM_THE_SEED = [form for form in _FORMS if form["from_the_seed"]]
_YEAR = SchoolYear(2023)


@pytest.mark.parametrize("form", _FROM_THE_SEED, ids=lambda form: repr(form["written"]))
def test_a_time_of_the_seed_is_read(form):
    when = read_when(form["written"], _YEAR)
    assert [str(month) for month in when.months] == form["months"]
    assert (when.doubt is not None) is form["needs_question"]


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: repr(form["written"]))
def test_whatever_schools_write_is_read_rightly_or_asked_about(form):
    when = read_when(form["written"], _YEAR)
    if when.doubt is None:
        assert not form["needs_question"]
        assert [str(month) for month in when.months] == form["months"]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("Tháng 10/2023", Month(2023, 10)),
        ("Thang 10/2023", Month(2023, 10)),
        ("T10/2023", Month(2023, 10)),
        ("10-2023", Month(2023, 10)),
        ("5/2024\n\n\n", Month(2024, 5)),
        ("Tháng 10", Month(2023, 10)),
        ("Tháng 02", Month(2024, 2)),
        ("8/2024", Month(2024, 8)),
    ],
)
def test_a_month_of_the_school_year_is_certain(written, month):
    when = read_when(written, _YEAR)
    assert (when.certain_months, when.doubt) == ((month,), None)


@pytest.mark.parametrize(
    ("written", "doubt", "suggestion"),
    [
        ("2/2023", Doubt.BEFORE_SCHOOL_YEAR, Month(2024, 2)),
        ("Tháng 12/2022", Doubt.BEFORE_SCHOOL_YEAR, Month(2023, 12)),
        ("11/2022", Doubt.BEFORE_SCHOOL_YEAR, Month(2023, 11)),
        ("9/2022", Doubt.BEFORE_SCHOOL_YEAR, Month(2023, 9)),
        ("8/2022", Doubt.MORE_THAN_ONE_YEAR_OLD, Month(2024, 8)),
        ("2/2022", Doubt.MORE_THAN_ONE_YEAR_OLD, Month(2024, 2)),
        ("9/2024", Doubt.AFTER_SCHOOL_YEAR, Month(2023, 9)),
        ("Tháng 8", Doubt.UNREADABLE, Month(2024, 8)),
        ("", Doubt.MISSING, None),
        ("...", Doubt.MISSING, None),
        ("Khi phát sinh", Doubt.UNREADABLE, None),
        ("5/9", Doubt.UNREADABLE, None),
        ("13/2023", Doubt.UNREADABLE, None),
    ],
)
def test_a_doubtful_time_is_asked_about_and_never_shifted(written, doubt, suggestion):
    when = read_when(written, _YEAR)
    assert (when.doubt, when.suggestion, when.certain_months) == (doubt, suggestion, ())


@pytest.mark.parametrize("answer", ["Đúng", "đúng", "Dung", "OK", "Đúng rồi", " đúng. "])
def test_yes_takes_the_suggestion(answer):
    asked = read_when("11/2022", _YEAR)
    assert confirmed_when(answer, asked, _YEAR).certain_months == (Month(2023, 11),)


@pytest.mark.parametrize(("answer", "month"), [("12/2023", Month(2023, 12)), ("Tháng 3", Month(2024, 3))])
def test_another_month_as_answer_is_that_month(answer, month):
    assert confirmed_when(answer, read_when("11/2022", _YEAR), _YEAR).certain_months == (month,)


def test_no_answer_leaves_the_question():
    asked = read_when("11/2022", _YEAR)
    assert confirmed_when("  ", asked, _YEAR) == asked


def test_yes_to_an_empty_time_leaves_the_question():
    assert confirmed_when("Đúng", read_when("", _YEAR), _YEAR).doubt is Doubt.MISSING


def test_yes_to_a_time_that_was_clear_leaves_it_clear():
    assert confirmed_when("Đúng", read_when("10/2023", _YEAR), _YEAR).certain_months == (Month(2023, 10),)


@pytest.mark.parametrize("answer", ["11/2022", "để hỏi lại"])
def test_an_answer_that_is_in_doubt_itself_is_asked_about_again(answer):
    assert confirmed_when(answer, read_when("2/2023", _YEAR), _YEAR).certain_months == ()


def test_a_school_year_owns_september_to_august():
    assert [
        Month(2023, 8) in _YEAR,
        Month(2023, 9) in _YEAR,
        Month(2024, 8) in _YEAR,
        Month(2024, 9) in _YEAR,
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_a_school_year_is_written_and_read_back():
    assert str(SchoolYear.parse(" 2023 - 2024 ")) == "2023-2024"


@pytest.mark.parametrize("text", ["2023", "2023-2025", "2024-2023", "23-24", ""])
def test_what_is_no_school_year_is_refused(text):
    with pytest.raises(ValueError, match="school year"):
        SchoolYear.parse(text)
