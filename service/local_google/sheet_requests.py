"""Requests of spreadsheets.batchUpdate about tabs and what hangs on them; and the registry of all.

Each changes a copy of the spreadsheet and gives its reply, or None; REQUESTS lists them all.
https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request
"""

from collections.abc import Callable

from service.local_google import cell_requests, line_requests
from service.local_google.a1 import Area
from service.local_google.cell_requests import mask_of
from service.local_google.errors import Json, invalid
from service.local_google.fields import masked
from service.local_google.grid import Spreadsheet
from service.local_google.tab import Tab

Reply = Json | None  # of one request of a batchUpdate


def add_sheet(spreadsheet: Spreadsheet, body: Json) -> Json:
    return {"properties": spreadsheet.add_tab(dict(body.get("properties") or {})).properties}


def delete_sheet(spreadsheet: Spreadsheet, body: Json) -> None:
    tab = spreadsheet.tab(body.get("sheetId"))
    if len(spreadsheet.tabs) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    spreadsheet.named = [item for item in spreadsheet.named if spreadsheet.tab(item["range"].get("sheetId")) is not tab]
    spreadsheet.tabs.remove(tab)
    spreadsheet.renumber()


def duplicate_sheet(spreadsheet: Spreadsheet, body: Json) -> Json:
    source = spreadsheet.tab(body.get("sourceSheetId"))
    number = body.get("newSheetId")
    properties = {
        "sheetId": spreadsheet.number() if number is None else number,
        "title": body.get("newSheetName") or f"Copy of {source.title}",
        "index": body.get("insertSheetIndex") or 0,
    }
    return {"properties": spreadsheet.add_tab(properties, source).properties}


def update_sheet_properties(spreadsheet: Spreadsheet, body: Json) -> None:
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


def update_spreadsheet_properties(spreadsheet: Spreadsheet, body: Json) -> None:
    mask = mask_of(body, "SpreadsheetProperties")
    result = masked(spreadsheet.properties, body.get("properties") or {}, mask)
    spreadsheet.properties = spreadsheet.properties | result


def merge_cells(spreadsheet: Spreadsheet, body: Json) -> None:
    tab, area = spreadsheet.place(body.get("range"))
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
        for row, column, _ in tab.cells(merged):
            if (row, column) != (merged.top, merged.left):
                tab.clear(row, column)


def unmerge_cells(spreadsheet: Spreadsheet, body: Json) -> None:
    _unmerge(*spreadsheet.place(body.get("range")))


def _unmerge(tab: Tab, area: Area) -> None:
    """Undo the merges of an area, which must hold each of them whole."""
    touched = [merge for merge in tab.merges if tab.area_of(merge).overlaps(area)]
    if not all(area.holds(tab.area_of(merge)) for merge in touched):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    tab.merges = [merge for merge in tab.merges if merge not in touched]


def add_protected_range(spreadsheet: Spreadsheet, body: Json) -> Json:
    item = dict(body.get("protectedRange") or {})
    if not item.get("range"):
        raise invalid("The protected range has no range.")
    item.setdefault("protectedRangeId", spreadsheet.number())
    spreadsheet.tab(item["range"].get("sheetId")).protected.append(item)
    return {"protectedRange": item}


def _numbered(items: list[Json], key: str, number: object, kind: str) -> int:
    """Where the item of this number stands; 400 if there is none."""
    for index, item in enumerate(items):
        if item[key] == number:
            return index
    raise invalid(f"No {kind} with id: {number}")


def _protections(spreadsheet: Spreadsheet, number: object) -> tuple[list[Json], int]:
    """The tab's protections with the one of this number, and its place among them."""
    lists = [tab.protected for tab in spreadsheet.tabs if any(p["protectedRangeId"] == number for p in tab.protected)]
    found = lists[0] if lists else []
    return found, _numbered(found, "protectedRangeId", number, "protected range")


def update_protected_range(spreadsheet: Spreadsheet, body: Json) -> None:
    new, mask = body.get("protectedRange") or {}, mask_of(body, "ProtectedRange")
    items, index = _protections(spreadsheet, new.get("protectedRangeId"))
    items[index] = masked(items[index], new, mask) | {"protectedRangeId": new["protectedRangeId"]}


def delete_protected_range(spreadsheet: Spreadsheet, body: Json) -> None:
    items, index = _protections(spreadsheet, body.get("protectedRangeId"))
    del items[index]


def add_conditional_format_rule(spreadsheet: Spreadsheet, body: Json) -> None:
    rule = body.get("rule") or {}
    if not rule.get("ranges"):
        raise invalid("The rule has no ranges.")
    tab = spreadsheet.tab(rule["ranges"][0].get("sheetId"))
    tab.conditional.insert(body.get("index") or 0, rule)


def delete_conditional_format_rule(spreadsheet: Spreadsheet, body: Json) -> Json:
    rules, index = spreadsheet.tab(body.get("sheetId")).conditional, body.get("index") or 0
    if index >= len(rules):
        raise invalid(f"No conditional format on sheet: {body.get('sheetId') or 0} at index: {index}")
    return {"rule": rules.pop(index)}


def add_named_range(spreadsheet: Spreadsheet, body: Json) -> Json:
    item = dict(body.get("namedRange") or {})
    if any(other["name"] == item.get("name") for other in spreadsheet.named):
        raise invalid(f"The named range {item.get('name')} already exists.")
    spreadsheet.place(item.get("range"))
    item.setdefault("namedRangeId", str(spreadsheet.number()))
    spreadsheet.named.append(item)
    return {"namedRange": item}


def delete_named_range(spreadsheet: Spreadsheet, body: Json) -> None:
    del spreadsheet.named[_numbered(spreadsheet.named, "namedRangeId", body.get("namedRangeId"), "named range")]


def set_basic_filter(spreadsheet: Spreadsheet, body: Json) -> None:
    basic_filter = body.get("filter") or {}
    tab, area = spreadsheet.place(basic_filter.get("range"))
    tab.basic_filter = basic_filter | {"range": area.grid_range(tab.sheet_id)}


def clear_basic_filter(spreadsheet: Spreadsheet, body: Json) -> None:
    spreadsheet.tab(body.get("sheetId")).basic_filter = None


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


_PLAYED: tuple[Callable[[Spreadsheet, Json], Reply], ...] = (
    *(add_sheet, delete_sheet, duplicate_sheet, update_sheet_properties, update_spreadsheet_properties),
    *(cell_requests.update_cells, cell_requests.append_cells, cell_requests.repeat_cell),
    *(cell_requests.set_data_validation, cell_requests.update_borders, cell_requests.sort_range),
    *(cell_requests.copy_paste, cell_requests.cut_paste),
    *(line_requests.insert_dimension, line_requests.append_dimension, line_requests.delete_dimension),
    *(line_requests.move_dimension, line_requests.update_dimension_properties, line_requests.auto_resize_dimensions),
    *(merge_cells, unmerge_cells),
    *(add_protected_range, update_protected_range, delete_protected_range),
    *(add_conditional_format_rule, delete_conditional_format_rule),
    *(add_named_range, delete_named_range),
    *(set_basic_filter, clear_basic_filter),
)
REQUESTS = {_camel(play.__name__): play for play in _PLAYED}  # "addSheet" → add_sheet
