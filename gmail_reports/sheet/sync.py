"""The Sheet's shell: read it once per tick, write what changed once per tick."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from drive_sync.errors import GoogleTrouble, Remedy
from drive_sync.text import fold
from gmail_reports import store
from gmail_reports.deadlines import Month, WorkCalendar
from gmail_reports.letters.letter import Kind
from gmail_reports.overview import Overview
from gmail_reports.plan.codes import topics_of, with_codes
from gmail_reports.plan.columns import find_header
from gmail_reports.plan.schedule import read_schedule
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.client import Choices, SheetClient
from gmail_reports.sheet.healing import AfterWrite, keys_to_give_back, with_headers_restored
from gmail_reports.sheet.look import range_name
from gmail_reports.sheet.tabs import (
    ARTICLES,
    BELONGS_TO,
    CODE,
    FOLDERS,
    LINK,
    OUTSIDE_THE_PLAN,
    PLAN,
    TABS,
    Rows,
    Tab,
    Table,
)
from gmail_reports.sheet.view import CellChange, headers_to_restore, sheet_plan
from gmail_reports.times.when import SchoolYear

log = logging.getLogger(__name__)

_WATCHED = [range_name(FOLDERS.name, LINK)] + [
    range_name(FOLDERS.name, column.header) for column in FOLDERS.columns if not column.ours
]
"""What we look at in the moment after new rows were written: the keys, and what people decided."""


class SheetTrouble(Exception):
    """A tab of the Sheet cannot be used; the sentence says which and how to mend it, `tabs` are their names."""

    def __init__(self, tabs: Sequence[str]) -> None:
        super().__init__(
            f"Bảng theo dõi thiếu tab hoặc cột tiêu đề: {', '.join(tabs)}. Khôi phục bằng Tệp → Lịch sử phiên bản; "
            f"trong lúc đó hệ thống không ghi vào tab này. (A tab or its header is missing: restore it.)"
        )
        self.tabs = frozenset(tabs)


def read_sheet(engine: sa.Engine, sheets: SheetClient, school: str, year: SchoolYear, now: datetime) -> bool:
    """Reads all our tabs into the store; False when the school has no Sheet yet. One call.

    Raises:
        SheetTrouble: a tab or one of its key columns is missing; the other tabs were stored.
        GoogleTrouble: Sheets could not be read; what was stored stays.
    """
    with engine.connect() as connection:
        known = sheet_store.spreadsheet(connection, school, str(year))
        before = sheet_store.tabs_of(connection, school, str(year))
    if known is None:
        return False
    spreadsheet, ids = known
    tabs = sheets.read(spreadsheet, ids)
    healed = {tab.name: _healed(tab, before.get(tab.name, ()), tabs[tab.name]) for tab in TABS if tab.name in tabs}
    broken = [tab.name for tab in TABS if tab.name in ids and not _usable(tab, healed.get(tab.name, []))]
    sheet_store.save_tabs(engine, school, str(year), {name: healed[name] for name in healed if name not in broken}, now)
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
    """Writes our cells that differ from what was read in this tick; how many. At most one call.

    Tabs named in `without` could not be read in this tick and are left alone. When a column of ours has lost its
    name, or a tab its last row, the Sheet is furnished anew instead, and the next tick writes.
    """
    year = str(overview.year)
    with engine.connect() as connection:
        known = sheet_store.spreadsheet(connection, school, year)
        tabs = sheet_store.tabs_of(connection, school, year)
        reports = [letter for letter in store.letters_of(connection, school) if letter.kind is Kind.REPORT]
        remembered = sheet_store.topics_of(connection, school, year)
    if known is None:
        return 0
    spreadsheet, ids = known
    tabs = {name: rows for name, rows in tabs.items() if name not in without and name in ids}
    tables = {tab: table_of(tab, tabs[tab.name]) for tab in TABS if tab.name in tabs}
    restored = [one for tab, table in tables.items() for one in headers_to_restore(tab, table)]
    changes = [*restored, *sheet_plan(overview, tabs, reports, months, calendar)]
    topics = topics_of(view.item for view in overview.items)
    if topics.items() - remembered.items():  # before the Mã is shown to anybody
        sheet_store.save_topics(engine, school, year, topics)
    if not changes:
        return 0
    folders = tables.get(FOLDERS)
    new_rows = [one.row for one in changes if folders and _is_new_folder(one, folders)]
    try:
        after = sheets.write(spreadsheet, changes, watched=_WATCHED if new_rows else ())
    except GoogleTrouble as error:
        if error.remedy is not Remedy.OUR_MISTAKE:
            raise
        _furnish(sheets, spreadsheet, ids, tables)
        return 0
    if folders and new_rows:
        seen = AfterWrite(after[_WATCHED[0]], [after[name] for name in _WATCHED[1:]])
        given_back = keys_to_give_back(FOLDERS, folders, new_rows, seen)
        if given_back:  # the one case of a second write: somebody inserted rows in this very second
            sheets.write(spreadsheet, [CellChange(FOLDERS.name, row, LINK, key) for row, key in given_back.items()])
    log.info("sheet written", extra={"action": "sheet-write", "school": school, "cells": len(changes)})
    return len(changes)


def _is_new_folder(change: CellChange, folders: Table) -> bool:
    """Whether a change puts a key into a row that we did not see."""
    return change.tab == FOLDERS.name and change.header == LINK and change.row >= len(folders.rows)


def _furnish(sheets: SheetClient, spreadsheet: str, ids: Mapping[str, int], tables: Mapping[Tab, Table]) -> None:
    """Gives the columns of a Sheet that we know their names, and its tabs rows to grow into."""
    states, named = sheets.survey(spreadsheet)
    by_id = {state.tab_id: state for state in states}
    there = [(tab, by_id[ids[tab.name]], table) for tab, table in tables.items() if ids[tab.name] in by_id]
    choices = choices_of(tables[PLAN].rows) if PLAN in tables else {}
    sheets.furnish(spreadsheet, there, (), named, choices, is_known=True)


def _healed(tab: Tab, before: Rows, now: Rows) -> Rows:
    """A tab as read now, with what our own write may have disturbed put right."""
    return with_headers_restored(tab, table_of(tab, before), table_of(tab, now))


def _usable(tab: Tab, rows: Rows) -> bool:
    """Whether the tab is there with the columns that it is read by."""
    if tab is PLAN and schedule_row(rows) is None:
        return False
    return fold(tab.key) in table_of(tab, rows).columns


def table_of(tab: Tab, rows: Rows) -> Table:
    """The cells of a tab below the header that its rows are read by."""
    header_row = schedule_row(rows) if tab is PLAN else None
    return Table.of(tab, rows) if header_row is None else Table(rows, header_row)


def schedule_row(rows: Rows) -> int | None:
    """Where the table of Appendix 1 begins, None when there is none."""
    header = find_header(rows)
    return header[0] if header else None


def choices_of(plan: Rows) -> Choices:
    """What the lists offer that name an item of the plan."""
    items = with_codes(read_schedule(plan).items, table_of(PLAN, plan), {})
    codes = (OUTSIDE_THE_PLAN, *(item.code for item in items))
    return {FOLDERS.name: {BELONGS_TO: codes}, ARTICLES.name: {CODE: codes}}
