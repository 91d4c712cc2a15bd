import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.better_names import ACTIVITY_TO_FILL_IN
from drive_sync.folder_names import NameSeverity, School, is_container, read_name
from drive_sync.name_wording import PROBLEM_TEXT, SEVERITY_TEXT
from drive_sync.school_events import school_events
from drive_sync.text import fold, without_accents
from tests.builders import NA_SON, PU_NHI

_DATA = json.loads((Path(__file__).parent / "data" / "folder_names.json").read_text(encoding="utf-8"))
_SCHOOLS = {name: School(name, tuple(aliases)) for name, aliases in _DATA["schools"].items()}


def _read_at(school, name):
    others = [other for other in _SCHOOLS.values() if other.name != school]
    return read_name(name, _SCHOOLS[school], others, _DATA["first_year"])


@pytest.mark.parametrize("row", _DATA["names"], ids=lambda row: row["name"])
def test_a_name_as_schools_write_it_is_understood(row):
    found = _read_at(row["own_school"], row["name"])
    understood = {
        "school": found.school,
        "event": found.event,
        "activity": found.activity,
        "date": found.date,
        "problems": list(found.problems),
        "severity": found.severity,
        "suggestion": found.suggestion,
    }
    assert understood == {key: row[key] for key in understood}


@pytest.mark.parametrize("row", _DATA["names"], ids=lambda row: row["name"])
def test_the_better_name_needs_no_further_change(row):
    if row["suggestion"] is None or ACTIVITY_TO_FILL_IN in row["suggestion"]:
        return
    better = _read_at(row["own_school"], row["suggestion"])
    if row["event"] is None:
        return
    assert (better.severity, better.suggestion) == (NameSeverity.OK, None)
    assert better.event == row["event"]


def test_both_orders_say_the_same():
    one, other = (read_name(name, PU_NHI) for name in ("THCS Pu Nhi_Khai giảng", "Khai giảng_THCS Pu Nhi"))
    assert (one.school, one.event, one.activity) == (other.school, other.event, other.activity)
    assert (one.school, one.event, one.severity) == (PU_NHI.name, "khai_giang", NameSeverity.OK)


def test_a_name_typed_on_a_mac_reads_like_one_typed_on_windows():
    name = "PTDTBT THCS Pu Nhi_Lễ kỷ niệm ngày Nhà giáo Việt Nam"
    decomposed = read_name(unicodedata.normalize("NFD", name), PU_NHI)
    assert decomposed.problems == ("nfd",)
    assert replace(decomposed, problems=()) == read_name(name, PU_NHI)


def test_a_number_that_may_be_a_day_is_believed_only_beside_the_schools_name():
    assert read_name("Pu Nhi_2011", PU_NHI).event == "nha_giao"
    assert read_name("Lớp 9A 2011", PU_NHI).event is None


@pytest.mark.parametrize(
    "name",
    [
        "New folder",
        "New folder (2)",
        "Untitled folder",
        "untitled folder 3",
        "Thư mục không có tiêu đề",
        "Thư mục mới",
        "Bản sao của Thư mục không có tiêu đề",
        "New folder - Copy",
    ],
)
def test_a_default_name_asks_for_the_activity(name):
    found = read_name(name, PU_NHI)
    assert found.problems == ("default_name",)
    assert found.suggestion == f"PTDTBT THCS Pu Nhi_{ACTIVITY_TO_FILL_IN}"


@pytest.mark.parametrize(
    "name",
    [
        "PTDTBT THCS Pu Nhi",
        "Pu Nhi_Tháng 11",
        "Pu Nhi_11",
        "Pu Nhi_Tuần 5",
        "Pu Nhi_17-10",
        "Pu Nhi_17.10.2023",
        "Pu Nhi_31-9-2023",
        "",
        "🎉🎉",
    ],
)
def test_a_school_or_a_time_alone_is_no_activity(name):
    found = read_name(name, PU_NHI)
    assert "no_activity" in found.problems
    assert found.severity is NameSeverity.FIX
    assert found.suggestion == f"PTDTBT THCS Pu Nhi_{ACTIVITY_TO_FILL_IN}"


def test_a_missing_school_asks_for_a_rename_and_keeps_the_activity():
    found = read_name("Khai giảng", PU_NHI)
    assert (found.problems, found.event) == (("no_school",), "khai_giang")
    assert found.suggestion == "PTDTBT THCS Pu Nhi_Khai giảng"


def test_another_schools_name_is_read_as_that_school():
    assert read_name("TH&THCS Na Son_Trung thu", PU_NHI, [NA_SON]).school == NA_SON.name


def test_a_day_that_does_not_exist_is_said_and_not_read():
    found = read_name("Pu Nhi_Khai giảng 31-9-2023", PU_NHI)
    assert (found.date, found.event) == (None, "khai_giang")
    assert "date_invalid" in found.problems


@pytest.mark.parametrize(
    "name",
    [
        "Tháng 11",
        "T11",
        "11/2023",
        "Tháng 11/2023",
        "HKI",
        "Học kỳ 2",
        "Quý I",
        "2023",
        "2023-2024",
        "23-24",
        "Năm học 2023-2024",
        "Năm học 11-12",
        "Ảnh 2023-2024",
    ],
)
def test_a_time_is_a_container(name):
    assert is_container(name)
    assert read_name(name, PU_NHI).severity is NameSeverity.IGNORE


@pytest.mark.parametrize(
    "name",
    [
        "Khai giảng",
        "20-11",
        "20.11",
        "2011",
        "08-09",
        "Ảnh",
        "Tháng 13",
        "Khai giảng 2023",
        "Tháng 11_Pu Nhi",
        "Lớp 9",
    ],
)
def test_an_activity_is_no_container(name):
    assert not is_container(name)


@pytest.mark.parametrize(
    "name",
    [
        '=IMPORTXML("http://x")',
        "<script>alert(1)</script>_Khai giảng",
        "Khai giảng\nBcc: a@b",
        "../../etc/passwd",
        "{name}",
        "\u202egpj.exe",
        "x" * 20_000,
    ],
)
def test_a_hostile_name_is_text_on_one_line_and_the_better_name_can_be_typed_anywhere(name):
    found = read_name(name, PU_NHI)
    assert "\n" not in found.text
    assert "\u202e" not in found.text
    assert found.suggestion is not None
    assert found.suggestion.startswith("PTDTBT THCS Pu Nhi_")
    assert not set('<>:"/\\|?*\n') & set(found.suggestion.removesuffix(ACTIVITY_TO_FILL_IN))


@given(st.text(max_size=60))
def test_every_name_can_be_read(name):
    found = read_name(name, PU_NHI, [NA_SON])
    assert len(found.text.splitlines()) <= 1
    if found.severity in {NameSeverity.OK, NameSeverity.IGNORE}:
        assert found.suggestion is None


@given(st.text(max_size=30))
def test_accents_in_one_or_two_pieces_make_no_difference(name):
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    one, other = read_name(composed, PU_NHI), read_name(decomposed, PU_NHI)
    assert replace(other, problems=tuple(word for word in other.problems if word != "nfd")) == one


_ALIASES = [(event, alias) for event in school_events() for alias in (event.name, *event.aliases)]


@pytest.mark.parametrize(
    "write",
    [str, without_accents, str.upper, lambda text: unicodedata.normalize("NFD", text)],
    ids=["as it is", "without accents", "capitals", "NFD"],
)
@pytest.mark.parametrize("form", ["{school}_{event}", "{event}_{school}"])
def test_every_event_is_found_under_each_of_its_names(write, form):
    own = _SCHOOLS["PTDTBT THCS Pu Nhi"]
    missed = [
        (name, found.event)
        for event, alias in _ALIASES
        if (name := form.format(school=own.name, event=write(alias)))
        and (found := read_name(name, own)).event != event.id
    ]
    assert missed == []


def _with_a_slip(word):
    """The word with its second and third letters in each other's place."""
    return word[0] + word[2] + word[1] + word[3:]


def test_one_slip_in_a_long_word_hides_no_event_and_a_right_name_is_offered():
    own = _SCHOOLS["PTDTBT THCS Pu Nhi"]
    missed = []
    for event, alias in _ALIASES:
        words = alias.split()
        for place, word in enumerate(words):
            slipped = _with_a_slip(word) if len(word) >= 5 and word.isalpha() else word
            if len(words) == 1 or fold(slipped) == fold(word):
                continue
            found = read_name(f"{own.name}_{' '.join([*words[:place], slipped, *words[place + 1 :]])}", own)
            if found.event != event.id:
                missed.append((alias, slipped, found.event))
            elif found.suggestion is not None:
                assert read_name(found.suggestion, own).event == event.id
    assert missed == []


@pytest.mark.parametrize("school", _SCHOOLS.values(), ids=lambda school: school.name)
def test_every_school_is_found_under_each_of_its_names(school):
    for alias in (school.name, *school.aliases):
        for written in (alias, without_accents(alias), alias.upper(), f"Trường {alias}"):
            assert _read_at(school.name, f"{written}_Khai giảng").school == school.name, written


@pytest.mark.parametrize("name", ["Khai giangr_THCS Pu Nhi", "Pu Nhi_Toongr keets nawm hocj", "Pu Nhi_Ngay2 sach1"])
def test_what_a_keyboard_leaves_behind_is_read_and_put_right(name):
    found = read_name(name, PU_NHI)
    assert {"telex_leftover", "vni_leftover"} & set(found.problems)
    assert read_name(found.suggestion, PU_NHI).severity is NameSeverity.OK


def test_a_folder_of_another_school_is_asked_about():
    found = read_name("TH&THCS Na Son_Trung thu", PU_NHI, [NA_SON])
    assert (found.school, found.severity) == (NA_SON.name, NameSeverity.ASK)


@pytest.mark.parametrize("name", ["Lò Văn Tú", "Pu Nhi_Đ/c Lê", "cô Lường Thị Hoa"])
def test_a_persons_name_is_no_activity(name):
    assert "personal_name" in read_name(name, PU_NHI).problems


@pytest.mark.parametrize("name", ["Pu Nhi_Năm học 2023-2024", "Năm học 2023-2024", "2023-2024"])
def test_a_school_year_groups_events_also_behind_the_schools_name(name):
    assert is_container(name)


@pytest.mark.parametrize("name", ["Pu Nhi_Chuyên đề SGK lớp 8", "Pu Nhi_Lễ tri ân và trưởng thành"])
def test_what_only_looks_like_a_class_or_two_events_is_left_alone(name):
    found = read_name(name, PU_NHI)
    assert (found.severity, found.problems) == (NameSeverity.OK, ("school_short",))


def test_every_problem_has_words_for_people():
    rows = [_read_at(row["own_school"], row["name"]) for row in _DATA["names"]]
    assert {problem for row in rows for problem in row.problems} <= set(PROBLEM_TEXT)
    assert set(NameSeverity) == set(SEVERITY_TEXT)


@given(st.text(max_size=60), st.sampled_from([None, 2023, 2026]))
def test_any_text_is_read_without_trouble(text, first_year):
    found = read_name(text, PU_NHI, [NA_SON], first_year)
    assert set(found.problems) <= set(PROBLEM_TEXT)
