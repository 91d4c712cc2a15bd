"""One school's look at its folders: what changed → settled? → rules → findings, in one commit.

Only folders that something happened to are looked at, and those that wait to settle: a look at a Drive that
nobody touched reads a few rows, whatever the number of folders.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from drive_sync import mirror_store, store
from drive_sync.closer_store import looks_into
from drive_sync.errors import BELIEVED_EMPTY, WatchedFolderBinned, WatchedFolderEmptied, WatchedFolderVanished
from drive_sync.event_folders import event_folder
from drive_sync.facts import Finding, KnownFolder
from drive_sync.folders import Placed, place, place_one
from drive_sync.grouping import groups_by_contents
from drive_sync.inheritance import heirs, may_inherit, may_leave
from drive_sync.known_folders import judged, noticed
from drive_sync.media.media_facts import with_facts
from drive_sync.mirror_store import KeptTree
from drive_sync.open_questions import CloserLook, due_at, open_questions
from drive_sync.rules import LOOSE_RULES, RULES, Limits, findings_of, is_ignored
from drive_sync.settling import Patience, is_settled
from drive_sync.trees import Tree, line_above, lives
from drive_sync.watchers import EVERYTHING, Watched

log = logging.getLogger(__name__)

_SUSPICIOUS_LOSS = 2
"""Event folders that may not all disappear from a root between two looks without a word of Drive's where they are."""


def judge(engine: sa.Engine, watched: Watched, limits: Limits, patience: Patience, now: datetime) -> list[str]:
    """Notes what happened to a school's event folders and judges those that have settled; the ids judged.

    Raises:
        WatchedFolderVanished: a root is not there. Nothing of it was closed; what happened under the other roots was
            written.
        WatchedFolderEmptied: it is there, but several of its folders are not to be seen all at once, and none is left.
    """
    with engine.connect() as connection:
        roots = store.roots_of(connection, watched.school)
        idle = roots == dict.fromkeys(watched.roots) and not (
            mirror_store.is_marked(connection, watched.school)
            or store.has_waiting_folder(connection, watched.school, now - patience.quiet)
        )
    if idle:
        return []
    with engine.begin() as connection:
        look = _Look(connection, watched, limits, patience, now)
        look.look()
    for folder in look.judged:
        extra = {"action": "judge", "school": folder.school, "folder": folder.folder_id, "verdict": folder.verdict}
        log.info("folder judged", extra=extra)
    if missing := vanished_roots(engine, watched):
        raise missing[0]
    return [folder.folder_id for folder in look.judged]


def vanished_roots(engine: sa.Engine, watched: Watched) -> list[WatchedFolderVanished]:
    """What is to be said of each root that was not there, or suddenly empty, at the last look, the oldest first."""
    with engine.connect() as connection:
        tree = KeptTree(connection)
        roots = store.roots_of(connection, watched.school)
        missing = sorted((since, root) for root, since in roots.items() if since is not None)
        return [_what_is_missing(tree, root, since) for since, root in missing]


def _what_is_missing(tree: Tree, root: str, since: datetime) -> WatchedFolderVanished:
    if lives(tree, root):
        return WatchedFolderEmptied(root, since)
    return WatchedFolderBinned(root, since) if tree.file(root) else WatchedFolderVanished(root, since)


class _Look:
    """One look at one school's folders, inside one transaction."""

    def __init__(
        self, connection: sa.Connection, watched: Watched, limits: Limits, patience: Patience, now: datetime
    ) -> None:
        self.connection = connection
        self.watched = watched
        self.limits = limits
        self.patience = patience
        self.now = now
        self.marks = mirror_store.take_marks(connection, watched.school)  # first: from here on nobody else writes
        self.known = store.known_folders(connection, watched.school)
        self.findings = store.open_findings(connection, watched.school)
        self.roots = store.roots_of(connection, watched.school)
        self.tree = KeptTree(connection)
        self.judged: list[KnownFolder] = []

        self.everything = EVERYTHING in self.marks or self.roots.keys() != set(watched.roots)
        self.ids = self._ids()

    def look(self) -> None:
        before = dict(self.known)
        placed: dict[str, Placed] = {}
        for there in self._to_look_at():
            placed[there.folder.id] = there
            self._notice(there)
        expected = {one.folder_id for one in before.values() if one.gone_at is None}
        missing = (expected if self.everything else expected & self.ids) - placed.keys()
        lost = [self.known[folder_id] for folder_id in sorted(missing)]
        self.roots = {root: self._vanished_since(root, lost) for root in self.watched.roots}
        left = [folder for folder in lost if self.roots.get(folder.root) is None]
        for folder in left:
            self._leave(folder)
        for there in placed.values():
            if there.folder.id not in before and not there.loose:
                self._come_out(there, before)
        self._part_from_those_that_are_back(before)
        if left or self.judged:
            self._inherit()
        changed = (folder for folder_id, folder in self.known.items() if folder != before.get(folder_id))
        store.save_folders(self.connection, changed)
        store.save_roots(self.connection, self.watched.school, self.roots)

    def _to_look_at(self) -> Iterator[Placed]:
        """The event folders that something happened to, that wait to settle, or whose root was not there."""
        if self.everything:
            yield from place(self.tree, self.watched.borders)
            return
        met: set[str] = set()
        for folder_id in sorted(self.ids):
            there = place_one(self.tree, folder_id, self.watched.borders)
            if there is not None and there.folder.id not in met:
                met.add(there.folder.id)
                yield there

    def _ids(self) -> set[str]:
        """The folders of those, where not everything is looked at."""
        vanished = {root for root, since in self.roots.items() if since is not None}
        waiting = {
            folder.folder_id
            for folder in self.known.values()
            if folder.gone_at is None
            and (folder.root in vanished or folder.judged_mark != folder.facts_mark)
            and (folder.root in vanished or self.now - folder.changed_at >= self.patience.quiet)
        }
        return self.marks | vanished | waiting

    def _vanished_since(self, root: str, lost: Iterable[KnownFolder]) -> datetime | None:
        """Since when a root is not there; emptiness is suspicious too: several folders lost at once, and none left.

        A folder that Drive shows in the bin or elsewhere was put there by a person: that is an answer. One that is not
        shown at all may have been deleted, or no longer be shared, or a listing was cut short: a week tells.
        """
        since = self.roots.get(root) or self.now
        if not lives(self.tree, root):
            return since
        lost_here = {folder.folder_id for folder in lost if folder.root == root}
        unseen = [folder_id for folder_id in lost_here if self.tree.file(folder_id) is None]
        holds_some = any(
            folder.root == root and folder.gone_at is None and folder.folder_id not in lost_here
            for folder in self.known.values()
        )
        is_suspicious = len(unseen) >= _SUSPICIOUS_LOSS and not holds_some and self.now - since < BELIEVED_EMPTY
        return since if is_suspicious else None

    def _notice(self, there: Placed) -> None:
        folder = noticed(self.known.get(there.folder.id), there, self.watched, self.now)
        if folder.judged_mark != folder.facts_mark and is_settled(there, folder.changed_at, self.now, self.patience):
            event = event_folder(there, self.watched.own, self.watched.others)
            looks: dict[str, CloserLook] = {}
            if not (folder.before_start or is_ignored(event)):
                looks = looks_into(self.connection, there.contents)
                questions = open_questions(event, there.contents, looks)
                folder = replace(folder, closer_look_at=due_at(questions, self.now))
            event = with_facts(event, {file_id: look.facts for file_id, look in looks.items()})
            found = findings_of(LOOSE_RULES if event.loose else RULES, event, self.limits)
            description = "\n".join([there.folder.description or "", *(one.description for one in looks.values())])
            folder = judged(folder, event, found, description, self.limits, self.now)
            self._save_findings(folder, found)
            md5s = {file.md5 for file in there.contents if file.md5 and not there.loose}
            store.save_contents(self.connection, folder.school, folder.folder_id, md5s)
            self.judged.append(folder)
        self.known[folder.folder_id] = folder

    def _leave(self, folder: KnownFolder) -> None:
        reason = _why_gone(self.tree, folder.folder_id, self.watched)
        self.known[folder.folder_id] = replace(folder, gone_at=self.now, gone_reason=reason)
        self._save_findings(folder, ())

    def _come_out(self, there: Placed, before: Mapping[str, KnownFolder]) -> None:
        """A new event folder whose files were judged as a part of one above it keeps what was decided of that one.

        Nobody is mailed about it before people change it: what there was to say was said of the whole.
        """
        above = (before[one.id] for one in line_above(self.tree, there.folder.parent) if one.id in before)
        whole = next((one for one in above if one.gone_at is None), None)
        if whole is None:
            return
        mine = {file.md5 for file in there.files if file.md5}
        judged = store.contents_of(self.connection, self.watched.school, [whole.folder_id])
        known_of_it = mine & judged.get(whole.folder_id, frozenset())
        if known_of_it:
            folder = self.known[there.folder.id]
            quiet = folder.before_start or known_of_it == mine
            self.known[folder.folder_id] = replace(folder, inherits_from=whole.folder_id, before_start=quiet)

    def _part_from_those_that_are_back(self, before: Mapping[str, KnownFolder]) -> None:
        """A re-upload stands by itself once the folder that it came after is an event again: that one keeps its own."""
        back = {one for one, folder in before.items() if folder.gone_at is not None and self.known[one].gone_at is None}
        for folder_id, folder in self.known.items():
            former = folder.inherits_from
            if former is None or back.isdisjoint({folder_id, former}) or former not in self.known:
                continue
            if folder.gone_at is None and self.known[former].gone_at is None and self._is_event(former):
                self.known[folder_id] = replace(folder, inherits_from=None)

    def _is_event(self, folder_id: str) -> bool:
        """Whether a known folder is there as an event, not because files lie loose in it."""
        there = place_one(self.tree, folder_id, self.watched.borders)
        return there is not None and there.folder.id == folder_id and not there.loose

    def _save_findings(self, folder: KnownFolder, found: tuple[Finding, ...]) -> None:
        old = self.findings.get(folder.folder_id, ())
        store.save_findings(self.connection, folder.school, folder.folder_id, old, found, self.now)

    def _inherit(self) -> None:
        inherited = {folder.inherits_from for folder in self.known.values()}
        gone = [one for one in self.known.values() if may_leave(one, self.now) and one.folder_id not in inherited]
        living = [one for one in self.known.values() if may_inherit(one, self.now)] if gone else []
        ids = {folder.folder_id for folder in (*gone, *living)}
        contents = store.contents_of(self.connection, self.watched.school, ids)
        for heir, former in heirs(living, gone, contents).items():
            self.known[heir] = replace(self.known[heir], inherits_from=former)
            log.info("folder inherits", extra={"action": "inherit", "folder": heir, "former": former})


def _why_gone(tree: Tree, folder_id: str, watched: Watched) -> str:
    line = list(line_above(tree, folder_id))
    if not line:
        return "deleted"
    if any(file.trashed for file in line):
        return "trashed"
    if groups_by_contents(line[0], tree, watched.borders.schools):
        return "only-groups"
    return "moved-out" if place_one(tree, folder_id, watched.borders) is None else "inside-another"
