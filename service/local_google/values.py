"""Sheets v4: reading and writing values.

https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from service.local_google import a1
from service.local_google.a1 import Area
from service.local_google.call import Answer, Call
from service.local_google.cell_values import DATE_KINDS, effective, entered, number_format, shown
from service.local_google.errors import Json, entity_not_found, forbidden, invalid
from service.local_google.files import RANK, SPREADSHEET
from service.local_google.grid import Spreadsheet
from service.local_google.tab import Cell, Tab


def opened(call: Call, needed: str = "reader") -> Spreadsheet:
    """The spreadsheet, also out of the trash. Sheets says 403 where Drive says 404."""
    file = call.tree.files.get(call["spreadsheetId"])
    if file is None:
        raise entity_not_found()
    if file.mime_type != SPREADSHEET:
        raise invalid("This operation is not supported for this document", reason="failedPrecondition")
    if call.rank(file) < RANK[needed]:
        raise forbidden("forbidden", "The caller does not have permission")
    return call.state.spreadsheets[file.id]


@contextmanager
def changing(call: Call) -> Iterator[Spreadsheet]:
    """A copy to change; it takes the place of the spreadsheet when nothing was refused. Drive notes it."""
    spreadsheet = opened(call, "writer").copy()
    yield spreadsheet
    file = call.tree.files[call["spreadsheetId"]]
    call.state.spreadsheets[file.id] = spreadsheet
    file.name = spreadsheet.properties["title"]
    file.modified, file.modifier = call.now, call.user.email
    call.tree.touch(file, call.now)


def _read(spreadsheet: Spreadsheet, asked: Any, options: Json) -> Json:
    """A ValueRange without the empty cells and rows at its end."""
    tab, area = spreadsheet.find(asked)
    area = tab.cut(area)
    render = options.get("valueRenderOption") or "FORMATTED_VALUE"
    dates = options.get("dateTimeRenderOption") or "SERIAL_NUMBER"
    columns = range(area.left, area.right)
    rows = [
        [_rendered(row.get(column), spreadsheet.locale, render, dates) for column in columns]
        for row in tab.rows[area.top : area.top + tab.used_rows(area)]
    ]
    major = options.get("majorDimension") or "ROWS"
    rows = _trimmed([_trimmed(list(line)) for line in (zip(*rows, strict=True) if major == "COLUMNS" else rows)])
    return {"range": a1.written(tab.title, area), "majorDimension": major} | ({"values": rows} if rows else {})


def _rendered(cell: Cell | None, locale: str, render: str, dates: str) -> Any:
    if cell is None:
        return ""
    if render == "FORMATTED_VALUE":
        return shown(cell, locale)
    if render == "FORMULA" and "formulaValue" in (cell.get("userEnteredValue") or {}):
        return cell["userEnteredValue"]["formulaValue"]
    value = effective(cell) or {}
    is_date = number_format(cell).get("type") in DATE_KINDS and "numberValue" in value
    if "errorValue" in value or (is_date and dates == "FORMATTED_STRING"):
        return shown(cell, locale)
    return next(iter(value.values()), "")


def _trimmed(items: list[Any]) -> list[Any]:
    while items and items[-1] in ("", []):
        items.pop()
    return items


def values_get(call: Call) -> Answer:
    return _read(opened(call), call["range"], call.parameters)


def values_batch_get(call: Call) -> Answer:
    spreadsheet = opened(call)
    ranges = [_read(spreadsheet, text, call.parameters) for text in call["ranges"] or ()]
    return {"spreadsheetId": call["spreadsheetId"], "valueRanges": ranges}


def values_batch_get_by_data_filter(call: Call) -> Answer:
    spreadsheet, filters = opened(call), call.body.get("dataFilters") or []
    matched = [{"valueRange": _read(spreadsheet, item, call.body), "dataFilters": [item]} for item in filters]
    return {"spreadsheetId": call["spreadsheetId"], "valueRanges": matched}


def _write(call: Call, spreadsheet: Spreadsheet, place: tuple[Tab, Area], given: Json, options: Json) -> Json:
    """Write a ValueRange into an area; null leaves a cell alone. The UpdateValuesResponse."""
    (tab, area), option = place, options.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    rows = _rows(given)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if area.height * area.width != 1 and (height > area.height or width > area.width):
        beyond = f"row [{area.bottom + 1}]" if height > area.height else f"column [{a1.column_letters(area.right)}]"
        message = f"Requested writing within range [{a1.written(tab.title, area)}], but tried writing to {beyond}"
        raise invalid(message)
    written = Area(area.top, area.top + max(height, 1), area.left, area.left + max(width, 1))
    if height and width:
        tab.check(written)
    count = 0
    for row, line in enumerate(rows, area.top):
        for column, value in enumerate(line, area.left):
            if not isinstance(value, str | int | float | None):
                raise invalid(f"Invalid data[0]: Invalid values[{row}][{column}]: {value!r}")
            if value is not None:
                _enter(spreadsheet, tab, (row, column), value, option, call.now.year)
                count += 1
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "updatedRange": a1.written(tab.title, written)}
    if count:
        answer |= {"updatedRows": height, "updatedColumns": width, "updatedCells": count}
    if options.get("includeValuesInResponse"):
        names = ("valueRenderOption", "dateTimeRenderOption")
        reading = {name: options.get(f"response{name[0].upper()}{name[1:]}") for name in names}
        answer["updatedData"] = _read(spreadsheet, answer["updatedRange"], reading)
    return answer


def _rows(given: Json) -> list[list[Any]]:
    """The rows of a ValueRange, however it is written."""
    lines: list[list[Any]] = given.get("values") or []
    if given.get("majorDimension") != "COLUMNS":
        return lines
    return [list(row) for row in zip_longest(*lines)]


def _enter(spreadsheet: Spreadsheet, tab: Tab, place: tuple[int, int], value: Any, option: str, year: int) -> None:
    row, column = place
    cell = {name: kept for name, kept in tab.rows[row].get(column, {}).items() if name != "userEnteredValue"}
    if value != "":
        as_text = option == "RAW" or number_format(cell).get("type") == "TEXT"
        cell["userEnteredValue"], form = entered(value, spreadsheet.locale, year, as_text=as_text)
        if form and not number_format(cell):
            cell["userEnteredFormat"] = (cell.get("userEnteredFormat") or {}) | {"numberFormat": form}
    tab.put(row, column, cell)


def values_update(call: Call) -> Answer:
    with changing(call) as spreadsheet:
        return _write(call, spreadsheet, spreadsheet.find(call["range"]), call.body, call.parameters)


def values_append(call: Call) -> Answer:
    with changing(call) as spreadsheet:
        tab, area = spreadsheet.find(call["range"])
        table = _table(tab, tab.cut(area))
        start, left = (table.bottom, table.left) if table else (area.top, area.left)
        rows = _rows(call.body)
        height, width = max(len(rows), 1), max((len(row) for row in rows), default=0)
        lines = len(tab.rows)
        if call["insertDataOption"] == "INSERT_ROWS" and rows and start < lines:
            spreadsheet.rearrange(tab, "ROWS", [*range(start), *[None] * height, *range(start, lines)])
        tab.resize(max(start + height, tab.area.bottom), max(left + width, tab.area.right))
        place = Area(start, start + height, left, tab.area.right)
        updates = _write(call, spreadsheet, (tab, place), call.body, call.parameters)
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "updates": updates}
    return answer | ({"tableRange": a1.written(tab.title, table)} if table else {})


def _table(tab: Tab, area: Area) -> Area | None:
    """The last block of neighbouring values in an area, grown to its full size."""
    last = area.top + tab.used_rows(area) - 1
    if last < area.top:
        return None
    column = tab.values_in(last, area.left, area.right)[-1]
    top, bottom, left, right = last, last + 1, column, column + 1
    while True:
        while top > 0 and tab.values_in(top - 1, left - 1, right + 1):
            top -= 1
        while bottom < len(tab.rows) and tab.values_in(bottom, left - 1, right + 1):
            bottom += 1
        if any(tab.values_in(row, left - 1, left) for row in range(top, bottom)):
            left -= 1
        elif any(tab.values_in(row, right, right + 1) for row in range(top, bottom)):
            right += 1
        else:
            return Area(top, bottom, left, right)


def _clear(spreadsheet: Spreadsheet, asked: Any) -> str:
    tab, area = spreadsheet.find(asked)
    area = tab.cut(area)
    for row in range(area.top, area.bottom):
        for column in tab.values_in(row, area.left, area.right):
            tab.clear(row, column)
    return a1.written(tab.title, area)


def values_clear(call: Call) -> Answer:
    with changing(call) as spreadsheet:
        return {"spreadsheetId": call["spreadsheetId"], "clearedRange": _clear(spreadsheet, call["range"])}


def values_batch_clear(call: Call) -> Answer:
    asked = call.body.get("dataFilters") or call.body.get("ranges") or []
    with changing(call) as spreadsheet:
        cleared = [_clear(spreadsheet, item) for item in asked]
    return {"spreadsheetId": call["spreadsheetId"], "clearedRanges": cleared}


def values_batch_update(call: Call) -> Answer:
    responses: list[Json] = []
    with changing(call) as spreadsheet:
        for data in call.body.get("data") or []:
            place = spreadsheet.find(data.get("dataFilter") or data.get("range") or "")
            responses.append(_write(call, spreadsheet, place, data, call.body))
            if call.method.id.endswith("ByDataFilter"):
                responses[-1]["dataFilter"] = data.get("dataFilter")
                del responses[-1]["spreadsheetId"]
    totals = {
        "totalUpdatedRows": sum(r.get("updatedRows", 0) for r in responses),
        "totalUpdatedColumns": max((r.get("updatedColumns", 0) for r in responses), default=0),
        "totalUpdatedCells": sum(r.get("updatedCells", 0) for r in responses),
        "totalUpdatedSheets": len({r["updatedRange"].rpartition("!")[0] for r in responses}),
    }
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "responses": responses}
    return answer | {name: number for name, number in totals.items() if number}
