"""Google Sheets v4 in our words: make the spreadsheet, read all tabs in one call, write all changes in one.

Cells are written `RAW`, which is text whatever it begins with: a folder named `=IMPORTXML(…)` can never become a
formula; and by the name of their column, which a person may be moving at this very moment (`look`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from drive_sync.drive_client import ask
from drive_sync.errors import GoogleTrouble, Remedy
from gmail_reports.sheet.look import Request, TabState, furnished, new_tab, range_name, tab_look
from gmail_reports.sheet.tabs import Rows, Tab, Table
from gmail_reports.sheet.view import CellChange

_RETRIES = 3
_SPREADSHEET = re.compile(r"(?:https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/)?(?P<id>[\w-]{10,})(?:[/?#].*)?")
_LOOK_BEYOND = 50
"""How many rows below our own are looked at after a write; a tab has more to spare (`furnish`)."""
Choices = Mapping[str, Mapping[str, Sequence[str]]]
"""Tab name → header → what the list of that column offers beside its own choices."""


class SheetClient:
    """The spreadsheets of one account."""

    def __init__(self, account: str, sheets: Callable[[], Any]) -> None:
        self.account = account
        self._sheets = sheets

    def create(self, title: str, tabs: Sequence[tuple[Tab, Rows]], choices: Choices) -> tuple[str, dict[str, int]]:
        """A new spreadsheet with these tabs and the rows below their headers; its id, and the tab ids by name."""
        body = {
            "properties": {"title": title, "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"},
            "sheets": [new_tab(tab, number, rows) for number, (tab, rows) in enumerate(tabs, start=1)],
        }
        request = (
            self._sheets().spreadsheets().create(body=body, fields="spreadsheetId,sheets(properties(sheetId,title))")
        )
        answer = ask(self.account, request)
        ids = {found["properties"]["title"]: int(found["properties"]["sheetId"]) for found in answer["sheets"]}
        looks = (tab_look(tab, ids[tab.name], choices.get(tab.name, {})) for tab, _ in tabs)
        self._update(answer["spreadsheetId"], [request for look in looks for request in look])
        return str(answer["spreadsheetId"]), ids

    def survey(self, spreadsheet: str) -> tuple[list[TabState], set[str]]:
        """All tabs of a spreadsheet in their order, and the names of its named ranges."""
        fields = "namedRanges(name),sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)))"
        request = self._sheets().spreadsheets().get(spreadsheetId=spreadsheet, fields=fields)
        answer = ask(self.account, request, retries=_RETRIES)
        tabs = [_tab_state(found["properties"]) for found in answer.get("sheets", ())]
        return tabs, {str(one["name"]) for one in answer.get("namedRanges", ())}

    def furnish(
        self,
        spreadsheet: str,
        tabs: Iterable[tuple[Tab, TabState, Table]],
        missing: Iterable[tuple[Tab, int, Rows]],
        named: Collection[str],
        choices: Choices,
        *,
        is_known: bool,
    ) -> None:
        """Gives tabs that are there what they lack, and adds the missing ones under these ids. At most one call."""
        requests: list[Request] = []
        for tab, state, table in tabs:
            requests += furnished(tab, state, table, named, choices.get(tab.name, {}), is_known=is_known)
        for tab, tab_id, rows in missing:
            made = new_tab(tab, tab_id, rows)
            start = {"sheetId": tab_id, "rowIndex": 0, "columnIndex": 0}
            fields = "userEnteredValue,userEnteredFormat,note"
            requests += [
                {"addSheet": {"properties": made["properties"]}},
                {"updateCells": {"start": start, "rows": made["data"][0]["rowData"], "fields": fields}},
                *tab_look(tab, tab_id, choices.get(tab.name, {})),
            ]
        if requests:
            self._update(spreadsheet, requests)

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
            there = {tab.tab_id for tab in self.survey(spreadsheet)[0]}
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

    def write(
        self, spreadsheet: str, changes: Iterable[CellChange], *, watched: Sequence[str] = ()
    ) -> dict[str, list[str]]:
        """Writes changed cells, all or nothing, and tells what then stands in the watched columns. One call.

        A repeat writes the same cells again. `watched` are names of columns (`range_name`); nothing but nulls is
        written to those that do not change, and null leaves a cell as it is.

        Raises:
            GoogleTrouble: also when a column of ours has lost its name, or the tab has no rows left (`furnish`).
        """
        columns: dict[str, dict[int, str]] = defaultdict(dict)
        for change in changes:
            columns[range_name(change.tab, change.header)][change.row] = change.text
        length = max(max(cells) for cells in columns.values()) + _LOOK_BEYOND
        heights = {name: max(cells) + 1 for name, cells in columns.items()} | dict.fromkeys(watched, length)
        data = [
            {
                "range": name,
                "majorDimension": "COLUMNS",
                "values": [[columns[name].get(row) for row in range(height)]],
            }
            for name, height in heights.items()
        ]
        body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": bool(watched)}
        fields = "responses(updatedData(majorDimension,values))" if watched else "totalUpdatedCells"
        values = self._sheets().spreadsheets().values()
        answer = ask(self.account, values.batchUpdate(spreadsheetId=spreadsheet, body=body, fields=fields))
        told = zip(heights, answer.get("responses", ()), strict=False)
        return {name: _column(one.get("updatedData", {})) for name, one in told if name in watched}

    def _update(self, spreadsheet: str, requests: list[Request]) -> None:
        request = self._sheets().spreadsheets().batchUpdate(spreadsheetId=spreadsheet, body={"requests": requests})
        ask(self.account, request)


def spreadsheet_in(link: str) -> str | None:
    """The id of the spreadsheet that a link, or the id alone, speaks of; None when it speaks of none."""
    found = _SPREADSHEET.fullmatch(link.strip())
    return found["id"] if found else None


def link_to_sheet(spreadsheet: str) -> str:
    """Where a person opens the spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit"


def _tab_state(properties: Mapping[str, Any]) -> TabState:
    grid = properties.get("gridProperties", {})
    return TabState(
        int(properties.get("sheetId", 0)),
        str(properties["title"]),
        int(grid.get("rowCount", 0)),
        int(grid.get("columnCount", 0)),
    )


def _column(values: Mapping[str, Any]) -> list[str]:
    """The cells of a ValueRange of one column, whichever way it is written."""
    lines = values.get("values", ())
    if values.get("majorDimension") == "COLUMNS":
        return [str(cell) for cell in lines[0]] if lines else []
    return [str(row[0]) if row else "" for row in lines]
