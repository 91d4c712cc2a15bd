"""What we know of Drive, kept between two looks: the only SQL over this package's tables."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from drive_sync.diff import diff
from drive_sync.facts import DriveFile, Finding, KnownFolder, Severity, Verdict
from drive_sync.sql import upsert
from drive_sync.tables import drive_cursors, drive_files, event_folders, findings

_FILE_COLUMNS = tuple(field.name for field in fields(DriveFile) if field.name != "id")


def cursor(connection: sa.Connection, account: str) -> str | None:
    """Our place in the feed of an account, None before the first scan."""
    token = sa.select(drive_cursors.c.page_token).where(drive_cursors.c.account == account)
    return connection.execute(token).scalar()


def read_at(connection: sa.Connection, account: str) -> datetime | None:
    """When the feed of an account was last read to its end."""
    moment = sa.select(drive_cursors.c.read_at).where(drive_cursors.c.account == account)
    return connection.execute(moment).scalar()


def save_cursor(connection: sa.Connection, account: str, token: str, now: datetime) -> None:
    """Remembers our place in the feed."""
    upsert(connection, drive_cursors, [{"account": account, "page_token": token, "read_at": now}])


def files_of(connection: sa.Connection, account: str) -> dict[str, DriveFile]:
    """Every file the account sees, by id."""
    table = drive_files.c
    query = sa.select(table.file_id, *(table[name] for name in _FILE_COLUMNS)).where(table.account == account)
    return {row.file_id: DriveFile(*row) for row in connection.execute(query)}


def save_files(connection: sa.Connection, account: str, files: Mapping[str, DriveFile], touched: Iterable[str]) -> None:
    """Writes the touched files: those in `files` as they are now, the others as gone."""
    touched = list(touched)
    rows = [
        {
            "account": account,
            "file_id": file_id,
            **{name: getattr(files[file_id], name) for name in _FILE_COLUMNS},
        }
        for file_id in touched
        if file_id in files
    ]
    upsert(connection, drive_files, rows)
    for file_id in touched:
        if file_id not in files:
            connection.execute(
                drive_files.delete().where(drive_files.c.account == account, drive_files.c.file_id == file_id)
            )


def known_folders(connection: sa.Connection, school: str) -> dict[str, KnownFolder]:
    """The event folders of a school by id, also those that are gone (`gone_at`)."""
    query = sa.select(event_folders).where(event_folders.c.school == school)
    return {
        row["folder_id"]: KnownFolder(**{**row, "verdict": Verdict(row["verdict"])})
        for row in connection.execute(query).mappings()
    }


def save_folders(connection: sa.Connection, folders: Iterable[KnownFolder]) -> None:
    """Writes event folders, new or known."""
    upsert(connection, event_folders, [asdict(folder) for folder in folders])


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
    for finding in difference.opened:
        connection.execute(
            findings.insert().values(
                school=school,
                folder_id=folder_id,
                code=finding.code,
                file_id=finding.file_id,
                opened_at=now,
                severity=finding.severity,
                file=finding.file,
                data=dict(finding.data),
            )
        )
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
