from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from gmail_reports.documents.annex import annex
from gmail_reports.monthly import MonthlyReport, NextLine
from gmail_reports.progress import ItemState
from tests.builders import a_letterhead, a_plan_line, a_report, an_event_line

_EVENTS = (
    an_event_line("training", title="Tập huấn SGK lớp 8", code="II.1", photos=5, videos=0),
    an_event_line("opening", title="Khai giảng", photos=12, videos=1),
)
_REPORT = a_report(
    plan=(a_plan_line("II.1", state=ItemState.DONE, evidence=_EVENTS[:1]),),
    events=_EVENTS,
    upcoming=(NextLine("VII.1", "Kỷ niệm ngày Nhà giáo\nViệt Nam", "11/2023", "Đ.c Tú"),),
)


def _opened(report=_REPORT):
    return load_workbook(BytesIO(annex(report, a_letterhead(), date(2023, 10, 13))))


def _rows(sheet):
    return [[cell.value for cell in row] for row in sheet]


def test_every_row_of_the_report_stands_in_the_annex_under_its_header():
    book = _opened()
    assert book.sheetnames == ["Nội dung", "Sự kiện", "Tin bài", "Tháng sau"]
    header, *plan = _rows(book["Nội dung"])
    assert dict(zip(header, plan[0], strict=True))["Kết quả"] == "Đã hoàn thành"
    assert [row[1] for row in _rows(book["Sự kiện"])[1:3]] == ["Tập huấn SGK lớp 8", "Khai giảng"]
    assert _rows(book["Tháng sau"])[1][0] == "VII.1"


def test_its_numbers_are_those_of_the_report():
    *_, total = _rows(_opened()["Sự kiện"])
    assert total[1:5] == ["Cộng: 2 sự kiện", None, _REPORT.photos, _REPORT.videos]


def test_a_name_that_looks_like_a_formula_stays_text():
    formula = '=HYPERLINK("http://x")'
    book = _opened(a_report(events=(an_event_line(title=formula),)))
    cell = book["Sự kiện"]["B2"]
    assert (cell.value, cell.data_type) == (formula, "s")


def test_a_name_with_characters_that_a_workbook_forbids_is_written_without_them():
    assert _opened(a_report(events=(an_event_line(title="Trung\x1b thu\x00"),)))["Sự kiện"]["B2"].value == "Trung thu"


def test_an_empty_month_has_its_headers_and_a_total_of_nothing():
    book = _opened(MonthlyReport("2024-02", (date(2024, 1, 12), date(2024, 2, 7))))
    assert [len(_rows(sheet)) for sheet in book] == [1, 2, 1, 1]


def test_headers_stay_in_sight_and_print_on_every_page():
    for sheet in _opened():
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"


def test_every_article_stands_in_the_annex_with_its_item_and_its_link():
    website = an_event_line(
        "article:a", title="Giới thiệu SGK", channel="Website", link="https://a.vn/sgk", code="II.1"
    )
    radio = an_event_line("article:b", title="Phát thanh", channel="Đài", link="")
    _, *rows = _rows(_opened(a_report(articles=(website, radio)))["Tin bài"])
    assert rows == [
        [1, "Giới thiệu SGK", "05/9/2023", "Website", "II.1", "https://a.vn/sgk"],
        [2, "Phát thanh", "05/9/2023", "Đài", "Ngoài kế hoạch", None],
    ]
