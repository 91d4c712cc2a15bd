"""The date in a folder name: "5-9-2026", "05092026", "050926", "ngày 20 tháng 11", "2026-09-05", "Tháng 11", "2025".

Day and month stand in the Vietnamese order. Windows forbids "/" in names, so people write "20-11" or "20.11". Of
several days ("20-22/11", "3 và 4/10", "từ 1/6 đến 5/6/2027") the first counts; month and year may be said once, at the
end. Numbers that count something ("lớp 6-7", "bài 2.1") are no date, and where a number could be several things nothing
is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from drive_sync.text import fold, without_accents, words

_YEAR = r"(?P<year>20\d{2})"
_DAY = r"(?P<day>\d{1,2})"
_ON = r"(?:(?:ngày|ngay|mùng|mồng|mung|mong)\s*)?"
_ANY_YEAR = r"(?:[-./](?P<year>\d{4}|\d{2}))?(?!\d|[-./]\d)"
_SAID_YEAR = rf"(?:\s*(?:năm|nam|[-./,])?\s*{_YEAR})?(?!\d)"
_AND = r"(?:\s*[,;&+]\s*|\s*(?:và|va|đến|den|tới|toi)\s+)"
_TO = rf"(?:{_AND}|\s*[-–]\s*)"
_FROM = rf"(?:(?<!\w)(?:từ|tu)\s+)?{_ON}(?<![^\W_])(?<!\d[-./])"
_YEAR_OF_A_DAY = r"(?:(?:(?P=sign)|\s*(?:năm|nam|[-./,])\s*)(?P<{}>20\d{{2}}|\d{{2}})(?!\d))?"
_DAY_TO_DAY = (
    rf"{_FROM}{_DAY}(?P<sign>[-./]|\s*(?:tháng|thang)\s*)(?P<month>\d{{1,2}}){_YEAR_OF_A_DAY.format('year')}"
    rf"(?:\s+[-–]\s+|(?!\s*(?P=sign)){_TO}|(?!(?P=sign))/){_ON}"
    rf"(?P<last>\d{{1,2}})(?P=sign)(?P<last_month>\d{{1,2}}){_YEAR_OF_A_DAY.format('last_year')}(?!\d|[-./]\d)"
)
_DAYS = rf"{_FROM}{_DAY}(?:{_TO}{_ON}\d{{1,2}}){{0,6}}"
_RANGE = rf"{_ON}(?<![\d/.]){_DAY}\s*[-–]\s*(?P<last>\d{{1,2}})[/.](?P<month>\d{{1,2}}){_ANY_YEAR}"
_SEVERAL_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _DAY_TO_DAY,
        rf"{_DAYS}{_TO}{_ON}(?P<last>\d{{1,2}})\s*(?:tháng|thang)\s*(?P<month>\d{{1,2}}){_SAID_YEAR}",
        rf"{_DAYS}{_AND}{_ON}(?P<last>\d{{1,2}})[-./](?P<month>\d{{1,2}}){_ANY_YEAR}",
        _RANGE,
    )
)
"""Several days, of one month or of two; `last` is the last of them."""

_JOINED = re.compile(
    rf"\d(?:{_AND}{_ON}\d|\s*[-–]\s*{_ON}\d{{1,2}}(?:[/.]|\s*th)|\s+[-–]\s|–|/\d{{1,2}}[-.])", re.IGNORECASE
)
"""What every name with several days has in it: a cheap first look."""

_FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-./](?P<month>\d{{1,2}})[-./]{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        rf"{_ON}(?<!\d){_DAY}\s*(?:tháng|thang)\s*(?P<month>\d{{1,2}}){_SAID_YEAR}",
        _RANGE,
        rf"{_ON}(?<!\d)(?<!\d[-./]){_DAY}[-./](?P<month>\d{{1,2}}){_ANY_YEAR}",
        rf"(?<!\d){_DAY}[-./](?P<month>\d{{1,2}})(?=\s*[-–]\s*\d{{1,2}}[./])",
        rf"{_ON}(?<!\d)(?P<day>\d{{2}})(?P<month>\d{{2}}){_YEAR}(?!\d)",
    )
)
_IF_IN_THE_CALENDAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ON}(?<![^\W_])(?<!\d[ _./-]){_DAY}[ _](?P<month>\d{{1,2}})[ _]{_YEAR}(?![^\W_])",
        rf"(?<![^\W_]){_YEAR}(?P<sign>[ _])(?P<month>\d{{1,2}})(?P=sign){_DAY}(?![^\W_])",
        rf"{_ON}(?<!\d)(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>1[3-9]|[23]\d)(?!\d)",
        r"(?<!\d)(?P<year>1[3-9]|[23]\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
    )
)
"""Forms that other numbers may have too ("quyết định 123456"): what is no day of the calendar is no mistaken day."""

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

_LUNAR = {"ram"}  # "rằm tháng 8" lies in September
_FIRST_NUMBER = re.compile(rf"(?=[nm\d]){_ON}\d", re.IGNORECASE)
_LAST_MONTH, _LAST_DAY, _LAST_TO_MISTAKE = 12, 31, 39
_FIRST_MONTH_OF_SCHOOL_YEAR, _BETWEEN_SCHOOL_YEARS = 9, 8
_ANY_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class NameDate:
    """What a name says of its day: `text` is `YYYY-MM-DD`, `--MM-DD`, `YYYY-MM`, `YYYY` or None.

    `begin` and `end` say where it stands; `year` is the year written, None when there is none; an `invalid` date
    (31-9) has no text; `says_only_when` marks dates that tell nothing but the day, so that a name reads well without;
    `last` is month and day of the last of several days.
    """

    begin: int
    end: int
    text: str | None
    year: int | None = None
    invalid: bool = False
    month: int | None = None
    says_only_when: bool = True
    last: tuple[int, int] | None = None


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
    if (match := _MONTH.search(text)) is not None and _word_before(text, match.start()) not in _LUNAR:
        year = match["year"] or match["year2"]
        return _month(match.span(), int(match["month"] or match["month2"]), int(year) if year else None, first_year)
    if (match := _LONE_YEAR.search(text)) is not None and _word_before(text, match.start()) not in _NAMED_BY_YEAR:
        return NameDate(*match.span(), match["year"], int(match["year"]))
    return _spelt_month(text, first_year)


def find_days(text: str) -> NameDate | None:
    """The several days of a composed name, "5/12-10/12" or "từ 5 đến 10/12": None when it says none, or one."""
    first = _FIRST_NUMBER.search(text)
    return next(_several_days(text, first.start()), None) if first is not None else None


def is_day_without_signs(text: str) -> bool:
    """Whether a text is a number that may be day and month: "2210" for 22/10, "83" for 8/3, but not "11", a month."""
    is_number = text.isdecimal() and len(text) <= len("2210")
    if not is_number or int(text) <= _LAST_DAY or (text[0] == "0" and len(text) % 2):
        return False
    splits = ((int(text[:place]), int(text[place:])) for place in (1, 2) if 0 < len(text) - place <= 2)  # noqa: PLR2004
    return any(1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH for day, month in splits)


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
    yield from _several_days(text, begin)
    yield from _matches(_FULL, text, begin)
    yield from (found for found in _matches(_IF_IN_THE_CALENDAR, text, begin) if not found.invalid)


def _several_days(text: str, begin: int) -> Iterator[NameDate]:
    if _JOINED.search(text, begin) is None:
        return
    for pattern in _SEVERAL_DAYS:
        for match in pattern.finditer(text, max(0, begin - len("từ "))):
            if _word_before(text, match.start()) not in _COUNTED and (found := _first_of(match)) is not None:
                yield found


def _matches(patterns: Iterable[re.Pattern[str]], text: str, begin: int) -> Iterator[NameDate]:
    for pattern in patterns:
        for match in pattern.finditer(text, begin):
            if _word_before(text, match.start()) not in _COUNTED and (found := _day(match, match.span())) is not None:
                yield found


def _word_before(text: str, place: int) -> str:
    return fold(text[max(0, place - 20) : place]).rpartition(" ")[2]


def _day(match: re.Match[str], span: tuple[int, int]) -> NameDate | None:
    """The day of a match; None when the numbers can be no date at all ("4.0")."""
    year = _year_in(match.groupdict().get("year"))
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


def _first_of(match: re.Match[str]) -> NameDate | None:
    """The first of several days, None when they are none, or do not follow each other as days do."""
    said = match.groupdict()
    month, year = int(said["month"]), _year_in(said["year"])
    last_month, last_year = int(said.get("last_month") or month), _year_in(said.get("last_year")) or year
    starts_before = (month, int(said["day"])) < (last_month, int(said["last"]))
    if month == last_month and not starts_before:
        return None
    try:
        last = date(last_year or _ANY_LEAP_YEAR, last_month, int(said["last"]))
        first = date(year or (last.year if starts_before else last.year - 1), month, int(said["day"]))
    except ValueError:
        return None
    shown = first.isoformat() if last_year else f"--{first:%m-%d}"
    return NameDate(*match.span(), shown, first.year if last_year else None, month=month, last=(last.month, last.day))


def _year_in(written: str | None) -> int | None:
    """The year of "2026" or "26"."""
    return int(written) + (_ANY_LEAP_YEAR if len(written) == len("26") else 0) if written else None


def _month(span: tuple[int, int], month: int, year: int | None, first_year: int | None) -> NameDate:
    shown = year
    if year is None and first_year is not None and month != _BETWEEN_SCHOOL_YEARS:
        shown = first_year + (month < _FIRST_MONTH_OF_SCHOOL_YEAR)
    text = f"{shown}-{month:02}" if shown is not None else None
    return NameDate(*span, text, year, month=month, says_only_when=False)
