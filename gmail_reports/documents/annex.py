"""The annex of the monthly report as .xlsx: every row of its tables, to sort, filter and add up.

Importing this file loads openpyxl: callers do so only when they write a document.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gmail_reports.documents.form import printable
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.monthly import EventLine, MonthlyReport, PlanLine
from gmail_reports.progress import STATE_LABEL

_PLAN = (
    ("Mã", 8),
    ("Nội dung/Chủ đề", 40),
    ("Sản phẩm", 40),
    ("Thời gian", 16),
    ("Người thực hiện", 16),
    ("Đến hạn trong kỳ", 12),
    ("Kết quả", 16),
    ("Minh chứng", 74),
)
_EVENTS = (
    ("Stt", 6),
    ("Sự kiện, hoạt động", 44),
    ("Thời gian", 14),
    ("Số ảnh", 9),
    ("Số video", 9),
    ("Mã nội dung", 14),
    ("Đường dẫn thư mục", 74),
)
_ARTICLES = (
    ("Stt", 6),
    ("Tin, bài đã đăng", 56),
    ("Ngày", 14),
    ("Kênh", 14),
    ("Mã nội dung", 14),
    ("Đường dẫn", 74),
)
_NEXT = (("Mã", 8), ("Nội dung/Chủ đề", 50), ("Thời gian", 16), ("Người thực hiện", 18))

_THIN = Side("thin", "9AA5B1")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LINE_HEIGHT = 15.5
"""Points; a viewer that does not measure wrapped text itself would lay the lines over each other."""

_Value = str | int


def annex(report: MonthlyReport, letterhead: Letterhead, dated: date) -> bytes:
    """The rows of a month's report as the bytes of an .xlsx; its numbers are those of the report.

    Args:
        report: what was promised and delivered.
        letterhead: who writes.
        dated: the date on the paper.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = printable(letterhead.school_name)
    book.properties.created = book.properties.modified = datetime.combine(dated, time())
    _sheet(book, "Nội dung", _PLAN, map(_plan_row, report.plan))
    _sheet(
        book,
        "Sự kiện",
        _EVENTS,
        [*(_event_row(number, event) for number, event in enumerate(report.events, start=1)), _total(report)],
    )
    _sheet(book, "Tin bài", _ARTICLES, map(_article_row, enumerate(report.articles, start=1)))
    _sheet(book, "Tháng sau", _NEXT, ((line.code, line.topic, line.time, line.person) for line in report.upcoming))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _plan_row(line: PlanLine) -> tuple[_Value, ...]:
    evidence = "\n".join(f"{printable(one.title)}\n{one.link}" for one in line.evidence)
    due = "x" if line.due else ""
    return (line.code, line.topic, line.product, line.time, line.person, due, STATE_LABEL[line.state].vi, evidence)


def _event_row(number: int, event: EventLine) -> tuple[_Value, ...]:
    return (number, event.title, event.when, event.photos, event.videos, event.code or "Ngoài kế hoạch", event.link)


def _article_row(numbered: tuple[int, EventLine]) -> tuple[_Value, ...]:
    number, article = numbered
    code = article.code or "Ngoài kế hoạch"
    return (number, article.title, article.when, article.channel, code, article.link)


def _total(report: MonthlyReport) -> tuple[_Value, ...]:
    return ("", f"Cộng: {len(report.events)} sự kiện", "", report.photos, report.videos, "", "")


def _sheet(
    book: Workbook, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[_Value]]
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    for place, (header, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, place, header)
        cell.font, cell.border = Font(bold=True), _BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            _write(sheet, number, place, value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, value: _Value) -> None:
    """Foreign text stays text: "=…" from a folder's name is no formula."""
    cell = sheet.cell(row, column)
    cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _BORDER
    if isinstance(value, int):
        cell.value = value
        return
    lines = [printable(line) for line in value.splitlines()]
    cell.value = "\n".join(lines)
    cell.data_type = "s"
    if len(lines) == 1 and lines[0].startswith("https://"):
        cell.hyperlink = lines[0]
    width = sheet.column_dimensions[get_column_letter(column)].width
    height = _LINE_HEIGHT * sum(ceil(max(len(line), 1) / width) for line in lines)
    sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or _LINE_HEIGHT, height)
