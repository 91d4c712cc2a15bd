"""One school at one moment: the plan, the folders and the people, with the officer's decisions laid over.

drive_sync's verdicts know nothing of human decisions; here both come together, and everything that is said to
anybody, in the Sheet, in a letter, in the report, is read from this one picture.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from drive_sync.facts import Finding, KnownFolder, Severity, Verdict
from drive_sync.folder_names import EventName, School, read_name
from drive_sync.text import fold
from gmail_reports.deadlines import ZONE
from gmail_reports.matching import Match, match
from gmail_reports.progress import ItemDecision, ItemState, item_state
from gmail_reports.schedule import Item, Schedule, free_code, read_schedule
from gmail_reports.tabs import (
    CODE,
    FOLDERS,
    PLAN,
    REPORTS,
    STAFF,
    FolderDecision,
    MonthDecision,
    Rows,
    Table,
    folder_decisions,
    item_decision,
    month_decisions,
    staff_of,
)
from gmail_reports.when import SchoolYear, When, confirmed_when, read_when
from gmail_reports.who import Person, Who, read_who, the_officer


class Standing(StrEnum):
    """Where a folder stands once the officer's word is laid over the verdict."""

    UPLOADING = "uploading"
    NEEDS_WORK = "needs-work"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FolderView:
    """An event folder with its name understood, its findings, its place in the plan and its standing."""

    folder: KnownFolder
    name: EventName
    findings: tuple[Finding, ...]
    standing: Standing
    code: str | None
    match: Match | None
    decision: FolderDecision
    former: tuple[str, ...] = ()
    """The folders that this one is the re-upload of, the last one first."""

    @property
    def thread(self) -> str:
        """What all mails about the event belong to: the id of the folder it was uploaded as at first."""
        return self.former[-1] if self.former else self.folder.folder_id

    @property
    def title(self) -> str:
        """What people call the event: the activity, else the folder's name."""
        return self.name.activity or self.folder.name

    @property
    def day(self) -> date | None:
        """The day of the event: when most photos were taken, else when the folder was made."""
        created = self.folder.created
        return self.folder.happened_on or (created.astimezone(ZONE).date() if created else None)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What must be mended."""
        return tuple(one for one in self.findings if one.severity is Severity.BLOCKING)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """What could be better next time."""
        return tuple(one for one in self.findings if one.severity is Severity.ADVICE)

    @property
    def counts_for_reports(self) -> bool:
        """Accepted, and not from before the start unless the officer accepted it."""
        accepted_by_hand = fold(self.decision.decision) == "chap nhan"
        return self.standing is Standing.ACCEPTED and (accepted_by_hand or not self.folder.before_start)


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the plan with its time and people understood; `asked` is the raw cell, `when` what holds now."""

    item: Item
    asked: When
    when: When
    who: Who
    decision: ItemDecision
    evidence: tuple[FolderView, ...]
    state: ItemState


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything known of a school at one moment; `schedule` is None before the plan was imported."""

    year: SchoolYear
    schedule: Schedule | None
    items: tuple[ItemView, ...] = ()
    folders: tuple[FolderView, ...] = ()
    staff: tuple[Person, ...] = ()
    months: Mapping[str, MonthDecision] = field(default_factory=dict)
    plan_columns: Mapping[str, int] = field(default_factory=dict)
    """Folded header → position (from 0) in the tab of the plan, for links to cells."""

    @property
    def officer(self) -> Person | None:
        """The communications officer, None when the staff list names none with an address."""
        return the_officer(self.staff)

    def item(self, code: str | None) -> ItemView | None:
        """The item with this code."""
        return next((view for view in self.items if view.item.code == code), None)


def overview(
    *,
    year: SchoolYear,
    tabs: Mapping[str, Rows],
    folders: Iterable[KnownFolder],
    findings: Mapping[str, tuple[Finding, ...]],
    own: School,
    others: Iterable[School],
    today: date,
) -> Overview:
    """The picture of a school today, from the Sheet as last read and Drive as last seen."""
    schedule = read_schedule(tabs[PLAN.name]) if tabs.get(PLAN.name) else None
    plan = Table(tabs.get(PLAN.name, ()), schedule.header_row if schedule else 0)
    items = _with_minted_codes(schedule.items, plan) if schedule else ()
    staff = staff_of(Table(tabs.get(STAFF.name, ())))
    decisions = folder_decisions(Table(tabs.get(FOLDERS.name, ())))
    others = tuple(others)
    known = {folder.folder_id: folder for folder in folders}
    views = tuple(
        _folder_view(folder, _former(folder, known), findings.get(folder.folder_id, ()), decisions, items, own, others)
        for folder in sorted(known.values(), key=lambda folder: (folder.first_seen, folder.folder_id))
        if folder.gone_at is None
    )
    return Overview(
        year=year,
        schedule=schedule,
        items=tuple(_item_view(item, plan, year, staff, views, today) for item in items),
        folders=views,
        staff=staff,
        months=month_decisions(Table(tabs.get(REPORTS.name, ()))),
        plan_columns=plan.columns,
    )


def _former(folder: KnownFolder, known: Mapping[str, KnownFolder]) -> tuple[KnownFolder, ...]:
    """The folders that a folder inherits from, the last one first."""
    line: list[KnownFolder] = []
    while folder.inherits_from is not None and folder.inherits_from in known and len(line) < len(known):
        folder = known[folder.inherits_from]
        line.append(folder)
    return tuple(line)


def _folder_view(
    folder: KnownFolder,
    former: tuple[KnownFolder, ...],
    findings: tuple[Finding, ...],
    decisions: Mapping[str, FolderDecision],
    items: tuple[Item, ...],
    own: School,
    others: tuple[School, ...],
) -> FolderView:
    name = read_name(folder.name, own, others)
    said = (decisions.get(one.link, FolderDecision()) for one in (folder, *former))
    decision = next((one for one in said if one != FolderDecision()), FolderDecision())
    found = match(name, items)
    code = found.code if found else None
    if fold(decision.belongs_to) == "ngoai ke hoach":
        code = None
    elif decision.belongs_to.strip():
        named = decision.belongs_to.strip().upper()
        code = named if any(item.code == named for item in items) else code
    standing = _standing(folder.verdict, decision)
    line = tuple(one.folder_id for one in former)
    return FolderView(folder, name, findings, standing, code, found, decision, line)


def _standing(verdict: Verdict, decision: FolderDecision) -> Standing:
    """The officer's word goes before the verdict; an unsettled folder waits all the same."""
    said = fold(decision.decision)
    if said == "bo qua" or verdict is Verdict.IGNORED:
        return Standing.SKIPPED
    if verdict is Verdict.UNKNOWN:
        return Standing.UPLOADING
    return Standing.ACCEPTED if said == "chap nhan" or verdict is Verdict.ACCEPTED else Standing.NEEDS_WORK


def _with_minted_codes(items: tuple[Item, ...], plan: Table) -> tuple[Item, ...]:
    """The items under the codes their rows were given once, also after rows were sorted or inserted.

    A row that has none yet takes no code that another row was given.
    """
    minted = {item.row: code for item in items if (code := plan.cell(item.row, CODE).strip())}
    taken = set(minted.values())
    named = []
    for item in items:
        code = minted.get(item.row) or free_code(item.section, item.code.rpartition(".")[2], taken)
        taken.add(code)
        named.append(replace(item, code=code))
    return tuple(named)


def _item_view(
    item: Item,
    plan: Table,
    year: SchoolYear,
    staff: tuple[Person, ...],
    folders: tuple[FolderView, ...],
    today: date,
) -> ItemView:
    decision = item_decision(plan, item.row)
    asked = read_when(item.time, year)
    when = confirmed_when(decision.confirmed_time, asked, year)
    evidence = tuple(view for view in folders if view.code == item.code and view.counts_for_reports)
    state = item_state(when, decision, len(evidence), today)
    return ItemView(item, asked, when, read_who(item.person, staff), decision, evidence, state)
