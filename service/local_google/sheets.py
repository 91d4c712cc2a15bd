"""Sheets v4: whole spreadsheets; and the registry of all methods.

https://developers.google.com/workspace/sheets/api/reference/rest
"""

from service.local_google import drive_writing, values
from service.local_google.a1 import Area
from service.local_google.call import Answer, Call, Handler
from service.local_google.cell_requests import put_rows
from service.local_google.cell_values import effective, hyperlink, shown
from service.local_google.errors import ApiError, Json, invalid
from service.local_google.fields import asks_for
from service.local_google.grid import Spreadsheet
from service.local_google.sheet_access import changed, opened
from service.local_google.sheet_requests import REQUESTS
from service.local_google.tab import COLUMN_PIXELS, ROW_PIXELS, Cell, Tab
from service.local_google.values import cut_to_grid


def create(call: Call) -> Answer:
    properties = call.body.get("properties") or {}
    file = drive_writing.new_spreadsheet(call, properties.get("title") or "Untitled spreadsheet")
    spreadsheet = Spreadsheet.new(file.name, properties)
    call.state.spreadsheets[file.id] = spreadsheet
    if given := call.body.get("sheets"):
        spreadsheet.tabs.clear()
        for sheet in given:
            tab = spreadsheet.add_tab(sheet.get("properties") or {})
            for data in sheet.get("data") or []:
                start = data.get("startRow") or 0, data.get("startColumn") or 0
                put_rows(tab, start, data.get("rowData") or [], {})
    return _resource(call, file.id, spreadsheet, {}, data=False)


def get(call: Call) -> Answer:
    spreadsheet = opened(call)
    wanted = [spreadsheet.find(text) for text in call["ranges"] or ()]
    data = bool(call["includeGridData"])
    if call.mask:  # then includeGridData is ignored
        data = asks_for(call.mask, "sheets", "data")
    return _resource(call, call["spreadsheetId"], spreadsheet, _by_tab(wanted), data=data)


def _by_tab(wanted: list[tuple[Tab, Area]]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    for tab, area in wanted:
        found.setdefault(tab.sheet_id, []).append(area)
    return found


def _resource(
    call: Call, spreadsheet_id: str, spreadsheet: Spreadsheet, wanted: dict[int, list[Area]], *, data: bool
) -> Json:
    tabs = [tab for tab in spreadsheet.tabs if not wanted or tab.sheet_id in wanted]
    named = {"namedRanges": spreadsheet.named} if spreadsheet.named else {}
    return named | {
        "spreadsheetId": spreadsheet_id,
        "properties": spreadsheet.properties,
        "sheets": [
            _tab_resource(call, spreadsheet, tab, wanted.get(tab.sheet_id, [tab.area]), data=data) for tab in tabs
        ],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit",
    }


def _tab_resource(call: Call, spreadsheet: Spreadsheet, tab: Tab, areas: list[Area], *, data: bool) -> Json:
    resource: Json = {"properties": tab.properties}
    if data:
        resource["data"] = [_grid_data(spreadsheet, tab, area) for area in areas]
    if tab.merges:
        resource["merges"] = tab.merges
    if tab.conditional:
        resource["conditionalFormats"] = tab.conditional
    if tab.protected:
        owner = call.state.tree.files[call["spreadsheetId"]].owner if call["spreadsheetId"] else ""
        me = call.user.email
        resource["protectedRanges"] = [
            item
            | {
                "requestingUserCanEdit": me == owner
                or bool(item.get("warningOnly"))
                or me in ((item.get("editors") or {}).get("users") or [])
            }
            for item in tab.protected
        ]
    if tab.basic_filter:
        resource["basicFilter"] = tab.basic_filter
    return resource


def _grid_data(spreadsheet: Spreadsheet, tab: Tab, area: Area) -> Json:
    area = cut_to_grid(tab, area)
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
    with changed(call) as spreadsheet:  # all requests or none
        replies = [_reply(spreadsheet, number, request) for number, request in enumerate(requests)]
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        wanted = [spreadsheet.find(text) for text in call.body.get("responseRanges") or []]
        answer["updatedSpreadsheet"] = _resource(
            call,
            call["spreadsheetId"],
            spreadsheet,
            _by_tab(wanted),
            data=bool(call.body.get("responseIncludeGridData")),
        )
    return answer


def _reply(spreadsheet: Spreadsheet, number: int, request: Json) -> Json:
    """What one request of a batch answers; 400 names its place in the batch."""
    named = {name: body for name, body in request.items() if body is not None}
    if len(named) != 1:
        raise invalid(f"Invalid requests[{number}]: exactly one kind of request must be set.")
    ((name, body),) = named.items()
    if name not in REQUESTS:
        raise invalid(f"Invalid requests[{number}]: the local Google does not play {name}.")
    try:
        reply = REQUESTS[name](spreadsheet, body)
    except ApiError as error:
        raise invalid(f"Invalid requests[{number}].{name}: {error.message}") from error
    return {name: reply} if reply else {}


def copy_to(call: Call) -> Answer:
    source = opened(call).tab(call["sheetId"])
    destination = call.body.get("destinationSpreadsheetId") or ""
    call.parameters["spreadsheetId"] = destination
    with changed(call) as target:
        tab = target.add_tab({"title": f"Copy of {source.title}", "sheetId": target.number()}, source)
    return tab.properties


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
