import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.plan.schedule import read_schedule

_DATA = json.loads((Path(__file__).parent / "data" / "section_rows.json").read_text(encoding="utf-8"))
_HEADER = ["TT", "Nội dung tuyên truyền", "Hình thức", "Thời gian", "Người phụ trách"]
_ITEM = ["1", "Khai giảng", "Tin, ảnh", "5/9", "Thầy Huy"]


def _kinds(*rows, header=_HEADER):
    return [row.kind.value for row in read_schedule([header, *rows]).rows]


@pytest.mark.parametrize("row", _DATA["section_rows"], ids=lambda row: row["note"] or row["cells"][0])
@pytest.mark.parametrize("above", [[], [_ITEM]], ids=["alone", "below an item"])
def test_the_rows_that_schools_write_are_told_apart(row, above):
    assert _kinds(*above, row["cells"])[-1] == row["expected"]


def test_a_whole_table_with_all_its_decoration_is_read():
    table = [
        (["(1)", "(2)", "(3)", "(4)", "(5)"], "column_numbers"),
        (["A", "Công tác tuyên truyền đầu năm", "", "", ""], "section"),
        (_ITEM, "item"),
        (["2", "Trung thu", "Video", "Tháng 9", "Cô Lê"], "item"),
        (_HEADER, "repeated_header"),
        (["B.", "Hoạt động học kì I", "", "", ""], "section"),
        (["1", "20/11", "Bài viết", "11/2023", "BGH"], "item"),
        (["", "", "- Video", "", ""], "continuation"),
        (["", " ", "", "", ""], "blank"),
        (["", "Tổng cộng: 3 nội dung", "", "", ""], "total"),
        (["", "", "", "Pu Nhi, ngày 5 tháng 9 năm 2023", ""], "signature"),
        (["", "Người lập", "", "", "TM. BGH"], "signature"),
        (["", "(Ký, ghi rõ họ tên)", "", "", "HIỆU TRƯỞNG\n(Đã kí)"], "signature"),
        (["", "", "", "", ""], "blank"),
        (["", "Lò Văn Tú", "", "", "Hoàng Quốc Huy"], "signature"),
    ]
    assert _kinds(*(row for row, _ in table)) == [kind for _, kind in table]


@pytest.mark.parametrize(
    "row",
    [
        ["1", "2", "3", "4", "5"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["A", "B", "1", "2", "3"],
        ["[1]", "[2]", "[3]", "[4]", ""],
    ],
)
def test_numbers_of_columns_are_no_item(row):
    assert _kinds(row, _ITEM) == ["column_numbers", "item"]


@pytest.mark.parametrize(
    "cells", [["Tổng", "12", ""], ["", "Tổng số: 12 nội dung", ""], ["Cộng", "", "12"], ["", "CỘNG"]]
)
def test_totals_are_no_item(cells):
    assert _kinds(_ITEM, cells)[-1] == "total"


@pytest.mark.parametrize("topic", ["Tổng kết năm học", "Cộng đồng học tập", "Tổng vệ sinh trường lớp"])
def test_an_item_may_begin_like_a_total(topic):
    assert _kinds(["", topic, "", "5/2024", ""], _ITEM, ["2", topic, "Tin", "5/2024", "Tú"]) == ["item"] * 3


@pytest.mark.parametrize(
    "row",
    [
        ["", "Người lập biểu", "", "", "HIỆU TRƯỞNG"],
        ["TM. BAN GIÁM HIỆU", "", "", "", ""],
        ["", "", "", "KT. HIỆU TRƯỞNG", ""],
        ["", "Duyệt của BGH", "", "", "Người lập kế hoạch"],
        ["Nơi nhận:", "", "", "", ""],
        ["", "Cán bộ phụ trách truyền thông", "", "", "Hiệu trưởng duyệt"],
        ["", "", "", "Na Son, ngày … tháng 9 năm 2023", ""],
    ],
)
def test_who_signs_is_no_item(row):
    assert _kinds(_ITEM, row, ["", "", "", "", "Vàng A Dế"])[1:] == ["signature", "signature"]


def test_a_signers_title_in_an_item_signs_nothing():
    rows = [["", "Duyệt kế hoạch", "", "9/2023", "Hiệu trưởng"], ["", "BGH", "", "", ""], _ITEM]
    assert "signature" not in _kinds(*rows)


@pytest.mark.parametrize("number", ["I", "I.", "I/", "II)", "Mục I", "PHẦN II", "l", "ll", "lV", "A", "B/", "iii"])
def test_a_numbered_title_is_a_section(number):
    assert _kinds([number, "Công tác chuyên môn", "", "", ""], _ITEM)[0] == "section"


@pytest.mark.parametrize(
    "title", ["I. Công tác chuyên môn", "II/ Công tác Đội", "III - Công tác Đoàn", "Mục IV Khác", "V Nâng cao", "Khác"]
)
@pytest.mark.parametrize("column", [0, 1], ids=["merged over the row", "in the topic"])
def test_a_title_with_its_number_in_one_cell_is_a_section(title, column):
    cells = ["", "", "", "", ""]
    cells[column] = title
    assert _kinds(_ITEM, cells, _ITEM)[1] == "section"


@pytest.mark.parametrize(
    "title", ["Tháng 9", "THÁNG 10/2023", "Tháng mười một", "Tháng 9: Mái trường", "Học kì I", "Quý IV"]
)
def test_months_group_like_sections(title):
    schedule = read_schedule([_HEADER, [title, "", "", "", ""], ["1", "Khai giảng", "Tin", "", "Tú"]])
    assert [section.title for section in schedule.sections] == [title]
    assert schedule.items[0].time == schedule.sections[0].period != ""


def test_a_title_that_only_names_a_theme_is_no_month():
    schedule = read_schedule([_HEADER, ["", "Tháng hành động vì trẻ em", "", "", ""], ["1", "Vui", "Tin", "", "Tú"]])
    assert schedule.sections[0].period == ""
    assert schedule.items[0].time == ""


def test_sections_may_be_numbered_like_their_items():
    rows = [
        ["1", "Công tác chuyên môn", "", "", ""],
        ["1.1", "SGK lớp 8", "Tin", "10/2023", "Lê"],
        ["1.2", "SGK lớp 9", "Tin", "5/2024", "Lê"],
        ["2", "Công tác Đội", "", "", ""],
        ["2.1", "Măng non", "Tin", "9/2023", "Tú"],
    ]
    schedule = read_schedule([_HEADER, *rows])
    assert [section.numeral for section in schedule.sections] == ["1", "2"]
    assert [item.code for item in schedule.items] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize("numbers", [("1.1", "1.2"), ("a)", "b)"), ("-", "-")])
def test_a_numbered_title_with_a_list_below_it_is_a_section_of_its_own(numbers):
    rows = [[number, f"Nội dung {place}", "Tin", "9/2023", "Tú"] for place, number in enumerate(numbers)]
    schedule = read_schedule([_HEADER, ["I", "Mục", "", "", ""], ["1", "Chuyên môn", "", "", ""], *rows])
    assert [section.numeral for section in schedule.sections] == ["I", "I.1"]
    assert [item.code for item in schedule.items] in (["I.1.1", "I.1.2"], ["I.1.a", "I.1.b"])


def test_a_remark_below_the_table_is_no_section():
    assert _kinds(_ITEM, ["Ghi chú: Các nội dung phát sinh được bổ sung", "", "", "", ""]) == ["item", "ambiguous"]


def test_a_section_may_say_when_and_who_for_all_its_items():
    assert _kinds(["I", "Chuyên môn", "", "Cả năm", "BGH"], _ITEM) == ["section", "item"]
    assert _kinds(["I", "Thao giảng", "", "11/2023", "BGH"], ["II", "Hội giảng", "", "12/2023", "BGH"]) == ["item"] * 2


def test_what_begins_with_a_small_letter_or_a_bullet_goes_on_from_above():
    assert _kinds(_ITEM, ["", "năm học mới", "và ảnh", "", ""]) == ["item", "continuation"]
    assert _kinds(_ITEM, ["", "- thêm một ý", "", "", ""]) == ["item", "continuation"]
    assert _kinds(_ITEM, ["", "", "", "6/9", ""]) == ["item", "continuation"]


def test_a_title_between_numbers_that_go_on_is_asked_about():
    rows = [_ITEM, ["", "Một điều gì đó", "", "", ""], ["2", "Trung thu", "Tin", "9/2023", "Tú"]]
    assert _kinds(["I", "Mục", "", "", ""], *rows, ["II", "Mục", "", "", ""], _ITEM)[2] == "ambiguous"
    numbered_through = [["I", "Mục", "", "", ""], *rows, ["II", "Mục", "", "", ""], ["3", "Ba", "Tin", "9/2023", "Tú"]]
    assert _kinds(*numbered_through)[2] == "section"


def test_a_number_alone_or_a_promise_without_topic_is_asked_about():
    assert _kinds(_ITEM, ["2", "", "", "", ""]) == ["item", "ambiguous"]
    assert _kinds(_ITEM, ["", "", "Video", "10/2023", "Tú"]) == ["item", "ambiguous"]


def test_the_second_line_of_a_header_is_no_item():
    header = ["TT", "Nội dung", "Thời gian", "", "Thực hiện", ""]
    assert _kinds(["", "", "Từ", "Đến", "Chính", "Phối hợp"], _ITEM, header=header) == ["repeated_header", "item"]


def test_a_row_of_our_sheet_with_a_code_stays_an_item_wherever_it_is_sorted_to():
    header = [*_HEADER, "Mã"]
    rows = [["2", "Hoạt động chưa điền", "", "", "", "I.2"], [*_ITEM, "I.1"], ["", "Trung thu", "", "", "", "I.3"]]
    assert _kinds(*rows, header=header) == ["item"] * 3


_CELLS = st.sampled_from(
    ["", " ", "1", "2", "I", "II", "A", "a", "-", "- ý", "Mục", "tiếp", "Tin", "9/2023", "Tháng 9", "Tú", "BGH", "(1)"]
)


@given(st.lists(st.lists(_CELLS, max_size=7), max_size=12))
def test_every_row_below_the_header_has_exactly_one_kind(rows):
    schedule = read_schedule([_HEADER, *rows])
    assert [row.index for row in schedule.rows] == list(range(1, len(rows) + 1))
    kinds = [row.kind.value for row in schedule.rows]
    assert kinds.count("section") == len(schedule.sections)
    assert kinds.count("item") == len(schedule.items)


@given(st.lists(st.lists(_CELLS, max_size=5), max_size=10), st.permutations(range(5)))
def test_what_a_row_is_does_not_depend_on_the_order_of_the_columns(rows, order):
    """Except for cells merged over the whole row: they stand in whatever column is the first."""
    rows = [[*row, *[""] * (5 - len(row))] for row in rows if sum(bool(cell.strip()) for cell in row) != 1]
    moved = [[row[place] for place in order] for row in (_HEADER, *rows)]
    assert [row.kind for row in read_schedule(moved).rows] == [row.kind for row in read_schedule([_HEADER, *rows]).rows]
