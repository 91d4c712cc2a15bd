"""The tabs of the Google Sheet: which columns are the school's, which are ours, and how their rows are read.

Columns are found by their header, wherever a school moved them. Ours are written by us alone and carry a note
that says so; theirs are never written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from drive_sync.text import fold, one_line
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.monthly import Remarks
from gmail_reports.progress import ItemDecision
from gmail_reports.who import Person

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tab; `note` explains one of ours; `choices` are offered in a list; `width` in pixels."""

    header: str
    width: int = 120
    note: str = ""
    choices: tuple[str, ...] = ()

    @property
    def ours(self) -> bool:
        """Whether we write it (it then has a note that says so)."""
        return bool(self.note)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab by its name, which is also how we remember it."""

    name: str
    columns: tuple[Column, ...]


_OURS = "Cột của hệ thống Tin Trường, tự cập nhật; sửa ở đây sẽ bị ghi lại. "

CONFIRMED_TIME, DECISION, POSTPONED_TO, CODE = "Thời gian đã xác nhận", "Quyết định", "Lùi đến", "Mã"

SEND_CORRECTION = "Gửi thay thế"

PLAN = Tab(
    "Phụ lục 1",
    (
        Column("Stt", 45),
        Column("Nội dung/Chủ đề", 260),
        Column("Hình thức/Sản phẩm truyền thông", 320),
        Column("Thời gian thực hiện", 120),
        Column("Thực hiện", 100),
        Column(CONFIRMED_TIME, 130),
        Column(DECISION, 120, choices=("Đã làm", "Lùi", "Không thực hiện")),
        Column(POSTPONED_TO, 90),
        Column(CODE, 60, _OURS + "Mã nội dung, ví dụ II.1."),
        Column("Thời gian hiểu là", 120, _OURS + "Tháng mà hệ thống hiểu; có dấu ? là đang chờ xác nhận."),
        Column("Người phụ trách", 140, _OURS + "Người trong tab Nhân sự."),
        Column("Trạng thái", 120, _OURS + "Tiến độ của nội dung."),
        Column("Minh chứng", 260, _OURS + "Các thư mục đã được chấp nhận."),
        Column("Ghi chú hệ thống", 320, _OURS + "Điều hệ thống cần hỏi hoặc muốn nói."),
    ),
)
FOLDERS = Tab(
    "Theo dõi",
    (
        Column("Thư mục", 260, _OURS + "Tên thư mục trên Drive."),
        Column("Hoạt động", 180, _OURS + "Hoạt động hiểu từ tên thư mục."),
        Column("Ngày", 90, _OURS + "Ngày chụp của phần lớn ảnh."),
        Column("Người tải", 180, _OURS + "Tài khoản đã tải lên."),
        Column("Ảnh", 50, _OURS + "Số ảnh khác nhau."),
        Column("Video", 50, _OURS + "Số video."),
        Column("Kết quả", 120, _OURS + "Đạt, cần bổ sung, hoặc chưa rõ."),
        Column("Cần bổ sung", 320, _OURS + "Những điểm cần bổ sung theo Phụ lục 2."),
        Column("Nội dung kế hoạch", 120, _OURS + "Mã nội dung mà hệ thống hiểu, hoặc Ngoài kế hoạch."),
        Column(DECISION, 120, choices=("Chấp nhận", "Bỏ qua")),
        Column("Thuộc nội dung", 120),
        Column("Ghi chú", 200),
        Column("Đường dẫn", 300, _OURS + "Đường dẫn của thư mục; hệ thống tìm dòng theo cột này, xin đừng xoá."),
    ),
)
REPORTS = Tab(
    "Báo cáo",
    (
        Column("Kỳ", 80, _OURS + "Tháng của báo cáo; hệ thống tìm dòng theo cột này."),
        Column("Hạn gửi", 110, _OURS + "Ngày làm việc cuối cùng trước ngày 15."),
        Column("Trạng thái", 220, _OURS + "Báo cáo đang ở đâu."),
        Column("Bản nháp", 220, _OURS + "Đường dẫn đến bản nháp trong Gmail."),
        Column("Đã gửi lúc", 130, _OURS + "Thời điểm gửi."),
        Column(
            "Chưa có trong bản nháp",
            130,
            _OURS + "Số thư mục sẽ vào báo cáo sau vì bản nháp đã được sửa tay.",
        ),
        Column(DECISION, 150, choices=("Gửi ngay", "Giữ lại", "Đã gửi tay", "Xác nhận nơi nhận", SEND_CORRECTION)),
        Column("Ý kiến", 200),
        Column("Ưu điểm", 200),
        Column("Hạn chế", 200),
        Column("Kiến nghị", 200),
        Column("Sự cố", 200),
    ),
)
STAFF = Tab(
    "Nhân sự",
    (
        Column("Họ tên", 180),
        Column("Xưng hô", 80, choices=("thầy", "cô")),
        Column("Gmail", 240),
        Column("Vai trò/Tổ", 200),
        Column("Không nhận thư", 110),
        Column("Được giao", 90, _OURS + "Số nội dung được giao trong Phụ lục 1."),
        Column("Ghi chú hệ thống", 320, _OURS + "Điều hệ thống cần hỏi."),
    ),
)
TABS = (PLAN, FOLDERS, REPORTS, STAFF)


@dataclass(frozen=True)
class Table:
    """The cells of a tab with their header row; rows count from 0 as in the tab."""

    rows: Rows
    header_row: int = 0

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Folded header → position, the first of two equal ones."""
        header = self.rows[self.header_row] if len(self.rows) > self.header_row else ()
        return {name: place for place, name in reversed(list(enumerate(map(fold, header)))) if name}

    def cell(self, row: int, header: str) -> str:
        """The text of a cell, empty when the row or the column is not there."""
        place = self.columns.get(fold(header))
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[place] if place is not None and place < len(cells) else ""

    def body(self) -> Iterator[int]:
        """The rows below the header."""
        return iter(range(self.header_row + 1, len(self.rows)))


@dataclass(frozen=True, slots=True)
class FolderDecision:
    """What the officer wrote beside a folder."""

    decision: str = ""
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class MonthDecision:
    """What the officer wrote beside a month's report."""

    decision: str = ""
    remarks: Remarks = field(default_factory=Remarks)


def item_decision(table: Table, row: int) -> ItemDecision:
    """The officer's word beside an item of the plan."""
    return ItemDecision(
        confirmed_time=table.cell(row, CONFIRMED_TIME),
        decision=table.cell(row, DECISION),
        postponed_to=read_day(table.cell(row, POSTPONED_TO)),
    )


def folder_decisions(table: Table) -> dict[str, FolderDecision]:
    """The officer's word by the folder's link."""
    return {
        link: FolderDecision(table.cell(row, DECISION), table.cell(row, "Thuộc nội dung"))
        for row in table.body()
        if (link := table.cell(row, "Đường dẫn").strip())
    }


def month_decisions(table: Table) -> dict[str, MonthDecision]:
    """The officer's word by month (`2023-10`)."""
    decisions = {}
    for row in table.body():
        month = read_month(table.cell(row, "Kỳ"))
        if month is not None:
            remarks = (table.cell(row, header) for header in ("Ý kiến", "Ưu điểm", "Hạn chế", "Kiến nghị", "Sự cố"))
            decisions[str(month)] = MonthDecision(table.cell(row, DECISION), Remarks(*map(one_line, remarks)))
    return decisions


def staff_of(table: Table) -> tuple[Person, ...]:
    """The staff list; a person without a name is left out."""
    return tuple(
        Person(
            name=name,
            honorific=honorific if (honorific := one_line(table.cell(row, "Xưng hô"))) in {"thầy", "cô"} else "thầy/cô",
            email=one_line(table.cell(row, "Gmail")),
            role=one_line(table.cell(row, "Vai trò/Tổ")),
            silent=bool(table.cell(row, "Không nhận thư").strip()),
        )
        for row in table.body()
        if (name := one_line(table.cell(row, "Họ tên")))
    )


def read_month(text: str) -> Month | None:
    """The month of `10/2023`, None when the text is none."""
    try:
        return Month.of(datetime.strptime(text.strip(), "%m/%Y").replace(tzinfo=ZONE).date())
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """The day of `5/9/2023`, None when the text is none."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").replace(tzinfo=ZONE).date()
    except ValueError:
        return None
