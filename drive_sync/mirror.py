"""The mirror of Drive's metadata: what we knew, and what a feed of Drive's says, give what we know.

A change is the *current state* of a file, not a difference (Drive API, changes resource), so applying it twice
changes nothing. Several feeds may tell of one file: it is one file, known by the newest that any of them said
(`version`), and gone only when none of them sees it any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from drive_sync.facts import DriveFile


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose feed: an account's own, or the one of a shared drive as that account sees it."""

    account: str
    drive: str = ""

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return f"{self.account} {self.drive}".rstrip()


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a feed; `file` is None when the file was deleted or access to it was lost."""

    file_id: str
    file: DriveFile | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A file, and the names of the feeds that see it."""

    file: DriveFile
    by: frozenset[str]

    def is_seen_by(self, account: str) -> bool:
        """Whether one of the feeds is an account's, its own or one of a shared drive."""
        return any(name == account or name.startswith(f"{account} ") for name in self.by)


@dataclass(frozen=True, slots=True)
class Touched:
    """A file whose facts really differ, before and after; None where it was not there."""

    before: DriveFile | None
    after: DriveFile | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The tree after the changes, and what really differs by file id (a view alone touches nothing)."""

    tree: Mapping[str, Seen]
    touched: Mapping[str, Touched]


def apply(tree: Mapping[str, Seen], feed: str, changes: Iterable[Change]) -> Applied:
    """The tree after the changes of one feed, in its order.

    `tree` may hold only the files that the changes name: nothing else is looked at. A trashed file stays in the
    tree, marked: a restored folder comes back without entries for its children.
    """
    after = dict(tree)
    for change in changes:
        known = after.get(change.file_id)
        if change.file is not None:
            after[change.file_id] = _told(known, feed, change.file)
        elif known is not None:
            others = known.by - {feed}
            if others:
                after[change.file_id] = Seen(known.file, others)
            else:
                del after[change.file_id]
    touched = {}
    for file_id in tree.keys() | after.keys():
        before, now = tree.get(file_id), after.get(file_id)
        if before is None or now is None or before.file != now.file:
            touched[file_id] = Touched(before.file if before else None, now.file if now else None)
    return Applied(after, touched)


def _told(known: Seen | None, feed: str, file: DriveFile) -> Seen:
    if known is None:
        return Seen(file, frozenset({feed}))
    newest = file if file.version >= known.file.version else known.file
    if newest.parent is None and file.version == known.file.version and known.by - {feed}:
        newest = replace(newest, parent=known.file.parent)  # this feed does not see its folder, another does
    return Seen(newest, known.by | {feed})
