"""What people and programs do to a spreadsheet through batchUpdate."""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.local_google.test_sheets import Book

BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}}


@pytest.fixture
def book(sheets: Any) -> Book:
    made = Book(sheets)
    made.write("A1", ["b", 2], ["a", 10], ["c", 1])
    return made


def place(book: Book, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    return {
        "sheetId": book.tab,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def lines(book: Book, dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": book.tab, "dimension": dimension, "startIndex": start, "endIndex": end}


def only_sheet(book: Book, fields: str) -> Any:
    return book.grid(f"sheets({fields})")["sheets"][0]


def test_one_bad_request_and_nothing_happens(book: Book) -> None:
    with pytest.raises(HttpError, match=r"Invalid requests\[1\].deleteSheet") as refused:
        book.batch({"addSheet": {"properties": {"title": "Báo cáo"}}}, {"deleteSheet": {"sheetId": 99}})
    assert refused.value.status_code == 400
    assert len(book.grid("sheets.properties.title")["sheets"]) == 1


def test_tabs_come_go_and_change_their_names(book: Book) -> None:
    (reply, _) = book.batch(
        {"addSheet": {"properties": {"title": "Báo cáo", "index": 0}}},
        {"duplicateSheet": {"sourceSheetId": book.tab, "newSheetName": "Bản sao"}},
    )
    number = reply["addSheet"]["properties"]["sheetId"]
    with pytest.raises(HttpError, match="already exists"):
        book.batch({"addSheet": {"properties": {"title": "báo cáo"}}})
    change = {"sheetId": number, "title": "Nhân sự", "gridProperties": {"frozenRowCount": 2}}
    asked = "title,gridProperties.frozenRowCount"
    book.batch({"updateSheetProperties": {"properties": change, "fields": asked}})
    found = [sheet["properties"] for sheet in book.grid("sheets.properties")["sheets"]]
    assert [item["title"] for item in found] == ["Bản sao", "Nhân sự", "Sheet1"]
    assert [item["index"] for item in found] == [0, 1, 2]
    assert found[1]["gridProperties"] == {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 2}
    assert book.read("'Bản sao'!A1") == [["b"]]
    book.batch({"deleteSheet": {"sheetId": number}})
    moved = {"sheetId": book.tab, "index": 0}
    book.batch({"updateSheetProperties": {"properties": moved, "fields": "index"}})
    found = [sheet["properties"] for sheet in book.grid("sheets.properties")["sheets"]]
    assert [item["title"] for item in found] == ["Sheet1", "Bản sao"]


def test_the_last_tab_stays(book: Book) -> None:
    with pytest.raises(HttpError, match="can't remove all the sheets"):
        book.batch({"deleteSheet": {"sheetId": book.tab}})


def test_a_mask_changes_what_it_names_and_nothing_else(book: Book) -> None:
    cells = {"range": place(book, 0, 1, 0, 2), "cell": BOLD}
    book.batch({"repeatCell": cells | {"fields": "userEnteredFormat.textFormat.bold"}})
    assert book.read("A1:B1") == [["b", "2"]]
    cell = {"userEnteredValue": {"stringValue": "z"}, "note": "ignored"}
    update = {"rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    start = {"sheetId": book.tab, "rowIndex": 0, "columnIndex": 0}
    book.batch({"updateCells": update | {"start": start}})
    sheet = only_sheet(book, "data.rowData.values(userEnteredFormat,userEnteredValue,note)")
    assert sheet["data"][0]["rowData"][0]["values"][0] == {
        "userEnteredValue": {"stringValue": "z"},
        "userEnteredFormat": {"textFormat": {"bold": True}},
    }
    with pytest.raises(HttpError, match="At least one field"):
        book.batch({"repeatCell": cells})
    with pytest.raises(HttpError, match="Invalid field selection colour"):
        book.batch({"repeatCell": cells | {"fields": "colour"}})


def test_cells_of_a_range_without_data_are_cleared(book: Book) -> None:
    cell = {"userEnteredValue": {"numberValue": 7}}
    update = {"rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    book.batch({"updateCells": update | {"range": place(book, 0, 2, 0, 2)}})
    assert book.read("A1:B3") == [["7"], [], ["c", "1"]]


def test_rows_are_inserted_deleted_and_moved(book: Book) -> None:
    book.batch({"insertDimension": {"range": lines(book, "ROWS", 1, 2)}})
    assert book.read("A:A") == [["b"], [], ["a"], ["c"]]
    source = lines(book, "ROWS", 3, 4)
    book.batch({"moveDimension": {"source": source, "destinationIndex": 0}})
    assert book.read("A:A") == [["c"], ["b"], [], ["a"]]
    book.batch({"deleteDimension": {"range": lines(book, "ROWS", 1, 3)}})
    assert book.read("A:B") == [["c", "1"], ["a", "10"]]
    append = {"sheetId": book.tab, "dimension": "ROWS", "length": 5}
    book.batch({"appendDimension": append})
    grid = only_sheet(book, "properties.gridProperties")["properties"]["gridProperties"]
    assert grid["rowCount"] == 1000 + 1 - 2 + 5


def test_columns_are_inserted_and_deleted(book: Book) -> None:
    book.batch({"insertDimension": {"range": lines(book, "COLUMNS", 1, 3)}})
    assert book.read("1:1") == [["b", "", "", "2"]]
    book.batch({"deleteDimension": {"range": lines(book, "COLUMNS", 0, 2)}})
    assert book.read("1:1") == [["", "2"]]


def test_protections_and_merges_follow_their_rows(book: Book) -> None:
    (reply, _) = book.batch(
        {"addProtectedRange": {"protectedRange": {"range": place(book, 1, 2, 0, 2)}}},
        {"mergeCells": {"range": place(book, 2, 3, 0, 2), "mergeType": "MERGE_ALL"}},
    )
    assert book.read("A3:B3") == [["c"]]
    book.batch({"insertDimension": {"range": lines(book, "ROWS", 0, 1)}})
    sheet = only_sheet(book, "protectedRanges,merges")
    assert sheet["protectedRanges"][0]["range"]["startRowIndex"] == 2
    assert sheet["merges"][0]["startRowIndex"] == 3
    assert sheet["protectedRanges"][0]["requestingUserCanEdit"] is True
    number = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    new = {"protectedRangeId": number, "description": "máy ghi"}
    book.batch({"updateProtectedRange": {"protectedRange": new, "fields": "description"}})
    book.batch(
        {"deleteProtectedRange": {"protectedRangeId": number}},
        {"unmergeCells": {"range": place(book, 0, 9, 0, 9)}},
    )
    assert only_sheet(book, "protectedRanges,merges") == {}


def test_rows_are_sorted_numbers_before_text_and_blanks_last(book: Book) -> None:
    book.write("A4", [None, 3])
    sort = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    book.batch({"sortRange": {"range": place(book, 0, 4, 0, 2), "sortSpecs": [sort]}})
    assert book.read("A1:B4") == [["a", "10"], ["b", "2"], ["c", "1"], ["", "3"]]
    sort = {"dimensionIndex": 1, "sortOrder": "DESCENDING"}
    book.batch({"sortRange": {"range": place(book, 0, 4, 0, 2), "sortSpecs": [sort]}})
    assert book.read("B1:B4") == [["10"], ["3"], ["2"], ["1"]]


def test_widths_borders_rules_and_filters_are_kept(book: Book) -> None:
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Đạt"}]},
        "strict": True,
        "showCustomUi": True,
    }
    conditional = {
        "ranges": [place(book, 0, 9, 0, 1)],
        "booleanRule": {
            "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Đạt"}]},
            "format": {"backgroundColor": {"green": 1}},
        },
    }
    area = place(book, 0, 2, 0, 2)
    widths = {"range": lines(book, "COLUMNS", 0, 1), "properties": {"pixelSize": 250}, "fields": "pixelSize"}
    book.batch(
        {"updateDimensionProperties": widths},
        {"setDataValidation": {"range": place(book, 0, 1, 0, 1), "rule": rule}},
        {"addConditionalFormatRule": {"rule": conditional, "index": 0}},
        {"setBasicFilter": {"filter": {"range": area}}},
        {"updateBorders": {"range": area, "top": {"style": "SOLID"}}},
        {"autoResizeDimensions": {"dimensions": lines(book, "COLUMNS", 1, 2)}},
    )
    asked = (
        "basicFilter,conditionalFormats,data(columnMetadata.pixelSize,"
        "rowData.values(dataValidation,userEnteredFormat.borders))"
    )
    sheet = only_sheet(book, asked)
    (data,) = sheet["data"]
    assert [line["pixelSize"] for line in data["columnMetadata"][:3]] == [250, 24, 100]
    first = data["rowData"][0]["values"][0]
    assert first["dataValidation"] == rule
    assert first["userEnteredFormat"]["borders"] == {"top": {"style": "SOLID"}}
    assert sheet["conditionalFormats"] == [conditional]
    assert sheet["basicFilter"]
    book.batch(
        {"setDataValidation": {"range": place(book, 0, 1, 0, 1)}},
        {"clearBasicFilter": {"sheetId": book.tab}},
        {"deleteConditionalFormatRule": {"sheetId": book.tab, "index": 0}},
    )
    assert set(only_sheet(book, "basicFilter,conditionalFormats")) == set()


def test_cells_are_copied_and_cut(book: Book) -> None:
    corner = {"sheetId": book.tab, "rowIndex": 4, "columnIndex": 3}
    book.batch(
        {"copyPaste": {"source": place(book, 0, 1, 0, 1), "destination": place(book, 9, 11, 0, 1)}},
        {"cutPaste": {"source": place(book, 0, 1, 0, 2), "destination": corner}},
    )
    assert book.read("A10:A11") == [["b"], ["b"]]
    assert book.read("A1:E5") == [[], ["a", "10"], ["c", "1"], [], ["", "", "", "b", "2"]]


def test_cells_are_appended_below_the_last_row(book: Book) -> None:
    row = {"values": [{"userEnteredValue": {"stringValue": "d"}}]}
    book.batch({"appendCells": {"sheetId": book.tab, "rows": [row], "fields": "userEnteredValue"}})
    assert book.read("A4") == [["d"]]


def test_a_request_that_does_not_exist_is_refused(book: Book) -> None:
    with pytest.raises(HttpError, match="addSheep"):
        book.batch({"addSheep": {}})
    with pytest.raises(HttpError, match="does not play addChart"):
        book.batch({"addChart": {"chart": {}}})
