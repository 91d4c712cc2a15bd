"""Who is reminded of which promise of the plan: soon, before the report, and at most three times when it is late.

An item is reminded of only when its time and its people are clear, nothing of it is there yet, and its time is not
from before the start. Reminders keep to their windows: what was missed while the computer was off is not made up.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from drive_sync.text import fold
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, month_of_first_report_after, report_days
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, reminder_key
from gmail_reports.notices.manners import Terms, reachable, recipient
from gmail_reports.overview import ItemView, Overview, Standing
from gmail_reports.people.who import Person
from gmail_reports.progress import ItemState

SOON, BEFORE_REPORT, OVERDUE = "soon", "before-report", "overdue"
_SOON_WORKING_DAYS = 5
_MOST_TIMES_OVERDUE = 3
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_SILENT_STATES = frozenset({ItemState.DONE, ItemState.CANCELLED, ItemState.TO_CONFIRM})
_ON_ITS_WAY = frozenset({Standing.UPLOADING, Standing.UNCLEAR, Standing.NEEDS_WORK})


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both included, on which a reminder of one stage may go; `time` is `overdue` for the `n`-th time."""

    stage: str
    first: date
    last: date
    time: int = 1


def windows(view: ItemView, calendar: WorkCalendar) -> tuple[Window, ...]:
    """When an item may be reminded of; "Lùi" moves them all.

    `soon` in the first working days of its month, `before-report` from the reminder day of the report it is due in,
    `overdue` in the three weeks after that report.
    """
    months = list(view.when.certain_months)
    if not months:
        return ()
    moved = [Month.of(view.decision.new_day)] if view.decision.new_day else []
    opening = calendar.working_day_on_or_after(min(moved or months).first)
    due = month_of_first_report_after(months + moved, calendar)
    if due is None:
        return ()
    days = report_days(due, calendar)
    return (
        Window(SOON, opening, calendar.working_days_after(opening, _SOON_WORKING_DAYS - 1)),
        Window(BEFORE_REPORT, days.reminder_day, days.send_day - _DAY),
        *(
            Window(OVERDUE, days.send_day + _WEEK * (time - 1) + _DAY, days.send_day + _WEEK * time, time)
            for time in range(1, _MOST_TIMES_OVERDUE + 1)
        ),
    )


def reminders(school: Overview, told: AbstractSet[str], terms: Terms, now: datetime) -> list[PlannedLetter]:
    """One letter for each person who has something to be reminded of today and was not told of it before."""
    today = now.astimezone(ZONE).date()
    if today.month in terms.quiet_months:
        return []
    owed: dict[Person, dict[str, dict[str, Any]]] = {}
    notices: dict[Person, list[str]] = {}
    for view in school.items:
        window = next((one for one in windows(view, terms.calendar) if one.first <= today <= one.last), None)
        if window is None or not is_waited_for(view, school, terms):
            continue
        for person, hears in _who_is_reminded(view, school):
            notice = f"reminder:{school.year}:{view.item.code}:{_slug(person, school)}:{_occasion(view, window)}"
            if notice not in told:
                facts = {"code": view.item.code, "stage": window.stage, "until": window.last.isoformat()}
                owed.setdefault(hears, {})[view.item.code] = facts
                notices.setdefault(hears, []).append(notice)
    return [
        PlannedLetter(
            key=reminder_key(terms.school, _slug(person, school), today.isoformat()),
            kind=Kind.REMINDER,
            to=recipient(person),
            due_at=now,
            about={"items": list(items.values())},
            notices=tuple(notices[person]),
        )
        for person, items in owed.items()
    ]


def still_waited_for(letter: Letter, school: Overview, terms: Terms) -> list[Mapping[str, Any]]:
    """The items of a reminder, planned before, that still lack everything; done ones fall out of it."""
    return [
        one
        for one in letter.planned.about["items"]
        if (view := school.item(one["code"])) is not None and is_waited_for(view, school, terms)
    ]


def in_time(items: Iterable[Mapping[str, Any]], terms: Terms, today: date) -> list[Mapping[str, Any]]:
    """Those items of a reminder whose window is still open."""
    if today.month in terms.quiet_months:
        return []
    return [one for one in items if today <= date.fromisoformat(one["until"])]


def is_waited_for(view: ItemView, school: Overview, terms: Terms) -> bool:
    """Whether an item is one to remind of: clear, not from before the start, and nothing of it is there yet.

    A folder of it that is uploading or needs work is spoken of in its own feedback. "Lùi" without a day is asked
    of the officer.
    """
    last_day = last_day_of(view)
    if view.who.doubt is not None or view.when.without_reminder or last_day is None or last_day < terms.start:
        return False
    if view.state in _SILENT_STATES or view.evidence or view.articles or is_put_off_without_a_day(view):
        return False
    return not any(
        one.code == view.item.code and one.standing in _ON_ITS_WAY and not one.folder.before_start
        for one in school.folders
    )


def last_day_of(view: ItemView) -> date | None:
    """The last day on which an item is in time, None while that is in doubt or has no date; "Lùi" moves it."""
    window = None if view.when.doubt else view.when.window
    return max(window[1], view.decision.new_day or date.min) if window else None


def is_put_off_without_a_day(view: ItemView) -> bool:
    """Whether the officer chose "Lùi" and did not say until when."""
    return fold(view.decision.decision) == "lui" and view.decision.new_day is None


def _who_is_reminded(view: ItemView, school: Overview) -> list[tuple[Person, Person]]:
    """Each person in charge with the one who hears: themselves, or the officer for those who cannot be written to."""
    charged = view.who.people or ((school.officer,) if school.officer else ())
    pairs = [(person, person if reachable(person) else school.officer) for person in charged]
    return [(person, hears) for person, hears in pairs if hears is not None]


def _occasion(view: ItemView, window: Window) -> str:
    """The stage and the item's last month: an item that was put off is a new occasion."""
    months = [*view.when.certain_months, *([Month.of(view.decision.new_day)] if view.decision.new_day else [])]
    number = f"-{window.time}" if window.stage == OVERDUE else ""
    return f"{window.stage}{number}:{max(months)}"


def _slug(person: Person, school: Overview) -> str:
    """A person in a key: `lo-van-tu`; two of one name are told apart by their addresses."""
    name = fold(person.name)
    alone = sum(fold(one.name) == name for one in school.staff) <= 1
    return (name if alone else fold(f"{name} {person.email}")).replace(" ", "-")
