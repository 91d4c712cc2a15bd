"""From "2/2023", "Quý I", "Cả năm", "" to days and months of a school year, or to a question for the officer.

Nothing uncertain is decided here: a time outside the school year is never shifted, what can be read in two ways
is asked about, and a suggestion goes with the question wherever there is one.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from drive_sync.names.school_events import events_in
from drive_sync.text import fold
from gmail_reports.deadlines import Month
from gmail_reports.times.grammar import Kind, elements_of
from gmail_reports.times.school_year import Place, SchoolYear, Span, common, months_of, moved, written
from gmail_reports.times.spans import Reading, readings
from gmail_reports.times.words import SetApart, plain, set_apart, symbols

__all__ = ["RECYCLED", "Doubt", "Kind", "Note", "SchoolYear", "When", "confirmed_when", "read_when"]

_MONTHS_A_YEAR = 12
_DAY_ZERO_OF_SHEETS = date(1899, 12, 30)


class Doubt(StrEnum):
    """Why a time needs a question; the words are those of the project's data on Appendix 1."""

    BEFORE_SCHOOL_YEAR = "time_before_school_year"
    MORE_THAN_ONE_YEAR_OLD = "time_more_than_one_year_old"
    AFTER_SCHOOL_YEAR = "time_after_school_year"
    PARTLY_OUTSIDE = "time_partly_outside"
    MISSING = "time_missing"
    UNREADABLE = "time_unreadable"
    UNCERTAIN = "time_uncertain"
    LUNAR = "time_lunar"
    DITTO = "time_ditto"
    SET_BY_OTHERS = "time_set_by_others"


RECYCLED = frozenset({Doubt.BEFORE_SCHOOL_YEAR, Doubt.MORE_THAN_ONE_YEAR_OLD})
"""The doubts that come of using an earlier year's plan again: one question asks about all of them."""


class Note(StrEnum):
    """What the officer should know of a time although it may be clear."""

    MONTH_MADE_A_DATE = "month_made_a_date"
    """Sheets or Excel turn "2/2023" into its first day; we read the month back."""


@dataclass(frozen=True, slots=True)
class When:
    """What a time cell says; `spans` are days in order, `suggestion` is the reading that "Đúng" stands for.

    `recurring` is `all_year`, `monthly`, `weekly`, `weekly:MO`, `yearly x2` and the like, None for once.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    doubt: Doubt | None = None
    suggestion: "When | None" = None
    note: Note | None = None
    recurring: str | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        """Exactly the months that the days touch, in order."""
        return tuple(sorted({month for span in self.spans for month in months_of(span)}))

    @property
    def certain_months(self) -> tuple[Month, ...]:
        """The months we may act on: none while there is a doubt."""
        return () if self.doubt else self.months

    @property
    def standing(self) -> bool:
        """Whether it holds all through its days, so that no single day of them is one to remind of."""
        return self.kind is Kind.ONGOING

    @property
    def without_reminder(self) -> bool:
        """Whether nobody is to be reminded by date: there is none, or every day is as good as another."""
        return self.standing or not self.certain_months

    @property
    def window(self) -> Span | None:
        """The first day and the last, None without days; a date that was a month has all its month."""
        if not self.spans:
            return None
        first, last = self.spans[0][0], max(last for _, last in self.spans)
        return (first, Month.of(last).last) if self.note is Note.MONTH_MADE_A_DATE else (first, last)

    @property
    def label(self) -> str:
        """The days as people write them: `10/2023`, `9/2023 - 5/2024`, `5/9/2023`; empty when there are none."""
        return ", ".join(written(span) for span in self.spans)


@lru_cache(maxsize=8192)
def read_when(text: str, year: SchoolYear) -> When:
    """What a time cell of Appendix 1 says in a school year; never raises."""
    said = plain(text)
    if re.fullmatch(r"""["'”“″〃,\s]+|-? ?(?:nhu tren|nt)[ .]*-?""", said):
        return When(Kind.DITTO, doubt=Doubt.DITTO)
    if not fold(text):
        return When(Kind.MISSING, doubt=Doubt.MISSING)
    when = _made_by_a_sheet(said, year) or _from_phrases(said, year)
    corrected = re.sub(r"[0-9oil]*[0-9][0-9oil]*", lambda one: one[0].translate(_DIGITS_TYPED_AS_LETTERS), said)
    if not when.spans and when.doubt is Doubt.UNREADABLE and corrected != said:
        meant = _from_phrases(corrected, year)
        return When(Kind.INVALID, doubt=Doubt.UNREADABLE, suggestion=meant if not meant.doubt else meant.suggestion)
    event = next((event.day for event in events_in(text) if event.day), None) if when.kind is Kind.UNREADABLE else None
    return _around(event, year) if event else when


def _around(event: tuple[int, int], year: SchoolYear) -> When:
    """The week up to the day (month, day) of a school event that a cell names in words we do not know."""
    day = year.holding(event[0]).first.replace(day=event[1])
    return _judged(When(Kind.RELATIVE, (year.week_up_to(day),)), year, Doubt.UNCERTAIN)


def confirmed_when(answer: str, asked: When, year: SchoolYear) -> When:
    """What the officer's answer makes of a time: "Đúng" takes the suggestion, anything else is read as a time.

    The two Augusts of a school year are asked about; an answer that names one of them settles it.
    """
    if not fold(answer):
        return asked
    if fold(answer) in {"dung", "yes", "ok", "dung roi"}:
        return asked.suggestion or asked
    answered = read_when(answer, year)
    if asked.doubt is Doubt.UNCERTAIN and answered.spans == asked.spans and answered.doubt in RECYCLED:
        return replace(answered, doubt=None, suggestion=None)
    return answered


_DIGITS_TYPED_AS_LETTERS = str.maketrans("oil", "011")
_PAIR_OF_YEARS = re.compile(r"[/ ,]?S?(20[0-9]{2})[/-](20[0-9]{2})(?![0-9/-])")


def _from_phrases(said: str, year: SchoolYear) -> When:
    """Standing, event-driven and outside times first, then what remains, by the grammar."""
    apart = set_apart(said)
    remaining = symbols(apart.rest)
    if apart.recurring:
        return _standing(apart, remaining, year)
    if remaining:
        when = _from_symbols(remaining, year, also=apart.event_driven or apart.set_by_others)
        if when.doubt is not Doubt.UNREADABLE or not (apart.event_driven or apart.set_by_others):
            return when
    if apart.event_driven:
        return When(Kind.EVENT_DRIVEN)
    if apart.set_by_others:
        return When(Kind.EXTERNAL, doubt=Doubt.SET_BY_OTHERS, suggestion=When(Kind.EVENT_DRIVEN))
    return When(Kind.UNREADABLE, doubt=Doubt.UNREADABLE)


def _standing(apart: SetApart, remaining: str, year: SchoolYear) -> When:
    """All through the school year, or through the days that are written beside."""
    within = _from_symbols(remaining, year)
    if within.kind in {Kind.CALENDAR_YEAR, Kind.DEADLINE, Kind.DEADLINES} or (
        within.spans and apart.recurring == "yearly"
    ):
        return replace(within, recurring=apart.recurring)
    when = When(Kind.ONGOING, within.spans or (year.teaching,), recurring=apart.recurring)
    doubtful = apart.abbreviated or apart.recurring == "yearly" or "?" in remaining
    return _judged(when, year, Doubt.UNCERTAIN if doubtful else None)


def _from_symbols(cell: str, year: SchoolYear, *, also: bool = False) -> When:
    """What the grammar makes of a cell; `also`: something else stood beside it that has no date."""
    pair = _PAIR_OF_YEARS.search(cell)
    if pair is not None and int(pair[2]) == int(pair[1]) + 1:
        whose = SchoolYear(int(pair[1]))
        cell = re.sub("(?<=[0-9])S", "", _PAIR_OF_YEARS.sub("S", cell))
    else:
        pair, whose = None, year
    cell = re.sub("^M([0-9]+)/([0-9]|1[0-2])$", r"vM\1,\2", cell)  # "tháng 10/11"
    lunar, perhaps_lunar, vague = "L" in cell, "l" in cell, "v" in cell
    try:
        elements = elements_of(re.sub("[Llv]", "", cell).strip(","))
        read = readings(elements, whose, lunar=lunar) if elements else []
    except ValueError:
        return When(Kind.INVALID, doubt=Doubt.UNREADABLE)
    if not read:
        kind = Kind.UNREADABLE if "?" in cell or not re.search("[0-9]", cell) else Kind.INVALID
        return When(kind, doubt=Doubt.UNREADABLE)
    kind, recurring = _kind_of(read), None
    if kind is Kind.DEADLINES and not re.search("(?:19|20)[0-9]{2}", cell):
        recurring = f"yearly x{len(read)}"
    elif cell == "S" and pair is not None and pair.start() == 0 and "S" not in pair[0]:
        recurring = "all_year"
    uncertain = also or vague or kind is Kind.DEADLINES or any(one.doubtful for one in read) or cell in {"M8", "M08"}
    doubt = Doubt.LUNAR if lunar or perhaps_lunar else Doubt.UNCERTAIN if uncertain else None
    spans = tuple(sorted({one.span for one in read}))
    first_of_a_month = spans[0][0].day == 1 and re.fullmatch("[0-9]+/[0-9]+/[0-9]{4}", cell)
    note = Note.MONTH_MADE_A_DATE if first_of_a_month else None
    return _judged(When(kind, spans, note=note, recurring=recurring), year, doubt)


def _kind_of(read: list[Reading]) -> Kind:
    kinds = {one.kind for one in read}
    if len(read) == 1 or (len(kinds) == 1 and not kinds & {Kind.MONTH, Kind.DEADLINE}):
        return read[0].kind
    return Kind.DEADLINES if kinds == {Kind.DEADLINE} else Kind.MONTHS


def _judged(when: When, year: SchoolYear, doubt: Doubt | None) -> When:
    """The time with what must be asked about it: its place in the school year first, then how it was read."""
    first, last = when.spans[0][0], max(last for _, last in when.spans)
    place = year.place_of((first, last))
    if place is Place.OUT:
        years = year.first - SchoolYear.of(first).first
        shifted = _within(replace(when, spans=tuple(moved(span, years) for span in when.spans)), year)
        return replace(when, doubt=doubt or _doubt_of(Month.of(last), year), suggestion=shifted)
    if common((first, last), year.whole) != (first, last):
        return replace(when, doubt=Doubt.PARTLY_OUTSIDE, suggestion=_within(when, year))
    return replace(when, doubt=doubt, suggestion=when) if doubt else when


def _within(when: When, year: SchoolYear) -> When | None:
    """The time as far as it lies in the teaching months, else in the school year; None when it does not."""
    for limits in (year.teaching, year.whole):
        inside = tuple(kept for span in when.spans if (kept := common(span, limits)) is not None)
        if inside:
            return replace(when, spans=inside)
    return None


def _doubt_of(month: Month, year: SchoolYear) -> Doubt:
    if month.first > year.whole[1]:
        return Doubt.AFTER_SCHOOL_YEAR
    months_early = (year.first - month.year) * _MONTHS_A_YEAR + year.whole[0].month - month.number
    return Doubt.MORE_THAN_ONE_YEAR_OLD if months_early > _MONTHS_A_YEAR else Doubt.BEFORE_SCHOOL_YEAR


def _made_by_a_sheet(said: str, year: SchoolYear) -> When | None:
    """A serial number or an ISO date is what Sheets and Excel make of a cell: of "2/2023" the first of the month."""
    serial = re.fullmatch("([34567][0-9]{4})(?:[.,]0+)?", said)
    iso = re.fullmatch("([12][0-9]{3}-[0-9]{2}-[0-9]{2})(?:[t ][0-9:.,]+z?)?", said)
    try:
        if serial is not None:
            day = _DAY_ZERO_OF_SHEETS + timedelta(days=int(serial[1]))
        elif iso is not None:
            day = date.fromisoformat(iso[1])
        else:
            return None
    except ValueError:
        return None
    if day.day > 1:
        return _judged(When(Kind.DATE, ((day, day),)), year, None)
    return _judged(When(Kind.MONTH, ((day, Month.of(day).last),), note=Note.MONTH_MADE_A_DATE), year, None)
