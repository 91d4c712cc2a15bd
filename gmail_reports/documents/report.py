"""The monthly BÁO CÁO to the superior office as .docx: its sentences, in the order of the form (Nghị định 30/2020).

Importing this file loads python-docx: callers do so only when they write a document.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from docx.document import Document

from drive_sync.text import fold
from gmail_reports.deadlines import Month
from gmail_reports.documents import form
from gmail_reports.documents.form import day_number, heading, month_number, sentence
from gmail_reports.documents.letterhead import Letterhead
from gmail_reports.documents.report_tables import article_table, event_table, next_table, plan_table
from gmail_reports.monthly import EventLine, MonthlyReport

_MOST_NAMES = 12


def report_document(report: MonthlyReport, letterhead: Letterhead, dated: date, replaces: date | None = None) -> bytes:
    """The month's report as the bytes of a .docx, with the number left blank for the school's registry.

    Args:
        report: what was promised and delivered.
        letterhead: who writes to whom.
        dated: the date on the paper.
        replaces: the day on which the report went that this one replaces; None for a first one. The decree gives a
            paper no other place to say so than what it is about and its text; the old number is the registry's.
    """
    month = Month.parse(report.month)
    about = f"Kết quả công tác truyền thông tháng {_written(month)}"
    if replaces is not None:
        about += f" (thay thế báo cáo gửi ngày {day_number(replaces)})"
    document = form.blank_paper(f"Báo cáo {about.lower()}", letterhead.school_name, dated)
    form.head(document, letterhead, dated)
    form.title(document, "BÁO CÁO", about, letterhead.addressee)
    _introduction(document, report, letterhead, month)
    if replaces is not None:
        sentence(document, f"Báo cáo này thay thế báo cáo cùng kỳ gửi ngày {day_number(replaces)}.")
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
        plan_table(document, report)

    if report.events:
        heading(document, "2. Sự kiện, hoạt động đã truyền thông:")
        event_table(document, report)
        sentence(document, _events_sentence(report))
    else:
        sentence(document, _events_sentence(report), label="2. Sự kiện, hoạt động đã truyền thông:")
    if report.articles:
        sentence(document, f"Tin, bài đã đăng: {len(report.articles)}.", keep_with_next=True)
        article_table(document, report)

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
        next_table(document, report)
    else:
        sentence(document, f"Tháng {_written(month)} không có nội dung theo kế hoạch.")


def _event_named(event: EventLine) -> str:
    return f"{event.title} ({event.when})" if event.when else event.title


def _written(month: Month) -> str:
    return f"{month_number(month.number)}/{month.year}"
