"""Which folders only group events: by their names ("Tháng 11", "HKI"), or by what the folders in them name."""

from collections.abc import Iterator

from drive_sync.facts import DriveFile
from drive_sync.names.folder_names import EventName, NameSeverity, School, is_container, read_name
from drive_sync.names.school_events import event_named
from drive_sync.trees import Tree, is_living_folder

_SAYS_NOTHING = frozenset({"activity_generic", "no_activity", "default_name", "personal_name"})
"""Problems of a name that does not say what was done: "Hoạt động", "Lớp 6A", "New folder", "Lò Văn Tú"."""
_SEVERAL = 2
_NO_SCHOOL = School("")


def only_groups(folder: DriveFile, tree: Tree, schools: tuple[School, ...]) -> bool:
    """Whether a folder groups events: by its name, or by the events that the folders in it name.

    One such folder is enough where the name itself says nothing of what was done ("Hoạt động"), or where that folder
    bears school and activity in full; else two of different events, since "Giao lưu" might be an activity that nobody
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


def _events_named_in(
    folder: DriveFile, tree: Tree, schools: tuple[School, ...], met: frozenset[str]
) -> Iterator[EventName]:
    """The folders in a folder that name an event or, as Appendix 2 asks, a school with its activity."""
    for child in filter(is_living_folder, tree.children(folder.id)):
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
