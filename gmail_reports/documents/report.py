"""The monthly BÁO CÁO to the superior office as .docx: its sentences and tables, in the order of the form.

Importing this file loads python-docx: callers do so only when they write a document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import _Cell

from drive_sync.text import fold
from gmail_reports.deadlines import Month
from gmail_reports.documents import form
from gmail_reports.documents.form import day_number, heading, month_number, printable, sentence
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.monthly import EventLine, MonthlyReport, NextLine, PlanLine
from gmail_reports.progress import STATE_LABEL, ItemState

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
_MOST_NAMES = 12

_RESULT = {
    ItemState.DONE: "Hoàn thành",
    ItemState.IN_PROGRESS: "Đang thực hiện",
    ItemState.DUE_SOON: "Đang thực hiện",
    ItemState.NOT_DUE: "Đang thực hiện",
    ItemState.OVERDUE: "Chậm",
}
"""The words of the form; a state without one is called as in the Sheet."""


@dataclass(frozen=True, slots=True)
class _Links:
    """A cell of links: what each says, and where it leads."""

    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Middle:
    """A cell of a short text in the middle."""

    text: str


_Content = str | _Middle | _Links


def report_document(report: MonthlyReport, letterhead: Letterhead, dated: date) -> bytes:
    """The month's report as the bytes of a .docx, with the number left blank for the school's registry.

    Args:
        report: what was promised and delivered.
        letterhead: who writes to whom.
        dated: the date on the paper.
    """
    month = Month.parse(report.month)
    about = f"Kết quả công tác truyền thông tháng {_written(month)}"
    document = form.blank_paper(f"Báo cáo {about.lower()}", letterhead.school_name, dated)
    form.head(document, letterhead, dated)
    form.title(document, "BÁO CÁO", about, letterhead.addressee)
    _introduction(document, report, letterhead, month)
    _direction(document, report)
    _results(document, report)
    _assessment(document, report)
    _next_month(document, report, month.next())
    heading(document, "V. KIẾN NGHỊ, ĐỀ XUẤT")
    sentence(document, report.remarks.proposals or "Không.")
    sentence(
        document,
        f"Trên đây là báo cáo kết quả công tác truyền thông tháng {_written(month)} của "
        f"{letterhead.school_name}. Nhà trường trân trọng báo cáo {letterhead.addressee} "
        "để theo dõi, chỉ đạo./.",
        keep_with_next=True,
    )
    form.signature(document, letterhead)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _introduction(document: Document, report: MonthlyReport, letterhead: Letterhead, month: Month) -> None:
    reference = letterhead.plan_reference
    plan = reference if fold(reference).startswith("ke hoach") else f"Kế hoạch số {reference}"
    first, last = map(day_number, report.period)
    sentence(
        document,
        f"Thực hiện {plan} của {letterhead.school_name} về truyền thông giáo dục và đào tạo năm học "
        f"{letterhead.school_year}, {letterhead.school_name} báo cáo kết quả công tác truyền thông tháng "
        f"{_written(month)} (số liệu từ ngày {first} đến ngày {last}) như sau:",
    )
    if report.late:
        sentence(
            document,
            "Báo cáo này được gửi muộn hơn thời hạn trước ngày 15; "
            f"nhà trường kính mong {letterhead.addressee} thông cảm.",
        )
    if report.facts_since:
        sentence(
            document,
            f"Số liệu trên kho ảnh, video đầy đủ đến {report.facts_since}; phần phát sinh sau thời điểm này "
            "sẽ được bổ sung trong báo cáo kỳ sau.",
        )


def _direction(document: Document, report: MonthlyReport) -> None:
    heading(document, "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    assigned = (
        f"phân công {report.people_in_charge} cán bộ, giáo viên phụ trách các nội dung theo Phụ lục 1 của Kế hoạch; "
        if report.people_in_charge
        else ""
    )
    sentence(
        document,
        f"Nhà trường {assigned}duy trì kho ảnh, video trên Google Drive của trường; đôn đốc qua thư điện tử "
        f"và nhóm Zalo. {report.remarks.opinion}",
    )


def _results(document: Document, report: MonthlyReport) -> None:
    heading(document, "II. KẾT QUẢ THỰC HIỆN")
    sentence(document, _due_sentence(report), label="1. Nội dung theo kế hoạch:", keep_with_next=bool(report.plan))
    if report.plan:
        rows = [_plan_row(line, report.events) for line in report.plan]
        _table(document, _PLAN_HEADERS, _PLAN_WIDTHS, rows)

    if report.events:
        heading(document, "2. Sự kiện, hoạt động đã truyền thông:")
        rows = [_event_row(number, event) for number, event in enumerate(report.events, start=1)]
        _table(document, _EVENT_HEADERS, _EVENT_WIDTHS, rows)
        sentence(document, _events_sentence(report))
    else:
        sentence(document, _events_sentence(report), label="2. Sự kiện, hoạt động đã truyền thông:")
    if report.articles:
        rows = [_article_row(number, article) for number, article in enumerate(report.articles, start=1)]
        _table(document, _ARTICLE_HEADERS, _ARTICLE_WIDTHS, rows)

    sentence(document, _outside_sentence(report), label="3. Hoạt động ngoài kế hoạch, đột xuất:")
    incidents = report.remarks.incidents or "Không phát sinh."
    sentence(document, incidents, label="4. Tình hình dư luận, sự cố truyền thông:")


def _due_sentence(report: MonthlyReport) -> str:
    if report.plan_is_missing:
        said = "Đến kỳ báo cáo này, kế hoạch truyền thông của năm học chưa được đưa vào theo dõi."
    elif report.due:
        said = (
            f"Trong kỳ có {report.due} nội dung đến hạn; đã hoàn thành {report.done}; "
            f"đang thực hiện {report.in_progress}; chậm {report.overdue}."
        )
    else:
        said = "Trong kỳ không có nội dung đến hạn theo kế hoạch."
    others = sum(not line.due for line in report.plan)
    return f"{said} Ngoài ra có {others} nội dung khác có sản phẩm trong kỳ." if others else said


def _events_sentence(report: MonthlyReport) -> str:
    if report.events:
        counted = f"{len(report.events)} sự kiện, {report.photos} ảnh, {report.videos} video"
        said = f"Cộng: {counted} đạt yêu cầu tại Phụ lục 2"
    else:
        said = "Trong kỳ không phát sinh"
    return f"{said}; {report.folders_in_work} thư mục đang bổ sung." if report.folders_in_work else f"{said}."


def _outside_sentence(report: MonthlyReport) -> str:
    """What happened outside the plan by name; where that would fill pages, by its numbers in the table above."""
    outside = report.outside_the_plan
    if len(outside) <= _MOST_NAMES:
        return ("; ".join(map(_event_named, outside)) or "Không phát sinh") + "."
    numbers = [number for number, event in enumerate(report.events, start=1) if event.code is None]
    return f"{len(outside)} hoạt động, là các số {_ranges(numbers)} của bảng tại mục 2."


def _ranges(numbers: Sequence[int]) -> str:
    """Growing numbers as people write them: "1-3, 7, 9-12"."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))


def _assessment(document: Document, report: MonthlyReport) -> None:
    """The officer's words; where there are none, only what the numbers say."""
    heading(document, "III. ĐÁNH GIÁ CHUNG")
    if report.due:
        good = f"Hoàn thành {report.done}/{report.due} nội dung đến hạn theo kế hoạch."
    else:
        good = "Nhà trường duy trì kho ảnh, video và chế độ báo cáo hằng tháng."
    weak = f"Còn {report.overdue} nội dung chậm so với kế hoạch." if report.overdue else "Không."
    sentence(document, report.remarks.strengths or good, label="1. Ưu điểm:")
    sentence(document, report.remarks.weaknesses or weak, label="2. Hạn chế, nguyên nhân:")


def _next_month(document: Document, report: MonthlyReport, month: Month) -> None:
    heading(document, f"IV. NHIỆM VỤ TRỌNG TÂM THÁNG {_written(month)}")
    if report.upcoming:
        _table(document, _NEXT_HEADERS, _NEXT_WIDTHS, [_next_row(line) for line in report.upcoming])
    else:
        sentence(document, f"Tháng {_written(month)} không có nội dung theo kế hoạch.")


def _plan_row(line: PlanLine, events: Sequence[EventLine]) -> tuple[_Content, ...]:
    """Evidence points to its number in the table of events; what an earlier report told goes by its name."""
    result = _RESULT.get(line.state) or STATE_LABEL[line.state].vi
    numbers = {event.folder_id: f"Mục 2, số {number}" for number, event in enumerate(events, start=1)}
    evidence = _Links(tuple((numbers.get(one.folder_id, one.title), one.link) for one in line.evidence if one.link))
    return (
        _Middle(line.code),
        printable(line.topic),
        line.product,
        _Middle(line.time),
        _Middle(line.person),
        _Middle(result),
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


def _event_named(event: EventLine) -> str:
    return f"{event.title} ({event.when})" if event.when else event.title


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


def _written(month: Month) -> str:
    return f"{month_number(month.number)}/{month.year}"
