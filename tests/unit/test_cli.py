import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from drive_sync.rules import RULES
from service.cli.main import main
from service.config_pages import config_example

_HEAVY = ("googleapiclient", "google", "httplib2", "sqlalchemy", "alembic", "apscheduler", "docx", "pydantic", "jinja2")


@pytest.fixture
def run(tmp_path):
    """Runs a command as a person does, with its configuration in a folder of its own."""

    def run_command(*arguments):
        return CliRunner().invoke(main, ["--config", str(tmp_path / "config.toml"), *arguments])

    return run_command


def _commands(group=main, path=()):
    for name, command in group.commands.items():
        yield (*path, name)
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))


def test_a_good_name_is_fine_and_a_bad_one_exits_with_one_and_a_better_name(run):
    good = run("name", "PTDTBT THCS Pu Nhi_Khai giảng")
    assert good.exit_code == 0
    assert good.output.splitlines()[:2] == ["PTDTBT THCS Pu Nhi_Khai giảng: đạt", "  Đơn vị: PTDTBT THCS Pu Nhi"]
    bad = run("name", "Thư mục không có tiêu đề")
    assert bad.exit_code == 1
    assert bad.output.startswith("Thư mục không có tiêu đề: nên đổi tên")
    assert bad.output.splitlines()[-2:] == ["  Tên nên đặt:", "PTDTBT THCS Pu Nhi_<tên hoạt động>"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_rule_is_explained_to_programs_too(run, language):
    (listed,) = (one for one in json.loads(run("rules", "--json", "--lang", language).output) if one["code"] == "P201")
    told = json.loads(run("explain", "p201", "--json", "--lang", language).output)
    assert list(told) == ["code", "name", "severity", "clause", "title", "message", "why", "fix"]
    assert {key: told[key] for key in listed} == listed
    in_words = run("explain", "P201", "--lang", language).output
    assert all(told[sentence] in in_words for sentence in ("message", "why", "fix"))


def test_names_are_explained_in_english_too(run):
    output = run("name", "--lang", "en", "PTDTBT THCS Pu Nhi_Khia giảng").output
    assert "accepted, better renamed" in output
    assert "- seems to have a slip of typing" in output


def test_a_school_year_gives_a_month_its_year(run):
    (read,) = json.loads(run("name", "--json", "--school-year", "2026-2027", "PTDTBT THCS Pu Nhi_Tháng 11").output)
    assert (read["date"], read["problems"]) == ("2026-11", ["no_activity"])
    assert run("name", "--school-year", "2026", "Khai giảng").exit_code == 2


def test_schools_and_aliases_come_from_the_configuration(run, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text(config_example().replace('"Pu Nhi"]', '"Trường bản Pu"]'), encoding="utf-8")
    (read,) = json.loads(run("--config", str(config), "name", "--json", "Trường bản Pu_Khai giảng").output)
    assert (read["school"], read["severity"]) == ("PTDTBT THCS Pu Nhi", "ok")


def test_names_are_told_to_other_programs_as_json(run):
    result = run("name", "--json", "khai giang", "Thư mục không có tiêu đề")
    read = json.loads(result.output)
    assert [one["input"] for one in read] == ["khai giang", "Thư mục không có tiêu đề"]
    assert set(read[0]) == {
        "input",
        "school",
        "event",
        "activity",
        "date",
        "problems",
        "severity",
        "suggested_name",
    }
    assert read[0]["suggested_name"] == "PTDTBT THCS Pu Nhi_khai giang"
    assert read[0]["event"]
    assert result.exit_code == 1


def test_another_school_may_be_named(run):
    (read,) = json.loads(run("name", "--json", "--school", "TH Na Son", "khai giang").output)
    assert read["suggested_name"] == "TH Na Son_khai giang"


def test_a_hostile_name_does_not_reach_the_terminal_as_a_command(run):
    output = run("name", "Khai giảng\x1b[2J\nBcc: a@b\u202e").output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert output.splitlines()[0] == "Khai giảng [2J Bcc: a@b: nên đổi tên"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_is_listed_and_explained(run, language):
    listed = run("rules", "--lang", language).output
    for rule in RULES:
        explained = run("explain", rule.code.lower(), "--lang", language)
        assert explained.exit_code == 0
        title = rule.title.vi if language == "vi" else rule.title.en
        fix = rule.fix.vi if language == "vi" else rule.fix.en
        assert f"{rule.code}  {title}" in listed
        assert f"{rule.code} {rule.name}: {title}" in explained.output
        assert fix.partition("{")[0] in explained.output
        assert "{" not in explained.output


def test_rules_are_told_to_other_programs_as_json(run):
    listed = json.loads(run("rules", "--json").output)
    assert [(one["code"], one["name"]) for one in listed] == [(rule.code, rule.name) for rule in RULES]


def test_an_unknown_rule_names_the_command_that_lists_them(run):
    result = run("explain", "P999")
    assert result.exit_code == 2
    assert "tintruong rules" in result.stderr


def test_the_calendar_knows_tet(run):
    result = run("calendar", "--from", "2023-09", "--to", "2024-02")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert len(lines) == 6
    assert [line.split()[2] for line in lines] == [
        "14/09/2023",
        "13/10/2023",
        "14/11/2023",
        "14/12/2023",
        "12/01/2024",
        "07/02/2024",
    ]


def test_the_calendar_is_told_to_other_programs_as_json(run):
    (february,) = json.loads(run("calendar", "--from", "2024-02", "--to", "2024-02", "--json").output)
    assert (february["month"], february["send_day"], february["moved_days"]) == ("2024-02", "2024-02-07", 7)
    assert february["draft_day"] == "2024-02-02"
    assert february["period"] == ["2024-01-15", "2024-02-14"]


def test_the_calendar_takes_the_decrees_of_the_configuration(run, tmp_path):
    month = ("calendar", "--from", "2026-01", "--to", "2026-01")
    assert "gửi 14/01/2026" in run(*month).output
    text = config_example().replace("off = [2026-01-02]", "off = [2026-01-14]")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    assert "gửi 13/01/2026" in run(*month).output


@pytest.mark.parametrize("month", ["10/2023", "2023-13", "tháng sau", ""])
def test_a_month_that_is_none_says_how_to_write_it(run, month):
    result = run("calendar", "--from", month)
    assert result.exit_code == 2
    assert "2026-01" in result.stderr


@pytest.mark.parametrize(
    "command",
    [("once",), ("run",), ("status",), ("letters",), ("login", "a@b.vn"), ("calendar",), ("report", "send", "2023-10")],
    ids=" ".join,
)
def test_a_broken_configuration_tells_all_its_mistakes_and_exits_with_two(run, tmp_path, command):
    text = config_example()
    for good, bad in (
        ("poll_minutes = 5", "poll_minutes = 0"),
        ('id = "pu-nhi"', 'id = "Pu Nhi"'),
        ('school_year = "2023-2024"', 'school_year = "2023"'),
    ):
        assert good in text
        text = text.replace(good, bad)
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    result = run(*command)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "(3 mistakes)" in result.stderr
    for option in ("timing.poll_minutes = 0", "schools[0].id = 'Pu Nhi'", "schools[0].school_year = '2023'"):
        assert option in result.stderr
    assert result.stderr.count(f"  {path}:") == 3
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [("once",), ("run",), ("status",), ("letters",)], ids=" ".join)
def test_without_a_configuration_the_example_is_named(run, command):
    result = run(*command)
    assert result.exit_code == 2
    assert "config.example.toml" in result.stderr


def test_an_account_that_is_not_configured_is_told_which_are(run, tmp_path):
    (tmp_path / "config.toml").write_text(config_example(), encoding="utf-8")
    result = run("login", "someone@else.vn")
    assert result.exit_code == 2
    assert "truyenthong.punhi@gmail.com" in result.stderr


def test_a_plan_that_cannot_be_read_says_how_to_mend_it(run, tmp_path):
    (tmp_path / "config.toml").write_text(config_example(), encoding="utf-8")
    (tmp_path / "plan.docx").write_bytes(b"PK")
    result = run("plan", "import", str(tmp_path / "plan.docx"))
    assert result.exit_code == 2
    assert "CSV UTF-8" in result.stderr


@pytest.mark.parametrize("path", list(_commands()), ids=" ".join)
def test_every_command_explains_itself_in_both_languages(run, path):
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert "(" in result.output.split("Options:")[0]
    assert result.output.isprintable() or "\n" in result.output


@pytest.mark.parametrize("arguments", [("--help",), ("name", "Khai giảng"), ("calendar",)], ids=" ".join)
def test_a_look_into_the_help_or_a_lookup_loads_nothing_heavy(arguments, tmp_path):
    program = (
        "import sys\n"
        "from service.cli.main import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    loaded = done.stderr.rpartition("loaded: ")[2].split()
    assert done.returncode in {0, 1}, done.stderr
    assert "click" in loaded
    assert set(loaded).isdisjoint(_HEAVY)


def test_a_time_is_told_to_other_programs_as_json(run):
    result = run("plan", "when", "--json", "--school-year", "2023-2024", "Tháng 10/2023", "11-12/2023", "", "Cả năm")
    read = json.loads(result.output)
    assert read[0] == {
        "input": "Tháng 10/2023",
        "kind": "month",
        "spans": [["2023-10-01", "2023-10-31"]],
        "months": ["2023-10"],
        "question": None,
    }
    assert (read[1]["kind"], read[1]["months"]) == ("range", ["2023-11", "2023-12"])
    assert (read[2]["kind"], read[2]["spans"], read[2]["months"]) == ("missing", [], [])
    assert read[2]["question"].startswith("Nội dung này chưa có thời gian")
    assert all(list(one) == ["input", "kind", "spans", "months", "question"] for one in read)
    assert result.exit_code == 1
    assert run("plan", "when", "--json", "--school-year", "2023-2024", "Cả năm", "Khi phát sinh").exit_code == 0


def test_a_time_is_told_to_people_in_both_languages(run):
    arguments = ("plan", "when", "--school-year", "2023-2024", "2/2023", "2023-10-01", "Khi phát sinh")
    in_vietnamese, in_english = run(*arguments).output, run(*arguments, "--lang", "en").output
    assert in_vietnamese.startswith("2/2023: month, 2/2024 ?\n→ Thời gian ghi “2/2023” nằm trước năm học")
    assert "2023-10-01: month, 10/2023\n→ Google Sheets hoặc Excel có vẻ đã đổi" in in_vietnamese
    assert in_vietnamese.endswith("Khi phát sinh: event_driven, Không nhắc theo lịch\n")
    assert "lies before the school year 2023-2024. Is it 2/2024?" in in_english
    assert in_english.endswith("Khi phát sinh: event_driven, No dated reminder\n")


@pytest.mark.parametrize("year", ["2023", "2023-2025", ""])
def test_what_is_no_school_year_says_how_to_write_it(run, year):
    result = run("plan", "when", "--school-year", year, "5/9")
    assert result.exit_code == 2
    assert "2023-2024" in result.output


def test_a_person_is_told_to_other_programs_as_json(run):
    result = run("plan", "who", "--json", "Đ.c  Tú", "D/c Tu", "Tổ VP", "Đ/c Hoa")
    assert json.loads(result.output)[0] == {
        "input": "Đ.c  Tú",
        "kind": "individual",
        "names": ["Tú"],
        "role": None,
        "question": None,
    }
    _, resembling, group, unknown = json.loads(result.output)
    assert (resembling["names"], resembling["question"]) == (
        ["Tú"],
        "“D/c Tu” có phải là Tú không? Điền đủ họ tên vào cột “Thực hiện”.",
    )
    assert (group["kind"], group["names"], group["role"]) == ("group", [], "tổ Văn phòng")
    assert group["question"]
    assert (unknown["names"], unknown["question"]) == (["Hoa"], None)
    assert result.exit_code == 1
    assert run("plan", "who", "--json", "Đ.c Tú", "BGH").exit_code == 0


def test_the_staff_may_be_named_and_two_of_one_name_are_asked_about(run):
    staff = ("--staff", "Lò Văn Tú", "--staff", "Giàng A Tú")
    result = run("plan", "who", *staff, "--lang", "en", "Đ.c Tú")
    assert result.exit_code == 1
    assert result.output.startswith("Đ.c Tú: individual, Tú\n→ “Đ.c Tú” may be Lò Văn Tú or Giàng A Tú. Write")
    assert run("plan", "who", *staff, "Đ.c Lò Văn Tú").exit_code == 0
    assert run("plan", "who").exit_code == 2
