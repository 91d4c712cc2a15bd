"""Is a new folder the re-upload of one that is gone? Then what was decided and said about that one holds on.

Teachers mend a folder by deleting it and uploading everything again; the new folder has another id. When the first
one comes back after all, it keeps its own, and the new one stands by itself from then on.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from drive_sync.facts import KnownFolder

REMEMBERED = timedelta(days=14)
"""How long a folder that is gone may still be inherited from (design, section 4)."""


def may_inherit(folder: KnownFolder, now: datetime) -> bool:
    """Whether a folder is young enough to be the re-upload of another."""
    return folder.gone_at is None and folder.inherits_from is None and now - folder.first_seen <= REMEMBERED


def may_leave(folder: KnownFolder, now: datetime) -> bool:
    """Whether a folder is gone, not too long ago."""
    return folder.gone_at is not None and now - folder.gone_at <= REMEMBERED


def heirs(
    living: Iterable[KnownFolder], gone: Iterable[KnownFolder], contents: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    """Id of a living folder → id of the gone folder that it inherits from.

    It shares more than half of the md5s of the one that is gone, and came after it; each is inherited once.

    Args:
        living: folders that may inherit.
        gone: folders that may be inherited from, without those that already were.
        contents: the md5s that lie, or lay, in each folder.
    """
    found: dict[str, str] = {}
    candidates = sorted(gone, key=lambda folder: (folder.first_seen, folder.folder_id), reverse=True)
    for folder in sorted(living, key=lambda folder: (folder.first_seen, folder.folder_id)):
        mine = contents.get(folder.folder_id, frozenset())
        shared = {
            one.folder_id: len(mine & contents[one.folder_id])
            for one in candidates
            if one.folder_id not in found.values()
            and one.first_seen <= folder.first_seen
            and contents.get(one.folder_id)
            and 2 * len(mine & contents[one.folder_id]) > len(contents[one.folder_id])
        }
        if shared:
            found[folder.folder_id] = max(shared, key=shared.__getitem__)
    return found
