"""`tintruong name TEXT…`: how a folder name is understood, and the better name. No account, no configuration needed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.words import FOUND, as_json_text, config_of, json_option, language_option, school_year_of, wrapped

if TYPE_CHECKING:
    from drive_sync.names.folder_names import EventName, School
    from drive_sync.wording import Language


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--school", default="PTDTBT THCS Pu Nhi", show_default=True, help="Tên trường. (The school's name.)")
@click.option(
    "--school-year",
    metavar="2023-2024",
    help="Năm học hiện tại; mặc định theo cấu hình. Cho “Tháng 11” một năm, hỏi lại năm khác, và cho ngày đúng "
    "của sự kiện khi ngày ghi không có trong lịch. (The present school year; by default the configuration's. It dates "
    "“Tháng 11”, asks about other years, and gives an event its day in place of an impossible one.)",
)
@json_option
@language_option
@click.pass_obj
def name(
    config_path: Path, texts: tuple[str, ...], school: str, school_year: str | None, as_json: bool, lang: str
) -> None:
    """Tên thư mục được hiểu thế nào, và tên nên đặt. (How a folder name is understood, and the better name.)

    Trường khác và cách viết khác lấy từ tệp cấu hình, nếu có. Mã thoát 1 khi có tên nên đổi.
    (Other schools and aliases come from the configuration, if there is one. Exit 1 when a name should be changed.)
    """
    from drive_sync.names.folder_names import NameSeverity, read_name
    from drive_sync.wording import Language

    own, others, year = _schools(config_path, school)
    year = school_year_of(school_year).first if school_year else year
    read = [read_name(text, own, others, year) for text in texts]
    if as_json:
        click.echo(as_json_text([_as_json(text, one) for text, one in zip(texts, read, strict=True)]))
    else:
        click.echo("\n\n".join("\n".join(_lines(one, Language(lang))) for one in read))
    sys.exit(FOUND if any(one.severity is NameSeverity.FIX for one in read) else 0)


def _schools(config_path: Path, named: str) -> "tuple[School, tuple[School, ...], int | None]":
    """The school whose Drive it is (by name or alias), the configuration's others, the year of the school's plan."""
    from drive_sync.names.folder_names import School
    from drive_sync.text import fold
    from gmail_reports.times.when import SchoolYear

    schools = config_of(config_path).schools if config_path.exists() else ()
    found = next((one for one in schools if fold(named) in map(fold, (one.name, *one.aliases))), None)
    own = found.own if found else School(named)
    year = SchoolYear.parse(found.school_year).first if found else None
    return own, tuple(one.own for one in schools if one is not found), year


def _as_json(text: str, one: "EventName") -> dict[str, object]:
    return {
        "input": text,
        "school": one.school,
        "event": one.event,
        "activity": one.activity,
        "date": one.date,
        "problems": list(one.problems),
        "severity": one.severity,
        "suggested_name": one.suggestion,
    }


def _lines(one: "EventName", language: "Language") -> list[str]:
    """One name as a block that fits a phone; the better name stands alone on its line, to be copied whole."""
    from drive_sync.names.problems import PROBLEM_TEXT, SEVERITY_TEXT, day_in_words
    from drive_sync.names.school_events import event_named
    from drive_sync.wording import Text

    facts = (
        (Text("Đơn vị", "School"), one.school),
        (Text("Hoạt động", "Activity"), one.activity),
        (Text("Sự kiện", "Event"), event_named(one.event).name if one.event else None),
        (Text("Ngày", "Date"), day_in_words(one.date).say(language) if one.date else None),
    )
    lines = wrapped(f"{one.text}: {SEVERITY_TEXT[one.severity].say(language)}")
    for label, fact in facts:
        lines += wrapped(f"{label.say(language)}: {fact}", "  ") if fact else []
    for problem in one.problems:
        lines += wrapped(PROBLEM_TEXT[problem].say(language), "  - ")
    if one.suggestion:
        lines += [Text("  Tên nên đặt:", "  Better name:").say(language), one.suggestion]
    return lines
