"""Each account is looked at once per beat, whichever school's tick comes first: one call, however many schools."""

import logging
import threading
from concurrent.futures import Future
from datetime import datetime, time, timedelta

from drive_sync import mirror_store
from drive_sync.drive_client import DriveClient
from drive_sync.errors import GoogleTrouble
from drive_sync.mirror_store import Storage
from drive_sync.pull import Puller
from drive_sync.sweep import sweep
from drive_sync.watchers import Watched
from gmail_reports.deadlines import ZONE
from service.accounts import NoPermission
from service.config import Config
from service.world import World

log = logging.getLogger(__name__)

_NIGHT = time(2)

Failure = GoogleTrouble | NoPermission


class Looks:
    """The accounts' looks at Drive, shared by the ticks of one beat."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.watched = watched_of(world.config)
        self._looks: dict[str, Future[Failure | None]] = {}
        self._lock = threading.Lock()

    def begin(self) -> None:
        """A new beat: every account is looked at again, but one whose look still lasts."""
        with self._lock:
            self._looks = {account: look for account, look in self._looks.items() if not look.done()}

    def look(self, account: str) -> Failure | None:
        """Brings the mirror up to what an account sees, once per beat; why that failed, if it did."""
        with self._lock:
            mine = account not in self._looks
            look = self._looks.setdefault(account, Future())
        if mine:
            try:
                look.set_result(self._look(account))
            except BaseException as error:
                look.set_exception(error)
                raise
        return look.result()

    def _look(self, account: str) -> Failure | None:
        now = self.world.now()
        try:
            drive = DriveClient(account, self.world.connection(account).drive)
            puller = Puller(self.world.engine, drive, self.watched.values(), now)
            puller.pull()
        except (GoogleTrouble, NoPermission) as error:
            return error
        try:
            self._once_a_night(puller, now)
        except GoogleTrouble as error:  # the feed was read, nothing is older for it; the next beat goes on
            log.warning("sweep waits", extra={"action": "sweep-waits", "account": account, "reason": error.reason})
        return None

    def _once_a_night(self, puller: Puller, now: datetime) -> None:
        night, account = last_night(now), puller.drive.account
        sweep(puller, night)
        with self.world.engine.connect() as connection:
            asked_at = mirror_store.storage_asked_at(connection, account)
        if asked_at is None or asked_at < night:
            storage = Storage(*puller.drive.storage())
            with self.world.engine.begin() as connection:
                mirror_store.save_storage(connection, account, storage, now)


def watched_of(config: Config) -> dict[str, Watched]:
    """What each school watches, by its id."""
    roots = {school.id: frozenset(school.roots) for school in config.schools}
    everybodys = frozenset().union(*roots.values())
    return {
        school.id: Watched(
            school=school.id,
            own=school.own,
            others=tuple(one.own for one in config.schools if one.id != school.id),
            accounts=school.accounts,
            roots=school.roots,
            start=datetime.combine(school.start, datetime.min.time(), ZONE),
            foreign=everybodys - roots[school.id],
        )
        for school in config.schools
    }


def last_night(now: datetime) -> datetime:
    """When the night began that a full listing is due in: the last two o'clock in Vietnam."""
    here = now.astimezone(ZONE)
    begun = datetime.combine(here.date(), _NIGHT, ZONE)
    return begun if begun <= here else begun - timedelta(days=1)
