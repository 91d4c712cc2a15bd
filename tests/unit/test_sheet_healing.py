from gmail_reports.sheet.healing import AfterWrite, keys_to_give_back, with_headers_restored
from gmail_reports.sheet.tabs import FOLDERS, Table
from tests.unit.pictures import rows_of


def _given_back(before, after, new_rows):
    """Folders as (key, decision); `before` below the header, `after` with it."""
    table = Table(rows_of(FOLDERS, [{"Đường dẫn": key, "Quyết định": said} for key, said in before]))
    decisions = [[said for _, said in after], *[[""] for _ in range(3)]]
    return keys_to_give_back(FOLDERS, table, new_rows, AfterWrite([key for key, _ in after], decisions))


_BEFORE = [("one", ""), ("two", "Bỏ qua")]
_HEADER = ("Đường dẫn", "Quyết định")


def test_a_key_that_a_new_one_was_written_over_is_given_back():
    after = [_HEADER, ("one", ""), ("", ""), ("new", "Bỏ qua")]
    assert _given_back(_BEFORE, after, [3]) == {3: "two"}


def test_also_when_the_decision_was_made_in_the_same_second():
    assert _given_back(_BEFORE, [_HEADER, ("one", ""), ("", ""), ("new", "Chấp nhận")], [3]) == {3: "two"}
    assert _given_back([("one", "")], [_HEADER, ("", ""), ("new", "Chấp nhận")], [2]) == {2: "one"}


def test_equal_decisions_go_before_others_and_then_the_order_of_the_rows():
    before = [("one", "Bỏ qua"), ("two", ""), ("three", "Chấp nhận")]
    after = [_HEADER, ("", ""), ("", ""), ("", ""), ("new", "Bỏ qua"), ("newer", "Bỏ qua")]
    assert _given_back(before, after, [4, 5]) == {4: "one", 5: "two"}


def test_a_new_row_without_a_decision_is_a_new_row():
    assert _given_back(_BEFORE, [_HEADER, ("one", ""), ("two", "Bỏ qua"), ("new", "")], [3]) == {}


def test_where_no_key_has_vanished_somebody_wrote_into_an_empty_row():
    assert _given_back(_BEFORE, [_HEADER, ("one", ""), ("two", "Bỏ qua"), ("new", "nháp")], [3]) == {}


def _headers(*headers):
    return Table([list(headers), ["a", "b", "c"]])


def test_a_header_of_ours_that_was_typed_over_is_put_right_and_will_be_written():
    before, now = _headers("Kết quả", "Ghi chú", "Đường dẫn"), _headers("xong", "Ghi chú", "Đường dẫn")
    assert with_headers_restored(FOLDERS, before, now)[0] == ["Kết quả ", "Ghi chú", "Đường dẫn"]


def test_when_columns_were_moved_too_nobody_knows_which_is_which():
    before, now = _headers("Kết quả", "Ghi chú", "Đường dẫn"), _headers("xong", "Đường dẫn", "Ghi chú")
    assert with_headers_restored(FOLDERS, before, now)[0] == ["xong", "Đường dẫn", "Ghi chú"]


def test_a_header_of_the_schools_is_theirs_to_change():
    before, now = _headers("Kết quả", "Ghi chú", "Đường dẫn"), _headers("Kết quả", "Lời nhắn", "Đường dẫn")
    assert with_headers_restored(FOLDERS, before, now)[0] == ["Kết quả", "Lời nhắn", "Đường dẫn"]
