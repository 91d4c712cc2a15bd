"""Sheets v4: whole spreadsheets; and the registry of all methods.

https://developers.google.com/workspace/sheets/api/reference/rest
"""

from typing import Any

from service.local_google import drive_writing, values
from service.local_google.a1 import Area
from service.local_google.call import Answer, Call, Handler
from service.local_google.cell_requests import put_rows
from service.local_google.cell_values import effective, hyperlink, shown
from service.local_google.errors import ApiError, Json, invalid
from service.local_google.fields import below
from service.local_google.grid import Spreadsheet
from service.local_google.sheet_requests import REQUESTS
from service.local_google.tab import COLUMN_PIXELS, ROW_PIXELS, Cell, Tab
from service.local_google.values import changing, opened


def create(call: Call) -> Answer:
    properties = call.body.get("properties") or {}
    file = drive_writing.new_spreadsheet(call, properties.get("title") or "Untitled spreadsheet")
    spreadsheet = call.state.spreadsheets[file.id] = Spreadsheet.new(file.name, properties)
    if given := call.body.get("sheets"):
        spreadsheet.tabs.clear()
        for sheet in given:
            tab = spreadsheet.add_tab(sheet.get("properties") or {})
            for data in sheet.get("data") or []:
                start = {"rowIndex": data.get("startRow"), "columnIndex": data.get("startColumn")}
                put_rows(tab, start, data.get("rowData") or [], {})
    return _resource(call, file.id, spreadsheet, [], data=False)


def get(call: Call) -> Answer:
    sheets, data = below(call.mask, "sheets"), call["includeGridData"]
    if call.mask:  # then includeGridData is ignored
        data = sheets is not None and below(sheets, "data") is not None
    return _resource(call, call["spreadsheetId"], opened(call), call["ranges"], data=bool(data))


def _resource(call: Call, file_id: str, spreadsheet: Spreadsheet, asked: list[Any] | None, *, data: bool) -> Json:
    """A `Spreadsheet` with the tabs of the ranges asked for; all if there are none."""
    wanted = [spreadsheet.find(item) for item in asked or ()]
    answer: Json = {"namedRanges": spreadsheet.named} if spreadsheet.named else {}
    owner = call.tree.files[file_id].owner == call.user.email
    sheets = []
    for tab in spreadsheet.tabs:
        areas = [area for other, area in wanted if other is tab]
        if wanted and not areas:
            continue
        sheet = _tab_resource(tab, call.user.email, owner=owner)
        if data:
            sheet["data"] = [_grid_data(spreadsheet, tab, area) for area in areas or [tab.area]]
        sheets.append(sheet)
    return answer | {
        "spreadsheetId": file_id,
        "properties": spreadsheet.properties,
        "sheets": sheets,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{file_id}/edit",
    }


def _tab_resource(tab: Tab, me: str, *, owner: bool) -> Json:
    def editable(item: Json) -> bool:
        return owner or bool(item.get("warningOnly")) or me in ((item.get("editors") or {}).get("users") or [])

    hanging = {
        "merges": tab.merges,
        "conditionalFormats": tab.conditional,
        "protectedRanges": [item | {"requestingUserCanEdit": editable(item)} for item in tab.protected],
        "basicFilter": tab.basic_filter,
    }
    return {"properties": tab.properties} | {name: value for name, value in hanging.items() if value}


def _grid_data(spreadsheet: Spreadsheet, tab: Tab, area: Area) -> Json:
    area = tab.cut(area)
    rows: list[Json] = []
    for row in tab.rows[area.top : area.bottom]:
        width = max((c + 1 for c in row if area.left <= c < area.right), default=area.left)
        cells = [_cell_data(spreadsheet, row.get(c, {})) for c in range(area.left, width)]
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    data: Json = {"startRow": area.top} if area.top else {}
    if area.left:
        data["startColumn"] = area.left
    if rows:
        data["rowData"] = rows
    heights, widths = tab.row_properties, tab.column_properties
    data["rowMetadata"] = [{"pixelSize": ROW_PIXELS} | line for line in heights[area.top : area.bottom]]
    data["columnMetadata"] = [{"pixelSize": COLUMN_PIXELS} | line for line in widths[area.left : area.right]]
    return data


def _cell_data(spreadsheet: Spreadsheet, cell: Cell) -> Json:
    """CellData: what is kept, and what follows from it."""
    if not cell:
        return {}
    data = dict(cell)
    own = _styled(cell.get("userEnteredFormat") or {})
    if own:
        data["userEnteredFormat"] = own
    value = effective(cell)
    if value:
        data["effectiveValue"] = value
        data["formattedValue"] = shown(cell, spreadsheet.locale)
    if link := hyperlink(cell):
        data["hyperlink"] = link
    default = spreadsheet.properties["defaultFormat"]
    text = default["textFormat"] | (own.get("textFormat") or {})
    data["effectiveFormat"] = default | own | {"textFormat": text}
    return data


def _styled(style: Json) -> Json:
    """A format with each colour in both of Google's ways to say it."""
    result = dict(style)
    for name in ("backgroundColor", "foregroundColor"):
        said = (style.get(name + "Style") or {}).get("rgbColor") or style.get(name)
        if said is not None:
            result |= {name: said, name + "Style": {"rgbColor": said}}
    if style.get("textFormat"):
        result["textFormat"] = _styled(style["textFormat"])
    return result


def batch_update(call: Call) -> Answer:
    requests = call.body.get("requests") or []
    if not requests:
        raise invalid("Must specify at least one request.")
    with changing(call) as spreadsheet:  # all requests or none
        replies = [_replied(spreadsheet, f"Invalid requests[{n}]", request) for n, request in enumerate(requests)]
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        ranges, data = call.body.get("responseRanges"), bool(call.body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = _resource(call, call["spreadsheetId"], spreadsheet, ranges, data=data)
    return answer


def _replied(spreadsheet: Spreadsheet, where: str, request: Json) -> Json:
    """Do one request; an error names its place in the batch."""
    named = [(name, body) for name, body in request.items() if body is not None]
    if len(named) != 1:
        raise invalid(f"{where}: exactly one kind of request must be set.")
    ((name, body),) = named
    if name not in REQUESTS:
        raise invalid(f"{where}: the local Google does not play {name}.")
    try:
        reply = REQUESTS[name](spreadsheet, body)
    except ApiError as error:
        raise invalid(f"{where}.{name}: {error.message}") from error
    return {name: reply} if reply else {}


def copy_to(call: Call) -> Answer:
    source = opened(call).tab(call["sheetId"])
    call.parameters["spreadsheetId"] = call.body.get("destinationSpreadsheetId") or ""
    with changing(call) as target:
        properties = {"title": f"Copy of {source.title}", "sheetId": target.number()}
        return target.add_tab(properties, source).properties


METHODS: dict[str, Handler] = {
    "sheets.spreadsheets.create": create,
    "sheets.spreadsheets.get": get,
    "sheets.spreadsheets.batchUpdate": batch_update,
    "sheets.spreadsheets.sheets.copyTo": copy_to,
    "sheets.spreadsheets.values.get": values.values_get,
    "sheets.spreadsheets.values.batchGet": values.values_batch_get,
    "sheets.spreadsheets.values.batchGetByDataFilter": values.values_batch_get_by_data_filter,
    "sheets.spreadsheets.values.update": values.values_update,
    "sheets.spreadsheets.values.append": values.values_append,
    "sheets.spreadsheets.values.clear": values.values_clear,
    "sheets.spreadsheets.values.batchClear": values.values_batch_clear,
    "sheets.spreadsheets.values.batchClearByDataFilter": values.values_batch_clear,
    "sheets.spreadsheets.values.batchUpdate": values.values_batch_update,
    "sheets.spreadsheets.values.batchUpdateByDataFilter": values.values_batch_update,
}
