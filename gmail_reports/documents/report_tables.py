"""The tables of the monthly BÁO CÁO: what was promised, the events, the articles, the coming month.

Importing this file loads python-docx: callers do so only when they write a document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import _Cell

from gmail_reports.documents import form
from gmail_reports.documents.form import printable
from gmail_reports.monthly import EventLine, MonthlyReport, NextLine, PlanLine
from gmail_reports.progress import reported_as

_PLAN_WIDTHS = (13, 41, 43, 20, 16, 16, 16)
_PLAN_HEADERS = (
    "Stt",
    "Nội dung/Chủ đề",
    "Sản phẩm",
    "Thời gian theo kế hoạch",
    "Người thực hiện",
    "Kết quả",
    "Minh chứng",
)
_EVENT_WIDTHS = (11, 48, 23, 12, 14, 57)
_EVENT_HEADERS = ("Stt", "Sự kiện, hoạt động", "Thời gian", "Số ảnh", "Số video", "Đường dẫn thư mục")
_ARTICLE_WIDTHS = (11, 68, 23, 20, 43)
_ARTICLE_HEADERS = ("Stt", "Tin, bài đã đăng", "Ngày", "Kênh", "Đường dẫn")
_NEXT_WIDTHS = (13, 87, 33, 32)
_NEXT_HEADERS = ("Stt", "Nội dung/Chủ đề", "Thời gian", "Người thực hiện")
_CELL_SIZE, _LINK_SIZE = 12, 11


@dataclass(frozen=True, slots=True)
class _Links:
    """A cell of links: what each says, and where it leads."""

    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Middle:
    """A cell of a short text in the middle."""

    text: str


_Content = str | _Middle | _Links


def plan_table(document: Document, report: MonthlyReport) -> None:
    """The items that were due or got evidence."""
    _table(document, _PLAN_HEADERS, _PLAN_WIDTHS, [_plan_row(line, report.events) for line in report.plan])


def event_table(document: Document, report: MonthlyReport) -> None:
    """The events, numbered."""
    rows = [_event_row(number, event) for number, event in enumerate(report.events, start=1)]
    _table(document, _EVENT_HEADERS, _EVENT_WIDTHS, rows)


def article_table(document: Document, report: MonthlyReport) -> None:
    """The articles, numbered."""
    rows = [_article_row(number, article) for number, article in enumerate(report.articles, start=1)]
    _table(document, _ARTICLE_HEADERS, _ARTICLE_WIDTHS, rows)


def next_table(document: Document, report: MonthlyReport) -> None:
    """The items of the coming month."""
    _table(document, _NEXT_HEADERS, _NEXT_WIDTHS, [_next_row(line) for line in report.upcoming])


def _plan_row(line: PlanLine, events: Sequence[EventLine]) -> tuple[_Content, ...]:
    """Evidence points to its number in the table of events; what an earlier report told goes by its name."""
    numbers = {event.folder_id: f"Mục 2, số {number}" for number, event in enumerate(events, start=1)}
    evidence = _Links(tuple((numbers.get(one.folder_id, one.title), one.link) for one in line.evidence if one.link))
    return (
        _Middle(line.code),
        printable(line.topic),
        line.product,
        _Middle(line.time),
        _Middle(line.person),
        _Middle(reported_as(line.state).vi),
        evidence,
    )


def _event_row(number: int, event: EventLine) -> tuple[_Content, ...]:
    return (
        _Middle(str(number)),
        printable(f"{event.title} ({event.about})" if event.about else event.title),
        _Middle(event.when),
        _Middle(str(event.photos)),
        _Middle(str(event.videos)),
        _Links(_linked((event,))),
    )


def _article_row(number: int, article: EventLine) -> tuple[_Content, ...]:
    return (
        _Middle(str(number)),
        printable(article.title),
        _Middle(article.when),
        _Middle(article.channel),
        _Links(_linked((article,))),
    )


def _linked(lines: Iterable[EventLine]) -> tuple[tuple[str, str], ...]:
    """What can be opened, by its address; a piece on the radio cannot."""
    return tuple((one.link.removeprefix("https://"), one.link) for one in lines if one.link)


def _next_row(line: NextLine) -> tuple[_Content, ...]:
    return (_Middle(line.code), printable(line.topic), _Middle(line.time), _Middle(line.person))


def _table(
    document: Document, headers: Sequence[str], widths: tuple[int, ...], rows: Sequence[Sequence[_Content]]
) -> None:
    """A table with borders whose header stands on every page and whose rows are never torn."""
    table = document.add_table(1 + len(rows), len(headers), style="Table Grid")
    form.set_widths(table, widths)
    form.set_padding(table, sides=1.2, ends=0.5)
    form.keep_rows_whole(table)
    form.repeat_first_row(table)
    for cell, header in zip(table.rows[0].cells, headers, strict=True):
        form.line(cell.paragraphs[0], header, size=_CELL_SIZE, bold=True)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row, contents in zip(table.rows[1:], rows, strict=True):
        for cell, content in zip(row.cells, contents, strict=True):
            _fill(cell, content)
    form.gap(document)


def _fill(cell: _Cell, content: _Content) -> None:
    if isinstance(content, _Links):
        for number, (text, target) in enumerate(content.links):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            form.link(paragraph, text, target, size=_LINK_SIZE)
    elif isinstance(content, _Middle):
        form.line(cell.paragraphs[0], printable(content.text), size=_CELL_SIZE)
    else:
        for number, text in enumerate(_paragraphs_of(content)):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            form.line(paragraph, text, size=_CELL_SIZE, alignment=WD_ALIGN_PARAGRAPH.LEFT)


def _paragraphs_of(cell: str) -> list[str]:
    """The paragraphs of a cell as written; a line that begins with a small letter goes on from the last."""
    paragraphs: list[str] = []
    for text in filter(None, map(printable, cell.splitlines())):
        if paragraphs and text[0].islower():
            paragraphs[-1] += f" {text}"
        else:
            paragraphs.append(text)
    return paragraphs
