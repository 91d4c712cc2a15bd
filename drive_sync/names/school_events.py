"""The events of a Vietnamese school year and the names people give them.

`school_events.json` beside this file holds 60 events with aliases, typical months and lunar dates to 2030.
A *weak* alias ("2011" for 20/11, "Tết") says nothing alone: it needs a second sign, such as the month.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from drive_sync.text import fold

_SHORTEST_SPACELESS_ALIAS = 6
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class SchoolEvent:
    """One yearly event; `months` are the calendar months (1-12) in which it usually happens."""

    id: str
    name: str
    months: tuple[int, ...]
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    topics: tuple[str, ...]
    day: tuple[int, int] | None = None
    """(month, day) of an event with a fixed date in the solar calendar."""
    has_its_time: bool = True
    """False for what a school does at any time of the year: a course, a performance, a charity."""
    lunar: Mapping[int, date] = field(default_factory=dict, hash=False)
    """The days of an event of the lunar calendar, by year."""

    def day_in(self, year: int) -> date | None:
        """The event's day in a year; None when it has none, or the lunar table does not reach so far."""
        return date(year, *self.day) if self.day is not None else self.lunar.get(year)


@cache
def school_events() -> tuple[SchoolEvent, ...]:
    """All known events, in the order of the school year."""
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return tuple(
        SchoolEvent(
            id=event["id"],
            name=event["name"],
            months=tuple(event["months"]),
            aliases=tuple(event["aliases"]),
            weak_aliases=tuple(event["weak_aliases"]),
            topics=tuple(event["topics"]),
            day=_month_and_day(event["date"]),
            has_its_time=event["date"]["type"] != "any",
            lunar={
                int(year): date.fromisoformat(days[event["id"]])
                for year, days in data["lunar_dates"].items()
                if event["id"] in days
            },
        )
        for event in data["events"]
    )


def event_named(event_id: str) -> SchoolEvent:
    """The event with this id.

    Raises:
        KeyError: there is none.
    """
    return _by_id()[event_id]


@lru_cache(maxsize=4096)
def events_in(text: str) -> tuple[SchoolEvent, ...]:
    """The events a text names, the longest alias first: "Vui tết Trung thu" is Trung thu before any other Tết.

    Works without accents and, for aliases of some length, without blanks ("Khaigiang").
    """
    folded = fold(text)
    spaced, spaceless = f" {folded} ", folded.replace(" ", "")
    found: dict[str, int] = {}
    for alias, event_id in _aliases():
        joined = alias.replace(" ", "")
        if f" {alias} " in spaced or (len(joined) >= _SHORTEST_SPACELESS_ALIAS and joined in spaceless):
            found.setdefault(event_id, len(joined))
    return tuple(event_named(event_id) for event_id in sorted(found, key=lambda one: -found[one]))


def event_on(month: int, day: int) -> SchoolEvent | None:
    """The event whose fixed day this is (20/11 → Ngày Nhà giáo Việt Nam), None when there is none."""
    return next((event for event in school_events() if event.day == (month, day)), None)


def day_is_named(month: int, day: int) -> bool:
    """Whether any event's name holds a day: "10/3 âm lịch", "mít tinh 20-11"."""
    return f"{day} {month}" in _days_in_names()


@cache
def _days_in_names() -> frozenset[str]:
    words = (alias.split() for alias, _ in _aliases())
    return frozenset(
        f"{int(day)} {int(month)}"
        for alias in words
        for day, month in pairwise(alias)
        if day.isdigit() and month.isdigit()
    )


def weak_signs_in(text: str) -> list[tuple[SchoolEvent, str]]:
    """The events that a text may mean by a weak alias ("2011" → 20/11), each with the folded sign: only a hint."""
    folded = fold(text)
    spaced, signs = f" {folded} ", _weak_signs()
    beginnings = dict.fromkeys(word for word in folded.split() if word in signs)
    return [found for word in beginnings for found in signs[word] if f" {found[1]} " in spaced]


@cache
def begins_other_names(sign: str) -> bool:
    """Whether names of several events begin with a word: "Tết" may be Tết Mông, Tết Trung thu, Tết trồng cây."""
    begun = {event_id for alias, event_id in _aliases() if alias.startswith(f"{sign} ")}
    return len(begun) > 1


@cache
def _weak_signs() -> dict[str, list[tuple[SchoolEvent, str]]]:
    """First word → the events that a weak sign may mean, each with the sign: those of the data, and days as numbers."""
    signs: dict[str, list[tuple[SchoolEvent, str]]] = {}
    for event in school_events():
        for sign in dict.fromkeys([*map(fold, event.weak_aliases), *_day_as_a_number(event)]):
            signs.setdefault(sign.partition(" ")[0], []).append((event, sign))
    return signs


def _day_as_a_number(event: SchoolEvent) -> list[str]:
    """An event's day without the "/" that Windows forbids: "0803" and "83" for 8/3, not "16", a day of any month."""
    if event.day is None:
        return []
    month, day = event.day
    return [number for number in (f"{day}{month}", f"{day:02}{month:02}") if int(number) > _LAST_DAY]


@cache
def _by_id() -> dict[str, SchoolEvent]:
    return {event.id: event for event in school_events()}


@cache
def _aliases() -> Sequence[tuple[str, str]]:
    """(folded alias, event id), longest first."""
    pairs = [(fold(alias), event.id) for event in school_events() for alias in (event.name, *event.aliases)]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _month_and_day(rule: dict[str, object]) -> tuple[int, int] | None:
    if rule["type"] != "solar":
        return None
    month, day = str(rule["md"]).split("-")
    return int(month), int(day)
