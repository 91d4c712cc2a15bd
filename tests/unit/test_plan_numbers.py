import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.plan.numbers import Style, period_of, read_number, roman, split_number, written


@given(st.integers(1, 49))
def test_a_roman_number_is_read_as_it_was_written(value):
    number = read_number(f" {roman(value)}. ")
    assert number is not None
    assert (number.style, number.value, number.text) == (Style.ROMAN, value, roman(value))
    assert written(Style.ROMAN, value) == number.text


@pytest.mark.parametrize(
    ("cell", "text"),
    [("l", "I"), ("ll.", "II"), ("|", "I"), ("lV", "IV"), ("V1", "VI"), ("ii", "II"), ("01", "1"), ("(2)", "2")],
)
def test_what_looks_like_a_number_on_paper_is_one(cell, text):
    number = read_number(cell)
    assert number is not None
    assert number.text == text


@pytest.mark.parametrize("cell", ["", "x", "✓", "Tin", "IIII", "5/9", "10/2023", "2023", "IC", "#"])
def test_what_is_no_number_is_none(cell):
    assert read_number(cell) is None


@pytest.mark.parametrize(
    "text", ["20/11 Ngày Nhà giáo", "20.11", "5/9", "3.5 điểm", "Video", "Xây dựng", "2 tháng 9", "I-ốt học đường"]
)
def test_a_text_that_begins_with_digits_or_a_capital_is_not_split(text):
    assert split_number(text) == (None, text)


def test_a_number_and_its_title_are_parted():
    number, title = split_number("II.  Triển khai\nChương trình")
    assert number is not None
    assert (number.text, title) == ("II", "Triển khai\nChương trình")
    assert split_number("1. SGK lớp 8")[1] == "SGK lớp 8"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Tháng 9/2023: Mái trường", "Tháng 9/2023"),
        ("tháng  10 năm 2023", "tháng 10 năm 2023"),
        ("Tháng Chín", "Tháng Chín"),
        ("HK II", "HK II"),
        ("Tháng 13", ""),
        ("Tháng thanh niên", ""),
        ("Tuần 1", ""),
    ],
)
def test_the_months_a_title_names_are_known(title, period):
    assert period_of(title) == period
