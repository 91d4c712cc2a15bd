"""What our columns of the Sheet should say, and which cells differ from that: the plan of one write.

Only our columns appear here, and only changed cells are written. Nothing of ours is ever read back as truth, so
whatever a sort in the same second disturbed is healed at the next tick.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drive_sync.event_card import QUESTION_TEXT, UNKNOWN, with_the_plan
from drive_sync.facts import Finding
from drive_sync.rules import RULE_BY_CODE
from drive_sync.text import fold, one_line
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import ZONE, Month, WorkCalendar, report_days
from gmail_reports.letters.letter import Letter, State
from gmail_reports.matching import CERTAIN, Match
from gmail_reports.overview import ArticleView, FolderView, ItemView, Overview, Standing
from gmail_reports.people.who import Person
from gmail_reports.plan.questions import note_about_time, question_about_person, question_about_time, time_in_words
from gmail_reports.progress import STATE_LABEL
from gmail_reports.sheet.healing import TO_BE_WRITTEN
from gmail_reports.sheet.tabs import (
    ARTICLES,
    CARD,
    CODE,
    FOLDERS,
    LINK,
    OUTSIDE_THE_PLAN,
    PLAN,
    REPORTS,
    STAFF,
    SYSTEM_NOTE,
    Rows,
    Tab,
    Table,
    read_month,
)
from gmail_reports.times.when import SchoolYear

_QUESTIONS_OF_THE_CARD = ("where", "when", "who", "how_many")

STANDING_LABEL = {
    Standing.UPLOADING: Text("Đang tải lên / chưa rõ", "Uploading / not known yet"),
    Standing.UNCLEAR: Text("Chưa rõ", "Not known"),
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
    """One cell of ours to be written, by the header of its column; rows count from 0 as in the tab."""

    tab: str
    row: int
    header: str
    text: str


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
) -> tuple[CellChange, ...]:
    """The cells to write, given the tabs as just read; an unread tab gets nothing, a new row follows the last."""
    changes: list[CellChange] = []
    if PLAN.name in tabs and school.schedule is not None:
        table = Table(tabs[PLAN.name], school.schedule.header_row)
        for view in school.items:
            changes += _changed(PLAN, table, view.item.row, _item_cells(view, school.year))
    if FOLDERS.name in tabs:
        rows = {
            view.folder.link: _folder_cells(view, school.item(view.code))
            for view in school.folders
            if not view.of_earlier_year
        }
        changes += _filled(FOLDERS, Table.of(FOLDERS, tabs[FOLDERS.name]), rows)
    if ARTICLES.name in tabs:
        table = Table.of(ARTICLES, tabs[ARTICLES.name])
        for one in school.articles:
            changes += _changed(ARTICLES, table, one.article.row, {SYSTEM_NOTE: _article_note(one)})
    if REPORTS.name in tabs:
        by_month = {letter.planned.month: letter for letter in reports}
        rows = {month.label: _report_cells(month, by_month.get(str(month)), calendar) for month in months}
        changes += _filled(REPORTS, Table.of(REPORTS, tabs[REPORTS.name]), rows)
    if STAFF.name in tabs:
        table = Table.of(STAFF, tabs[STAFF.name])
        people = {person.name: person for person in school.staff}
        for row in table.body():
            person = people.get(one_line(table.cell(row, STAFF.key)))
            if person is not None:
                changes += _changed(STAFF, table, row, _person_cells(person, school))
    return tuple(changes)


def headers_to_restore(tab: Tab, table: Table) -> tuple[CellChange, ...]:
    """Headers of ours that somebody typed over: by its name a column is found all the same."""
    header = table.rows[table.header_row] if table.rows else ()
    return tuple(
        CellChange(tab.name, table.header_row, column.header, column.header)
        for column in tab.columns
        if column.ours and (fold(column.header) not in table.columns or column.header + TO_BE_WRITTEN in header)
    )


def _item_cells(view: ItemView, year: SchoolYear) -> dict[str, str]:
    remarks = filter(None, (time_question(view, year), person_question(view), note_about_time(view.when)))
    return {
        CODE: view.item.code,
        "Thời gian hiểu là": time_in_words(view.when),
        "Người phụ trách": ", ".join(person.name for person in view.who.people),
        "Trạng thái": STATE_LABEL[view.state].vi + (f" ({_parts(view)})" if view.is_partial else ""),
        "Minh chứng": "\n".join(
            [
                *(found.folder.link for found in view.evidence),
                *(found.article.link or found.article.title for found in view.articles),
            ]
        ),
        SYSTEM_NOTE: " ".join([*remarks, *_products_without_evidence(view)]),
    }


def _parts(view: ItemView) -> str:
    return f"{len(view.shown)}/{len(view.products)} sản phẩm"


def _products_without_evidence(view: ItemView) -> list[str]:
    """Which of several products nobody has shown yet, one sentence."""
    if not view.is_partial:
        return []
    left = [one_line(text).rstrip(" ;.,…") for place, text in enumerate(view.products) if place not in view.shown]
    quoted = ", ".join(f"“{text}”" for text in left)
    return [f"Minh chứng mới nói về {_parts(view)}; chưa thấy: {quoted}. Nếu đã đủ, chọn “Đã làm”."]


def _place(code: str | None, found: Match | None, said: str) -> str:
    """Where something belongs, and why: what the officer said, what both have in common, or what it might be."""
    if said.strip() and (code or fold(said) == fold(OUTSIDE_THE_PLAN)):
        return code or OUTSIDE_THE_PLAN
    if code and found:
        sure = "" if found.confidence >= CERTAIN else "có lẽ, "
        return f"{code} ({sure}vì “{found.reason}”)"
    return f"{OUTSIDE_THE_PLAN} (hay là {found.code}? “{found.reason}”)" if found else OUTSIDE_THE_PLAN


def _article_note(view: ArticleView) -> str:
    said = view.article.belongs_to
    unknown = [] if view.known_code else [f"Không thấy Mã “{said}” trong Phụ lục 1."]
    missing = [view.article.missing.vi] if view.article.missing else []
    return " ".join([*missing, *unknown, _place(view.code, view.match, said)])


def _folder_cells(view: FolderView, item: ItemView | None) -> dict[str, str]:
    missing = [_finding_in_words(one) for one in view.blocking]
    advice = [f"(Nên) {_finding_in_words(one)}" for one in view.advice]
    if fold(view.decision.shots).startswith("thieu"):
        advice.append(f"(Nên) {one_line(view.decision.shots)}, theo cán bộ truyền thông.")
    return {
        "Thư mục": view.folder.name,
        "Hoạt động": view.name.activity or "",
        "Ngày": f"{view.day:%d/%m/%Y}" if view.day else "",
        "Người tải": view.folder.uploader or "",
        "Ảnh": str(view.folder.photos),
        "Video": str(view.folder.videos),
        CARD: _card(view, item),
        "Kết quả": STANDING_LABEL[view.standing].vi,
        "Cần bổ sung": "" if view.standing is Standing.UPLOADING else "\n".join(missing + advice),
        "Nội dung kế hoạch": _place(view.code, view.match, view.decision.belongs_to),
        LINK: view.folder.link,
    }


def _finding_in_words(finding: Finding) -> str:
    """What a rule says, and the better name where it has one to paste; its other fixes stand in the mail."""
    said = RULE_BY_CODE[finding.code].message.say(Language.VI, **finding.data)
    better = str(finding.data.get("suggestion") or "")
    return f"{said} → Đổi tên thành: {better}" if better else said


def _card(view: FolderView, item: ItemView | None) -> str:
    """What Appendix 2 wants to be known of an event beside its activity, a line for each question."""
    if view.standing is Standing.UPLOADING:
        return ""
    known = view.folder.card
    if item is not None:
        planned = item.when.label if item.when.certain_months else ""
        known = with_the_plan(known, item.item.topic, planned, Language.VI)
    return "\n".join(f"{QUESTION_TEXT[one].vi}: {known.get(one, UNKNOWN.vi)}" for one in _QUESTIONS_OF_THE_CARD)


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
    return {"Được giao": str(given), SYSTEM_NOTE: note}


def _filled(tab: Tab, table: Table, wanted: Mapping[str, Mapping[str, str]]) -> list[CellChange]:
    """Changes of the rows that are there, found by their key, and of new ones for the keys that have none.

    A row that somebody copied is kept up like the first: both are true.
    """
    if fold(tab.key) not in table.columns:
        return []
    rows: dict[str, list[int]] = {}
    for row in table.body():
        rows.setdefault(_named(table.cell(row, tab.key)), []).append(row)
    changes = []
    free = max(len(table.rows), table.header_row + 1)
    for key, cells in wanted.items():
        if key not in rows:
            rows[key] = [free]
            free += 1
        changes += [change for row in rows[key] for change in _changed(tab, table, row, cells)]
    return changes


def _named(key: str) -> str:
    """The key of a row as we write it; a month that somebody typed anew, "09/2023", is still "9/2023"."""
    month = read_month(key)
    return month.label if month else key.strip()


def _changed(tab: Tab, table: Table, row: int, cells: Mapping[str, str]) -> list[CellChange]:
    return [
        CellChange(tab.name, row, header, text)
        for header, text in cells.items()
        if fold(header) in table.columns and table.cell(row, header) != text
    ]
