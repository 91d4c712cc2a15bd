"""What all commands share: exit codes, options, the configuration, and how a sentence or JSON is said."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from gmail_reports.times.when import SchoolYear
    from service.config import Config, SchoolConfig

FOUND, WRONG_USE = 1, 2
_WIDEST, _NARROWEST = 88, 24

json_option = click.option("--json", "as_json", is_flag=True, help="In dạng JSON. (As JSON.)")
language_option = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ. (Language.)"
)
school_option = click.option("--school", "school_id", help="Mã trường trong cấu hình. (The school's id.)")


def config_of(path: Path) -> "Config":
    """The configuration of a file; ends the program with all its mistakes when it has any."""
    from service.config_file import BadConfig, load

    try:
        return load(path)
    except BadConfig as error:
        fail(str(error))


def school_of(config: "Config", school_id: str | None) -> "SchoolConfig":
    """The school with this id, or the only one; ends the program when that is not one school."""
    found = [one for one in config.schools if school_id in {None, one.id}]
    if len(found) != 1:
        fail(f"Chọn trường bằng --school: {', '.join(one.id for one in config.schools)} (choose a school)")
    return found[0]


def school_year_of(text: str) -> "SchoolYear":
    """The school year of `2023-2024`; ends the program when the text is none."""
    from gmail_reports.times.when import SchoolYear

    try:
        return SchoolYear.parse(text)
    except ValueError:
        fail(f"Ghi năm học dạng 2023-2024, không phải {text!r} (write the school year as 2023-2024)")


def as_json_text(value: Any) -> str:
    """The value as JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def say(lines: Iterable[str]) -> None:
    """Prints sentences, each made safe for a terminal."""
    from drive_sync.text import one_line

    for line in lines:
        click.echo(one_line(line))


def wrapped(text: str, lead: str = "") -> list[str]:
    """A sentence in lines that fit the terminal, a phone's too; `lead` stands before the first of them."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead]


def fail(sentence: str) -> NoReturn:
    """Says what is wrong and ends the program with exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(WRONG_USE)
