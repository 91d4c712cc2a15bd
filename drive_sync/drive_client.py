"""Drive v3 in our words: where the feed stands, what changed since, and a first look at everything.

`drive` is the resource that google-api-python-client builds; every call asks only for the fields we use.
"""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from http.client import HTTPException
from traceback import walk_tb
from typing import Any

import httplib2
from google.auth.exceptions import RefreshError, TransportError
from googleapiclient.errors import HttpError

from drive_sync.errors import GoogleTrouble, Remedy, dead_token, no_answer, trouble
from drive_sync.facts import DriveFile
from drive_sync.mirror import Change

FILE_FIELDS = (
    "id,name,mimeType,parents,createdTime,size,md5Checksum,trashed,owners(emailAddress),"
    "imageMediaMetadata(width,height,cameraMake,cameraModel,time),videoMediaMetadata(width,height,durationMillis)"
)
_PAGE = 1000
"""The most that Drive gives at once; an idle poll and a first scan cost the fewest calls with it."""

_RETRIES = 3


class RefusedToken(Exception):
    """Drive does not know our place in its feed any more: everything must be looked at anew."""


def ask(account: str, request: Any, *, retries: int = 0) -> Any:
    """Google's answer to one request of the official client.

    Args:
        account: whose access it is, for the sentence when it is dead.
        request: an `HttpRequest` of google-api-python-client.
        retries: how often a failing *read* is repeated, with the client's own growing pauses.

    Raises:
        GoogleTrouble: every failure, classified.
    """
    try:
        answer = request.execute(num_retries=retries)
    except HttpError as error:
        raise trouble(int(error.resp.status), error.content) from error
    except RefreshError as error:
        raise dead_token(account, error) from error
    except (OSError, HTTPException, httplib2.HttpLib2Error, TransportError, ValueError) as error:
        raise no_answer(error) from error
    except TypeError as error:
        if not _arose_in_google_auth(error):
            raise
        raise no_answer(error) from error
    if isinstance(answer, str) and answer:  # Gmail's client hands a body that is no JSON back as text
        raise no_answer(ValueError("not JSON"))
    return answer


def _arose_in_google_auth(error: TypeError) -> bool:
    """Whether google-auth stumbled: it takes a token's answer for JSON without a look (google-auth 2.62)."""
    frame = deque(walk_tb(error.__traceback__), maxlen=1)[0][0]
    return str(frame.f_globals.get("__name__", "")).startswith("google.")


class DriveClient:
    """The Drive of one account."""

    def __init__(self, account: str, drive: Callable[[], Any]) -> None:
        self.account = account
        self._drive = drive

    def start_token(self) -> str:
        """Where the feed stands now; fetch it *before* the first scan, or uploads in between are lost."""
        answer = ask(self.account, self._drive().changes().getStartPageToken(supportsAllDrives=True), retries=_RETRIES)
        return str(answer["startPageToken"])

    def scan(self) -> Iterator[DriveFile]:
        """Every file the account sees, trashed ones too; one call for a thousand."""
        token: str | None = None
        while True:
            request = (
                self._drive()
                .files()
                .list(
                    pageSize=_PAGE,
                    pageToken=token,
                    fields=f"nextPageToken,files({FILE_FIELDS})",
                    supportsAllDrives=True,
                    includeItemsFromAllDrives=True,
                )
            )
            answer = ask(self.account, request, retries=_RETRIES)
            yield from (drive_file(found) for found in answer.get("files", ()))
            token = answer.get("nextPageToken")
            if not token:
                return

    def changes_since(self, token: str) -> tuple[list[Change], str]:
        """What changed since a place in the feed, and the place to go on from.

        Pages may be empty and still have a successor (Drive API, changes.list): only the token decides.

        Raises:
            RefusedToken: the place is not known any more.
        """
        changes: list[Change] = []
        while True:
            request = (
                self._drive()
                .changes()
                .list(
                    pageToken=token,
                    pageSize=_PAGE,
                    fields=f"newStartPageToken,nextPageToken,changes(fileId,removed,changeType,file({FILE_FIELDS}))",
                    includeRemoved=True,
                    supportsAllDrives=True,
                    includeItemsFromAllDrives=True,
                )
            )
            try:
                answer = ask(self.account, request, retries=_RETRIES)
            except GoogleTrouble as error:
                if error.remedy in {Remedy.GONE, Remedy.OUR_MISTAKE}:
                    raise RefusedToken(token) from error
                raise
            changes += [_change(entry) for entry in answer.get("changes", ()) if entry.get("fileId")]
            if "newStartPageToken" in answer:
                return changes, str(answer["newStartPageToken"])
            token = str(answer["nextPageToken"])


def drive_file(answer: dict[str, Any]) -> DriveFile:
    """A file of Drive's answer; int64 arrive as strings, absent keys mean unknown."""
    image, video = answer.get("imageMediaMetadata", {}), answer.get("videoMediaMetadata", {})
    media = image or video
    duration = video.get("durationMillis")
    return DriveFile(
        id=answer["id"],
        name=answer.get("name", ""),
        mime_type=answer.get("mimeType", ""),
        parent=next(iter(answer.get("parents", ())), None),
        created=datetime.fromisoformat(answer["createdTime"]) if "createdTime" in answer else None,
        size=int(answer["size"]) if "size" in answer else None,
        md5=answer.get("md5Checksum"),
        owner=next((owner.get("emailAddress") for owner in answer.get("owners", ())), None),
        trashed=bool(answer.get("trashed", False)),
        width=media.get("width"),
        height=media.get("height"),
        camera=" ".join(filter(None, (image.get("cameraMake"), image.get("cameraModel")))) or None,
        taken_at=image.get("time"),
        seconds=int(duration) / 1000 if duration is not None else None,
    )


def _change(entry: dict[str, Any]) -> Change:
    removed = bool(entry.get("removed", False)) or "file" not in entry
    return Change(entry["fileId"], None if removed else drive_file(entry["file"]))
