"""What is due when: months, Vietnamese working days, and the days of the monthly report.

"Trước ngày 15" is the last working day on or before the 14th: Tết and swap days count (14/2/2024 lies in Tết,
so February's report goes on 7/2/2024).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LAST_DAY_BEFORE_DEADLINE = 14
_PREVIEW_WORKING_DAYS = 3
_REMINDER_WORKING_DAYS = 5
_MENDING_WORKING_DAYS = 3
_OFFICE_OPENS, _OFFICE_CLOSES = time(7), time(19)
_DAY = timedelta(days=1)
_LAST_MONTH_OF_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; `str` gives `2023-10`, `label` what people write, `10/2023`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month of `2023-10`.

        Raises:
            ValueError: the text is no such month.
        """
        return cls.of(datetime.strptime(text, "%Y-%m").replace(tzinfo=ZONE).date())

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def label(self) -> str:
        """`10/2023`."""
        return f"{self.number}/{self.year}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.next().first - _DAY

    def next(self) -> "Month":
        """The following month."""
        if self.number == _LAST_MONTH_OF_YEAR:
            return Month(self.year + 1, 1)
        return Month(self.year, self.number + 1)

    def until(self, last: "Month") -> "Iterator[Month]":
        """This month and all that follow, up to and with the last."""
        month = self
        while month <= last:
            yield month
            month = month.next()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Vietnamese working days, with the decrees the holiday library does not know.

    `off` are working days made free, `on` free days worked instead (config: `calendar.off`, `calendar.on`).
    """

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices and schools work on this day."""
        if day in self.off or day in self.on:
            return day in self.on
        return _vietnam().is_working_day(day)

    def working_day_on_or_before(self, day: date) -> date:
        """The day itself or the last working day before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def working_day_on_or_after(self, day: date) -> date:
        """The day itself or the first working day after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before a day."""
        for _ in range(count):
            day = self.working_day_on_or_before(day - _DAY)
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after a day."""
        for _ in range(count):
            day = self.working_day_on_or_after(day + _DAY)
        return day

    def office_hour_from(self, moment: datetime) -> datetime:
        """The first moment from this one on when mail may arrive: a working day, 07:00-19:00 in Vietnam."""
        local = moment.astimezone(ZONE)
        day = local.date()
        if self.is_working_day(day) and local.time() < _OFFICE_CLOSES:
            opening = datetime.combine(day, _OFFICE_OPENS, ZONE)
            return max(local, opening)
        return datetime.combine(self.working_day_on_or_after(day + _DAY), _OFFICE_OPENS, ZONE)


@dataclass(frozen=True, slots=True)
class ReportDays:
    """The days of one month's report: the draft stands, the officer gets the preview, the report goes."""

    month: Month
    draft_day: date
    reminder_day: date
    preview_day: date
    send_day: date

    def sends_at(self, hour: time) -> datetime:
        """The moment of sending."""
        return datetime.combine(self.send_day, hour, ZONE)


def report_days(month: Month, calendar: WorkCalendar) -> ReportDays:
    """The report days of a month."""
    send_day = calendar.working_day_on_or_before(date(month.year, month.number, LAST_DAY_BEFORE_DEADLINE))
    preview_day = calendar.working_days_before(send_day, _PREVIEW_WORKING_DAYS)
    return ReportDays(
        month=month,
        draft_day=min(calendar.working_day_on_or_after(month.first), preview_day),
        reminder_day=calendar.working_days_before(send_day, _REMINDER_WORKING_DAYS),
        preview_day=preview_day,
        send_day=send_day,
    )


def nominal_period(month: Month) -> tuple[date, date]:
    """The days a month's report would cover if no send day ever moved: from the 15th to the 14th."""
    before = Month(month.year - 1, _LAST_MONTH_OF_YEAR) if month.number == 1 else Month(month.year, month.number - 1)
    return (
        date(before.year, before.number, LAST_DAY_BEFORE_DEADLINE + 1),
        date(month.year, month.number, LAST_DAY_BEFORE_DEADLINE),
    )


def first_report(start: date, calendar: WorkCalendar) -> Month:
    """The month of the first report after a start: its send day is not before it."""
    month = Month.of(start)
    return month if report_days(month, calendar).send_day >= start else month.next()


def month_of_first_report_after(months: Iterable[Month], calendar: WorkCalendar) -> Month | None:
    """The month whose report is the first to be cut off after the last of these months; None for no months."""
    last = max(months, default=None)
    if last is None:
        return None
    return first_report(last.last + _DAY, calendar)


def mending_day(mailed: date, calendar: WorkCalendar) -> date:
    """By when a teacher is asked to mend a folder: the third working day, sooner if a report goes before."""
    third = calendar.working_days_after(mailed, _MENDING_WORKING_DAYS)
    send_day = report_days(first_report(mailed, calendar), calendar).send_day
    before_report = calendar.working_days_before(send_day, 1)
    return min(third, before_report) if before_report > mailed else min(third, max(send_day, mailed))


@cache
def _vietnam() -> holidays.HolidayBase:
    return holidays.country_holidays("VN")
