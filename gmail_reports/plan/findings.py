"""What a careful reader would ask or say about Appendix 1: one finding per place, in the order of the rows.

Findings hold data; their sentences stand in `wording`. The codes are those of the project's data on the defects
of the seed's Appendix 1. What a machine can settle by itself (a missing Stt, doubled blanks, mixed bullets) is none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from drive_sync.names.school_events import SchoolEvent, events_in
from drive_sync.text import composed, fold, one_line
from gmail_reports.deadlines import Month
from gmail_reports.people.who import read_who
from gmail_reports.plan.anniversaries import anniversary_in
from gmail_reports.plan.columns import PERSON, TIME
from gmail_reports.plan.lines import RowKind
from gmail_reports.plan.schedule import Item, Schedule, Section
from gmail_reports.plan.spelling import slips_in
from gmail_reports.times.when import Doubt, SchoolYear, When, read_when


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One thing to ask or say; `row` as in the table (the header is 0), None for the plan as a whole.

    `because` names the ground for a suggestion where the same question is asked in other words.
    """

    code: str
    row: int | None = None
    suggestion: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


RECYCLED = (Doubt.BEFORE_SCHOOL_YEAR, Doubt.MORE_THAN_ONE_YEAR_OLD)
_FEWEST_RECYCLED = 2
_FEWEST_ITEMS_OF_ONE = 5
_BULLET = re.compile(r"\s*[-–+*•·]")
_OPEN_ENDED = re.compile(r"(?:cac|nhung|mot so) (?:hoat dong|cong tac|noi dung|phong trao)\b")
_SOMETHING_TO_COUNT = re.compile(
    r"(?<!thong )\b(?:tin|bai|anh|video|clip|phong su|infographic|poster|pano|ap phich|bang ron|to roi|so tay)\b"
    r"|\b\d+ (?:san pham|chuyen muc|buoi|lan|cuoc|hoi thi)\b"
)
_SHORT = 60


def findings_in(
    schedule: Schedule, year: SchoolYear, dates: Mapping[int, str] | None = None
) -> tuple[PlanFinding, ...]:
    """Everything to ask or say about a plan of a school year; what concerns the plan as a whole comes first.

    `dates` are the times (by row) that a spreadsheet had turned into days, as we read them back.
    """
    whens = {item.row: read_when(item.time, year) for item in schedule.items}
    dates = dates or {}
    in_rows = (
        *(
            PlanFinding("time_cell_is_date", item.row, dates[item.row], {"text": dates[item.row]})
            for item in schedule.items
            if item.row in dates
        ),
        *_about_rows(schedule),
        *(finding for section in schedule.sections for finding in _about_section(section, schedule)),
        *(finding for item in schedule.items for finding in _about_item(item, whens[item.row], schedule, year)),
    )
    return (*_about_the_plan(schedule, whens, year), *sorted(in_rows, key=lambda finding: finding.row or 0))


# --- the plan as a whole ---


def _about_the_plan(schedule: Schedule, whens: Mapping[int, When], year: SchoolYear) -> Iterator[PlanFinding]:
    items = schedule.items
    if not items:
        yield PlanFinding("no_items")
        return
    recycled = [(item, when) for item in items if (when := whens[item.row]).doubt in RECYCLED]
    if len(recycled) >= _FEWEST_RECYCLED:
        table = "; ".join(f"{item.code}: {when.suggestion.label}" for item, when in recycled if when.suggestion)
        yield PlanFinding(
            "stale_plan_pattern",
            suggestion=table,
            data={
                "count": f"{len(recycled)}/{len(items)}",
                "first": Month(year.first, 9).label,
                "before": str(SchoolYear(year.first - 1)),
            },
        )
    for column, code in ((TIME, "time_column_missing"), (PERSON, "person_column_missing")):
        if column not in schedule.columns and not all(getattr(item, column).strip() for item in items):
            yield PlanFinding(code)
    if any(item.product.strip() for item in items) and not any(
        _SOMETHING_TO_COUNT.search(fold(item.product)) for item in items
    ):
        yield PlanFinding("no_measurable_product")
    yield from _about_people(items)


def _about_people(items: Iterable[Item]) -> Iterator[PlanFinding]:
    """Who has most of the work, and who is only called by a given name."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    total = 0
    for item in items:
        total += 1
        for name in dict.fromkeys(read_who(item.person, ()).names):
            counts[name] += 1
            written.setdefault(name, one_line(item.person))
    for name, count in counts.most_common(1):
        if count >= _FEWEST_ITEMS_OF_ONE and count * 2 > total:
            yield PlanFinding("workload", data={"who": written[name], "count": f"{count}/{total}"})
    only_called = [name for name in counts if " " not in name and not name.isupper()]
    if only_called:
        names = [f"“{name}”" for name in only_called]
        yield PlanFinding(
            "person_unresolved", data={"names": _listed(names, " và "), "names_en": _listed(names, " and ")}
        )


# --- rows and sections ---


def _about_rows(schedule: Schedule) -> Iterator[PlanFinding]:
    has_item = False
    for row in schedule.rows:
        if row.kind is RowKind.AMBIGUOUS or (row.kind is RowKind.CONTINUATION and not has_item):
            yield PlanFinding("row_ambiguous", row.index, data={"text": _short(row.title)})
        if row.kind in {RowKind.SECTION, RowKind.ITEM}:
            has_item = row.kind is RowKind.ITEM


def _about_section(section: Section, schedule: Schedule) -> Iterator[PlanFinding]:
    others_have_numbers = any(not one.inferred for one in schedule.sections)
    if section.inferred and others_have_numbers and not section.period:
        yield PlanFinding(
            "section_number_missing",
            section.row,
            section.numeral,
            {"title": _short(section.title), "numeral": section.numeral},
        )
    if not section.title:
        yield PlanFinding("section_title_missing", section.row, data={"numeral": section.numeral})
    if any(one.numeral == section.numeral and one.row < section.row for one in schedule.sections):
        yield PlanFinding("section_number_repeated", section.row, data={"numeral": section.numeral})
    yield from _slips(section.row, section.title)


def _slips(row: int, text: str) -> Iterator[PlanFinding]:
    for slip in slips_in(text):
        yield PlanFinding(slip.code, row, slip.meant, {"written": slip.written, "meant": slip.meant})


# --- items ---


def _about_item(item: Item, when: When, schedule: Schedule, year: SchoolYear) -> Iterator[PlanFinding]:
    if not item.topic.strip():
        yield PlanFinding("topic_missing", item.row, data={"code": item.code})
    yield from _about_time(item, when, schedule, year)
    if not item.person.strip() and PERSON in schedule.columns:
        yield _person_missing(item, schedule)
    yield from _slips(item.row, item.topic)
    yield from _slips(item.row, item.product)
    for line in _lines_beside_bullets(item.product):
        yield PlanFinding("possible_merged_row", item.row, data={"line": _short(line), "code": item.code})


def _about_time(item: Item, when: When, schedule: Schedule, year: SchoolYear) -> Iterator[PlanFinding]:
    data = {"raw": one_line(item.time), "year": str(year), "topic": _short(item.topic)}
    suggestion = when.suggestion.label if when.suggestion else None
    if when.doubt is Doubt.MISSING and TIME in schedule.columns:
        yield _time_missing(item, data, year)
    elif when.doubt is not None and when.doubt is not Doubt.MISSING:
        yield PlanFinding(when.doubt.value, item.row, suggestion, data | {"suggestion": suggestion or ""})
    if when.doubt in {None, *RECYCLED} and len(when.months) == 1 and _OPEN_ENDED.match(fold(item.topic)):
        yield PlanFinding("open_ended", item.row, "Thường xuyên", data | {"month": str(when.months[0].number)})
    yield from _about_anniversary(item, when)


def _time_missing(item: Item, data: Mapping[str, str], year: SchoolYear) -> PlanFinding:
    """The question about a missing time; a school event of fixed date that the topic speaks of is a hint."""
    event = next((event for event in events_in(item.topic) if event.day is not None), None)
    if event is None or event.day is None:
        return PlanFinding("time_missing", item.row, None, data)
    month, day = event.day
    return PlanFinding(
        "time_missing",
        item.row,
        year.holding(month).label,
        dict(data) | {"day": f"{day}/{month}", "event": _without_day(event)},
        because="school_event",
    )


def _person_missing(item: Item, schedule: Schedule) -> PlanFinding:
    """The question about a missing person; who does the item above in the section is a hint."""
    above = [one for one in schedule.items if one.section == item.section and one.row < item.row and one.person.strip()]
    if not above:
        return PlanFinding("person_missing", item.row)
    person = one_line(above[-1].person)
    return PlanFinding(
        "person_missing", item.row, person, {"code": above[-1].code, "who": person}, because="item_above"
    )


def _about_anniversary(item: Item, when: When) -> Iterator[PlanFinding]:
    """What the number of years in "Kỷ niệm 41 năm" says about the time."""
    found = anniversary_in(item.topic)
    if found is None or not when.months:
        return
    meant = Month.of(found.day)
    data = {
        "written": found.written,
        "day": f"{found.day.day}/{found.day.month}/{found.day.year}",
        "sum": f"{found.first_year} + {found.years}",
        "raw": one_line(item.time),
        "meant": meant.label,
    }
    if when.doubt in RECYCLED and when.suggestion is not None and when.suggestion.months == (meant,):
        yield PlanFinding("anniversary_check", item.row, meant.label, data)
    elif when.doubt is None and meant not in when.months and when.months[-1].number == meant.number:
        years = str(when.months[-1].year - found.first_year)
        suggestion = f"{years} năm"
        yield PlanFinding("anniversary_check", item.row, suggestion, data | {"years": years}, because="other_year")


def _lines_beside_bullets(product: str) -> Iterator[str]:
    """Lines with a capital letter but no bullet in a cell whose lines above have bullets."""
    lines = [line for line in composed(product).splitlines() if line.strip()]
    if lines and _BULLET.match(lines[0]):
        yield from (line for line in lines if not _BULLET.match(line) and line.strip()[:1].isupper())


# --- words ---


def _without_day(event: SchoolEvent) -> str:
    return re.sub(r"\s*\d+/\d+.*$", "", event.name)


def _short(text: str) -> str:
    line = one_line(text)
    if len(line) <= _SHORT:
        return line
    return line[:_SHORT].rsplit(" ", 1)[0].rstrip(",.;:…") + "…"


def _listed(names: list[str], last: str) -> str:
    return last.join(filter(None, (", ".join(names[:-1]), names[-1])))
