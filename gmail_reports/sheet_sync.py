"""The Sheet's shell: make it from the plan, read it once per tick, write what changed once per tick."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from drive_sync.text import fold, one_line
from gmail_reports import store
from gmail_reports.deadlines import Month, WorkCalendar
from gmail_reports.letter import Kind
from gmail_reports.overview import Overview
from gmail_reports.schedule import NotASchedule, read_schedule
from gmail_reports.sheet_client import SheetClient
from gmail_reports.sheet_view import sheet_plan
from gmail_reports.tabs import FOLDERS, PLAN, REPORTS, STAFF, TABS, Column, Tab, Table
from gmail_reports.when import SchoolYear
from gmail_reports.who import bare_name, read_who

log = logging.getLogger(__name__)

_COLUMNS_OF_THE_PLAN = 5


class SheetTrouble(Exception):
    """A tab of the Sheet cannot be used; the sentence says which and how to mend it, `tabs` are their names."""

    def __init__(self, tabs: Sequence[str]) -> None:
        super().__init__(
            f"Bảng theo dõi thiếu tab hoặc cột tiêu đề: {', '.join(tabs)}. Khôi phục bằng Tệp → Lịch sử phiên bản; "
            f"trong lúc đó hệ thống không ghi vào tab này. (A tab or its header is missing: restore it.)"
        )
        self.tabs = frozenset(tabs)


def create_sheet(
    engine: sa.Engine,
    sheets: SheetClient,
    school: str,
    title: str,
    year: SchoolYear,
    plan: Sequence[Sequence[str]],
) -> str:
    """A new spreadsheet with the plan as written and our tabs beside it; its id.

    Args:
        engine: where the spreadsheet is remembered.
        sheets: the account that will own it.
        school: the school's id.
        title: the name people will see.
        year: the school year of the plan.
        plan: rows of Appendix 1, header row first, as `read_plan_file` gives them.
    """
    width = max(len(row) for row in plan)
    theirs = tuple(
        Column(one_line(header) or f"Cột {place + 1}", PLAN.columns[min(place, _COLUMNS_OF_THE_PLAN - 1)].width)
        for place, header in enumerate([*plan[0], *[""] * (width - len(plan[0]))])
    )
    plan_tab = Tab(PLAN.name, theirs + PLAN.columns[_COLUMNS_OF_THE_PLAN:])
    rows = {PLAN: [list(row) for row in plan], STAFF: [[], *_people_named(plan)]}
    tabs = [(plan_tab if tab is PLAN else tab, rows.get(tab, [[]])) for tab in TABS]
    spreadsheet, ids = sheets.create(title, tabs)
    store.save_spreadsheet(engine, school, str(year), spreadsheet, ids)
    return spreadsheet


def read_sheet(engine: sa.Engine, sheets: SheetClient, school: str, year: SchoolYear, now: datetime) -> bool:
    """Reads all our tabs into the store; False when the school has no Sheet yet. One call.

    Raises:
        SheetTrouble: a tab or one of its key columns is missing; the other tabs were stored.
        GoogleTrouble: Sheets could not be read; what was stored stays.
    """
    with engine.connect() as connection:
        known = store.spreadsheet(connection, school, str(year))
    if known is None:
        return False
    spreadsheet, ids = known
    tabs = sheets.read(spreadsheet, ids)
    broken = [tab.name for tab in TABS if not _usable(tab, tabs.get(tab.name, []))]
    store.save_tabs(engine, school, {name: rows for name, rows in tabs.items() if name not in broken}, now)
    if broken:
        raise SheetTrouble(broken)
    return True


def write_sheet(
    engine: sa.Engine,
    sheets: SheetClient,
    school: str,
    overview: Overview,
    months: Iterable[Month],
    calendar: WorkCalendar,
    without: Collection[str] = (),
) -> int:
    """Writes our cells that differ from what was read in this tick; how many cells and rows. At most one call.

    Tabs named in `without` could not be read in this tick and are left alone.
    """
    with engine.connect() as connection:
        known = store.spreadsheet(connection, school, str(overview.year))
        tabs = store.tabs_of(connection, school)
        reports = [letter for letter in store.letters_of(connection, school) if letter.kind is Kind.REPORT]
    if known is None:
        return 0
    tabs = {name: rows for name, rows in tabs.items() if name not in without}
    plan = sheet_plan(overview, tabs, reports, months, calendar)
    if not plan:
        return 0
    spreadsheet, ids = known
    sheets.write(spreadsheet, ids, plan)
    count = len(plan.changes) + len(plan.new_rows)
    log.info("sheet written", extra={"action": "sheet-write", "school": school, "cells": count})
    return count


def _usable(tab: Tab, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the tab is there with the columns that it is read by, in the row where they are looked for."""
    needed = {PLAN: "Mã", FOLDERS: "Đường dẫn", REPORTS: "Kỳ", STAFF: "Họ tên"}[tab]
    try:
        header_row = read_schedule(rows).header_row if tab is PLAN else 0
    except NotASchedule:
        return False
    return fold(needed) in Table(rows, header_row).columns


def _people_named(plan: Sequence[Sequence[str]]) -> list[list[str]]:
    """A staff row for everybody the plan names, for the officer to complete."""
    names: dict[str, None] = {}
    for item in read_schedule(plan).items:
        for name in read_who(item.person, ()).names:
            names.setdefault(bare_name(name))
    return [[name] for name in names]
