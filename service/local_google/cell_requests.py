"""Requests of spreadsheets.batchUpdate about cells: write, repeat, sort, copy.

https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request
"""

from operator import itemgetter

from service.local_google.a1 import Area
from service.local_google.cell_values import effective
from service.local_google.errors import Json, invalid
from service.local_google.fields import Mask
from service.local_google.grid import Reply, Spreadsheet
from service.local_google.masks import mask_of, masked
from service.local_google.tab import Cell, Tab

BLANK = (3, 0.0, "")  # the rank of an empty cell
STORED = frozenset({"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns"})


def place(spreadsheet: Spreadsheet, grid_range: Json | None) -> tuple[Tab, Area]:
    tab = spreadsheet.tab((grid_range or {}).get("sheetId"))
    return tab, tab.area_of(grid_range or {})


def put_rows(tab: Tab, start: tuple[int, int], rows: list[Json], mask: Mask) -> None:
    """Write RowData from a corner on."""
    top, left = start
    for row, line in enumerate(rows, top):
        for column, cell in enumerate(line.get("values") or [], left):
            _set(tab, row, column, cell, mask)


def _set(tab: Tab, row: int, column: int, cell: Cell, mask: Mask) -> None:
    tab.check(Area(row, row + 1, column, column + 1))
    result = masked(tab.rows[row].get(column, {}), cell or {}, mask)
    tab.put(row, column, {name: value for name, value in result.items() if name in STORED})


def update_cells(spreadsheet: Spreadsheet, body: Json) -> Reply:
    mask, rows = mask_of(body, "CellData"), body.get("rows") or []
    if "start" in body:
        start = body["start"]
        tab = spreadsheet.tab(start.get("sheetId"))
        put_rows(tab, (start.get("rowIndex") or 0, start.get("columnIndex") or 0), rows, mask)
        return None
    tab, area = place(spreadsheet, body.get("range"))
    if len(rows) > area.height or any(len(r.get("values") or []) > area.width for r in rows):
        raise invalid("Attempting to write more rows or columns than the range holds.")
    for row, column, _ in tab.cells(area):  # cells of the range without data are cleared
        line = rows[row - area.top].get("values") or [] if row - area.top < len(rows) else []
        cell = line[column - area.left] if column - area.left < len(line) else {}
        _set(tab, row, column, cell, mask)
    return None


def append_cells(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, mask, rows = spreadsheet.tab(body.get("sheetId")), mask_of(body, "CellData"), body.get("rows") or []
    start = tab.used_rows(tab.area)
    width = max((len(row.get("values") or []) for row in rows), default=0)
    whole = tab.area
    if start + len(rows) > whole.bottom or width > whole.right:
        tab.resize(max(start + len(rows), whole.bottom), max(width, whole.right))
    put_rows(tab, (start, 0), rows, mask)
    return None


def repeat_cell(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, area = place(spreadsheet, body.get("range"))
    mask = mask_of(body, "CellData")
    for row, column, _ in tab.cells(area):
        _set(tab, row, column, body.get("cell") or {}, mask)
    return None


def set_data_validation(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, area = place(spreadsheet, body.get("range"))
    for row, column, cell in tab.cells(area):
        tab.put(row, column, cell | {"dataValidation": body.get("rule")})
    return None


def update_borders(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, area = place(spreadsheet, body.get("range"))
    for row, column, cell in tab.cells(area):
        sides = {
            "top": "top" if row == area.top else "innerHorizontal",
            "bottom": "bottom" if row == area.bottom - 1 else "innerHorizontal",
            "left": "left" if column == area.left else "innerVertical",
            "right": "right" if column == area.right - 1 else "innerVertical",
        }
        drawn = {side: body[source] for side, source in sides.items() if body.get(source)}
        style = cell.get("userEnteredFormat") or {}
        borders = (style.get("borders") or {}) | drawn
        tab.put(row, column, cell | {"userEnteredFormat": style | {"borders": borders}})
    return None


def sort_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, area = place(spreadsheet, body.get("range"))
    columns = range(area.left, area.right)
    lines = [{c: tab.rows[row][c] for c in columns if c in tab.rows[row]} for row in range(area.top, area.bottom)]
    for spec in reversed(body.get("sortSpecs") or []):
        column = spec.get("dimensionIndex") or 0
        ranked = [(_rank(line.get(column)), line) for line in lines]
        filled = [pair for pair in ranked if pair[0] != BLANK]
        filled.sort(key=itemgetter(0), reverse=spec.get("sortOrder") == "DESCENDING")
        blank = [line for rank, line in ranked if rank == BLANK]  # last either way
        lines = [line for _, line in filled] + blank
    for row, line in enumerate(lines, area.top):
        others = {c: cell for c, cell in tab.rows[row].items() if c not in columns}
        tab.rows[row] = others | line
    return None


def _rank(cell: Cell | None) -> tuple[int, float, str]:
    """Numbers before texts before truths before nothing."""
    value = effective(cell or {}) or {}
    if "numberValue" in value:
        return 0, value["numberValue"], ""
    if "stringValue" in value:
        return 1, 0, value["stringValue"].casefold()
    return (2, float(value["boolValue"]), "") if "boolValue" in value else BLANK


def copy_paste(spreadsheet: Spreadsheet, body: Json) -> Reply:
    source, area = place(spreadsheet, body.get("source"))
    target, goal = place(spreadsheet, body.get("destination"))
    height, width = max(area.height, goal.height), max(area.width, goal.width)
    copied = {(row, column): cell for row, column, cell in source.cells(area)}
    for row in range(height):
        for column in range(width):
            key = area.top + row % area.height, area.left + column % area.width
            old = target.rows[goal.top + row].get(goal.left + column, {})
            new = _pasted(old, copied[key], body.get("pasteType") or "PASTE_NORMAL")
            target.put(goal.top + row, goal.left + column, new)
    return None


def _pasted(old: Cell, new: Cell, kind: str) -> Cell:
    if kind == "PASTE_VALUES":
        return old | {"userEnteredValue": effective(new)}
    if kind == "PASTE_FORMAT":
        return old | {"userEnteredFormat": new.get("userEnteredFormat")}
    if kind == "PASTE_DATA_VALIDATION":
        return old | {"dataValidation": new.get("dataValidation")}
    return new


def cut_paste(spreadsheet: Spreadsheet, body: Json) -> Reply:
    source, area = place(spreadsheet, body.get("source"))
    cut = list(source.cells(area))
    corner = body.get("destination") or {}
    target = spreadsheet.tab(corner.get("sheetId"))
    for row, column, _ in cut:
        source.put(row, column, {})
    down = (corner.get("rowIndex") or 0) - area.top
    across = (corner.get("columnIndex") or 0) - area.left
    for row, column, cell in cut:
        target.check(Area(row + down, row + down + 1, column + across, column + across + 1))
        target.put(row + down, column + across, cell)
    return None
