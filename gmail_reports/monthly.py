"""The monthly report as data: what was promised and delivered in a period, with every number derived here.

Each accepted folder and each article stands in exactly one report; the period is what the report truly covers, from
the end of the one before to this one's cut-off, also when the send day moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gmail_reports.progress import ItemState

_UNFINISHED = frozenset(
    {ItemState.IN_PROGRESS, ItemState.NEEDS_WORK, ItemState.DUE_SOON, ItemState.NOT_DUE, ItemState.STANDING}
)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One accepted event folder, or one article, which has no photos but a `channel`.

    `folder_id` is its identity as evidence; `code` is the plan item it belongs to, None outside the plan; `about` says
    where it was and with whom, as far as that is known.
    """

    folder_id: str
    title: str
    when: str
    photos: int
    videos: int
    link: str
    code: str | None = None
    channel: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One item that was due in the period or got evidence in it; cells as the school wrote them."""

    code: str
    topic: str
    product: str
    time: str
    person: str
    state: ItemState
    due: bool
    evidence: tuple[EventLine, ...] = ()


@dataclass(frozen=True, slots=True)
class NextLine:
    """One item of the coming month."""

    code: str
    topic: str
    time: str
    person: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """The officer's own sentences from `Báo cáo`; an empty one takes the default or leaves its line out."""

    opinion: str = ""
    strengths: str = ""
    weaknesses: str = ""
    proposals: str = ""
    incidents: str = ""


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """All that a month's report says; `month` is `2023-10`; `period` its first and last day."""

    month: str
    period: tuple[date, date]
    plan: tuple[PlanLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    articles: tuple[EventLine, ...] = ()
    upcoming: tuple[NextLine, ...] = ()
    people_in_charge: int = 0
    folders_in_work: int = 0
    questions_open: int = 0
    remarks: Remarks = Remarks()
    facts_since: str = ""
    """When Drive could not be read: since when (`dd/mm/yyyy HH:MM`); empty when everything is fresh."""
    late: bool = False
    plan_is_missing: bool = False
    """Past 15 September the school has no plan for its year."""

    @property
    def due(self) -> int:
        """Items due in the period."""
        return sum(line.due for line in self.plan)

    @property
    def done(self) -> int:
        """Items due in the period that are done."""
        return sum(line.due and line.state is ItemState.DONE for line in self.plan)

    @property
    def in_progress(self) -> int:
        """Items due in the period that go on."""
        return sum(line.due and line.state in _UNFINISHED for line in self.plan)

    @property
    def overdue(self) -> int:
        """Items due in the period with nothing to show."""
        return sum(line.due and line.state is ItemState.OVERDUE for line in self.plan)

    @property
    def photos(self) -> int:
        """Photos in all accepted folders of the period."""
        return sum(event.photos for event in self.events)

    @property
    def videos(self) -> int:
        """Videos in all accepted folders of the period."""
        return sum(event.videos for event in self.events)

    @property
    def outside_the_plan(self) -> tuple[EventLine, ...]:
        """Events that belong to no item."""
        return tuple(event for event in self.events if event.code is None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing due and nothing happened ("không phát sinh")."""
        return not self.plan and not self.events and not self.articles


def folders_in(report: MonthlyReport) -> tuple[str, ...]:
    """The ids of the folders and articles that a report speaks of: each belongs to this report alone."""
    return tuple(line.folder_id for line in (*report.events, *report.articles))


def plan_lines(lines: Iterable[PlanLine]) -> tuple[PlanLine, ...]:
    """The lines that a report shows: what was due, and what got evidence; in the order of the plan."""
    return tuple(line for line in lines if line.due or line.evidence)
