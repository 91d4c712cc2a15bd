"""Who watches which folders, and which school must look where when a file changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from drive_sync.facts import FOLDER, DriveFile
from drive_sync.folders import Borders, Tree, line_above, lives
from drive_sync.names.folder_names import School, is_container

EVERYTHING = ""
"""Stands for all folders of a school."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched for one school: its folder ids on the Drive of its accounts, and since when.

    `foreign` are the roots of other schools: what lies below one of them is theirs.
    """

    school: str
    own: School
    others: tuple[School, ...]
    accounts: tuple[str, ...]
    roots: tuple[str, ...]
    start: datetime
    foreign: frozenset[str] = frozenset()

    @property
    def borders(self) -> Borders:
        """Where the school's realm begins and ends."""
        return Borders(self.roots, self.foreign)


class Watchers:
    """All schools by the roots they watch."""

    def __init__(self, watched: Iterable[Watched]) -> None:
        self._schools: dict[str, set[str]] = defaultdict(set)
        for one in watched:
            for root in one.roots:
                self._schools[root].add(one.school)

    @property
    def roots(self) -> set[str]:
        """Every watched root."""
        return set(self._schools)

    def marks(self, file: DriveFile, tree: Tree, below: Mapping[str, set[str]]) -> set[tuple[str, str]]:
        """(school, folder id) to look at because this file is, or was, where `tree` has it.

        The id is `EVERYTHING` where one folder's change may move many events: a container, or what holds a root.

        Args:
            file: a file that changed.
            tree: the mirror at that time.
            below: what `lines` says of that tree; needed for folders only.
        """
        line = [file.id, *(folder.id for folder in line_above(tree, file.parent))]
        schools = {school for folder_id in line if folder_id in self._schools for school in self._schools[folder_id]}
        marks = {(school, file.parent) for school in schools if file.parent is not None}
        if file.mime_type == FOLDER:
            marks |= {(school, EVERYTHING if is_container(file.name) else file.id) for school in schools}
            marks |= {(school, EVERYTHING) for school in below.get(file.id, ())}
        return marks

    def lines(self, tree: Tree) -> dict[str, set[str]]:
        """The schools with a root that is a folder or lies somewhere in it, by the folder's id."""
        below: dict[str, set[str]] = defaultdict(set)
        for root, schools in self._schools.items():
            for folder_id in (root, *(folder.id for folder in line_above(tree, root))):
                below[folder_id] |= schools
        return below


def with_what_it_takes_along(file: DriveFile, tree: Tree) -> Iterator[str]:
    """The id of a file and, of a folder in the bin, those of all that lies in it: Drive tells of the folder alone.

    Whoever leads to one of them by a shortcut must look again when the file changed.
    """
    if file.mime_type == FOLDER and not lives(tree, file.id):
        yield from _below(file.id, tree, {file.id})
    yield file.id


def _below(folder_id: str, tree: Tree, met: set[str]) -> Iterator[str]:
    for child in tree.children(folder_id):
        if child.id not in met:
            met.add(child.id)
            yield child.id
            if child.mime_type == FOLDER:
                yield from _below(child.id, tree, met)
