"""The grammar of a time cell: the symbols of `words` → elements of one point in time or a range of two.

    cell     element { "," element }
    element  { mark } point [ until point ]
    point    [ part ] ( day | month | quarter | semester | school year | summer | year | week | Tết )

Which days a point means, and in which year, is for `spans` to say.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of time a cell gives; the words are those of the project's data on times."""

    MONTH = "month"
    MONTHS = "months"
    RANGE = "range"
    DATE = "date"
    AROUND_DATE = "around_date"
    DEADLINE = "deadline"
    DEADLINES = "deadline_multi"
    PART_MONTH = "part_month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    PART_SEMESTER = "part_semester"
    PART_YEAR = "part_year"
    ONGOING = "ongoing"
    CALENDAR_YEAR = "calendar_year"
    RELATIVE = "relative"
    EVENT_DRIVEN = "event_driven"
    EXTERNAL = "external"
    DITTO = "ditto"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time as written.

    `unit` is a symbol of `words`, "w" for a week of a month, "" for a number that leans on a neighbour;
    `number` that of the month, quarter, semester or week; `day` of the month (of "w": which week);
    `doubtful` when people may read it otherwise.
    """

    unit: str
    number: int = 0
    day: int = 0
    year: int | None = None
    part: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One point or a range of two, with the marks before it; `before_last`: its last day is not included."""

    marks: str
    points: tuple[Point, ...]
    before_last: bool = False


_N, _YEAR, _SHORT = "[0-9]{1,2}", "(?P<year>(?:19|20)[0-9]{2})", "(?P<short>1[3-9]|[2-9][0-9])"
_OF_YEAR = f"(?:(?:[/ -]Y?|Y){_YEAR})"
_POINTS = tuple(
    (unit, re.compile(pattern))
    for unit, pattern in (
        ("D", f"D?(?P<day>{_N})(?P<sign>[/-])M?(?P<number>{_N})(?P=sign)Y?(?:{_YEAR}|{_SHORT})"),
        ("D", f"D?(?P<day>{_N})[/-]?M(?P<number>{_N}){_OF_YEAR}?"),
        ("D", f"D?(?P<day>{_N})[/-](?P<number>{_N})(?: ?Y?{_YEAR})?"),
        ("D", f"D(?P<day>{_N})-(?P<number>{_N})/{_YEAR}"),
        ("D", f"{_YEAR}-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}})"),
        ("M", f"M?(?P<number>{_N}){_OF_YEAR}"),
        ("M", f"M(?P<number>{_N})(?:[/-]{_SHORT})?"),
        ("M", f"{_YEAR}[/-](?P<number>{_N})"),
        ("w", f"W(?P<day>{_N})?,?M(?P<number>{_N}){_OF_YEAR}?"),
        ("W", f"W(?P<number>{_N}){_OF_YEAR}?"),
        ("Q", f"Q(?P<number>{_N}){_OF_YEAR}?"),
        ("H", f"H(?P<number>{_N})"),
        ("U", f"U(?:/?Y?{_YEAR})?"),
        ("T", f"T(?:/?Y?{_YEAR})?"),
        ("S", "S|Y"),
        ("Y", f"Y?{_YEAR}"),
        ("", f"(?P<mark>D?)(?P<number>{_N})"),
    )
)
_QUARTERS = re.compile("([QH])[0-9](?:[,→-][0-9](?![0-9]))+")
_HAVE_PARTS = frozenset("MwQHSY")
# What a Sheet of the United States makes of "2/2023": "2/1/2023". It may be 2 January all the same.
_MONTH_BEFORE_DAY = re.compile(r"([2-9]|1[0-2])/1/([0-9]{4})")
_DAY_OR_MONTHS = re.compile(r"([1-9]|1[0-2])-([1-9]|1[0-2])")


def elements_of(cell: str) -> list[Element] | None:
    """The elements of a cell, None when one of them is no time."""
    swapped = _MONTH_BEFORE_DAY.fullmatch(cell)
    if swapped is not None:
        return [Element("", (Point("D", int(swapped[1]), 1, int(swapped[2]), doubtful=True),))]
    cell = re.sub(r"^\[([^,→]*),([=<]+)", r"[\1→\2", cell)  # "từ 9/2025 và xong trước 15/10/2025"
    cell = re.sub(rf"^W{_N}(?:[/Y]*{_YEAR})?[, ]?(?=\[|D|{_N}[/-])", "", cell)  # a week that gives its days too
    cell = _QUARTERS.sub(lambda run: re.sub("(?<=[,→-])(?=[0-9])", run[1], run[0]), cell)  # "quý I, II/2024"
    cell = re.sub(rf"W({_N})([,-])W?({_N})(M[^,→-]*)", r"W\1\4\2W\3\4", cell)  # "tuần 1, 2 tháng 10"
    elements = [_element(text) for text in cell.split(",") if text]
    found = [element for element in elements if element is not None]
    return found if found and len(found) == len(elements) else None


def _element(text: str) -> Element | None:
    body = text.lstrip("[<=~>→").rstrip(">")
    marks = text.replace(body, "").replace("→", "=") if body else ""
    point = _point(body)
    if point is not None:
        return Element(marks, (point,))
    until = "→" if "→" in body else "-"
    for place in (found.start() for found in re.finditer(until, body)):
        end = body[place + 1 :].lstrip("[=<")
        first, last = _point(body[:place]), _point(end)
        if first is not None and last is not None:
            return Element(marks, (first, last), before_last="<" in body[place : len(body) - len(end)])
    return None


def _point(text: str) -> Point | None:
    part = re.match("W?([a-e])", text)  # "cuối tháng 10", "tuần cuối tháng 10"
    body = text.replace(part[1], "", 1) if part else text
    for unit, pattern in _POINTS:
        match = pattern.fullmatch(body)
        if match is not None and (part is None or unit in _HAVE_PARTS):
            return _point_of(unit, match.groupdict(), body, part[1] if part else "")
    return None


def _point_of(unit: str, named: dict[str, str | None], body: str, part: str) -> Point:
    number, day = int(named.get("number") or 0), int(named.get("day") or 0)
    short = named.get("short")
    year = int(named.get("year") or (f"20{short}" if short else 0)) or None
    if unit == "" and named["mark"]:
        return Point(unit, day=number)
    doubtful = body == "Y" or _DAY_OR_MONTHS.fullmatch(body) is not None or (unit == "S" and part == "b")
    return Point(unit, number, day, year, part, doubtful)
