"""The date in a folder name: "5-9-2026", "05092026", "ngày 20 tháng 11", "2026-09-05", "Tháng 11", "2025".

Day and month stand in the Vietnamese order. Windows forbids "/" in names, so people write "20-11" or "20.11".
"""

import re
from dataclasses import dataclass
from datetime import date

from drive_sync.text import composed

_YEAR = r"(?P<year>20\d{2})"
_FULL = (
    re.compile(rf"(?<!\d){_YEAR}[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})(?!\d)"),
    re.compile(
        rf"(?:ngày|ngay)\s*(?P<day>\d{{1,2}})\s*(?:tháng|thang)\s*(?P<month>\d{{1,2}})"
        rf"(?:\s*(?:năm|nam)?\s*{_YEAR})?(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-./](?P<month>\d{1,2})(?:[-./](?P<year>\d{4}|\d{2}))?(?![\d])"),
    re.compile(rf"(?<!\d)(?P<day>\d{{2}})(?P<month>\d{{2}}){_YEAR}(?!\d)"),
)
_MONTH = re.compile(
    rf"(?<!\w)(?:tháng|thang|t)\s*(?P<month>1[0-2]|0?[1-9])(?:\s*(?:[-./]|năm|nam)?\s*{_YEAR})?(?!\w)", re.IGNORECASE
)
_SCHOOL_YEAR = re.compile(r"(?<!\d)20(?P<first>\d\d)\s*[-–]\s*(?:20)?(?P<second>\d\d)(?!\d)")
_LONE_YEAR = re.compile(r"[\s_,.-]+(?:năm\s+|nam\s+)?(?P<year>20[2-3]\d)\s*$", re.IGNORECASE)
_FIRST_MONTH_OF_SCHOOL_YEAR = 9
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


def find_date(name: str, first_year: int | None) -> NameDate | None:
    """The date in a name, None when there is none.

    Args:
        name: the name without the school.
        first_year: the first calendar year of the school year, to give "Tháng 11" its year; None when not known.
    """
    text = composed(name)
    school_year = _SCHOOL_YEAR.search(text)
    if school_year is not None and int(school_year["second"]) == (int(school_year["first"]) + 1) % 100:
        return NameDate(*school_year.span(), None, 2000 + int(school_year["first"]), says_only_when=False)
    for pattern in _FULL:
        if (match := pattern.search(text)) is not None:
            return _full(match)
    if (match := _MONTH.search(text)) is not None:
        return _month(match, first_year)
    if (match := _LONE_YEAR.search(text)) is not None:
        return NameDate(*match.span(), match["year"], int(match["year"]))
    return None


def _full(match: re.Match[str]) -> NameDate:
    written = match["year"]
    year = int(written) + (_ANY_LEAP_YEAR if len(written) == len("26") else 0) if written else None
    month = int(match["month"])
    try:
        day = date(year or _ANY_LEAP_YEAR, month, int(match["day"]))
    except ValueError:
        return NameDate(*match.span(), None, year, invalid=True)
    return NameDate(*match.span(), day.isoformat() if year else f"--{day:%m-%d}", year, month=month)


def _month(match: re.Match[str], first_year: int | None) -> NameDate:
    month = int(match["month"])
    year = int(match["year"]) if match["year"] else None
    if year is None and first_year is not None:
        shown = first_year + (month < _FIRST_MONTH_OF_SCHOOL_YEAR)
        return NameDate(*match.span(), f"{shown}-{month:02}", None, month=month, says_only_when=False)
    text = f"{year}-{month:02}" if year else None
    return NameDate(*match.span(), text, year, month=month, says_only_when=False)
