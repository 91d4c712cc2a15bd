"""Requests of spreadsheets.batchUpdate about cells: write, repeat, sort, copy.

https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request
"""

from operator import itemgetter

from service.local_google import discovery
from service.local_google.a1 import Area
from service.local_google.cell_values import effective
from service.local_google.errors import Json, invalid
from service.local_google.fields import Mask, masked
from service.local_google.grid import Spreadsheet
from service.local_google.tab import Cell, Tab

BLANK = (3, 0.0, "")  # the rank of an empty cell
STORED = frozenset({"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns"})


def mask_of(body: Json, schema: str) -> Mask:
    """The `fields` of a request, which may not be left out."""
    if not body.get("fields"):
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return discovery.load().apis["sheets"].mask(body["fields"], schema)


def put_rows(tab: Tab, start: Json, rows: list[Json], mask: Mask) -> None:
    """Write RowData from a corner on."""
    for row, line in enumerate(rows, start.get("rowIndex") or 0):
        for column, cell in enumerate(line.get("values") or [], start.get("columnIndex") or 0):
            _set(tab, row, column, cell, mask)


def _set(tab: Tab, row: int, column: int, cell: Cell, mask: Mask) -> None:
    tab.check(Area(row, row + 1, column, column + 1))
    result = masked(tab.rows[row].get(column, {}), cell or {}, mask)
    tab.put(row, column, {name: value for name, value in result.items() if name in STORED})


def update_cells(spreadsheet: Spreadsheet, body: Json) -> None:
    mask, rows = mask_of(body, "CellData"), body.get("rows") or []
    if "start" in body:
        put_rows(spreadsheet.tab(body["start"].get("sheetId")), body["start"], rows, mask)
        return
    tab, area = spreadsheet.place(body.get("range"))
    lines = [row.get("values") or [] for row in rows]
    if len(lines) > area.height or any(len(line) > area.width for line in lines):
        raise invalid("Attempting to write more rows or columns than the range holds.")
    given = {(row, column): cell for row, line in enumerate(lines) for column, cell in enumerate(line)}
    for row, column, _ in tab.cells(area):  # cells of the range without data are cleared
        _set(tab, row, column, given.get((row - area.top, column - area.left), {}), mask)


def append_cells(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, mask, rows = spreadsheet.tab(body.get("sheetId")), mask_of(body, "CellData"), body.get("rows") or []
    whole, start = tab.area, tab.used_rows(tab.area)
    width = max((len(row.get("values") or []) for row in rows), default=0)
    tab.resize(max(start + len(rows), whole.bottom), max(width, whole.right))
    put_rows(tab, {"rowIndex": start}, rows, mask)


def repeat_cell(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, area = spreadsheet.place(body.get("range"))
    mask = mask_of(body, "CellData")
    for row, column, _ in tab.cells(area):
        _set(tab, row, column, body.get("cell") or {}, mask)


def set_data_validation(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, area = spreadsheet.place(body.get("range"))
    for row, column, cell in tab.cells(area):
        tab.put(row, column, cell | {"dataValidation": body.get("rule")})


def update_borders(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, area = spreadsheet.place(body.get("range"))
    for row, column, cell in tab.cells(area):
        sides = {
            "top": "top" if row == area.top else "innerHorizontal",
            "bottom": "bottom" if row == area.bottom - 1 else "innerHorizontal",
            "left": "left" if column == area.left else "innerVertical",
            "right": "right" if column == area.right - 1 else "innerVertical",
        }
        style = cell.get("userEnteredFormat") or {}
        drawn = {side: body[source] for side, source in sides.items() if body.get(source)}
        tab.put(row, column, cell | {"userEnteredFormat": style | {"borders": (style.get("borders") or {}) | drawn}})


def sort_range(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, area = spreadsheet.place(body.get("range"))
    columns = range(area.left, area.right)
    lines = [{c: row[c] for c in columns if c in row} for row in tab.rows[area.top : area.bottom]]
    for spec in reversed(body.get("sortSpecs") or []):
        ranked = [(_rank(line.get(spec.get("dimensionIndex") or 0)), line) for line in lines]
        filled = [pair for pair in ranked if pair[0] != BLANK]
        filled.sort(key=itemgetter(0), reverse=spec.get("sortOrder") == "DESCENDING")
        lines = [line for _, line in filled] + [line for rank, line in ranked if rank == BLANK]  # last either way
    for row, line in enumerate(lines, area.top):
        tab.rows[row] = {c: cell for c, cell in tab.rows[row].items() if c not in columns} | line


def _rank(cell: Cell | None) -> tuple[int, float, str]:
    """Numbers before texts before truths before nothing."""
    value = effective(cell or {}) or {}
    if "numberValue" in value:
        return 0, value["numberValue"], ""
    if "stringValue" in value:
        return 1, 0, value["stringValue"].casefold()
    return (2, float(value["boolValue"]), "") if "boolValue" in value else BLANK


def copy_paste(spreadsheet: Spreadsheet, body: Json) -> None:
    source, area = spreadsheet.place(body.get("source"))
    target, goal = spreadsheet.place(body.get("destination"))
    copied = {(row, column): cell for row, column, cell in source.cells(area)}
    for row in range(max(area.height, goal.height)):
        for column in range(max(area.width, goal.width)):
            new = copied[area.top + row % area.height, area.left + column % area.width]
            old = target.rows[goal.top + row].get(goal.left + column, {})
            target.put(goal.top + row, goal.left + column, _pasted(old, new, body.get("pasteType") or ""))


def _pasted(old: Cell, new: Cell, kind: str) -> Cell:
    if kind == "PASTE_VALUES":
        return old | {"userEnteredValue": effective(new)}
    if kind == "PASTE_FORMAT":
        return old | {"userEnteredFormat": new.get("userEnteredFormat")}
    if kind == "PASTE_DATA_VALIDATION":
        return old | {"dataValidation": new.get("dataValidation")}
    return new


def cut_paste(spreadsheet: Spreadsheet, body: Json) -> None:
    source, area = spreadsheet.place(body.get("source"))
    corner = body.get("destination") or {}
    target = spreadsheet.tab(corner.get("sheetId"))
    down, across = (corner.get("rowIndex") or 0) - area.top, (corner.get("columnIndex") or 0) - area.left
    target.check(Area(area.top + down, area.bottom + down, area.left + across, area.right + across))
    cut = list(source.cells(area))
    for row, column, _ in cut:
        source.put(row, column, {})
    for row, column, cell in cut:
        target.put(row + down, column + across, cell)
