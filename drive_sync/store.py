"""What we know of a school's event folders, kept between two looks: the folders, their findings, their roots."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa

from drive_sync.diff import diff
from drive_sync.facts import Finding, KnownFolder, Severity, Verdict
from drive_sync.sql import upsert
from drive_sync.tables import event_folders, findings, folder_contents, watched_roots

_FOLDER_COLUMNS = tuple(field.name for field in fields(KnownFolder))


def known_folders(connection: sa.Connection, school: str) -> dict[str, KnownFolder]:
    """The event folders of a school by id, also those that are gone (`gone_at`)."""
    query = sa.select(event_folders).where(event_folders.c.school == school)
    return {
        row["folder_id"]: KnownFolder(**{**row, "verdict": Verdict(row["verdict"])})
        for row in connection.execute(query).mappings()
    }


def save_folders(connection: sa.Connection, folders: Iterable[KnownFolder]) -> None:
    """Writes event folders, new or known."""
    upsert(connection, event_folders, [{name: getattr(folder, name) for name in _FOLDER_COLUMNS} for folder in folders])


def has_waiting_folder(connection: sa.Connection, school: str, quiet_since: datetime) -> bool:
    """Whether a folder that nobody touched since that moment has not been judged as it is now."""
    query = sa.select(event_folders.c.folder_id).where(
        event_folders.c.school == school,
        event_folders.c.gone_at.is_(None),
        event_folders.c.changed_at <= quiet_since,
        event_folders.c.judged_mark.is_distinct_from(event_folders.c.facts_mark),
    )
    return connection.execute(query.limit(1)).first() is not None


def folders_for_a_closer_look(connection: sa.Connection, school: str, now: datetime) -> list[str]:
    """The folders whose files are worth a closer look now, those that wait longest first."""
    query = (
        sa.select(event_folders.c.folder_id)
        .where(
            event_folders.c.school == school,
            event_folders.c.gone_at.is_(None),
            event_folders.c.closer_look_at <= now,
        )
        .order_by(event_folders.c.closer_look_at, event_folders.c.folder_id)
    )
    return list(connection.scalars(query))


def judge_again(connection: sa.Connection, school: str, folder_id: str) -> None:
    """More is known of a folder's files: the next look judges it by that, and says what is left to be asked."""
    connection.execute(
        event_folders.update()
        .where(event_folders.c.school == school, event_folders.c.folder_id == folder_id)
        .values(judged_mark=None, closer_look_at=None)
    )


def roots_of(connection: sa.Connection, school: str) -> dict[str, datetime | None]:
    """The roots a school looked at last, and since when each is not there."""
    query = sa.select(watched_roots.c.root, watched_roots.c.vanished_since).where(watched_roots.c.school == school)
    return {row.root: row.vanished_since for row in connection.execute(query)}


def save_roots(connection: sa.Connection, school: str, roots: Mapping[str, datetime | None]) -> None:
    """Remembers the roots of a school and since when each is not there, None for those that are."""
    connection.execute(watched_roots.delete().where(watched_roots.c.school == school))
    rows = [{"school": school, "root": root, "vanished_since": since} for root, since in roots.items()]
    upsert(connection, watched_roots, rows)


def save_contents(connection: sa.Connection, school: str, folder_id: str, md5s: Collection[str]) -> None:
    """Remembers what lies in a folder."""
    row = {"school": school, "folder_id": folder_id, "md5s": sorted(md5s)}
    upsert(connection, folder_contents, [row])


def contents_of(connection: sa.Connection, school: str, folders: Collection[str]) -> dict[str, frozenset[str]]:
    """What lay in these folders when they were judged last."""
    query = sa.select(folder_contents.c.folder_id, folder_contents.c.md5s).where(
        folder_contents.c.school == school, folder_contents.c.folder_id.in_(sorted(folders))
    )
    return {row.folder_id: frozenset(row.md5s) for row in connection.execute(query)}


def open_findings(connection: sa.Connection, school: str) -> dict[str, tuple[Finding, ...]]:
    """The open findings of a school by folder id, in the order of their codes."""
    query = (
        sa.select(findings)
        .where(findings.c.school == school, findings.c.closed_at.is_(None))
        .order_by(findings.c.code, findings.c.file)
    )
    found: dict[str, list[Finding]] = {}
    for row in connection.execute(query):
        finding = Finding(row.code, Severity(row.severity), row.file_id, row.file, row.data)
        found.setdefault(row.folder_id, []).append(finding)
    return {folder_id: tuple(of_folder) for folder_id, of_folder in found.items()}


def save_findings(
    connection: sa.Connection,
    school: str,
    folder_id: str,
    old: Iterable[Finding],
    new: Iterable[Finding],
    now: datetime,
) -> None:
    """Opens, keeps and closes the findings of a folder; closed ones stay as its history."""
    difference = diff(old, new)
    opened = [
        {
            "school": school,
            "folder_id": folder_id,
            "code": finding.code,
            "file_id": finding.file_id,
            "opened_at": now,
            "severity": finding.severity,
            "file": finding.file,
            "data": dict(finding.data),
            "closed_at": None,
        }
        for finding in difference.opened
    ]
    upsert(connection, findings, opened)  # closed and opened again in one moment, it was never closed
    for finding in difference.still_open:
        connection.execute(_open(school, folder_id, finding).values(file=finding.file, data=dict(finding.data)))
    for finding in difference.closed:
        connection.execute(_open(school, folder_id, finding).values(closed_at=now))


def _open(school: str, folder_id: str, finding: Finding) -> sa.Update:
    return findings.update().where(
        findings.c.school == school,
        findings.c.folder_id == folder_id,
        findings.c.code == finding.code,
        findings.c.file_id == finding.file_id,
        findings.c.closed_at.is_(None),
    )
