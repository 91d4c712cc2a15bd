"""Sheets v4: reading and writing values.

https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values
"""

from itertools import zip_longest
from typing import Any

from service.local_google import a1
from service.local_google.a1 import Area
from service.local_google.call import Answer, Call
from service.local_google.cell_values import DATE_KINDS, effective, entered, number_format, shown
from service.local_google.errors import Json, invalid
from service.local_google.grid import Spreadsheet
from service.local_google.sheet_access import changed, opened
from service.local_google.tab import Cell, Tab


def cut_to_grid(tab: Tab, area: Area) -> Area:
    whole = tab.area
    if area.top >= whole.bottom or area.left >= whole.right:
        tab.check(area)
    return Area(area.top, min(area.bottom, whole.bottom), area.left, min(area.right, whole.right))


def _read(spreadsheet: Spreadsheet, tab: Tab, area: Area, options: Any) -> Json:
    """A ValueRange without the empty cells and rows at its end."""
    area = cut_to_grid(tab, area)
    used = Area(area.top, area.top + tab.used_rows(area), area.left, area.right)
    render = options.get("valueRenderOption") or "FORMATTED_VALUE"
    dates = options.get("dateTimeRenderOption") or "SERIAL_NUMBER"
    rows = [
        [
            _rendered(tab.rows[row].get(column), spreadsheet.locale, render, dates)
            for column in range(used.left, used.right)
        ]
        for row in range(used.top, used.bottom)
    ]
    major = options.get("majorDimension") or "ROWS"
    if major == "COLUMNS":
        rows = [list(column) for column in zip(*rows, strict=True)]
    rows = [_trimmed(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    answer: Json = {"range": a1.written(tab.title, area), "majorDimension": major}
    return answer | ({"values": rows} if rows else {})


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


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] == "":
        row = row[:-1]
    return row


def values_get(call: Call) -> Answer:
    spreadsheet = opened(call)
    return _read(spreadsheet, *spreadsheet.find(call["range"]), call.parameters)


def values_batch_get(call: Call) -> Answer:
    spreadsheet = opened(call)
    found = [spreadsheet.find(text) for text in call["ranges"] or ()]
    ranges = [_read(spreadsheet, tab, area, call.parameters) for tab, area in found]
    return {"spreadsheetId": call["spreadsheetId"], "valueRanges": ranges}


def values_batch_get_by_data_filter(call: Call) -> Answer:
    spreadsheet = opened(call)
    matched = [
        {"valueRange": _read(spreadsheet, *spreadsheet.locate(item), call.body), "dataFilters": [item]}
        for item in call.body.get("dataFilters") or []
    ]
    return {"spreadsheetId": call["spreadsheetId"], "valueRanges": matched}


def _write(call: Call, spreadsheet: Spreadsheet, tab: Tab, area: Area, given: Json, options: Any) -> Json:
    """Write a ValueRange into an area; null leaves a cell alone. The UpdateValuesResponse."""
    option = options.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    rows = _rows(given)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    written = Area(area.top, area.top + height, area.left, area.left + width)
    single = area.height == area.width == 1
    if not single and (height > area.height or width > area.width):
        message = (
            f"Requested writing within range [{a1.written(tab.title, area)}], but tried writing to "
            + (f"row [{area.bottom + 1}]" if height > area.height else "")
            + (f"column [{a1.column_letters(area.right)}]" if height <= area.height else "")
        )
        raise invalid(message)
    count = 0
    if height and width:
        tab.check(written)
    for row, line in enumerate(rows, written.top):
        for column, value in enumerate(line, written.left):
            if value is None:
                continue
            if not isinstance(value, str | int | float | bool):
                raise invalid(f"Invalid data[0]: Invalid values[{row}][{column}]: {value!r}")
            _enter(spreadsheet, tab, row, column, value, option, call.now.year)
            count += 1
    shown_area = written if height and width else Area(area.top, area.top + 1, area.left, area.left + 1)
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "updatedRange": a1.written(tab.title, shown_area)}
    if count:
        answer |= {"updatedRows": height, "updatedColumns": width, "updatedCells": count}
    if options.get("includeValuesInResponse"):
        reading = {
            "valueRenderOption": options.get("responseValueRenderOption"),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
        }
        answer["updatedData"] = _read(spreadsheet, tab, shown_area, reading)
    return answer


def _rows(given: Json) -> list[list[Any]]:
    """The rows of a ValueRange, however it is written."""
    lines: list[list[Any]] = given.get("values") or []
    if given.get("majorDimension") != "COLUMNS":
        return lines
    return [list(row) for row in zip_longest(*lines)]


def _enter(spreadsheet: Spreadsheet, tab: Tab, row: int, column: int, value: Any, option: str, year: int) -> None:
    cell = dict(tab.rows[row].get(column, {}))
    cell.pop("userEnteredValue", None)
    if value != "":
        as_text = option == "RAW" or number_format(cell).get("type") == "TEXT"
        cell["userEnteredValue"], form = entered(value, spreadsheet.locale, year, as_text=as_text)
        if form and not number_format(cell):
            style = cell.get("userEnteredFormat") or {}
            cell["userEnteredFormat"] = style | {"numberFormat": form}
    tab.put(row, column, cell)


def values_update(call: Call) -> Answer:
    with changed(call) as spreadsheet:
        return _write(call, spreadsheet, *spreadsheet.find(call["range"]), call.body, call.parameters)


def values_append(call: Call) -> Answer:
    with changed(call) as spreadsheet:
        tab, area = spreadsheet.find(call["range"])
        table = _table(tab, cut_to_grid(tab, area))
        start, left = (table.bottom, table.left) if table else (area.top, area.left)
        rows = _rows(call.body)
        height, width = max(len(rows), 1), max((len(row) for row in rows), default=0)
        if call["insertDataOption"] == "INSERT_ROWS" and rows and start < tab.area.bottom:
            tab.insert("ROWS", start, height)
        tab.resize(max(start + height, tab.area.bottom), max(left + width, tab.area.right))
        place = Area(start, start + height, left, tab.area.right)
        updates = _write(call, spreadsheet, tab, place, call.body, call.parameters)
    answer: Json = {"spreadsheetId": call["spreadsheetId"], "updates": updates}
    return answer | ({"tableRange": a1.written(tab.title, table)} if table else {})


def _table(tab: Tab, area: Area) -> Area | None:
    """The last block of neighbouring values in an area, grown to its full size."""
    seed: tuple[int, int] | None = None
    for row in range(area.top, area.bottom):
        columns = _values_in(tab, row, area.left, area.right)
        if columns:
            seed = row, columns[-1]
    if seed is None:
        return None
    top, bottom, left, right = seed[0], seed[0] + 1, seed[1], seed[1] + 1
    while True:
        while top > 0 and _values_in(tab, top - 1, left - 1, right + 1):
            top -= 1
        while bottom < len(tab.rows) and _values_in(tab, bottom, left - 1, right + 1):
            bottom += 1
        rows = range(top, bottom)
        if any(_values_in(tab, row, left - 1, left) for row in rows):
            left -= 1
        elif any(_values_in(tab, row, right, right + 1) for row in rows):
            right += 1
        else:
            return Area(top, bottom, left, right)


def _values_in(tab: Tab, row: int, left: int, right: int) -> list[int]:
    """Columns of a row that hold a value."""
    cells = tab.rows[row].items()
    return sorted(c for c, cell in cells if left <= c < right and "userEnteredValue" in cell)


def values_clear(call: Call) -> Answer:
    with changed(call) as spreadsheet:
        cleared = _clear(*spreadsheet.find(call["range"]))
    return {"spreadsheetId": call["spreadsheetId"], "clearedRange": cleared}


def _clear(tab: Tab, area: Area) -> str:
    area = cut_to_grid(tab, area)
    for row in range(area.top, area.bottom):
        for column in [c for c in tab.rows[row] if area.left <= c < area.right]:
            cell = {k: v for k, v in tab.rows[row][column].items() if k != "userEnteredValue"}
            tab.put(row, column, cell)
    return a1.written(tab.title, area)


def values_batch_clear(call: Call) -> Answer:
    with changed(call) as spreadsheet:
        found = [spreadsheet.find(text) for text in call.body.get("ranges") or []]
        found += [spreadsheet.locate(item) for item in call.body.get("dataFilters") or []]
        cleared = [_clear(tab, area) for tab, area in found]
    return {"spreadsheetId": call["spreadsheetId"], "clearedRanges": cleared}


def values_batch_update(call: Call) -> Answer:
    responses: list[Json] = []
    with changed(call) as spreadsheet:
        for data in call.body.get("data") or []:
            if data_filter := data.get("dataFilter"):
                answer = _write(call, spreadsheet, *spreadsheet.locate(data_filter), data, call.body)
                del answer["spreadsheetId"]
                responses.append(answer | {"dataFilter": data_filter})
            else:
                place = spreadsheet.find(data.get("range") or "")
                responses.append(_write(call, spreadsheet, *place, data, call.body))
    totals: Json = {
        "totalUpdatedRows": sum(r.get("updatedRows", 0) for r in responses),
        "totalUpdatedColumns": max((r.get("updatedColumns", 0) for r in responses), default=0),
        "totalUpdatedCells": sum(r.get("updatedCells", 0) for r in responses),
        "totalUpdatedSheets": len({r["updatedRange"].rpartition("!")[0] for r in responses}),
    }
    kept = {name: number for name, number in totals.items() if number}
    return {"spreadsheetId": call["spreadsheetId"], "responses": responses} | kept
