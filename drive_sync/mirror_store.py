"""The mirror of Drive, kept between two looks: our place in each feed, the files, who sees them, what to look at."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

import sqlalchemy as sa

from drive_sync.facts import DriveFile
from drive_sync.mirror import Applied, Change, Feed, Seen
from drive_sync.sql import insert_new, upsert, upsert_selected, upsert_values
from drive_sync.tables import (
    closer_looks,
    drive_cursors,
    drive_files,
    drive_sightings,
    drive_storage,
    folders_to_look_at,
    unlisted_folders,
)

_AT_ONCE = 500
_FACTS = tuple(field.name for field in fields(DriveFile))
_FILE_COLUMNS = tuple("file_id" if name == "id" else name for name in _FACTS)
_facts_of = attrgetter(*_FACTS)
_FILES = sa.select(*(drive_files.c[name] for name in _FILE_COLUMNS))


class Scanning(StrEnum):
    """Which full listing is under way: none, one that must end before the feed counts, or the nightly sweep."""

    NO = ""
    ALL = "all"
    SWEEP = "sweep"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Our place in a feed.

    `page_token` is where the feed goes on; `read_at` is when it was last read to its end, None before the first
    listing was complete; `scan` counts the listings, `scan_page` is where the one under way goes on;
    `swept_at` and `missed` tell of the last complete listing.
    """

    page_token: str
    read_at: datetime | None = None
    scan: int = 0
    scanning: Scanning = Scanning.NO
    scan_page: str = ""
    swept_at: datetime | None = None
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Storage:
    """Bytes that an account uses and may use; `most` is None where Google sets no limit."""

    used: int
    most: int | None

    @property
    def share(self) -> float:
        """The part that is used, from 0 to 1."""
        return self.used / self.most if self.most else 0.0


def cursor(connection: sa.Connection, feed: Feed) -> Cursor | None:
    """Our place in a feed, None before the first look."""
    row = connection.execute(sa.select(drive_cursors).where(*_of(feed))).mappings().one_or_none()
    return _cursor_of(row) if row else None


def save_cursor(connection: sa.Connection, feed: Feed, place: Cursor) -> None:
    """Remembers our place in a feed."""
    upsert(connection, drive_cursors, [{"account": feed.account, "drive": feed.drive, **asdict(place)}])


def feeds_of(connection: sa.Connection, account: str) -> dict[Feed, Cursor]:
    """The feeds that are followed for an account, its own first."""
    query = sa.select(drive_cursors).where(drive_cursors.c.account == account).order_by(drive_cursors.c.drive)
    return {Feed(account, row["drive"]): _cursor_of(row) for row in connection.execute(query).mappings()}


def read_at(connection: sa.Connection, account: str) -> datetime | None:
    """When everything of an account was last read to the end of its feeds, None before that happened once."""
    moments = [place.read_at for place in feeds_of(connection, account).values()]
    known = [moment for moment in moments if moment is not None]
    return min(known) if known and len(known) == len(moments) else None


def save_storage(connection: sa.Connection, account: str, storage: Storage, now: datetime) -> None:
    """Remembers how full an account is."""
    upsert(connection, drive_storage, [{"account": account, **asdict(storage), "seen_at": now}])


def storage_of(connection: sa.Connection, account: str) -> Storage | None:
    """How full an account was when last asked."""
    row = connection.execute(sa.select(drive_storage).where(drive_storage.c.account == account)).one_or_none()
    return Storage(row.used, row.most) if row else None


def storage_asked_at(connection: sa.Connection, account: str) -> datetime | None:
    """When an account was last asked how full it is."""
    asked = sa.select(drive_storage.c.seen_at).where(drive_storage.c.account == account)
    return connection.execute(asked).scalar()


def seen(connection: sa.Connection, ids: Collection[str]) -> dict[str, Seen]:
    """The files with these ids that are in the mirror, with the feeds that see them."""
    found: dict[str, Seen] = {}
    for some in _portions(ids):
        query = _FILES.add_columns(drive_sightings.c.feed).join(drive_sightings).where(drive_files.c.file_id.in_(some))
        for *facts, feed in connection.execute(query):
            file = DriveFile(*facts)
            by = found[file.id].by if file.id in found else frozenset()
            found[file.id] = Seen(file, by | {feed})
    return found


def files(connection: sa.Connection, ids: Collection[str]) -> Iterator[DriveFile]:
    """The files with these ids that are in the mirror."""
    for some in _portions(ids):
        for row in connection.execute(_FILES.where(drive_files.c.file_id.in_(some))):
            yield DriveFile(*row)


def children(connection: sa.Connection, parent: str) -> list[DriveFile]:
    """What lies directly in a folder, by name; trashed files too."""
    query = _FILES.where(drive_files.c.parent == parent).order_by(drive_files.c.name, drive_files.c.file_id)
    return [DriveFile(*row) for row in connection.execute(query)]


def shortcuts_to(connection: sa.Connection, ids: Collection[str]) -> list[DriveFile]:
    """The shortcuts that lead to these files; trashed ones too."""
    return [
        DriveFile(*row)
        for some in _portions(ids)
        for row in connection.execute(_FILES.where(drive_files.c.target.in_(some)))
    ]


def save(
    connection: sa.Connection,
    feed: Feed,
    scan: int,
    before: Mapping[str, Seen],
    applied: Applied,
    changes: Iterable[Change],
) -> None:
    """Writes what the changes of a feed did: files as they are now, and in which listing the feed saw them last."""
    kept = [file_id for file_id in applied.touched if file_id in applied.tree]
    rows = (_facts_of(applied.tree[file_id].file) for file_id in sorted(kept))
    upsert_values(connection, drive_files, _FILE_COLUMNS, rows, keys=("file_id",))
    told = {change.file_id: change.file is not None for change in changes}
    _see(connection, feed, scan, [file_id for file_id, there in told.items() if there])
    _see_no_more(connection, feed, [file_id for file_id, there in told.items() if not there and file_id in before])
    gone = [file_id for file_id in applied.touched if file_id not in applied.tree]
    _delete(connection, drive_files, drive_files.c.file_id, gone)
    _delete(connection, closer_looks, closer_looks.c.file_id, gone)


def unseen(connection: sa.Connection, feed: Feed, scan: int) -> list[str]:
    """The files of a feed that a complete listing did not show."""
    query = sa.select(drive_files.c.file_id).join(drive_sightings)
    return list(connection.scalars(query.where(drive_sightings.c.feed == feed.name, drive_sightings.c.scan < scan)))


def note_unlisted(connection: sa.Connection, feed: Feed, folders: Iterable[str]) -> None:
    """Remembers folders whose contents must be asked for."""
    insert_new(connection, unlisted_folders, [{"feed": feed.name, "folder_id": one} for one in sorted(folders)])


def unlisted(connection: sa.Connection, feed: Feed) -> list[str]:
    """The folders whose contents must be asked for."""
    return list(connection.scalars(sa.select(unlisted_folders.c.folder_id).where(unlisted_folders.c.feed == feed.name)))


def forget_unlisted(connection: sa.Connection, feed: Feed, folders: Collection[str]) -> None:
    """The contents of these folders are known."""
    mine = unlisted_folders.c.feed == feed.name
    _delete(connection, unlisted_folders, unlisted_folders.c.folder_id, folders, mine)


def mark(connection: sa.Connection, marks: Iterable[tuple[str, str]]) -> None:
    """Remembers (school, folder id) that must be looked at."""
    insert_new(connection, folders_to_look_at, [{"school": one, "folder_id": two} for one, two in sorted(set(marks))])


def is_marked(connection: sa.Connection, school: str) -> bool:
    """Whether anything changed for a school since it last looked."""
    query = sa.select(folders_to_look_at.c.folder_id).where(folders_to_look_at.c.school == school).limit(1)
    return connection.execute(query).first() is not None


def take_marks(connection: sa.Connection, school: str) -> set[str]:
    """The folder ids to look at, taken away: they come back if this transaction does not commit."""
    taken = folders_to_look_at.delete().where(folders_to_look_at.c.school == school)
    return set(connection.scalars(taken.returning(folders_to_look_at.c.folder_id)))


class KeptTree:
    """The mirror in the database, as the pure rooms look at it; remembers what it was asked."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._files: dict[str, DriveFile | None] = {}

    def file(self, file_id: str) -> DriveFile | None:
        """The file with this id."""
        if file_id not in self._files:
            self._files[file_id] = next(files(self._connection, [file_id]), None)
        return self._files[file_id]

    def children(self, parent: str) -> Sequence[DriveFile]:
        """What lies directly in a folder."""
        return children(self._connection, parent)

    def fetch_lines(self, ids: Collection[str]) -> None:
        """Asks at once for these files and all that lie above them."""
        wanted = {file_id for file_id in ids if file_id not in self._files}
        while wanted:
            self._files |= dict.fromkeys(wanted)
            found = list(files(self._connection, wanted))
            self._files |= {file.id: file for file in found}
            wanted = {file.parent for file in found if file.parent is not None and file.parent not in self._files}


def _see(connection: sa.Connection, feed: Feed, scan: int, ids: Collection[str]) -> None:
    for some in _portions(ids):
        seen_now = _numbers(some).add_columns(sa.literal(feed.name), sa.literal(scan))
        upsert_selected(connection, drive_sightings, ("file", "feed", "scan"), seen_now)


def _see_no_more(connection: sa.Connection, feed: Feed, ids: Collection[str]) -> None:
    for some in _portions(ids):
        of_feed = drive_sightings.c.feed == feed.name
        connection.execute(drive_sightings.delete().where(drive_sightings.c.file.in_(_numbers(some)), of_feed))


def _numbers(ids: list[str]) -> sa.Select[tuple[int]]:
    return sa.select(drive_files.c.number).where(drive_files.c.file_id.in_(ids))


def _portions(ids: Collection[str]) -> Iterator[list[str]]:
    """The ids in portions that every database takes in one statement."""
    ordered = sorted(ids)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))


def _of(feed: Feed) -> tuple[sa.ColumnElement[bool], ...]:
    return drive_cursors.c.account == feed.account, drive_cursors.c.drive == feed.drive


def _cursor_of(row: sa.RowMapping) -> Cursor:
    return Cursor(
        **{**{field.name: row[field.name] for field in fields(Cursor)}, "scanning": Scanning(row["scanning"])}
    )


def _delete(
    connection: sa.Connection,
    table: sa.Table,
    column: sa.Column[str],
    ids: Collection[str],
    *conditions: sa.ColumnElement[bool],
) -> None:
    for some in _portions(ids):
        connection.execute(table.delete().where(column.in_(some), *conditions))
