"""The date in a folder name: "5-9-2026", "05092026", "ngày 20 tháng 11", "2026-09-05", "Tháng 11", "2025".

Day and month stand in the Vietnamese order. Windows forbids "/" in names, so people write "20-11" or "20.11". Of a
range ("20-22/11") the first day counts. Numbers that count something ("lớp 6-7", "bài 2.1") are no date, and where a
number could be several things nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from drive_sync.text import fold, without_accents, words

_YEAR = r"(?P<year>20\d{2})"
_DAY = r"(?P<day>\d{1,2})"
_ON = r"(?:(?:ngày|ngay|mùng|mồng|mung|mong)\s*)?"
_ANY_YEAR = r"(?:[-./](?P<year>\d{4}|\d{2}))?(?!\d|[-./]\d)"
_FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-./](?P<month>\d{{1,2}})[-./]{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        rf"{_ON}(?<!\d){_DAY}\s*(?:tháng|thang)\s*(?P<month>\d{{1,2}})(?:\s*(?:năm|nam|[-./,])?\s*{_YEAR})?(?!\d)",
        rf"{_ON}(?<![\d/.]){_DAY}\s*[-–]\s*\d{{1,2}}[/.](?P<month>\d{{1,2}}){_ANY_YEAR}",
        rf"{_ON}(?<!\d)(?<!\d[-./]){_DAY}[-./](?P<month>\d{{1,2}}){_ANY_YEAR}",
        rf"(?<!\d){_DAY}[-./](?P<month>\d{{1,2}})(?=\s*[-–]\s*\d{{1,2}}[./])",
        rf"{_ON}(?<!\d)(?P<day>\d{{2}})(?P<month>\d{{2}}){_YEAR}(?!\d)",
    )
)
_BLANK_BETWEEN = re.compile(rf"{_ON}{_DAY}[ _](?P<month>\d{{1,2}})(?:[ _]{_YEAR})?", re.IGNORECASE)
_MONTH = re.compile(
    rf"(?<!\w)(?:(?:tháng|thang|t)\s*(?P<month>1[0-2]|0?[1-9])(?:\s*(?:[-./,]|năm|nam)?\s*{_YEAR})?(?!\w)"
    r"|(?<![\d./-])(?P<month2>1[0-2]|0?[1-9])[-./](?P<year2>20\d{2})(?![\d./-]))",
    re.IGNORECASE,
)
_SPELT_MONTH = re.compile(r"\bthang (muoi hai|muoi mot|muoi|mot|hai|ba|tu|nam|sau|bay|tam|chin)\b")
_SPELT = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
_SCHOOL_YEAR = re.compile(r"(?<!\d)20(?P<first>\d\d)\s*[-–]\s*(?:20)?(?P<second>\d\d)(?!\d)")
_LONE_YEAR = re.compile(r"(?:[\s_,.-]+|^)(?:(?:năm|nam)\s+)?\(?(?P<year>201[3-9]|20[2-3]\d)\)?\s*$", re.IGNORECASE)
_COUNTED = frozenset(words("lớp khối bài tiết tuần tổ nhóm số vòng phần câu mục điểm tỷ tập bản lượt"))
"""Words before numbers that are no date."""

_NAMED_BY_YEAR = {"gdpt"}  # the curriculum "GDPT 2018" is no activity of that year

_FIRST_NUMBER = re.compile(rf"(?=[nm\d]){_ON}\d", re.IGNORECASE)
_LAST_MONTH, _LAST_DAY, _LAST_TO_MISTAKE = 12, 31, 39
_FIRST_MONTH_OF_SCHOOL_YEAR, _BETWEEN_SCHOOL_YEARS = 9, 8
_ANY_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class NameDate:
    """What a name says of its day: `text` is `YYYY-MM-DD`, `--MM-DD`, `YYYY-MM`, `YYYY` or None.

    `begin` and `end` say where it stands; `year` is the year written, None when there is none; an `invalid` date
    (31-9) has no text; `says_only_when` marks dates that tell nothing but the day, so that a name reads well without.
    """

    begin: int
    end: int
    text: str | None
    year: int | None = None
    invalid: bool = False
    month: int | None = None
    says_only_when: bool = True


def find_date(text: str, first_year: int | None) -> NameDate | None:
    """The date in a composed name, None when there is none.

    Args:
        text: the name without the school.
        first_year: the first calendar year of the school year, to give "Tháng 11" its year; None when not known.
            August lies between two school years and gets none.
    """
    if (first := _FIRST_NUMBER.search(text)) is None:
        return _spelt_month(text, first_year)
    years = _school_year(text)
    rest = text[: years.begin] + "_" * (years.end - years.begin) + text[years.end :] if years else text
    for day in _days(rest, first.start()):
        return day
    if years is not None:
        return years
    if (match := _MONTH.search(text)) is not None:
        year = match["year"] or match["year2"]
        return _month(match.span(), int(match["month"] or match["month2"]), int(year) if year else None, first_year)
    if (match := _LONE_YEAR.search(text)) is not None and _word_before(text, match.start()) not in _NAMED_BY_YEAR:
        return NameDate(*match.span(), match["year"], int(match["year"]))
    return _spelt_month(text, first_year)


def _school_year(text: str) -> NameDate | None:
    """The school year of "Tổng kết năm học 2023-2024": no day, but a year to compare."""
    match = _SCHOOL_YEAR.search(text)
    if match is None or int(match["second"]) != (int(match["first"]) + 1) % 100:
        return None
    return NameDate(*match.span(), None, 2000 + int(match["first"]), says_only_when=False)


def _spelt_month(text: str, first_year: int | None) -> NameDate | None:
    """The month of "Tháng mười một"."""
    plain = without_accents(text).casefold()
    match = _SPELT_MONTH.search(plain) if len(plain) == len(text) else None
    return _month(match.span(), _SPELT.index(match[1]) + 1, None, first_year) if match else None


def _days(text: str, begin: int) -> Iterator[NameDate]:
    """The days of a text whose first number, with the "ngày" before it, stands at `begin`."""
    whole = _BLANK_BETWEEN.fullmatch(text.strip(" _"))
    if whole is not None and (found := _day(whole, (0, len(text)))) is not None and not found.invalid:
        yield found
    for pattern in _FULL:
        for match in pattern.finditer(text, begin):
            if _word_before(text, match.start()) not in _COUNTED and (found := _day(match, match.span())) is not None:
                yield found


def _word_before(text: str, place: int) -> str:
    return fold(text[max(0, place - 20) : place]).rpartition(" ")[2]


def _day(match: re.Match[str], span: tuple[int, int]) -> NameDate | None:
    """The day of a match; None when the numbers can be no date at all ("4.0")."""
    written = match.groupdict().get("year")
    year = int(written) + (_ANY_LEAP_YEAR if len(written) == len("26") else 0) if written else None
    number, month = int(match["day"]), int(match["month"])
    try:
        day = date(year or _ANY_LEAP_YEAR, month, number)
    except ValueError:
        looks_like_a_day = 1 <= month <= _LAST_MONTH and 1 <= number <= _LAST_TO_MISTAKE
        months_first = _LAST_MONTH < month <= _LAST_DAY and 1 <= number <= _LAST_MONTH
        if year is None and not looks_like_a_day and not months_first:
            return None
        return NameDate(*span, None, year, invalid=True)
    return NameDate(*span, day.isoformat() if year else f"--{day:%m-%d}", year, month=month)


def _month(span: tuple[int, int], month: int, year: int | None, first_year: int | None) -> NameDate:
    shown = year
    if year is None and first_year is not None and month != _BETWEEN_SCHOOL_YEARS:
        shown = first_year + (month < _FIRST_MONTH_OF_SCHOOL_YEAR)
    text = f"{shown}-{month:02}" if shown is not None else None
    return NameDate(*span, text, year, month=month, says_only_when=False)
