"""What was seen of files when they were looked at more closely, and how the watched roots are shared, kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from drive_sync.facts import DriveFile, Sharing
from drive_sync.media.media_facts import as_json, facts_in
from drive_sync.open_questions import CloserLook, version_of
from drive_sync.sql import upsert
from drive_sync.tables import closer_looks, root_sharing

_AT_ONCE = 500
_LOOKS = sa.select(closer_looks).where(closer_looks.c.file_id.in_(sa.bindparam("file_ids", expanding=True)))


def looks_into(connection: sa.Connection, files: Sequence[DriveFile]) -> dict[str, CloserLook]:
    """What was seen of these files as they are now, by file id."""
    versions = {file.id: version_of(file) for file in files}
    ids = sorted(versions)
    found: dict[str, CloserLook] = {}
    for at in range(0, len(ids), _AT_ONCE):
        for row in connection.execute(_LOOKS, {"file_ids": ids[at : at + _AT_ONCE]}).mappings():
            if row["contents"] == versions[row["file_id"]]:
                found[row["file_id"]] = CloserLook(**{**row, "facts": facts_in(row["facts"])})
    return found


def save_look(connection: sa.Connection, look: CloserLook) -> None:
    """Remembers what was seen of a file, in the place of what was seen of an older version of it."""
    row = {"file_id": look.file_id, "contents": look.contents, "asked_at": look.asked_at, "failures": look.failures}
    upsert(connection, closer_looks, [row | {"facts": as_json(look.facts), "description": look.description}])


@dataclass(frozen=True, slots=True)
class RootSharing:
    """Whether the superior office at `address` can open a watched root; None where our accounts cannot see that.

    `version` is the root's when it was asked about, `changed` whether Drive has told of another since.
    """

    address: str
    sharing: Sharing | None
    asked_at: datetime
    version: int = 0
    changed: bool = False


def sharing_of_roots(connection: sa.Connection, school: str) -> dict[str, RootSharing]:
    """What is known of the sharing of a school's roots, by root."""
    rows = connection.execute(sa.select(root_sharing).where(root_sharing.c.school == school))
    return {
        row.root: RootSharing(
            row.address, Sharing(row.sharing) if row.sharing else None, row.asked_at, row.version, row.changed
        )
        for row in rows
    }


def sharing_seen(connection: sa.Connection, school: str, roots: Iterable[str]) -> dict[str, Sharing]:
    """How the roots that a school watches now are shared, those left out where that cannot be seen."""
    known = sharing_of_roots(connection, school)
    return {root: one for root in roots if root in known and (one := known[root].sharing) is not None}


def save_sharing(connection: sa.Connection, school: str, root: str, sharing: RootSharing) -> None:
    """Remembers how a root is shared."""
    upsert(connection, root_sharing, [{"school": school, "root": root, **asdict(sharing)}])


def note_changed_roots(connection: sa.Connection, files: Iterable[DriveFile], roots: Collection[str]) -> None:
    """Notes roots that Drive told of in another version than the one that was asked about."""
    for file in files:
        if file.id in roots:
            newer = root_sharing.c.root == file.id, root_sharing.c.version < file.version
            connection.execute(root_sharing.update().where(*newer).values(changed=True))
