"""`tintruong check PATH|DRIVE-FOLDER…`: judge folders now, on disk before the upload or on Drive after it.

Exit codes: 0 nothing needs work, 1 something does or could not be judged, 2 wrong use.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.cli.words import FOUND, as_json_text, config_of, fail, json_option, language_option, wrapped

if TYPE_CHECKING:
    from drive_sync.names.folder_names import School
    from drive_sync.spot_check import Judged, Source
    from drive_sync.wording import Language
    from service.config import Config, SchoolConfig

_EXAMPLE_SCHOOL = "PTDTBT THCS Pu Nhi"


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH|DRIVE-FOLDER...")
@click.option("--school", default="", help="Tên hoặc mã trường. (The school's name or its id in the configuration.)")
@json_option
@language_option
@click.pass_obj
def check(config_path: Path, targets: tuple[str, ...], school: str, as_json: bool, lang: str) -> None:
    """Chấm thư mục ngay: trên máy trước khi tải lên, hoặc trên Drive. (Judges folders now, on disk or on Drive.)

    Thư mục trên máy không cần cấu hình, không cần tài khoản. (A folder on disk needs no configuration, no account.)
    """
    from drive_sync.wording import Language

    language = Language(lang)
    config = config_of(config_path) if config_path.exists() else None
    schools = _schools(config, school)
    with ExitStack() as connections:
        sources = [_source(target, config_path, config, school, connections) for target in targets]
        judged = _judge(sources, schools, config, language)
    if as_json:
        click.echo(as_json_text([_as_json(one, language) for one in judged]))
    else:
        for one in judged:
            click.echo("\n".join(_told(one, language)))
    wanting = {"needs-work", "unknown"}
    sys.exit(FOUND if any(one.verdict in wanting for one in judged) else 0)


@dataclass(frozen=True, slots=True)
class _Pointed:
    """Where somebody points: a folder and the id of its top."""

    source: "Source"
    root: str


def _schools(config: "Config | None", wanted: str) -> tuple["School", ...]:
    """The own school first: the one that was named, else the configuration's first, else the example's."""
    from drive_sync.names.folder_names import School

    known = list(config.schools) if config else []
    own = next((one for one in known if wanted in {"", one.id, one.name, *one.aliases}), None)
    if own is None:
        return (School(wanted or _EXAMPLE_SCHOOL), *(one.own for one in known))
    return (own.own, *(one.own for one in known if one is not own))


def _source(target: str, config_path: Path, config: "Config | None", school: str, connections: ExitStack) -> _Pointed:
    """The folder that a target means; ends the program with a sentence when it means none."""
    from drive_sync.folder_on_drive import folder_id_in
    from drive_sync.local_folder import ROOT, LocalFolder

    path = Path(target)
    try:
        if path.is_dir():
            return _Pointed(LocalFolder(path), ROOT)
        if path.exists():
            fail(
                f"{target} là một tệp. Ghi đường dẫn của thư mục chứa ảnh, video; tệp nén thì giải nén trước. "
                f"(A file: give the folder with the photos; unpack an archive first.)"
            )
    except (OSError, ValueError) as error:
        fail(f"Không mở được {target}: {error}. Kiểm tra quyền đọc thư mục. (Cannot be opened: check its permissions.)")
    folder_id = folder_id_in(target)
    if folder_id is None:
        fail(
            f"Không có thư mục {target}. Kiểm tra đường dẫn, hoặc dán đường liên kết của thư mục trên Drive. "
            f"(No such folder: check the path, or paste the link of a folder on Drive.)"
        )
    try:
        return _Pointed(_on_drive(folder_id, config or config_of(config_path), school, connections), folder_id)
    except _NotSeen as error:
        fail(str(error))


class _NotSeen(Exception):
    """No account of the configuration can open the folder; the text says why."""


def _on_drive(folder_id: str, config: "Config", wanted: str, connections: ExitStack) -> "Source":
    """The folder through the first account that sees it; raises `_NotSeen` when none does."""
    from drive_sync.errors import GoogleTrouble, Remedy
    from drive_sync.folder_on_drive import FolderOnDrive
    from service.accounts import NoPermission, credentials_of
    from service.google import Connection
    from service.world import real_clock

    met: list[str] = []
    for school in _named_first(config, wanted):
        superior = school.superior_on(real_clock().date()).address
        for account in school.accounts:
            try:
                credentials = credentials_of(config.state_dir, account)
                connection = Connection(credentials, config.google.root_url, config.google.timeout_seconds)
                connections.callback(connection.close)
                return FolderOnDrive(account, connection.drive, folder_id, superior)
            except NoPermission as error:
                met.append(str(error))
            except GoogleTrouble as error:
                if error.remedy is not Remedy.GONE:
                    met.append(str(error))
    raise _NotSeen(
        "\n".join(met)
        or f"Không tài khoản nào trong cấu hình mở được thư mục {folder_id}. Chia sẻ thư mục cho "
        f"{config.schools[0].accounts[0]} rồi chạy lại. (No configured account sees the folder: share it first.)"
    )


def _named_first(config: "Config", wanted: str) -> list["SchoolConfig"]:
    return sorted(config.schools, key=lambda one: wanted not in {one.id, one.name, *one.aliases})


def _judge(
    pointed: list[_Pointed], schools: tuple["School", ...], config: "Config | None", language: "Language"
) -> list["Judged"]:
    from drive_sync.media.probe import Probe
    from drive_sync.rules import Limits
    from drive_sync.spot_check import check as check_folder
    from drive_sync.spot_check import events_at, nothing_to_judge

    roots = {root for school in config.schools for root in school.roots} if config else set()
    placed = [(one, events_at(one.source.files, one.root, schools, is_watched=one.root in roots)) for one in pointed]
    files = sum(len(there.files) for _, events in placed for there in events)
    limits = config.limits.as_limits if config else Limits()
    judged: list[Judged] = []
    with Probe() as probe, _progress(files, language) as tell:
        for one, events in placed:
            judged += [
                check_folder(one.source, there, schools, probe=probe, limits=limits, language=language, tell=tell)
                for there in events
            ] or [nothing_to_judge(one.source, one.root, schools, language)]
    return judged


@contextmanager
def _progress(files: int, language: "Language") -> Iterator[Callable[[], None]]:
    """A bar on the terminal while files are read; nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from drive_sync.wording import Text

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(Text("Đang xem", "Reading").say(language), total=files)
        yield lambda: progress.advance(task)


def _as_json(judged: "Judged", language: "Language") -> dict[str, Any]:
    from drive_sync.event_card import as_json
    from drive_sync.rules import RULE_BY_CODE

    return {
        "folder": judged.folder,
        "verdict": judged.verdict,
        "card": as_json(judged.card, language),
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "file": one.file,
                "data": dict(one.data),
                "message": RULE_BY_CODE[one.code].message.say(language, **one.data),
                "fix": RULE_BY_CODE[one.code].fix.say(language, **one.data),
            }
            for one in judged.findings
        ],
    }


def _told(judged: "Judged", language: "Language") -> Iterator[str]:
    """One folder for a person, in lines that fit the terminal, a phone's too."""
    from drive_sync.event_card import QUESTION_TEXT, UNKNOWN, known_answers
    from drive_sync.facts import Severity
    from drive_sync.rules import RULE_BY_CODE
    from drive_sync.text import one_line
    from drive_sync.wording import Text

    verdicts = {
        "accepted": Text("ĐẠT", "ACCEPTED"),
        "needs-work": Text("CẦN BỔ SUNG", "NEEDS WORK"),
        "unknown": Text("CHƯA RÕ", "NOT KNOWN"),
        "ignored": Text("KHÔNG XÉT", "NOT JUDGED"),
    }
    yield from wrapped(f"{verdicts[judged.verdict].say(language)}: {one_line(judged.name)}", "")
    known = known_answers(judged.card, language)
    for name, question in QUESTION_TEXT.items():
        yield from wrapped(f"{question.say(language)}: {known.get(name, UNKNOWN.say(language))}", "  ")
    advice = Text("nên", "advice").say(language)
    for one in judged.findings:
        rule = RULE_BY_CODE[one.code]
        mark = "" if one.severity is Severity.BLOCKING else f" ({advice})"
        yield from wrapped(f"{one.code}{mark} {one_line(rule.message.say(language, **one.data))}", "- ")
        yield from wrapped(one_line(rule.fix.say(language, **one.data)), "  → ")
    yield ""
