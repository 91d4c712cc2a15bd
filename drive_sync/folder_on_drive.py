"""A folder on Drive that somebody points at, listed now: for `tintruong check`, before the watcher has come to it.

One call per folder inside it; thumbnails and ranges only for the files that need them, originals never.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from drive_sync.drive_client import FILE_FIELDS, ask, drive_file
from drive_sync.errors import GoogleTrouble
from drive_sync.facts import FOLDER, DriveFile, Sharing
from drive_sync.media.probe import Reader
from drive_sync.rules.sharing import Grant, sharing_of

_LINK = re.compile(
    r"https://drive\.google\.com/(?:drive/(?:u/\d+/)?folders/|open\?id=)([A-Za-z0-9_-]{10,})(?:[/?#&].*)?"
)
_BARE_ID = re.compile(r"[A-Za-z0-9_-]{25,}")
_RETRIES = 3
_PAGE = 1000
_THUMBNAIL_SIZE = re.compile(r"=s\d+$")
_LARGEST_THUMBNAIL = 4 * 2**20


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

    def where(self, file_id: str) -> str:
        """Where a person finds it."""
        return f"https://drive.google.com/drive/folders/{file_id}"

    def description(self, folder_id: str) -> str:
        """What people wrote into Drive's own field."""
        return str(self._answers[folder_id].get("description", ""))

    def sharing(self, folder_id: str) -> Sharing | None:
        """Whether the superior office can open a folder; unknown to those who may not share it themselves."""
        permissions = self._answers[folder_id].get("permissions")
        if permissions is None:
            return None
        grants = [Grant(one["type"], one.get("emailAddress") or one.get("domain") or "") for one in permissions]
        return sharing_of(grants, self._superior)

    def thumbnail(self, file_id: str) -> bytes | None:
        """Drive's small picture of a file; None where it made none, or it cannot be had."""
        link = self._answers[file_id].get("thumbnailLink")
        if not link:
            return None
        request = self._drive().files().get_media(fileId=file_id)
        request.uri = _THUMBNAIL_SIZE.sub("=s640", link)  # what comes may have any size: the suffix is undocumented
        try:
            data = ask(self._account, request, retries=_RETRIES)
        except GoogleTrouble:
            return None
        return data if isinstance(data, bytes) and len(data) <= _LARGEST_THUMBNAIL else None

    @contextmanager
    def opened(self, file_id: str) -> Iterator[Reader]:
        """The bytes of a file by ranges; reading raises OSError when Google refuses."""
        yield _Ranged(self._account, self._drive, file_id, self.files[file_id].size or 0)

    def _list(self, folder_id: str) -> None:
        folders = [folder_id]
        for parent in folders:
            for answer in self._children(parent):
                if answer["id"] not in self.files:  # folders that hold each other must end
                    self._note(answer)
                    if answer.get("mimeType") == FOLDER:
                        folders.append(answer["id"])

    def _note(self, answer: dict[str, Any]) -> None:
        self._answers[answer["id"]] = answer
        self.files[answer["id"]] = drive_file(answer)

    def _get(self, folder_id: str) -> dict[str, Any]:
        request = self._drive().files().get(fileId=folder_id, fields=_FIELDS, supportsAllDrives=True)
        answer: dict[str, Any] = ask(self._account, request, retries=_RETRIES)
        return answer

    def _children(self, parent: str) -> Iterator[dict[str, Any]]:
        token: str | None = None
        while True:
            request = (
                self._drive()
                .files()
                .list(
                    q=f"'{parent}' in parents and trashed = false",
                    pageSize=_PAGE,
                    pageToken=token,
                    fields=f"nextPageToken,files({_FIELDS})",
                    supportsAllDrives=True,
                    includeItemsFromAllDrives=True,
                )
            )
            answer = ask(self._account, request, retries=_RETRIES)
            yield from answer.get("files", ())
            token = answer.get("nextPageToken")
            if not token:
                return


_FIELDS = f"{FILE_FIELDS},description,thumbnailLink,permissions(type,emailAddress,domain)"


class _Ranged:
    """A file on Drive as ranges (`alt=media` with the header `Range`)."""

    def __init__(self, account: str, drive: Callable[[], Any], file_id: str, size: int) -> None:
        self._account = account
        self._drive = drive
        self._file_id = file_id
        self.size = size

    def read(self, offset: int, length: int) -> bytes:
        """A range of its bytes.

        Raises:
            OSError: Google refused or did not answer.
        """
        request = self._drive().files().get_media(fileId=self._file_id, supportsAllDrives=True)
        request.headers["range"] = f"bytes={offset}-{offset + length - 1}"
        try:
            data = ask(self._account, request, retries=_RETRIES)
        except GoogleTrouble as error:
            raise OSError(str(error)) from error
        return bytes(data)[:length] if isinstance(data, bytes) else b""
