"""The better name for a folder, ready to paste: Appendix 2's form, right spelling, the day at its end."""

import re
from collections.abc import Sequence
from datetime import date

from drive_sync.activities import TWO_ACTIVITIES
from drive_sync.event_words import Written, events_by_initials, find_event
from drive_sync.name_dates import NameDate
from drive_sync.special_names import without_class

ACTIVITY_TO_FILL_IN = "<tên hoạt động>"
ILLEGAL_ON_WINDOWS = re.compile(r'[<>:"/\\|?*]')
_NOT_TO_GUESS = {"activity_generic", "year_not_current"}
_NOTHING_SAID = {"no_activity", "personal_name"}


def name_to_fill_in(school: str) -> str:
    """The form of a name whose activity only the teacher knows."""
    return f"{school}_{ACTIVITY_TO_FILL_IN}"


def better_name(school: str, activity: str, when: NameDate | None, problems: Sequence[str]) -> str | None:
    """A better name to paste, None where only the teacher can know."""
    if _NOT_TO_GUESS.intersection(problems):
        return None
    if _NOTHING_SAID.intersection(problems):
        return name_to_fill_in(school)
    if "activity_too_short" in problems:
        meant = events_by_initials(activity)
        return f"{school}_{_capital(meant[0][1])}" if len(meant) == 1 else None
    better = _capital(without_class(activity)) if "class_level" in problems else activity
    if "two_events" in problems:
        better = TWO_ACTIVITIES.split(better)[0]
    elif (found := find_event(better)) is not None and found.written is not Written.RIGHT:
        right = _capital(found.alias) if better[found.begin].isupper() else found.alias
        better = better[: found.begin] + right + better[found.end :]
    return f"{school}_{ILLEGAL_ON_WINDOWS.sub('-', better)}{_day_to_write(activity, when)}"


def _day_to_write(activity: str, when: NameDate | None) -> str:
    """The date as it stands at the end of a better name; of an impossible date the event's own day in that year."""
    if when is None:
        return ""
    if when.text is not None:
        is_full = len(when.text) == len("2023-09-05")
        return f" {date.fromisoformat(when.text):%d-%m-%Y}" if is_full else ""
    found = find_event(activity)
    if when.invalid and when.year is not None and found is not None and found.event.day is not None:
        month, day = found.event.day
        return f" {day:02}-{month:02}-{when.year}"
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
