"""One tab of a spreadsheet: rows of cells, and what hangs on them.

A cell is the stored part of Google's CellData and is replaced, never changed in place, so a copy
of a tab shares its cells: that is how a batch can fail without a trace.
"""

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self

from service.local_google import a1
from service.local_google.a1 import Area
from service.local_google.errors import Json, invalid

Cell = Json
Order = list[int | None]  # of lines: the old place of each new one, None for one that was not there
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
        tab = cls(properties | {"sheetType": "GRID", "gridProperties": grid}, [], [], [])
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
        made.row_properties, made.column_properties = list(self.row_properties), list(self.column_properties)
        made.merges, made.protected = list(self.merges), list(self.protected)
        made.conditional = list(self.conditional)
        return made

    def resize(self, rows: int, columns: int) -> None:
        """Cut or lengthen the grid at its end."""
        if 0 < self.properties["gridProperties"].get("frozenRowCount", 0) >= rows > 0:
            raise invalid("You can't freeze all visible rows on the sheet.")
        for dimension, count in (("ROWS", rows), ("COLUMNS", columns)):
            held = len(self.lines(dimension))
            if count != held:
                self.rearrange(dimension, [*range(min(count, held)), *[None] * (count - held)])

    # --- cells ---

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
        if area.height <= 0 or area.width <= 0 or not whole.holds(area):
            text = a1.written(self.title, area)
            message = f"Range ({text}) exceeds grid limits. Max rows: {whole.bottom}, max columns: {whole.right}"
            raise invalid(message)

    def cut(self, area: Area) -> Area:
        """The area without what lies beyond the grid; 400 when all of it does."""
        whole = self.area
        if area.top >= whole.bottom or area.left >= whole.right:
            self.check(area)
        return Area(area.top, min(area.bottom, whole.bottom), area.left, min(area.right, whole.right))

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

    def clear(self, row: int, column: int) -> None:
        """Take the value of a cell and leave how it looks."""
        if cell := self.rows[row].get(column):
            self.put(row, column, {name: value for name, value in cell.items() if name != "userEnteredValue"})

    def values_in(self, row: int, left: int, right: int) -> list[int]:
        """Columns of a row that hold a value."""
        cells = self.rows[row].items()
        return sorted(c for c, cell in cells if left <= c < right and "userEnteredValue" in cell)

    def used_rows(self, area: Area) -> int:
        """How many rows of the area there are up to its last value."""
        for row in range(area.bottom - 1, area.top - 1, -1):
            if self.values_in(row, area.left, area.right):
                return row - area.top + 1
        return 0

    # --- rows and columns ---

    def lines(self, dimension: str) -> list[Json]:
        """What is kept of each row or column."""
        return self.row_properties if dimension == "ROWS" else self.column_properties

    def rearrange(self, dimension: str, order: Order) -> None:
        """Let rows or columns come, go and move; merges, protections and rules follow their cells."""
        if not order:
            raise invalid("You can't delete all the rows or columns on the sheet.")
        lines = self.lines(dimension)
        lines[:] = [{} if old is None else lines[old] for old in order]
        if dimension == "ROWS":
            self.rows = [{} if old is None else self.rows[old] for old in order]
        else:
            places = {old: new for new, old in enumerate(order)}
            self.rows = [{places[c]: cell for c, cell in row.items() if c in places} for row in self.rows]
        self.properties["gridProperties"] |= {"rowCount": len(self.rows), "columnCount": len(self.column_properties)}

        def moved(grid_range: Json) -> Json | None:
            return followed(grid_range, dimension, order)

        self.merges = [new for old in self.merges if (new := moved(old))]
        self.protected = [p | {"range": new} for p in self.protected if (new := moved(p.get("range") or {}))]
        self.conditional = _rules(self.conditional, moved)


def _rules(rules: list[Json], moved: Callable[[Json], Json | None]) -> list[Json]:
    kept = [rule | {"ranges": [new for old in rule.get("ranges", []) if (new := moved(old))]} for rule in rules]
    return [rule for rule in kept if rule["ranges"]]


def followed(grid_range: Json, dimension: str, order: Order) -> Json | None:
    """Where the lines of a GridRange are now; None when all are gone.

    Of lines that were moved apart the range stays where it was.
    """
    first, last = AXES[dimension]
    start, end = grid_range.get(first, 0), grid_range.get(last, math.inf)
    places = [new for new, old in enumerate(order) if old is not None and start <= old < end]
    if not places:
        return None
    top, bottom = min(places), max(places) + 1
    if None not in order and bottom - top > len(places):
        return grid_range
    ends = {first: top, last: bottom}
    return grid_range | {name: place for name, place in ends.items() if name in grid_range}
