"""About which day of the solar calendar is a lunar day? For Tết, rằm, Giêng and Chạp in a plan.

Only Tết is exact: the holiday library knows it. Other days are counted in mean lunations from the nearest Tết,
right to a day but for the months behind a leap month. Lunar words are always asked about, so this only suggests.
"""

from datetime import date, timedelta
from functools import cache

import holidays

from gmail_reports.deadlines import WorkCalendar

_TET = "Tết Nguyên Đán"
_LUNATION_DAYS = 29.530588
_MONTHS, _COUNTED_BACK_FROM = 12, 8
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@cache
def tet(year: int) -> date:
    """The first day of the lunar year that begins in a calendar year.

    Raises:
        ValueError: the holiday library does not know that year.
    """
    known = holidays.country_holidays("VN", years=year, language="vi").get_named(_TET, lookup="iexact")
    if not known:
        raise ValueError(f"Tết of {year} is not known")
    return known[0]


def lunar_day(day: int, month: int, year: int) -> date:
    """About which solar day the lunar day is; `year` is the calendar year in which its lunar year began.

    Raises:
        ValueError: there is no such lunar day, or Tết of that year is not known.
    """
    if not (1 <= month <= _MONTHS and 1 <= day <= 30):  # noqa: PLR2004 - a lunar month has 29 or 30 days
        raise ValueError(f"there is no lunar day {day}/{month}")
    if month >= _COUNTED_BACK_FROM:
        return tet(year + 1) + timedelta(days=round((month - 1 - _MONTHS) * _LUNATION_DAYS) + day - 1)
    return tet(year) + timedelta(days=round((month - 1) * _LUNATION_DAYS) + day - 1)


def before_tet(year: int) -> tuple[date, date]:
    """The last three working weeks before the holiday: from a Monday to the last working day."""
    last = WorkCalendar().working_day_on_or_before(tet(year) - _DAY)
    return last - last.weekday() * _DAY - 2 * _WEEK, last


def after_tet(year: int) -> tuple[date, date]:
    """From the first working day after the holiday, three weeks."""
    first = WorkCalendar().working_day_on_or_after(tet(year))
    return first, first + 3 * _WEEK - _DAY
