"""The Sheet as the officer meets it: made, adopted, looked after, and left behind when a new school year begins."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.beginning import NoPlanInSheet, adopt_sheet, create_sheet
from gmail_reports.sheet.client import SheetClient
from gmail_reports.sheet.tabs import TABS
from gmail_reports.times.when import SchoolYear
from service.demo.people import LE, TU
from service.demo.play import SCHOOL_ACCOUNT, appendix_1
from tests.journeys.school import School, school_at

_READ, _WRITE = "sheets.spreadsheets.values.batchGetByDataFilter", "sheets.spreadsheets.values.batchUpdate"
_SOFT = "sheets.spreadsheets.batchUpdate"


def _sheets(school: School) -> Any:
    return school.world.connection(SCHOOL_ACCOUNT).sheets().spreadsheets()


def _whole(school: School) -> list[dict[str, Any]]:
    fields = (
        "sheets(properties(title,gridProperties),protectedRanges,conditionalFormats,data(rowData(values(note,dataValidation)),"
        "columnMetadata))"
    )
    answer = _sheets(school).get(spreadsheetId=school.people.spreadsheet, fields=fields).execute()
    return list(answer["sheets"])


def test_a_tick_in_which_nothing_changed_reads_once_and_writes_nothing(school: School) -> None:
    school.upload(TU, "PTDTBT THCS Pu Nhi_Trung thu")
    school.ticks("2023-10-02 08:00", "2023-10-02 08:40", "2023-10-02 08:45")
    before = Counter(school.google.calls)
    school.ticks("2023-10-02 08:50", "2023-10-02 08:55")
    spent = school.google.calls - before
    assert (spent[_READ], spent[_WRITE], spent[_SOFT]) == (2, 0, 0)


def test_a_tick_with_a_new_folder_and_decisions_reads_once_and_writes_once(school: School) -> None:
    school.tick("2023-10-02 08:00")
    school.upload(TU, "PTDTBT THCS Pu Nhi_Trung thu")
    school.upload(LE, "PTDTBT THCS Pu Nhi_SGK lớp 8")
    school.people.write("Phụ lục 1", "Mã", "VII.1", "Thời gian đã xác nhận", "11/2023")
    before = Counter(school.google.calls)
    school.tick("2023-10-02 09:00")
    spent = school.google.calls - before
    assert (spent[_READ], spent[_WRITE], spent[_SOFT]) == (1, 1, 0)
    assert len(school.rows("Theo dõi")) == 2


def test_every_tab_is_furnished_for_a_person(school: School) -> None:
    tabs = dict(zip(TABS, _whole(school), strict=True))
    for tab, sheet in tabs.items():
        header = sheet["data"][0]["rowData"][0]["values"]
        first = sheet["data"][0]["rowData"][1]["values"]
        assert sheet["properties"]["gridProperties"]["frozenRowCount"] == 1
        assert all(one["warningOnly"] for one in sheet["protectedRanges"])
        for place, column in enumerate(tab.columns):
            assert sheet["data"][0]["columnMetadata"][place]["pixelSize"] == column.width
            assert bool(header[place].get("note")) is column.ours
            if column.choices:
                offered = first[place]["dataValidation"]["condition"]["values"]
                assert [one["userEnteredValue"] for one in offered] == list(column.choices)
    assert [len(sheet.get("conditionalFormats", ())) for sheet in tabs.values()] == [10, 5, 0, 10, 0]


def test_an_article_that_the_officer_types_keeps_its_promise_and_is_reported_once(confirmed: School) -> None:
    article = [["5/10/2023", "Giới thiệu SGK lớp 8", "https://punhi.example/sgk-8", "Website"]]
    confirmed.people._values().update(
        spreadsheetId=confirmed.people.spreadsheet,
        range="'Tin bài'!A2",
        valueInputOption="USER_ENTERED",
        body={"values": article},
    ).execute()
    confirmed.tick("2023-10-05 09:00")
    (row,) = confirmed.rows("Tin bài")
    assert row["Ghi chú hệ thống"] == "II.1 (vì “SGK lớp 8”)"
    item = confirmed.row("Phụ lục 1", "Mã", "II.1")
    assert item["Trạng thái"].startswith("Đã hoàn thành")
    assert item["Minh chứng"] == "https://punhi.example/sgk-8"
    confirmed.ticks("2023-10-13 08:00", "2023-11-14 08:00")
    told = {
        month: [one["title"] for one in confirmed.report(month).planned.about["report"]["articles"]]
        for month in ("2023-10", "2023-11")
    }
    assert told == {"2023-10": ["Giới thiệu SGK lớp 8"], "2023-11": []}


def _own_sheet(school: School, rows: list[list[str]]) -> str:
    """A spreadsheet that the school made itself, long before us."""
    body = {"properties": {"title": "Kế hoạch của trường"}, "sheets": [{"properties": {"title": "KH truyền thông"}}]}
    spreadsheet: str = _sheets(school).create(body=body).execute()["spreadsheetId"]
    _sheets(school).values().update(
        spreadsheetId=spreadsheet, range="A1", valueInputOption="RAW", body={"values": rows}
    ).execute()
    return spreadsheet


def _adopt(school: School, spreadsheet: str) -> None:
    sheets = SheetClient(SCHOOL_ACCOUNT, school.world.connection(SCHOOL_ACCOUNT).sheets)
    adopt_sheet(school.world.engine, sheets, school.id, SchoolYear(2023), spreadsheet)
    school.people.spreadsheet = spreadsheet
    school.people.share_sheet()


def test_a_spreadsheet_of_the_schools_own_is_adopted_and_what_stood_there_stays(school: School) -> None:
    header = ["TT", "Nội dung công việc", "Sản phẩm", "Thời gian", "Người phụ trách", "Trạng thái"]
    plan = [
        ["Kế hoạch năm học 2023-2024"],
        header,
        ["I", "Chuyên môn"],
        ["1", "Đọc sách", "Tin", "10/2023", "Lê", "kệ"],
    ]
    spreadsheet = _own_sheet(school, plan)
    _adopt(school, spreadsheet)
    assert school.tick("2023-10-02 09:00").troubles == ()
    rows = school.people._values().get(spreadsheetId=spreadsheet, range="'KH truyền thông'").execute()["values"]
    assert [row[:6] for row in rows] == [*plan[:2], [*plan[2], *rows[2][2:6]], plan[3]]
    ours = dict(zip(rows[1][6:], rows[3][6:], strict=False))
    assert (ours["Mã"], ours["Trạng thái (Tin Trường)"]) == ("I.1", "Đang thực hiện")
    titles = [sheet["properties"]["title"] for sheet in _whole(school)]
    assert titles == ["KH truyền thông", "Theo dõi", "Tin bài", "Báo cáo", "Nhân sự"]
    before = Counter(school.google.calls)
    school.tick("2023-10-02 09:05")
    assert (school.google.calls - before)[_WRITE] == 0


def test_adopting_again_adds_nothing(school: School) -> None:
    spreadsheet = _own_sheet(school, appendix_1())
    _adopt(school, spreadsheet)
    once = _whole(school)
    _adopt(school, spreadsheet)
    assert _whole(school) == once


def test_a_spreadsheet_without_a_plan_is_not_adopted(school: School) -> None:
    spreadsheet = _own_sheet(school, [["Danh sách lớp"], ["1", "Vàng A Dế"]])
    with pytest.raises(NoPlanInSheet, match="Phụ lục 1"):
        _adopt(school, spreadsheet)
    assert len(_sheets(school).get(spreadsheetId=spreadsheet).execute()["sheets"]) == 1


def test_a_column_of_ours_that_was_deleted_comes_back_on_the_right(school: School) -> None:
    (header,) = (
        _sheets(school)
        .values()
        .get(spreadsheetId=school.people.spreadsheet, range="'Theo dõi'!1:1")
        .execute()["values"]
    )
    place = header.index("Kết quả")
    lines = {"sheetId": 2, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    body = {"requests": [{"deleteDimension": {"range": lines}}]}
    _sheets(school).batchUpdate(spreadsheetId=school.people.spreadsheet, body=body).execute()
    school.upload(TU, "PTDTBT THCS Pu Nhi_Trung thu")
    school.ticks("2023-10-02 09:00", "2023-10-02 10:00", "2023-10-02 10:05", "2023-10-02 10:10")
    assert [row["Kết quả"] for row in school.rows("Theo dõi")] == ["Đạt"]


def test_a_new_school_year_begins_with_a_new_spreadsheet_and_the_old_one_falls_silent(tmp_path: Path) -> None:
    with school_at(tmp_path / "state", "2024-05-06") as school:
        school.people.fill_in_staff()
        school.upload(TU, "PTDTBT THCS Pu Nhi_Tổng kết năm học", 2)
        school.ticks("2024-05-06 09:00", "2024-05-06 10:00")
        (row,) = school.rows("Theo dõi")
        school.people.write("Theo dõi", "Đường dẫn", row["Đường dẫn"], "Quyết định", "Bỏ qua")
        school.tick("2024-05-06 11:00")
        config = school.world.config
        next_year = config.schools[0].model_copy(update={"school_year": "2024-2025"})
        school.world.config = config.model_copy(update={"schools": (next_year,)})
        before = Counter(school.google.calls)
        picture = school.tick("2024-09-16 08:00").picture
        assert (school.google.calls - before)[_READ] == 0
        assert (picture.items, picture.plan_is_late) == ((), True)
        plan = [["Stt", "Nội dung", "Sản phẩm", "Thời gian", "Thực hiện"], ["1", "Khai giảng", "Ảnh", "9/2024", "Tú"]]
        sheets = SheetClient(SCHOOL_ACCOUNT, school.world.connection(SCHOOL_ACCOUNT).sheets)
        new = create_sheet(school.world.engine, sheets, school.id, "Năm mới", SchoolYear(2024), plan)
        school.people.spreadsheet = new
        school.people.share_sheet()
        school.upload(TU, "PTDTBT THCS Pu Nhi_Khai giảng")
        school.ticks("2024-09-16 09:00", "2024-09-16 10:00")
        assert [one["Hoạt động"] for one in school.rows("Theo dõi")] == ["Khai giảng"]
        assert [one["Trạng thái"] for one in school.rows("Phụ lục 1")] == ["Đã hoàn thành"]
        with school.world.engine.connect() as connection:
            old = sheet_store.spreadsheet(connection, school.id, "2023-2024")
        assert old is not None
        assert old[0] != new
