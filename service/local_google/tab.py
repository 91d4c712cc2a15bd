"""One sheet of a spreadsheet as it is kept: rows of cells, with what hangs on them.

A cell is the stored part of Google's CellData and is replaced, never changed in place, so a copy
of a tab shares its cells: that is how a batch can fail without a trace.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from service.local_google import a1
from service.local_google.a1 import Area
from service.local_google.errors import Json, invalid

Cell = Json
ROWS, COLUMNS = 1000, 26
ROW_PIXELS, COLUMN_PIXELS = 21, 100  # what a new line measures
AXES = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}


@dataclass
class Tab:
    """One sheet. `rows` has one dict per row, column → cell."""

    properties: Json
    rows: list[dict[int, Cell]]
    row_properties: list[Json]
    column_properties: list[Json]
    merges: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    conditional: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None

    @classmethod
    def new(cls, properties: Json) -> Self:
        """An empty tab; its size comes from gridProperties."""
        grid = {"rowCount": ROWS, "columnCount": COLUMNS} | (properties.get("gridProperties") or {})
        properties = properties | {"sheetType": "GRID", "gridProperties": grid}
        tab = cls(properties, [], [], [])
        tab.resize(grid["rowCount"], grid["columnCount"])
        return tab

    @property
    def sheet_id(self) -> int:
        """Number of the tab, which a title is not."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """What people call the tab."""
        return str(self.properties["title"])

    @property
    def area(self) -> Area:
        """The whole grid."""
        return Area(0, len(self.rows), 0, len(self.column_properties))

    def copy(self) -> Self:
        """A tab that can be changed without this one noticing."""
        made = copy.copy(self)
        made.properties = self.properties | {"gridProperties": dict(self.properties["gridProperties"])}
        made.rows = [dict(row) for row in self.rows]
        made.row_properties = list(self.row_properties)
        made.column_properties = list(self.column_properties)
        made.merges, made.protected = list(self.merges), list(self.protected)
        made.conditional = list(self.conditional)
        return made

    def resize(self, rows: int, columns: int) -> None:
        """Cut or lengthen the grid at its end."""
        if rows < 1 or columns < 1:
            raise invalid("You can't delete all the rows or columns on the sheet.")
        grid = self.properties["gridProperties"]
        if max(grid.get("frozenRowCount", 0) + 1, 1) > rows and grid.get("frozenRowCount"):
            raise invalid("You can't freeze all visible rows on the sheet.")
        self.rows = self.rows[:rows] + [{} for _ in range(rows - len(self.rows))]
        self.row_properties = (self.row_properties + [{}] * rows)[:rows]
        if columns < len(self.column_properties):
            self.rows = [{c: cell for c, cell in row.items() if c < columns} for row in self.rows]
        self.column_properties = (self.column_properties + [{}] * columns)[:columns]
        grid["rowCount"], grid["columnCount"] = rows, columns

    def area_of(self, grid_range: Json) -> Area:
        """A GridRange as an area; missing ends are the ends of the grid."""
        whole = self.area
        area = Area(
            grid_range.get("startRowIndex") or 0,
            grid_range.get("endRowIndex") or whole.bottom,
            grid_range.get("startColumnIndex") or 0,
            grid_range.get("endColumnIndex") or whole.right,
        )
        self.check(area)
        return area

    def check(self, area: Area) -> None:
        """400 for an area that leaves the grid."""
        whole = self.area
        if area.bottom > whole.bottom or area.right > whole.right or area.height <= 0 or area.width <= 0:
            text = a1.written(self.title, area)
            message = f"Range ({text}) exceeds grid limits. Max rows: {whole.bottom}, max columns: {whole.right}"
            raise invalid(message)

    def cells(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """Every place of an area with its cell, {} where there is none."""
        for row in range(area.top, area.bottom):
            for column in range(area.left, area.right):
                yield row, column, self.rows[row].get(column, {})

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; {} leaves nothing."""
        if kept := {name: value for name, value in cell.items() if value not in (None, {}, "")}:
            self.rows[row][column] = kept
        else:
            self.rows[row].pop(column, None)

    def used_rows(self, area: Area) -> int:
        """How many rows of the area there are up to its last value."""
        for row in range(area.bottom - 1, area.top - 1, -1):
            if any(
                "userEnteredValue" in cell and area.left <= column < area.right
                for column, cell in self.rows[row].items()
            ):
                return row - area.top + 1
        return 0

    # --- rows and columns ---

    def insert(self, dimension: str, start: int, count: int) -> None:
        """New empty rows or columns before `start`."""
        lines = self.lines(dimension)
        if not 0 <= start <= len(lines):
            raise invalid("The index to insert at is beyond the grid.")
        lines[start:start] = [{}] * count
        if dimension == "ROWS":
            self.rows[start:start] = [{} for _ in range(count)]
        else:
            self.rows = [{c + count if c >= start else c: cell for c, cell in row.items()} for row in self.rows]
        self._count_lines()
        self._shift(dimension, start, count)

    def delete(self, dimension: str, start: int, end: int) -> None:
        """Rows or columns from `start` until before `end` vanish."""
        lines = self.lines(dimension)
        if not 0 <= start < end <= len(lines):
            raise invalid("Cannot delete a dimension that doesn't exist.")
        if end - start == len(lines):
            raise invalid("You can't delete all the rows or columns on the sheet.")
        del lines[start:end]
        if dimension == "ROWS":
            del self.rows[start:end]
        else:
            count = end - start
            self.rows = [
                {c - count if c >= end else c: cell for c, cell in row.items() if not start <= c < end}
                for row in self.rows
            ]
        self._count_lines()
        self._shift(dimension, start, start - end)

    def move(self, dimension: str, start: int, end: int, destination: int) -> None:
        """Rows or columns go before what is at `destination` now."""
        lines = self.lines(dimension)
        order = order_after(len(lines), (start, end), destination)
        lines[:] = [lines[i] for i in order]
        if dimension == "ROWS":
            self.rows = [self.rows[i] for i in order]
        else:
            self.rows = [{n: row[i] for n, i in enumerate(order) if i in row} for row in self.rows]

    def lines(self, dimension: str) -> list[Json]:
        """What is kept of each row or column."""
        return self.row_properties if dimension == "ROWS" else self.column_properties

    def _count_lines(self) -> None:
        grid = self.properties["gridProperties"]
        grid["rowCount"], grid["columnCount"] = len(self.rows), len(self.column_properties)

    def _shift(self, dimension: str, start: int, count: int) -> None:
        """Let merges, protections and rules follow their cells."""
        self.merges = [m for m in (shifted(m, dimension, start, count) for m in self.merges) if m]
        self.protected = [
            p | {"range": moved}
            for p in self.protected
            if (moved := shifted(p.get("range") or {}, dimension, start, count))
        ]
        self.conditional = [
            rule | {"ranges": ranges}
            for rule in self.conditional
            if (ranges := [m for r in rule.get("ranges", []) if (m := shifted(r, dimension, start, count))])
        ]


def shifted(grid_range: Json, dimension: str, start: int, count: int) -> Json | None:
    """A GridRange after lines came (count > 0) or went at `start`; None when it is empty."""
    first, last = AXES[dimension]
    moved = dict(grid_range)
    for key in (first, last):
        if key in moved and (moved[key] > start or (key == first and moved[key] == start and count > 0)):
            moved[key] = max(start, moved[key] + count)
    gone = last in moved and moved[last] <= moved.get(first, 0)
    return None if gone else moved


def order_after(count: int, moved: tuple[int, int], destination: int) -> list[int]:
    """The old places of `count` lines in their new order, when some went before the one at `destination`."""
    rest = [line for line in range(count) if not moved[0] <= line < moved[1]]
    place = sum(line < destination for line in rest)
    return [*rest[:place], *range(*moved), *rest[place:]]
