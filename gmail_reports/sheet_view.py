"""What our columns of the Sheet should say, and which cells differ from that: the plan of one write.

Only our columns appear here, only changed cells are written, a Mã only into an empty cell. Nothing of ours is
ever read back as truth, so whatever a sort in the same second disturbed is healed at the next tick.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drive_sync.rules import RULE_BY_CODE
from drive_sync.text import fold, one_line
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, report_days
from gmail_reports.letter import Letter, State
from gmail_reports.overview import FolderView, ItemView, Overview, Standing
from gmail_reports.progress import STATE_LABEL
from gmail_reports.questions import note_about_time, question_about_person, question_about_time, time_in_words
from gmail_reports.tabs import CODE, FOLDERS, PLAN, REPORTS, STAFF, Rows, Table, read_month
from gmail_reports.when import SchoolYear
from gmail_reports.who import Person

OUTSIDE_THE_PLAN = "Ngoài kế hoạch"

STANDING_LABEL = {
    Standing.UPLOADING: Text("Đang tải lên / chưa rõ", "Uploading / not known yet"),
    Standing.NEEDS_WORK: Text("Cần bổ sung", "Needs work"),
    Standing.ACCEPTED: Text("Đạt", "Accepted"),
    Standing.SKIPPED: Text("Bỏ qua", "Skipped"),
}

REPORT_LABEL = {
    State.PLANNED: "Sẽ gửi",
    State.DRAFTED: "Đã có bản nháp, sẽ gửi",
    State.SENDING: "Đang gửi",
    State.SENT: "Đã gửi",
    State.HELD: "Đang giữ lại",
    State.CANCELLED: "Không gửi",
    State.SENT_BY_HAND: "Đã gửi tay",
    State.UNSURE: "Chưa rõ đã gửi hay chưa: xin xem thư mục Đã gửi của Gmail",
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of ours to be written; row and column count from 0."""

    tab: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be appended; cells by position."""

    tab: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Everything one write does."""

    changes: tuple[CellChange, ...] = ()
    new_rows: tuple[NewRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.new_rows)


def time_question(view: ItemView, year: SchoolYear, language: Language = Language.VI) -> str | None:
    """What we ask about an item's time, None when it is clear."""
    return question_about_time(view.when, view.decision.confirmed_time or view.item.time, year, language)


def person_question(view: ItemView, language: Language = Language.VI) -> str | None:
    """What we ask about an item's person, None when it is clear."""
    return question_about_person(view.who, view.item.person, language)


def sheet_plan(
    school: Overview,
    tabs: Mapping[str, Rows],
    reports: Iterable[Letter],
    months: Iterable[Month],
    calendar: WorkCalendar,
) -> SheetPlan:
    """The cells to write, given the tabs as just read; an unread tab gets nothing."""
    changes: list[CellChange] = []
    new_rows: list[NewRow] = []
    if PLAN.name in tabs and school.schedule is not None:
        table = Table(tabs[PLAN.name], school.schedule.header_row)
        for view in school.items:
            changes += _changed(PLAN.name, table, view.item.row, _item_cells(view, school.year))
    if FOLDERS.name in tabs:
        rows = {view.folder.link: _folder_cells(view) for view in school.folders}
        _fill(FOLDERS.name, Table(tabs[FOLDERS.name]), "Đường dẫn", rows, changes, new_rows)
    if REPORTS.name in tabs:
        by_month = {letter.planned.month: letter for letter in reports}
        rows = {month.label: _report_cells(month, by_month.get(str(month)), calendar) for month in months}
        _fill(REPORTS.name, Table(tabs[REPORTS.name]), "Kỳ", rows, changes, new_rows)
    if STAFF.name in tabs:
        table = Table(tabs[STAFF.name])
        for row in table.body():
            name = one_line(table.cell(row, "Họ tên"))
            person = next((one for one in school.staff if one.name == name), None)
            if person is not None:
                changes += _changed(STAFF.name, table, row, _person_cells(person, school))
    return SheetPlan(tuple(changes), tuple(new_rows))


def _item_cells(view: ItemView, year: SchoolYear) -> dict[str, str]:
    remarks = filter(None, (time_question(view, year), person_question(view), note_about_time(view.when)))
    return {
        CODE: view.item.code,
        "Thời gian hiểu là": time_in_words(view.when),
        "Người phụ trách": ", ".join(person.name for person in view.who.people),
        "Trạng thái": STATE_LABEL[view.state].vi,
        "Minh chứng": "\n".join(evidence.folder.link for evidence in view.evidence),
        "Ghi chú hệ thống": " ".join(remarks),
    }


def _folder_cells(view: FolderView) -> dict[str, str]:
    missing = [RULE_BY_CODE[one.code].message.say(Language.VI, **one.data) for one in view.blocking]
    advice = [f"(Nên) {RULE_BY_CODE[one.code].message.say(Language.VI, **one.data)}" for one in view.advice]
    return {
        "Thư mục": view.folder.name,
        "Hoạt động": view.name.activity or "",
        "Ngày": f"{view.day:%d/%m/%Y}" if view.day else "",
        "Người tải": view.folder.uploader or "",
        "Ảnh": str(view.folder.photos),
        "Video": str(view.folder.videos),
        "Kết quả": STANDING_LABEL[view.standing].vi,
        "Cần bổ sung": "" if view.standing is Standing.UPLOADING else "\n".join(missing + advice),
        "Nội dung kế hoạch": view.code or OUTSIDE_THE_PLAN,
        "Đường dẫn": view.folder.link,
    }


def _report_cells(month: Month, letter: Letter | None, calendar: WorkCalendar) -> dict[str, str]:
    days = report_days(month, calendar)
    cells = {"Kỳ": month.label, "Hạn gửi": f"{days.send_day:%d/%m/%Y}", "Trạng thái": "Chưa đến kỳ"}
    if letter is None:
        return cells
    cells["Trạng thái"] = REPORT_LABEL[letter.state] + (f": {letter.reason}" if letter.reason else "")
    if letter.state is State.DRAFTED and letter.draft_message_id:
        cells["Bản nháp"] = f"https://mail.google.com/mail/u/0/#drafts/{letter.draft_message_id}"
    if letter.sent_at is not None:
        cells["Bản nháp"] = ""
        cells["Đã gửi lúc"] = f"{letter.sent_at.astimezone(ZONE):%H:%M %d/%m/%Y}"
    cells["Chưa có trong bản nháp"] = "Bản nháp đã được sửa tay" if letter.edited_by_hand else ""
    return cells


def _person_cells(person: Person, school: Overview) -> dict[str, str]:
    given = sum(person in view.who.people for view in school.items)
    note = "" if person.email else "Chưa có Gmail: thư cho người này được gửi đến cán bộ truyền thông."
    return {"Được giao": str(given), "Ghi chú hệ thống": note}


def _fill(
    tab: str,
    table: Table,
    key: str,
    wanted: Mapping[str, Mapping[str, str]],
    changes: list[CellChange],
    new_rows: list[NewRow],
) -> None:
    """Changes the rows that are there, found by their key, and appends the missing ones."""
    place_of_row = {_named(table.cell(row, key)): row for row in table.body()}
    if fold(key) not in table.columns:
        return
    width = max(table.columns.values(), default=-1) + 1
    for value, cells in wanted.items():
        if value in place_of_row:
            changes += _changed(tab, table, place_of_row[value], cells)
        else:
            by_place = {
                table.columns[fold(header)]: text for header, text in cells.items() if fold(header) in table.columns
            }
            new_rows.append(NewRow(tab, tuple(by_place.get(place, "") for place in range(width))))


def _named(key: str) -> str:
    """The key of a row as we write it; a month that somebody typed anew, "09/2023", is still "9/2023"."""
    month = read_month(key)
    return month.label if month else key.strip()


def _changed(tab: str, table: Table, row: int, cells: Mapping[str, str]) -> list[CellChange]:
    changes = []
    for header, text in cells.items():
        place = table.columns.get(fold(header))
        now = table.cell(row, header)
        if place is None or now == text or (header == CODE and now.strip()):
            continue
        changes.append(CellChange(tab, row, place, text))
    return changes
