"""From "2/2023", "Tháng 10/2023", "" to months, or to a question for the officer.

Nothing uncertain is decided here: a time outside the school year is never shifted, only a month suggested.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.text import fold
from gmail_reports.deadlines import Month

_FIRST_MONTH, _LAST_MONTH = 9, 8
_MONTH = re.compile(r"(?:thang |t ?)?(?P<month>1[0-2]|0?[1-9])(?: (?:nam )?(?P<year>20\d\d))?")
_UNDECIDED_MONTH = 8
_MONTHS_A_YEAR = 12


class Doubt(StrEnum):
    """Why a time needs a question; the words are those of the project's data on Appendix 1."""

    BEFORE_SCHOOL_YEAR = "time_before_school_year"
    MORE_THAN_ONE_YEAR_OLD = "time_more_than_one_year_old"
    AFTER_SCHOOL_YEAR = "time_after_school_year"
    MISSING = "time_missing"
    UNREADABLE = "time_unreadable"


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
        match = re.fullmatch(r"(20\d\d)\s*-\s*(20\d\d)", text.strip())
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise ValueError(f"{text!r} is not a school year such as 2023-2024")
        return cls(int(match[1]))

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    def __contains__(self, month: Month) -> bool:
        return Month(self.first, _FIRST_MONTH) <= month <= Month(self.first + 1, _LAST_MONTH)

    def holding(self, month_number: int) -> Month:
        """The month with this number (1-12) in this school year."""
        return Month(self.first if month_number >= _FIRST_MONTH else self.first + 1, month_number)


@dataclass(frozen=True, slots=True)
class When:
    """What a time cell says: `kind` is `month`, `missing` or `unreadable`; `suggestion` goes with a doubt."""

    kind: str
    months: tuple[Month, ...] = ()
    doubt: Doubt | None = None
    suggestion: Month | None = None

    @property
    def certain_months(self) -> tuple[Month, ...]:
        """The months we may act on: none while there is a doubt."""
        return () if self.doubt else self.months


def read_when(text: str, year: SchoolYear) -> When:
    """What a time cell of Appendix 1 says in a school year."""
    folded = fold(text)
    if not folded:
        return When("missing", doubt=Doubt.MISSING)
    match = _MONTH.fullmatch(folded)
    if match is None:
        return When("unreadable", doubt=Doubt.UNREADABLE)
    number = int(match["month"])
    if match["year"] is None:
        if number == _UNDECIDED_MONTH:  # belongs to the end of one year and the start of the next
            return When("month", doubt=Doubt.UNREADABLE, suggestion=year.holding(number))
        return When("month", (year.holding(number),))
    month = Month(int(match["year"]), number)
    if month in year:
        return When("month", (month,))
    return When("month", (month,), _doubt_of(month, year), year.holding(number))


def confirmed_when(answer: str, asked: When, year: SchoolYear) -> When:
    """What the officer's answer makes of a time: "Đúng" takes the suggestion, anything else is read as a time."""
    if not fold(answer):
        return asked
    if fold(answer) in {"dung", "yes", "ok", "dung roi"}:
        return When("month", (asked.suggestion,)) if asked.suggestion is not None else asked
    return read_when(answer, year)


def _doubt_of(month: Month, year: SchoolYear) -> Doubt:
    if month > Month(year.first + 1, _LAST_MONTH):
        return Doubt.AFTER_SCHOOL_YEAR
    months_early = (year.first - month.year) * _MONTHS_A_YEAR + _FIRST_MONTH - month.number
    return Doubt.MORE_THAN_ONE_YEAR_OLD if months_early > _MONTHS_A_YEAR else Doubt.BEFORE_SCHOOL_YEAR
