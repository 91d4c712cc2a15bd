"""One school's tick: watch → sheet → letters, an ordered pass over fresh facts.

Steps talk through tables. When Drive or the Sheet is away, the rest goes on from what is stored and says since
when; when our clock is off Google's, nothing is mailed; when a permission is dead, nothing is lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from drive_sync import mirror_store
from drive_sync import store as drive_store
from drive_sync.errors import GoogleTrouble, Remedy, WatchedFolderEmptied, WatchedFolderVanished
from drive_sync.watch import vanished_roots
from gmail_reports import store as letter_store
from gmail_reports.deadlines import ZONE, Month, first_report
from gmail_reports.letters.desk import Desk
from gmail_reports.letters.operator_mail import mail_operator
from gmail_reports.letters.outbox import work
from gmail_reports.notices.absences import Absence, absence_until
from gmail_reports.overview import Overview, overview
from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.client import SheetClient
from gmail_reports.sheet.sync import SheetTrouble, read_sheet, write_sheet
from gmail_reports.sheet.tabs import FOLDERS
from gmail_reports.times.when import SchoolYear
from service.accounts import NoPermission
from service.alerts import keep_alerts
from service.catching_up import caught_up, last_look_at, sentence_of
from service.config import SchoolConfig, Superior
from service.letter_desk import desk_of
from service.looks import Looks
from service.operator_news import operator_news
from service.troubles import CANNOT_SEND, Trouble, TroubleKind, nearly_full, standing_still
from service.verdicts import Verdicts
from service.world import World

_CLOCK_MAY_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick saw: the picture of the school, and everything that did not go well."""

    school: str
    at: datetime
    picture: Overview
    met: tuple[Trouble, ...] = ()

    @property
    def troubles(self) -> tuple[str, ...]:
        """A sentence for a person about each trouble."""
        return tuple(trouble.sentence for trouble in self.met)


def tick(world: World, school_id: str, looks: Looks | None = None) -> Ticked:
    """One pass for one school; every trouble is in the answer and told to the operator once, none is raised.

    `looks` are shared by the ticks of one beat: an account of several schools is looked at once.
    """
    school = next(one for one in world.config.schools if one.id == school_id)
    one = _Tick(world, school, looks or Looks(world))
    ticked = one.run()
    keep_alerts(world.engine, school_id, ticked.met, ticked.at, world.tell_operator)
    one.mail_operator(ticked.picture)
    return ticked


class _Tick:
    def __init__(self, world: World, school: SchoolConfig, looks: Looks) -> None:
        self.world = world
        self.school = school
        self.looks = looks
        self.watched = looks.watched[school.id]
        self.now = world.now()
        self.year = SchoolYear.parse(school.school_year)
        self.calendar = world.config.calendar.working_days
        self.met: list[Trouble] = []
        self.facts_since = ""
        self.broken_tabs: frozenset[str] = frozenset()
        self._drives: dict[str, Callable[[], Any]] = {}

    def run(self) -> Ticked:
        last_look = last_look_at(self.world, self.school)
        self._watch()
        sheet_is_fresh = self._read_sheet()
        picture = self._picture()
        if self._clock_is_right():
            absent = self._note_absence(last_look) if sheet_is_fresh and not self.facts_since else None
            self._letters(picture)
            if absent is not None:
                self._tell_of_absence(absent)
        if sheet_is_fresh:
            self._write_sheet(picture)
        if all(one.kind is not TroubleKind.CLOCK_OFF for one in self.met):  # a wrong clock knows of no deadline
            self.met += self._standing_still()
        return Ticked(self.school.id, self.now, picture, tuple(dict.fromkeys(self.met)))

    def _watch(self) -> None:
        for account in self.school.accounts:
            try:
                failure = self.looks.look(account)
                if failure is None:
                    self._drives[account] = self.world.connection(account).drive
            except NoPermission as error:
                failure = error
            if failure is not None:
                self._meet(failure, account)
                self._facts_are_older(account)
        self._note_storage()
        if not self._drive_was_ever_read():
            return
        verdicts = Verdicts(self.world, self.watched, self._drives, self.now)
        verdicts.ask_about_sharing(self._superior.address)
        try:
            verdicts.give()
        except WatchedFolderVanished as error:
            self.facts_since = self.facts_since or _written(error.since)
            self._note_vanished_roots()

    def _note_vanished_roots(self) -> None:
        for error in vanished_roots(self.world.engine, self.watched):
            emptied = isinstance(error, WatchedFolderEmptied)
            kind = TroubleKind.FOLDER_EMPTIED if emptied else TroubleKind.FOLDER_VANISHED
            self.met.append(Trouble(kind, error.root, str(error)))

    def _note_storage(self) -> None:
        with self.world.engine.connect() as connection:
            stored = {one: mirror_store.storage_of(connection, one) for one in self.school.accounts}
        self.met += nearly_full({account: storage for account, storage in stored.items() if storage is not None})

    def _meet(self, error: GoogleTrouble | NoPermission, account: str) -> None:
        """Notes a failure of Google's."""
        dead = isinstance(error, NoPermission) or error.remedy is Remedy.LOG_IN_AGAIN
        self.met.append(Trouble(TroubleKind.NO_ACCESS if dead else TroubleKind.GOOGLE_FAILS, account, str(error)))

    def _drive_was_ever_read(self) -> bool:
        """Whether every account was looked at once: before that, nothing can be missing."""
        with self.world.engine.connect() as connection:
            return all(mirror_store.read_at(connection, account) is not None for account in self.school.accounts)

    def _facts_are_older(self, account: str) -> None:
        with self.world.engine.connect() as connection:
            read_at = mirror_store.read_at(connection, account)
        self.facts_since = _written(read_at) if read_at else _written(self.now)

    def _read_sheet(self) -> bool:
        try:
            sheets = SheetClient(self._sender, self.world.connection(self._sender).sheets)
            return read_sheet(self.world.engine, sheets, self.school.id, self.year, self.now)
        except SheetTrouble as error:
            self.met.append(Trouble(TroubleKind.SHEET_BROKEN, self.school.id, str(error)))
            self.broken_tabs = error.tabs
            return True
        except (GoogleTrouble, NoPermission) as error:
            self._meet(error, self._sender)
        return False

    def _write_sheet(self, picture: Overview) -> None:
        first = first_report(self.school.start, self.calendar)
        months = first.until(max(first, Month.of(self.now.astimezone(ZONE).date())))
        try:
            sheets = SheetClient(self._sender, self.world.connection(self._sender).sheets)
            write_sheet(self.world.engine, sheets, self.school.id, picture, months, self.calendar, self.broken_tabs)
        except (GoogleTrouble, NoPermission) as error:
            self._meet(error, self._sender)

    def _picture(self) -> Overview:
        with self.world.engine.connect() as connection:
            folders = drive_store.known_folders(connection, self.school.id)
            findings = drive_store.open_findings(connection, self.school.id)
            tabs = sheet_store.tabs_of(connection, self.school.id, str(self.year))
            topics = sheet_store.topics_of(connection, self.school.id, str(self.year))
            earlier = sheet_store.earlier_rows(connection, self.school.id, str(self.year), FOLDERS.name)
        return overview(
            year=self.year,
            tabs=tabs,
            folders=folders.values(),
            findings=findings,
            own=self.school.own,
            others=self.watched.others,
            today=self.now.astimezone(ZONE).date(),
            topics=topics,
            earlier=earlier,
        )

    def _letters(self, picture: Overview) -> None:
        try:
            work(self._desk(picture, self._sender))
        except (GoogleTrouble, NoPermission) as error:
            self._meet(error, self._sender)

    def _desk(self, picture: Overview, account: str) -> Desk:
        """The school's letters seen from an account's mailbox."""
        return desk_of(self.world, self.school, picture, account, self.now, self.facts_since)

    def mail_operator(self, picture: Overview) -> None:
        """Mails the operator what there is to hear, from an account that works."""
        news = operator_news(self.world, self.school)
        silent = {one.about for one in self.met if one.kind in CANNOT_SEND}
        accounts = [one for one in self.school.accounts if one not in silent and self._clock_agrees(one)]
        if news is not None and accounts:
            mail_operator(news, accounts, lambda account: self._desk(picture, account))

    def _note_absence(self, last_look: datetime | None) -> Absence | None:
        """The time that ends now in which nobody looked, remembered for the summary and `status`."""
        absence = absence_until(self.now, last_look, self.calendar)
        new = absence is not None and letter_store.remember(self.world.engine, self.school.id, absence.notice)
        return absence if new else None

    def _tell_of_absence(self, absence: Absence) -> None:
        """Tells the operator, after it was caught up, what an absence has brought."""
        with self.world.engine.connect() as connection:
            letters = letter_store.letters_of(connection, self.school.id)
            folders = drive_store.known_folders(connection, self.school.id)
        sentence = sentence_of(caught_up(absence, letters, folders.values(), self.now))
        self.world.tell_operator(f"Tin Trường - {self.school.id}", sentence)

    def _standing_still(self) -> list[Trouble]:
        with self.world.engine.connect() as connection:
            letters = letter_store.letters_of(connection, self.school.id)
        no_access = any(one.kind is TroubleKind.NO_ACCESS and one.about == self._sender for one in self.met)
        return standing_still(letters, self.now, self.calendar, self._sender, no_access=no_access)

    def _clock_is_right(self) -> bool:
        """Whether Google's clock, as of this tick, agrees with ours; without any answer it does not."""
        if self._clock_agrees(self._sender):
            return True
        google_time = self._google_time(self._sender)
        if google_time is not None and not self.met:
            sentence = (
                f"Đồng hồ máy ({_written(self.now)}) lệch với Google ({_written(google_time)}): chưa gửi thư nào. "
                "Chỉnh lại giờ của máy. (The computer's clock is off: no mail until it is set.)"
            )
            self.met.append(Trouble(TroubleKind.CLOCK_OFF, self.school.id, sentence))
        return False

    def _clock_agrees(self, account: str) -> bool:
        google_time = self._google_time(account)
        return google_time is not None and abs(google_time - self.now) <= _CLOCK_MAY_DIFFER

    def _google_time(self, account: str) -> datetime | None:
        try:
            return self.world.connection(account).google_time
        except NoPermission:
            return None

    @property
    def _sender(self) -> str:
        return self.school.accounts[0]

    @property
    def _superior(self) -> Superior:
        return self.school.superior_on(self.now.astimezone(ZONE).date())


def troubles_of(ticks: Iterable[Ticked]) -> list[str]:
    """All sentences of several ticks, each once."""
    return list(dict.fromkeys(chain.from_iterable(one.troubles for one in ticks)))


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d/%m/%Y %H:%M}"
