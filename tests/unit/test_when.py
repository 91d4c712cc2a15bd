import json
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.deadlines import Month
from gmail_reports.times.when import Doubt, Kind, Note, SchoolYear, confirmed_when, read_when

_DATA = json.loads((Path(__file__).parent / "data" / "time_strings.json").read_text(encoding="utf-8"))
_YEAR = SchoolYear(2023)
_YEARS = st.integers(2000, 2060).map(SchoolYear)


def _dates(span):
    return [day.isoformat() for day in span]


def _all_we_know(when):
    first, last = (when.spans[0][0], max(last for _, last in when.spans)) if when.spans else (None, None)
    return {
        "kind": when.kind,
        "start": first and first.isoformat(),
        "end": last and last.isoformat(),
        "spans": [_dates(span) for span in when.spans],
        "months": [str(month) for month in when.months],
        "recurring": when.recurring,
        "in_school_year": _YEAR.place_of((first, last)) if first else None,
        "needs_question": when.doubt is not None,
    }


@pytest.mark.parametrize("form", _DATA["items"], ids=lambda form: repr(form["raw"]))
def test_every_form_that_schools_write_is_read_as_the_data_say(form):
    expected = {name: told for name, told in form.items() if name not in {"raw", "source", "note"}}
    assert _all_we_know(read_when(form["raw"], _YEAR)) == expected


def test_the_data_are_the_82_forms_of_our_school_year():
    assert (len(_DATA["items"]), _DATA["school_year"]) == (82, str(_YEAR))
    assert _DATA["school_year_span"] == _dates(_YEAR.teaching)


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
        ("2/2023", Doubt.BEFORE_SCHOOL_YEAR, "2/2024"),
        ("Tháng 12/2022", Doubt.BEFORE_SCHOOL_YEAR, "12/2023"),
        ("11/2022", Doubt.BEFORE_SCHOOL_YEAR, "11/2023"),
        ("9/2022", Doubt.BEFORE_SCHOOL_YEAR, "9/2023"),
        ("8/2022", Doubt.MORE_THAN_ONE_YEAR_OLD, "8/2024"),
        ("2/2022", Doubt.MORE_THAN_ONE_YEAR_OLD, "2/2024"),
        ("Từ tháng 11/2021 đến tháng 2/2022", Doubt.MORE_THAN_ONE_YEAR_OLD, "11/2023 - 2/2024"),
        ("9/2024", Doubt.AFTER_SCHOOL_YEAR, "9/2023"),
        ("Tháng 10/2032", Doubt.AFTER_SCHOOL_YEAR, "10/2023"),
        ("29/2/2020", Doubt.MORE_THAN_ONE_YEAR_OLD, "29/2/2024"),
        ("Tháng 8", Doubt.UNCERTAIN, "8/2024"),
        ("Năm 2024", Doubt.PARTLY_OUTSIDE, "1/2024 - 5/2024"),
        ("Quý III", Doubt.PARTLY_OUTSIDE, "9/2023"),
        ("9-11", Doubt.UNCERTAIN, "9/11/2023"),
        ("10", Doubt.UNCERTAIN, "10/2023"),
        ("Khoảng tháng 10", Doubt.UNCERTAIN, "10/2023"),
        ("Tháng 10 hoặc tháng 11", Doubt.UNCERTAIN, "10/2023, 11/2023"),
        ("Từ tháng 3", Doubt.UNCERTAIN, "3/2024 - 5/2024"),
        ("Tháng 10 và khi phát sinh", Doubt.UNCERTAIN, "10/2023"),
        ("Tuần 1, 2 tháng 10", Doubt.UNCERTAIN, "1/10/2023 - 7/10/2023, 8/10/2023 - 14/10/2023"),
        ("Ngày Nhà giáo Việt Nam", Doubt.UNCERTAIN, "13/11/2023 - 20/11/2023"),
        ("3/1/2024", Doubt.UNCERTAIN, "1/3/2024"),
        ("Rằm tháng 8", Doubt.LUNAR, "29/9/2023"),
        ("Tháng Giêng", Doubt.LUNAR, "1/2024"),
        ("10/3 âm lịch", Doubt.LUNAR, "18/4/2024"),
        ("1O/2023", Doubt.UNREADABLE, "10/2023"),
        ("2/2O23", Doubt.UNREADABLE, "2/2024"),
        ("nt", Doubt.DITTO, None),
        ("", Doubt.MISSING, None),
        ("...", Doubt.MISSING, None),
        ("13/2023", Doubt.UNREADABLE, None),
        ("31/2/2024", Doubt.UNREADABLE, None),
        ("20/11/2023 - 15/11/2023", Doubt.UNREADABLE, None),
        ("để hỏi lại", Doubt.UNREADABLE, None),
        ("Tháng 10 gì đó", Doubt.UNREADABLE, None),
    ],
)
def test_a_doubtful_time_is_asked_about_and_never_shifted(written, doubt, suggestion):
    when = read_when(written, _YEAR)
    suggested = when.suggestion.label if when.suggestion else None
    assert (when.doubt, suggested, when.certain_months) == (doubt, suggestion, ())


@pytest.mark.parametrize(
    ("written", "kind", "label"),
    [
        ("THÁNG BA", Kind.MONTH, "3/2024"),
        ("tháng năm năm 2024", Kind.MONTH, "5/2024"),
        ("Tháng tư", Kind.MONTH, "4/2024"),
        ("Tháng XI/2023", Kind.MONTH, "11/2023"),
        ("tháng  3  năm học 2023 – 2024", Kind.MONTH, "3/2024"),
        ("2023-10", Kind.MONTH, "10/2023"),
        ("Thang muoi hai", Kind.MONTH, "12/2023"),
        ("Tháng 9, 10 và 12", Kind.MONTHS, "9/2023, 10/2023, 12/2023"),
        ("Tháng 11, 12, 1/2024", Kind.MONTHS, "11/2023, 12/2023, 1/2024"),
        ("Tháng 10/2023, 3", Kind.MONTHS, "10/2023, 3/2024"),
        ("T9;T11\nT2", Kind.MONTHS, "9/2023, 11/2023, 2/2024"),
        ("Tháng 5, 6, 7, 8", Kind.MONTHS, "5/2024, 6/2024, 7/2024, 8/2024"),
        ("Tháng 12-2", Kind.RANGE, "12/2023 - 2/2024"),
        ("11-1/2024", Kind.RANGE, "11/2023 - 1/2024"),
        ("Từ T12 tới T3/2024", Kind.RANGE, "12/2023 - 3/2024"),
        ("1-15/12", Kind.RANGE, "1/12/2023 - 15/12/2023"),
        ("Từ ngày 25/12 đến hết ngày 5/1", Kind.RANGE, "25/12/2023 - 5/1/2024"),
        ("Cuối tháng 9 - đầu tháng 10", Kind.RANGE, "21/9/2023 - 10/10/2023"),
        ("từ tháng 9 và hoàn thành trước ngày 15/10", Kind.RANGE, "1/9/2023 - 14/10/2023"),
        ("Tuần 20 năm 2024 từ 13/05/2024 đến 19/05/2024", Kind.RANGE, "13/5/2024 - 19/5/2024"),
        ("8/3", Kind.DATE, "8/3/2024"),
        ("26.3.2024", Kind.DATE, "26/3/2024"),
        ("Chiều thứ Sáu, ngày 20-10", Kind.DATE, "20/10/2023"),
        ("7h30 ngày 20 tháng 11 năm 2023", Kind.DATE, "20/11/2023"),
        ("20/11, 8/3/2024", Kind.DATE, "20/11/2023, 8/3/2024"),
        ("04/03/2024", Kind.DATE, "4/3/2024"),
        ("Chào mừng ngày 22/12", Kind.AROUND_DATE, "15/12/2023 - 22/12/2023"),
        ("Dịp 5/9", Kind.AROUND_DATE, "1/9/2023 - 5/9/2023"),
        ("Trước 1/3", Kind.DEADLINE, "29/2/2024"),
        ("Trước tháng 12", Kind.DEADLINE, "30/11/2023"),
        ("Chậm nhất ngày 15/10", Kind.DEADLINE, "15/10/2023"),
        ("Hạn chót: 15/10", Kind.DEADLINE, "15/10/2023"),
        ("Đến hết tháng 12", Kind.DEADLINE, "12/2023"),
        ("Hạ tuần tháng 2", Kind.PART_MONTH, "21/2/2024 - 29/2/2024"),
        ("Quý IV", Kind.QUARTER, "10/2023 - 12/2023"),
        ("Quý I, II/2024", Kind.QUARTER, "1/2024 - 3/2024, 4/2024 - 6/2024"),
        ("HỌC KỲ II", Kind.SEMESTER, "15/1/2024 - 25/5/2024"),
        ("HKI (2023-2024)", Kind.SEMESTER, "5/9/2023 - 14/1/2024"),
        ("Cuối năm học", Kind.PART_YEAR, "5/2024"),
        ("Nghỉ hè", Kind.PART_YEAR, "6/2024 - 8/2024"),
        ("Cả năm học 2023-2024", Kind.ONGOING, "9/2023 - 5/2024"),
        ("Hàng tháng từ tháng 9 đến tháng 12", Kind.ONGOING, "9/2023 - 12/2023"),
        ("Trước ngày 15 hằng tháng", Kind.ONGOING, "9/2023 - 5/2024"),
        ("28/12/2023-3/1/2024", Kind.RANGE, "28/12/2023 - 3/1/2024"),
        ("20/11 hằng năm", Kind.DATE, "20/11/2023"),
        ("Tháng 9 đến hết tháng 5 năm sau", Kind.RANGE, "9/2023 - 5/2024"),
        ("Khi có yêu cầu", Kind.EVENT_DRIVEN, ""),
        ("Theo thực tế", Kind.EVENT_DRIVEN, ""),
    ],
)
def test_other_words_of_the_same_grammar_are_clear(written, kind, label):
    when = read_when(written, _YEAR)
    assert (when.kind, when.label, when.doubt) == (kind, label, None)
    assert read_when(unicodedata.normalize("NFD", written).upper().replace(" ", "\u00a0"), _YEAR) == when


@pytest.mark.parametrize("written", ["45200", "45200.0", "2023-10-01", "2023-10-01 00:00:00", "2023-10-01T00:00:00Z"])
def test_a_month_that_a_sheet_made_a_date_is_that_month_again_and_says_so(written):
    when = read_when(written, _YEAR)
    assert (when.kind, when.label, when.doubt) == (Kind.MONTH, "10/2023", None)
    assert when.note is Note.MONTH_MADE_A_DATE


def test_a_first_of_the_month_has_time_until_its_end():
    assert read_when("01/10/2023", _YEAR).window == (date(2023, 10, 1), date(2023, 10, 31))
    assert read_when("15/10/2023", _YEAR).window == (date(2023, 10, 15), date(2023, 10, 15))


@pytest.mark.parametrize(
    ("written", "recurring"),
    [
        ("Thứ 6 hằng tuần", "weekly:FR"),
        ("Thứ 2, thứ 5 hằng tuần", "weekly:MO,TH"),
        ("1 lần/tháng", "monthly"),
        ("Hằng ngày", "daily"),
        ("Mỗi quý", "quarterly"),
        ("Suốt năm", "all_year"),
    ],
)
def test_what_recurs_says_how_often(written, recurring):
    assert read_when(written, _YEAR).recurring == recurring


def test_only_a_dated_time_that_is_clear_may_remind():
    reminding = {
        text
        for text in ("10/2023", "Cả năm", "Khi phát sinh", "Theo kế hoạch của PGD", "2/2023")
        if not read_when(text, _YEAR).without_reminder
    }
    assert reminding == {"10/2023"}


_WORDS = """tháng Tháng thang T ngày năm học quý Q HK kỳ I II IV đầu giữa cuối trước sau chậm nhất từ đến và hoặc
    tuần tết hè âm lịch rằm giêng chạp mười hai một dịp hết cả hằng khi theo
    1 2 5 9 10 12 13 31 2023 2024 99 0 / - , . ( ) : ; →"""
_PHRASES = st.sampled_from([*_WORDS.split(), "\n"])


@given(st.one_of(st.text(), st.lists(_PHRASES).map(" ".join), st.lists(_PHRASES).map("".join)), _YEARS)
def test_whatever_stands_in_the_cell_is_read_and_its_days_make_sense(text, year):
    when = read_when(text, year)
    assert all(first <= last for first, last in when.spans)
    assert list(when.spans) == sorted(when.spans)
    touched = {
        Month.of(first + timedelta(days=n)) for first, last in when.spans for n in range((last - first).days + 1)
    }
    assert when.months == tuple(sorted(touched))
    assert when.certain_months == (() if when.doubt else when.months)
    if when.doubt is None:
        assert all(year.whole[0] <= first and last <= year.whole[1] for first, last in when.spans)
    if when.suggestion is not None:
        assert when.suggestion.doubt is None


@given(_YEARS, st.integers(1, 12), st.sampled_from(["{m}/{y}", "Tháng {m}/{y}", "T{m:02}/{y}", "{y}-{m:02}"]))
def test_a_month_of_the_school_year_is_read_back_however_it_is_written(year, number, form):
    month = year.holding(number)
    when = read_when(form.format(m=month.number, y=month.year), year)
    assert (when.certain_months, when.spans) == ((month,), ((month.first, month.last),))


@given(_YEARS, st.integers(1, 12).filter(lambda number: number != 8))
def test_a_month_without_a_year_is_that_of_the_school_year(year, number):
    assert read_when(f"tháng {number}", year).certain_months == (year.holding(number),)


@given(_YEARS, st.dates(date(2000, 9, 1), date(2061, 8, 31)))
def test_three_numbers_are_always_day_month_and_year(year, day):
    when = read_when(f"{day:%d/%m/%Y}", year)
    assert when.spans == ((day, day),)
    assert (when.doubt is None) is (SchoolYear.of(day) == year)


@given(_YEARS, st.integers(0, 11), st.integers(0, 11))
def test_a_range_of_months_has_all_the_months_between(year, one, other):
    order = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]
    first, last = sorted((one, other))
    when = read_when(f"từ tháng {order[first]} đến tháng {order[last]}/{year.holding(order[last]).year}", year)
    assert when.certain_months == tuple(year.holding(number) for number in order[first : last + 1])


def test_an_answer_settles_which_august_is_meant():
    asked = read_when("Tháng 8", _YEAR)
    assert confirmed_when("8/2023", asked, _YEAR).certain_months == (Month(2023, 8),)
    assert confirmed_when("8/2024", asked, _YEAR).certain_months == (Month(2024, 8),)
    assert confirmed_when("Đúng", asked, _YEAR).certain_months == (Month(2024, 8),)


def test_yes_to_a_time_that_others_set_means_no_reminder():
    asked = read_when("Theo kế hoạch của PGD", _YEAR)
    assert (asked.kind, confirmed_when("Đúng", asked, _YEAR).kind) == (Kind.EXTERNAL, Kind.EVENT_DRIVEN)


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
