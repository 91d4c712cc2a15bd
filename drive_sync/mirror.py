"""The mirror of Drive's metadata: what we knew, and what Drive's feed says, give what we know.

A change is the *current state* of a file, not a difference (Drive API, changes resource), so the last one per
file is the truth and applying a change twice changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drive_sync.facts import DriveFile


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the feed; `file` is None when the file was deleted or access to it was lost."""

    file_id: str
    file: DriveFile | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The files after the changes, and the ids whose facts really differ (a view alone touches nothing)."""

    files: Mapping[str, DriveFile]
    touched: frozenset[str]


def apply(files: Mapping[str, DriveFile], changes: Iterable[Change]) -> Applied:
    """The mirror after the changes, in their order.

    A trashed file stays in the mirror, marked: a restored folder comes back without entries for its children.
    """
    after = dict(files)
    for change in changes:
        if change.file is None:
            after.pop(change.file_id, None)
        else:
            after[change.file_id] = change.file
    touched = {file_id for file_id in files.keys() | after.keys() if files.get(file_id) != after.get(file_id)}
    return Applied(after, frozenset(touched))
