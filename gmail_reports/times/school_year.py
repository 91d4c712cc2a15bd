"""A school year and its parts: months, semesters, summer; and where a stretch of days lies in it.

The frame is that of Vietnamese schools: opening on 5 September, 35 weeks, teaching over by 31 May.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gmail_reports.deadlines import Month

FIRST_MONTH, LAST_MONTH = 9, 8

Span = tuple[date, date]
"""First and last day, both included."""


class Place(StrEnum):
    """Where days lie in a school year; the words are those of the project's data on times."""

    IN = "in"
    PARTLY = "partly_or_summer"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year by its first calendar year; it owns the months from September to August."""

    first: int

    @classmethod
    def parse(cls, text: str) -> "SchoolYear":
        """The school year of `2023-2024`.

        Raises:
            ValueError: the text is not two consecutive years.
        """
        match = re.fullmatch(r"(20[0-9]{2})\s*-\s*(20[0-9]{2})", text.strip())
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise ValueError(f"{text!r} is not a school year such as 2023-2024")
        return cls(int(match[1]))

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """The school year a day lies in."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    def __contains__(self, month: Month) -> bool:
        return Month(self.first, FIRST_MONTH) <= month <= Month(self.first + 1, LAST_MONTH)

    def holding(self, month_number: int) -> Month:
        """The month with this number (1-12) in this school year."""
        return Month(self.first if month_number >= FIRST_MONTH else self.first + 1, month_number)

    @property
    def whole(self) -> Span:
        """From 1 September to 31 August."""
        return date(self.first, 9, 1), date(self.first + 1, 8, 31)

    @property
    def teaching(self) -> Span:
        """From 1 September to 31 May."""
        return date(self.first, 9, 1), date(self.first + 1, 5, 31)

    @property
    def summer(self) -> Span:
        """June to August."""
        return date(self.first + 1, 6, 1), date(self.first + 1, 8, 31)

    def semester(self, number: int) -> Span:
        """The first or second semester.

        Raises:
            ValueError: there is no such semester.
        """
        if number == 1:
            return date(self.first, 9, 5), date(self.first + 1, 1, 14)
        if number == 2:  # noqa: PLR2004 - a school year has two
            return date(self.first + 1, 1, 15), date(self.first + 1, 5, 25)
        raise ValueError(f"there is no semester {number}")

    def week_up_to(self, day: date) -> Span:
        """The seven days before a day, and the day; they do not begin before the school year when it does not."""
        first = day - timedelta(weeks=1)
        return (max(first, self.whole[0]) if day >= self.whole[0] else first), day

    def place_of(self, span: Span) -> Place:
        """Whether days lie within the teaching months, wholly outside the year, or neither."""
        first, last = span
        if last < self.whole[0] or first > self.whole[1]:
            return Place.OUT
        return Place.IN if self.teaching[0] <= first and last <= self.teaching[1] else Place.PARTLY


def months_of(span: Span) -> Iterator[Month]:
    """The months that the days touch."""
    return Month.of(span[0]).until(Month.of(span[1]))


def written(span: Span) -> str:
    """The days as people write them: `10/2023`, `9/2023 - 5/2024`, `5/9/2023`."""
    first, last = span
    if first == Month.of(first).first and last == Month.of(last).last:
        ends = [Month.of(first).label, Month.of(last).label]
    else:
        ends = [f"{day.day}/{day.month}/{day.year}" for day in span]
    return ends[0] if ends[0] == ends[1] else " - ".join(ends)


def moved(span: Span, years: int) -> Span:
    """The same days so many years later; the end of a month stays the end of the month."""
    return _moved(span[0], years), _moved(span[1], years)


def common(one: Span, other: Span) -> Span | None:
    """The days that lie in both, None when there are none."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def _moved(day: date, years: int) -> date:
    month = Month(day.year + years, day.month)
    return month.last if day == Month.of(day).last else day.replace(year=month.year)
