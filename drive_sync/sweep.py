"""Once a night: a full listing against the mirror. What differs is repaired, and what no feed told is counted.

Drive's feed may lag and rarely forgets; this is how a school knows that nothing was missed, or how much.
"""

import logging
from dataclasses import replace
from datetime import datetime

from drive_sync import mirror_store as store
from drive_sync.drive_client import RefusedToken
from drive_sync.mirror import Change, Feed, Touched, apply
from drive_sync.mirror_store import Cursor, Scanning
from drive_sync.pull import Kept, Puller

log = logging.getLogger(__name__)


def sweep(puller: Puller, night: datetime) -> None:
    """Lists everything an account sees, unless that was done since `night` began; goes on where it stopped.

    Raises:
        GoogleTrouble: Drive could not be read; what was listed is kept with its place.
    """
    for feed in puller.feeds():
        cursor = puller.cursor(feed)
        if cursor is None or cursor.scanning is Scanning.ALL or (cursor.swept_at and cursor.swept_at >= night):
            continue
        if cursor.scanning is Scanning.NO:
            cursor = replace(cursor, scan=cursor.scan + 1, scanning=Scanning.SWEEP, scan_page="", missed=0)
        try:
            cursor = _compare(puller, feed, cursor)
        except RefusedToken:
            log.warning("feed place refused during the sweep", extra={"action": "sweep", "account": feed.account})
            continue  # the next pull lists everything anyway
        extra = {"action": "sweep", "account": feed.account, "drive": feed.drive, "missed": cursor.missed}
        log.log(logging.WARNING if cursor.missed else logging.INFO, "swept", extra=extra)


def _compare(puller: Puller, feed: Feed, cursor: Cursor) -> Cursor:
    for changes, following in puller.listing(feed, cursor.scan_page):
        cursor = replace(cursor, scan_page=following)
        if _tells_something_new(puller, feed, changes):
            cursor = puller.follow(feed, cursor)  # what happened since the last look was not missed
        with puller.engine.begin() as connection:
            kept = puller.keep(connection, feed, cursor.scan, changes)
            cursor = replace(cursor, missed=cursor.missed + _missed(kept))
            store.save_cursor(connection, feed, cursor)
    if puller.unlisted(feed, cursor):
        cursor = puller.follow(feed, cursor)  # what was deleted since the last look was not missed
    lost = puller.lost(feed, cursor)
    with puller.engine.begin() as connection:
        cursor = replace(cursor, missed=cursor.missed + _missed(puller.keep(connection, feed, cursor.scan, lost)))
        puller.finish(connection, feed, cursor)
    return cursor


def _tells_something_new(puller: Puller, feed: Feed, changes: tuple[Change, ...]) -> bool:
    with puller.engine.connect() as connection:
        before = store.seen(connection, {change.file_id for change in changes})
    return any(_differs(one) for one in apply(before, feed.name, changes).touched.values())


def _missed(kept: Kept) -> int:
    """How many files under watched roots were not known as they are."""
    return sum(file_id in kept.watched and _differs(one) for file_id, one in kept.touched.items())


def _differs(touched: Touched) -> bool:
    """Whether people did something, rather than Drive finding out a film's length without saying so."""
    before, after = touched.before, touched.after
    if before is None or after is None:
        return True
    return (before.name, before.parent, before.md5, before.trashed) != (
        after.name,
        after.parent,
        after.md5,
        after.trashed,
    )
