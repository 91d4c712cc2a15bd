"""Drive's feeds into the mirror: what was heard is kept together with our place, so a kill loses nothing.

An idle look is one call per feed. The first look lists everything, page after page, and goes on where it stopped;
a place that Drive refuses means everything once more, without forgetting what is known.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

import sqlalchemy as sa

from drive_sync import mirror_store as store
from drive_sync.closer_store import note_changed_roots
from drive_sync.drive_client import DriveClient, RefusedToken
from drive_sync.facts import FOLDER, DriveFile
from drive_sync.losses import still_there
from drive_sync.mirror import Change, Feed, Touched, apply
from drive_sync.mirror_store import Cursor, KeptTree, Scanning
from drive_sync.watchers import EVERYTHING, Watched, Watchers, with_what_it_takes_along

log = logging.getLogger(__name__)

_MOST_LISTED_ONE_BY_ONE = 50
"""Folders whose contents are asked for singly; when more come into sight at once, everything is listed instead."""
_MOST_OF_A_LINKED_ROOT = 1000

_MOST_HEARD_AT_ONCE = 10_000
"""Files of a full listing that are written in one commit: a commit costs more than their rows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a page really changed, by file id, and which of these files lie or lay under a watched root."""

    touched: Mapping[str, Touched]
    watched: frozenset[str]


class Puller:
    """One account's look at Drive.

    Args:
        engine: the database.
        drive: the account's Drive.
        watched: what every school watches, whichever accounts it has: a file is known once for all.
        now: the moment of this look.
    """

    def __init__(self, engine: sa.Engine, drive: DriveClient, watched: Iterable[Watched], now: datetime) -> None:
        self.engine = engine
        self.drive = drive
        self.watched = tuple(watched)
        self.watchers = Watchers(self.watched)
        self.now = now
        self.changed = 0

    def pull(self) -> int:
        """Reads everything that changed; how many files really did.

        Raises:
            GoogleTrouble: Drive could not be read to the end; what was read is kept with its place.
        """
        for feed in self.feeds():
            self._read(feed)
        self._look_for_roots()
        if self.changed:
            extra = {"action": "pull", "account": self.drive.account, "files": self.changed}
            log.info("drive changed", extra=extra)
        return self.changed

    def feeds(self) -> list[Feed]:
        """The account's own feed, and those of the shared drives that hold a watched root."""
        own = Feed(self.drive.account)
        with self.engine.connect() as connection:
            return list(dict.fromkeys([own, *store.feeds_of(connection, own.account)]))

    def cursor(self, feed: Feed) -> Cursor | None:
        """Our place in a feed, None before the first look."""
        with self.engine.connect() as connection:
            return store.cursor(connection, feed)

    def _read(self, feed: Feed) -> None:
        cursor = self.cursor(feed)
        if cursor is None or cursor.scanning is Scanning.ALL:
            self._list_all(feed, cursor or self._begin(feed, Cursor("")))
            return
        try:
            self.follow(feed, cursor)
        except RefusedToken:
            log.warning("feed place refused", extra={"action": "rescan", "account": feed.account})
            self._list_all(feed, self._begin(feed, cursor))
        else:
            self._list_new_folders(feed, cursor.read_at)

    # --- the feed ---

    def follow(self, feed: Feed, cursor: Cursor) -> Cursor:
        """Reads a feed to its end, page after page; our place then.

        Raises:
            RefusedToken: Drive does not know our place any more.
        """
        while True:
            page = self.drive.list_changes(cursor.page_token, feed.drive)
            cursor = replace(cursor, page_token=page.token, read_at=self.now if page.is_last else cursor.read_at)
            with self.engine.begin() as connection:
                kept = self.keep(connection, feed, cursor.scan, page.changes)
                note_changed_roots(connection, (one.file for one in page.changes if one.file), self.watchers.roots)
                store.note_unlisted(connection, feed, _folders_come_into_sight(kept.touched))
                store.save_cursor(connection, feed, cursor)
            if page.is_last:
                return cursor

    def keep(self, connection: sa.Connection, feed: Feed, scan: int, changes: tuple[Change, ...]) -> Kept:
        """Writes changes of a feed and marks where the schools must look."""
        before = store.seen(connection, {change.file_id for change in changes})
        applied = apply(before, feed.name, changes)
        was = self._marks(connection, (one.before for one in applied.touched.values()))
        store.save(connection, feed, scan, before, applied, changes)
        now = self._marks(connection, (one.after for one in applied.touched.values()))
        store.mark(connection, chain.from_iterable((*was.values(), *now.values())))
        self.changed += len(applied.touched)
        return Kept(applied.touched, frozenset(file_id for marks in (was, now) for file_id in marks if marks[file_id]))

    def _marks(self, connection: sa.Connection, files: Iterable[DriveFile | None]) -> dict[str, set[tuple[str, str]]]:
        """Where the schools must look because of each file, and of each shortcut to it, as they lie there now."""
        tree = KeptTree(connection)
        there = [file for file in files if file is not None]
        changed = {file_id for file in there for file_id in with_what_it_takes_along(file, tree)}
        there += store.shortcuts_to(connection, changed)
        tree.fetch_lines({file.parent for file in there if file.parent is not None})
        below: dict[str, set[str]] = {}
        if any(file.mime_type == FOLDER for file in there):
            tree.fetch_lines(self.watchers.roots)
            below = self.watchers.lines(tree)
        return {file.id: self.watchers.marks(file, tree, below) for file in there}

    # --- full listings ---

    def _begin(self, feed: Feed, cursor: Cursor) -> Cursor:
        token = self.drive.start_token(feed.drive)  # before the listing: what is uploaded meanwhile is in the feed
        begun = replace(cursor, page_token=token, scan=cursor.scan + 1, scanning=Scanning.ALL, scan_page="")
        with self.engine.begin() as connection:
            store.save_cursor(connection, feed, begun)
        return begun

    def _list_all(self, feed: Feed, cursor: Cursor) -> None:
        heard: list[Change] = []
        try:
            for changes, following in self.listing(feed, cursor.scan_page):
                cursor = replace(cursor, scan_page=following)
                heard += changes
                if len(heard) >= _MOST_HEARD_AT_ONCE:
                    self._keep_listed(feed, cursor, heard)
                    heard = []
        finally:  # also what was heard before the network broke
            if heard:
                self._keep_listed(feed, cursor, heard)
        lost = self.lost(feed, cursor)
        with self.engine.begin() as connection:
            self.keep(connection, feed, cursor.scan, lost)
            store.mark(connection, ((one.school, EVERYTHING) for one in self.watched if feed.account in one.accounts))
            self.finish(connection, feed, cursor)

    def _keep_listed(self, feed: Feed, cursor: Cursor, changes: Iterable[Change]) -> None:
        with self.engine.begin() as connection:
            before = store.seen(connection, {change.file_id for change in changes})
            applied = apply(before, feed.name, changes)
            store.save(connection, feed, cursor.scan, before, applied, changes)
            store.save_cursor(connection, feed, cursor)
        self.changed += len(applied.touched)

    def listing(self, feed: Feed, scan_page: str) -> Iterator[tuple[tuple[Change, ...], str]]:
        """The pages of a listing from a place in it on, each with the place after it.

        A place that Drive has forgotten means its first page once more.
        """
        may_begin_anew = True
        while True:
            try:
                page = self.drive.list_files(scan_page, feed.drive)
            except RefusedToken as error:
                if not may_begin_anew:
                    raise error.trouble from error
                may_begin_anew, scan_page = False, ""
                continue
            scan_page = page.token
            yield page.changes, scan_page
            if page.is_last:
                return

    def unlisted(self, feed: Feed, cursor: Cursor) -> list[str]:
        """The files of a feed that the listing just walked through did not show."""
        with self.engine.connect() as connection:
            return store.unseen(connection, feed, cursor.scan)

    def lost(self, feed: Feed, cursor: Cursor) -> tuple[Change, ...]:
        """What the listing did not show: lost, or as it is where asking for a watched root or its folders finds it."""
        unlisted = self.unlisted(feed, cursor)
        roots = {one for one in self.watchers.roots.intersection(unlisted) if self._find_root(one, feed)}
        with self.engine.connect() as connection:
            files = list(store.files(connection, set(unlisted) - roots))
            marks = self._marks(connection, files)
        found = still_there((file for file in files if marks[file.id]), self.drive.list_folder)
        return tuple(Change(file.id, found.get(file.id)) for file in files)

    def finish(self, connection: sa.Connection, feed: Feed, cursor: Cursor) -> None:
        """Notes that a full listing is complete."""
        done = replace(cursor, scanning=Scanning.NO, scan_page="", swept_at=self.now)
        if cursor.scanning is Scanning.ALL:
            done = replace(done, read_at=self.now)
        store.save_cursor(connection, feed, done)

    # --- what no entry tells ---

    def _list_new_folders(self, feed: Feed, read_before: datetime | None, most: int = _MOST_LISTED_ONE_BY_ONE) -> None:
        """Asks what lies in folders that came into sight, unless they were made and filled before our eyes.

        "Moved in", "shared" and "restored" give an entry for the folder and none is promised for its contents.
        """
        asked: set[str] = set()
        while True:
            waiting = self._to_list(feed, read_before, asked)
            if not waiting:
                return
            if len(asked) + len(waiting) > most:
                cursor = self.cursor(feed)
                self._list_all(feed, self._begin(feed, cursor or Cursor("")))
                return
            for folder_id in waiting:
                self._list_folder(feed, folder_id)
                asked.add(folder_id)

    def _to_list(self, feed: Feed, read_before: datetime | None, asked: set[str]) -> list[str]:
        with self.engine.begin() as connection:
            noted = store.unlisted(connection, feed)
            wanted = []
            for folder in store.files(connection, noted):
                filled = folder.created is not None and read_before is not None and folder.created >= read_before
                if folder.id not in asked and not (filled and store.children(connection, folder.id)):
                    wanted.append(folder.id)
            store.forget_unlisted(connection, feed, set(noted).difference(wanted))
        return wanted

    def _list_folder(self, feed: Feed, folder_id: str) -> None:
        found = self.drive.list_folder(folder_id)
        cursor = self.cursor(feed) or Cursor("")
        with self.engine.begin() as connection:
            known = store.seen(connection, {child.id for child in store.children(connection, folder_id)})
            listed = {file.id for file in found}
            lost = [file_id for file_id, one in known.items() if feed.name in one.by and file_id not in listed]
            changes = [Change(file.id, file) for file in found] + [Change(file_id, None) for file_id in lost]
            self.keep(connection, feed, cursor.scan, tuple(changes))
            store.forget_unlisted(connection, feed, [folder_id])
            inside = [file.id for file in found if file.mime_type == FOLDER and not file.trashed]
            store.note_unlisted(connection, feed, inside)

    def _look_for_roots(self) -> None:
        """Asks by id for watched roots that no feed has told of: they lie in a shared drive, or are gone."""
        mine = {root for one in self.watched if self.drive.account in one.accounts for root in one.roots}
        with self.engine.connect() as connection:
            unknown = mine.difference(file.id for file in store.files(connection, mine))
        for root in sorted(unknown):
            self._find_root(root, Feed(self.drive.account))

    def _find_root(self, root: str, feed: Feed) -> bool:
        """Whether a root is there when asked for by its id; its shared drive is followed from then on."""
        found = self.drive.find(root)
        if found is None:
            return False
        file, drive = found
        of_drive = Feed(feed.account, drive) if drive else feed
        if of_drive not in self.feeds():
            self._read(of_drive)
        with self.engine.begin() as connection:
            cursor = store.cursor(connection, of_drive) or Cursor("")
            self.keep(connection, of_drive, cursor.scan, (Change(root, file),))
            if not drive:  # seen by its link alone: no listing and no feed will tell what lies in it
                store.note_unlisted(connection, feed, [root])
        if not drive:
            self._list_new_folders(feed, None, most=_MOST_OF_A_LINKED_ROOT)
        return True


def _folders_come_into_sight(touched: Mapping[str, Touched]) -> list[str]:
    return [
        file_id
        for file_id, one in touched.items()
        if one.before is None and one.after is not None and one.after.mime_type == FOLDER and not one.after.trashed
    ]
