"""Appendix 1 as a table of cells → sections and items, each with its code ("II.1") and its row.

Raw cells are never corrected: what a school wrote stays as it is; we only say how we read it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from drive_sync.text import fold, one_line

Cells = Sequence[str]

_HEADERS = {
    "number": {"stt", "tt", "so tt"},
    "topic": {
        "noi dung chu de",
        "noi dung",
        "chu de",
        "noi dung truyen thong",
        "noi dung tuyen truyen",
        "noi dung cong viec",
    },
    "product": {
        "hinh thuc san pham truyen thong",
        "hinh thuc san pham",
        "hinh thuc",
        "san pham",
        "kenh truyen thong",
    },
    "time": {"thoi gian thuc hien", "thoi gian", "thang", "thoi gian dang", "thoi han"},
    "person": {
        "thuc hien",
        "nguoi thuc hien",
        "nguoi phu trach",
        "don vi chu tri",
        "bo phan thuc hien",
        "nguoi viet",
    },
}
_NEEDED = ("topic", "time")
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = (("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


class NotASchedule(Exception):
    """The table has no row with the columns of Appendix 1."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the plan; `inferred` when its number was missing and we counted it."""

    numeral: str
    title: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One promise of the plan; cells as written; `row` is the index in the table it came from, from 0."""

    code: str
    section: str
    topic: str
    product: str
    time: str
    person: str
    row: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan as read; `columns` gives the column index (from 0) of number, topic, product, time, person."""

    columns: dict[str, int]
    header_row: int
    sections: tuple[Section, ...]
    items: tuple[Item, ...]


def read_schedule(rows: Sequence[Cells]) -> Schedule:
    """The plan that a table of cells holds.

    A row with a Roman number or no number and nothing but a title opens a section; a row with a topic and any
    other cell is an item, also without Stt (the seed's IV.1).

    Raises:
        NotASchedule: no header row with at least a topic and a time column.
    """
    header_row, columns = _header(rows)
    sections: list[Section] = []
    items: list[Item] = []
    for index, row in enumerate(rows[header_row + 1 :], start=header_row + 1):
        number, topic, product, time, person = (_cell(row, columns, key) for key in _HEADERS)
        if not fold(topic):
            continue
        if not (product.strip() or time.strip() or person.strip()) and not number.strip().isdigit():
            numeral = number.strip(" ./)")
            known = _ROMAN.fullmatch(numeral) is not None and numeral != ""
            sections.append(
                Section(numeral if known else _roman(len(sections) + 1), one_line(topic), inferred=not known)
            )
            continue
        section = sections[-1].numeral if sections else ""
        code = free_code(section, number.strip(" .)"), {item.code for item in items})
        items.append(Item(code, section, topic, product, time, person, index))
    return Schedule(columns, header_row, tuple(sections), tuple(items))


def free_code(section: str, number: str, taken: set[str]) -> str:
    """The code of an item: its own number if no other item has it, else the next free one of its section."""
    prefix = f"{section}." if section else ""
    if number and prefix + number not in taken:
        return prefix + number
    return next(code for place in count(1) if (code := f"{prefix}{place}") not in taken)


def _header(rows: Sequence[Cells]) -> tuple[int, dict[str, int]]:
    for index, row in enumerate(rows):
        names = [fold(cell) for cell in row]
        columns = {
            key: next(place for place, name in enumerate(names) if name in known)
            for key, known in _HEADERS.items()
            if any(name in known for name in names)
        }
        if all(key in columns for key in _NEEDED):
            return index, columns
    raise NotASchedule(
        "Không thấy dòng tiêu đề có cột “Nội dung/Chủ đề” và “Thời gian thực hiện”. "
        "Kiểm tra dòng đầu bảng Phụ lục 1. (No header row with a topic and a time column.)"
    )


def _cell(row: Cells, columns: dict[str, int], key: str) -> str:
    place = columns.get(key)
    return row[place] if place is not None and place < len(row) else ""


def _roman(number: int) -> str:
    written = ""
    for letters, value in _ROMAN_DIGITS:
        written += letters * (number // value)
        number %= value
    return written
