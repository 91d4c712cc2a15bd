"""A school's Sheet on the local Google, and somebody who edits it at random between our read and our write."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from google.oauth2.credentials import Credentials

from drive_sync.text import fold
from gmail_reports.deadlines import ZONE, Month, WorkCalendar
from gmail_reports.overview import Overview, overview
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.beginning import create_sheet
from gmail_reports.sheet.client import SheetClient
from gmail_reports.sheet.look import range_name
from gmail_reports.sheet.sync import read_sheet, write_sheet
from gmail_reports.sheet.tabs import FOLDERS, PLAN, TABS, Tab, Table
from service.database import open_database
from service.demo.play import appendix_1
from service.google import Connection
from service.local_google import LocalGoogle
from service.local_google.grid import Spreadsheet
from service.local_google.sheet_requests import REQUESTS
from tests.builders import NA_SON, PU_NHI
from tests.unit.pictures import YEAR, a_known_folder

_ACCOUNT = "school@example.com"
_OURS = {range_name(tab.name, column.header) for tab in TABS for column in tab.columns if column.ours}
_NOW = datetime(2023, 10, 9, 8, tzinfo=ZONE)
_DECISIONS = ("Chấp nhận", "Bỏ qua", "Đã làm", "Lùi", "Không thực hiện")


class Desk:
    """The Sheet, our two steps of a tick, and everything that an observer may look at."""

    def __init__(self, google: LocalGoogle, folder: Path) -> None:
        google.add_user(_ACCOUNT)
        self.google = google
        self.engine = open_database(f"sqlite:///{(folder / 'state.sqlite3').as_posix()}")
        self._connection = Connection(Credentials(google.access_token(_ACCOUNT)), google.root_url, timeout=60)
        self.sheets = SheetClient(_ACCOUNT, self._connection.sheets)
        self.spreadsheet = create_sheet(self.engine, self.sheets, "pu-nhi", "Sheet", YEAR, appendix_1())
        self.folders = [a_known_folder(f"folder {number}", f"Hoạt động {number}") for number in range(6)]
        self.now = _NOW

    def close(self) -> None:
        self._connection.close()
        self.engine.dispose()

    def read(self) -> Overview:
        """The first half of a tick: the Sheet is read, the picture is made."""
        self.now += timedelta(minutes=5)
        assert read_sheet(self.engine, self.sheets, "pu-nhi", YEAR, self.now)
        with self.engine.connect() as connection:
            tabs = sheet_store.tabs_of(connection, "pu-nhi", str(YEAR))
            topics = sheet_store.topics_of(connection, "pu-nhi", str(YEAR))
        today = self.now.date()
        return overview(
            year=YEAR,
            tabs=tabs,
            folders=self.folders,
            findings={},
            own=PU_NHI,
            others=(NA_SON,),
            today=today,
            topics=topics,
        )

    def write(self, picture: Overview) -> int:
        """The second half: what changed is written; how many cells."""
        months = [Month(2023, 9), Month(2023, 10)]
        return write_sheet(self.engine, self.sheets, "pu-nhi", picture, months, WorkCalendar())

    def quiet_ticks(self, most: int = 4) -> Overview:
        """Ticks with nobody at the Sheet until one has nothing to write; the picture of that one."""
        for _ in range(most):
            picture = self.read()
            if self.write(picture) == 0:
                return picture
        raise AssertionError("the Sheet does not come to rest")

    @property
    def grid(self) -> Spreadsheet:
        """The spreadsheet as the local Google keeps it."""
        return self.google._dispatcher.state.spreadsheets[self.spreadsheet]

    def foreign_cells(self) -> dict[tuple[int, int, int], Any]:
        """Everything that stands in columns which do not bear one of our names: (tab, row, column) → value."""
        ours = {
            (item["range"]["sheetId"], item["range"]["startColumnIndex"])
            for item in self.grid.named
            if item["name"] in _OURS
        }
        return {
            (tab.sheet_id, row, column): cell["userEnteredValue"]
            for tab in self.grid.tabs
            for row, cells in enumerate(tab.rows)
            for column, cell in cells.items()
            if "userEnteredValue" in cell and (tab.sheet_id, column) not in ours
        }

    def table(self, tab: Tab) -> Table:
        """A tab as people see it."""
        with self.engine.connect() as connection:
            known = sheet_store.spreadsheet(connection, "pu-nhi", str(YEAR))
        assert known is not None
        return Table.of(tab, self.sheets.read(*known)[tab.name])


class Editor:
    """Somebody with a mouse; `decided` is what they decided and did not delete again, by tab and row's key."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self.desk = desk
        self.random = random
        self.decided: dict[tuple[str, str], str] = {}
        self.done: list[str] = []
        self._made = 0

    def edit(self) -> None:
        """One thing."""
        tab = self.random.choice((PLAN, FOLDERS, FOLDERS))
        act = self.random.choice(self._acts)
        self.done.append(f"{act.__name__} {tab.name}")
        act(self, tab)

    def _insert_rows(self, tab: Tab) -> None:
        table = self.desk.table(tab)
        at = self.random.randrange(len(table.rows) + 1)
        self._lines("insertDimension", tab, "ROWS", at, self.random.choice((1, 1, 2, 3)))

    def _delete_row(self, tab: Tab) -> None:
        table = self.desk.table(tab)
        rows = [row for row in table.body() if self._key(tab, table, row)]
        if len(rows) > 4 and self.random.random() < 0.5:
            row = self.random.choice(rows)
            key = self._key(tab, table, row)
            others = [one for one in rows if one != row and self._key(tab, table, one) == key]
            said = {table.cell(one, "Quyết định") for one in others}
            if self.decided.get((tab.name, key)) not in said:
                self.decided.pop((tab.name, key), None)
            self._lines("deleteDimension", tab, "ROWS", row, 1)

    def _copy_row(self, tab: Tab) -> None:
        table = self.desk.table(tab)
        rows = [row for row in table.body() if self._key(tab, table, row)]
        if not rows:
            return
        row, width = self.random.choice(rows), self._tab(tab).area.right
        self._lines("insertDimension", tab, "ROWS", row + 1, 1)
        source = self._range(tab, row, row + 1, 0, width)
        self._request("copyPaste", {"source": source, "destination": self._range(tab, row + 1, row + 2, 0, width)})
        if tab is PLAN and self.random.random() < 0.5:
            self._rename_topic(row + 1, table)

    def _add_item(self, tab: Tab) -> None:  # noqa: ARG002
        table = self.desk.table(PLAN)
        self._made += 1
        row = self.random.randrange(table.header_row + 2, len(table.rows) + 1)
        self._lines("insertDimension", PLAN, "ROWS", row, 1)
        self._type(PLAN, table, row, "Nội dung/Chủ đề", f"Nội dung mới {self._made} {self.random.random():.6f}")
        self._type(PLAN, table, row, "Thời gian thực hiện", "12/2023")

    def _edit_topic(self, tab: Tab) -> None:  # noqa: ARG002
        table = self.desk.table(PLAN)
        rows = [row for row in table.body() if self._key(PLAN, table, row)]
        if rows:
            self._rename_topic(self.random.choice(rows), table)

    def _rename_topic(self, row: int, table: Table) -> None:
        """A row gets another topic: what was decided about the old one is no longer ours to look for."""
        self._made += 1
        old = self._key(PLAN, table, row)
        self.decided.pop((PLAN.name, old), None)
        self._type(PLAN, table, row, "Nội dung/Chủ đề", f"Chủ đề sửa {self._made} {self.random.random():.6f}")

    def _sort(self, tab: Tab) -> None:
        table = self.desk.table(tab)
        if len(table.rows) > table.header_row + 2:
            whole = self._range(tab, table.header_row + 1, len(table.rows), 0, self._tab(tab).area.right)
            order = self.random.choice(("ASCENDING", "DESCENDING"))
            spec = {"dimensionIndex": self.random.randrange(len(table.rows[table.header_row])), "sortOrder": order}
            self._request("sortRange", {"range": whole, "sortSpecs": [spec]})

    def _decide(self, tab: Tab) -> None:
        table = self.desk.table(tab)
        rows = [row for row in table.body() if self._key(tab, table, row)]
        if not rows:
            return
        row = self.random.choice(rows)
        key = self._key(tab, table, row)
        word = self.random.choice(_DECISIONS[:2] if tab is FOLDERS else _DECISIONS[2:])
        for one in rows:  # also beside the copies of the row, that nobody may doubt what was meant
            if self._key(tab, table, one) == key:
                self._type(tab, table, one, "Quyết định", word)
        self.decided[tab.name, key] = word

    def _move_column(self, tab: Tab) -> None:
        width = self._tab(tab).area.right
        start, to = self.random.randrange(width), self.random.randrange(width)
        source = {
            "sheetId": self._tab(tab).sheet_id,
            "dimension": "COLUMNS",
            "startIndex": start,
            "endIndex": start + 1,
        }
        if to not in {start, start + 1}:
            self._request("moveDimension", {"source": source, "destinationIndex": to})

    def _insert_column(self, tab: Tab) -> None:
        if self._tab(tab).area.right < 26:
            self._lines("insertDimension", tab, "COLUMNS", self.random.randrange(self._tab(tab).area.right), 1)

    def _rename_tab(self, tab: Tab) -> None:
        properties = {"sheetId": self._tab(tab).sheet_id, "title": f"{tab.name} {self.random.randrange(1000)}"}
        self._request("updateSheetProperties", {"properties": properties, "fields": "title"})

    def _type_over_ours(self, tab: Tab) -> None:
        table = self.desk.table(tab)
        header = self.random.choice([one.header for one in tab.columns if one.ours and one.header != tab.key])
        rows = list(table.body())
        if rows:
            self._type(tab, table, self.random.choice(rows), header, "gõ nhầm")

    def _clear_code(self, tab: Tab) -> None:  # noqa: ARG002
        table = self.desk.table(PLAN)
        self._type(PLAN, table, self.random.choice(list(table.body())), "Mã", "")

    _acts: tuple[Callable[["Editor", Tab], None], ...] = (
        _insert_rows,
        _insert_rows,
        _delete_row,
        _copy_row,
        _add_item,
        _edit_topic,
        _sort,
        _sort,
        _decide,
        _decide,
        _decide,
        _move_column,
        _insert_column,
        _rename_tab,
        _type_over_ours,
        _clear_code,
    )

    def _key(self, tab: Tab, table: Table, row: int) -> str:
        """What a person knows a row by; empty for a row that is none."""
        if tab is FOLDERS:
            return table.cell(row, tab.key).strip()
        promised = table.cell(row, "Thời gian thực hiện") or table.cell(row, "Hình thức/Sản phẩm truyền thông")
        return fold(table.cell(row, "Nội dung/Chủ đề")) if promised else ""

    def _type(self, tab: Tab, table: Table, row: int, header: str, text: str) -> None:
        start = {
            "sheetId": self._tab(tab).sheet_id,
            "rowIndex": row,
            "columnIndex": table.columns[fold(header)],
        }
        value = {"userEnteredValue": {"stringValue": text}} if text else {}
        self._request("updateCells", {"start": start, "rows": [{"values": [value]}], "fields": "userEnteredValue"})

    def _lines(self, kind: str, tab: Tab, dimension: str, start: int, count: int) -> None:
        lines = {"sheetId": self._tab(tab).sheet_id, "dimension": dimension, "startIndex": start}
        self._request(kind, {"range": lines | {"endIndex": start + count}})

    def _range(self, tab: Tab, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
        rows = {"startRowIndex": top, "endRowIndex": bottom}
        return {"sheetId": self._tab(tab).sheet_id, "startColumnIndex": left, "endColumnIndex": right} | rows

    def _tab(self, tab: Tab) -> Any:
        with self.desk.engine.connect() as connection:
            known = sheet_store.spreadsheet(connection, "pu-nhi", str(YEAR))
        assert known is not None
        return self.desk.grid.tab(known[1][tab.name])

    def _request(self, kind: str, body: dict[str, Any]) -> None:
        REQUESTS[kind](self.desk.grid, body)


@contextmanager
def desk_at(folder: Path) -> Iterator[Desk]:
    """A Sheet with the seed's plan and six folders, at rest."""
    with LocalGoogle(lambda: _NOW) as google:
        desk = Desk(google, folder)
        desk.quiet_ticks()
        yield desk
        desk.close()
        assert google.refusals == []


def codes_of(desk: Desk, picture: Overview) -> Counter[str]:
    """Every Mã that the tab of the plan shows beside an item, and how often."""
    table = desk.table(PLAN)
    return Counter(table.cell(view.item.row, "Mã") for view in picture.items)
