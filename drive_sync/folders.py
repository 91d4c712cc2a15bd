"""Which folders under a watched root are events, and which files belong to each.

Under a root, a *container* only groups ("Tháng 11", "HKI", "Hoạt động" with "Khai giảng" and "Trung thu" in it); the
first folder that is none is an event; the folders inside an event ("Ảnh", "Video", "1_ToanCanh") are its parts. Media
that lie outside any event, directly in a root or container, are *loose*: the folder that holds them is shown as such.
A watched root inside another is its own: nothing counts twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drive_sync.facts import FOLDER, SHORTCUT, DriveFile
from drive_sync.grouping import only_groups
from drive_sync.media.media_types import Kind, kind_of
from drive_sync.names.folder_names import School
from drive_sync.trees import UPLOAD_LEFTOVERS, Tree, is_living_folder, line_above, lives

_MEDIA = ("image/", "video/")
_COUNTED = frozenset({Kind.PHOTO, Kind.VIDEO})
_ARCHIVES = (".zip", ".rar", ".7z")


@dataclass(frozen=True, slots=True)
class Placed:
    """An event folder where it lies: its root, and every living file and folder in it and in its parts.

    `loose`: `folder` is no event but a root or container, and `files` are the media directly in it. `targets` are the
    living photos and films, lying elsewhere, that shortcuts among `files` lead to, each once.
    """

    folder: DriveFile
    root: str
    files: tuple[DriveFile, ...]
    loose: bool = False
    targets: tuple[DriveFile, ...] = ()

    @property
    def contents(self) -> tuple[DriveFile, ...]:
        """All that may count: what lies in it, and what its shortcuts lead to."""
        return self.files + self.targets


@dataclass(frozen=True, slots=True)
class Borders:
    """The roots of one school, and those of others: below a root begins another realm, whoever's it is.

    `schools` are those whose names stand in folder names, the own one first.
    """

    roots: tuple[str, ...]
    others: frozenset[str] = frozenset()
    schools: tuple[School, ...] = ()

    def __contains__(self, file_id: str) -> bool:
        return file_id in self.roots or file_id in self.others


def place(tree: Tree, borders: Borders) -> Iterator[Placed]:
    """The event folders under the roots, root after root; nothing under a root that is not there."""
    for root in dict.fromkeys(borders.roots):
        folder = tree.file(root)
        if folder is not None and lives(tree, root):
            yield from _under(folder, root, tree, borders, frozenset({root}))


def place_one(tree: Tree, folder_id: str, borders: Borders) -> Placed | None:
    """The event folder that a folder is or lies in, or the root or container whose loose files may have changed.

    None when the folder lies under no root, in the bin, or holds nothing loose.
    """
    line: list[DriveFile] = []
    for file in line_above(tree, folder_id):
        line.append(file)
        if file.id in borders:
            break
        if not is_living_folder(file):
            return None
    if not line or line[-1].id not in borders.roots or not lives(tree, line[-1].id):
        return None
    root = line[-1].id
    for folder in reversed(line[:-1]):
        if not only_groups(folder, tree, borders.schools):
            return _event(folder, root, tree, borders)
    loose = _loose(tree.children(folder_id))
    return Placed(line[0], root, loose, True, _targets(loose, tree)) if loose else None


def _under(holder: DriveFile, root: str, tree: Tree, borders: Borders, met: frozenset[str]) -> Iterator[Placed]:
    inside = tree.children(holder.id)
    if loose := _loose(inside):
        yield Placed(holder, root, loose, True, _targets(loose, tree))
    for child in inside:
        if not is_living_folder(child) or child.id in borders or child.id in met:
            continue
        if only_groups(child, tree, borders.schools):
            yield from _under(child, root, tree, borders, met | {child.id})
        else:
            yield _event(child, root, tree, borders)


def _event(folder: DriveFile, root: str, tree: Tree, borders: Borders) -> Placed:
    files = tuple(_files_under(folder.id, tree, borders, frozenset({folder.id})))
    return Placed(folder, root, files, targets=_targets(files, tree))


def _targets(files: Iterable[DriveFile], tree: Tree) -> tuple[DriveFile, ...]:
    """What shortcuts lead to, one step far: a shortcut to a folder or to another shortcut is not followed."""
    here = {file.id for file in files}
    asked = dict.fromkeys(file.target for file in files if file.target is not None and file.target not in here)
    found = (tree.file(target) for target in asked if lives(tree, target))
    return tuple(file for file in found if file is not None and kind_of(file.name, file.mime_type) in _COUNTED)


def _files_under(parent: str, tree: Tree, borders: Borders, met: frozenset[str]) -> Iterator[DriveFile]:
    for child in tree.children(parent):
        if child.trashed or child.id in met or child.id in borders or child.name in UPLOAD_LEFTOVERS:
            continue
        yield child
        if child.mime_type == FOLDER:
            yield from _files_under(child.id, tree, borders, met | {child.id})


def _loose(inside: Iterable[DriveFile]) -> tuple[DriveFile, ...]:
    """What somebody put beside the event folders instead of into one; a Google document there is no upload."""
    return tuple(
        file
        for file in inside
        if not file.trashed and (file.mime_type.startswith(_MEDIA) or is_archive(file) or file.mime_type == SHORTCUT)
    )


def is_archive(file: DriveFile) -> bool:
    """Whether a file is a packed folder."""
    return file.mime_type != FOLDER and file.name.casefold().endswith(_ARCHIVES)
