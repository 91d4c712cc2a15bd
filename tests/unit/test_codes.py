from gmail_reports.plan.codes import topics_of, with_codes
from gmail_reports.plan.schedule import read_schedule
from gmail_reports.sheet.tabs import PLAN, Table
from tests.unit.pictures import a_promise, a_section, rows_of


def _codes(*rows, topics=None):
    cells = rows_of(PLAN, rows)
    items = with_codes(read_schedule(cells).items, Table(cells), topics or {})
    return [(item.topic, item.code) for item in items]


_REMEMBERED = {"II.1": "sgk lop 8", "II.2": "tap huan"}


def test_a_copied_row_gets_a_new_code_and_the_row_with_the_topic_keeps_its_own():
    rows = (a_section(), a_promise("1", "SGK lớp 9", code="II.1"), a_promise("1", "SGK lớp 8", code="II.1"))
    assert _codes(*rows, topics=_REMEMBERED) == [("SGK lớp 9", "II.3"), ("SGK lớp 8", "II.1")]


def test_of_two_equal_rows_the_first_keeps_the_code():
    rows = (a_section(), a_promise("1", code="II.1"), a_promise("1", code="II.1"))
    assert [code for _, code in _codes(*rows, topics=_REMEMBERED)] == ["II.1", "II.3"]


def test_a_row_whose_topic_was_reworded_keeps_its_code():
    assert _codes(a_section(), a_promise("1", "SGK lớp 8 (mới)", code="II.1"), topics=_REMEMBERED) == [
        ("SGK lớp 8 (mới)", "II.1")
    ]


def test_codes_that_a_racing_write_put_into_the_wrong_rows_go_back():
    rows = (a_section(), a_promise("1", "Tập huấn", code="II.1"), a_promise("2", "SGK lớp 8"))
    assert _codes(*rows, topics=_REMEMBERED) == [("Tập huấn", "II.2"), ("SGK lớp 8", "II.1")]


def test_a_code_of_a_deleted_row_is_never_given_to_another():
    assert _codes(a_section(), a_promise("1", "Nội dung mới"), topics=_REMEMBERED) == [("Nội dung mới", "II.3")]


def test_a_whole_sentence_in_the_cell_is_no_code():
    assert _codes(a_section(), a_promise("1", code="xem lại nội dung này giúp nhé")) == [("SGK lớp 8", "II.1")]


def test_what_a_code_stands_for_is_its_folded_topic():
    cells = rows_of(PLAN, [a_section(), a_promise("1", "SGK  Lớp 8")])
    assert topics_of(read_schedule(cells).items) == {"II.1": "sgk lop 8"}
