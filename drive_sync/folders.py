"""Which folders under a watched root are events, and which files belong to each.

Under a root, a *container* only groups ("Tháng 11", "HKI", "Hoạt động" with "Khai giảng" and "Trung thu" in it); the
first folder that is none is an event; the folders inside an event ("Ảnh", "Video", "1_ToanCanh") are its parts. Media
that lie outside any event, directly in a root or container, are *loose*: the folder that holds them is shown as such.
A watched root inside another is its own: nothing counts twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from drive_sync.facts import FOLDER, SHORTCUT, DriveFile, EventFolder, Photo, Video
from drive_sync.media.media_types import Kind, ending, is_live_photo, kind_of, mime_type, stem
from drive_sync.names.folder_names import EventName, NameSeverity, School, is_container, read_name
from drive_sync.names.school_events import event_named
from drive_sync.text import one_line

_UPLOAD_LEFTOVERS = frozenset({".tmp.drivedownload", ".tmp.driveupload"})
"""Working folders of Drive for desktop, full of half files; never an event, never a part."""

_SAYS_NOTHING = frozenset({"activity_generic", "no_activity", "default_name", "personal_name"})
"""Problems of a name that does not say what was done: "Hoạt động", "Lớp 6A", "New folder", "Lò Văn Tú"."""
_SEVERAL = 2
_NO_SCHOOL = School("")

_MEDIA = ("image/", "video/")
_COUNTED = frozenset({Kind.PHOTO, Kind.VIDEO})
_ARCHIVES = (".zip", ".rar", ".7z")


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
        if not _is_living_folder(file):
            return None
    if not line or line[-1].id not in borders.roots or not lives(tree, line[-1].id):
        return None
    root = line[-1].id
    for folder in reversed(line[:-1]):
        if not only_groups(folder, tree, borders.schools):
            return _event(folder, root, tree, borders)
    loose = _loose(tree.children(folder_id))
    return Placed(line[0], root, loose, True, _targets(loose, tree)) if loose else None


def only_groups(folder: DriveFile, tree: Tree, schools: tuple[School, ...]) -> bool:
    """Whether a folder groups events: by its name, or by the events that the folders in it name.

    One such folder is enough where the name itself says nothing of what was done ("Hoạt động"), or where that folder
    bears school and activity in full; else two of different events, since "Chi đoàn" might be an activity that nobody
    knows. Media beside them change nothing: a photo put into "Hoạt động" lies loose and takes no event away.
    """
    if is_container(folder.name):
        return True
    read = _read(folder.name, schools)
    says_nothing = _says_nothing(read)
    if read.event is not None or read.severity is NameSeverity.IGNORE or (read.school and not says_nothing):
        return False
    inside = list(_events_named_in(folder, tree, schools, frozenset({folder.id})))
    if says_nothing or any(one.school and "school_short" not in one.problems for one in inside):
        return bool(inside)
    own_time = {one.event for one in inside if one.event is not None and event_named(one.event).has_its_time}
    return len(own_time) >= _SEVERAL


def groups_by_contents(folder: DriveFile, tree: Tree, schools: tuple[School, ...]) -> bool:
    """Whether a folder only groups, and would not if other folders lay in it."""
    return not is_container(folder.name) and only_groups(folder, tree, schools)


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


def event_folder(placed: Placed, own: School, others: Iterable[School] = ()) -> EventFolder:
    """What the rules judge: the folder's name understood, its media sorted, its uploader named.

    A film beside a photo of its name stays while its length is unknown: `with_facts` decides what it is, once it was
    opened if need be.

    The uploader is the owner of most files, since the folder itself is often the school account's; a shortcut is its
    maker's, whoever owns what it leads to. That counts once, whether it lies here itself, or one shortcut or several
    lead to it.
    """
    inside = [file for file in placed.files if file.mime_type != FOLDER]
    leading = {file.target: file for file in reversed(inside)}
    living = inside + [_as_if_here(target, leading[target.id]) for target in placed.targets]
    parts = {file.id: one_line(file.name) for file in placed.files if file.mime_type == FOLDER}
    owners = [file.owner for file in inside if file.owner]
    kinds = [(kind_of(file.name, file.mime_type), file) for file in living]
    photos = [file for kind, file in kinds if kind is Kind.PHOTO]
    films = [file for kind, file in kinds if kind is Kind.VIDEO]
    stems = frozenset(stem(file.name) for file in photos) if films else frozenset()
    counted = {file.id for file in (*photos, *films)}
    others_than_media = [file for file in inside if file.id not in counted]
    shortcuts = [file for file in others_than_media if file.mime_type == SHORTCUT]
    return EventFolder(
        id=placed.folder.id,
        name=placed.folder.name,
        event_name=read_name(placed.folder.name, own, others),
        photos=tuple(_photo(file, parts.get(file.parent or "", "")) for file in photos),
        videos=tuple(
            _video(file, parts.get(file.parent or "", ""))
            for file in films
            if file.seconds is None or not is_live_photo(file.name, file.seconds, stems)
        ),
        others=tuple(one_line(file.name) for file in others_than_media if file.mime_type != SHORTCUT),
        uploader=max(sorted(set(owners)), key=owners.count) if owners else placed.folder.owner,
        archives=tuple(one_line(file.name) for file in others_than_media if _is_archive(file)),
        shortcuts=tuple(one_line(file.name) for file in shortcuts if file.target not in counted),
        followed=tuple(one_line(file.name) for file in shortcuts if file.target in counted),
        parts=tuple(
            one_line(file.name) for file in placed.files if file.mime_type == FOLDER and file.parent == placed.folder.id
        ),
        loose=placed.loose,
    )


def _as_if_here(target: DriveFile, shortcut: DriveFile) -> DriveFile:
    """What a shortcut leads to, where the shortcut lies; so named too, unless that hides what kind of file it is."""
    named_alike = ending(shortcut.name) == ending(target.name)
    return replace(target, parent=shortcut.parent, name=shortcut.name if named_alike else target.name)


def day_of(photos: Iterable[Photo]) -> date | None:
    """The day on which most photos were taken, by their cameras' clocks (EXIF has no zone); None if none says."""
    days = [day for photo in photos if (day := _exif_day(photo.taken_at)) is not None]
    return max(sorted(set(days)), key=days.count) if days else None


def _exif_day(taken_at: str | None) -> date | None:
    try:
        return date.fromisoformat((taken_at or "")[:10].replace(":", "-"))
    except ValueError:
        return None


def _events_named_in(
    folder: DriveFile, tree: Tree, schools: tuple[School, ...], met: frozenset[str]
) -> Iterator[EventName]:
    """The folders in a folder that name an event or, as Appendix 2 asks, a school with its activity."""
    for child in filter(_is_living_folder, tree.children(folder.id)):
        read = _read(child.name, schools)
        if read.event is not None or (read.school and not _says_nothing(read)):
            yield read
        elif child.id not in met and (is_container(child.name) or _says_nothing(read)):
            yield from _events_named_in(child, tree, schools, met | {child.id})


def _read(name: str, schools: tuple[School, ...]) -> EventName:
    own, *others = schools or (_NO_SCHOOL,)
    return read_name(name, own, others)


def _says_nothing(name: EventName) -> bool:
    return not _SAYS_NOTHING.isdisjoint(name.problems)


def _under(holder: DriveFile, root: str, tree: Tree, borders: Borders, met: frozenset[str]) -> Iterator[Placed]:
    inside = tree.children(holder.id)
    if loose := _loose(inside):
        yield Placed(holder, root, loose, True, _targets(loose, tree))
    for child in inside:
        if not _is_living_folder(child) or child.id in borders or child.id in met:
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
        if child.trashed or child.id in met or child.id in borders or child.name in _UPLOAD_LEFTOVERS:
            continue
        yield child
        if child.mime_type == FOLDER:
            yield from _files_under(child.id, tree, borders, met | {child.id})


def _is_living_folder(file: DriveFile) -> bool:
    return file.mime_type == FOLDER and not file.trashed and file.name not in _UPLOAD_LEFTOVERS


def _loose(inside: Iterable[DriveFile]) -> tuple[DriveFile, ...]:
    """What somebody put beside the event folders instead of into one; a Google document there is no upload."""
    return tuple(
        file
        for file in inside
        if not file.trashed and (file.mime_type.startswith(_MEDIA) or _is_archive(file) or file.mime_type == SHORTCUT)
    )


def _is_archive(file: DriveFile) -> bool:
    return file.mime_type != FOLDER and file.name.casefold().endswith(_ARCHIVES)


def _photo(file: DriveFile, part: str) -> Photo:
    return Photo(
        file.id,
        one_line(file.name),
        file.size,
        file.md5,
        file.width,
        file.height,
        file.camera,
        file.taken_at,
        part=part,
    )


def _video(file: DriveFile, part: str) -> Video:
    kind = mime_type(file.name, file.mime_type)
    return Video(file.id, one_line(file.name), kind, file.size, file.width, file.height, file.seconds, part=part)
