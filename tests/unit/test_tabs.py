from datetime import date

import pytest

from gmail_reports.deadlines import Month
from gmail_reports.monthly import Remarks
from gmail_reports.sheet.tabs import (
    FOLDERS,
    PLAN,
    REPORTS,
    STAFF,
    TABS,
    FolderDecision,
    MonthDecision,
    Table,
    folder_decisions,
    item_decision,
    month_decisions,
    read_day,
    read_month,
    staff_of,
)
from tests.unit.pictures import rows_of


def _table(tab, *rows):
    return Table(rows_of(tab, rows))


def test_a_cell_is_found_by_its_header_however_it_is_written():
    table = Table([["  họ  TÊN ", "Gmail"], ["Lò Văn Tú", "tu@example.edu.vn"]])
    assert (table.cell(1, "Họ tên"), table.cell(1, "gmail")) == ("Lò Văn Tú", "tu@example.edu.vn")


def test_what_is_not_there_is_empty():
    table = Table([["Họ tên", "Gmail"], ["Lò Văn Tú"]])
    assert [table.cell(1, "Gmail"), table.cell(1, "Xưng hô"), table.cell(9, "Họ tên")] == ["", "", ""]
    assert list(Table([]).body()) == []
    assert Table([]).cell(0, "Họ tên") == ""


def test_of_two_columns_of_one_name_the_first_counts():
    assert Table([["Mã", "Mã"], ["II.1", "của trường"]]).cell(1, "Mã") == "II.1"


def test_rows_above_the_header_are_no_part_of_the_table():
    table = Table([["PHỤ LỤC 1"], ["Stt", "Mã"], ["1", "II.1"]], header_row=1)
    assert list(table.body()) == [2]
    assert table.cell(2, "Mã") == "II.1"


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_our_columns_say_that_they_are_ours_and_theirs_have_no_note(tab):
    for column in tab.columns:
        assert column.ours is column.note.startswith("Cột của hệ thống Tin Trường")
        assert not (column.ours and column.choices), "we offer no choice in a column that is ours"


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_no_two_columns_of_a_tab_can_be_taken_for_each_other(tab):
    assert len(Table(rows_of(tab, ())).columns) == len(tab.columns)


def test_a_decision_about_an_item_is_read():
    row = {"Thời gian đã xác nhận": "Đúng", "Quyết định": "Lùi", "Lùi đến": "20/11/2023"}
    decision = item_decision(_table(PLAN, row), 1)
    assert (decision.confirmed_time, decision.decision, decision.new_day) == ("Đúng", "Lùi", date(2023, 11, 20))


def test_decisions_about_folders_are_read_by_link_and_rows_without_one_are_nobodys():
    link = "https://drive.google.com/drive/folders/event"
    rows = [{"Đường dẫn": f" {link} ", "Quyết định": "Bỏ qua", "Thuộc nội dung": "II.1"}, {"Quyết định": "Chấp nhận"}]
    assert folder_decisions(_table(FOLDERS, *rows)) == {link: FolderDecision("Bỏ qua", "II.1")}


def test_decisions_and_remarks_about_months_are_read():
    row = {"Kỳ": "10/2023", "Quyết định": "Gửi ngay", "Ý kiến": "a", "Ưu điểm": "b", "Hạn chế": "c"}
    row |= {"Kiến nghị": "d", "Sự cố": "e\nf"}
    assert month_decisions(_table(REPORTS, row, {"Kỳ": ""}, {"Kỳ": "cả năm"})) == {
        "2023-10": MonthDecision("Gửi ngay", Remarks("a", "b", "c", "d", "e f"))
    }


def test_the_staff_list_is_read_and_nobodys_gender_is_guessed():
    rows = [
        {"Họ tên": " Lò  Văn Tú ", "Xưng hô": "thầy", "Gmail": " tu@example.edu.vn\n", "Vai trò/Tổ": "Tổ KHTN"},
        {"Họ tên": "Vàng A Dế", "Xưng hô": "Thầy giáo", "Không nhận thư": "x"},
        {"Gmail": "nobody@example.edu.vn"},
    ]
    tu, de = staff_of(_table(STAFF, *rows))
    assert (tu.name, tu.honorific, tu.email, tu.role, tu.silent) == (
        "Lò Văn Tú",
        "thầy",
        "tu@example.edu.vn",
        "Tổ KHTN",
        False,
    )
    assert (de.honorific, de.email, de.silent) == ("thầy/cô", "", True)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("10/2023", Month(2023, 10)),
        (" 9/2023 ", Month(2023, 9)),
        ("09/2023", Month(2023, 9)),
        ("13/2023", None),
        ("2023-10", None),
        ("Tháng 10", None),
        ("", None),
    ],
)
def test_a_month_is_read_or_it_is_none(text, month):
    assert read_month(text) == month


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/9/2023", date(2023, 9, 5)),
        (" 05/09/2023", date(2023, 9, 5)),
        ("30/2/2024", None),
        ("2023-09-05", date(2023, 9, 5)),
        ("5.9.23", date(2023, 9, 5)),
        ("05-09-2023", date(2023, 9, 5)),
        ("tuần sau", None),
        ("", None),
    ],
)
def test_a_day_is_read_or_it_is_none(text, day):
    assert read_day(text) == day
