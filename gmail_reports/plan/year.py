"""Of which school year is a plan? From what the lines above it say, else from the times in it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median_low

from drive_sync.text import fold
from gmail_reports.deadlines import Month
from gmail_reports.plan.document import school_year_in
from gmail_reports.times.when import SchoolYear

_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*(?:[/.-]|\s+năm\s+)\s*(20\d\d)(?!\d)")
_FIRST_MONTH, _PLANS_ARE_MADE_FROM = 9, 7


def plan_year(above: Sequence[str], times: Iterable[str], today: date) -> SchoolYear:
    """The school year of a plan.

    Args:
        above: the lines before the table, nearest last; the name of the file may come first.
        times: the cells of its time column.
        today: decides when neither tells: the running school year, from July on the coming one.
    """
    for line in reversed(above):
        if (year := school_year_in(line)) is not None and not fold(line).startswith("can cu "):
            return year
    return _latest_year(times) or _running_year(today)


def _latest_year(times: Iterable[str]) -> SchoolYear | None:
    """The school year of the latest month: a plan looks ahead, and what was taken over from older plans lies behind.

    A year that lies more than one beyond the middle of all is a slip of the keyboard (2032 for 2023).
    """
    years = sorted(
        _school_year_of(Month(int(year), int(number))).first for time in times for number, year in _MONTH.findall(time)
    )
    if not years:
        return None
    return SchoolYear(max(year for year in years if year <= median_low(years) + 1))


def _running_year(today: date) -> SchoolYear:
    return SchoolYear(today.year if today.month >= _PLANS_ARE_MADE_FROM else today.year - 1)


def _school_year_of(month: Month) -> SchoolYear:
    return SchoolYear(month.year if month.number >= _FIRST_MONTH else month.year - 1)
