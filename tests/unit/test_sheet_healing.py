from gmail_reports.sheet_healing import with_headers_restored, with_keys_restored
from gmail_reports.tabs import FOLDERS, Table
from tests.unit.pictures import rows_of


def _folders(*rows):
    return Table(rows_of(FOLDERS, [dict(zip(("Đường dẫn", "Quyết định"), row, strict=True)) for row in rows]))


def _keys(before, now):
    healed = Table(with_keys_restored(FOLDERS, before, now))
    return [healed.cell(row, "Đường dẫn").strip() for row in healed.body()]


def test_a_new_key_that_was_written_over_the_last_row_gives_it_back():
    before = _folders(("one", ""), ("two", "Bỏ qua"))
    assert _keys(before, _folders(("one", ""), ("", ""), ("new", "Bỏ qua"))) == ["one", "", "two"]


def test_also_when_the_decision_was_changed_in_the_same_second():
    before = _folders(("one", ""), ("two", "Bỏ qua"))
    assert _keys(before, _folders(("one", ""), ("new", "Chấp nhận"))) == ["one", "two"]


def test_a_new_row_without_a_decision_is_a_new_row():
    before = _folders(("one", ""), ("two", "Bỏ qua"))
    assert _keys(before, _folders(("one", ""), ("new", ""))) == ["one", "new"]


def test_a_decision_beside_a_new_row_is_its_own_when_no_row_has_vanished():
    before = _folders(("one", "Bỏ qua"))
    assert _keys(before, _folders(("one", "Bỏ qua"), ("new", "Bỏ qua"))) == ["one", "new"]


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
