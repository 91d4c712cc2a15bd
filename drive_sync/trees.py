"""The files of the mirror as the pure rooms look at them: what lies in a folder, what lies above a file, what lives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from drive_sync.facts import FOLDER, DriveFile

UPLOAD_LEFTOVERS = frozenset({".tmp.drivedownload", ".tmp.driveupload"})
"""Working folders of Drive for desktop, full of half files; never an event, never a part."""


class Tree(Protocol):
    """The files of the mirror, as they are asked for here."""

    def file(self, file_id: str) -> DriveFile | None:
        """The file with this id."""

    def children(self, parent: str) -> Sequence[DriveFile]:
        """What lies directly in a folder, trashed files too."""


class Files:
    """A tree that is held whole."""

    def __init__(self, files: Mapping[str, DriveFile]) -> None:
        self._files = files
        self._children: dict[str, list[DriveFile]] = defaultdict(list)
        for file in files.values():
            if file.parent is not None:
                self._children[file.parent].append(file)

    def file(self, file_id: str) -> DriveFile | None:
        """The file with this id."""
        return self._files.get(file_id)

    def children(self, parent: str) -> Sequence[DriveFile]:
        """What lies directly in a folder."""
        return self._children.get(parent, ())


def lives(tree: Tree, file_id: str) -> bool:
    """Whether a file is there and nothing above it lies in the bin."""
    line = list(line_above(tree, file_id))
    return bool(line) and not any(file.trashed for file in line)


def line_above(tree: Tree, file_id: str | None) -> Iterator[DriveFile]:
    """The file, its folder, the folder of that one, and so on as far as we see."""
    met: set[str] = set()
    while file_id is not None and file_id not in met:
        met.add(file_id)
        file = tree.file(file_id)
        if file is None:
            return
        yield file
        file_id = file.parent


def is_living_folder(file: DriveFile) -> bool:
    """Whether a file is a folder that people see: not in the bin, no working folder of Drive for desktop."""
    return file.mime_type == FOLDER and not file.trashed and file.name not in UPLOAD_LEFTOVERS
