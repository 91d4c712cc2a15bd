import json
import unicodedata
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.names.better_names import ACTIVITY_TO_FILL_IN
from drive_sync.names.folder_names import NameSeverity, School, is_container, read_name
from drive_sync.names.problems import PROBLEM_TEXT, SEVERITY_TEXT
from drive_sync.names.school_events import school_events
from drive_sync.text import fold, without_accents
from tests.builders import NA_SON, PU_NHI
from tests.unit.keys import TELEX, VNI, typed

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
        "100APPLE",
        "102_PANA",
        "Download",
        "Tải xuống (3)",
        "Camera Roll",
        "Screenshots",
        "iCloud Photos",
        "Zalo Received Files",
        "WhatsApp Images",
        "Telegram Documents",
        "Nouveau dossier",
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


@pytest.mark.parametrize("word", ["Download", "Screenshots", "Zalo Images", "101MSDCF", "Camera Roll"])
def test_a_default_name_behind_the_schools_is_none_either(word):
    found = read_name(f"THCS Pu Nhi_{word}", PU_NHI)
    assert "default_name" in found.problems
    assert found.suggestion == f"PTDTBT THCS Pu Nhi_{ACTIVITY_TO_FILL_IN}"


@pytest.mark.parametrize("words", ["DCIM", "Zalo", "Ảnh tải về từ Zalo", "Facebook", "Ảnh chụp màn hình"])
def test_where_photos_came_from_says_nothing_of_an_activity(words):
    found = read_name(f"THCS Pu Nhi_{words}", PU_NHI)
    assert ("activity_generic" in found.problems, found.severity) == (True, NameSeverity.ASK)


@pytest.mark.parametrize("name", ["Download Khai giảng", "200 Ngày sách", "20112026", "Bluetooth Khai giảng"])
def test_a_default_word_beside_an_activity_hides_it_not(name):
    assert "default_name" not in read_name(name, PU_NHI).problems


def test_a_missing_school_asks_for_a_rename_and_keeps_the_activity():
    found = read_name("Khai giảng", PU_NHI)
    assert (found.problems, found.event) == (("no_school",), "khai_giang")
    assert found.suggestion == "PTDTBT THCS Pu Nhi_Khai giảng"


@pytest.mark.parametrize(
    ("name", "event", "date"),
    [
        ("Khai giảng THCS Pu Nhi 5.9", "khai_giang", "--09-05"),
        ("Văn nghệ THCS Pu Nhi 8.3", "thi_van_nghe", "--03-08"),
        ("Trải nghiệm THCS Pu Nhi 7-11-2023", "trai_nghiem", "2023-11-07"),
        ("2.9 THCS Pu Nhi Văn nghệ", "thi_van_nghe", "--09-02"),
    ],
)
def test_a_number_beside_the_schools_name_is_no_slip_of_it(name, event, date):
    found = read_name(name, PU_NHI)
    assert (found.school, found.event, found.date) == (PU_NHI.name, event, date)
    assert "typo_school" not in found.problems


def test_schools_told_apart_by_a_number_are_no_slips_of_each_other():
    first = School("THCS số 1 Na Ư")
    assert read_name("THCS số 2 Na Ư_Trung thu", first).school != first.name


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
        "Tuần 12 (5-12/10-12)",
        "Tuần 12 (5/12-10/12)",
        "Tuần 5 từ 5 đến 10/10",
        "2. Tuần 5: 5.10 - 10.10.2026",
        "Tháng 9 (1/9 đến 30/9)",
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
        "Tuần 12 20-11",
        "Tuần 12 (5/12-10/12) Hội trại",
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
        "1" * 20_000,
        "1 và " * 4_000,
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


_FOLDINGS = (
    str,
    without_accents,
    str.upper,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace(" ", ""),
)


@pytest.mark.parametrize("write", _FOLDINGS, ids=["as it is", "without accents", "capitals", "NFD", "without blanks"])
@pytest.mark.parametrize(
    "form", ["{school}_{event}", "{event}_{school}", "{school} {event}", "{event} – {school}", "{event}"]
)
def test_every_event_is_found_under_each_of_its_names(write, form):
    own = _SCHOOLS["PTDTBT THCS Pu Nhi"]
    missed = [
        (name, found.event)
        for event, alias in _ALIASES
        if (name := form.format(school=own.name, event=write(alias)))
        and (found := read_name(name, own)).event != event.id
    ]
    assert missed == []


def _slips(word):
    """A word of four letters with one slip of typing: a letter lost, doubled, wrong, or two that changed places."""
    if len(word) < 4 or not word.isalpha():
        return
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        yield word[:at] + ("q" if letter != "q" else "z") + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _one_word_changed(alias, change):
    words = alias.split()
    for place, word in enumerate(words):
        for changed in change(word):
            if fold(changed) != fold(word):
                yield " ".join([*words[:place], changed, *words[place + 1 :]])


_NAMES_ONE_LETTER_APART = {"kiểm tra HKII"}
"""Less a letter this is the name of another event; nobody could tell."""


@pytest.mark.parametrize("event", school_events(), ids=lambda event: event.id)
def test_one_slip_in_a_word_of_four_letters_hides_no_event_and_a_right_name_is_offered(event):
    own = _SCHOOLS["PTDTBT THCS Pu Nhi"]
    for alias in {event.name, *event.aliases} - _NAMES_ONE_LETTER_APART:
        for written in _one_word_changed(alias.replace("/", "-"), _slips):
            found = read_name(f"{own.name}_{written}", own)
            assert found.event == event.id, written
            if found.suggestion is not None:
                assert read_name(found.suggestion, own).severity is NameSeverity.OK


@pytest.mark.parametrize("event", school_events(), ids=lambda event: event.id)
def test_a_keyboard_that_was_off_hides_no_event(event):
    own = _SCHOOLS["PTDTBT THCS Pu Nhi"]
    for alias in (event.name, *event.aliases):
        if not all(word.isalpha() for word in alias.split()):
            continue  # digits and signs of a name beside those of the keyboard say several things
        for keys, tone_last in product((TELEX, VNI), (True, False)):
            type_it = partial(typed, keyboard=keys, tone_last=tone_last)
            one_word = _one_word_changed(alias, lambda word, type_it=type_it: [type_it(word)])
            for written in (" ".join(map(type_it, alias.split())), *one_word):
                if "thang1" not in written:  # "Tháng 1" as well
                    assert read_name(f"{own.name}_{written}", own).event == event.id, written


@pytest.mark.parametrize("school", _SCHOOLS.values(), ids=lambda school: school.name)
def test_every_school_is_found_under_each_of_its_names(school):
    for alias in (school.name, *school.aliases):
        for written in (alias, without_accents(alias), alias.upper(), alias.replace(" ", ""), f"Trường {alias}"):
            for form in ("{}_Khai giảng", "Khai giảng_{}", "05092026 {} Khai giảng", "{} – Khai giảng 5.9.26"):
                found = _read_at(school.name, form.format(written))
                assert (found.school, found.event) == (school.name, "khai_giang"), written


@pytest.mark.parametrize("school", _SCHOOLS.values(), ids=lambda school: school.name)
def test_one_slip_in_a_long_word_of_a_schools_name_hides_no_school(school):
    for alias in (school.name, *school.aliases):
        if len(fold(alias).replace(" ", "")) < 9:
            continue
        for written in _one_word_changed(alias, _slips):
            assert _read_at(school.name, f"{written}_Khai giảng").school == school.name, written


@pytest.mark.parametrize("name", ["Khai giangr_THCS Pu Nhi", "Pu Nhi_Toongr keets nawm hocj", "Pu Nhi_Ngay2 sach1"])
def test_what_a_keyboard_leaves_behind_is_read_and_put_right(name):
    found = read_name(name, PU_NHI)
    assert {"telex_leftover", "vni_leftover"} & set(found.problems)
    assert read_name(found.suggestion, PU_NHI).severity is NameSeverity.OK


def test_a_folder_of_another_school_is_asked_about():
    found = read_name("TH&THCS Na Son_Trung thu", PU_NHI, [NA_SON])
    assert (found.school, found.severity) == (NA_SON.name, NameSeverity.ASK)


@pytest.mark.parametrize(
    "name",
    [
        "Lò Văn Tú",
        "Pu Nhi_Đ/c Lê",
        "cô Lường Thị Hoa",
        "Cô Lê gửi",
        "Ảnh cô Lan chụp",
        "Video của thầy Tú",
        "Pu Nhi_Lò Văn Tú gửi ảnh",
        "Tổ KHTN",
        "Ảnh tổ Toán - Lý",
        "Pu Nhi_Ban giám hiệu",
        "Công đoàn",
    ],
)
def test_a_person_or_a_group_is_no_activity(name):
    found = read_name(name, PU_NHI)
    assert "personal_name" in found.problems
    assert found.suggestion == f"{PU_NHI.name}_{ACTIVITY_TO_FILL_IN}"


@pytest.mark.parametrize("name", ["Cô Lê gửi lời chúc", "Tổ chức Trung thu", "Tổ KHTN thao giảng", "Cô giáo vùng cao"])
def test_what_a_person_or_a_group_does_is_an_activity(name):
    assert "personal_name" not in read_name(name, PU_NHI).problems


@pytest.mark.parametrize(
    "name",
    ["Pu Nhi_Năm học 2023-2024", "THCS Pu Nhi - Năm học 2023 - 2024", "THCS Pu Nhi_2023-2024", "2023-2024"],
)
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


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("20-11", "--11-20"),
        ("20.11", "--11-20"),
        ("20/11", "--11-20"),
        ("20_11", "--11-20"),
        ("ngày 20 tháng 11", "--11-20"),
        ("20 tháng 11 năm 2026", "2026-11-20"),
        ("Ngày 20/11/2026", "2026-11-20"),
        ("20112026", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("2026-11-20", "2026-11-20"),
        ("20.11.26", "2026-11-20"),
        ("201126", "2026-11-20"),
        ("20 11 2026", "2026-11-20"),
        ("2011", None),
    ],
)
def test_a_day_in_every_written_form_is_the_feast_of_that_day(written, date):
    found = _read_at("PTDTBT THCS Pu Nhi", f"PTDTBT THCS Pu Nhi_{written}")
    assert (found.event, found.date, found.activity) == ("nha_giao", date, written)


@pytest.mark.parametrize(
    ("written", "activity", "date"),
    [
        ("HKPĐ 12-11", "HKPĐ", "--11-12"),
        ("HKPĐ ngày 12 tháng 11 năm 2026", "HKPĐ", "2026-11-12"),
        ("HKPĐ (12-11-2026)", "HKPĐ", "2026-11-12"),
        ("HKPĐ 12-14/11/2026", "HKPĐ", "2026-11-12"),
        ("12112026_HKPĐ", "HKPĐ", "2026-11-12"),
        ("HKPĐ năm học 2026-2027 12-11-2026", "HKPĐ năm học 2026-2027", "2026-11-12"),
        ("HKPĐ 11/2026", "HKPĐ 11/2026", "2026-11"),
        ("HKPĐ tháng 1", "HKPĐ tháng 1", "2027-01"),
        ("HKPĐ tháng mười một", "HKPĐ tháng mười một", "2026-11"),
        ("Tập huấn tháng 8", "Tập huấn tháng 8", None),
        ("HKPĐ 2026", "HKPĐ", "2026"),
        ("HKPĐ 121126", "HKPĐ", "2026-11-12"),
        ("HKPĐ 261112", "HKPĐ", "2026-11-12"),
        ("121126_HKPĐ", "HKPĐ", "2026-11-12"),
        ("HKPĐ 12 11 2026", "HKPĐ", "2026-11-12"),
        ("HKPĐ 12_11_2026", "HKPĐ", "2026-11-12"),
        ("HKPĐ 2026 11 12", "HKPĐ", "2026-11-12"),
        ("HKPĐ quyết định 123456", "HKPĐ quyết định 123456", None),
        ("HKPĐ số 121126", "HKPĐ số 121126", None),
        ("HKPĐ lớp 6 7 2026", "HKPĐ lớp 6 7", "2026"),
        ("Chuyên đề 4.0", "Chuyên đề 4.0", None),
        ("HKPĐ lớp 6-7", "HKPĐ lớp 6-7", None),
        ("Tập huấn GDPT 2018", "Tập huấn GDPT 2018", None),
    ],
)
def test_a_date_is_taken_off_the_activity_and_other_numbers_are_left(written, activity, date):
    found = _read_at("PTDTBT THCS Pu Nhi", f"PTDTBT THCS Pu Nhi_{written}")
    assert (found.activity, found.date) == (activity, date)
    assert "date_invalid" not in found.problems


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("3,4/10/2026", "2026-10-03"),
        ("3 và 4/10/2026", "2026-10-03"),
        ("3+4/10", "--10-03"),
        ("3 & 4.10.26", "2026-10-03"),
        ("3, 4, 5-10-2026", "2026-10-03"),
        ("7 - 8 tháng 11", "--11-07"),
        ("ngày 7 và ngày 8 tháng 11 năm 2026", "2026-11-07"),
        ("từ 7 đến 8/11/2026", "2026-11-07"),
        ("từ 01/06 đến 05/06/2027", "2027-06-01"),
        ("30/9 - 2/10/2026", "2026-09-30"),
        ("30.9-2.10.26", "2026-09-30"),
        ("30-9/2-10", "--09-30"),
        ("từ ngày 30 tháng 9 đến ngày 2 tháng 10 năm 2026", "2026-09-30"),
        ("30/12 đến 2/1/2027", "2026-12-30"),
        ("30/12/2026 - 2/1/2027", "2026-12-30"),
    ],
)
def test_of_several_days_the_first_counts_and_none_is_left_in_the_activity(written, date):
    found = _read_at("PTDTBT THCS Pu Nhi", f"PTDTBT THCS Pu Nhi_Tập huấn {written}")
    assert (found.activity, found.event, found.date) == ("Tập huấn", "tap_huan_gv", date)
    assert found.severity is NameSeverity.OK


@pytest.mark.parametrize(
    ("written", "activity", "date"),
    [
        ("Tập huấn lớp 6, 7/10/2026", "Tập huấn lớp 6", "2026-10-07"),
        ("HKPĐ 6A5, 7/10/2026", "HKPĐ 6A5", "2026-10-07"),
        ("Tốp 10, 3/10", "Tốp 10", "--10-03"),
        ("Hội trại 25, 26/3", "Hội trại 25, 26/3", "--03-25"),
    ],
)
def test_numbers_beside_a_day_are_days_only_where_they_can_be(written, activity, date):
    found = _read_at("PTDTBT THCS Pu Nhi", f"PTDTBT THCS Pu Nhi_{written}")
    assert (found.activity, found.date) == (activity, date)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Khai giảng 31-9-2026", "Khai giảng 05-09-2026"),
        ("Khai giảng 30-2-2027", "Khai giảng"),
        ("Trung thu 29-2-2027", "Trung thu"),
        ("Ngày pháp luật 31-11-2026", "Ngày pháp luật 09-11-2026"),
        ("Khai giảng 30-2", "Khai giảng 05-09-2026"),
        ("Trung thu 31-9-2026", "Trung thu 25-09-2026"),
        ("Tết Nguyên đán 30-2", "Tết Nguyên đán 06-02-2027"),
        ("Tổng kết 31-6-2027", "Tổng kết"),
    ],
)
def test_in_place_of_an_impossible_day_the_events_own_day_is_offered(written, suggestion):
    found = _read_at("PTDTBT THCS Pu Nhi", f"PTDTBT THCS Pu Nhi_{written}")
    assert "date_invalid" in found.problems
    assert found.suggestion == f"PTDTBT THCS Pu Nhi_{suggestion}"


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("Pu Nhi_304", "30_4"),
        ("Chào mừng 2011", "nha_giao"),
        ("Pu Nhi_Mít tinh 8-3", "phu_nu_8_3"),
        ("Pu Nhi_Vui Tết", "tet"),
        ("Pu Nhi_Tuyên truyền HIV", "hiv"),
        ("2011", None),
        ("Pu Nhi_Kỷ niệm 29 năm thành lập trường", None),
        ("Pu Nhi_Tết cơm mới", None),
        ("Pu Nhi_Tuần 29", None),
        ("Pu Nhi_Bóng đá 3-2", None),
        ("Pu Nhi_NGVN", "nha_giao"),
        ("NGVN", None),
        ("Pu Nhi_Mừng NGVN và thầy cô", None),
    ],
)
def test_a_weak_sign_needs_a_second_one(name, event):
    assert read_name(name, PU_NHI).event == event


@pytest.mark.parametrize(
    ("number", "event"),
    [
        ("2010", "lien_hiep_phu_nu"),
        ("83", "phu_nu_8_3"),
        ("0803", "phu_nu_8_3"),
        ("1510", "thu_bac"),
        ("911", "phap_luat"),
        ("2104", "ngay_sach"),
    ],
)
def test_a_number_is_the_well_known_day_that_it_may_be(number, event):
    found = read_name(f"Pu Nhi_{number}", PU_NHI)
    assert (found.event, found.date, found.severity) == (event, None, NameSeverity.OK)
    assert "date_ambiguous" in found.problems
    assert read_name(f"Mít tinh {number}", PU_NHI).event == event
    assert read_name(f"Lớp {number}", PU_NHI).event is None


@pytest.mark.parametrize("number", ["2210", "206", "1709", "95"])
def test_a_number_that_may_be_any_other_day_is_asked_about(number):
    found = read_name(f"Pu Nhi_{number}", PU_NHI)
    assert (found.severity, found.suggestion) == (NameSeverity.ASK, None)
    assert "no_activity" not in found.problems


@pytest.mark.parametrize("number", ["11", "16", "9999", "2026", "3210", "1234567"])
def test_a_number_that_is_no_day_is_no_activity(number):
    assert "no_activity" in read_name(f"Pu Nhi_{number}", PU_NHI).problems


@pytest.mark.parametrize(
    ("name", "school", "activity"),
    [
        ("TH Pu Nhi_Trung thu", "TH Pu Nhi", "Trung thu"),
        ("Trường Tiểu học Xa Dung_Trung thu", "Trường Tiểu học Xa Dung", "Trung thu"),
        ("Trung thu_THCS Keo Lôm", "THCS Keo Lôm", "Trung thu"),
        ("THCS Pu Nhi + TH&THCS Na Son_Trung thu", PU_NHI.name, "Trung thu"),
        ("TH&THCS Na Son và THCS Pu Nhi_Trung thu", PU_NHI.name, "Trung thu"),
        ("THCS Pu Nhi_Trung thu cùng THCS Keo Lôm", PU_NHI.name, "Trung thu cùng THCS Keo Lôm"),
    ],
)
def test_other_schools_and_joint_events_are_asked_about(name, school, activity):
    found = read_name(name, PU_NHI, [NA_SON])
    assert (found.school, found.activity, found.severity) == (school, activity, NameSeverity.ASK)
    assert (found.event, "other_school" in found.problems) == ("trung_thu", True)


@pytest.mark.parametrize(
    ("written", "event", "date"),
    [
        ("Hội nghị CBVCNLĐ", "hoi_nghi_cbvc", None),
        ("Thi giáo viên giỏi cấp trường", "gvg_truong", None),
        ("Rằm tháng 8", "trung_thu", None),
        ("Rằm tháng 8 năm 2026", "trung_thu", "2026"),
    ],
)
def test_an_event_is_known_by_its_other_usual_names(written, event, date):
    found = _read_at("PTDTBT THCS Pu Nhi", f"PTDTBT THCS Pu Nhi_{written}")
    assert (found.event, found.date, found.severity) == (event, date, NameSeverity.OK)


@pytest.mark.parametrize(
    ("written", "event", "right"),
    [
        ("Trung Thuu", "trung_thu", "Trung thu"),
        ("Trung thy", "trung_thu", "Trung thu"),
        ("Trung tuh", "trung_thu", "Trung thu"),
        ("Trung thy 25-9-2026", "trung_thu", "Trung thu 25-09-2026"),
        ("Tết Mông ter", None, None),
        ("Hoa lan", None, None),
        ("Dạy bài", None, None),
        ("Cầu Trung thy", None, None),
    ],
)
def test_a_slip_in_a_short_word_is_believed_where_nothing_else_is_said(written, event, right):
    if event is None:
        assert "typo" not in read_name(f"{PU_NHI.name}_{written}", PU_NHI).problems
        return
    found = read_name(f"{PU_NHI.name}_{written}", PU_NHI)
    assert (found.event, found.suggestion) == (event, f"{PU_NHI.name}_{right}")
    assert found.problems == ("typo",)
    assert read_name(written, PU_NHI).event is None


def test_a_place_is_not_the_school_that_bears_its_name():
    assert read_name("Trao quà tại Na Son", PU_NHI, [NA_SON]).problems == ("no_school",)


@pytest.mark.parametrize("name", ["Pu Nhi_Khai giảng_Năm học 2026-2027", "Khai giảng năm học 2026-2027"])
def test_an_event_may_say_its_school_year(name):
    assert not is_container(name)
    assert read_name(name, PU_NHI).event == "khai_giang"


@pytest.mark.parametrize("name", [".tmp.driveupload", "__MACOSX", "$RECYCLE.BIN"])
def test_the_folder_of_a_program_is_no_event(name):
    assert read_name(name, PU_NHI).severity is NameSeverity.IGNORE


def test_words_of_no_event_are_put_right_when_several_show_that_the_keyboard_was_off():
    found = read_name("Pu Nhi_Giair bongs ddas hocj sinh", PU_NHI)
    assert (found.problems[-1], found.suggestion) == ("telex_leftover", f"{PU_NHI.name}_Giải bóng đá học sinh")
    assert read_name("Pu Nhi_Mix box", PU_NHI).suggestion is None


_PIECES_OF_NAMES = (
    "Tháng 11|HK1|2026|2025-2026|năm học|lớp 6A|ảnh|và|cùng|+|&|20-11|5-9-2026|31-9-2026|20/11|20.11.26|2011|304"
    "|20-22/11|ngày 20 tháng 11|Đ.c Tú|test"
    "|New folder|Bản sao của|- Copy|(1)|.zip|Khia giảng|giangr|nawm|hocj|ket1|nam5|bóng đá"
    '|THCS Keo Lôm|TH Xa Dung|Trường|KG|hoạt động|6|(|"|?|*|..'
)
_PIECES = st.sampled_from(
    [
        *(alias for _, alias in _ALIASES),
        *(name for school in _SCHOOLS.values() for name in (school.name, *school.aliases)),
        *_PIECES_OF_NAMES.split("|"),
    ]
)
_SEPARATORS = st.sampled_from([" ", "_", " - ", "", "  ", ", ", "/"])
_NAMES = st.lists(st.tuples(_PIECES, _SEPARATORS), min_size=1, max_size=6).map(
    lambda pieces: "".join(piece + separator for piece, separator in pieces)
)


@given(_NAMES, st.sampled_from(_FOLDINGS), st.sampled_from([None, 2026]))
def test_a_better_name_has_nothing_more_to_mend_and_says_the_same(name, fold_it, first_year):
    own, *others = _SCHOOLS.values()
    found = read_name(fold_it(name), own, others, first_year)
    if found.severity is NameSeverity.FIX:
        assert found.suggestion is not None
    if found.suggestion is None or ACTIVITY_TO_FILL_IN in found.suggestion:
        return
    again = read_name(found.suggestion, own, others, first_year)
    assert again.severity is NameSeverity.OK or "year_not_current" in found.problems
    assert found.event in {None, again.event}
    if not {"date_invalid", "two_events"} & set(found.problems):
        assert again.date == found.date


@given(_NAMES)
def test_a_name_typed_on_a_mac_says_what_it_says_on_windows(name):
    own, *others = _SCHOOLS.values()
    one, other = (read_name(unicodedata.normalize(form, name), own, others, 2026) for form in ("NFC", "NFD"))
    assert replace(other, problems=one.problems) == one
