"""Who watches which folders, and which school must look where when a file changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from drive_sync.facts import FOLDER, DriveFile
from drive_sync.folders import Borders
from drive_sync.grouping import groups_by_contents
from drive_sync.names.folder_names import School, is_container
from drive_sync.trees import Tree, line_above, lives

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
        return Borders(self.roots, self.foreign, (self.own, *self.others))


class Watchers:
    """All schools by the roots they watch."""

    def __init__(self, watched: Iterable[Watched]) -> None:
        watched = tuple(watched)
        self._names = {one.school: one.borders.schools for one in watched}
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

        The id is `EVERYTHING` where one folder's change may move many events: a container, what holds a root, or a
        folder in one that groups events only because of the folders in it.

        Args:
            file: a file that changed.
            tree: the mirror at that time.
            below: what `lines` says of that tree; needed for folders only.
        """
        line = [file, *line_above(tree, file.parent)]
        schools = {school for folder in line for school in self._schools.get(folder.id, ())}
        marks = {(school, file.parent) for school in schools if file.parent is not None}
        if file.mime_type == FOLDER:
            for school in schools:
                marks.add((school, EVERYTHING if self._moves_events(line, tree, self._names[school]) else file.id))
            marks |= {(school, EVERYTHING) for school in below.get(file.id, ())}
        return marks

    def _moves_events(self, line: Sequence[DriveFile], tree: Tree, names: tuple[School, ...]) -> bool:
        """Whether the first folder of a line groups events, or one above it does because of what lies in it."""
        below_roots = takewhile(lambda folder: folder.id not in self._schools, line)
        return is_container(line[0].name) or any(groups_by_contents(folder, tree, names) for folder in below_roots)

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
