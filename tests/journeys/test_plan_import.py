"""`tintruong plan import` on the local Google: from the school's Word document to the Sheet, and what it says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.client import SheetClient
from service.accounts import save_token
from service.cli.main import main
from service.config_file import load
from service.local_google import LocalGoogle
from service.world import World
from tests.faults.schools import SUPERIOR, Uploader, account, config_text, school_id
from tests.plan_document import seed_plan


@pytest.fixture
def school(tmp_path: Path) -> Iterator[tuple[LocalGoogle, World, Path]]:
    google = LocalGoogle().start()
    google.add_user(SUPERIOR)
    uploader = Uploader(google)
    path = tmp_path / "config.toml"
    path.write_text(config_text(google.root_url, [uploader.root(account(0))], date(2023, 9, 1)), encoding="utf-8")
    config = load(path)
    save_token(config.state_dir, account(0), uploader.token(account(0)))
    world = World.of(config)
    yield google, world, path
    uploader.close()
    world.close()
    google.stop()


def _import(config: Path, plan: Path) -> Result:
    return CliRunner().invoke(main, ["--config", str(config), "plan", "import", str(plan)])


def _tab(world: World) -> list[list[str]]:
    with world.engine.connect() as connection:
        spreadsheet, ids = sheet_store.spreadsheet(connection, school_id(0), "2023-2024")
    sheets = SheetClient(account(0), world.connection(account(0)).sheets)
    return [list(row) for row in sheets.read(spreadsheet, ids)["Phụ lục 1"]]


def test_the_plan_of_a_word_document_becomes_the_sheet_and_the_command_says_what_it_understood(school, tmp_path):
    _, world, config = school
    plan = tmp_path / "Kế hoạch.docx"
    plan.write_bytes(seed_plan())
    result = _import(config, plan)
    assert result.exit_code == 0
    assert "7 mục, 12 nội dung" in result.output
    assert result.output.count("9/12 nội dung") == 1
    assert "https://docs.google.com/spreadsheets/" in result.output
    tab = _tab(world)
    assert tab[0][:5] == [
        *("Stt", "Nội dung/Chủ đề", "Hình thức/Sản phẩm truyền thông", "Thời gian thực hiện", "Thực hiện"),
    ]
    assert tab[2][:5] == [
        "1",
        "Tăng cường báỏ đảm chất lượng giáo dục",
        "Chương trình truyền thông về công tác y tế  trong trường học, phòng, chống dịch bệnh và tai nạn thương tích",
        "2/2023",
        "Đ.c Tú",
    ], "cells stay as the school wrote them, times stay text"
    again = _import(config, plan)
    assert again.exit_code == 2
    assert "đã có bảng" in again.output


def test_a_file_that_is_no_plan_makes_no_spreadsheet(school, tmp_path):
    google, world, config = school
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(b"PK")
    assert _import(config, plan).exit_code == 2
    assert google.calls["sheets.spreadsheets.create"] == 0
    with world.engine.connect() as connection:
        assert sheet_store.spreadsheet(connection, school_id(0), "2023-2024") is None


def _own_spreadsheet(world: World, rows: list[list[str]]) -> str:
    """A spreadsheet that the school made itself, long before us; its link."""
    sheets = world.connection(account(0)).sheets().spreadsheets()
    made: str = sheets.create(body={"properties": {"title": "Kế hoạch"}}).execute()["spreadsheetId"]
    body = {"values": rows}
    sheets.values().update(spreadsheetId=made, range="A1", valueInputOption="RAW", body=body).execute()
    return f"https://docs.google.com/spreadsheets/d/{made}/edit#gid=0"


_OWN_PLAN = [
    ["TT", "Nội dung công việc", "Sản phẩm", "Thời gian", "Người phụ trách"],
    ["I", "Chuyên môn"],
    ["1", "Đọc sách", "Tin", "10/2023", "Lê"],
    ["2", "Viết chữ đẹp", "Ảnh", "", "Tú"],
]


def _plan(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(config), "plan", *arguments])


def test_a_spreadsheet_of_the_schools_own_is_read_and_then_gone_on_with(school):
    _, world, config = school
    link = _own_spreadsheet(world, _OWN_PLAN)
    asked = _plan(config, "lint", "--sheet", link)
    assert asked.exit_code == 1
    assert "1 mục, 2 nội dung" in asked.output
    shown = _plan(config, "show", "--sheet", link)
    assert shown.exit_code == 0
    assert "Viết chữ đẹp" in shown.output
    with world.engine.connect() as connection:
        assert sheet_store.spreadsheet(connection, school_id(0), "2023-2024") is None, "reading takes nothing over"
    taken = _plan(config, "import", "--sheet", link)
    assert taken.exit_code == 0
    assert link.removesuffix("#gid=0") in taken.output
    tab = _tab(world)
    assert [row[: len(_OWN_PLAN[0])] for row in tab[: len(_OWN_PLAN)]] == _OWN_PLAN
    with world.engine.connect() as connection:
        spreadsheet, ids = sheet_store.spreadsheet(connection, school_id(0), "2023-2024")
    sheets = SheetClient(account(0), world.connection(account(0)).sheets)
    assert [row[0] for row in sheets.read(spreadsheet, ids)["Nhân sự"][1:3]] == ["Lê", "Tú"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import",), "--sheet"),
        (("lint", "plan.csv", "--sheet", "https://docs.google.com/spreadsheets/d/1234567890"), "--sheet"),
        (("lint", "--sheet", "https://example.com/"), "https://docs.google.com/spreadsheets/d/"),
    ],
)
def test_a_plan_comes_from_one_place_that_can_be_opened(school, arguments, says):
    _, _, config = school
    result = _plan(config, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_spreadsheet_without_a_plan_is_not_taken_over(school):
    _, world, config = school
    result = _plan(config, "import", "--sheet", _own_spreadsheet(world, [["Danh sách lớp"], ["1", "Vàng A Dế"]]))
    assert result.exit_code == 2
    assert "Phụ lục 1" in result.stderr
    with world.engine.connect() as connection:
        assert sheet_store.spreadsheet(connection, school_id(0), "2023-2024") is None
