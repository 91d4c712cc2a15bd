import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.wording import Language
from gmail_reports.plan.findings import findings_in
from gmail_reports.plan.schedule import read_schedule
from gmail_reports.plan.wording import message
from gmail_reports.times.when import SchoolYear

_DATA = Path(__file__).parent / "data"
_YEAR = SchoolYear(2023)
_HEADER = ["Stt", "Nội dung/Chủ đề", "Hình thức", "Thời gian", "Thực hiện"]
_OTHER_SCOPES = {"Thân KH", "Phụ lục 1", "Phụ lục 2"}
_DEFECTS = [
    defect
    for defect in json.loads((_DATA / "appendix1_defects.json").read_text(encoding="utf-8"))
    if defect["where"] not in _OTHER_SCOPES
]
_SAID = {"ask", "ask_once", "note", "summary", "evidence"}
_IN_OUR_WORDS = {
    # The project never says "lỗi"; and a line is quoted as it stands, with the code of its item.
    "typo": "Có vẻ gõ nhầm: “báỏ đảm” → “bảo đảm”. Sửa trong bảng theo dõi?",
    "possible_merged_row": (
        "Ý “Thông tin về Kết quả các kỳ thi, cuộc thi, kiểm tra đánh…” có phải một nội dung riêng (thời gian/người "
        "riêng) bị gộp vào dòng VII.1 không?"
    ),
    "section_number_missing": (
        "Mục “Tăng cường công tác giáo dục chính trị, tư tưởng đối với…” chưa có số; hệ thống hiểu là mục VI."
    ),
}


@pytest.fixture(scope="module")
def seed():
    with (_DATA / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        return read_schedule(list(csv.reader(file)))


@pytest.fixture(scope="module")
def said(seed):
    """(place, code) → the sentence, of everything said about the seed."""
    places = {item.row: item.code for item in seed.items}
    places |= {section.row: f"mục {section.numeral}" for section in seed.sections}
    findings = findings_in(seed, _YEAR)
    return {(places.get(one.row), one.code): message(one, Language.VI) for one in findings}


def _place(defect):
    where = defect["where"]
    if where in {"VI (mục)", "Mục giữa V và VII"}:
        return "mục VI"
    return where if "." in where and "," not in where else None


@pytest.mark.parametrize(
    "defect",
    [one for one in _DEFECTS if one["kind"] in _SAID],
    ids=lambda defect: f"{defect['where']} {defect['code']}",
)
def test_each_defect_of_the_seed_is_answered_as_the_data_says(said, defect):
    wanted = _IN_OUR_WORDS.get(defect["code"], defect["say"])
    assert said[_place(defect), defect["code"]] == wanted


def test_nothing_else_is_said_about_the_seed(said):
    answered = {(_place(one), one["code"]) for one in _DEFECTS if one["kind"] in _SAID}
    assert set(said) == answered


def test_nine_recycled_times_are_one_question_with_a_month_for_each(seed):
    (grouped,) = [one for one in findings_in(seed, _YEAR) if one.code == "stale_plan_pattern"]
    assert grouped.suggestion == (
        "I.1: 2/2024; III.1: 12/2023; IV.1: 1/2024; V.1: 2/2024; V.2: 2/2024; VI.1: 10/2023; VI.2: 4/2024; "
        "VII.1: 11/2023; VII.2: 9/2023"
    )


def test_suggestions_are_ready_to_paste(seed):
    suggested = {one.code: one.suggestion for one in findings_in(seed, _YEAR) if one.row is not None}
    assert suggested["duplicated_phrase"] == "Ứng dụng CNTT trong quản lý và dạy học"
    assert suggested["person_missing"] == "Đ.c Lê"
    assert suggested["time_missing"] == "10/2023"
    assert suggested["missing_hyphen"] == "2021-2025"
    assert suggested["section_number_missing"] == "VI"


def test_every_sentence_stands_in_both_languages(seed):
    for finding in findings_in(seed, _YEAR):
        vietnamese, english = (message(finding, language) for language in Language)
        assert "{" not in vietnamese + english
        assert english != vietnamese or "→" in english


# --- other plans ---


def _codes(*rows, header=_HEADER, **options):
    return [finding.code for finding in findings_in(read_schedule([header, *rows]), _YEAR, **options)]


def _row(topic="Khai giảng", product="Tin, ảnh", time="9/2023", person="Lò Văn Tú", number="1"):
    return [number, topic, product, time, person]


def test_a_plan_with_nothing_to_ask_gets_no_finding():
    rows = [
        ["I", "Hoạt động đầu năm", "", "", ""],
        _row(),
        _row("Trung thu", "Video", "Tháng 9/2023", "Vàng A Dế", "2"),
        ["", "", "- 3 ảnh", "", ""],
        ["", "Người lập", "", "", "HIỆU TRƯỞNG"],
    ]
    assert _codes(*rows) == []


def test_one_recycled_time_is_asked_about_by_itself():
    assert _codes(_row(time="9/2022"), _row("Trung thu", number="2")) == ["time_before_school_year"]


def test_a_missing_time_is_asked_without_a_hint_when_no_event_has_a_fixed_day():
    (finding,) = findings_in(read_schedule([_HEADER, _row("Sinh hoạt tổ", time="")]), _YEAR)
    assert (finding.code, finding.suggestion) == ("time_missing", None)
    assert message(finding, Language.VI) == (
        "Nội dung “Sinh hoạt tổ” chưa có thời gian. Thực hiện tháng nào, hay “Thường xuyên”?"
    )


def test_who_does_an_item_of_another_section_is_no_hint():
    rows = [["I", "Một", "", "", ""], _row(), ["II", "Hai", "", "", ""], _row("Trung thu", person="")]
    (finding,) = findings_in(read_schedule([_HEADER, *rows]), _YEAR)
    assert (finding.code, finding.suggestion) == ("person_missing", None)


def test_a_table_without_a_column_is_asked_about_once_and_not_in_every_row():
    header, rows = (
        ["Stt", "Nội dung", "Hình thức", "Thực hiện"],
        [["1", "A", "Tin", "Lò Văn Tú"], ["2", "B", "Tin", "Vàng A Dế"]],
    )
    assert _codes(*rows, header=header) == ["time_column_missing"]
    assert _codes(["1", "A", "9/2023"], ["2", "B", "9/2023"], header=["Stt", "Nội dung", "Thời gian"]) == [
        "person_column_missing"
    ]


def test_a_plan_grouped_by_month_is_not_asked_for_its_times_or_numbers():
    header = ["Stt", "Nội dung", "Hình thức", "Thực hiện"]
    rows = [["Tháng 9", "", "", ""], ["1", "Khai giảng", "Tin", "Lò Văn Tú"], ["Tháng 10", "", "", ""]]
    assert _codes(*rows, ["1", "Hội thao", "Tin", "Vàng A Dế"], header=header) == []


def test_sections_that_nobody_numbered_are_not_asked_for_their_numbers():
    rows = [["", "Chuyên môn", "", "", ""], _row(), ["", "Đội", "", "", ""], _row("Trung thu")]
    assert _codes(*rows) == []


def test_a_row_that_cannot_be_placed_is_asked_about():
    assert _codes(_row(), ["2", "", "", "", ""]) == ["row_ambiguous"]
    assert _codes(["", "", "- Ảnh lễ", "", ""], _row()) == ["row_ambiguous"]


def test_sections_without_a_title_or_with_a_number_twice_are_told():
    rows = [["I", "", "", "", ""], _row(), ["I", "Đội", "", "", ""], _row("Trung thu")]
    assert _codes(*rows) == ["section_title_missing", "section_number_repeated"]


def test_a_plan_without_items_says_so():
    assert _codes(["I", "Mục", "", "", ""]) == ["no_items"]


@pytest.mark.parametrize(
    ("time", "suggestion"), [("11/2022", "11/2023"), ("11/2023", "41 năm"), ("Tháng 11", "41 năm")]
)
def test_the_years_of_an_anniversary_speak_of_its_year(time, suggestion):
    topic = "Kỷ niệm 41 năm ngày Nhà giáo Việt Nam" if time == "11/2022" else "Kỷ niệm 40 năm ngày Nhà giáo Việt Nam"
    findings = findings_in(read_schedule([_HEADER, _row(topic, time=time)]), _YEAR)
    assert [one.suggestion for one in findings if one.code == "anniversary_check"] == [suggestion]


def test_an_anniversary_that_fits_its_time_needs_no_word():
    assert _codes(_row("Kỷ niệm 41 năm ngày Nhà giáo Việt Nam", time="11/2023")) == []
    assert _codes(_row("Kỷ niệm 20/11", time="11/2023")) == []


@pytest.mark.parametrize("topic", ["Các hoạt động từ thiện", "Một số phong trào thi đua", "Những hoạt động khác"])
def test_many_activities_in_one_month_are_asked_about(topic):
    assert _codes(_row(topic)) == ["open_ended"]
    assert _codes(_row(topic.removeprefix("Các ").removeprefix("Một số ").removeprefix("Những "))) == []


def test_a_line_without_bullet_below_bullets_may_be_an_item_of_its_own():
    assert _codes(_row(product="- Tin lễ\n- Ảnh lễ\nKết quả kỳ thi")) == ["possible_merged_row"]
    assert _codes(_row(product="- Tin về lễ\nkhai giảng\n- Ảnh")) == []
    assert _codes(_row(product="Tin\nẢnh")) == []


def test_who_has_most_of_the_work_is_told():
    rows = [_row(f"Nội dung {number}", number=str(number)) for number in range(1, 6)]
    assert _codes(*rows) == ["workload"]
    assert _codes(*rows[:4]) == []


def test_times_that_a_spreadsheet_made_days_are_told_with_what_was_read():
    (finding,) = findings_in(read_schedule([_HEADER, _row()]), _YEAR, dates={1: "9/2023"})
    assert (finding.code, finding.row, finding.suggestion) == ("time_cell_is_date", 1, "9/2023")


@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=5))
def test_whatever_stands_in_the_cells_can_be_said(rows):
    for finding in findings_in(read_schedule([_HEADER, *rows]), _YEAR):
        assert message(finding, Language.VI)
        assert message(finding, Language.EN)
