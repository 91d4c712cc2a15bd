import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.plan.schedule import NotASchedule, read_schedule
from gmail_reports.sheet.tabs import PLAN
from gmail_reports.times.when import Doubt, SchoolYear, read_when

_HEADER = ["Stt", "Nội dung/Chủ đề", "Hình thức/Sản phẩm truyền thông", "Thời gian thực hiện", "Thực hiện"]


@pytest.fixture(scope="module")
def seed():
    with (Path(__file__).parent / "data" / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_seed_has_seven_sections_one_of_them_counted_by_us(seed):
    sections = read_schedule(seed).sections
    assert [section.numeral for section in sections] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert [section.numeral for section in sections if section.inferred] == ["VI"]
    assert sections[-1].title == "Một số hoạt động khác"


def test_the_seed_has_twelve_items_with_their_codes(seed):
    codes = [item.code for item in read_schedule(seed).items]
    assert codes == [
        "I.1",
        "II.1",
        "II.2",
        "III.1",
        "III.2",
        "IV.1",
        "V.1",
        "V.2",
        "VI.1",
        "VI.2",
        "VII.1",
        "VII.2",
    ]


def test_an_item_without_a_number_is_an_item(seed):
    item = next(item for item in read_schedule(seed).items if item.code == "IV.1")
    assert (item.section, item.topic, item.time) == ("IV", "Giáo dục dân tộc", "Tháng 1/2023")


def test_cells_stay_as_they_were_written(seed):
    for item in read_schedule(seed).items:
        assert [item.topic, item.product, item.time, item.person] == seed[item.row][1:]
    written = {item.code: item for item in read_schedule(seed).items}
    assert written["I.1"].topic == "Tăng cường báỏ đảm chất lượng giáo dục"
    assert written["VII.1"].time == "11/2022" + "\n" * 8


def test_nine_of_the_seeds_times_are_from_earlier_years_and_one_is_missing(seed):
    year = SchoolYear(2023)
    doubts = Counter(read_when(item.time, year).doubt for item in read_schedule(seed).items)
    assert doubts == {Doubt.BEFORE_SCHOOL_YEAR: 7, Doubt.MORE_THAN_ONE_YEAR_OLD: 2, Doubt.MISSING: 1, None: 2}


def test_columns_are_found_by_their_names_in_any_order_below_a_title():
    rows = [
        ["KẾ HOẠCH TUYÊN TRUYỀN NĂM HỌC 2023-2024"],
        ["Ghi chú", "Người phụ trách", "Thời gian", "NỘI DUNG  TUYÊN TRUYỀN", "TT"],
        ["", "", "", "Công tác chuyên môn", "I."],
        ["gấp", "Đ/c Lê", "10/2023", "SGK lớp 8", "1."],
    ]
    schedule = read_schedule(rows)
    assert schedule.header_row == 1
    assert [section.numeral for section in schedule.sections] == ["I"]
    (item,) = schedule.items
    assert (item.code, item.topic, item.product, item.time, item.person, item.row) == (
        "I.1",
        "SGK lớp 8",
        "",
        "10/2023",
        "Đ/c Lê",
        3,
    )


def test_a_plan_without_sections_numbers_its_items():
    rows = [_HEADER, ["1", "Khai giảng", "Tin, ảnh", "9/2023", ""], ["", "Trung thu", "Tin", "9/2023", ""]]
    assert [item.code for item in read_schedule(rows).items] == ["1", "2"]


def test_a_numbered_topic_is_an_item_though_nothing_else_is_filled_in():
    rows = [
        _HEADER,
        ["II", "Triển khai", "", "", ""],
        ["1", "SGK lớp 8", "", "", ""],
        ["", "Mục mới", "", "", ""],
    ]
    schedule = read_schedule(rows)
    assert [item.code for item in schedule.items] == ["II.1"]
    assert [section.title for section in schedule.sections] == ["Triển khai", "Mục mới"]


def test_months_as_sections_are_counted():
    rows = [
        _HEADER,
        ["", "Tháng 9", "", "", ""],
        ["1", "Khai giảng", "Tin", "5/9", ""],
        ["Tháng 10", "", "", "", ""],
    ]
    schedule = read_schedule(rows)
    assert [(section.numeral, section.title, section.inferred) for section in schedule.sections] == [
        ("I", "Tháng 9", True),
        ("II", "Tháng 10", True),
    ]
    assert [item.code for item in schedule.items] == ["I.1"]


def test_empty_and_short_rows_are_passed_over():
    rows = [_HEADER, [], ["", "", "", "", ""], ["1"], ["1", "SGK lớp 8", "", "10/2023"]]
    (item,) = read_schedule(rows).items
    assert (item.topic, item.person, item.row) == ("SGK lớp 8", "", 4)


@pytest.mark.parametrize(
    "rows",
    [[], [["Stt", "Họ và tên", "Lớp"]], [["Nội dung"], ["SGK lớp 8"]]],
    ids=["empty", "another", "no time"],
)
def test_a_table_that_is_no_plan_is_refused_with_what_to_do(rows):
    with pytest.raises(NotASchedule, match="Kiểm tra dòng đầu bảng Phụ lục 1"):
        read_schedule(rows)


def test_the_same_number_twice_gives_two_codes():
    rows = [
        _HEADER,
        ["I", "Mục", "", "", ""],
        *(["1", f"Nội dung {name}", "Tin", "9/2023", ""] for name in "abc"),
    ]
    assert [item.code for item in read_schedule(rows).items] == ["I.1", "I.2", "I.3"]


_CELL = st.sampled_from(["", "1", "2", "3", "I", "II", "IV", "a"])
_ROW = st.tuples(
    _CELL,
    st.sampled_from(["", "Nội dung", "Mục"]),
    st.sampled_from(["", "Tin"]),
    st.sampled_from(["", "9/2023"]),
)


@given(st.lists(_ROW, max_size=15))
def test_no_two_items_of_any_table_share_a_code(rows):
    codes = [item.code for item in read_schedule([_HEADER, *rows]).items]
    assert len(codes) == len(set(codes))


def test_rows_that_go_on_below_an_item_are_added_to_it_and_a_merged_cell_says_nothing_new():
    rows = [
        _HEADER,
        ["1", "Khai giảng", "- Tin", "9/2023", ""],
        ["", "", "- Ảnh", "", "Đ.c Tú"],
        ["1", "Khai giảng", "- Video", "9/2023", "Đ.c Lê"],
    ]
    (item,) = read_schedule(rows).items
    assert (item.topic, item.product, item.time) == ("Khai giảng", "- Tin\n- Ảnh\n- Video", "9/2023")
    assert item.person == "Đ.c Tú\nĐ.c Lê"


def test_what_goes_on_below_a_sections_title_is_added_to_no_item():
    rows = [_HEADER, ["1", "Khai giảng", "Tin", "9/2023", ""], ["II", "Mục", "", "", ""], ["", "", "- Ảnh", "", ""]]
    assert read_schedule(rows).items[0].product == "Tin"


@pytest.mark.parametrize(
    ("numbers", "numerals"),
    [
        (["I", "", "III"], ["I", "II", "III"]),
        (["", "II", ""], ["I", "II", "III"]),
        (["V", "", "", "VIII"], ["V", "VI", "VII", "VIII"]),
        (["A", "", "C"], ["A", "B", "C"]),
        (["", "", ""], ["I", "II", "III"]),
        (["I", "", "II"], ["I", "I.a", "II"]),
        (["A", "I", "II", "B", "I"], ["A", "A.I", "A.II", "B", "B.I"]),
    ],
)
def test_a_missing_number_of_a_section_is_the_one_between_its_neighbours(numbers, numerals):
    rows = [_HEADER]
    for number in numbers:
        rows += [[number, "Mục lớn", "", "", ""], ["1", f"Nội dung {len(rows)}", "Tin", "9/2023", "Tú"]]
    schedule = read_schedule(rows)
    assert [section.numeral for section in schedule.sections] == numerals
    assert [section.inferred for section in schedule.sections] == [not number for number in numbers]
    assert [item.code for item in schedule.items] == [f"{numeral}.1" for numeral in numerals]


def test_an_item_without_number_takes_none_that_a_later_row_bears():
    rows = [_HEADER, *([number, f"Nội dung {number}", "Tin", "9/2023", ""] for number in ("1", "", "2"))]
    assert [item.code for item in read_schedule(rows).items] == ["1", "3", "2"]


def test_a_time_left_of_the_topics_holds_for_the_rows_below_it():
    rows = [
        ["Tháng", "TT", "Nội dung", "Người viết"],
        ["Tháng 9", "1", "Khai giảng", "Tú"],
        ["", "2", "Trung thu", "Lê"],
        ["Tháng 10", "1", "20/10", "Lê"],
    ]
    assert [item.time for item in read_schedule(rows).items] == ["Tháng 9", "Tháng 9", "Tháng 10"]


def test_items_carry_the_schools_own_number_and_its_word_on_the_result():
    rows = [["TT", "Nội dung", "Thời gian", "Kết quả"], ["01.", "Khai giảng", "9/2023", "Đã đăng"]]
    (item,) = read_schedule(rows).items
    assert (item.code, item.stt, item.said) == ("1", "01.", "Đã đăng")


def test_the_tab_of_our_sheet_is_read_like_the_file_it_was_made_from(seed):
    ours = [column.header for column in PLAN.columns[5:]]
    tab = [[*seed[0], *ours], *([*row, *[""] * len(ours)] for row in seed[1:])]
    from_tab, from_file = read_schedule(tab), read_schedule(seed)
    assert (from_tab.sections, from_tab.items) == (from_file.sections, from_file.items)
