"""`tintruong check` on folders on disk: more than sixty, with every format, and what it says of each."""

import json
import os

import pytest
from click.testing import CliRunner

from drive_sync.facts import Severity
from drive_sync.rules import RULE_BY_CODE, RULES
from service.cli.main import main
from tests.unit import media_samples as make
from tests.unit.media_set import CASES, SCHOOL, Case, three, write

_NOT_ON_DISK = {"S401", "S402"}


def _run(*arguments):
    return CliRunner().invoke(main, ["--config", "no-such-config.toml", "check", *map(str, arguments)])


def _judged_here(findings):
    """The codes without advice about names, which has tests of its own."""
    return {one["code"] for one in findings if one["code"][0] != "N" or one["severity"] == "blocking"}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the command says of all folders of the set, by folder name."""
    root = tmp_path_factory.mktemp("Bộ ảnh")
    for case in CASES:
        write(root, case)
    result = _run("--json", root)
    assert result.exit_code == 1, result.output
    return {entry["folder"].replace("\\", "/").rpartition("/")[2]: entry for entry in json.loads(result.stdout)}


def test_the_set_is_large_and_shows_every_rule_that_a_disk_can_show(told):
    assert len(CASES) == len(told) >= 60
    shown = {code for case in CASES for code in case.codes}
    assert {rule.code for rule in RULES if rule.code[0] in "PVS"} - _NOT_ON_DISK <= shown


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_folder_gets_the_codes_it_must_get_and_no_other(told, case):
    assert _judged_here(told[case.name]["findings"]) == case.codes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_folder_needs_work_only_when_something_certain_blocks(told, case):
    blocking = any(RULE_BY_CODE[code].severity is Severity.BLOCKING for code in case.codes)
    assert told[case.name]["verdict"] == ("needs-work" if blocking else "accepted")


def test_json_has_the_fields_that_other_programs_read(told):
    entry = told[f"{SCHOOL}_Hai ảnh"]
    assert list(entry) == ["folder", "verdict", "card", "findings"]
    (finding,) = entry["findings"]
    assert finding == {
        "code": "P201",
        "severity": "blocking",
        "file": "",
        "data": {"count": 2, "minimum": 3, "missing": 1},
        "message": "Mới có 2/3 ảnh khác nhau, còn cần 1 ảnh.",
        "fix": "Mở thư mục → Mới → Tải tệp lên, chọn thêm ảnh gốc từ điện thoại đã chụp.",
    }
    assert list(entry["card"]) == ["what", "where", "when", "who", "how_many"]


def test_a_finding_of_one_file_names_it(told):
    (finding,) = told[f"{SCHOOL}_Video 360p"]["findings"]
    assert (finding["file"], finding["severity"]) == ("a.mp4", "blocking")
    assert "640x360" in finding["message"]


def test_the_card_tells_each_answer_with_its_evidence(told):
    card = told[f"{SCHOOL}_Có mô tả"]["card"]
    assert card["where"] == {"value": "sân trường", "evidence": [{"source": "description", "says": "sân trường"}]}
    assert card["who"]["value"] == "320 học sinh"
    assert card["when"]["evidence"] == [{"source": "photos", "says": "05/09/2023 07:16-07:18"}]
    assert told[f"{SCHOOL}_Khai giảng"]["card"]["where"] == {"value": "chưa rõ", "evidence": []}


def test_a_good_folder_exits_with_zero_and_a_bad_one_with_one(tmp_path):
    good, bad = write(tmp_path, CASES[5]), write(tmp_path, CASES[6])
    assert _run(good).exit_code == 0
    assert _run(bad).exit_code == 1
    assert _run(good, bad).exit_code == 1


def test_advice_alone_is_no_reason_to_fail(tmp_path):
    folder = write(tmp_path, next(case for case in CASES if case.codes == {"P202"}))
    result = _run(folder)
    assert result.exit_code == 0
    assert "P202 (nên)" in result.stdout


def test_photos_that_could_not_be_read_leave_the_verdict_open(tmp_path):
    folder = tmp_path / f"{SCHOOL}_Khai giảng"
    folder.mkdir()
    for at in (1, 2, 3):
        (folder / f"IMG_{at}.jpg").write_bytes(make.photo(at)[: 80_000 + at])
    result = _run("--json", folder)
    (entry,) = json.loads(result.stdout)
    assert (entry["verdict"], [one["code"] for one in entry["findings"]]) == ("unknown", ["P205"])
    assert result.exit_code == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_person_reads_the_verdict_the_card_and_the_way_out(tmp_path, language):
    folder = write(tmp_path, next(case for case in CASES if case.codes == {"P201"}))
    output = _run("--lang", language, folder).stdout
    rule = RULE_BY_CODE["P201"]
    fix = " ".join((rule.fix.vi if language == "vi" else rule.fix.en).split())
    assert ("CẦN BỔ SUNG" if language == "vi" else "NEEDS WORK") in output
    assert ("chưa rõ" if language == "vi" else "not known") in output
    assert fix in " ".join(output.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among files")
def test_a_pipe_among_the_photos_is_passed_by(tmp_path):
    folder = write(tmp_path, CASES[5])
    os.mkfifo(folder / "a.jpg")
    assert _run(folder).exit_code == 0


def test_links_that_lead_in_circles_or_nowhere_end(tmp_path):
    folder = write(tmp_path, CASES[5])
    try:
        (folder / "circle").symlink_to(folder, target_is_directory=True)
        (folder / "nowhere.jpg").symlink_to(folder / "gone.jpg")
    except OSError:
        pytest.skip("links are not allowed here")
    (entry,) = json.loads(_run("--json", folder).stdout)
    assert (entry["verdict"], _judged_here(entry["findings"])) == ("accepted", set())


def test_several_paths_and_what_lies_in_a_container_get_an_entry_each(tmp_path):
    first = write(tmp_path / "Năm học 2023-2024" / "Tháng 9", CASES[5])
    second = write(tmp_path, CASES[6])
    result = _run("--json", second, tmp_path / "Năm học 2023-2024")
    assert [entry["folder"] for entry in json.loads(result.stdout)] == [str(second), str(first)]


@pytest.mark.parametrize("name", ["Tháng 11", "Truyền thông", "Ảnh của trường"])
def test_a_folder_that_only_groups_events_is_no_event(tmp_path, name):
    folder = write(tmp_path / name, CASES[5])
    assert [entry["folder"] for entry in json.loads(_run("--json", tmp_path / name).stdout)] == [str(folder)]


@pytest.mark.parametrize("part", ["Ảnh", "1_ToanCanh", "Video", "DCIM"])
def test_a_folder_whose_photos_lie_in_parts_is_one_event(tmp_path, part):
    folder = tmp_path / "Văn nghệ chào mừng" / part
    folder.mkdir(parents=True)
    for name, data in three().items():
        (folder / name).write_bytes(data())
    (entry,) = json.loads(_run("--json", folder.parent).stdout)
    assert entry["folder"] == str(folder.parent)
    assert entry["verdict"] == "accepted"


def test_an_empty_container_is_ignored_and_fine(tmp_path):
    (tmp_path / "Tháng 11").mkdir()
    result = _run("--json", tmp_path / "Tháng 11")
    (entry,) = json.loads(result.stdout)
    assert (entry["verdict"], entry["findings"], result.exit_code) == ("ignored", [], 0)


def test_a_path_that_is_missing_or_a_file_is_wrong_use(tmp_path):
    missing = _run(tmp_path / "nowhere")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "nowhere" in missing.stderr
    (tmp_path / "Khai giảng.zip").write_bytes(make.archive())
    packed = _run(tmp_path / "Khai giảng.zip")
    assert packed.exit_code == 2
    assert "giải nén" in packed.stderr


def test_one_wrong_path_among_others_is_said_before_anything_is_judged(tmp_path):
    result = _run("--json", write(tmp_path, CASES[5]), tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_folder_on_drive_without_a_configuration_names_the_example():
    result = _run("https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz012345")
    assert result.exit_code == 2
    assert "config.example.toml" in result.stderr


def test_the_school_may_be_named(tmp_path):
    (tmp_path / "TH Na Son").mkdir()
    findings = json.loads(_run("--json", "--school", "TH Na Son", tmp_path / "TH Na Son").stdout)[0]["findings"]
    assert "N102" in {one["code"] for one in findings}


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Khai giảng", f"{SCHOOL}_Khai giảng"),
        (f"Bản sao của {SCHOOL}_Khai giảng", f"{SCHOOL}_Khai giảng"),
        ("Đ.c Tú", f"{SCHOOL}_<tên hoạt động>"),
    ],
)
def test_a_name_that_could_be_clearer_is_accepted_and_the_better_one_is_ready_to_paste(tmp_path, name, better):
    (told,) = json.loads(_run("--json", write(tmp_path, Case(name, three(), frozenset()))).stdout)
    assert told["verdict"] == "accepted"
    (finding,) = told["findings"]
    assert (finding["code"], finding["severity"], finding["data"]["suggestion"]) == ("N103", "advice", better)
    assert finding["fix"].endswith(better)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_fits_a_phone(tmp_path, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "36")
    folders = [write(tmp_path, case) for case in CASES if len(case.codes) > 1]
    lines = _run("--lang", language, *folders).stdout.splitlines()
    long_words = [line for line in lines if len(line) > 36 and " " in line.strip(" -→")]
    assert long_words == []
    assert any("P201" in line for line in lines)


def test_hostile_names_do_not_reach_the_terminal_as_commands(tmp_path):
    folder = tmp_path / "Khai giảng\x1b[2J\u202e"
    folder.mkdir()
    (folder / "a\x1b[31m\n.jpg").write_bytes(b"")
    output = _run(folder).stdout
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "P203" in output
