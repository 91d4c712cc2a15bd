"""Can the superior office open the watched roots? Asked once a night for each root, and when a root has changed.

Permissions are seen only by those who may share a folder: where no account of ours may, the answer stays unknown.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from drive_sync import closer_store, mirror_store
from drive_sync.closer_store import RootSharing
from drive_sync.errors import GoogleTrouble
from drive_sync.facts import Sharing
from drive_sync.file_bytes import grants
from drive_sync.rules.sharing import grants_in, sharing_of
from drive_sync.watchers import Watched

log = logging.getLogger(__name__)


def ask_about_sharing(
    engine: sa.Engine,
    watched: Watched,
    drives: Mapping[str, Callable[[], Any]],
    superior: str,
    night: datetime,
    now: datetime,
) -> None:
    """Brings what is known of the roots' sharing up to date; a root that Google says nothing of waits for tomorrow.

    Args:
        engine: the database.
        watched: what is watched for the school.
        drives: the accounts through which Drive can be asked.
        superior: the address of the superior office.
        night: when the present night began: what was asked since needs no second question.
        now: the moment of the tick.
    """
    with engine.connect() as connection:
        known = closer_store.sharing_of_roots(connection, watched.school)
        due = [root for root in watched.roots if _is_due(known.get(root), superior, night)]
        seen = mirror_store.seen(connection, due)
    for root in due:
        accounts = [one for one in drives if root in seen and seen[root].is_seen_by(one)]
        if not accounts:
            continue
        version, sharing = _ask(root, accounts, drives, superior)
        if sharing is None and root in known and known[root].address == superior and version is None:
            sharing = known[root].sharing  # Google said nothing: what was known stays
        answer = RootSharing(superior, sharing, now, version or seen[root].file.version)
        with engine.begin() as connection:
            closer_store.save_sharing(connection, watched.school, root, answer)


def _is_due(known: RootSharing | None, superior: str, night: datetime) -> bool:
    return known is None or known.changed or known.address != superior or known.asked_at < night


def _ask(
    root: str, accounts: list[str], drives: Mapping[str, Callable[[], Any]], superior: str
) -> tuple[int | None, Sharing | None]:
    """The root's version and how it is shared, by the first account that may see it; nothing where Google fails."""
    version = None
    for account in accounts:
        try:
            version, permissions = grants(account, drives[account], root)
        except GoogleTrouble as error:
            log.warning("sharing not seen", extra={"action": "sharing-waits", "root": root, "reason": error.reason})
            continue
        if permissions is not None:
            return version, sharing_of(grants_in(permissions), superior)
    return version, None
