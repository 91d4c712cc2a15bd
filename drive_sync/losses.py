"""What a full listing did not show and is there all the same.

A listing may lag behind, and nobody has verified that Drive lists whatever an account sees through a shared folder
alone. Closing an event because its photos were not listed would be wrong: their folders are asked before.
"""

from collections.abc import Callable, Iterable

from drive_sync.errors import GoogleTrouble, Remedy
from drive_sync.facts import DriveFile


def still_there(unlisted: Iterable[DriveFile], list_folder: Callable[[str], list[DriveFile]]) -> dict[str, DriveFile]:
    """The files among `unlisted` that their folders show, as they are now, by id; one call for each such folder.

    A folder that was not listed itself is asked only once it was found: what lies in a lost folder is lost with it.

    Raises:
        GoogleTrouble: Drive could not be read.
    """
    missing = {file.id: file for file in unlisted}
    folders = {file.parent for file in missing.values() if file.parent is not None}
    waiting = sorted(folders - missing.keys())
    found: dict[str, DriveFile] = {}
    while waiting:
        here = {file.id: file for file in _children(waiting.pop(), list_folder) if file.id in missing}
        found |= here
        waiting += sorted(folders & here.keys())
    return found


def _children(folder: str, list_folder: Callable[[str], list[DriveFile]]) -> list[DriveFile]:
    try:
        return list_folder(folder)
    except GoogleTrouble as error:
        if error.remedy in {Remedy.GONE, Remedy.ASK_FOR_ACCESS}:
            return []
        raise
