"""Which days the elements of a time cell mean in a school year, and what kind of time each is.

A year that is not written is that of the written neighbours, in time order, else that of the school year:
September to December in its first calendar year, January to July in its second. Whatever has a second reading
is doubtful.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from gmail_reports.deadlines import Month
from gmail_reports.times.grammar import Element, Kind, Point
from gmail_reports.times.lunar import after_tet, before_tet, lunar_day, tet
from gmail_reports.times.school_year import SchoolYear, Span

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_JULY, _AUGUST = 7, 8
_MIDDLE_OF_A_LUNAR_MONTH = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """Days, what kind of time they are, and whether somebody may read them otherwise."""

    kind: Kind
    span: Span
    doubtful: bool = False


# By unit, with "+" for a part of it: the kind, and whether everybody means the same days by it.
_KINDS = {
    "D": (Kind.DATE, True),
    "M": (Kind.MONTH, True),
    "M+": (Kind.PART_MONTH, True),
    "w": (Kind.PART_MONTH, False),
    "w+": (Kind.PART_MONTH, False),
    "W": (Kind.RANGE, False),
    "Q": (Kind.QUARTER, True),
    "Q+": (Kind.QUARTER, False),
    "H": (Kind.SEMESTER, True),
    "H+": (Kind.PART_SEMESTER, False),
    "S": (Kind.ONGOING, True),
    "S+": (Kind.PART_YEAR, True),
    "U": (Kind.PART_YEAR, True),
    "T": (Kind.RELATIVE, False),
    "Y": (Kind.CALENDAR_YEAR, True),
    "Y+": (Kind.PART_YEAR, False),
}


def readings(elements: Sequence[Element], year: SchoolYear, *, lunar: bool) -> list[Reading]:
    """The days of the elements in a school year, in the order of the cell.

    Raises:
        ValueError: a day, month, quarter, semester or week that does not exist, or a range that runs backwards.
    """
    dated = iter(_with_years(_leaning([point for element in elements for point in element.points]), year))
    read, marks = [], ""
    for element in elements:
        points = [next(dated) for _ in element.points]
        marks = element.marks or marks.strip("[>")  # "trước 15/10, 15/12": before both
        if len(points) == 1:
            read.append(_one(points[0], marks, year, lunar=lunar))
        else:
            read.append(_range(element, points, year, lunar=lunar))
    return read


def _range(element: Element, points: list[Point], year: SchoolYear, *, lunar: bool) -> Reading:
    first = _span(points[0], year, lunar=lunar)[0]
    end = _span(points[1], year, lunar=lunar)
    if end[1] < first and points[1].year is not None and element.points[1].year is None:
        end = _span(replace(points[1], year=points[1].year + 1), year, lunar=lunar)
    last = end[0] - _DAY if element.before_last else end[1]
    if last < first:
        raise ValueError("a range that runs backwards")
    doubtful = any(point.doubtful or not _KINDS[_unit(point)][1] for point in points)
    return Reading(Kind.RANGE, (first, last), doubtful)


def _one(point: Point, marks: str, year: SchoolYear, *, lunar: bool) -> Reading:
    first, last = _span(point, year, lunar=lunar)
    kind, sure = _KINDS[_unit(point)]
    doubtful = point.doubtful or not sure
    if point.unit == "T" and marks.strip("~"):
        return Reading(kind, before_tet(first.year) if "<" in marks else after_tet(first.year), doubtful=True)
    if "<" in marks:
        return Reading(Kind.DEADLINE, (first - _DAY, first - _DAY), doubtful)
    if ">" in marks or marks == "[":  # open to the end of the school year
        start = first if "[" in marks else last + _DAY
        return Reading(Kind.RANGE, (start, max(start, year.teaching[1])), doubtful=True)
    if "=" in marks:
        return Reading(Kind.DEADLINE, (first, last), doubtful)
    if "~" in marks and point.unit == "D":
        return Reading(Kind.AROUND_DATE, year.week_up_to(first), doubtful)
    return Reading(kind, (first, last), doubtful)


def _unit(point: Point) -> str:
    return point.unit + ("+" if point.part else "")


def _leaning(points: list[Point]) -> list[Point]:
    """Bare numbers made what their neighbour is, the following one first: "15-30/9" is from 15/9 to 30/9."""
    told = []
    for place, point in enumerate(points):
        near = next((one for one in (*points[place + 1 :], *reversed(points[:place])) if one.unit), None)
        if point.unit:
            told.append(point)
        elif near is not None and near.unit == "D":
            told.append(replace(near, day=point.day or point.number, doubtful=False))
        elif point.day:
            raise ValueError(f"the day {point.day} has no month")
        else:
            told.append(Point(near.unit if near else "M", point.number, doubtful=near is None))
    return told


def _with_years(points: list[Point], school_year: SchoolYear) -> list[Point]:
    """The points with the years that their order in time allows."""
    placed = [place for place, point in enumerate(points) if _months(point)]
    years = {place: points[place].year for place in placed}
    order = {place: (_months(points[place])[0], points[place].day) for place in placed}
    neighbours = list(pairwise(placed))
    for earlier, later in reversed(neighbours):
        following = years[later]
        if years[earlier] is None and following is not None:
            years[earlier] = following - (order[earlier] > order[later])
    for earlier, later in neighbours:
        preceding = years[earlier]
        if years[later] is None and preceding is not None:
            years[later] = preceding + (order[later] < order[earlier])
    for place in placed:
        if years[place] is None:
            after_july = place > 0 and _months(points[place - 1])[-1:] == (_JULY,)
            last = _months(points[place])[1]
            years[place] = school_year.first + (last < _AUGUST or (last == _AUGUST and after_july))
    return [replace(point, year=years.get(place, point.year)) for place, point in enumerate(points)]


def _months(point: Point) -> tuple[int, ...]:
    """The numbers of its first and last month, none when they depend on the school year."""
    if point.unit == "Q":
        return 3 * point.number - 2, 3 * point.number
    return (point.number, point.number) if point.unit in {"D", "M", "w"} else ()


def _span(point: Point, school_year: SchoolYear, *, lunar: bool) -> Span:
    year = point.year if point.year is not None else school_year.first + 1
    match point.unit:
        case "D":
            day = lunar_day(point.day, point.number, year) if lunar else date(year, point.number, point.day)
            span = day, day
        case "M" if lunar:
            month = Month.of(lunar_day(_MIDDLE_OF_A_LUNAR_MONTH, point.number, year))
            span = _part_of_month(month, point.part)
        case "M":
            span = _part_of_month(Month.of(date(year, point.number, 1)), point.part)
        case "Q":
            first, last = (Month.of(date(year, number, 1)) for number in _months(point))
            span = _part(first, last, point.part)
        case "H":
            span = school_year.semester(point.number)
            span = _part(Month.of(span[0]), Month.of(span[1]), point.part) if point.part else span
        case "S":
            span = _part_of_school_year(school_year, point.part)
        case "U":
            span = SchoolYear(year - 1).summer
        case "T":
            span = tet(year), tet(year) + _WEEK
        case "Y":
            span = _part(Month(year, 1), Month(year, 12), point.part)
        case _:
            span = _week_of_month(point, year) if point.unit == "w" else _week(point, school_year)
    return span


def _part(start: Month, end: Month, part: str) -> Span:
    """Some months of a quarter (3), semester (5) or year (12): the first, those between, the last, or a half."""
    months = list(start.until(end))
    at_the_end = {3: 1, 5: 2, 12: 1}[len(months)]
    chosen = {
        "": months,
        "a": months[:1],
        "b": months[1:-at_the_end],
        "c": months[-at_the_end:],
        "d": months[: len(months) // 2],
        "e": months[len(months) // 2 :],
    }[part]
    return chosen[0].first, chosen[-1].last


def _part_of_month(month: Month, part: str) -> Span:
    first, last = {"": (1, 0), "a": (1, 10), "b": (11, 20), "c": (21, 0), "d": (1, 15), "e": (16, 0)}[part]
    return month.first.replace(day=first), month.first.replace(day=last) if last else month.last


def _part_of_school_year(year: SchoolYear, part: str) -> Span:
    first, last = year.first, year.first + 1
    return {
        "": year.teaching,
        "a": (date(first, 9, 1), date(first, 9, 30)),
        "b": (date(first, 12, 1), date(last, 1, 31)),
        "c": (date(last, 5, 1), date(last, 5, 31)),
        "d": year.semester(1),
        "e": year.semester(2),
    }[part]


def _week_of_month(point: Point, year: int) -> Span:
    """The first seven days of a month are its first week, and so on; the last seven its last."""
    month = Month.of(date(year, point.number, 1))
    if point.part == "c":
        return month.last - 6 * _DAY, month.last
    first = month.first.replace(day=7 * max(point.day, 1) - 6)
    return first, min(first + 6 * _DAY, month.last)


def _week(point: Point, school_year: SchoolYear) -> Span:
    """A week of the calendar year when it is written, else of the school year from the week of 5 September."""
    if point.year is not None:
        monday = date.fromisocalendar(point.year, point.number, 1)
    else:
        opening = school_year.semester(1)[0]
        monday = opening - opening.weekday() * _DAY + (point.number - 1) * _WEEK
    return monday, monday + 6 * _DAY
