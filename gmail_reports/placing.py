"""Where in the plan does a folder or an article belong? The officer's word goes first, then the words of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from drive_sync.names.folder_names import EventName
from drive_sync.names.school_events import events_in
from drive_sync.text import fold
from gmail_reports.articles import Article
from gmail_reports.deadlines import Month
from gmail_reports.matching import Clues, Match, Promises
from gmail_reports.people.who import Who
from gmail_reports.plan.schedule import Item
from gmail_reports.sheet.tabs import OUTSIDE_THE_PLAN
from gmail_reports.times.when import When


@dataclass(frozen=True, slots=True)
class Place:
    """The item that something belongs to, None outside the plan; `match` is what the words alone say.

    `known_code` is False when the officer's Mã is in no row.
    """

    code: str | None
    match: Match | None
    known_code: bool = True


class Places:
    """The items of a plan, each with its time and its people."""

    def __init__(self, items: Iterable[tuple[Item, When, Who]]) -> None:
        items = tuple(items)
        self._promises = Promises(
            (item for item, _, _ in items), {item.code: when.certain_months for item, when, _ in items}
        )
        self._people = {item.code: {person.email for person in who.people} for item, _, who in items}

    def of_event(self, name: EventName, day: date | None, uploader: str | None, said: str) -> Place:
        """The place of an event folder; `said` is the officer's word."""
        own = [code for code, emails in self._people.items() if uploader in emails]
        return self._place(said, self._promises.match(name.activity or "", name.event, _clues(day, own)))

    def of_article(self, article: Article) -> Place:
        """The place of an article."""
        event = next((one.id for one in events_in(article.title)), None)
        return self._place(article.belongs_to, self._promises.match(article.title, event, _clues(article.day)))

    def _place(self, said: str, found: Match | None) -> Place:
        if fold(said) == fold(OUTSIDE_THE_PLAN):
            return Place(None, found)
        if (named := said.strip().upper()) in self._people:
            return Place(named, found)
        return Place(found.code if found is not None and found.counts else None, found, not named)


def _clues(day: date | None, own: Iterable[str] = ()) -> Clues:
    return Clues(Month.of(day) if day else None, tuple(own))
