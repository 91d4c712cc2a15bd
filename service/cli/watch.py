"""`tintruong watch FOLDER-ID`: what the watcher sees, for the person who asks "does it see my upload?"."""

import json
import os
import re
import tempfile
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.cli.words import config_of, fail, say

if TYPE_CHECKING:
    from service.google import Connection

ROOT_URL, ACCESS_TOKEN = "TINTRUONG_ROOT_URL", "TINTRUONG_ACCESS_TOKEN"

_NO_NAME_OF_A_FILE = re.compile(r"[^A-Za-z0-9_-]")
_WORDS = {"appeared": "mới có", "moved": "chuyển chỗ", "changed": "thay đổi", "gone": "không còn", "judged": "đã chấm"}


@click.command()
@click.argument("folder", metavar="FOLDER-ID")
@click.option("--once", is_flag=True, help="Xem một lượt rồi thoát. (One look, then exit.)")
@click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một đối tượng JSON. (One JSON object per line.)")
@click.option(
    "--state", type=click.Path(path_type=Path, file_okay=False), help="Nhớ giữa các lần chạy. (Remembers here.)"
)
@click.option("--every", type=float, default=10, show_default=True, help="Số giây giữa hai lượt. (Seconds.)")
@click.option("--school", default="PTDTBT THCS Pu Nhi", show_default=True, help="Tên trường. (The school's name.)")
@click.pass_obj
def watch(
    config_path: Path, folder: str, once: bool, as_json: bool, state: Path | None, every: float, school: str
) -> None:
    """Hệ thống thấy gì trong thư mục Drive FOLDER-ID. (What the watcher sees in a folder of Drive.)

    Mỗi dòng là một thư mục hoặc tệp mới có, chuyển chỗ, thay đổi, không còn, và kết quả chấm từng thư mục sự kiện.
    Không cần cấu hình: đặt TINTRUONG_ACCESS_TOKEN (và TINTRUONG_ROOT_URL nếu không phải Google thật); nếu không, dùng
    tài khoản đầu trong config.toml. (A line per folder and file that appeared, moved, changed or went, and per event
    folder judged. Needs no configuration when the environment gives TINTRUONG_ACCESS_TOKEN, a bare access token, and
    for a stand-in TINTRUONG_ROOT_URL; else the first account of config.toml is used.)
    """
    from drive_sync.errors import (
        GoogleTrouble,
        Remedy,
        WatchedFolderBinned,
        WatchedFolderEmptied,
        WatchedFolderVanished,
    )
    from drive_sync.names.folder_names import School
    from service.daemon import stop_on_signals
    from service.database import open_database
    from service.watching import NoFolder, Watching
    from service.world import real_clock

    stop = threading.Event()
    stop_on_signals(stop)
    connection = _connection(config_path)
    with ExitStack() as at_end:
        home = state or Path(at_end.enter_context(tempfile.TemporaryDirectory(prefix="tintruong-watch-")))
        memory = home / _NO_NAME_OF_A_FILE.sub("_", folder)  # of each folder apart: a look takes what it heard
        engine = open_database(f"sqlite:///{memory.as_posix()}.sqlite3")
        at_end.callback(connection.close)
        at_end.callback(engine.dispose)
        told = memory.with_name(f"{memory.name}.json") if state else None
        watching = Watching(engine, connection.drive, folder, School(school), told)
        while not stop.is_set():
            try:
                _tell(watching.look(real_clock()), as_json)
            except NoFolder as error:
                fail(str(error))
            except WatchedFolderEmptied as error:
                _say_aside(str(error))
            except WatchedFolderVanished as error:
                sentence = str(error) if isinstance(error, WatchedFolderBinned) else _not_there(folder)
                if once:
                    fail(sentence)
                _say_aside(sentence)
            except GoogleTrouble as error:
                if error.remedy is Remedy.LOG_IN_AGAIN and ACCESS_TOKEN in os.environ:
                    fail(f"Google không nhận {ACCESS_TOKEN}: hết hạn hoặc sai. Lấy mã mới. (The access token is dead.)")
                if once or error.remedy is Remedy.LOG_IN_AGAIN:
                    fail(str(error))
                _say_aside(str(error))
            if once:
                return
            stop.wait(every)


def _connection(config_path: Path) -> "Connection":
    from google.oauth2.credentials import Credentials

    from service.accounts import NoPermission, credentials_of
    from service.google import Connection

    token, root_url = os.environ.get(ACCESS_TOKEN, ""), os.environ.get(ROOT_URL, "")
    if token:
        if root_url and not root_url.endswith("/"):
            root_url += "/"
        return Connection(Credentials(token), root_url, timeout=60)
    if not config_path.exists():
        fail(
            f"Chưa có quyền xem Drive: đặt biến môi trường {ACCESS_TOKEN}, hoặc tạo {config_path} rồi chạy "
            f"`tintruong login`. (No access to Drive: set {ACCESS_TOKEN}, or write a configuration and log in.)"
        )
    config = config_of(config_path)
    try:
        credentials = credentials_of(config.state_dir, config.schools[0].accounts[0])
    except NoPermission as error:
        fail(str(error))
    return Connection(credentials, root_url or config.google.root_url, config.google.timeout_seconds)


def _tell(lines: Iterable[dict[str, Any]], as_json: bool) -> None:
    for line in lines:
        if as_json:
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            verdict = f": {line['verdict']} {' '.join(line['findings'])}".rstrip() if "verdict" in line else ""
            end = "/" if line["kind"] == "folder" else ""
            say([f"{line['event']:<8} ({_WORDS[line['event']]})  {line['path']}{end}{verdict}"])


def _not_there(folder: str) -> str:
    return (
        f"Không thấy thư mục {folder}. Kiểm tra mã (phần cuối đường dẫn của thư mục) và chia sẻ thư mục cho tài khoản "
        "đang dùng. (The folder is not there: check its id and share it with the account.)"
    )


def _say_aside(sentence: str) -> None:
    """Tells a trouble beside the lines, which may be read by a program."""
    from drive_sync.text import one_line

    click.echo(one_line(sentence), err=True)


WATCH = (watch,)
