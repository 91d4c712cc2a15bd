"""One row of a plan with its cells named, and the kinds of rows there are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.text import composed
from gmail_reports.plan.columns import CODE, PERSON, PRODUCT, STT, TIME, TOPIC, Cells
from gmail_reports.plan.numbers import Number, Style, read_number, split_number

_BULLET = re.compile(r"\s*[-–+*•·]\s")


class RowKind(StrEnum):
    """The kinds of rows; the words are those of `tintruong plan lint --json`."""

    SECTION = "section"
    ITEM = "item"
    CONTINUATION = "continuation"
    TOTAL = "total"
    REPEATED_HEADER = "repeated_header"
    COLUMN_NUMBERS = "column_numbers"
    BLANK = "blank"
    SIGNATURE = "signature"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells named; `title` is the topic without the number it began with.

    `alone` is the text of a row that fills nothing but its first cell, as merged rows do; `code` our own Mã.
    """

    index: int
    cells: tuple[str, ...]
    stt: str
    number: Number | None
    title: str
    topic: str
    product: str
    time: str
    person: str
    alone: str
    code: str

    @property
    def is_title(self) -> bool:
        """Whether nothing but a title (and perhaps a number) is filled in."""
        return bool(self.title) and not (self.product or self.time or self.person)

    @property
    def has_number(self) -> bool:
        """Whether the row is numbered; a bullet is no number."""
        return self.number is not None and self.number.style is not Style.BULLET

    @property
    def names_columns(self) -> bool:
        """Whether the row could be the second line of a header: several cells, and no numbers in them."""
        filled = [text for text in self.cells if text.strip()]
        return len(filled) > 1 and not any(letter.isdigit() for text in filled for letter in text)

    @property
    def goes_on_in_small_letters(self) -> bool:
        """Whether the text looks like the rest of something: a bullet, or a small first letter."""
        return self.has_bullet or composed(self.title).lstrip()[:1].islower()

    @property
    def has_bullet(self) -> bool:
        """Whether the row is a point of a list, by its number or by its first letter."""
        return (self.number is not None and self.number.style is Style.BULLET) or bool(_BULLET.match(self.title))


def line_of(index: int, row: Cells, columns: Mapping[str, int]) -> Line:
    """The row with its cells named and its number read, wherever the number stands."""

    def cell(key: str) -> str:
        place = columns.get(key)
        return row[place].strip() if place is not None and place < len(row) else ""

    filled = [place for place, text in enumerate(row) if text.strip()]
    stt, topic = cell(STT), cell(TOPIC)
    number = read_number(stt)
    # A title merged over the whole row stands in its first cell, whatever column that is.
    merged_here = {0, *range(columns[TOPIC])} - {columns.get(PRODUCT)}
    alone = row[filled[0]].strip() if len(filled) == 1 and filled[0] in merged_here and number is None else ""
    title = alone or topic
    if number is None and title:
        number, title = split_number(title)
    time, product, person = ("" if alone else cell(key) for key in (TIME, PRODUCT, PERSON))
    return Line(index, tuple(row), stt, number, title, topic, product, time, person, alone, cell(CODE))
