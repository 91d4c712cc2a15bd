"""A spreadsheet as it is kept: its tabs, its names, and how an address becomes cells."""

from dataclasses import dataclass, field
from typing import Any, Self

from service.local_google import a1
from service.local_google.a1 import Area
from service.local_google.errors import Json, invalid
from service.local_google.tab import AXES, Tab, order_after, shifted

Reply = Json | None  # of one request of a batchUpdate
WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "backgroundColorStyle": {"rgbColor": WHITE},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "foregroundColorStyle": {"rgbColor": {}},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
    },
}


@dataclass
class Spreadsheet:
    """Tabs in their order, and what belongs to the whole."""

    properties: Json
    tabs: list[Tab]
    next_number: int = 1
    named: list[Json] = field(default_factory=list)  # NamedRange

    @classmethod
    def new(cls, title: str, properties: Json | None = None) -> Self:
        """A spreadsheet without tabs but for the first."""
        known: Json = {
            "title": title,
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Asia/Ho_Chi_Minh",
            "defaultFormat": DEFAULT_FORMAT,
        }
        made = cls(known | (properties or {}), [])
        made.add_tab({"sheetId": 0, "title": "Sheet1"})
        return made

    @property
    def locale(self) -> str:
        """Decides how typed dates and numbers are read."""
        return str(self.properties["locale"])

    def copy(self) -> Self:
        """A spreadsheet that can be changed without this one noticing."""
        tabs = [tab.copy() for tab in self.tabs]
        return type(self)(dict(self.properties), tabs, self.next_number, list(self.named))

    def number(self) -> int:
        """A number for a new tab, protection or the like."""
        self.next_number += 1
        return self.next_number * 48_271 % 2_147_483_647

    def add_tab(self, properties: Json, source: Tab | None = None) -> Tab:
        """A new tab, empty or a copy, at `index` or at the end."""
        properties = {name: value for name, value in properties.items() if value is not None}
        properties.setdefault("sheetId", self.number())
        properties.setdefault("title", self._free_title())
        if any(tab.sheet_id == properties["sheetId"] for tab in self.tabs):
            raise invalid(f"A sheet with ID {properties['sheetId']} already exists.")
        self.check_title(properties["title"], None)
        tab = source.copy() if source else Tab.new(properties)
        tab.properties |= properties if source else {}
        self.tabs.insert(properties.get("index", len(self.tabs)), tab)
        self.renumber()
        return tab

    def _free_title(self) -> str:
        titles = {tab.title for tab in self.tabs}
        return next(t for n in range(1, 10_000) if (t := f"Sheet{n}") not in titles)

    def check_title(self, title: str, own: Tab | None) -> None:
        """400 for a title another tab has, in any case."""
        if any(tab is not own and tab.title.lower() == title.lower() for tab in self.tabs):
            message = f'A sheet with the name "{title}" already exists. Please enter another name.'
            raise invalid(message)

    def renumber(self) -> None:
        """Let every tab know its place."""
        for index, tab in enumerate(self.tabs):
            tab.properties["index"] = index

    def tab(self, sheet_id: int | None) -> Tab:
        """The tab of this id; absent means 0, as in JSON without defaults."""
        for tab in self.tabs:
            if tab.sheet_id == (sheet_id or 0):
                return tab
        raise invalid(f"No grid with id: {sheet_id or 0}")

    def find(self, text: str) -> tuple[Tab, Area]:
        """The tab and the cells of an A1 range, cut to the grid."""
        title, cells = a1.split_title(text)
        tab = next((t for t in self.tabs if t.title.lower() == title.lower()), None)
        if not title:
            tab = self.tabs[0]
            if called := next((t for t in self.tabs if t.title.lower() == text.lower()), None):
                return called, called.area
        if named := next((item for item in self.named if item["name"] == cells), None):
            tab = self.tab(named["range"].get("sheetId"))
            return tab, tab.area_of(named["range"])
        if tab is None:
            raise invalid(f"Unable to parse range: {text}")
        if not cells:
            return tab, tab.area
        area = a1.parse_cells(cells, tab.area.bottom, tab.area.right)
        if area is None:
            raise invalid(f"Unable to parse range: {text}")
        return tab, area

    def names_follow(self, tab: Tab, dimension: str, start: int, count: int) -> None:
        """Named ranges of a tab after lines came (count > 0) or went at `start`; those that lost all are gone."""
        kept = []
        for item in self.named:
            here = self.tab(item["range"].get("sheetId")) is tab
            moved = shifted(item["range"], dimension, start, count) if here else item["range"]
            kept += [item | {"range": moved}] if moved else []
        self.named = kept

    def names_move(self, tab: Tab, dimension: str, moved: tuple[int, int], destination: int) -> None:
        """Named ranges of single lines after these lines went before what was at `destination`."""
        first, last = AXES[dimension]
        order = order_after(len(tab.lines(dimension)), moved, destination)
        kept = []
        for item in self.named:
            area = item["range"]
            if self.tab(area.get("sheetId")) is tab and area.get(last, 0) - area.get(first, 0) == 1:
                at = order.index(area.get(first, 0))
                area = area | {first: at, last: at + 1}
            kept.append(item | {"range": area})
        self.named = kept

    def locate(self, data_filter: Json) -> tuple[Tab, Area]:
        """The tab and the cells of a DataFilter."""
        if data_filter.get("a1Range"):
            return self.find(data_filter["a1Range"])
        if "gridRange" in data_filter:
            grid_range: Any = data_filter["gridRange"]
            tab = self.tab(grid_range.get("sheetId"))
            return tab, tab.area_of(grid_range)
        raise invalid("The local Google finds data by a1Range and gridRange only.")
