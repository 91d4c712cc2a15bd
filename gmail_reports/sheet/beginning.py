"""A school's Sheet begins: made from a plan file, or a spreadsheet of the school's own taken over."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from drive_sync.text import fold, one_line
from gmail_reports.people.who import bare_name, read_who
from gmail_reports.plan.file import FoundTable, PlanFile, plan_among
from gmail_reports.plan.schedule import read_schedule
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.client import SheetClient
from gmail_reports.sheet.look import TabState
from gmail_reports.sheet.sync import choices_of, schedule_row, table_of
from gmail_reports.sheet.tabs import COLUMNS_OF_THE_SCHOOL, PLAN, STAFF, TABS, Column, Rows, Tab
from gmail_reports.times.when import SchoolYear


class NoPlanInSheet(Exception):
    """A spreadsheet that should be adopted holds no tab with the table of Appendix 1."""


def create_sheet(
    engine: sa.Engine,
    sheets: SheetClient,
    school: str,
    title: str,
    year: SchoolYear,
    plan: Rows,
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
        Column(one_line(header) or f"Cột {place + 1}", PLAN.columns[min(place, COLUMNS_OF_THE_SCHOOL - 1)].width)
        for place, header in enumerate([*plan[0], *[""] * (width - len(plan[0]))])
    )
    plan_tab = Tab(PLAN.name, theirs + PLAN.columns[COLUMNS_OF_THE_SCHOOL:], PLAN.key)
    rows = {PLAN: plan[1:], STAFF: _people_named(plan)}
    tabs = [(plan_tab if tab is PLAN else tab, rows.get(tab, [])) for tab in TABS]
    spreadsheet, ids = sheets.create(title, tabs, choices_of(plan))
    sheet_store.save_spreadsheet(engine, school, str(year), spreadsheet, ids)
    return spreadsheet


def adopt_sheet(engine: sa.Engine, sheets: SheetClient, school: str, year: SchoolYear, spreadsheet: str) -> None:
    """Takes a spreadsheet that the school already has: what it lacks is added, what is there is left as it is.

    The plan is the tab called `Phụ lục 1`, else the first that holds a table of Appendix 1. A column of the school's
    that is called like one of ours keeps its name; ours is then called "… (Tin Trường)".

    Raises:
        NoPlanInSheet: no tab holds the columns of Appendix 1; nothing was changed.
        GoogleTrouble: the spreadsheet cannot be read or written.
    """
    states, named = sheets.survey(spreadsheet)
    cells = sheets.read(spreadsheet, {state.title: state.tab_id for state in states})
    there = {tab: state for tab in TABS for state in states if fold(state.title) == fold(tab.name)}
    there[PLAN] = _plan_tab(states, cells)
    free = max(state.tab_id for state in states) + 1
    missing = {tab: free + number for number, tab in enumerate(tab for tab in TABS if tab not in there)}
    plan = cells[there[PLAN].title]
    rows = {STAFF: _people_named(plan)}
    tables = [(tab, state, table_of(tab, cells[state.title])) for tab, state in there.items()]
    made = [(tab, tab_id, rows.get(tab, [])) for tab, tab_id in missing.items()]
    sheets.furnish(spreadsheet, tables, made, named, choices_of(plan), is_known=False)
    ids = {tab.name: state.tab_id for tab, state in there.items()} | {tab.name: at for tab, at in missing.items()}
    sheet_store.save_spreadsheet(engine, school, str(year), spreadsheet, ids)


def plan_in(sheets: SheetClient, spreadsheet: str) -> PlanFile:
    """The plan that stands in a spreadsheet of the school's own; nothing is written.

    Raises:
        NoPlanInSheet: no tab holds the columns of Appendix 1.
        GoogleTrouble: the spreadsheet cannot be read.
    """
    states, _ = sheets.survey(spreadsheet)
    cells = sheets.read(spreadsheet, {state.title: state.tab_id for state in states})
    return plan_among([FoundTable([list(row) for row in cells[_plan_tab(states, cells).title]])])


def _plan_tab(states: Sequence[TabState], cells: Mapping[str, Rows]) -> TabState:
    """The tab that holds the plan."""
    plans = [state for state in states if schedule_row(cells[state.title]) is not None]
    if not plans:
        raise NoPlanInSheet(
            "Không thấy tab nào có cột “Nội dung/Chủ đề” và “Thời gian thực hiện”. Chép bảng Phụ lục 1 vào bảng tính "
            "này rồi thử lại. (No tab holds the table of Appendix 1.)"
        )
    return next((state for state in plans if fold(state.title) == fold(PLAN.name)), plans[0])


def _people_named(plan: Rows) -> list[list[str]]:
    """A staff row for everybody the plan names, for the officer to complete."""
    names: dict[str, None] = {}
    for item in read_schedule(plan).items:
        for name in read_who(item.person, ()).names:
            names.setdefault(bare_name(name))
    return [[name] for name in names]
