"""Appendix 1 as a table of cells → sections and items, each with its code ("II.1") and its row.

Raw cells are never corrected: what a school wrote stays as it is; we only say how we read it. Columns are found
in `columns`, the kinds of rows in `rows`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from gmail_reports.plan.columns import PERSON, PRODUCT, STATE, STT, TIME, TOPIC, Cells, find_header
from gmail_reports.plan.lines import RowKind
from gmail_reports.plan.numbers import Number, Style, written
from gmail_reports.plan.rows import Row, read_rows


class NotASchedule(Exception):
    """The table has no row with the columns of Appendix 1."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the plan.

    `inferred` when its number was missing and we counted it; `period` the months it stands for when it groups by
    month; `row` the index in the table it came from.
    """

    numeral: str
    title: str
    inferred: bool = False
    period: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One promise of the plan; cells as written; `row` is the index in the table it came from, from 0.

    Rows that go on below it are added, line by line. `time` is what the group's title or the cell merged beside says
    when the item's own cell is empty. `said` is what the school's own column of results says.
    """

    code: str
    section: str
    topic: str
    product: str
    time: str
    person: str
    row: int
    stt: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan as read; `columns` gives the column index (from 0) of stt, topic, product, time, person, state."""

    columns: dict[str, int]
    header_row: int
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    rows: tuple[Row, ...] = ()


def read_schedule(table: Sequence[Cells]) -> Schedule:
    """The plan that a table of cells holds.

    Raises:
        NotASchedule: no header row with at least a topic column and a time column, or others that make a plan.
    """
    header = find_header(table)
    if header is None:
        raise NotASchedule(
            "Không thấy dòng tiêu đề có cột “Nội dung/Chủ đề” và “Thời gian thực hiện”. "
            "Kiểm tra dòng đầu bảng Phụ lục 1. (No header row with a topic and a time column.)"
        )
    header_row, columns = header
    rows = read_rows(table, header_row, columns)
    sections = _numbered([row for row in rows if row.kind is RowKind.SECTION])
    items = _items(rows, table, columns, {section.row: section for section in sections})
    return Schedule(columns, header_row, sections, items, rows)


def free_code(section: str, number: str, taken: set[str]) -> str:
    """The code of an item: its own number if no other item has it, else the next free one of its section."""
    prefix = f"{section}." if section else ""
    if number and prefix + number not in taken:
        return prefix + number
    return next(code for place in count(1) if (code := f"{prefix}{place}") not in taken)


def _numbered(rows: Sequence[Row]) -> tuple[Section, ...]:
    """The sections under their own numbers; a missing number is the one between its neighbours.

    Where there is no room between them, the section is a part of the one before: "V.a". Sections of a second style
    of numbers lie within those of the first: "A.I".
    """
    outer = next((row.number.style for row in rows if row.number), Style.ROMAN)
    sections: list[Section] = []
    last, parent, parts = 0, "", 0
    for place, row in enumerate(rows):
        number, inferred = row.number, row.number is None
        if number is not None and number.style is not outer:
            numeral = f"{parent}.{number.text}" if parent else number.text
        elif number is None and not _room(rows[place:], last, outer):
            parts += 1
            numeral = f"{parent}.{chr(ord('a') + (parts - 1) % 26)}"
        else:
            last = number.value if number else last + 1
            parent = numeral = number.text if number else written(outer, last)
            parts = 0
        sections.append(Section(numeral, row.title, inferred, row.period, row.index))
    return tuple(sections)


def _room(rows: Sequence[Row], last: int, style: Style) -> bool:
    """Whether the numberless rows at the beginning fit between the number before them and the next one."""
    missing = 0
    for row in rows:
        if row.number is None:
            missing += 1
        elif row.number.style is style:
            return row.number.value > last + missing
    return True


def _items(
    rows: Sequence[Row], table: Sequence[Cells], columns: Mapping[str, int], sections: Mapping[int, Section]
) -> tuple[Item, ...]:
    """The items with their continuations, each under a code that no other has: first those whose number is free."""

    def cell(row: int, key: str) -> str:
        place = columns.get(key)
        return table[row][place] if place is not None and place < len(table[row]) else ""

    time_groups_rows = TIME in columns and columns[TIME] < columns[TOPIC]
    section, time_beside, goes_on = Section("", ""), "", False
    items: list[Item] = []
    numbers: list[Number | None] = []
    for row in rows:
        if row.kind is RowKind.SECTION:
            section, time_beside, goes_on = sections[row.index], "", False
        elif row.kind is RowKind.CONTINUATION and goes_on:
            items[-1] = _continued(items[-1], [cell(row.index, key) for key in (TOPIC, PRODUCT, TIME, PERSON)])
        elif row.kind is RowKind.ITEM:
            topic, product, time, person = (cell(row.index, key) for key in (TOPIC, PRODUCT, TIME, PERSON))
            if time_groups_rows:
                time = time_beside = time if time.strip() else time_beside
            if not time.strip():
                time = section.period or time
            if not topic.strip() and row.title:  # merged over the row
                topic = row.title
            said = cell(row.index, STATE)
            items.append(Item("", section.numeral, topic, product, time, person, row.index, cell(row.index, STT), said))
            numbers.append(row.number)
            goes_on = True
    return _with_codes(items, numbers)


def _continued(item: Item, more: Sequence[str]) -> Item:
    """The item with the cells of a row that goes on below it; a cell merged over both rows says nothing new."""
    topic, product, time, person = (
        before if not text.strip() or text.strip() in before else f"{before}\n{text}" if before.strip() else text
        for before, text in zip((item.topic, item.product, item.time, item.person), more, strict=True)
    )
    return replace(item, topic=topic, product=product, time=time, person=person)


def _with_codes(items: Sequence[Item], numbers: Sequence[Number | None]) -> tuple[Item, ...]:
    taken: set[str] = set()
    codes: dict[int, str] = {}
    own = [_own_number(number, item.section) for item, number in zip(items, numbers, strict=True)]
    for place, (item, number) in enumerate(zip(items, own, strict=True)):
        code = f"{item.section}.{number}" if item.section else number
        if number and code not in taken:
            codes[place] = code
            taken.add(code)
    for place, item in enumerate(items):
        if place not in codes:
            codes[place] = free_code(item.section, "", taken)
            taken.add(codes[place])
    return tuple(replace(item, code=codes[place]) for place, item in enumerate(items))


def _own_number(number: Number | None, section: str) -> str:
    """An item's number within its section: "1.2" in section 1, or in section I.1, is "2"."""
    if number is None:
        return ""
    within, _, last = number.text.rpartition(".")
    return last if within and f".{section}".endswith(f".{within}") else number.text
