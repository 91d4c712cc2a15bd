"""How a tab looks, and what hangs on its columns: lists to choose from, colours by state, notes, soft protection.

Each column of ours carries a *named range*. We write by that name and not by position, so a column that somebody
moves in the very second of our write still gets its own cells and no other column does (Sheets API, A1 notation:
named ranges; they follow inserted, deleted and moved columns).

Everything here is requests of `spreadsheets.batchUpdate` as data.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drive_sync.text import fold
from gmail_reports.sheet.tabs import COLUMNS_OF_THE_SCHOOL, FOLDERS, PLAN, Column, Rows, Tab, Table

Request = dict[str, Any]

_HEADER_COLOUR = {"red": 0.85, "green": 0.92, "blue": 0.83}
_OUR_COLOUR = {"red": 0.95, "green": 0.95, "blue": 0.95}
_GREEN = {"red": 0.83, "green": 0.93, "blue": 0.83}
_YELLOW = {"red": 1.0, "green": 0.95, "blue": 0.77}
_ORANGE = {"red": 0.99, "green": 0.87, "blue": 0.76}
_BLUE = {"red": 0.84, "green": 0.91, "blue": 0.98}
_GREY = {"red": 0.9, "green": 0.9, "blue": 0.9}

COLOURS: tuple[tuple[str, tuple[tuple[str, dict[str, float]], ...]], ...] = (
    (
        "Trạng thái",
        (
            ("Đã hoàn thành", _GREEN),
            ("Đã gửi", _GREEN),
            ("Đang", _BLUE),
            ("Thường xuyên", _BLUE),
            ("Sắp đến hạn", _YELLOW),
            ("Cần", _YELLOW),
            ("Đã có bản nháp", _YELLOW),
            ("Quá hạn", _ORANGE),
            ("Chưa rõ", _ORANGE),
            ("Không", _GREY),
        ),
    ),
    (
        "Kết quả",
        (("Đạt", _GREEN), ("Cần bổ sung", _YELLOW), ("Đang tải lên", _BLUE), ("Chưa rõ", _BLUE), ("Bỏ qua", _GREY)),
    ),
)
"""Column → the beginning of a cell's text and its colour. No red: nobody is accused."""

_HEADER_WARNING = "Dòng tiêu đề: hệ thống tìm cột theo tên, xin đừng đổi tên hay xoá."
_SPARE_ROWS = 100


@dataclass(frozen=True, slots=True)
class TabState:
    """A tab as it is in the spreadsheet: its id, its name there, and the size of its grid."""

    tab_id: int
    title: str
    row_count: int
    column_count: int


def range_name(tab: str, header: str) -> str:
    """The named range of a column: "Theo dõi", "Kết quả" → `tintruong_theo_doi__ket_qua`."""
    return "tintruong_" + "__".join(fold(text).replace(" ", "_") for text in (tab, header))


def _header_cell(column: Column, title: str) -> dict[str, Any]:
    """A header as CellData: bold, green for the school's columns, grey for ours, with a note."""
    cell: dict[str, Any] = {
        "userEnteredValue": {"stringValue": title},
        "userEnteredFormat": {
            "textFormat": {"bold": True},
            "backgroundColor": _OUR_COLOUR if column.ours else _HEADER_COLOUR,
            "wrapStrategy": "WRAP",
            "verticalAlignment": "MIDDLE",
        },
    }
    return cell | ({"note": column.note} if column.note else {})


def furnished(
    tab: Tab,
    state: TabState,
    table: Table,
    named: Collection[str],
    choices: Mapping[str, Sequence[str]],
    *,
    is_known: bool,
) -> list[Request]:
    """What turns a tab as it is into one we can keep: missing columns on the right, names for ours, spare rows.

    Args:
        tab: how it should be.
        state: how it is.
        table: its cells.
        named: the named ranges that are there.
        choices: header → what its list offers beside the column's own choices.
        is_known: the tab was made or adopted before; else a header like one of ours is the school's own.
    """
    requests: list[Request] = []
    place = max([len(row) for row in table.rows], default=0)
    added: list[tuple[Column, int]] = []
    for number, column in enumerate(tab.columns):
        name = range_name(tab.name, column.header)
        there = table.columns.get(fold(column.header))
        if there is not None and (is_known or name in named or not column.ours):
            if _is_named(tab, column) and name not in named:
                requests.append(_name(name, state.tab_id, there))
            continue
        if (tab.name == PLAN.name and number < COLUMNS_OF_THE_SCHOOL) or (is_known and column.header == tab.key):
            continue  # theirs, or the column that rows are found by: only its own history can bring it back
        if name in named:
            continue  # it is there under another header, which is written by name
        title = column.header if there is None else _ours(column)
        start = {"sheetId": state.tab_id, "rowIndex": table.header_row, "columnIndex": place}
        cells = [{"values": [_header_cell(column, title)]}]
        fields = "userEnteredValue,userEnteredFormat,note"
        requests.append({"updateCells": {"start": start, "rows": cells, "fields": fields}})
        requests += [_name(name, state.tab_id, place)] if _is_named(tab, column) else []
        added.append((column, place))
        place += 1
    wider = [_longer(state.tab_id, "COLUMNS", place - state.column_count)] if place > state.column_count else []
    spare = state.row_count - len(table.rows)
    longer = [_longer(state.tab_id, "ROWS", 2 * _SPARE_ROWS)] if spare < _SPARE_ROWS else []
    looks = [one for column, at in added for one in column_look(column, state.tab_id, table.header_row, at, choices)]
    return wider + longer + requests + looks


def tab_look(tab: Tab, tab_id: int, choices: Mapping[str, Sequence[str]]) -> list[Request]:
    """Everything about a tab that we have just made: text that wraps, all its columns, a header that warns."""
    style = {"numberFormat": {"type": "TEXT"}, "wrapStrategy": "WRAP", "verticalAlignment": "TOP"}
    body = {"sheetId": tab_id, "startRowIndex": 1}
    fields = "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment)"
    header = {"sheetId": tab_id, "startRowIndex": 0, "endRowIndex": 1}
    requests: list[Request] = [
        {"repeatCell": {"range": body, "cell": {"userEnteredFormat": style}, "fields": fields}},
        _protected(header, _HEADER_WARNING),
    ]
    for place, column in enumerate(tab.columns):
        requests += column_look(column, tab_id, 0, place, choices)
        requests += [_name(range_name(tab.name, column.header), tab_id, place)] if _is_named(tab, column) else []
    return requests


def column_look(
    column: Column, tab_id: int, header_row: int, place: int, choices: Mapping[str, Sequence[str]]
) -> list[Request]:
    """Width, list, colours and soft protection of one column."""
    whole = {"sheetId": tab_id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    cells = {
        "sheetId": tab_id,
        "startRowIndex": header_row + 1,
        "startColumnIndex": place,
        "endColumnIndex": place + 1,
    }
    size = {"range": whole, "properties": {"pixelSize": column.width}, "fields": "pixelSize"}
    requests: list[Request] = [{"updateDimensionProperties": size}]
    offered = (*column.choices, *choices.get(column.header, ()))
    if offered and not column.ours:
        values = [{"userEnteredValue": choice} for choice in offered]
        condition = {"type": "ONE_OF_LIST", "values": values}
        rule = {"condition": condition, "showCustomUi": True, "strict": False}
        requests.append({"setDataValidation": {"range": cells, "rule": rule}})
    if column.ours:
        requests.append(_protected(cells, column.note))
        requests += [_coloured(cells, text, colour) for text, colour in dict(COLOURS).get(column.header, ())]
    return requests


def new_tab(tab: Tab, tab_id: int, rows: Rows) -> dict[str, Any]:
    """A tab as spreadsheets.create takes it, rows below the header as text."""
    grid = {"frozenRowCount": 1, "rowCount": len(rows) + 2 * _SPARE_ROWS, "columnCount": len(tab.columns)}
    theirs = {fold(column.header) for column in tab.columns if not column.ours}
    titles = [
        _ours(column) if column.ours and fold(column.header) in theirs else column.header for column in tab.columns
    ]
    header = {"values": [_header_cell(column, title) for column, title in zip(tab.columns, titles, strict=True)]}
    return {
        "properties": {"sheetId": tab_id, "title": tab.name, "gridProperties": grid},
        "data": [{"rowData": [header, *(_row(cells) for cells in rows)]}],
    }


def _ours(column: Column) -> str:
    """The header of one of our columns where the school has a column of the same name."""
    return f"{column.header} (Tin Trường)"


def _is_named(tab: Tab, column: Column) -> bool:
    """Ours are written by name; what people decide beside rows that we append is looked at by name."""
    return column.ours or tab.name == FOLDERS.name


def _row(cells: Sequence[str]) -> dict[str, Any]:
    """A row of text; an empty cell is written as no value at all."""
    return {"values": [{"userEnteredValue": {"stringValue": text}} if text else {} for text in cells]}


def _name(name: str, tab_id: int, place: int) -> Request:
    column = {"sheetId": tab_id, "startColumnIndex": place, "endColumnIndex": place + 1}
    return {"addNamedRange": {"namedRange": {"name": name, "range": column}}}


def _longer(tab_id: int, dimension: str, count: int) -> Request:
    return {"appendDimension": {"sheetId": tab_id, "dimension": dimension, "length": count}}


def _protected(cells: Mapping[str, Any], why: str) -> Request:
    protected = {"range": dict(cells), "description": why, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": protected}}


def _coloured(cells: Mapping[str, Any], text: str, colour: Mapping[str, float]) -> Request:
    condition = {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": text}]}
    rule = {"condition": condition, "format": {"backgroundColor": dict(colour)}}
    return {"addConditionalFormatRule": {"rule": {"ranges": [dict(cells)], "booleanRule": rule}, "index": 0}}
