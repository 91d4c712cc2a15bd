"""`tintruong watch`: with two environment variables and nothing else, a person sees what the watcher sees."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli.main import main
from tests.journeys.drives import TEACHER, Drives, drives_at

Watch = Callable[..., Result]


@pytest.fixture
def drives(tmp_path: Path) -> Iterator[Drives]:
    with drives_at(tmp_path / "drives") as drives:
        yield drives


@pytest.fixture
def watch(drives: Drives, tmp_path: Path) -> Watch:
    environment = {
        "TINTRUONG_ROOT_URL": drives.google.root_url,
        "TINTRUONG_ACCESS_TOKEN": drives.google.access_token(TEACHER),
    }

    def run(*arguments: str, **others: str) -> Result:
        config = str(tmp_path / "none.toml")
        return CliRunner().invoke(main, ["--config", config, "watch", *arguments], env=environment | others)

    return run


def _lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _said(result: Result) -> list[tuple[str, str, str]]:
    return [(line["event"], line["kind"], line["path"]) for line in _lines(result)]


def test_it_tells_every_folder_and_file_and_the_verdict_of_each_event(drives: Drives, watch: Watch) -> None:
    event = drives.teacher.folder("PTDTBT THCS Pu Nhi_Khai giảng", drives.root)
    photo, *_ = drives.teacher.photos(event, 2)
    lines = _lines(watch(drives.root, "--once", "--json"))
    assert [(line["event"], line["kind"], line["path"]) for line in lines] == [
        ("appeared", "folder", "PTDTBT THCS Pu Nhi_Khai giảng"),
        ("appeared", "file", "PTDTBT THCS Pu Nhi_Khai giảng/IMG_0000.jpg"),
        ("appeared", "file", "PTDTBT THCS Pu Nhi_Khai giảng/IMG_0001.jpg"),
        ("judged", "folder", "PTDTBT THCS Pu Nhi_Khai giảng"),
    ]
    at = lines[1].pop("at")
    assert at
    assert lines[1] == {
        "event": "appeared",
        "kind": "file",
        "id": photo,
        "name": "IMG_0000.jpg",
        "path": "PTDTBT THCS Pu Nhi_Khai giảng/IMG_0000.jpg",
        "parent": event,
    }
    assert (lines[3]["id"], lines[3]["verdict"], lines[3]["findings"][0]) == (event, "needs-work", "P201")


def test_two_folders_with_one_state_folder_do_not_take_the_news_from_each_other(
    drives: Drives, watch: Watch, tmp_path: Path
) -> None:
    roots = [drives.teacher.folder(name, drives.root) for name in ("một", "hai")]
    events = [drives.teacher.folder("Pu Nhi_Khai giảng", root) for root in roots]
    state = ("--once", "--json", "--state", str(tmp_path / "state"))
    for root in roots:
        _lines(watch(root, *state))
    for event in events:
        drives.teacher.photos(event, 3)
    for root in roots:
        assert _lines(watch(root, *state))[-1]["verdict"] == "accepted"


def test_of_photos_behind_shortcuts_the_event_is_told_and_nothing_elsewhere(
    drives: Drives, watch: Watch, tmp_path: Path
) -> None:
    photos = drives.teacher.photos(drives.teacher.folder("Kho ảnh"), 3)
    event = drives.teacher.folder("Pu Nhi_Khai giảng", drives.root)
    for photo in photos:
        drives.teacher.shortcut("IMG.jpg", event, photo)
    arguments = (drives.root, "--once", "--json", "--state", str(tmp_path / "state"))
    *appeared, judged = _lines(watch(*arguments))
    assert [line["kind"] for line in appeared] == ["folder", "file", "file", "file"]
    assert (judged["id"], judged["verdict"]) == (event, "accepted")
    drives.teacher.change(photos[0], trashed=True)
    (line,) = _lines(watch(*arguments))
    assert (line["event"], line["id"], line["verdict"]) == ("judged", event, "needs-work")
    assert {"P201", "F403"} <= set(line["findings"])


def test_files_loose_in_the_watched_folder_itself_are_judged_too(drives: Drives, watch: Watch) -> None:
    drives.teacher.photos(drives.root, 1)
    _, judged = _lines(watch(drives.root, "--once", "--json"))
    assert (judged["event"], judged["id"], judged["path"]) == ("judged", drives.root, ".")
    assert (judged["verdict"], judged["findings"]) == ("ignored", ["F401"])


def test_with_a_state_folder_only_what_is_new_is_told(drives: Drives, watch: Watch, tmp_path: Path) -> None:
    month = drives.teacher.folder("Tháng 9", drives.root)
    event = drives.teacher.folder("Pu Nhi_Khai giảng", drives.root)
    one, two, _ = drives.teacher.photos(event, 3)
    arguments = (drives.root, "--once", "--json", "--state", str(tmp_path / "state"))
    assert len(_said(watch(*arguments))) == 6
    assert _said(watch(*arguments)) == []
    drives.teacher.move(event, month)
    drives.teacher.change(one, name="đổi tên.jpg")
    drives.teacher.delete(two)
    assert [line for line in _said(watch(*arguments)) if line[0] != "judged"] == [
        ("gone", "file", "Pu Nhi_Khai giảng/IMG_0001.jpg"),
        ("moved", "folder", "Tháng 9/Pu Nhi_Khai giảng"),
        ("changed", "file", "Tháng 9/Pu Nhi_Khai giảng/đổi tên.jpg"),
    ]
    drives.teacher.change(event, trashed=True)
    assert {line[0] for line in _said(watch(*arguments))} == {"gone"}
    assert _said(watch(*arguments)) == []


def test_without_json_it_is_told_to_a_person_and_hostile_names_are_text(drives: Drives, watch: Watch) -> None:
    drives.teacher.folder("Khai giảng\x1b[2J\nBcc: a@b", drives.root)
    result = watch(drives.root, "--once")
    assert result.exit_code == 0
    assert "appeared (mới có)" in result.stdout
    assert "\x1b" not in result.stdout
    assert len(result.stdout.splitlines()) == 2


def test_a_folder_that_is_not_there_is_said_and_exits_with_two(watch: Watch) -> None:
    result = watch("1AbCdEfGh", "--once")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "1AbCdEfGh" in result.stderr


def test_a_dead_token_is_said_and_exits_with_two(drives: Drives, watch: Watch) -> None:
    drives.google.revoke(TEACHER)
    result = watch(drives.root, "--once", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "TINTRUONG_ACCESS_TOKEN" in result.stderr


def test_without_token_and_configuration_both_ways_are_named(drives: Drives, watch: Watch) -> None:
    result = watch(drives.root, "--once", TINTRUONG_ACCESS_TOKEN="")
    assert result.exit_code == 2
    assert "TINTRUONG_ACCESS_TOKEN" in result.stderr
    assert "tintruong login" in result.stderr


def test_a_file_is_no_folder_and_that_is_said(drives: Drives, watch: Watch) -> None:
    photo = drives.teacher.upload("Bức ảnh.jpg", drives.root)
    for once in (["--once"], []):
        result = watch(photo, *once)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "“Bức ảnh.jpg” là một tệp, không phải thư mục" in result.stderr


def test_a_folder_in_the_bin_is_said_at_once_and_no_file_is_told_gone(
    drives: Drives, watch: Watch, tmp_path: Path
) -> None:
    watched = drives.teacher.folder("Của em", drives.root)
    drives.teacher.photos(drives.teacher.folder("Pu Nhi_Khai giảng", watched), 3)
    arguments = (watched, "--once", "--json", "--state", str(tmp_path / "state"))
    assert len(_said(watch(*arguments))) == 5
    drives.teacher.change(watched, trashed=True)
    result = watch(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "thùng rác" in result.stderr
    drives.teacher.change(watched, trashed=False)
    assert _said(watch(*arguments)) == []


def test_a_folder_that_is_suddenly_empty_is_told_and_said(drives: Drives, watch: Watch, tmp_path: Path) -> None:
    events = [drives.teacher.folder(f"Pu Nhi_{name}", drives.root) for name in ("Khai giảng", "Trung thu")]
    arguments = (drives.root, "--once", "--json", "--state", str(tmp_path / "state"))
    watch(*arguments)
    for event in events:
        drives.teacher.delete(event)
    result = watch(*arguments)
    assert _said(result) == [("gone", "folder", "Pu Nhi_Khai giảng"), ("gone", "folder", "Pu Nhi_Trung thu")]
    assert "sau 7 ngày" in result.stderr


@pytest.mark.parametrize("fault", ["cut_body", "not_json"])
@pytest.mark.parametrize("method", ["drive.files.list", "drive.changes.getStartPageToken"])
def test_a_page_half_read_is_read_again_in_the_same_look(drives: Drives, watch: Watch, method: str, fault: str) -> None:
    drives.teacher.photos(drives.teacher.folder("Pu Nhi_Khai giảng", drives.root), 3)
    drives.google.faults.add(method, fault)
    assert _lines(watch(drives.root, "--once", "--json"))[-1]["verdict"] == "accepted"


def test_a_network_that_stays_broken_is_said_with_what_to_do(drives: Drives, watch: Watch) -> None:
    drives.google.faults.add("drive.files.list", "cut_body", times=4)
    result = watch(drives.root, "--once")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Kiểm tra mạng rồi chạy lại" in result.stderr
    assert _said(watch(drives.root, "--once", "--json")) == []


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C to a process")
def test_it_goes_on_looking_and_ctrl_c_ends_it_without_a_traceback(drives: Drives, tmp_path: Path) -> None:
    drives.teacher.folder("Tháng 9", drives.root)
    environment = os.environ | {
        "TINTRUONG_ROOT_URL": drives.google.root_url,
        "TINTRUONG_ACCESS_TOKEN": drives.google.access_token(TEACHER),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    program = "import sys; from service.cli.main import main; main(sys.argv[1:])"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "watch", drives.root, "--json", "--every", "0.2"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["name"] == "Tháng 9"
    drives.teacher.folder("Tháng 10", drives.root)
    assert json.loads(process.stdout.readline())["name"] == "Tháng 10"
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=30)
    assert (process.returncode, complaints) == (0, "")
