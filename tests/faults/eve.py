"""The evening before a send day, kept on disk and copied for every cell of the fault table.

Everything a tick can do is due at the next one: a report whose draft must be renewed, feedback, a thank-you in an
old thread, a new row in the Sheet.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from drive_sync.wording import Language
from gmail_reports.deadlines import ZONE
from gmail_reports.letters.gmail_client import REFERENCE_HEADER, GmailClient
from service.accounts import save_token
from service.demo.clock import TurnedClock
from service.demo.people import LE, TU
from service.demo.play import SCHOOL_ACCOUNT, SUPERIOR, demo_config
from service.local_google import LocalGoogle
from service.tick import tick
from service.world import World
from tests.journeys.town import Town, header

SEND_TIME = datetime(2023, 9, 14, 8, tzinfo=ZONE)
LATER = tuple(SEND_TIME.replace(hour=hour, minute=minute) for hour, minute in ((8, 5), (8, 20), (8, 40)))
NEXT_DAYS = tuple(SEND_TIME.replace(day=day, hour=9) for day in (15, 18))


class Died(BaseException):
    """The process ends here."""


@dataclass(frozen=True)
class Eve:
    """The kept evening: Google's state, the program's state, and the watched folder."""

    google: Path
    state: Path
    root: str


def make_eve(folder: Path) -> Eve:
    """Plays up to 13 September and keeps it."""
    clock = TurnedClock(datetime(2023, 9, 5, 8, tzinfo=ZONE))
    with LocalGoogle(clock, state_dir=folder / "google") as google:
        town = Town(google, clock, folder / "state")
        town.people.fill_in_staff()
        town.at(5, 9, "08:00")
        town.confirm_recipient("9/2023")
        town.upload(LE, "PTDTBT THCS Pu Nhi_Họp cha mẹ học sinh", 2)
        town.at(6, 9, "08:00")
        town.at(6, 9, "09:00")
        town.at(7, 9, "08:00")
        town.upload(LE, "PTDTBT THCS Pu Nhi_Họp cha mẹ học sinh", 1)
        town.upload(TU, "PTDTBT THCS Pu Nhi_Khai giảng", 2)
        town.at(13, 9, "08:00")
        town.at(13, 9, "18:00")
        town.upload(TU, "PTDTBT THCS Pu Nhi_Trung thu", 3)
        town.at(13, 9, "18:05")
        _leave_twin(town)
        town.stage.close()
    return Eve(folder / "google", folder / "state", town.people.root)


def _leave_twin(town: Town) -> None:
    """A second draft of the report, as a creation whose answer was lost leaves it."""
    report = town.letters()["report:pu-nhi:2023-09"]
    message = EmailMessage()
    message["To"], message["Subject"], message[REFERENCE_HEADER] = SUPERIOR, report.subject, report.key
    message.set_content("nội dung")
    GmailClient(SCHOOL_ACCOUNT, town.world.connection(SCHOOL_ACCOUNT).gmail).create_draft(bytes(message), None)


class Morning:
    """The send day in a copy of the evening."""

    def __init__(self, google: LocalGoogle, clock: TurnedClock, state: Path, root: str) -> None:
        self.google = google
        self.clock = clock
        self._config = demo_config(google.root_url, root, state, Language.VI)
        self._config = self._config.model_copy(
            update={"google": self._config.google.model_copy(update={"timeout_seconds": 1})}
        )
        save_token(state, SCHOOL_ACCOUNT, json.dumps(google.authorized_user(SCHOOL_ACCOUNT)))

    def begin(self, die_at_commit: int | None = None) -> int:
        """The first tick of a program started for it, which may die just before a commit; the commits it made."""
        seen = 0

        def count(_connection: Any) -> None:
            nonlocal seen
            if seen == die_at_commit:
                raise Died
            seen += 1

        world = self._start()
        sa.event.listen(world.engine, "commit", count)
        with suppress(Died):
            tick(world, "pu-nhi")
        sa.event.remove(world.engine, "commit", count)
        world.close()
        return seen

    def go_on(self) -> None:
        """The program started anew, and its ticks of the next hours and days."""
        world = self._start()
        for at in (*LATER, *NEXT_DAYS):
            self.clock.turn_to(at)
            tick(world, "pu-nhi")
        world.close()

    def _start(self) -> World:
        return World.of(self._config, self.clock)

    def sent(self) -> list[str]:
        """The keys of everything in Sent, in its order."""
        return [header(mail) for mail in self.google.sent(SCHOOL_ACCOUNT)]


@contextmanager
def morning(eve: Eve, folder: Path) -> Iterator[Morning]:
    """The send day begins, in a copy of its own."""
    shutil.copytree(eve.google, folder / "google")
    shutil.copytree(eve.state, folder / "state")
    clock = TurnedClock(SEND_TIME)
    with LocalGoogle(clock, state_dir=folder / "google") as google:
        yield Morning(google, clock, folder / "state", eve.root)
    shutil.rmtree(folder)
