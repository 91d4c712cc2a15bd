"""Values and spreadsheets."""

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.local_google.conftest import SCHOOL, STRANGER, TEACHER, share


class Book:
    """A spreadsheet under test, in few words."""

    def __init__(self, sheets: Any, **properties: Any) -> None:
        self.api = sheets.spreadsheets()
        self.values = self.api.values()
        made = self.api.create(body={"properties": {"title": "Theo dõi", "locale": "vi_VN"} | properties}).execute()
        self.id: str = made["spreadsheetId"]
        self.tab: int = made["sheets"][0]["properties"]["sheetId"]

    def write(self, where: str, *rows: list[Any], how: str = "RAW", **body: Any) -> Any:
        values = body | {"values": list(rows)}
        request = self.values.update(spreadsheetId=self.id, range=where, valueInputOption=how, body=values)
        return request.execute()

    def read(self, where: str, **options: Any) -> Any:
        answer = self.values.get(spreadsheetId=self.id, range=where, **options).execute()
        return answer.get("values")

    def append(self, where: str, *rows: list[Any], **options: Any) -> Any:
        request = self.values.append(
            spreadsheetId=self.id, range=where, valueInputOption="RAW", body={"values": list(rows)}, **options
        )
        return request.execute()

    def batch(self, *requests: Any) -> Any:
        body = {"requests": list(requests)}
        return self.api.batchUpdate(spreadsheetId=self.id, body=body).execute()["replies"]

    def grid(self, fields: str, **options: Any) -> Any:
        return self.api.get(spreadsheetId=self.id, fields=fields, **options).execute()


@pytest.fixture
def book(sheets: Any) -> Book:
    return Book(sheets)


def test_values_come_back_without_the_empty_end(book: Book) -> None:
    answer = book.write("Sheet1!B2:D3", ["a", "", "c"], ["d"])
    assert answer["updatedRange"] == "Sheet1!B2:D3"
    assert answer["updatedCells"] == 4
    assert book.read("Sheet1") == [[], ["", "a", "", "c"], ["", "d"]]
    assert book.read("B2:C9", majorDimension="COLUMNS") == [["a", "d"]]
    assert book.read("F1:G9") is None


def test_the_answer_names_the_range_cut_to_the_grid(book: Book) -> None:
    answer = book.values.get(spreadsheetId=book.id, range="A:B").execute()
    assert answer == {"range": "Sheet1!A1:B1000", "majorDimension": "ROWS"}


def test_raw_keeps_text_as_text(book: Book) -> None:
    book.write("A1", ["=IMPORTXML(1)", "05/09/2023", "5", "TRUE", 5, True])
    found = book.grid("sheets.data.rowData.values.userEnteredValue")
    (row,) = found["sheets"][0]["data"][0]["rowData"]
    assert [cell["userEnteredValue"] for cell in row["values"]] == [
        {"stringValue": "=IMPORTXML(1)"},
        {"stringValue": "05/09/2023"},
        {"stringValue": "5"},
        {"stringValue": "TRUE"},
        {"numberValue": 5},
        {"boolValue": True},
    ]


@pytest.mark.parametrize(
    ("locale", "typed", "number", "shown"),
    [
        ("vi_VN", "2/9/2023", 45171, "02/09/2023"),
        ("en_US", "2/9/2023", 44966, "2/9/2023"),
        ("vi_VN", "2/2023", 44958, "2/2023"),
        ("en_US", "2/2023", 44958, "2/2023"),
        ("vi_VN", "2023-09-05", 45174, "2023-09-05"),
        ("vi_VN", "0,5", 0.5, "0,5"),
        ("en_US", "1,234.5", 1234.5, "1234.5"),
        ("vi_VN", "50%", 0.5, "50%"),
        ("vi_VN", "=1+2*3", 7, "7"),
        ("vi_VN", "6:30", 6.5 / 24, "6:30"),
        ("vi_VN", "5/9/2023 6:30", 45174 + 6.5 / 24, "05/09/2023 6:30:00"),
    ],
)
def test_typed_text_becomes_what_it_means(sheets: Any, locale: str, typed: str, number: float, shown: str) -> None:
    book = Book(sheets, locale=locale)
    book.write("A1", [typed], how="USER_ENTERED")
    assert book.read("A1", valueRenderOption="UNFORMATTED_VALUE") == [[pytest.approx(number)]]
    assert book.read("A1") == [[shown]]


@pytest.mark.parametrize("typed", ["31/2/2023", "VII.1", "0912 345 678", "Tháng 9", "'5"])
def test_other_text_stays_text(book: Book, typed: str) -> None:
    book.write("A1", [typed], how="USER_ENTERED")
    assert book.read("A1", valueRenderOption="UNFORMATTED_VALUE") == [[typed.lstrip("'")]]


def test_dates_are_numbers_or_words_as_asked(book: Book) -> None:
    book.write("A1", ["5/9/2023", "=1+1"], how="USER_ENTERED")
    plain = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert book.read("A1:B1", **plain) == [[45174, 2]]
    words = plain | {"dateTimeRenderOption": "FORMATTED_STRING"}
    assert book.read("A1:B1", **words) == [["05/09/2023", 2]]
    assert book.read("A1:B1", valueRenderOption="FORMULA") == [[45174, "=1+1"]]


def test_null_leaves_a_cell_and_an_empty_text_clears_it(book: Book) -> None:
    book.write("A1", ["a", "b"])
    book.write("A1", [None, ""])
    assert book.read("A1:B1") == [["a"]]


def test_writing_beyond_the_range_or_the_grid_is_refused(book: Book) -> None:
    with pytest.raises(HttpError, match="tried writing to row"):
        book.write("A1:B1", ["a"], ["b"])
    with pytest.raises(HttpError, match="exceeds grid limits"):
        book.write("AA1", ["a"])
    assert book.read("Sheet1") is None


def test_append_goes_below_the_table_and_lengthens_the_grid(book: Book) -> None:
    book.write("A1", ["STT", "Tên"], ["1", "a"])
    answer = book.append("A1", ["2", "b"])
    assert answer["tableRange"] == "Sheet1!A1:B2"
    assert answer["updates"]["updatedRange"] == "Sheet1!A3:B3"
    book.append("Sheet1", ["3", "c"])
    assert book.read("Sheet1") == [["STT", "Tên"], ["1", "a"], ["2", "b"], ["3", "c"]]
    book.append("Sheet1", *[["x"]] * 1000)
    properties = book.grid("sheets.properties.gridProperties.rowCount")
    assert properties["sheets"][0]["properties"]["gridProperties"]["rowCount"] == 1004


def test_appended_rows_may_push_the_others_down(book: Book) -> None:
    book.write("A1", ["a"], [None], ["note"])
    book.append("A1", ["b"], insertDataOption="INSERT_ROWS")
    assert book.read("A:A") == [["a"], ["b"], [], ["note"]]


def test_several_ranges_at_once(book: Book) -> None:
    data = [{"range": "A1", "values": [["a"]]}, {"range": "C3", "values": [["c"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    answer = book.values.batchUpdate(spreadsheetId=book.id, body=body).execute()
    assert answer["totalUpdatedCells"] == 2
    found = book.values.batchGet(spreadsheetId=book.id, ranges=["A1", "C3"]).execute()
    assert [item["values"] for item in found["valueRanges"]] == [[["a"]], [["c"]]]
    book.values.batchClear(spreadsheetId=book.id, body={"ranges": ["A1"]}).execute()
    assert book.read("A1:C3") == [[], [], ["", "", "c"]]


def test_an_unknown_tab_is_refused_in_the_words_of_sheets(book: Book) -> None:
    with pytest.raises(HttpError) as refused:
        book.read("Nowhere!A1")
    assert refused.value.status_code == 400
    error = refused.value.error_details
    assert "Unable to parse range: Nowhere!A1" in str(refused.value)
    assert b'"errors"' not in refused.value.content
    assert b'"status":"INVALID_ARGUMENT"' in refused.value.content
    assert error


def test_a_tab_with_an_apostrophe_is_quoted(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Ban 'A'"}}})
    answer = book.write("'Ban ''A'''!A1", ["x"])
    assert answer["updatedRange"] == "'Ban ''A'''!A1"


def test_grid_data_comes_when_asked_for(book: Book) -> None:
    book.write("B2", ["https://x.vn", '=HYPERLINK("https://y.vn";"y")'], how="USER_ENTERED")
    assert "data" not in book.api.get(spreadsheetId=book.id).execute()["sheets"][0]
    options = {"includeGridData": True, "ranges": "B2:C2"}
    (sheet,) = book.api.get(spreadsheetId=book.id, **options).execute()["sheets"]
    (data,) = sheet["data"]
    assert (data["startRow"], data["startColumn"]) == (1, 1)
    first, second = data["rowData"][0]["values"]
    assert first["hyperlink"] == "https://x.vn"
    assert (second["hyperlink"], second["formattedValue"]) == ("https://y.vn", "y")
    assert second["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert len(data["columnMetadata"]) == 2


def test_a_formula_we_cannot_compute_says_so(book: Book) -> None:
    book.write("A1", ['=IMPORTRANGE("x")'], how="USER_ENTERED")
    assert book.read("A1") == [["#NAME?"]]


def test_others_need_a_share_to_read_and_write(book: Book, drive: Any, connect: Callable[..., Any]) -> None:
    teacher = connect("sheets.v4", TEACHER).spreadsheets()
    with pytest.raises(HttpError) as refused:
        teacher.get(spreadsheetId=book.id).execute()
    assert refused.value.status_code == 403
    share(drive, book.id, TEACHER, "reader")
    assert teacher.get(spreadsheetId=book.id).execute()["properties"]["title"] == "Theo dõi"
    with pytest.raises(HttpError):
        teacher.values().clear(spreadsheetId=book.id, range="A1").execute()
    with pytest.raises(HttpError) as missing:
        connect("sheets.v4", STRANGER).spreadsheets().get(spreadsheetId="1nobody").execute()
    assert missing.value.status_code == 404


def test_a_trashed_spreadsheet_is_still_read(book: Book, drive: Any) -> None:
    drive.files().update(fileId=book.id, body={"trashed": True}).execute()
    assert book.read("A1") is None


def test_renaming_in_drive_and_in_sheets_is_the_same(book: Book, drive: Any) -> None:
    drive.files().update(fileId=book.id, body={"name": "A"}).execute()
    assert book.grid("properties.title") == {"properties": {"title": "A"}}
    change = {"properties": {"title": "B"}, "fields": "title"}
    book.batch({"updateSpreadsheetProperties": change})
    assert drive.files().get(fileId=book.id).execute()["name"] == "B"


def test_a_tab_is_copied_into_another_spreadsheet(book: Book, sheets: Any) -> None:
    book.write("A1", ["x"])
    other = Book(sheets)
    made = (
        sheets.spreadsheets()
        .sheets()
        .copyTo(spreadsheetId=book.id, sheetId=book.tab, body={"destinationSpreadsheetId": other.id})
        .execute()
    )
    assert made["title"] == "Copy of Sheet1"
    assert other.read("'Copy of Sheet1'!A1") == [["x"]]


def test_ranges_may_be_given_as_data_filters(book: Book) -> None:
    book.write("A1", ["x"])
    filters = [{"gridRange": {"sheetId": book.tab, "endRowIndex": 1, "endColumnIndex": 1}}]
    body = {"dataFilters": filters}
    found = book.values.batchGetByDataFilter(spreadsheetId=book.id, body=body).execute()
    assert found["valueRanges"][0]["valueRange"]["values"] == [["x"]]


def test_a_spreadsheet_can_be_made_with_tabs_and_cells(sheets: Any) -> None:
    cell = {"userEnteredValue": {"stringValue": "x"}, "note": "n"}
    tab = {
        "properties": {"title": "Phụ lục 1", "gridProperties": {"frozenRowCount": 1}},
        "data": [{"startRow": 1, "rowData": [{"values": [cell]}]}],
    }
    made = sheets.spreadsheets().create(body={"sheets": [tab]}).execute()
    asked = "sheets(properties(title,gridProperties),data.rowData.values(note,formattedValue))"
    found = sheets.spreadsheets().get(spreadsheetId=made["spreadsheetId"], fields=asked).execute()
    (sheet,) = found["sheets"]
    assert sheet["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert sheet["data"][0]["rowData"][1]["values"] == [{"note": "n", "formattedValue": "x"}]


def test_read_only_scope_reads_only(book: Book, connect: Callable[..., Any]) -> None:
    scope = "https://www.googleapis.com/auth/spreadsheets.readonly"
    narrow = connect("sheets.v4", SCHOOL, scopes=(scope,)).spreadsheets().values()
    narrow.get(spreadsheetId=book.id, range="A1").execute()
    with pytest.raises(HttpError) as refused:
        narrow.clear(spreadsheetId=book.id, range="A1").execute()
    assert refused.value.status_code == 403
