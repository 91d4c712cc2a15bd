"""One school at one moment: the plan, the folders and the people, with the officer's decisions laid over.

drive_sync's verdicts know nothing of human decisions; here both come together, and everything that is said to
anybody, in the Sheet, in a letter, in the report, is read from this one picture.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from drive_sync.facts import Finding, KnownFolder, Severity, Verdict
from drive_sync.names.folder_names import EventName, School, read_name
from drive_sync.names.school_events import events_in
from drive_sync.text import fold
from gmail_reports.articles import Article, articles_of
from gmail_reports.deadlines import ZONE, Month
from gmail_reports.matching import Clues, Match, Promises, shown_products
from gmail_reports.people.who import Person, Who, read_who, the_officer
from gmail_reports.plan.codes import with_codes
from gmail_reports.plan.schedule import Item, Schedule, read_schedule
from gmail_reports.progress import ItemDecision, ItemState, item_state, products_of
from gmail_reports.sheet.tabs import (
    ARTICLES,
    FOLDERS,
    OUTSIDE_THE_PLAN,
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
from gmail_reports.times.when import SchoolYear, When, confirmed_when, read_when

_PLAN_IS_DUE = (9, 15)
"""Day by which a school's plan of the year stands: the seed's own is of 15 September."""


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
    of_earlier_year: bool = False
    """It stands in the Sheet of an earlier school year: what was decided there holds, here it has no row."""
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
class ArticleView:
    """An article with its place in the plan; `known_code` is False when the officer's Mã is in no row."""

    article: Article
    code: str | None
    match: Match | None
    known_code: bool = True

    @property
    def is_evidence(self) -> bool:
        """Whether it can be shown to somebody."""
        return self.article.missing is None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the plan with its time and people understood; `asked` is the raw cell, `when` what holds now.

    `shown` of `products` have evidence of their own; 0 when the evidence is about the item as a whole.
    """

    item: Item
    asked: When
    when: When
    who: Who
    decision: ItemDecision
    evidence: tuple[FolderView, ...]
    state: ItemState
    articles: tuple[ArticleView, ...] = ()
    products: tuple[str, ...] = ()
    shown: frozenset[int] = frozenset()

    @property
    def is_partial(self) -> bool:
        """Whether the evidence speaks of some of several products, and nobody said that this is all."""
        decided = fold(self.decision.decision) in {"da lam", "khong thuc hien"}
        return 0 < len(self.shown) < len(self.products) and not decided


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything known of a school at one moment; `schedule` is None before the plan was imported."""

    year: SchoolYear
    schedule: Schedule | None
    items: tuple[ItemView, ...] = ()
    folders: tuple[FolderView, ...] = ()
    staff: tuple[Person, ...] = ()
    months: Mapping[str, MonthDecision] = field(default_factory=dict)
    articles: tuple[ArticleView, ...] = ()
    plan_is_late: bool = False
    """The school year has begun, it is past 15 September, and there is no plan."""
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
    topics: Mapping[str, str] | None = None,
    earlier: Iterable[Rows] = (),
) -> Overview:
    """The picture of a school today, from the Sheet as last read and Drive as last seen.

    Args:
        year: the school year that the plan is for.
        tabs: the cells of each tab.
        folders: the event folders known.
        findings: folder id → what it lacks.
        own: how the school is called.
        others: how other schools are called.
        today: the day in Vietnam.
        topics: what each Mã ever minted stood for (`codes`).
        earlier: the cells of `Theo dõi` of earlier school years: what was decided there still holds.
    """
    schedule = read_schedule(tabs[PLAN.name]) if tabs.get(PLAN.name) else None
    plan = Table(tabs.get(PLAN.name, ()), schedule.header_row if schedule else 0)
    staff = staff_of(Table.of(STAFF, tabs.get(STAFF.name, ())))
    items = with_codes(schedule.items, plan, topics or {}) if schedule else ()
    promised = [_promised(item, plan, year, staff) for item in items]
    placing = _Placing(promised)
    before = [folder_decisions(Table.of(FOLDERS, rows)) for rows in earlier]
    decisions = folder_decisions(Table.of(FOLDERS, tabs.get(FOLDERS.name, ())))
    others = tuple(others)
    known = {folder.folder_id: folder for folder in folders}
    views = tuple(
        placing.folder(
            folder,
            read_name(folder.name, own, others, year.first),
            findings.get(folder.folder_id, ()),
            _decided((folder, *_former(folder, known)), (decisions, *reversed(before))),
            former=tuple(one.folder_id for one in _former(folder, known)),
            of_earlier_year=folder.link not in decisions and any(folder.link in one for one in before),
        )
        for folder in sorted(known.values(), key=lambda folder: (folder.first_seen, folder.folder_id))
        if folder.gone_at is None
    )
    articles = tuple(map(placing.article, articles_of(Table.of(ARTICLES, tabs.get(ARTICLES.name, ())))))
    return Overview(
        year=year,
        schedule=schedule,
        items=tuple(_with_evidence(one, views, articles, today) for one in promised),
        folders=views,
        staff=staff,
        months=month_decisions(Table.of(REPORTS, tabs.get(REPORTS.name, ()))),
        articles=articles,
        plan_is_late=schedule is None and today > date(year.first, *_PLAN_IS_DUE),
        plan_columns=plan.columns,
    )


def _promised(item: Item, plan: Table, year: SchoolYear, staff: tuple[Person, ...]) -> ItemView:
    """An item as it was promised, before anything is known of how it is kept."""
    decision = item_decision(plan, item.row)
    asked = read_when(item.time, year)
    when = confirmed_when(decision.confirmed_time, asked, year)
    who = read_who(item.person, staff)
    return ItemView(item, asked, when, who, decision, (), ItemState.TO_CONFIRM, products=products_of(item.product))


def _with_evidence(
    view: ItemView, folders: tuple[FolderView, ...], articles: tuple[ArticleView, ...], today: date
) -> ItemView:
    """How far a promise is kept."""
    mine = [one for one in folders if one.code == view.item.code]
    evidence = tuple(one for one in mine if one.counts_for_reports)
    in_work = sum(one.standing is Standing.NEEDS_WORK for one in mine)
    told = {one.article.identity: one for one in articles if one.code == view.item.code and one.is_evidence}
    state = item_state(view.when, view.decision, len(evidence) + len(told), today, in_work=in_work)
    titles = [*(one.title for one in evidence), *(one.article.title for one in told.values())]
    return replace(
        view,
        evidence=evidence,
        articles=tuple(told.values()),
        state=state,
        shown=shown_products(view.products, titles),
    )


class _Placing:
    """Finds the place of folders and articles in the plan; the officer's word goes first."""

    def __init__(self, promised: Iterable[ItemView]) -> None:
        self._views = {view.item.code: view for view in promised}
        months = {code: view.when.certain_months for code, view in self._views.items()}
        self._promises = Promises((view.item for view in self._views.values()), months)

    def folder(
        self,
        folder: KnownFolder,
        name: EventName,
        findings: tuple[Finding, ...],
        decision: FolderDecision,
        *,
        former: tuple[str, ...],
        of_earlier_year: bool,
    ) -> FolderView:
        """A folder with its place and its standing."""
        standing = _standing(folder.verdict, decision)
        view = FolderView(folder, name, findings, standing, None, None, decision, of_earlier_year, former)
        own = [code for code, one in self._views.items() if any(who.email == folder.uploader for who in one.who.people)]
        clues = Clues(Month.of(view.day) if view.day else None, own)
        found = self._promises.match(name.activity or "", name.event, clues)
        return replace(view, match=found, code=self._place(decision.belongs_to, found)[0])

    def article(self, article: Article) -> ArticleView:
        """An article with its place."""
        event = next((one.id for one in events_in(article.title)), None)
        found = self._promises.match(article.title, event, Clues(Month.of(article.day) if article.day else None))
        code, is_known = self._place(article.belongs_to, found)
        return ArticleView(article, code, found, is_known)

    def _place(self, said: str, found: Match | None) -> tuple[str | None, bool]:
        """The item something belongs to, and whether what the officer said is in the plan."""
        if fold(said) == fold(OUTSIDE_THE_PLAN):
            return None, True
        if (named := said.strip().upper()) in self._views:
            return named, True
        return found.code if found is not None and found.counts else None, not named


def _former(folder: KnownFolder, known: Mapping[str, KnownFolder]) -> tuple[KnownFolder, ...]:
    """The folders that a folder inherits from, the last one first."""
    line: list[KnownFolder] = []
    while folder.inherits_from is not None and folder.inherits_from in known and len(line) < len(known):
        folder = known[folder.inherits_from]
        line.append(folder)
    return tuple(line)


def _decided(line: Iterable[KnownFolder], sheets: Iterable[Mapping[str, FolderDecision]]) -> FolderDecision:
    """What the officer decided of a folder, else of the one it is the re-upload of; the newest Sheet goes first."""
    sheets = tuple(sheets)
    said = (sheet[folder.link] for folder in line for sheet in sheets if folder.link in sheet)
    return next((one for one in said if one != FolderDecision()), FolderDecision())


def _standing(verdict: Verdict, decision: FolderDecision) -> Standing:
    """The officer's word goes before the verdict; an unsettled folder waits all the same."""
    said = fold(decision.decision)
    if said == "bo qua" or verdict is Verdict.IGNORED:
        return Standing.SKIPPED
    if verdict is Verdict.UNKNOWN:
        return Standing.UPLOADING
    return Standing.ACCEPTED if said == "chap nhan" or verdict is Verdict.ACCEPTED else Standing.NEEDS_WORK
