"""What lies before whoever brings letters on: the ledger and the mailbox, the school as it stands, the moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gmail_reports import store
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.delivery import Mail, Post
from gmail_reports.letters.house import House
from gmail_reports.letters.letter import Letter, State
from gmail_reports.letters.rendering import Threading, render
from gmail_reports.notices.manners import Terms
from gmail_reports.overview import Overview


@dataclass(frozen=True, slots=True)
class Desk:
    """One school's letters at one moment; `facts_since` says since when Drive could not be read."""

    post: Post
    house: House
    terms: Terms
    school: Overview
    now: datetime
    facts_since: str = ""

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(ZONE).date()

    def mail(self, letter: Letter, answers: Threading | None = None) -> Mail:
        """A letter in its final form."""
        return render(letter, self.house, self.school, answers)

    def write(self, letter: Letter, was: Iterable[State], **values: Any) -> bool:
        """Writes to a letter that is still in one of these states; whether it was."""
        return store.change(self.post.engine, letter.key, was, **values)

    def cancel(self, letter: Letter, reason: str) -> None:
        """Gives a letter up, with the reason; a draft of it is taken away."""
        given_up = self.write(letter, {State.PLANNED, State.DRAFTED}, state=State.CANCELLED, reason=reason)
        if given_up and letter.draft_id:
            self.post.gmail.delete_draft(letter.draft_id)


def about(letter: Letter, facts: Mapping[str, Any]) -> Letter:
    """A letter with the facts of this moment."""
    return replace(letter, planned=replace(letter.planned, about=facts))
