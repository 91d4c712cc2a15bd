"""From a folder's name to what it says: school, activity, event, date, or why it does not say it.

Appendix 2 asks for `<đơn vị>_<hoạt động>` ("THCS Thị Trấn Điện Biên Đông_Khaigiang"); its sentence names both
in the other order, so both orders are read. A name that cannot be understood gets a better one to paste.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from drive_sync.names.activities import read_activity
from drive_sync.names.better_names import ILLEGAL_ON_WINDOWS, better_names, name_to_fill_in
from drive_sync.names.dates import NameDate, find_date
from drive_sync.names.event_names import EventName, NameSeverity, severity_of
from drive_sync.names.event_words import find_event
from drive_sync.names.school_events import day_is_named, event_on
from drive_sync.names.school_names import SchoolFound, find_school
from drive_sync.names.schools import School
from drive_sync.names.special_names import (
    is_container,
    is_default_name,
    is_of_a_program,
    is_school_year,
    is_test,
    without_marks,
)
from drive_sync.text import one_line, without_accents

__all__ = ["EventName", "NameSeverity", "School", "is_container", "read_name"]


_WANTS_A_BETTER_NAME = {NameSeverity.INFO, NameSeverity.ASK, NameSeverity.FIX}

_NOT_MENDED = {"year_not_current"}
"""What a better name keeps as it is: only the teacher knows the right year."""

_CHANGES_THE_DAY = frozenset({"date_invalid", "two_events"})

_DASH = re.compile(r"^\s*[-–—:]|[-–—:]\s*$")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_SEPARATORS = " _-–—.,:;+"


def read_name(name: str, own: School, others: Iterable[School] = (), first_year: int | None = None) -> EventName:
    """How a folder name is understood in the Drive of the school `own`.

    Args:
        name: the name as Drive gives it; hostile until read.
        own: the school whose Drive it lies in.
        others: other schools whose names may appear.
        first_year: the first calendar year of the present school year: it dates "Tháng 11", tells a year that is not
            the present one, and gives an event its day in place of an impossible one; None when nobody knows.
    """
    return _read(name, own, tuple(others), first_year)


@lru_cache(maxsize=16_384)
def _read(name: str, own: School, others: tuple[School, ...], first_year: int | None) -> EventName:
    reading = _understood(name, own, others, first_year)
    if reading.name.severity not in _WANTS_A_BETTER_NAME:
        return reading.name
    better = better_names(
        own.name,
        reading.name.activity or "",
        reading.when,
        reading.name.problems,
        is_needed=reading.name.severity is NameSeverity.FIX,
        date_is_off=reading.date_is_off,
        first_year=first_year,
    )
    fine = (one for one in better if _is_better(one, reading.name, own, others, first_year))
    suggestion = next(fine, None)
    return replace(reading.name, suggestion=suggestion if suggestion != reading.name.text else None)


def _is_better(better: str, than: EventName, own: School, others: tuple[School, ...], first_year: int | None) -> bool:
    """Whether a name leaves nothing to mend and says the same; what only the teacher knows is left to fill in."""
    if better in {name_to_fill_in(own.name), than.text}:
        return True
    again = _understood(better, own, others, first_year).name
    left = [problem for problem in again.problems if problem not in _NOT_MENDED or problem not in than.problems]
    says_the_same = than.event in {None, again.event}
    same_day = again.date == than.date or not _CHANGES_THE_DAY.isdisjoint(than.problems)
    return severity_of(left) is NameSeverity.OK and says_the_same and same_day


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name as it is understood, without a better one, and what a better one needs to know."""

    name: EventName
    when: NameDate | None = None
    date_is_off: bool = False


def _understood(name: str, own: School, others: tuple[School, ...], first_year: int | None) -> _Reading:
    text = one_line(name)
    if (problem := _of_no_event(text)) is not None:
        return _Reading(_judged(text, [problem], activity=text if problem == "test_folder" else None))
    bare, marks = without_marks(text)
    found = find_school(bare, own, others)
    written = _rest(found) if found else _trim(bare)
    if found is not None and is_school_year(written):
        return _Reading(_judged(text, ["container_folder"]))
    when = find_date(written, first_year)
    activity, only_a_time = _without_date(written, when)
    event, reading = read_activity(activity, when, only_a_time=only_a_time, school_is_named=found is not None)
    problems = [*_of_spelling(name, bare), *marks, *(_of_school(found) if found else []), *reading]
    if found is None and not {"personal_name", "test_folder"}.intersection(reading):
        problems.insert(len(problems) - len(reading), "no_school")
    if when is not None and when.invalid:
        problems.append("date_invalid")
    if when is not None and when.year is not None and first_year is not None and not _is_present(when, first_year):
        problems.append("year_not_current")
    if ILLEGAL_ON_WINDOWS.search(activity):
        problems.append("windows_illegal_char")
    understood = _judged(
        text,
        problems,
        school=found.name if found else None,
        event=event,
        activity=activity or None,
        date=when.text if when else None,
    )
    return _Reading(understood, when, date_is_off=activity != written)


def _of_no_event(text: str) -> str | None:
    """The problem of a name that no school gave to an event."""
    signs = (
        ("system_folder", is_of_a_program),
        ("default_name", is_default_name),
        ("container_folder", is_container),
        ("test_folder", is_test),
    )
    return next((problem for problem, holds in signs if holds(text)), None)


def _judged(
    text: str,
    problems: list[str],
    *,
    school: str | None = None,
    event: str | None = None,
    activity: str | None = None,
    date: str | None = None,
) -> EventName:
    return EventName(text, school, event, activity, date, tuple(dict.fromkeys(problems)), severity_of(problems))


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


def _of_school(found: SchoolFound) -> list[str]:
    before, after = _trim(found.before), _trim(found.after)
    signs = {
        "order_swapped": bool(before) and not after,
        "separator": bool(_DASH.search(found.after) if after else _DASH.search(found.before)),
        "typo_school": found.is_misspelt,
        "school_short": found.is_short,
        found.keyboard: found.keyboard is not None,
        "other_school": not found.is_own or found.has_guests,
    }
    return [problem for problem, holds in signs.items() if problem and holds]


def _without_date(written: str, when: NameDate | None) -> tuple[str, bool]:
    """The activity without its date, and whether the date is all that it says.

    A date that is the activity ("20-11", "Tháng 11") or tells what it is for ("Văn nghệ chào mừng 20-11") stays in the
    text.
    """
    if when is None:
        return written, False
    before, after = written[: when.begin].rstrip(_SEPARATORS), written[when.end :].lstrip(_SEPARATORS)
    rest = _trim(" ".join(_EMPTY_BRACKETS.sub("", f"{before} {after}").split()))
    if not rest or not when.says_only_when:
        return written, not rest
    return (written if not when.invalid and _says_what_for(written, when) else rest), False


def _says_what_for(written: str, when: NameDate) -> bool:
    """Whether a date is part of an event's name, or an event's own day."""
    if when.text is None or len(when.text) < len("--11-20"):
        return False
    day = int(when.text[-5:-3]), int(when.text[-2:])
    if when.year is None and event_on(*day):
        return True
    if not day_is_named(*day) and (when.last is None or not day_is_named(*when.last)):
        return False
    known = find_event(written)
    return known is not None and known.begin < when.end and known.end > when.begin


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
