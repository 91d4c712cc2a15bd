"""The bytes of files on Drive, never more than needed: ranges of one, Drive's small picture of it, a paper's text."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from drive_sync.drive_client import ask
from drive_sync.errors import GoogleTrouble

_RETRIES = 3
_RETRIES_OF_BYTES = 1
"""Fewer: what is not had now is asked for again later, and somebody waits."""
_PAGE = 1000
_THUMBNAIL_SIZE = re.compile(r"=s\d+$")
_HOSTS_OF_PICTURES = (".googleusercontent.com", ".google.com")
_LARGEST_THUMBNAIL = 4 * 2**20
_MOST_TEXT = 64 * 1024


class Ranges:
    """A file on Drive as ranges (`alt=media` with the header `Range`).

    `trouble` is what Google said when it last refused one, None while it gave all.
    """

    def __init__(self, account: str, drive: Callable[[], Any], file_id: str, size: int) -> None:
        self._account = account
        self._drive = drive
        self._file_id = file_id
        self.size = size
        self.trouble: GoogleTrouble | None = None

    def read(self, offset: int, length: int) -> bytes:
        """A range of its bytes.

        Raises:
            OSError: Google refused or did not answer.
        """
        request = self._drive().files().get_media(fileId=self._file_id, supportsAllDrives=True)
        request.headers["range"] = f"bytes={offset}-{offset + length - 1}"
        try:
            data = ask(self._account, request, retries=_RETRIES_OF_BYTES)
        except GoogleTrouble as error:
            self.trouble = error
            raise OSError(str(error)) from error
        return bytes(data)[:length] if isinstance(data, bytes) else b""


def thumbnail(account: str, drive: Callable[[], Any], file_id: str, link: str) -> bytes | None:
    """The small picture that a link leads to; None where it is too large to be one, or the link leads elsewhere.

    Raises:
        GoogleTrouble: it cannot be had.
    """
    request = drive().files().get_media(fileId=file_id)
    if not _is_googles(link, request.uri):
        return None  # the permission goes along with the request
    request.uri = _THUMBNAIL_SIZE.sub("=s640", link)  # what comes may have any size: the suffix is undocumented
    data = ask(account, request, retries=_RETRIES_OF_BYTES)
    return data if isinstance(data, bytes) and len(data) <= _LARGEST_THUMBNAIL else None


def _is_googles(link: str, api: str) -> bool:
    """Whether a link leads to where Google keeps pictures, or to the very server that is asked."""
    there, asked = urlsplit(link), urlsplit(api)
    of_google = there.scheme == "https" and f".{there.hostname}".endswith(_HOSTS_OF_PICTURES)
    return of_google or (there.scheme, there.netloc) == (asked.scheme, asked.netloc)


def thumbnail_links(account: str, drive: Callable[[], Any], folder_id: str) -> dict[str, str]:
    """Where Drive keeps the small pictures of the files in a folder; such links last for hours only.

    Raises:
        GoogleTrouble: Drive could not be asked.
    """
    found = children(account, drive, folder_id, "id,thumbnailLink")
    return {one["id"]: one["thumbnailLink"] for one in found if one.get("thumbnailLink")}


def thumbnail_link(account: str, drive: Callable[[], Any], file_id: str) -> str | None:
    """Where Drive keeps the small picture of one file; None where it made none.

    Raises:
        GoogleTrouble: Drive could not be asked.
    """
    request = drive().files().get(fileId=file_id, fields="thumbnailLink", supportsAllDrives=True)
    link: str | None = ask(account, request, retries=_RETRIES).get("thumbnailLink")
    return link


def children(account: str, drive: Callable[[], Any], folder_id: str, fields: str) -> Iterator[dict[str, Any]]:
    """What lies directly in a folder and is not trashed, in Drive's own words.

    Raises:
        GoogleTrouble: Drive could not be asked.
    """
    token: str | None = None
    while True:
        request = (
            drive()
            .files()
            .list(
                q=f"'{folder_id}' in parents and trashed = false",
                pageSize=_PAGE,
                pageToken=token,
                fields=f"nextPageToken,files({fields})",
                supportsAllDrives=True,
                includeItemsFromAllDrives=True,
            )
        )
        answer = ask(account, request, retries=_RETRIES)
        yield from answer.get("files", ())
        token = answer.get("nextPageToken")
        if not token:
            return


def document_text(account: str, drive: Callable[[], Any], file_id: str) -> str:
    """The beginning of a Google document's text; Google itself gives a document as a whole or not at all.

    Raises:
        GoogleTrouble: it cannot be had.
    """
    request = drive().files().export_media(fileId=file_id, mimeType="text/plain")
    data = ask(account, request, retries=_RETRIES_OF_BYTES)
    return data[:_MOST_TEXT].decode("utf-8-sig", errors="replace") if isinstance(data, bytes) else ""


def grants(account: str, drive: Callable[[], Any], file_id: str) -> tuple[int, Iterable[dict[str, Any]] | None]:
    """Which version of a file or folder is there, and to whom it is open; None where the account may not see that.

    Raises:
        GoogleTrouble: Drive could not be asked.
    """
    fields = "version,permissions(type,emailAddress,domain)"
    request = drive().files().get(fileId=file_id, fields=fields, supportsAllDrives=True)
    answer = ask(account, request, retries=_RETRIES)
    return int(answer.get("version", 0)), answer.get("permissions")
