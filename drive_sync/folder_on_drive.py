"""A folder on Drive that somebody points at, listed now: for `tintruong check`, before the watcher has come to it.

One call per folder inside it, one per shortcut to a file elsewhere; thumbnails and ranges only for the files that need
them, originals never.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from drive_sync.drive_client import FILE_FIELDS, ask, drive_file
from drive_sync.errors import GoogleTrouble, Remedy
from drive_sync.facts import FOLDER, DriveFile, Sharing
from drive_sync.file_bytes import Ranges, children, thumbnail
from drive_sync.media.probe import Reader
from drive_sync.rules.sharing import grants_in, sharing_of

_LINK = re.compile(
    r"https://drive\.google\.com/(?:drive/(?:u/\d+/)?folders/|open\?id=)([A-Za-z0-9_-]{10,})(?:[/?#&].*)?"
)
_BARE_ID = re.compile(r"[A-Za-z0-9_-]{25,}")
_RETRIES = 3


def folder_id_in(text: str) -> str | None:
    """The id of a folder in a link that a browser shows, or in the bare id itself; None in any other text."""
    link = _LINK.fullmatch(text.strip())
    if link:
        return link[1]
    return text if _BARE_ID.fullmatch(text) else None


class FolderOnDrive:
    """A folder on the Drive of one account, and all that lies in it.

    Args:
        account: whose access it is.
        drive: gives the resource that google-api-python-client builds.
        folder_id: the folder.
        superior: the address of the superior office, for the question whether it can open the folder.

    Raises:
        GoogleTrouble: it cannot be listed; `remedy` is GONE when this account does not see it.
    """

    on_disk = False

    def __init__(self, account: str, drive: Callable[[], Any], folder_id: str, superior: str = "") -> None:
        self._account = account
        self._drive = drive
        self._superior = superior
        self._answers: dict[str, dict[str, Any]] = {}
        self.unreadable: set[str] = set()
        self.files: dict[str, DriveFile] = {}
        self._note(self._get(folder_id))
        self._list(folder_id)
        self._follow_shortcuts()

    def where(self, file_id: str) -> str:
        """Where a person finds it."""
        return f"https://drive.google.com/drive/folders/{file_id}"

    def description(self, folder_id: str) -> str:
        """What people wrote into Drive's own field."""
        return self.files[folder_id].description or ""

    def sharing(self, folder_id: str) -> Sharing | None:
        """Whether the superior office can open a folder; unknown to those who may not share it themselves."""
        return sharing_of(grants_in(self._answers[folder_id].get("permissions")), self._superior)

    def thumbnail(self, file_id: str) -> bytes | None:
        """Drive's small picture of a file; None where it made none, or it cannot be had."""
        link = self._answers[file_id].get("thumbnailLink")
        if not link:
            return None
        try:
            return thumbnail(self._account, self._drive, file_id, link)
        except GoogleTrouble:
            return None

    @contextmanager
    def opened(self, file_id: str) -> Iterator[Reader]:
        """The bytes of a file by ranges; reading raises OSError when Google refuses."""
        yield Ranges(self._account, self._drive, file_id, self.files[file_id].size or 0)

    def _list(self, folder_id: str) -> None:
        folders = [folder_id]
        for parent in folders:
            for answer in children(self._account, self._drive, parent, _FIELDS):
                if answer["id"] not in self.files:  # folders that hold each other must end
                    self._note(answer)
                    if answer.get("mimeType") == FOLDER:
                        folders.append(answer["id"])

    def _follow_shortcuts(self) -> None:
        """Notes what shortcuts lead to, one step far: never a folder, so nothing can lead in a circle."""
        leading = [answer["shortcutDetails"] for answer in self._answers.values() if "shortcutDetails" in answer]
        targets = {one["targetId"] for one in leading if one.get("targetMimeType") != FOLDER}
        for target in sorted(targets - self.files.keys()):
            try:
                answer = self._get(target)
            except GoogleTrouble as error:
                if error.remedy in {Remedy.GONE, Remedy.ASK_FOR_ACCESS}:
                    continue
                raise
            if not answer.get("trashed"):
                self._note(answer)

    def _note(self, answer: dict[str, Any]) -> None:
        self._answers[answer["id"]] = answer
        self.files[answer["id"]] = drive_file(answer)

    def _get(self, folder_id: str) -> dict[str, Any]:
        request = self._drive().files().get(fileId=folder_id, fields=_FIELDS, supportsAllDrives=True)
        answer: dict[str, Any] = ask(self._account, request, retries=_RETRIES)
        return answer


_FIELDS = f"{FILE_FIELDS},trashed,thumbnailLink,permissions(type,emailAddress,domain)"
