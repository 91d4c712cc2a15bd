"""The tabs of the Google Sheet: which columns are the school's, which are ours, and how their rows are read.

Columns are found by their header, wherever a school moved them. Ours are written by us alone and carry a note
that says so; theirs are never written.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from drive_sync.text import fold, one_line
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.monthly import Remarks
from gmail_reports.people.who import Person
from gmail_reports.progress import ItemDecision

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
    """A tab by its name, which is also how we remember it; without its `key` column no row can be found."""

    name: str
    columns: tuple[Column, ...]
    key: str

    def ours(self, header: str) -> bool:
        """Whether the column with this header is one that we write."""
        return any(column.ours and column.header == header for column in self.columns)


_OURS = "Cột của hệ thống Tin Trường, tự cập nhật; sửa ở đây sẽ bị ghi lại. "

CONFIRMED_TIME, DECISION, POSTPONED_TO, CODE = "Thời gian đã xác nhận", "Quyết định", "Lùi đến", "Mã"
LINK, BELONGS_TO, SHOTS, SYSTEM_NOTE = "Đường dẫn", "Thuộc nội dung", "Loại ảnh", "Ghi chú hệ thống"
OUTSIDE_THE_PLAN = "Ngoài kế hoạch"

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
        Column(SYSTEM_NOTE, 320, _OURS + "Điều hệ thống cần hỏi hoặc muốn nói."),
    ),
    key=CODE,
)
CARD = "Thẻ sự kiện"
FOLDERS = Tab(
    "Theo dõi",
    (
        Column("Thư mục", 260, _OURS + "Tên thư mục trên Drive."),
        Column("Hoạt động", 180, _OURS + "Hoạt động hiểu từ tên thư mục."),
        Column("Ngày", 90, _OURS + "Ngày chụp của phần lớn ảnh."),
        Column("Người tải", 180, _OURS + "Tài khoản đã tải lên."),
        Column("Ảnh", 50, _OURS + "Số ảnh khác nhau."),
        Column("Video", 50, _OURS + "Số video."),
        Column(CARD, 260, _OURS + "Ở đâu, khi nào, với ai, bao nhiêu, và biết nhờ đâu; “chưa rõ” không cần sửa gì."),
        Column("Kết quả", 120, _OURS + "Đạt, cần bổ sung, hoặc chưa rõ."),
        Column("Cần bổ sung", 320, _OURS + "Những điểm cần bổ sung theo Phụ lục 2."),
        Column("Nội dung kế hoạch", 180, _OURS + "Mã nội dung mà hệ thống hiểu và vì sao, hoặc Ngoài kế hoạch."),
        Column(DECISION, 120, choices=("Chấp nhận", "Bỏ qua")),
        Column(BELONGS_TO, 120),
        Column(SHOTS, 140, choices=("Đủ ba loại", "Thiếu toàn cảnh", "Thiếu phát biểu", "Thiếu cận cảnh")),
        Column("Ghi chú", 200),
        Column(LINK, 300, _OURS + "Đường dẫn của thư mục; hệ thống tìm dòng theo cột này, xin đừng xoá."),
    ),
    key=LINK,
)
ARTICLES = Tab(
    "Tin bài",
    (
        Column("Ngày", 90),
        Column("Tiêu đề", 320),
        Column(LINK, 300),
        Column("Kênh", 100, choices=("Website", "Fanpage", "Báo", "Đài")),
        Column(CODE, 110),
        Column(SYSTEM_NOTE, 320, _OURS + "Bài thuộc nội dung nào của kế hoạch và vì sao, hoặc điều còn thiếu."),
    ),
    key="Tiêu đề",
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
    key="Kỳ",
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
        Column(SYSTEM_NOTE, 320, _OURS + "Điều hệ thống cần hỏi."),
    ),
    key="Họ tên",
)
TABS = (PLAN, FOLDERS, ARTICLES, REPORTS, STAFF)
COLUMNS_OF_THE_SCHOOL = 5
"""The first columns of `Phụ lục 1` are the school's own table; further ones are offered by us."""
_REMARKS = ("Ý kiến", "Ưu điểm", "Hạn chế", "Kiến nghị", "Sự cố")
_ROWS_ABOVE_A_HEADER = 10
NAMED_BY_US = " tin truong"
"""How the folded header of one of our columns ends when the school has a column of the same name (`look`)."""


@dataclass(frozen=True)
class Table:
    """The cells of a tab with their header row; rows count from 0 as in the tab."""

    rows: Rows
    header_row: int = 0

    @classmethod
    def of(cls, tab: Tab, rows: Rows) -> "Table":
        """The table whose header is the row, among the first ones, with most of the tab's own headers."""
        known = {fold(column.header) for column in tab.columns}
        hits = [len(known & set(map(fold, row))) for row in rows[:_ROWS_ABOVE_A_HEADER]]
        return cls(rows, hits.index(max(hits)) if hits else 0)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Folded header → position, the first of two equal ones; "Mã (Tin Trường)" goes before a school's own "Mã"."""
        header = self.rows[self.header_row] if len(self.rows) > self.header_row else ()
        places = {name: place for place, name in reversed(list(enumerate(map(fold, header)))) if name}
        return places | {name.removesuffix(NAMED_BY_US): at for name, at in places.items() if NAMED_BY_US in name}

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
    shots: str = ""


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
    """The officer's word by the folder's link; of a row that was copied, each first word that was said."""
    said: dict[str, tuple[str, ...]] = {}
    for row in table.body():
        if link := table.cell(row, LINK).strip():
            words = tuple(table.cell(row, header).strip() for header in (DECISION, BELONGS_TO, SHOTS))
            said[link] = tuple(old or new for old, new in zip(said.get(link, words), words, strict=True))
    return {link: FolderDecision(*words) for link, words in said.items()}


def month_decisions(table: Table) -> dict[str, MonthDecision]:
    """The officer's word by month (`2023-10`); of a row that was copied, each first word that was said."""
    said: dict[str, list[str]] = {}
    for row in table.body():
        month = read_month(table.cell(row, "Kỳ"))
        if month is not None:
            words = [table.cell(row, header).strip() for header in (DECISION, *_REMARKS)]
            before = said.get(str(month), words)
            said[str(month)] = [old or new for old, new in zip(before, words, strict=True)]
    return {month: MonthDecision(words[0], Remarks(*map(one_line, words[1:]))) for month, words in said.items()}


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
    """The day of `5/9/2023`, `05-9-23` or `2023-09-05`, None when the text is none."""
    written = text.strip().replace("-", "/").replace(".", "/")
    for form in ("%d/%m/%Y", "%d/%m/%y", "%Y/%m/%d"):
        with suppress(ValueError):
            return datetime.strptime(written, form).replace(tzinfo=ZONE).date()
    return None
