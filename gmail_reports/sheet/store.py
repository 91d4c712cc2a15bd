"""What is remembered of the Sheet, in SQL: each school year's spreadsheet, its last reading, what each Mã means."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from drive_sync.sql import upsert
from gmail_reports.tables import item_codes, sheet_tabs, spreadsheets


def save_spreadsheet(engine: sa.Engine, school: str, year: str, spreadsheet_id: str, tabs: Mapping[str, int]) -> None:
    """Remembers the spreadsheet of a school year and the ids of its tabs; another one begins its Mã anew."""
    row = {"school": school, "school_year": year, "spreadsheet_id": spreadsheet_id, "tab_ids": dict(tabs)}
    with engine.begin() as connection:
        mine = item_codes.c.school == school, item_codes.c.school_year == year
        known = sa.select(spreadsheets.c.spreadsheet_id).where(
            spreadsheets.c.school == school, spreadsheets.c.school_year == year
        )
        if connection.execute(known).scalar() != spreadsheet_id:
            connection.execute(item_codes.delete().where(*mine))
        upsert(connection, spreadsheets, [row])


def spreadsheet(connection: sa.Connection, school: str, year: str) -> tuple[str, dict[str, int]] | None:
    """The spreadsheet of a school year and its tab ids, None before the plan was imported."""
    query = sa.select(spreadsheets).where(spreadsheets.c.school == school, spreadsheets.c.school_year == year)
    row = connection.execute(query).one_or_none()
    return (row.spreadsheet_id, row.tab_ids) if row else None


def save_tabs(
    engine: sa.Engine, school: str, year: str, tabs: Mapping[str, Sequence[Sequence[str]]], now: datetime
) -> None:
    """Remembers the cells as read."""
    rows = [
        {
            "school": school,
            "school_year": year,
            "tab": tab,
            "rows": [list(row) for row in cells],
            "read_at": now,
        }
        for tab, cells in tabs.items()
    ]
    with engine.begin() as connection:
        upsert(connection, sheet_tabs, rows)


def tabs_of(connection: sa.Connection, school: str, year: str) -> dict[str, list[list[str]]]:
    """The cells of each tab of a school year as last read."""
    mine = sheet_tabs.c.school == school, sheet_tabs.c.school_year == year
    query = sa.select(sheet_tabs.c.tab, sheet_tabs.c.rows).where(*mine)
    return {row.tab: row.rows for row in connection.execute(query)}


def earlier_rows(connection: sa.Connection, school: str, year: str, tab: str) -> list[list[list[str]]]:
    """The cells of a tab in each earlier school year as last read, the oldest first."""
    query = (
        sa.select(sheet_tabs.c.rows)
        .where(sheet_tabs.c.school == school, sheet_tabs.c.tab == tab, sheet_tabs.c.school_year < year)
        .order_by(sheet_tabs.c.school_year)
    )
    return list(connection.scalars(query))


def tab_read_at(connection: sa.Connection, school: str, tab: str) -> datetime | None:
    """When a tab was last read in any school year, None before the first time."""
    last = sa.func.max(sheet_tabs.c.read_at, type_=sheet_tabs.c.read_at.type)
    return connection.execute(sa.select(last).where(sheet_tabs.c.school == school, sheet_tabs.c.tab == tab)).scalar()


def save_topics(engine: sa.Engine, school: str, year: str, topics: Mapping[str, str]) -> None:
    """Remembers what each Mã stands for; one that is in the plan no more is remembered all the same."""
    rows = [{"school": school, "school_year": year, "code": code, "topic": topic} for code, topic in topics.items()]
    with engine.begin() as connection:
        upsert(connection, item_codes, rows)


def topics_of(connection: sa.Connection, school: str, year: str) -> dict[str, str]:
    """What each Mã ever minted in a school year stands for (folded topic)."""
    query = sa.select(item_codes.c.code, item_codes.c.topic).where(
        item_codes.c.school == school, item_codes.c.school_year == year
    )
    return {row.code: row.topic for row in connection.execute(query)}
