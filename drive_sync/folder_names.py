"""From a folder's name to what it says: school, activity, event, date, or why it does not say it.

Appendix 2 asks for `<đơn vị>_<hoạt động>` ("THCS Thị Trấn Điện Biên Đông_Khaigiang"); its sentence names both
in the other order, so both orders are read. A name that cannot be understood gets a better one to paste.
The problem words and severities are those of the project's data on folder names, and final.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from drive_sync.school_events import event_on, events_in, weak_events_in
from drive_sync.text import fold, one_line

ACTIVITY_TO_FILL_IN = "<tên hoạt động>"


class NameSeverity(StrEnum):
    """What a name asks of us, from nothing to something."""

    OK = "ok"
    INFO = "info"
    ASK = "ask"
    FIX = "fix"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class School:
    """A school's official name and the other names people use for it."""

    name: str
    aliases: tuple[str, ...] = ()


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
    "no_activity": NameSeverity.FIX,
    "no_school": NameSeverity.FIX,
    "date_invalid": NameSeverity.FIX,
    "is_zip_file": NameSeverity.FIX,
    "activity_generic": NameSeverity.ASK,
    "two_events": NameSeverity.ASK,
    "copy_prefix": NameSeverity.INFO,
    "copy_suffix": NameSeverity.INFO,
    "drive_zip_suffix": NameSeverity.INFO,
    "windows_illegal_char": NameSeverity.INFO,
    "container_folder": NameSeverity.IGNORE,
    "test_folder": NameSeverity.IGNORE,
}
"""Problems that are not listed are harmless: the name is read all the same."""

_ORDER = (NameSeverity.OK, NameSeverity.INFO, NameSeverity.ASK, NameSeverity.FIX, NameSeverity.IGNORE)

_DEFAULT_NAME = re.compile(
    r"(?:new folder|untitled folder|untitled|thu muc(?: moi)?|thu muc khong co tieu de|folder)(?: \d+)?"
)
_CONTAINER = re.compile(
    r"nam (?:hoc )?20\d\d|20[2-9]\d"  # "2011" is rather 20/11 than a year
    r"|(?:thang|t) ?(?:0?[1-9]|1[0-2])(?: (?:nam )?20\d\d)?|(?:0?[1-9]|1[0-2]) 20\d\d"
    r"|(?:quy|hoc ky|hoc ki|hk) ?(?:i{1,3}|iv|[1-4])(?: (?:nam hoc )?20\d\d(?: 20\d\d)?)?"
    r"|(?:anh|video|anh va video|anh video|truyen thong|tuyen truyen)(?: (?:nam hoc )?20\d\d(?: 20\d\d)?)"
)
_TWO_YEARS = re.compile(r"(?P<said>nam hoc )?(?P<first>(?:20)?\d\d) (?P<second>(?:20)?\d\d)")
_MONTHS_A_YEAR = 12
_ONLY_A_TIME = re.compile(
    r"(?:thang|t|quy|tuan|hoc ky|hk)? ?(?:\d{1,2}|i{1,3}|iv)(?: (?:nam )?20\d\d)?|20\d\d"
    r"|\d{1,2} \d{1,2}(?: \d{2}(?:\d{2})?)?|\d{8}"
)
_TEST = re.compile(r"(?:test|thu|thu nghiem|tam|temp|xoa)(?: \d+)?")
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
}

_MARKS = (
    ("copy_prefix", re.compile(r"^(?:Bản sao của|Copy of)\s+", re.IGNORECASE)),
    ("drive_zip_suffix", re.compile(r"-\d{8}T\d{6}Z(?:-\d+)*$")),
    ("copy_suffix", re.compile(r"\s*-\s*(?:Copy|Bản sao)(?:\s*\(\d+\))?$|\s*\(\d+\)$", re.IGNORECASE)),
    ("is_zip_file", re.compile(r"\.(?:zip|rar|7z)$", re.IGNORECASE)),
)
_DATE = re.compile(
    r"(?<!\d)(?:(?P<day>\d{1,2})[-./](?P<month>\d{1,2})(?:[-./](?P<year>\d{4}|\d{2}))?"
    r"|(?P<day8>\d{2})(?P<month8>\d{2})(?P<year8>20\d{2}))(?!\d)"
)
_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = " _-–—.,:;+"
_ILLEGAL_ON_WINDOWS = re.compile(r'[<>:"/\\|?*]')


def is_container(name: str) -> bool:
    """Whether a folder only groups others: "Tháng 11", "Năm học 2023-2024", "HKI"."""
    return _CONTAINER.fullmatch(fold(name)) is not None or _is_school_year(name)


def _is_school_year(name: str) -> bool:
    """Whether a name is a school year: "2023-2024", "23-24"; "20-11" and "11-12" are days, unless it says "năm học"."""
    match = _TWO_YEARS.fullmatch(fold(name))
    if match is None:
        return False
    first, second = int(match["first"][-2:]), int(match["second"][-2:])
    is_no_day = bool(match["said"]) or len(match["first"]) > len("23") or second > _MONTHS_A_YEAR
    return second == first + 1 and is_no_day


def read_name(name: str, own: School, others: Iterable[School] = ()) -> EventName:
    """How a folder name is understood in the Drive of the school `own`.

    Args:
        name: the name as Drive gives it; hostile until read.
        own: the school whose Drive it lies in.
        others: other schools whose names may appear.
    """
    text = one_line(name)
    if _DEFAULT_NAME.fullmatch(fold(_without_marks(text)[0])):
        return _judged(text, problems=["default_name"], suggestion=f"{own.name}_{ACTIVITY_TO_FILL_IN}")
    if is_container(text):
        return _judged(text, problems=["container_folder"])
    if _TEST.fullmatch(fold(text)):
        return _judged(text, activity=text, problems=["test_folder"])

    bare, problems = _without_marks(text)
    school, activity = _school_and_rest(bare, (own, *others))
    if school is None:
        problems.append("no_school")
    activity, when, date_problems = _date_in(activity)
    problems += date_problems
    if _ILLEGAL_ON_WINDOWS.search(activity):
        problems.append("windows_illegal_char")

    events = events_in(activity)
    event = events[0].id if events else _event_of_the_day(activity, when)
    if event is None and school is not None and len(weak := weak_events_in(activity)) == 1:
        event = weak[0].id
        problems.append("date_ambiguous")
    if event is None and (not fold(activity) or _ONLY_A_TIME.fullmatch(fold(activity))):
        problems.append("no_activity")
    elif event is None and fold(activity) in _GENERIC:
        problems.append("activity_generic")
    return _judged(
        text,
        school=school,
        event=event,
        activity=activity or None,
        date=when,
        problems=problems,
        suggestion=_suggestion(own, activity, when, problems),
    )


def _judged(
    text: str,
    *,
    problems: list[str],
    suggestion: str | None = None,
    school: str | None = None,
    event: str | None = None,
    activity: str | None = None,
    date: str | None = None,
) -> EventName:
    severity = max((_SEVERITY.get(word, NameSeverity.OK) for word in problems), key=_ORDER.index, default=_ORDER[0])
    better = suggestion if severity in {NameSeverity.INFO, NameSeverity.ASK, NameSeverity.FIX} else None
    return EventName(text, school, event, activity, date, tuple(problems), severity, better)


def _without_marks(text: str) -> tuple[str, list[str]]:
    """The name without "Bản sao của", "- Copy", "(1)", ".zip", and the words for what was taken off."""
    problems = []
    for problem, pattern in _MARKS:
        shorter = pattern.sub("", text)
        if shorter != text and shorter.strip():
            text = shorter.strip()
            problems.append(problem)
    return text, problems


def _school_and_rest(text: str, schools: Iterable[School]) -> tuple[str | None, str]:
    """The school that a text names, and the text without it; the longest alias wins."""
    tokens = [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    names = sorted(
        ((fold(alias).replace(" ", ""), school.name) for school in schools for alias in (school.name, *school.aliases)),
        key=lambda pair: -len(pair[0]),
    )
    for alias, name in names:
        for first in range(len(tokens)):
            joined = ""
            for last in range(first, len(tokens)):
                joined += tokens[last][0].replace(" ", "")
                if joined == alias:
                    begin = first - 1 if first and tokens[first - 1][0] == "truong" else first
                    before, after = text[: tokens[begin][1]], text[tokens[last][2] :]
                    return name, " ".join(part for part in (_trim(before), _trim(after)) if part)
                if not alias.startswith(joined):
                    break
    return None, _trim(text)


def _date_in(activity: str) -> tuple[str, str | None, list[str]]:
    """The activity without its date, the date, and what is wrong with it.

    A date that is the activity ("20-11") or its event's own day ("Ngày pháp luật 9-11") stays in the text.
    """
    match = _DATE.search(activity)
    if match is None:
        return activity, None, []
    day, month = int(match["day"] or match["day8"]), int(match["month"] or match["month8"])
    year = match["year"] or match["year8"]
    rest = _trim(activity[: match.start()].rstrip(_SEPARATORS) + " " + activity[match.end() :].lstrip(_SEPARATORS))
    try:
        full = date(int(year) + (2000 if len(year) == 2 else 0) if year else 2000, month, day)  # noqa: PLR2004
    except ValueError:
        return (rest or activity), None, ["date_invalid"]
    when = full.isoformat() if year else f"--{full:%m-%d}"
    is_own_day = any(event.day == (month, day) for event in events_in(activity)[:1])
    return (activity if not rest or (is_own_day and not year) else rest), when, []


def _event_of_the_day(activity: str, when: str | None) -> str | None:
    """The event that an activity means when it is nothing but its day: "20-11"."""
    if when is None or not _DATE.fullmatch(activity):
        return None
    month, day = (int(part) for part in when[-5:].split("-"))
    event = event_on(month, day)
    return event.id if event else None


def _suggestion(own: School, activity: str, when: str | None, problems: list[str]) -> str | None:
    """A better name to paste, None where only the teacher can know."""
    if "activity_generic" in problems:
        return None
    if "no_activity" in problems:
        return f"{own.name}_{ACTIVITY_TO_FILL_IN}"
    written = ""
    if when is not None and len(when) == len("2023-09-05"):
        written = f" {date.fromisoformat(when):%d-%m-%Y}"
    return f"{own.name}_{_ILLEGAL_ON_WINDOWS.sub('-', activity)}{written}"


def _trim(text: str) -> str:
    return text.strip(_SEPARATORS)
