"""Requests of spreadsheets.batchUpdate about tabs, rows, columns and what hangs on them.

Each changes a copy of the spreadsheet and gives its reply, or None; REQUESTS lists them all.
https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request
"""

from collections.abc import Callable
from typing import Any

from service.local_google import cell_requests
from service.local_google.a1 import Area
from service.local_google.cell_requests import place
from service.local_google.cell_values import shown
from service.local_google.errors import Json, invalid
from service.local_google.grid import Reply, Spreadsheet
from service.local_google.masks import mask_of, masked
from service.local_google.tab import AXES, Tab


def add_sheet(spreadsheet: Spreadsheet, body: Json) -> Reply:
    return {"properties": spreadsheet.add_tab(dict(body.get("properties") or {})).properties}


def delete_sheet(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab = spreadsheet.tab(body.get("sheetId"))
    if len(spreadsheet.tabs) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    spreadsheet.named = [item for item in spreadsheet.named if spreadsheet.tab(item["range"].get("sheetId")) is not tab]
    spreadsheet.tabs.remove(tab)
    spreadsheet.renumber()
    return None


def duplicate_sheet(spreadsheet: Spreadsheet, body: Json) -> Reply:
    source = spreadsheet.tab(body.get("sourceSheetId"))
    number = body.get("newSheetId")
    properties = {
        "sheetId": spreadsheet.number() if number is None else number,
        "title": body.get("newSheetName") or f"Copy of {source.title}",
        "index": body.get("insertSheetIndex") or 0,
    }
    return {"properties": spreadsheet.add_tab(properties, source).properties}


def update_sheet_properties(spreadsheet: Spreadsheet, body: Json) -> Reply:
    new = body.get("properties") or {}
    tab, mask = spreadsheet.tab(new.get("sheetId")), mask_of(body, "SheetProperties")
    if "title" in new and ("title" in mask or "*" in mask):
        if not new["title"]:
            raise invalid("A sheet name cannot be empty.")
        spreadsheet.check_title(new["title"], tab)
    old = tab.properties
    result = masked(old, new, mask)
    kept = {name: old[name] for name in ("sheetId", "sheetType", "index", "title")}
    sizes = {name: old["gridProperties"][name] for name in ("rowCount", "columnCount")}
    grid = sizes | {name: value for name, value in (result.get("gridProperties") or {}).items() if value}
    if result.get("hidden") and all(t is tab or t.properties.get("hidden") for t in spreadsheet.tabs):
        raise invalid("You can't hide all the sheets in a document.")
    tab.properties = kept | result | {"sheetId": tab.sheet_id, "gridProperties": grid}
    tab.resize(grid["rowCount"], grid["columnCount"])
    if tab.properties["index"] != old["index"]:
        spreadsheet.tabs.remove(tab)
        place = tab.properties["index"]
        spreadsheet.tabs.insert(place - (place > old["index"]), tab)
        spreadsheet.renumber()
    return None


def update_spreadsheet_properties(spreadsheet: Spreadsheet, body: Json) -> Reply:
    mask = mask_of(body, "SpreadsheetProperties")
    result = masked(spreadsheet.properties, body.get("properties") or {}, mask)
    spreadsheet.properties = spreadsheet.properties | result
    return None


def _lines(spreadsheet: Spreadsheet, lines: Json) -> tuple[Tab, str, int, int]:
    tab = spreadsheet.tab(lines.get("sheetId"))
    dimension = lines.get("dimension") or ""
    if dimension not in AXES:
        raise invalid("No dimension specified.")
    count = len(tab.rows) if dimension == "ROWS" else len(tab.column_properties)
    end = lines.get("endIndex")
    return tab, dimension, lines.get("startIndex") or 0, count if end is None else end


def insert_dimension(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, dimension, start, end = _lines(spreadsheet, body.get("range") or {})
    if end <= start:
        raise invalid("The end of the range must be behind its start.")
    tab.insert(dimension, start, end - start)
    spreadsheet.names_follow(tab, dimension, start, end - start)
    if body.get("inheritFromBefore") and dimension == "ROWS" and start:
        for column, cell in tab.rows[start - 1].items():
            style = {k: v for k, v in cell.items() if k in ("userEnteredFormat", "dataValidation")}
            for row in range(start, end):
                tab.put(row, column, style)
    return None


def append_dimension(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, dimension, _, end = _lines(spreadsheet, body)
    tab.insert(dimension, end, body.get("length") or 0)
    return None


def delete_dimension(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, dimension, start, end = _lines(spreadsheet, body.get("range") or {})
    tab.delete(dimension, start, end)
    spreadsheet.names_follow(tab, dimension, start, start - end)
    return None


def move_dimension(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, dimension, start, end = _lines(spreadsheet, body.get("source") or {})
    destination = body.get("destinationIndex") or 0
    tab.move(dimension, start, end, destination)
    spreadsheet.names_move(tab, dimension, (start, end), destination)
    return None


def update_dimension_properties(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, dimension, start, end = _lines(spreadsheet, body.get("range") or {})
    mask = mask_of(body, "DimensionProperties")
    lines = tab.row_properties if dimension == "ROWS" else tab.column_properties
    for index in range(start, min(end, len(lines))):
        lines[index] = masked(lines[index], body.get("properties") or {}, mask)
    return None


def auto_resize_dimensions(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, dimension, start, end = _lines(spreadsheet, body.get("dimensions") or {})
    if dimension == "COLUMNS":
        for column in range(start, min(end, len(tab.column_properties))):
            texts = [shown(r[column], spreadsheet.locale) for r in tab.rows if column in r]
            longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
            if longest:
                tab.column_properties[column] = {"pixelSize": 7 * longest + 10}
    return None


def merge_cells(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, area = place(spreadsheet, body.get("range"))
    kind = body.get("mergeType") or "MERGE_ALL"
    areas = [area]
    if kind == "MERGE_ROWS":
        areas = [Area(r, r + 1, area.left, area.right) for r in range(area.top, area.bottom)]
    elif kind == "MERGE_COLUMNS":
        areas = [Area(area.top, area.bottom, c, c + 1) for c in range(area.left, area.right)]
    for merged in areas:
        if merged.height * merged.width == 1:
            continue
        _unmerge(tab, merged)
        tab.merges.append(merged.grid_range(tab.sheet_id))
        for row, column, cell in tab.cells(merged):
            if (row, column) != (merged.top, merged.left):
                tab.put(row, column, {k: v for k, v in cell.items() if k != "userEnteredValue"})
    return None


def unmerge_cells(spreadsheet: Spreadsheet, body: Json) -> Reply:
    _unmerge(*place(spreadsheet, body.get("range")))
    return None


def _unmerge(tab: Tab, area: Area) -> None:
    """Undo the merges of an area, which must hold each of them whole."""
    touched = [merge for merge in tab.merges if tab.area_of(merge).overlaps(area)]
    if not all(area.holds(tab.area_of(merge)) for merge in touched):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [merge for merge in tab.merges if merge not in touched]


def add_protected_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    item = dict(body.get("protectedRange") or {})
    if not item.get("range"):
        raise invalid("The protected range has no range.")
    item.setdefault("protectedRangeId", spreadsheet.number())
    spreadsheet.tab(item["range"].get("sheetId")).protected.append(item)
    return {"protectedRange": item}


def _protection(spreadsheet: Spreadsheet, number: Any) -> tuple[Tab, int]:
    for tab in spreadsheet.tabs:
        for index, item in enumerate(tab.protected):
            if item["protectedRangeId"] == number:
                return tab, index
    raise invalid(f"No protected range with id: {number}")


def update_protected_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    new = body.get("protectedRange") or {}
    tab, index = _protection(spreadsheet, new.get("protectedRangeId"))
    result = masked(tab.protected[index], new, mask_of(body, "ProtectedRange"))
    tab.protected[index] = result | {"protectedRangeId": new["protectedRangeId"]}
    return None


def delete_protected_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    tab, index = _protection(spreadsheet, body.get("protectedRangeId"))
    del tab.protected[index]
    return None


def add_conditional_format_rule(spreadsheet: Spreadsheet, body: Json) -> Reply:
    rule = body.get("rule") or {}
    if not rule.get("ranges"):
        raise invalid("The rule has no ranges.")
    tab = spreadsheet.tab(rule["ranges"][0].get("sheetId"))
    tab.conditional.insert(body.get("index") or 0, rule)
    return None


def delete_conditional_format_rule(spreadsheet: Spreadsheet, body: Json) -> Reply:
    rules, index = spreadsheet.tab(body.get("sheetId")).conditional, body.get("index") or 0
    if index >= len(rules):
        raise invalid(f"No conditional format on sheet: {body.get('sheetId') or 0} at index: {index}")
    return {"rule": rules.pop(index)}


def add_named_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    item = dict(body.get("namedRange") or {})
    if any(other["name"] == item.get("name") for other in spreadsheet.named):
        raise invalid(f"The named range {item.get('name')} already exists.")
    place(spreadsheet, item.get("range"))
    item.setdefault("namedRangeId", str(spreadsheet.number()))
    spreadsheet.named.append(item)
    return {"namedRange": item}


def update_named_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    new, mask = body.get("namedRange") or {}, mask_of(body, "NamedRange")
    for index, item in enumerate(spreadsheet.named):
        if item["namedRangeId"] == new.get("namedRangeId"):
            spreadsheet.named[index] = masked(item, new, mask) | {"namedRangeId": item["namedRangeId"]}
            return None
    raise invalid(f"No named range with id: {new.get('namedRangeId')}")


def delete_named_range(spreadsheet: Spreadsheet, body: Json) -> Reply:
    kept = [item for item in spreadsheet.named if item["namedRangeId"] != body.get("namedRangeId")]
    if len(kept) == len(spreadsheet.named):
        raise invalid(f"No named range with id: {body.get('namedRangeId')}")
    spreadsheet.named = kept
    return None


def set_basic_filter(spreadsheet: Spreadsheet, body: Json) -> Reply:
    basic_filter = body.get("filter") or {}
    tab, area = place(spreadsheet, basic_filter.get("range"))
    tab.basic_filter = basic_filter | {"range": area.grid_range(tab.sheet_id)}
    return None


def clear_basic_filter(spreadsheet: Spreadsheet, body: Json) -> Reply:
    spreadsheet.tab(body.get("sheetId")).basic_filter = None
    return None


REQUESTS: dict[str, Callable[[Spreadsheet, Json], Reply]] = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
    "updateCells": cell_requests.update_cells,
    "appendCells": cell_requests.append_cells,
    "repeatCell": cell_requests.repeat_cell,
    "setDataValidation": cell_requests.set_data_validation,
    "updateBorders": cell_requests.update_borders,
    "sortRange": cell_requests.sort_range,
    "copyPaste": cell_requests.copy_paste,
    "cutPaste": cell_requests.cut_paste,
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "addConditionalFormatRule": add_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
}
