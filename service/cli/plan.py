"""The commands about Appendix 1: `plan import`, `plan lint`, `plan show`; reading a file needs no account."""

import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.words import (
    FOUND,
    as_json_text,
    config_of,
    fail,
    json_option,
    language_option,
    say,
    school_of,
    school_option,
    school_year_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gmail_reports.plan.file import PlanFile
    from gmail_reports.plan.reading import PlanReading
    from gmail_reports.sheet.client import SheetClient
    from service.config import Config, SchoolConfig
    from service.world import World


@click.group()
def plan() -> None:
    """Phụ lục 1: kế hoạch của trường. (Appendix 1: the school's plan.)"""


_file = click.argument("file", type=click.Path(path_type=Path), required=False)
_sheet = click.option(
    "--sheet",
    metavar="LINK",
    help="Thay cho tệp: bảng tính Google có Phụ lục 1 mà nhà trường đã có. (Instead of a file: a Google Sheet that the "
    "school already has.)",
)
_school_year = click.option(
    "--school-year",
    "year_text",
    metavar="2023-2024",
    help="Năm học; nếu không ghi: đọc trong tệp, rồi theo tháng muộn nhất, rồi năm học hiện tại (từ tháng 7 là năm học "
    "tới). (The school year; else what the file says, then its latest month, then the running year, from July the "
    "coming one.)",
)


def _about_a_plan(command: "Callable[[PlanReading, bool, str], None]") -> click.Command:
    """A command that is handed a plan as it is understood, from the file or the spreadsheet that a person names."""

    @_file
    @_sheet
    @school_option
    @_school_year
    @json_option
    @language_option
    @click.pass_obj
    @wraps(command)
    def with_the_plan(
        config_path: Path,
        file: Path | None,
        sheet: str | None,
        school_id: str | None,
        year_text: str | None,
        as_json: bool,
        lang: str,
    ) -> None:
        command(_read(config_path, file, sheet, school_id, year_text), as_json, lang)

    return click.command()(with_the_plan)


@click.command("import")
@_file
@_sheet
@school_option
@click.pass_obj
def import_plan(config_path: Path, file: Path | None, sheet: str | None, school_id: str | None) -> None:
    """Tạo bảng theo dõi từ tệp kế hoạch .docx, .xlsx, .csv, hoặc dùng tiếp bảng tính nhà trường đã có (--sheet).

    (Makes the Sheet from a plan file, or goes on with a spreadsheet of the school's own: what stands there stays.)
    """
    from drive_sync.wording import Language
    from gmail_reports.sheet import store as sheet_store
    from gmail_reports.sheet.beginning import adopt_sheet, create_sheet
    from gmail_reports.sheet.client import link_to_sheet
    from gmail_reports.times.when import SchoolYear

    _one_source(file, sheet)
    config = config_of(config_path)
    school = school_of(config, school_id)
    year = SchoolYear.parse(school.school_year)
    read = _of_file(file, school.school_year) if file is not None else None
    with _sheets_of(config, school) as (world, sheets):
        with world.engine.connect() as connection:
            existing = sheet_store.spreadsheet(connection, school.id, school.school_year)
        if existing:
            fail(f"Năm học {school.school_year} đã có bảng: {link_to_sheet(existing[0])} (there is a Sheet already)")
        if read is not None:
            title = f"Truyền thông {school.school_year} - {school.name}"
            spreadsheet = create_sheet(world.engine, sheets, school.id, title, year, read.plan.rows)
        else:
            spreadsheet = _spreadsheet(sheet or "")
            read = _of_sheet(sheets, spreadsheet, school.school_year)
            adopt_sheet(world.engine, sheets, school.id, year, spreadsheet)
    say([read.in_short])
    if read.findings:
        say(["", "Cần hỏi hoặc xem lại (to ask or look at):", *read.questions(Language.VI)])
    click.echo(f"\n{link_to_sheet(spreadsheet)}")


@_about_a_plan
def lint(read: "PlanReading", as_json: bool, lang: str) -> None:
    """Điều cần hỏi hoặc xem lại trong kế hoạch; tệp thì không cần tài khoản. (What to ask or look at in a plan.)"""
    from drive_sync.wording import Language

    if as_json:
        click.echo(as_json_text(read.as_json(Language(lang))))
    elif read.findings:
        say([read.in_short, "", *read.questions(Language(lang))])
    else:
        say([read.in_short, "Không có gì cần hỏi. (Nothing to ask.)"])
    sys.exit(FOUND if read.findings else 0)


@_about_a_plan
def show(read: "PlanReading", as_json: bool, lang: str) -> None:
    """Các mục và nội dung của kế hoạch, như hệ thống hiểu. (The sections and items, as they are understood.)"""
    from drive_sync.wording import Language

    if as_json:
        click.echo(as_json_text(read.as_json(Language(lang))))
        return
    for line in (read.in_short, *read.for_people()):
        click.echo(line)


def _one_source(file: Path | None, sheet: str | None) -> None:
    if (file is None) == (sheet is None):
        fail("Ghi một tệp kế hoạch, hoặc --sheet với địa chỉ bảng tính. (Name a plan file, or --sheet with a link.)")


def _read(
    config_path: Path, file: Path | None, sheet: str | None, school_id: str | None, year_text: str | None
) -> "PlanReading":
    """The plan of a file, or of a spreadsheet as the school's first account sees it."""
    _one_source(file, sheet)
    if file is not None:
        return _of_file(file, year_text)
    config = config_of(config_path)
    school = school_of(config, school_id)
    with _sheets_of(config, school) as (_, sheets):
        return _of_sheet(sheets, _spreadsheet(sheet or ""), year_text)


@contextmanager
def _sheets_of(config: "Config", school: "SchoolConfig") -> "Iterator[tuple[World, SheetClient]]":
    """The spreadsheets of the school's first account; what Google refuses ends the program with its sentence."""
    from drive_sync.errors import GoogleTrouble
    from gmail_reports.sheet.client import SheetClient
    from service.accounts import NoPermission
    from service.world import World

    world = World.of(config)
    try:
        yield world, SheetClient(school.accounts[0], world.connection(school.accounts[0]).sheets)
    except (NoPermission, GoogleTrouble) as error:
        fail(str(error))
    finally:
        world.close()


def _spreadsheet(link: str) -> str:
    from gmail_reports.sheet.client import spreadsheet_in

    spreadsheet = spreadsheet_in(link)
    if spreadsheet is None:
        fail(
            "Sau --sheet, dán địa chỉ của bảng tính: https://docs.google.com/spreadsheets/d/… "
            "(After --sheet, paste the spreadsheet's address.)"
        )
    return spreadsheet


def _of_file(file: Path, year_text: str | None) -> "PlanReading":
    """The plan of a file as it is understood; ends the program when it cannot be read."""
    from gmail_reports.plan.file import UnreadablePlan, read_plan_file

    try:
        return _understood(read_plan_file(file), file.stem, year_text)
    except UnreadablePlan as error:
        fail(str(error))


def _of_sheet(sheets: "SheetClient", spreadsheet: str, year_text: str | None) -> "PlanReading":
    """The plan of a spreadsheet as it is understood; ends the program when none is in it."""
    from gmail_reports.sheet.beginning import NoPlanInSheet, plan_in

    try:
        return _understood(plan_in(sheets, spreadsheet), "", year_text)
    except NoPlanInSheet as error:
        fail(str(error))


def _understood(plan: "PlanFile", name: str, year_text: str | None) -> "PlanReading":
    from gmail_reports.deadlines import ZONE
    from gmail_reports.plan.reading import PlanReading
    from service.world import real_clock

    year = school_year_of(year_text) if year_text is not None else None
    return PlanReading.of(plan, name, year, real_clock().astimezone(ZONE).date())


PLAN_FILE_COMMANDS = (import_plan, lint, show)
"""What joins the group; the commands about single words stand in another file."""

for command in PLAN_FILE_COMMANDS:
    plan.add_command(command)
