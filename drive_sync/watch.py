"""The shell around the pure core: pull the feed → mirror → settle → check → diff → save.

`pull` is one account's look at Drive, `judge` one school's look at its folders; each writes in one commit, the
facts together with our place in the feed, so a kill at any instant loses nothing and repeats nothing.
"""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from drive_sync import store
from drive_sync.drive_client import DriveClient, RefusedToken
from drive_sync.errors import WatchedFolderVanished
from drive_sync.facts import DriveFile, EventFolder, Finding, KnownFolder, Severity, Verdict
from drive_sync.folder_names import School
from drive_sync.folders import Placed, day_of, event_folder, place
from drive_sync.mirror import Change, apply
from drive_sync.rules import RULES, Limits, findings_of, verdict_of
from drive_sync.settling import Patience, facts_mark, is_settled, people_mark
from drive_sync.text import one_line

log = logging.getLogger(__name__)

_SUSPICIOUS_LOSS = 2
"""Event folders that may not all disappear from a root between two looks."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched for one school: its folder ids on the Drive of its accounts, and since when."""

    school: str
    own: School
    others: tuple[School, ...]
    accounts: tuple[str, ...]
    roots: tuple[str, ...]
    start: datetime


def pull(engine: sa.Engine, drive: DriveClient, now: datetime) -> int:
    """Reads the feed of an account into the mirror; how many files really changed.

    Raises:
        GoogleTrouble: Drive could not be read; nothing was written.
    """
    with engine.connect() as connection:
        token = store.cursor(connection, drive.account)
    if token is not None:
        try:
            changes, token = drive.changes_since(token)
        except RefusedToken:
            log.warning(
                "feed place refused, looking at everything",
                extra={"action": "rescan", "account": drive.account},
            )
            token = None
        else:
            return _save(engine, drive.account, changes, token, now, complete=False)
    token = drive.start_token()  # before the scan: what is uploaded meanwhile comes with the feed
    everything = [Change(file.id, file) for file in drive.scan()]
    return _save(engine, drive.account, everything, token, now, complete=True)


def _save(engine: sa.Engine, account: str, changes: list[Change], token: str, now: datetime, *, complete: bool) -> int:
    with engine.begin() as connection:
        touched: frozenset[str] = frozenset()
        if changes or complete:
            before = store.files_of(connection, account)
            if complete:
                listed = {change.file_id for change in changes}
                changes = [*changes, *(Change(file_id, None) for file_id in before if file_id not in listed)]
            applied = apply(before, changes)
            touched = applied.touched
            store.save_files(connection, account, applied.files, touched)
        store.save_cursor(connection, account, token, now)
    if touched:
        log.info("drive changed", extra={"action": "pull", "account": account, "files": len(touched)})
    return len(touched)


def judge(engine: sa.Engine, watched: Watched, limits: Limits, patience: Patience, now: datetime) -> list[str]:
    """Notes what happened to a school's event folders and judges those that have settled; the ids judged.

    Raises:
        WatchedFolderVanished: a root is not in the mirror; nothing was written.
    """
    with engine.begin() as connection:
        files: dict[str, DriveFile] = {}
        for account in watched.accounts:
            files |= store.files_of(connection, account)
        placed = place(files, watched.roots)
        known = store.known_folders(connection, watched.school)
        _refuse_vanished_roots(watched, files, placed, known)
        open_findings = store.open_findings(connection, watched.school)
        changed: dict[str, KnownFolder] = {}
        judged: list[KnownFolder] = []
        for folder_id, there in placed.items():
            folder = _noticed(known.get(folder_id), there, watched, now)
            if folder.judged_mark != folder.facts_mark and is_settled(there, folder.changed_at, now, patience):
                event = event_folder(there, watched.own, watched.others)
                found = findings_of(RULES, event, limits)
                folder = _judged(folder, event, found, now)
                old = open_findings.get(folder_id, ())
                store.save_findings(connection, watched.school, folder_id, old, found, now)
                judged.append(folder)
            if folder != known.get(folder_id):
                changed[folder_id] = folder
        for folder_id, folder in known.items():
            if folder_id not in placed and folder.gone_at is None:
                changed[folder_id] = replace(folder, gone_at=now)
                store.save_findings(connection, watched.school, folder_id, open_findings.get(folder_id, ()), (), now)
        store.save_folders(connection, changed.values())
    for folder in judged:
        extra = {"action": "judge", "school": folder.school, "folder": folder.folder_id, "verdict": folder.verdict}
        log.info("folder judged", extra=extra)
    return [folder.folder_id for folder in judged]


def _refuse_vanished_roots(
    watched: Watched,
    files: dict[str, DriveFile],
    placed: dict[str, Placed],
    known: dict[str, KnownFolder],
) -> None:
    """Emptiness is suspicious: a root that is gone, or that lost several folders at once and holds none now."""
    for root in watched.roots:
        there_before = sum(folder.root == root and folder.gone_at is None for folder in known.values())
        empty_now = all(folder.root != root for folder in placed.values())
        if root not in files or files[root].trashed or (empty_now and there_before >= _SUSPICIOUS_LOSS):
            raise WatchedFolderVanished(root)


def _noticed(known: KnownFolder | None, there: Placed, watched: Watched, now: datetime) -> KnownFolder:
    """The folder with its present marks; when people changed something, the quiet time and the verdict begin anew."""
    people, facts = people_mark(there), facts_mark(there)
    name = one_line(there.folder.name)
    if known is None:
        created = there.folder.created
        old = created is not None and created < watched.start
        first = KnownFolder(watched.school, there.folder.id, there.root, name, created, now, now, people, facts)
        return replace(first, before_start=old)
    moved = people != known.people_mark
    return replace(
        known,
        root=there.root,
        name=name,
        people_mark=people,
        facts_mark=facts,
        changed_at=now if moved else known.changed_at,
        verdict=Verdict.UNKNOWN if moved else known.verdict,
        before_start=known.before_start and not moved,
        gone_at=None,
    )


def _judged(folder: KnownFolder, event: EventFolder, new: tuple[Finding, ...], now: datetime) -> KnownFolder:
    ignored = event.event_name.severity == "ignore"
    verdict = Verdict.IGNORED if ignored else verdict_of(new)
    mark = _verdict_mark(verdict, new)
    return replace(
        folder,
        judged_mark=folder.facts_mark,
        judged_at=now,
        verdict=verdict,
        verdict_mark=mark,
        round=folder.round + (mark != folder.verdict_mark),
        uploader=event.uploader,
        photos=len({photo.md5 or photo.file_id for photo in event.photos}),
        videos=len(event.videos),
        happened_on=day_of(event.photos),
    )


def _verdict_mark(verdict: Verdict, new: Iterable[Finding]) -> str:
    """What makes two verdicts the same to the teacher: the outcome and every blocking finding with its numbers."""
    blocking = sorted(
        (one.code, one.file_id, repr(sorted(one.data.items()))) for one in new if one.severity is Severity.BLOCKING
    )
    return hashlib.sha256(repr((verdict, blocking)).encode()).hexdigest()
