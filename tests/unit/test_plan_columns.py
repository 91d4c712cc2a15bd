import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.plan.columns import columns_of, find_header, is_header
from gmail_reports.sheet.tabs import PLAN

_DATA = json.loads((Path(__file__).parent / "data" / "section_rows.json").read_text(encoding="utf-8"))
_OUR_NAME = {"stt": "stt", "noi_dung": "topic", "hinh_thuc": "product", "thoi_gian": "time", "thuc_hien": "person"}
_HEADER = ["Stt", "Nội dung/Chủ đề", "Hình thức", "Thời gian", "Thực hiện"]
_OURS = [column.header for column in PLAN.columns[5:]]


@pytest.mark.parametrize(
    ("column", "name"),
    [(column, name) for column, names in _DATA["column_synonyms"].items() for name in names],
)
def test_every_name_that_schools_give_a_column_is_known(column, name):
    assert columns_of([name]) == {_OUR_NAME[column]: 0}


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (0, "stt topic product time person"),
        (2, "stt topic product time person -"),
        (3, "stt topic time person state"),
        (4, "stt topic product time person -"),
        (5, "stt topic product time person state"),
        (6, "stt topic product time person -"),
        (7, "stt topic product time person -"),
    ],
)
def test_the_headers_that_schools_write_are_understood(names, columns):
    header = _DATA["header_rows"][names]["columns"]
    assert columns_of(header) == {name: place for place, name in enumerate(columns.split()) if name != "-"}


def test_a_table_of_another_kind_is_no_plan():
    assert not is_header(columns_of(_DATA["header_rows"][1]["columns"]))
    assert not is_header(columns_of(["Stt", "Họ và tên", "Lớp"]))
    assert find_header([["Nội dung"], ["SGK lớp 8"]]) is None


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Các nội dung tuyên truyền trọng tâm", "topic"),
        ("Tên hoạt động", "topic"),
        ("Hình thức thực hiện", "product"),
        ("Sản phẩm dự kiến", "product"),
        ("Thời điểm đăng tải", "time"),
        ("Dự kiến thời gian hoàn thành", "time"),
        ("HẠN", "time"),
        ("Cá nhân, bộ phận thực hiện", "person"),
        ("Tổ/nhóm phụ trách", "person"),
        ("Người đảm nhận", "person"),
        ("Kết quả thực hiện", "state"),
        ("THOI GIAN", "time"),
    ],
)
def test_a_name_nobody_listed_is_known_by_its_first_words(name, column):
    assert columns_of([name]) == {column: 0}


@pytest.mark.parametrize(
    "name",
    [
        *("Ghi chú", "Địa điểm", "Kinh phí", "Hạn chế", "Mục tiêu", "Mã số"),
        *("Người duyệt", "Đơn vị phối hợp", "Tháng 9", "Tuần 1", ""),
    ],
)
def test_what_is_none_of_the_plans_columns_is_left_alone(name):
    assert columns_of([name]) == {}


def test_of_two_columns_for_one_thing_the_plainer_name_is_taken():
    header = ["Thời gian đã duyệt lại", "Nội dung", "Thời gian thực hiện", "Người thực hiện chính", "Thực hiện"]
    assert columns_of(header) == {"topic": 1, "time": 2, "person": 4}


def test_the_numbers_may_stand_under_an_empty_head():
    assert columns_of(["", "Nội dung", "Thời gian"]) == {"stt": 0, "topic": 1, "time": 2}


@given(st.permutations(_HEADER))
def test_the_order_of_the_columns_does_not_matter(header):
    columns = columns_of(header)
    assert {name: header[place] for name, place in columns.items()} == dict(
        zip(("stt", "topic", "product", "time", "person"), _HEADER, strict=True)
    )


@pytest.mark.parametrize(
    "header",
    [
        ["Stt", "Nội dung", "Hình thức", "Người phụ trách"],
        ["Stt", "Nội dung", "Thời gian", "Ghi chú"],
        ["TT", "Nội dung", "Tháng", "Người phụ trách", "Trạng thái"],
    ],
    ids=["no time", "no person", "names like ours"],
)
def test_in_our_sheet_only_the_schools_own_columns_are_read(header):
    assert columns_of([*header, *_OURS]) == columns_of(header) | {"code": len(header) + _OURS.index("Mã")}


def test_lines_above_the_header_are_passed_over():
    rows = [["PHỤ LỤC 1"], ["Nội dung truyền thông trọng tâm"], [], _HEADER, ["1", "SGK", "Tin", "9/2023", "Tú"]]
    found = find_header(rows)
    assert found is not None
    assert found[0] == 3


def test_a_plan_grouped_by_month_needs_no_column_for_the_time():
    assert is_header(columns_of(["STT", "Nội dung", "Sản phẩm", "Người thực hiện"]))
    assert not is_header(columns_of(["Nội dung", "Người thực hiện"]))
