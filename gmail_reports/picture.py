"""The picture of one school at one moment: its folders, articles and items, as they are shown and told of.

drive_sync's verdicts know nothing of human decisions; here both stand together, and everything that is said to
anybody, in the Sheet, in a letter, in the report, is read from this one picture. `overview` draws it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from drive_sync.facts import Finding, KnownFolder, Severity
from drive_sync.names.folder_names import EventName
from drive_sync.text import fold
from gmail_reports.articles import Article
from gmail_reports.deadlines import ZONE
from gmail_reports.matching import Match
from gmail_reports.people.who import Person, Who, the_officer
from gmail_reports.plan.schedule import Item, Schedule
from gmail_reports.progress import ItemDecision, ItemState
from gmail_reports.sheet.tabs import FolderDecision, MonthDecision
from gmail_reports.times.when import SchoolYear, When


class Standing(StrEnum):
    """Where a folder stands once the officer's word is laid over the verdict."""

    UPLOADING = "uploading"
    UNCLEAR = "unclear"
    """Nobody changes it any more, and it could not be read: a person decides."""
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
    thread: str = ""
    """What all mails about the event belong to: the id of the folder it was uploaded as at first."""
    former: tuple[str, ...] = ()
    """The other folders that were this event: re-uploads that are gone, what it is the re-upload or was a part of."""
    former_counts: bool = False
    """One of those is not from before the start: what carries it on counts like it."""

    @property
    def title(self) -> str:
        """What people call the event: the activity, else the folder's name."""
        return self.name.activity or self.folder.name

    @property
    def day(self) -> date | None:
        """The day of the event."""
        return day_of_event(self.folder)

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
        of_our_time = self.former_counts or not self.folder.before_start
        return self.standing is Standing.ACCEPTED and (accepted_by_hand or of_our_time)


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


def day_of_event(folder: KnownFolder) -> date | None:
    """The day of an event: when most photos were taken, else when the folder was made."""
    return folder.happened_on or (folder.created.astimezone(ZONE).date() if folder.created else None)
