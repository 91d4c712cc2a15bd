"""What appeared, moved, changed or went between two looks at a folder, as lines for the person who asks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from drive_sync.facts import FOLDER, DriveFile
from drive_sync.text import one_line
from drive_sync.trees import Tree, lives


class Happening(StrEnum):
    """What happened to a file; the words are final, programs read them."""

    APPEARED = "appeared"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class There:
    """A file as a look found it; `path` begins below the watched folder, `mark` differs when people changed it."""

    id: str
    kind: str
    name: str
    path: str
    parent: str
    mark: str


def below(tree: Tree, root: str) -> dict[str, There]:
    """Everything that is there below a folder, by id, each folder before what lies in it."""
    if not lives(tree, root):
        return {}
    return {there.id: there for there in _below(tree, root, "", frozenset({root}))}


def compare(before: Mapping[str, There], after: Mapping[str, There]) -> Iterator[tuple[Happening, There]]:
    """What happened between two looks: first what went, then the rest in the order of `after`."""
    for file_id, there in before.items():
        if file_id not in after:
            yield Happening.GONE, there
    for file_id, there in after.items():
        known = before.get(file_id)
        if known is None:
            yield Happening.APPEARED, there
        elif known.parent != there.parent:
            yield Happening.MOVED, there
        elif known.mark != there.mark:
            yield Happening.CHANGED, there


def _below(tree: Tree, parent: str, path: str, met: frozenset[str]) -> Iterator[There]:
    for file in _living(tree.children(parent)):
        if file.id in met:
            continue
        kind = "folder" if file.mime_type == FOLDER else "file"
        name = one_line(file.name)
        mark = " ".join((name, file.md5 or "", str(file.size or "")))
        yield There(file.id, kind, name, f"{path}{name}", parent, mark)
        if kind == "folder":
            yield from _below(tree, file.id, f"{path}{name}/", met | {file.id})


def _living(files: Iterable[DriveFile]) -> Iterator[DriveFile]:
    return (file for file in files if not file.trashed)
