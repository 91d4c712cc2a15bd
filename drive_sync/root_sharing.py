"""Can the superior office open the watched roots? Asked once a night for each root, and when a root has changed.

A root that is new waits for its first night: the first scan of a Drive costs enough calls.
Permissions are seen only by those who may share a folder: where no account of ours may, the answer stays unknown.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from drive_sync import closer_store, mirror_store
from drive_sync.closer_store import RootSharing
from drive_sync.errors import GoogleTrouble
from drive_sync.file_bytes import grants
from drive_sync.rules.sharing import grants_in, sharing_of
from drive_sync.watchers import Watched

log = logging.getLogger(__name__)

_MOST_ROOTS = 20
"""How many roots one tick asks about; the rest has its turn at the next."""


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
        due = [root for root in watched.roots if root not in known or _is_due(known[root], superior, night)]
        seen = mirror_store.seen(connection, due[:_MOST_ROOTS])
    for root, one in seen.items():
        accounts = [account for account in drives if one.is_seen_by(account)]
        if not accounts:
            continue
        answer = RootSharing(superior, None, now, one.file.version)
        if root in known:
            answer = _asked(root, known[root], answer, accounts, drives)
        with engine.begin() as connection:
            closer_store.save_sharing(connection, watched.school, root, answer)


def _is_due(known: RootSharing, superior: str, night: datetime) -> bool:
    return known.changed or known.address != superior or known.asked_at < night


def _asked(
    root: str,
    known: RootSharing,
    unknown: RootSharing,
    accounts: list[str],
    drives: Mapping[str, Callable[[], Any]],
) -> RootSharing:
    """How the root is shared, by the first account that may see it; what was known stays where Google fails."""
    answer = replace(unknown, sharing=known.sharing) if known.address == unknown.address else unknown
    for account in accounts:
        try:
            version, permissions = grants(account, drives[account], root)
        except GoogleTrouble as error:
            log.warning("sharing not seen", extra={"action": "sharing-waits", "root": root, "reason": error.reason})
            continue
        answer = replace(unknown, version=version, sharing=sharing_of(grants_in(permissions), unknown.address))
        if permissions is not None:
            break
    return answer
