"""The better name for a folder, ready to paste: Appendix 2's form, right spelling, the day at its end."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from drive_sync.names.activities import TWO_ACTIVITIES, leftovers, two_events
from drive_sync.names.dates import NameDate
from drive_sync.names.event_words import EventFound, Written, events_by_initials, find_event, whole_with_a_short_slip
from drive_sync.names.school_events import SchoolEvent
from drive_sync.names.special_names import without_class

ACTIVITY_TO_FILL_IN = "<tên hoạt động>"
ILLEGAL_ON_WINDOWS = re.compile(r'[<>:"/\\|?*]')
_NOTHING_SAID = {"no_activity", "personal_name", "default_name"}
_ONLY_THE_TEACHER_KNOWS = {*_NOTHING_SAID, "activity_generic"}
_RANGE = re.compile(r"\d\s*[-–]\s*\d")
_SLASH_OF_A_DATE = re.compile(r"(?<=\d)/(?=\d)")
_SEPARATORS = " _-–—.,:;+"
_FIRST_MONTH_OF_SCHOOL_YEAR = 9


def name_to_fill_in(school: str) -> str:
    """The form of a name whose activity only the teacher knows."""
    return f"{school}_{ACTIVITY_TO_FILL_IN}"


def better_names(
    school: str,
    activity: str,
    when: NameDate | None,
    problems: Sequence[str],
    *,
    is_needed: bool,
    date_is_off: bool,
    first_year: int | None,
) -> Iterator[str]:
    """Better names to paste, the nearest to what was written first; none where only the teacher can know.

    Args:
        school: the official name of the own school.
        activity: what the name says besides school and date.
        when: the date in the name.
        problems: what is to be mended.
        is_needed: whether the name cannot stay, so that even a name to fill in is better.
        date_is_off: whether the date no longer stands in the activity, so that it goes to the end.
        first_year: the first calendar year of the school year, for the day of an event whose date is impossible.
    """
    if "year_not_current" in problems and not is_needed:
        return
    if "activity_too_short" in problems:
        meant = events_by_initials(activity)
        yield from [f"{school}_{_capital(meant[0][1])}"] if len(meant) == 1 else []
    elif not _ONLY_THE_TEACHER_KNOWS.intersection(problems):
        better = _capital(without_class(activity)) if "class_level" in problems else activity
        if "two_events" in problems and (pair := two_events(activity)) is not None:
            better = _first_activity(better, pair[0].alias)
        day = _day_to_write(activity, when, first_year) if date_is_off else ""
        # Of an impossible day the event's own may lie in another school year: then the name says none.
        found = _event_in(activity, problems)
        for said in (day, "") if day and "date_invalid" in problems else (day,):
            yield f"{school}_{_writable(_spelt_right(better, _event_in(better, problems)))}{said}"
            if found is not None:
                yield f"{school}_{_writable(_capital(found.alias))}{said}"
    if is_needed or not _NOTHING_SAID.isdisjoint(problems):
        yield name_to_fill_in(school)


def _writable(text: str) -> str:
    """The text without what Windows forbids: "20/11" → "20-11", but "20-22/11" → "20-22.11", still read as a range."""
    if _RANGE.search(text):
        text = _SLASH_OF_A_DATE.sub(".", text)
    return ILLEGAL_ON_WINDOWS.sub("-", text).strip(_SEPARATORS)


def _first_activity(activity: str, alias: str) -> str:
    parts = [part for part in re.split(rf"{TWO_ACTIVITIES.pattern}|\s+[-–—]\s+|_", activity) if part.strip()]
    return next((part for part in parts if (one := find_event(part)) is not None and one.alias == alias), activity)


def _event_in(text: str, problems: Sequence[str]) -> EventFound | None:
    return find_event(text) or (whole_with_a_short_slip(text) if "typo" in problems else None)


def _spelt_right(text: str, found: EventFound | None) -> str:
    """The text with its event's name in the right spelling, and other words without a keyboard's leftovers."""
    mended = [place for _, place in leftovers(text, found)]
    if found is not None and found.written is not Written.RIGHT:
        right = _capital(found.alias) if text[found.begin].isupper() else found.alias
        mended.append((found.begin, found.end, right))
    for begin, end, right in sorted(mended, reverse=True):
        text = text[:begin] + right + text[end:]
    return text


def _day_to_write(activity: str, when: NameDate | None, first_year: int | None) -> str:
    """The date as it stands at the end of a better name; of an impossible date the event's own day in that year."""
    if when is None:
        return ""
    if when.invalid:
        found = find_event(activity)
        day = _own_day(found.event, when.year, first_year) if found is not None else None
        return f" {day:%d-%m-%Y}" if day is not None else ""
    if when.text is None:
        return ""
    if when.text.startswith("--"):
        return f" {when.text[5:]}-{when.text[2:4]}"
    is_full = len(when.text) == len("2023-09-05")
    return f" {date.fromisoformat(when.text):%d-%m-%Y}" if is_full else f" {when.text}"


def _own_day(event: SchoolEvent, year: int | None, first_year: int | None) -> date | None:
    """The day of an event in the year that was written, else in the school year."""
    if year is not None:
        return event.day_in(year)
    if first_year is None:
        return None
    early, late = event.day_in(first_year), event.day_in(first_year + 1)
    return early if early is not None and early.month >= _FIRST_MONTH_OF_SCHOOL_YEAR else late


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
