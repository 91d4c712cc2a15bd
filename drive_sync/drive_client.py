"""Drive v3 in our words: where the feed stands, what changed since, and a first look at everything.

`drive` is the resource that google-api-python-client builds; every call asks only for the fields we use.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from traceback import walk_tb
from typing import Any

import httplib2
from google.auth.exceptions import RefreshError, TransportError
from googleapiclient.errors import HttpError

from drive_sync.errors import GoogleTrouble, Remedy, dead_token, no_answer, trouble
from drive_sync.facts import FOLDER, DriveFile
from drive_sync.mirror import Change

FILE_FIELDS = (
    "id,name,description,mimeType,parents,createdTime,size,md5Checksum,explicitlyTrashed,version,driveId,"
    "owners(emailAddress),shortcutDetails(targetId,targetMimeType),"
    "imageMediaMetadata(width,height,cameraMake,cameraModel,time),videoMediaMetadata(width,height,durationMillis)"
)
_LONGEST_DESCRIPTION = 2000
_PAGE = 1000
"""The most that Drive gives at once; an idle poll and a first scan cost the fewest calls with it."""

_RETRIES = 3


class RefusedToken(Exception):
    """Drive does not know our place in its feed or in a listing any more: it must be begun anew."""

    def __init__(self, trouble: GoogleTrouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing or a feed: its entries, where it goes on, and whether it was the last.

    After the last page of a feed, `token` is the place to go on from next time; after a listing's it is empty.
    """

    changes: tuple[Change, ...]
    token: str
    is_last: bool


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
    """The Drive of one account. A `drive` is the id of a shared drive; empty means all else that the account sees.

    Each call is one request, repeated with growing pauses while Google is busy.

    Raises:
        GoogleTrouble: every failure, classified.
    """

    def __init__(self, account: str, drive: Callable[[], Any]) -> None:
        self.account = account
        self._drive = drive

    def start_token(self, drive: str = "") -> str:
        """Where the feed stands now; fetch it *before* the first listing, or uploads in between are lost."""
        named = {"driveId": drive} if drive else {}
        answer = self._ask(self._drive().changes().getStartPageToken(supportsAllDrives=True, **named))
        return str(answer["startPageToken"])

    def list_files(self, token: str = "", drive: str = "") -> Page:
        """A thousand of the files that are seen, trashed ones too, from a place in the listing on.

        Args:
            token: the `token` of the page before.
            drive: this shared drive.

        Raises:
            RefusedToken: the place is not known any more.
        """
        corpus = {"corpora": "drive", "driveId": drive} if drive else {}
        request = (
            self._drive()
            .files()
            .list(
                pageSize=_PAGE,
                pageToken=token or None,
                fields=f"nextPageToken,files({FILE_FIELDS})",
                supportsAllDrives=True,
                includeItemsFromAllDrives=bool(drive),
                **corpus,
            )
        )
        answer = self._ask_from(token, request)
        found = (drive_file(one) for one in answer.get("files", ()))
        following = str(answer.get("nextPageToken") or "")
        return Page(tuple(Change(file.id, file) for file in found), following, is_last=not following)

    def list_folder(self, folder_id: str) -> list[DriveFile]:
        """Everything directly in a folder, trashed files too.

        One folder is asked for at a time: `or` between parents sometimes found nothing for real users.
        """
        found: list[DriveFile] = []
        token: str | None = None
        while True:
            request = (
                self._drive()
                .files()
                .list(
                    q="'{}' in parents".format(folder_id.replace("\\", "\\\\").replace("'", "\\'")),
                    pageSize=_PAGE,
                    pageToken=token,
                    fields=f"nextPageToken,files({FILE_FIELDS})",
                    supportsAllDrives=True,
                    includeItemsFromAllDrives=True,
                )
            )
            answer = self._ask(request)
            found += [drive_file(one) for one in answer.get("files", ())]
            token = answer.get("nextPageToken")
            if not token:
                return found

    def list_changes(self, token: str, drive: str = "") -> Page:
        """One page of what changed since a place in the feed.

        Pages may be empty and still have a successor (Drive API, changes.list): only the token decides.

        Raises:
            RefusedToken: the place is not known any more.
        """
        named = {"driveId": drive} if drive else {}
        request = (
            self._drive()
            .changes()
            .list(
                pageToken=token,
                pageSize=_PAGE,
                fields=f"newStartPageToken,nextPageToken,changes(fileId,removed,changeType,file({FILE_FIELDS}))",
                includeRemoved=True,
                supportsAllDrives=True,
                includeItemsFromAllDrives=bool(drive),
                **named,
            )
        )
        answer = self._ask_from(token, request)
        changes = [_change(one) for one in answer.get("changes", ()) if one.get("fileId")]
        last = str(answer.get("newStartPageToken") or "")
        return Page(tuple(changes), last or str(answer["nextPageToken"]), is_last=bool(last))

    def find(self, file_id: str) -> tuple[DriveFile, str] | None:
        """The file with this id and the shared drive it lies in (else empty); None when the account may not see it."""
        request = self._drive().files().get(fileId=file_id, fields=FILE_FIELDS, supportsAllDrives=True)
        try:
            answer = self._ask(request)
        except GoogleTrouble as error:
            if error.remedy in {Remedy.GONE, Remedy.ASK_FOR_ACCESS}:
                return None
            raise
        return drive_file(answer), str(answer.get("driveId") or "")

    def storage(self) -> tuple[int, int | None]:
        """Bytes in use, and how many may be; None where Google sets no limit."""
        quota = self._ask(self._drive().about().get(fields="storageQuota(limit,usage)"))["storageQuota"]
        return int(quota.get("usage", 0)), int(quota["limit"]) if "limit" in quota else None

    def _ask(self, request: Any) -> Any:
        return ask(self.account, request, retries=_RETRIES)

    def _ask_from(self, token: str, request: Any) -> Any:
        """The answer to a request that goes on from a place."""
        try:
            return self._ask(request)
        except GoogleTrouble as error:
            if token and error.remedy in {Remedy.GONE, Remedy.OUR_MISTAKE}:
                raise RefusedToken(error) from error
            raise


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
        trashed=bool(answer.get("explicitlyTrashed", False)),
        width=media.get("width"),
        height=media.get("height"),
        camera=" ".join(filter(None, (image.get("cameraMake"), image.get("cameraModel")))) or None,
        taken_at=image.get("time"),
        seconds=int(duration) / 1000 if duration is not None else None,
        description=_description(answer),
        target=answer.get("shortcutDetails", {}).get("targetId"),
        version=int(answer.get("version", 0)),
    )


def _description(answer: dict[str, Any]) -> str | None:
    """What people wrote about a folder; nobody asks for more of it, or for that of a file."""
    written = str(answer.get("description") or "") if answer.get("mimeType") == FOLDER else ""
    return written.replace("\x00", "")[:_LONGEST_DESCRIPTION] or None


def _change(entry: dict[str, Any]) -> Change:
    removed = bool(entry.get("removed", False)) or "file" not in entry
    return Change(entry["fileId"], None if removed else drive_file(entry["file"]))
