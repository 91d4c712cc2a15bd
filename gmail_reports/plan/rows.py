"""What each row of a plan is: a section, an item, the rest of the row above, a total, a signature.

A row is known by which of its cells are filled, by how it is numbered, and by the rows around it: nothing else
tells the seed's section without number from an item whose cells were not filled in yet.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drive_sync.text import composed, fold, one_line
from gmail_reports.plan.columns import Cells
from gmail_reports.plan.decoration import outside_the_plan, where_signatures_begin
from gmail_reports.plan.lines import Line, RowKind, line_of
from gmail_reports.plan.numbers import Number, Style, period_of

_REMARK = re.compile(r"(?:ghi chu|luu y|chu thich)\b")
_SECTION_STYLES = {Style.ROMAN, Style.LETTER}


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: its index in the table (from 0), its kind, its number and title as far as it has them."""

    index: int
    kind: RowKind
    number: Number | None = None
    title: str = ""
    period: str = ""
    """The months that a group's title names; its items are due then unless they say otherwise."""


def read_rows(table: Sequence[Cells], header_row: int, columns: Mapping[str, int]) -> tuple[Row, ...]:
    """Every row below the header with its kind."""
    header = table[header_row]
    lines = [line_of(index, table[index], columns) for index in range(header_row + 1, len(table))]
    outside = {line.index: kind for line in lines if (kind := outside_the_plan(line, header, columns)) is not None}
    signed_from = where_signatures_begin(lines, outside)
    content = [line for line in lines if line.index not in outside and line.index < signed_from]
    kinds = dict(_content_kinds(content)) | outside
    return tuple(_row(line, kinds.get(line.index, RowKind.SIGNATURE)) for line in lines)


def _row(line: Line, kind: RowKind) -> Row:
    period = period_of(line.title) if kind is RowKind.SECTION else ""
    title = line.title
    if kind in {RowKind.AMBIGUOUS, RowKind.CONTINUATION} and not title:
        title = next(text for text in line.cells if text.strip())  # something to call the row by
    return Row(line.index, kind, line.number, one_line(title), period)


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this school numbers: does every section begin at 1 again, and are its sections told by other signs?"""

    begins_again: bool
    marks_sections: bool


def _content_kinds(lines: Sequence[Line]) -> Iterator[tuple[int, RowKind]]:
    """(index, kind) of the rows that are neither blank nor decoration."""
    first_items = [
        line for line in lines if line.number and line.number.style is Style.DIGIT and line.number.value == 1
    ]
    marked = any(line.is_title and line.number and line.number.style in _SECTION_STYLES for line in lines)
    starts_with_title = bool(lines) and lines[0].is_title and not lines[0].has_number
    habits = _Habits(len(first_items) > 1, marked or starts_with_title)
    above: Line | None = None
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        kind = _kind(line, above, below, habits)
        if place == 0 and kind is RowKind.CONTINUATION and line.names_columns:
            kind = RowKind.REPEATED_HEADER  # the second line of a header: "Từ", "Đến" below "Thời gian"
        yield line.index, kind
        if kind is RowKind.ITEM:
            above = line
        elif kind is RowKind.SECTION:
            above = None


def _kind(line: Line, above: Line | None, below: Line | None, habits: _Habits) -> RowKind:
    """The kind of a row, given the item above it in its section (None below a section) and the row below it."""
    if line.code and line.title:  # a row of our Sheet that was given a code stays an item, wherever it was sorted to
        return RowKind.ITEM
    if _is_section(line, below):
        return RowKind.SECTION
    if above is not None and _repeats_item(line, above):
        return RowKind.CONTINUATION
    if line.has_number:
        return RowKind.ITEM if line.title or line.product or line.time or line.person else RowKind.AMBIGUOUS
    return _kind_by_title(line, above, below, habits) if line.title else _kind_without_title(line)


def _kind_without_title(line: Line) -> RowKind:
    """More of the row above; with product, time and person a promise without topic, or a merged cell."""
    own_promise = line.product and line.time and line.person
    return RowKind.AMBIGUOUS if own_promise else RowKind.CONTINUATION


def _kind_by_title(line: Line, above: Line | None, below: Line | None, habits: _Habits) -> RowKind:
    """The kind of a row with a title and no number."""
    if above is not None and line.goes_on_in_small_letters and not line.time and not line.person:
        return RowKind.CONTINUATION
    if not line.is_title:
        return RowKind.ITEM
    return RowKind.SECTION if _is_unnumbered_section(line, above, below, habits) else RowKind.AMBIGUOUS


def _is_section(line: Line, below: Line | None) -> bool:
    """Whether the row opens a section by its own number or by the months it names."""
    number = line.number
    if number is None or number.style is Style.BULLET:
        return line.is_title and bool(period_of(line.title))
    if number.style in _SECTION_STYLES:
        opens = below is not None and _begins_a_list(below)
        return not line.product and (not (line.time or line.person) or opens)
    return number.style is Style.DIGIT and line.is_title and below is not None and _begins_a_list_of(number, below)


def _begins_a_list_of(number: Number, below: Line) -> bool:
    """Whether a row is the first of the list that a title with a plain number has: "1.1", "a", "-", or 1 again."""
    child = below.number
    if child is None or child.style is Style.BULLET:
        return below.has_bullet and not below.is_title
    return (
        (child.style is Style.PATH and child.text.startswith(f"{number.text}."))
        or (child.style is Style.SMALL_LETTER and child.value == 1)
        or (child.style is Style.DIGIT and child.value == 1 and not below.is_title)
    )


def _begins_a_list(line: Line) -> bool:
    return line.number is not None and line.number.style in {Style.DIGIT, Style.PATH} and line.number.value == 1


def _repeats_item(line: Line, above: Line) -> bool:
    """Whether the row shows number and topic of the item above once more, as a cell merged over both rows does."""
    return bool(line.topic) and fold(line.topic) == fold(above.topic) and fold(line.stt) in {fold(above.stt), ""}


def _is_unnumbered_section(line: Line, above: Line | None, below: Line | None, habits: _Habits) -> bool:
    """Whether a title without number opens a section, or cannot be told from the rest of the topic above.

    It does when nothing is above, when it spans the row, when it is written large, or when the numbers begin again
    below it. When the numbers go on as if it were not there, only a school that numbers through tells.
    """
    if _REMARK.match(fold(line.title)):
        return False
    if above is None or line.alone or composed(line.title).isupper() or below is None:
        return True
    goes_on = (
        above.number is not None
        and below.number is not None
        and below.number.style is above.number.style
        and below.number.value == above.number.value + 1
    )
    return not goes_on or (habits.marks_sections and not habits.begins_again)
