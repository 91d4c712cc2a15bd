"""One letter, a Gmail that fails anywhere, a program that dies anywhere, and a person at the mailbox: never two mails.

Hypothesis chooses what happens next; after every story the world calms down, and the letter has either gone exactly
once or stands still with its reason written down.
"""

import base64
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from google.oauth2.credentials import Credentials
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from drive_sync.errors import GoogleTrouble
from gmail_reports import store
from gmail_reports.letters.delivery import Mail, Post, deliver, keep_draft
from gmail_reports.letters.gmail_client import REFERENCE_HEADER, GmailClient
from gmail_reports.letters.letter import UNFINISHED, Kind, Letter, PlannedLetter, Recipient, State
from service.database import open_database
from service.google import Connection
from service.local_google import LocalGoogle

SCHOOL, OFFICE = "school@example.com", "office@example.com"
KEY = "report:pu-nhi:2023-10"
CALLS = (
    *("drafts.create", "drafts.update", "drafts.send", "drafts.get", "drafts.list"),
    *("threads.get", "messages.get", "messages.list"),
)
FAULTS = ("drop_before", "drop_after_effect", "500", "503", "429", "403 rateLimitExceeded", "cut_body", "not_json")


class Died(BaseException):
    """The process ends here: nothing after it runs."""


class LetterMachine(RuleBasedStateMachine):
    """The ledger, the mailbox and a person beside it."""

    google: LocalGoogle

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2023, 10, 13, 1, tzinfo=UTC)
        self.google = LocalGoogle(lambda: self.now).start()
        for email in (SCHOOL, OFFICE):
            self.google.add_user(email)
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_database(f"sqlite:///{Path(self.folder.name, 'x.sqlite3').as_posix()}")
        self.connections = [self._connection(), self._connection()]
        self.version = 1
        self.commits_to_live: int | None = None
        self.touched_by_person = False
        sa.event.listen(self.engine, "commit", self._count_commit)
        store.plan(
            self.engine,
            "pu-nhi",
            PlannedLetter(KEY, Kind.REPORT, Recipient(OFFICE), self.now, month="2023-10"),
            self.now,
        )

    # --- the program ---

    @rule()
    def the_program_keeps_the_draft(self) -> None:
        letter = self._letter()
        if letter.state in {State.PLANNED, State.DRAFTED}:
            with self._survived():
                keep_draft(self._post(), letter, self._mail(letter), self.now)

    @rule()
    def the_program_delivers(self) -> None:
        with self._survived():
            deliver(self._post(), self._letter(), self._mail, self.now)

    @rule(commits=st.integers(0, 4))
    def the_program_will_die_after_some_commits(self, commits: int) -> None:
        self.commits_to_live = commits

    @rule(call=st.sampled_from(CALLS), kind=st.sampled_from(FAULTS))
    def google_will_fail(self, call: str, kind: str) -> None:
        self.google.faults.add(method=f"gmail.users.{call}", kind=kind, times=1)

    @rule()
    def there_are_new_facts(self) -> None:
        self.version += 1

    @rule(minutes=st.sampled_from((1, 5, 15, 600)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    # --- the person ---

    # A draft that we never wrote down and a person rewrote has lost every sign of being ours: nobody could tell.
    @precondition(lambda self: self._draft_ids() and self._letter().draft_id)
    @rule()
    def a_person_edits_the_draft(self) -> None:
        draft = self._draft_ids()[0]
        message = EmailMessage()
        message["To"], message["Subject"] = OFFICE, "Báo cáo, đã ký"
        message.set_content("bản quét đính kèm")
        kept = self._drafts().get(userId="me", id=draft, format="minimal").execute()["message"]
        raw = base64.urlsafe_b64encode(message.as_bytes()).decode()
        body = {"message": {"raw": raw, "threadId": kept["threadId"]}}
        self._drafts().update(userId="me", id=draft, body=body).execute()
        self.touched_by_person = True

    @precondition(lambda self: self._draft_ids())
    @rule()
    def a_person_sends_the_draft(self) -> None:
        self._drafts().send(userId="me", body={"id": self._draft_ids()[0]}).execute()
        self.touched_by_person = True

    @precondition(lambda self: self._draft_ids())
    @rule()
    def a_person_deletes_the_draft(self) -> None:
        self._drafts().delete(userId="me", id=self._draft_ids()[0]).execute()
        self.touched_by_person = True

    # --- what always holds ---

    @invariant()
    def the_office_never_gets_two(self) -> None:
        if hasattr(self, "engine"):
            assert len(self.google.mailbox(OFFICE)) <= 1

    def teardown(self) -> None:
        if not hasattr(self, "engine"):
            return
        self.google.faults.clear()
        self.commits_to_live = None
        for _ in range(6):
            self.now += timedelta(minutes=15)
            with self._survived():
                deliver(self._post(), self._letter(), self._mail, self.now)
        letter, arrived = self._letter(), len(self.google.mailbox(OFFICE))
        assert letter.state not in UNFINISHED, letter
        if letter.state in {State.SENT, State.SENT_BY_HAND}:
            assert arrived == 1, letter
        elif letter.state is State.HELD:
            assert arrived == 0, letter
            assert self.touched_by_person, letter
        else:
            assert letter.state is State.UNSURE, letter
            assert self.touched_by_person, letter
        sa.event.remove(self.engine, "commit", self._count_commit)
        self.engine.dispose()
        for connection in self.connections:
            connection.close()
        self.google.stop()
        self.folder.cleanup()

    # --- how it is made ---

    def _connection(self) -> Connection:
        token = self.google.access_token(SCHOOL, lifetime=None)
        return Connection(Credentials(token), self.google.root_url, timeout=10)

    def _post(self) -> Post:
        return Post(self.engine, GmailClient(SCHOOL, self.connections[0].gmail), "pu-nhi")

    def _drafts(self) -> Any:
        return self.connections[1].gmail().users().drafts()

    def _draft_ids(self) -> list[str]:
        if not hasattr(self, "engine") or any(
            "drafts.list" in fault for fault in map(str, self.google.faults.unspent())
        ):
            return []
        if any(str(fault).count("gmail.users.") for fault in self.google.faults.unspent()):
            return []  # the person's own calls must not spend the program's faults
        return [draft["id"] for draft in self._drafts().list(userId="me").execute().get("drafts", ())]

    def _letter(self) -> Letter:
        with self.engine.connect() as connection:
            found = store.letter(connection, KEY)
        assert found is not None
        return found

    def _mail(self, letter: Letter) -> Mail:
        version = letter.content_mark if letter.edited_by_hand else str(self.version)

        def compose() -> bytes:
            message = EmailMessage()
            message["To"], message["Subject"], message[REFERENCE_HEADER] = OFFICE, "Báo cáo tháng 10", KEY
            message.set_content(f"Bản {version}")
            return message.as_bytes()

        return Mail("Báo cáo tháng 10", compose, version, (f"folder-{version}",))

    @contextmanager
    def _survived(self) -> Iterator[None]:
        try:
            yield
        except (GoogleTrouble, Died):
            self.commits_to_live = None

    def _count_commit(self, _connection: Any) -> None:
        if self.commits_to_live is not None:
            self.commits_to_live -= 1
            if self.commits_to_live < 0:
                self.commits_to_live = None
                raise Died


LetterMachine.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a story of a whole Google is too slow to shrink
)
test_whatever_happens_one_letter_is_never_two_mails = LetterMachine.TestCase


def test_a_draft_that_was_never_written_down_and_that_a_person_sent_is_not_sent_again() -> None:
    story = LetterMachine()
    story.begin()
    story.the_program_will_die_after_some_commits(commits=1)
    story.the_program_delivers()
    story.a_person_sends_the_draft()
    story.the_program_delivers()
    story.the_office_never_gets_two()
    assert story._letter().state is State.SENT_BY_HAND
    story.teardown()
