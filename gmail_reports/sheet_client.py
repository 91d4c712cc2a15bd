"""Google Sheets v4 in our words: make the spreadsheet, read all tabs in one call, write all changes in one.

Cells are written as `stringValue`, which is text whatever it begins with: a folder named `=IMPORTXML(…)` can
never become a formula (Sheets API, ExtendedValue).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from drive_sync.drive_client import ask
from drive_sync.errors import GoogleTrouble, Remedy
from gmail_reports.sheet_view import SheetPlan
from gmail_reports.tabs import Column, Tab

_RETRIES = 3
_HEADER_COLOUR = {"red": 0.85, "green": 0.92, "blue": 0.83}
_OUR_COLOUR = {"red": 0.95, "green": 0.95, "blue": 0.95}


class SheetClient:
    """The spreadsheets of one account."""

    def __init__(self, account: str, sheets: Callable[[], Any]) -> None:
        self.account = account
        self._sheets = sheets

    def create(self, title: str, tabs: Sequence[tuple[Tab, Sequence[Sequence[str]]]]) -> tuple[str, dict[str, int]]:
        """A new spreadsheet with these tabs and rows (header row included); its id, and the tab ids by name."""
        body = {
            "properties": {"title": title, "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"},
            "sheets": [
                {
                    "properties": {
                        "sheetId": number,
                        "title": tab.name,
                        "gridProperties": {
                            "frozenRowCount": 1,
                            "rowCount": max(len(rows) + 50, 200),
                            "columnCount": len(tab.columns),
                        },
                    },
                    "data": [{"rowData": [_header(tab.columns), *(_row(cells) for cells in rows[1:])]}],
                }
                for number, (tab, rows) in enumerate(tabs, start=1)
            ],
        }
        request = (
            self._sheets().spreadsheets().create(body=body, fields="spreadsheetId,sheets(properties(sheetId,title))")
        )
        answer = ask(self.account, request)
        ids = {found["properties"]["title"]: int(found["properties"]["sheetId"]) for found in answer["sheets"]}
        requests = [request for tab, _ in tabs for request in _furnishing(tab, ids[tab.name])]
        if requests:
            self._update(answer["spreadsheetId"], requests)
        return str(answer["spreadsheetId"]), ids

    def read(self, spreadsheet: str, tab_ids: Mapping[str, int]) -> dict[str, list[list[str]]]:
        """The cells of our tabs as people see them, by tab name; a tab that was deleted is absent. One call.

        Tabs are asked for by their id, so a renamed one is still found; only when one is gone does it cost a
        second look at which are left.
        """
        try:
            return self._values(spreadsheet, tab_ids)
        except GoogleTrouble as error:
            if error.remedy is not Remedy.OUR_MISTAKE:
                raise
            request = self._sheets().spreadsheets().get(spreadsheetId=spreadsheet, fields="sheets(properties(sheetId))")
            answer = ask(self.account, request, retries=_RETRIES)
            there = {int(found["properties"].get("sheetId", 0)) for found in answer.get("sheets", ())}
            left = {name: tab_id for name, tab_id in tab_ids.items() if tab_id in there}
            if len(left) == len(tab_ids):
                raise
            return self._values(spreadsheet, left) if left else {}

    def _values(self, spreadsheet: str, tab_ids: Mapping[str, int]) -> dict[str, list[list[str]]]:
        body = {
            "dataFilters": [{"gridRange": {"sheetId": tab_id}} for tab_id in tab_ids.values()],
            "valueRenderOption": "FORMATTED_VALUE",
        }
        request = (
            self._sheets()
            .spreadsheets()
            .values()
            .batchGetByDataFilter(
                spreadsheetId=spreadsheet, body=body, fields="valueRanges(dataFilters,valueRange(values))"
            )
        )
        answer = ask(self.account, request, retries=_RETRIES)
        names = {tab_id: name for name, tab_id in tab_ids.items()}
        return {
            names[int(found["dataFilters"][0]["gridRange"].get("sheetId", 0))]: [
                [str(cell) for cell in row] for row in found["valueRange"].get("values", ())
            ]
            for found in answer.get("valueRanges", ())
        }

    def write(self, spreadsheet: str, tab_ids: Mapping[str, int], plan: SheetPlan) -> None:
        """Writes changed cells and new rows, all or nothing. One call."""
        requests: list[dict[str, Any]] = [
            {
                "updateCells": {
                    "start": {
                        "sheetId": tab_ids[change.tab],
                        "rowIndex": change.row,
                        "columnIndex": change.column,
                    },
                    "rows": [_row([change.text])],
                    "fields": "userEnteredValue",
                }
            }
            for change in plan.changes
        ]
        requests += [
            {
                "appendCells": {
                    "sheetId": tab_ids[row.tab],
                    "rows": [_row(row.cells)],
                    "fields": "userEnteredValue",
                }
            }
            for row in plan.new_rows
        ]
        self._update(spreadsheet, requests)

    def _update(self, spreadsheet: str, requests: list[dict[str, Any]]) -> None:
        request = self._sheets().spreadsheets().batchUpdate(spreadsheetId=spreadsheet, body={"requests": requests})
        ask(self.account, request)


def link_to_sheet(spreadsheet: str) -> str:
    """Where a person opens the spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit"


def _header(columns: Sequence[Column]) -> dict[str, Any]:
    return {
        "values": [
            {
                "userEnteredValue": {"stringValue": column.header},
                "userEnteredFormat": {
                    "textFormat": {"bold": True},
                    "backgroundColor": _OUR_COLOUR if column.ours else _HEADER_COLOUR,
                    "wrapStrategy": "WRAP",
                },
                **({"note": column.note} if column.ours else {}),
            }
            for column in columns
        ]
    }


def _row(cells: Sequence[str]) -> dict[str, Any]:
    """A row of text; an empty cell is written as no value at all."""
    return {"values": [{"userEnteredValue": {"stringValue": text}} if text else {} for text in cells]}


def _furnishing(tab: Tab, tab_id: int) -> list[dict[str, Any]]:
    """What makes a tab pleasant: everything is text and wraps, decisions have a list, our columns warn."""
    requests: list[dict[str, Any]] = [
        {
            "repeatCell": {
                "range": {"sheetId": tab_id, "startRowIndex": 1},
                "cell": {
                    "userEnteredFormat": {
                        "numberFormat": {"type": "TEXT"},
                        "wrapStrategy": "WRAP",
                        "verticalAlignment": "TOP",
                    }
                },
                "fields": "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment)",
            }
        }
    ]
    for place, column in enumerate(tab.columns):
        whole = {"sheetId": tab_id, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
        size = {"range": whole, "properties": {"pixelSize": column.width}, "fields": "pixelSize"}
        requests.append({"updateDimensionProperties": size})
        cells = {
            "sheetId": tab_id,
            "startRowIndex": 1,
            "startColumnIndex": place,
            "endColumnIndex": place + 1,
        }
        if column.choices:
            values = [{"userEnteredValue": choice} for choice in column.choices]
            rule = {
                "condition": {"type": "ONE_OF_LIST", "values": values},
                "showCustomUi": True,
                "strict": False,
            }
            requests.append({"setDataValidation": {"range": cells, "rule": rule}})
        if column.ours:
            protected = {"range": cells, "description": column.note, "warningOnly": True}
            requests.append({"addProtectedRange": {"protectedRange": protected}})
    return requests
