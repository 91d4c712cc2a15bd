"""What the activity in a folder name says: which school event, or why it does not say it.

A text without an event of the list is still an activity ("Trao giải cờ vua"); only one that says nothing is a problem.
"""

import re

from drive_sync.event_words import EventFound, find_event
from drive_sync.school_events import event_on, weak_events_in
from drive_sync.special_names import is_person, without_class
from drive_sync.text import fold, without_accents

_ONLY_A_TIME = re.compile(
    r"(?:thang|t|quy|tuan|hoc ky|hk)? ?(?:\d{1,2}|i{1,3}|iv)(?: (?:nam )?20\d\d)?|20\d\d"
    r"|\d{1,2} \d{1,2}(?: \d{2}(?:\d{2})?)?|\d{8}|20\d\d \d{1,2} \d{1,2}"
)
_GENERIC = {
    "hoat dong",
    "su kien",
    "anh",
    "video",
    "hinh anh",
    "anh hoat dong",
    "anh video",
    "tai lieu",
    "khac",
    "dcim",
    "img",
    "camera",
}
_MEDIA_WORDS = re.compile(r"[\s_,-]+(?:ảnh|anh|hình ảnh|hinh anh|video|clip)\s*$", re.IGNORECASE)
TWO_ACTIVITIES = re.compile(r"\s*[+&;,]\s*|\s+(?:và|va)\s+", re.IGNORECASE)
"""What joins two activities in one name."""

_MOST_LETTERS_TOO_SHORT = 3
_WORDS_THAT_MISS_ACCENTS = 3


def read_activity(activity: str, day: str | None, *, school_is_named: bool) -> tuple[str | None, list[str]]:
    """The id of an activity's event, None when it names none, and the problems that it has.

    Args:
        activity: the folder's name without school and date.
        day: the date in the name (`YYYY-MM-DD` or `--MM-DD`), for activities that are nothing but a day.
        school_is_named: whether the name also holds a school, the second sign that a weak word such as "2011" needs.
    """
    problems = ["suffix_media"] if _MEDIA_WORDS.search(activity) else []
    if without_class(activity) != activity:
        problems.append("class_level")
    pair = _two_events(activity)
    if pair is not None:
        return pair[0].event.id, [*problems, "two_events"]
    found = find_event(activity)
    if found is not None:
        if found.written:
            problems.append(str(found.written))
        elif _misses_accents(activity, found) and not activity.isupper():
            problems.append("no_diacritics")
        return found.event.id, problems
    if (event := _event_of_the_day(activity, day)) is not None:
        return event, problems
    if school_is_named and len(weak := weak_events_in(activity)) == 1:
        return weak[0].id, [*problems, "date_ambiguous"]
    return None, problems + _says_little(activity)


def _misses_accents(activity: str, found: EventFound) -> bool:
    written = activity[found.begin : found.end]
    accented = [word for word in found.alias.split() if word != without_accents(word)]
    return written == without_accents(written) and len(accented) >= _WORDS_THAT_MISS_ACCENTS


def _says_little(activity: str) -> list[str]:
    folded = fold(without_class(activity))
    if is_person(activity):
        return ["personal_name"]
    if not folded or _ONLY_A_TIME.fullmatch(folded):
        return ["no_activity"]
    if folded in _GENERIC:
        return ["activity_generic"]
    return ["activity_too_short"] if len(folded.replace(" ", "")) <= _MOST_LETTERS_TOO_SHORT else []


def _two_events(activity: str) -> tuple[EventFound, EventFound] | None:
    """Two different events, joined by "+" or "và"; None when the join lies within the name of one."""
    parts = TWO_ACTIVITIES.split(activity)
    found = [one for part in parts if part and (one := find_event(part)) is not None and not one.written]
    whole = find_event(activity)
    if len(found) < len(parts) or len({one.event.id for one in found}) < len(parts) or len(parts) == 1 or whole is None:
        return None
    crosses = any(
        whole.begin < match.start() and whole.end > match.end() for match in TWO_ACTIVITIES.finditer(activity)
    )
    return None if crosses else (found[0], found[1])


def _event_of_the_day(activity: str, day: str | None) -> str | None:
    """The event that an activity means when it is nothing but its day: "20-11"."""
    if day is None or len(day) < len("--11-20") or not _ONLY_A_TIME.fullmatch(fold(activity)):
        return None
    month, number = (int(part) for part in day[-5:].split("-"))
    event = event_on(month, number)
    return event.id if event else None
