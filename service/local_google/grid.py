"""A spreadsheet as it is kept: its tabs in their order, and what belongs to the whole."""

from dataclasses import dataclass, field
from typing import Any, Self

from service.local_google import a1
from service.local_google.a1 import Area
from service.local_google.errors import Json, invalid
from service.local_google.tab import Order, Tab, followed

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

    # --- tabs ---

    def add_tab(self, properties: Json, source: Tab | None = None) -> Tab:
        """A new tab, empty or a copy, at `index` or at the end."""
        properties = {name: value for name, value in properties.items() if value is not None}
        properties.setdefault("sheetId", self.number())
        titles = {tab.title for tab in self.tabs}
        properties.setdefault("title", next(t for n in range(1, 10_000) if (t := f"Sheet{n}") not in titles))
        if any(tab.sheet_id == properties["sheetId"] for tab in self.tabs):
            raise invalid(f"A sheet with ID {properties['sheetId']} already exists.")
        self.check_title(properties["title"], None)
        tab = source.copy() if source else Tab.new(properties)
        tab.properties |= properties if source else {}
        self.tabs.insert(properties.get("index", len(self.tabs)), tab)
        self.renumber()
        return tab

    def check_title(self, title: str, own: Tab | None) -> None:
        """400 for a title another tab has, in any case."""
        if any(tab is not own and tab.title.lower() == title.lower() for tab in self.tabs):
            raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')

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

    def rearrange(self, tab: Tab, dimension: str, order: Order) -> None:
        """Let lines of a tab come, go and move; named ranges follow, those that lost all are gone."""
        here = [self.tab(item["range"].get("sheetId")) is tab for item in self.named]
        tab.rearrange(dimension, order)
        moved = [
            item | {"range": followed(item["range"], dimension, order)} if inside else item
            for item, inside in zip(self.named, here, strict=True)
        ]
        self.named = [item for item in moved if item["range"]]

    # --- ranges ---

    def place(self, grid_range: Json | None) -> tuple[Tab, Area]:
        """The tab and the cells of a GridRange."""
        tab = self.tab((grid_range or {}).get("sheetId"))
        return tab, tab.area_of(grid_range or {})

    def find(self, asked: Any) -> tuple[Tab, Area]:
        """The tab and the cells of an A1 range or a DataFilter."""
        if isinstance(asked, dict):
            if "gridRange" in asked:
                return self.place(asked["gridRange"])
            if not asked.get("a1Range"):
                raise invalid("The local Google finds data by a1Range and gridRange only.")
            asked = asked["a1Range"]
        by_title = {tab.title.lower(): tab for tab in self.tabs}
        title, cells = a1.split_title(asked)
        if not title and asked.lower() in by_title:
            tab = by_title[asked.lower()]
            return tab, tab.area
        if named := next((item for item in self.named if item["name"] == cells), None):
            return self.place(named["range"])
        found = by_title.get(title.lower()) if title else self.tabs[0]
        if found is None:
            raise invalid(f"Unable to parse range: {asked}")
        area = a1.parse_cells(cells, found.area.bottom, found.area.right) if cells else found.area
        if area is None:
            raise invalid(f"Unable to parse range: {asked}")
        return found, area
