"""The commands about Appendix 1: `plan import`, `plan lint`, `plan show`. Only the import needs an account."""

import sys
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
    from gmail_reports.plan.reading import PlanReading


@click.group()
def plan() -> None:
    """Phụ lục 1: kế hoạch của trường. (Appendix 1: the school's plan.)"""


_file = click.argument("file", type=click.Path(path_type=Path))
_school_year = click.option(
    "--school-year",
    "year_text",
    metavar="2023-2024",
    help="Năm học; nếu không ghi: đọc trong tệp, rồi theo tháng muộn nhất, rồi năm học hiện tại (từ tháng 7 là năm học "
    "tới). (The school year; else what the file says, then its latest month, then the running year, from July the "
    "coming one.)",
)


@click.command("import")
@_file
@school_option
@click.pass_obj
def import_plan(config_path: Path, file: Path, school_id: str | None) -> None:
    """Tạo bảng theo dõi trên Google Sheet từ tệp kế hoạch .docx, .xlsx, .csv. (Makes the Sheet from a plan file.)"""
    from drive_sync.errors import GoogleTrouble
    from drive_sync.wording import Language
    from gmail_reports import store
    from gmail_reports.sheet.client import SheetClient, link_to_sheet
    from gmail_reports.sheet.sync import create_sheet
    from gmail_reports.times.when import SchoolYear
    from service.accounts import NoPermission
    from service.world import World

    config = config_of(config_path)
    school = school_of(config, school_id)
    read = _read(file, school.school_year)
    world = World.of(config)
    try:
        with world.engine.connect() as connection:
            existing = store.spreadsheet(connection, school.id, school.school_year)
        if existing:
            fail(f"Năm học {school.school_year} đã có bảng: {link_to_sheet(existing[0])} (there is a Sheet already)")
        account = school.accounts[0]
        sheets = SheetClient(account, world.connection(account).sheets)
        title = f"Truyền thông {school.school_year} - {school.name}"
        year = SchoolYear.parse(school.school_year)
        made = create_sheet(world.engine, sheets, school.id, title, year, read.plan.rows)
    except (NoPermission, GoogleTrouble) as error:
        fail(str(error))
    finally:
        world.close()
    say([read.in_short])
    if read.findings:
        say(["", "Cần hỏi hoặc xem lại (to ask or look at):", *read.questions(Language.VI)])
    click.echo(f"\n{link_to_sheet(made)}")


@click.command()
@_file
@_school_year
@json_option
@language_option
def lint(file: Path, year_text: str | None, as_json: bool, lang: str) -> None:
    """Điều cần hỏi hoặc xem lại trong tệp kế hoạch. (What to ask or look at in a plan file; needs no account.)"""
    from drive_sync.wording import Language

    read = _read(file, year_text)
    if as_json:
        click.echo(as_json_text(read.as_json(Language(lang))))
    elif read.findings:
        say([read.in_short, "", *read.questions(Language(lang))])
    else:
        say([read.in_short, "Không có gì cần hỏi. (Nothing to ask.)"])
    sys.exit(FOUND if read.findings else 0)


@click.command()
@_file
@_school_year
@json_option
@language_option
def show(file: Path, year_text: str | None, as_json: bool, lang: str) -> None:
    """Các mục và nội dung của tệp kế hoạch, như hệ thống hiểu. (The sections and items, as they are understood.)"""
    from drive_sync.wording import Language

    read = _read(file, year_text)
    if as_json:
        click.echo(as_json_text(read.as_json(Language(lang))))
        return
    for line in (read.in_short, *read.for_people()):
        click.echo(line)


def _read(file: Path, year_text: str | None) -> "PlanReading":
    """The plan of a file as it is understood; ends the program when it cannot be read."""
    from gmail_reports.deadlines import ZONE
    from gmail_reports.plan.file import UnreadablePlan, read_plan_file
    from gmail_reports.plan.reading import PlanReading
    from service.world import real_clock

    year = school_year_of(year_text) if year_text is not None else None
    try:
        return PlanReading.of(read_plan_file(file), file.stem, year, real_clock().astimezone(ZONE).date())
    except UnreadablePlan as error:
        fail(str(error))


PLAN_FILE_COMMANDS = (import_plan, lint, show)
"""What joins the group; the commands about single words stand in another file."""

for command in PLAN_FILE_COMMANDS:
    plan.add_command(command)
