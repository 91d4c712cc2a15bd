import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli.main import main
from service.config_pages import config_example
from tests.plan_document import seed_plan

_SEED = Path(__file__).parent / "data" / "appendix1.csv"
_JSON = json.loads((_SEED.parent / "appendix1.json").read_text(encoding="utf-8"))
_CLEAN = "Stt,Nội dung,Hình thức,Thời gian,Thực hiện\n1,Khai giảng,Tin,9/2023,Lò Văn Tú\n"


@pytest.fixture
def run(tmp_path):
    """Runs a command as a person does who has neither a configuration nor an account."""

    def run_command(*arguments):
        return CliRunner().invoke(main, ["--config", str(tmp_path / "config.toml"), *map(str, arguments)])

    return run_command


def _file(folder, contents, name="plan.csv"):
    path = folder / name
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return path


@pytest.fixture
def seed(run):
    return json.loads(run("plan", "lint", "--json", _SEED).stdout)


def test_the_seeds_table_is_told_to_other_programs_as_agreed(seed):
    assert set(seed) == {"columns", "rows", "sections", "items", "findings"}
    assert seed["columns"] == {"stt": 0, "topic": 1, "product": 2, "time": 3, "person": 4}
    assert set(seed["sections"][0]) == {"numeral", "title"}
    assert list(seed["items"][0]) == [
        *("code", "section", "stt", "topic", "product", "time", "person", "months", "people", "state"),
    ]
    assert set(seed["findings"][0]) == {"row", "code", "message", "suggestion"}


def test_each_row_of_the_seed_has_the_number_and_the_kind_of_the_data(seed):
    assert seed["rows"] == [{"row": row["row"], "kind": row["kind"]} for row in _JSON["rows"]]


def test_the_seed_has_seven_sections_and_twelve_items(seed):
    assert [section["numeral"] for section in seed["sections"]] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    wanted = [row for row in _JSON["rows"] if row["kind"] == "item"]
    assert [item["code"] for item in seed["items"]] == [row["id_effective"] for row in wanted]
    for item, row in zip(seed["items"], wanted, strict=True):
        assert (item["stt"], item["topic"], item["product"]) == (row["stt"], row["noi_dung"], row["hinh_thuc"])
        assert (item["time"], item["person"]) == (row["thoi_gian"], row["thuc_hien"])
        assert item["section"] == row["section_effective"]
        assert item["months"] == ([row["parsed"]["month"]] if row["parsed"]["month"] else [])
        assert item["people"] == ([row["parsed"]["person_key"]] if row["parsed"]["person_key"] else [])


def test_what_is_not_clear_in_the_seed_is_to_be_confirmed(seed):
    clear = [item["code"] for item in seed["items"] if item["state"] != "can_xac_nhan"]
    assert clear == ["II.1", "II.2"]


def test_nine_recycled_times_are_one_question_and_the_empty_item_is_asked_for_both(seed):
    (grouped,) = [one for one in seed["findings"] if one["code"] == "stale_plan_pattern"]
    assert grouped["row"] is None
    assert grouped["message"].startswith("9/12 nội dung")
    assert grouped["suggestion"].count(";") == 8
    (row,) = [row["row"] for row in _JSON["rows"] if row.get("id_effective") == "III.2"]
    assert [one["code"] for one in seed["findings"] if one["row"] == row] == ["time_missing", "person_missing"]


def test_people_read_one_question_for_all_recycled_times(run):
    result = run("plan", "lint", _SEED)
    assert result.exit_code == 1
    assert result.output.count("trước năm học") == 0
    assert result.output.count("9/12 nội dung") == 1
    assert "- III.2: Nội dung “Các hoạt động tăng cường chuyển đổi số” chưa có thời gian" in result.output
    assert "Traceback" not in result.output


def test_a_document_is_asked_about_its_text_too_and_a_table_is_not(run, tmp_path, seed):
    document = json.loads(run("plan", "lint", "--json", _file(tmp_path, seed_plan(), "kh.docx")).stdout)
    assert {key: document[key] for key in ("columns", "rows", "sections", "items")} == {
        key: seed[key] for key in ("columns", "rows", "sections", "items")
    }
    more = [one for one in document["findings"] if one not in seed["findings"]]
    assert {one["row"] for one in more} == {None}
    assert "stale_legal_basis" in {one["code"] for one in more}
    assert len(document["findings"]) == len(seed["findings"]) + len(more)


def test_a_plan_with_nothing_to_ask_exits_with_zero(run, tmp_path):
    result = run("plan", "lint", _file(tmp_path, _CLEAN))
    assert result.exit_code == 0
    assert "Không có gì cần hỏi" in result.output
    assert json.loads(run("plan", "lint", "--json", tmp_path / "plan.csv").stdout)["findings"] == []


def test_the_school_year_may_be_given(run, tmp_path):
    path = _file(tmp_path, _CLEAN)
    codes = [
        [one["code"] for one in json.loads(run("plan", "lint", "--json", *option, path).stdout)["findings"]]
        for option in ((), ("--school-year", "2024-2025"))
    ]
    assert codes == [[], ["time_before_school_year"]]
    wrong = run("plan", "lint", "--school-year", "2024", path)
    assert wrong.exit_code == 2
    assert "2023-2024" in wrong.stderr


@pytest.mark.parametrize("command", ["lint", "show"])
@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("plan.csv", "Tên,Tuổi\n"),
        ("plan.docx", b"PK"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("x.pdf", b""),
    ],
)
def test_an_unreadable_file_is_named_with_its_remedy_and_exits_with_two(run, tmp_path, command, name, contents):
    result = run("plan", command, _file(tmp_path, contents, name))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"{name}: ")
    assert "Traceback" not in result.stderr


def test_an_unreadable_file_makes_nothing(run, tmp_path):
    (tmp_path / "config.toml").write_text(config_example(), encoding="utf-8")
    result = run("plan", "import", _file(tmp_path, b"PK", "plan.docx"))
    assert result.exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "plan.docx"]


def test_the_plan_is_shown_in_lines_as_wide_as_a_phone(run):
    result = run("plan", "show", _SEED)
    assert result.exit_code == 0
    summary, *lines = result.output.splitlines()
    assert summary.startswith("Năm học 2023-2024: 7 mục, 12 nội dung")
    assert max(map(len, lines)) <= 40
    assert [line for line in lines if line.startswith("VI")] == [
        "VI. Tăng cường công tác giáo dục chính",
        "VI.1 Chương trình “Tăng cường giáo dục",
        "VI.2 Xây dựng văn hoá học đường",
        "VII. Một số hoạt động khác",
        "VII.1 Kỷ niệm 41 năm ngày Nhà giáo Việt",
        "VII.2 Các hoạt động XHH",
    ]
    assert "    2/2023 → 2/2024? · Đ.c Tú" in lines
    assert "    ? · ?" in lines
    assert json.loads(run("plan", "show", "--json", _SEED).stdout)["items"][0]["code"] == "I.1"


def test_hostile_cells_do_not_reach_the_terminal_as_commands(run, tmp_path):
    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        hostile = "Khai\x1b[2J giảng\u202e {0} {year}"
        rows = [["Stt", "Nội dung", "Thời gian", "Thực hiện"], ["I", hostile, "", ""], ["1", hostile, hostile, hostile]]
        csv.writer(file).writerows(rows)
    for command in ("lint", "show"):
        output = run("plan", command, path).output
        assert "\x1b" not in output
        assert "\u202e" not in output
        assert "{year}" in output
