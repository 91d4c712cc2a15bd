"""Has a folder been quiet long enough to be judged, or is someone still uploading and Drive still processing?"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from operator import attrgetter

from drive_sync.facts import FOLDER, DriveFile
from drive_sync.folders import Placed

_facts_of = attrgetter(*(fact.name for fact in fields(DriveFile) if fact.compare and fact.name != "target"))
"""Where a shortcut leads never changes; what lies there does, and is told beside."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait: for people after their last change, for Drive to read a video, for an upload to begin."""

    quiet: timedelta = timedelta(minutes=30)
    processing: timedelta = timedelta(hours=2)
    empty: timedelta = timedelta(hours=24)


def people_mark(placed: Placed) -> str:
    """A digest of what people did to the folder: names and contents; it changes when they change something."""
    return _digest([(placed.folder.name,), *sorted((file.id, file.name, file.md5 or "") for file in placed.files)])


def facts_mark(placed: Placed) -> str:
    """A digest of all that is known of the files that may count, also what Drive finds out later (a video's size)."""
    about = tuple(filter(None, (placed.folder.name, placed.folder.description)))
    return _digest([about, *sorted(map(_facts_of, placed.contents))])


def is_settled(placed: Placed, changed_at: datetime, now: datetime, patience: Patience) -> bool:
    """Whether the folder may be judged now; `changed_at` is when we saw its last change by people."""
    quiet_for = now - changed_at
    if quiet_for < patience.quiet:
        return False
    if all(file.mime_type == FOLDER for file in placed.files):  # made, and nothing put in yet
        return quiet_for >= patience.empty
    return not _drive_still_reads(placed) or quiet_for >= patience.processing


def _drive_still_reads(placed: Placed) -> bool:
    return any(file.width is None and file.mime_type.startswith("video/") for file in placed.contents)


def _digest(lines: Sequence[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(lines).encode()).hexdigest()
