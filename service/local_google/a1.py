"""A1 notation: `'Theo dõi'!B2:D`, `A:C`, `2:5`, a tab's name alone.

https://developers.google.com/workspace/sheets/api/guides/concepts#cell
"""

import re
from dataclasses import dataclass

from service.local_google.errors import Json

CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})")
PLAIN_TITLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, ends exclusive, counted from 0."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    def overlaps(self, other: "Area") -> bool:
        """Whether they share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def holds(self, other: "Area") -> bool:
        """Whether all cells of the other are in this one."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right

    def grid_range(self, sheet_id: int) -> Json:
        """Google's GridRange."""
        rows = {"startRowIndex": self.top, "endRowIndex": self.bottom}
        return {"sheetId": sheet_id} | rows | {"startColumnIndex": self.left, "endColumnIndex": self.right}


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def split_title(text: str) -> tuple[str, str]:
    """The tab's title ("" if none is written) and the cells."""
    quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
    if quoted:
        return quoted[1].replace("''", "'"), quoted[2] or ""
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else ("", text)


def parse_cells(cells: str, rows: int, columns: int) -> Area | None:
    """The area in a grid of this size; None if `cells` is no A1 notation."""
    first, mark, second = cells.partition(":")
    begin, end = CORNER.fullmatch(first), CORNER.fullmatch(second if mark else first)
    if not begin or not end or not any(begin.groups()) or not any(end.groups()):
        return None
    if not mark and not all(begin.groups()):
        return None
    top = int(begin[2]) - 1 if begin[2] else 0
    bottom = int(end[2]) if end[2] else rows
    left = column_number(begin[1]) if begin[1] else 0
    right = column_number(end[1]) + 1 if end[1] else columns
    if top < 0 or (begin[2] and end[2] and bottom <= top) or (end[1] and right <= left):
        top, bottom = min(top, bottom - 1), max(top + 1, bottom)  # D4:A2 is A2:D4
        left, right = min(left, right - 1), max(left + 1, right)
    return None if top < 0 else Area(top, bottom, left, right)


def written(title: str, area: Area) -> str:
    """The range as Google writes it in answers."""
    quoted = title if PLAIN_TITLE.fullmatch(title) else "'" + title.replace("'", "''") + "'"
    first = f"{column_letters(area.left)}{area.top + 1}"
    last = f"{column_letters(area.right - 1)}{area.bottom}"
    return f"{quoted}!{first}" if first == last else f"{quoted}!{first}:{last}"
