"""What all commands share: the exit codes, the configuration, and how a sentence or JSON is said."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from service.config import Config

FOUND, WRONG_USE = 1, 2
_WIDEST, _NARROWEST = 88, 24


def config_of(path: Path) -> "Config":
    """The configuration of a file; ends the program with all its mistakes when it has any."""
    from service.config_file import BadConfig, load

    try:
        return load(path)
    except BadConfig as error:
        fail(str(error))


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
