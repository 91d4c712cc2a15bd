"""Requests of spreadsheets.batchUpdate about rows and columns: insert, append, delete, move, measure.

https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request
"""

from service.local_google.cell_requests import mask_of
from service.local_google.cell_values import shown
from service.local_google.errors import Json, invalid
from service.local_google.fields import masked
from service.local_google.grid import Spreadsheet
from service.local_google.tab import AXES, Tab


def _lines(spreadsheet: Spreadsheet, asked: Json | None) -> tuple[Tab, str, int, int]:
    """Tab, dimension, start and end of a DimensionRange."""
    asked = asked or {}
    tab, dimension = spreadsheet.tab(asked.get("sheetId")), asked.get("dimension") or ""
    if dimension not in AXES:
        raise invalid("No dimension specified.")
    end = asked.get("endIndex")
    return tab, dimension, asked.get("startIndex") or 0, len(tab.lines(dimension)) if end is None else end


def _insert(spreadsheet: Spreadsheet, tab: Tab, dimension: str, start: int, count: int) -> None:
    lines = len(tab.lines(dimension))
    if not 0 <= start <= lines:
        raise invalid("The index to insert at is beyond the grid.")
    spreadsheet.rearrange(tab, dimension, [*range(start), *[None] * count, *range(start, lines)])


def insert_dimension(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, dimension, start, end = _lines(spreadsheet, body.get("range"))
    if end <= start:
        raise invalid("The end of the range must be behind its start.")
    _insert(spreadsheet, tab, dimension, start, end - start)
    if body.get("inheritFromBefore") and dimension == "ROWS" and start:
        for column, cell in tab.rows[start - 1].items():
            style = {k: v for k, v in cell.items() if k in ("userEnteredFormat", "dataValidation")}
            for row in range(start, end):
                tab.put(row, column, style)


def append_dimension(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, dimension, _, end = _lines(spreadsheet, body)
    _insert(spreadsheet, tab, dimension, end, body.get("length") or 0)


def delete_dimension(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, dimension, start, end = _lines(spreadsheet, body.get("range"))
    lines = len(tab.lines(dimension))
    if not 0 <= start < end <= lines:
        raise invalid("Cannot delete a dimension that doesn't exist.")
    spreadsheet.rearrange(tab, dimension, [*range(start), *range(end, lines)])


def move_dimension(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, dimension, start, end = _lines(spreadsheet, body.get("source"))
    destination, moved = body.get("destinationIndex") or 0, range(start, end)
    before = [line for line in range(destination) if line not in moved]
    after = [line for line in range(destination, len(tab.lines(dimension))) if line not in moved]
    spreadsheet.rearrange(tab, dimension, [*before, *moved, *after])


def update_dimension_properties(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, dimension, start, end = _lines(spreadsheet, body.get("range"))
    mask, lines = mask_of(body, "DimensionProperties"), tab.lines(dimension)
    for index in range(start, min(end, len(lines))):
        lines[index] = masked(lines[index], body.get("properties") or {}, mask)


def auto_resize_dimensions(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, dimension, start, end = _lines(spreadsheet, body.get("dimensions"))
    if dimension == "ROWS":
        return
    for column in range(start, min(end, len(tab.column_properties))):
        texts = [shown(row[column], spreadsheet.locale) for row in tab.rows if column in row]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        if longest:
            tab.column_properties[column] = {"pixelSize": 7 * longest + 10}
