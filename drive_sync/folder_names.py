"""From a folder's name to what it says: school, activity, event, date, or why it does not say it.

Appendix 2 asks for `<đơn vị>_<hoạt động>` ("THCS Thị Trấn Điện Biên Đông_Khaigiang"); its sentence names both
in the other order, so both orders are read. A name that cannot be understood gets a better one to paste.
The problem words and severities are those of the project's data on folder names, and final.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from drive_sync.activities import read_activity
from drive_sync.better_names import ILLEGAL_ON_WINDOWS, better_name, name_to_fill_in
from drive_sync.event_words import find_event
from drive_sync.name_dates import NameDate, find_date
from drive_sync.school_events import SchoolEvent, event_on
from drive_sync.school_names import School, SchoolFound, find_school
from drive_sync.special_names import (
    is_container,
    is_default_name,
    is_test,
    without_marks,
)
from drive_sync.text import one_line, without_accents

__all__ = ["EventName", "NameSeverity", "School", "is_container", "read_name"]


class NameSeverity(StrEnum):
    """What a name asks of us, from nothing to something."""

    OK = "ok"
    INFO = "info"
    ASK = "ask"
    FIX = "fix"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class EventName:
    """How a folder name is understood.

    `event` is an id of `school_events`; `date` is `YYYY-MM-DD`, `--MM-DD`, `YYYY-MM` or `YYYY`;
    `suggestion` is None when the name is fine or cannot be guessed.
    """

    text: str
    school: str | None = None
    event: str | None = None
    activity: str | None = None
    date: str | None = None
    problems: tuple[str, ...] = ()
    severity: NameSeverity = NameSeverity.OK
    suggestion: str | None = None


_SEVERITY = {
    "default_name": NameSeverity.FIX,
    "personal_name": NameSeverity.FIX,
    "no_activity": NameSeverity.FIX,
    "no_school": NameSeverity.FIX,
    "date_invalid": NameSeverity.FIX,
    "is_zip_file": NameSeverity.FIX,
    "activity_generic": NameSeverity.ASK,
    "activity_too_short": NameSeverity.ASK,
    "other_school": NameSeverity.ASK,
    "two_events": NameSeverity.ASK,
    "year_not_current": NameSeverity.ASK,
    "copy_prefix": NameSeverity.INFO,
    "copy_suffix": NameSeverity.INFO,
    "drive_zip_suffix": NameSeverity.INFO,
    "typo": NameSeverity.INFO,
    "typo_school": NameSeverity.INFO,
    "vni_leftover": NameSeverity.INFO,
    "telex_leftover": NameSeverity.INFO,
    "windows_illegal_char": NameSeverity.INFO,
    "container_folder": NameSeverity.IGNORE,
    "test_folder": NameSeverity.IGNORE,
}
"""Problems that are not listed are harmless: the name is read all the same."""

_ORDER = (NameSeverity.OK, NameSeverity.INFO, NameSeverity.ASK, NameSeverity.FIX, NameSeverity.IGNORE)

_DASH = re.compile(r"^\s*[-–—:]|[-–—:]\s*$")
_SEPARATORS = " _-–—.,:;+"


def read_name(name: str, own: School, others: Iterable[School] = (), first_year: int | None = None) -> EventName:
    """How a folder name is understood in the Drive of the school `own`.

    Args:
        name: the name as Drive gives it; hostile until read.
        own: the school whose Drive it lies in.
        others: other schools whose names may appear.
        first_year: the first calendar year of the present school year: it dates "Tháng 11", and tells a year that
            is not the present one; None when nobody knows.
    """
    return _read(name, own, tuple(others), first_year)


@lru_cache(maxsize=16_384)
def _read(name: str, own: School, others: tuple[School, ...], first_year: int | None) -> EventName:
    text = one_line(name)
    if is_default_name(text):
        return _judged(text, ["default_name"], suggestion=name_to_fill_in(own.name))
    if is_container(text):
        return _judged(text, ["container_folder"])
    if is_test(text):
        return _judged(text, ["test_folder"], activity=text)

    bare, problems = without_marks(text)
    found = find_school(bare, (own, *others))
    activity = _rest(found) if found else _trim(bare)
    problems = _of_spelling(name, bare) + problems + _of_school(found, own)
    when = find_date(activity, first_year)
    activity, day = _without_date(activity, when)
    event, reading = read_activity(activity, day, school_is_named=found is not None)
    problems += reading
    if found is None and "personal_name" not in problems:
        problems.insert(0, "no_school")
    if when is not None and when.invalid:
        problems.append("date_invalid")
    if when is not None and when.year is not None and first_year is not None and not _is_present(when, first_year):
        problems.append("year_not_current")
    if ILLEGAL_ON_WINDOWS.search(activity):
        problems.append("windows_illegal_char")
    return _judged(
        text,
        problems,
        school=found.school.name if found else None,
        event=event,
        activity=activity or None,
        date=day,
        suggestion=better_name(own.name, activity, when, problems),
    )


def _judged(
    text: str,
    problems: list[str],
    *,
    suggestion: str | None = None,
    school: str | None = None,
    event: str | None = None,
    activity: str | None = None,
    date: str | None = None,
) -> EventName:
    severity = max((_SEVERITY.get(word, NameSeverity.OK) for word in problems), key=_ORDER.index, default=_ORDER[0])
    better = suggestion if severity in {NameSeverity.INFO, NameSeverity.ASK, NameSeverity.FIX} else None
    return EventName(text, school, event, activity, date, tuple(problems), severity, better)


def _rest(found: SchoolFound) -> str:
    return " ".join(part for part in (_trim(found.before), _trim(found.after)) if part)


def _of_spelling(name: str, bare: str) -> list[str]:
    """How the letters were written: harmless, but a reason why another program may not find the folder."""
    problems = []
    if unicodedata.normalize("NFC", name) != name:
        problems.append("nfd")
    if bare.isupper():
        problems.append("all_caps")
        if bare == without_accents(bare):
            problems.append("no_diacritics")
    return problems


def _of_school(found: SchoolFound | None, own: School) -> list[str]:
    if found is None:
        return []
    before, after = _trim(found.before), _trim(found.after)
    signs = {
        "order_swapped": bool(before) and not after,
        "separator": bool(_DASH.search(found.after) if after else _DASH.search(found.before)),
        "typo_school": found.is_misspelt,
        "school_short": found.is_short,
        "other_school": found.school != own,
    }
    return [problem for problem, holds in signs.items() if holds]


def _without_date(activity: str, when: NameDate | None) -> tuple[str, str | None]:
    """The activity without its date, and the date.

    A date that is the activity ("20-11", "Tháng 11") or tells what it is for ("Văn nghệ chào mừng 20-11") stays in the
    text.
    """
    if when is None:
        return activity, None
    before, after = activity[: when.begin].rstrip(_SEPARATORS), activity[when.end :].lstrip(_SEPARATORS)
    rest = _trim(f"{before} {after}")
    known = find_event(activity)
    named_by_date = known is not None and known.begin < when.end and known.end > when.begin
    feast = _feast(when.text)
    keeps = not when.says_only_when or not rest or (not when.invalid and (feast is not None or named_by_date))
    return (activity if keeps else rest), when.text


def _feast(text: str | None) -> SchoolEvent | None:
    """The event whose day a date without a year is."""
    if text is None or not text.startswith("--"):
        return None
    return event_on(int(text[2:4]), int(text[5:7]))


def _is_present(when: NameDate, first_year: int) -> bool:
    """Whether a date lies in the school year, which ends in August."""
    if when.year is None:
        return True
    if when.month is None:
        return when.year == first_year or (when.says_only_when and when.year == first_year + 1)
    return (when.year, when.month) in {(first_year, month) for month in range(8, 13)} | {
        (first_year + 1, month) for month in range(1, 9)
    }


def _trim(text: str) -> str:
    return text.strip(_SEPARATORS)
