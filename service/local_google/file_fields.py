"""The `File` resource, field by field, as one user sees it.

Only the fields a mask asks for are worked out.
https://developers.google.com/workspace/drive/api/reference/rest/v3/files
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from service.local_google.errors import Json
from service.local_google.fields import Mask
from service.local_google.moments import rfc3339
from service.local_google.state import State
from service.local_google.tree import FOLDER, RANK, SHORTCUT, SPREADSHEET, File, Permission

READS_CONTENT = frozenset(
    f"https://www.googleapis.com/auth/{name}" for name in ("drive", "drive.readonly", "drive.file")
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTS = {SPREADSHEET: (XLSX, "text/csv")}


@dataclass(frozen=True)
class View:
    """A file in the eyes of a user at an instant."""

    state: State
    file: File
    email: str
    now: datetime
    scopes: frozenset[str]
    root_url: str

    @cached_property
    def rank(self) -> int:
        """What the user may do."""
        return self.state.tree.role(self.email, self.file)

    @property
    def may_share(self) -> bool:
        """Whether the user sees and changes the permissions."""
        least = "writer" if self.file.writers_share else "owner"
        return self.rank >= RANK[least]

    @cached_property
    def grants(self) -> list[Permission]:
        """Own and inherited permissions."""
        return list(self.state.tree.grants(self.file).values())

    @property
    def has_thumbnail(self) -> bool:
        """Pictures at once, films when Google has looked into them."""
        content = self.file.content
        return bool(content and (content.image or self.video))

    @property
    def video(self) -> Json | None:
        """What is known of a film once the processing is over."""
        ready, content = self.file.video_ready, self.file.content
        return content.video if content and ready and ready <= self.now else None

    def user(self, email: str) -> Json | None:
        """The `User` of this address, if he is one of ours."""
        found = self.state.users.get(email)
        return found.resource(self.email) if found else None


def permission_resource(state: State, permission: Permission) -> Json:
    """One `Permission`."""
    resource: Json = {
        "kind": "drive#permission",
        "id": permission.id,
        "type": permission.kind,
        "role": permission.role,
    }
    if permission.kind in ("user", "group"):
        user = state.users.get(permission.target)
        resource |= {
            "emailAddress": permission.target,
            "displayName": user.name if user else permission.target,
            "deleted": False,
            "pendingOwner": False,
        }
    elif permission.kind == "domain":
        resource |= {"domain": permission.target, "displayName": permission.target}
    if permission.kind in ("domain", "anyone"):
        resource["allowFileDiscovery"] = permission.discoverable
    return resource


def _parents(view: View) -> list[str] | None:
    parent = view.state.tree.files.get(view.file.parent)
    if parent is None or not view.state.tree.role(view.email, parent):
        return None
    return [parent.id]


def _web_view(view: View) -> str:
    file_id, kind = view.file.id, view.file.mime_type
    if kind == FOLDER:
        return f"https://drive.google.com/drive/folders/{file_id}"
    if kind == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{file_id}/edit?usp=drivesdk"
    return f"https://drive.google.com/file/d/{file_id}/view?usp=drivesdk"


def _thumbnail(view: View) -> str | None:
    if not view.has_thumbnail or not view.scopes & READS_CONTENT:
        return None
    return f"{view.root_url}thumbnail/{view.file.id}=s220"


def _extension(view: View) -> str | None:
    if not view.file.content:
        return None
    return view.file.name.rpartition(".")[2] if "." in view.file.name else ""


def _capabilities(view: View) -> Json:
    edit, own = view.rank >= RANK["writer"], view.rank >= RANK["organizer"]
    folder = view.file.mime_type == FOLDER
    return {
        "canAddChildren": edit and folder,
        "canComment": view.rank >= RANK["commenter"],
        "canCopy": not folder and (edit or not view.file.restricted_copy),
        "canDelete": own,
        "canDownload": not folder and (edit or not view.file.restricted_copy),
        "canEdit": edit,
        "canListChildren": folder,
        "canModifyContent": edit,
        "canMoveItemWithinDrive": edit,
        "canReadRevisions": edit,
        "canRemoveChildren": edit and folder,
        "canRename": edit,
        "canShare": view.may_share,
        "canTrash": own,
        "canUntrash": own,
    }


def _shortcut(view: View) -> Json | None:
    if view.file.mime_type != SHORTCUT:
        return None
    return {"targetId": view.file.shortcut_target, "targetMimeType": view.file.shortcut_target_type}


def _shared_time(view: View) -> str | None:
    shared = view.file.shared_with.get(view.email)
    return rfc3339(shared[0]) if shared else None


def _sharer(view: View) -> Json | None:
    shared = view.file.shared_with.get(view.email)
    return view.user(shared[1]) if shared else None


def _of_content(name: str) -> Callable[[View], Any]:
    return lambda view: str(getattr(view.file.content, name)) if view.file.content else None


FIELDS: dict[str, Callable[[View], Any]] = {  # None: the field is absent
    "kind": lambda _: "drive#file",
    "id": lambda view: view.file.id,
    "name": lambda view: view.file.name,
    "mimeType": lambda view: view.file.mime_type,
    "description": lambda view: view.file.description or None,
    "starred": lambda view: view.email in view.file.starred,
    "trashed": lambda view: view.state.tree.is_trashed(view.file),
    "explicitlyTrashed": lambda view: view.file.trashed,
    "parents": _parents,
    "properties": lambda view: view.file.properties or None,
    "appProperties": lambda view: view.file.app_properties or None,
    "spaces": lambda _: ["drive"],
    "version": lambda view: str(view.file.version),
    "webViewLink": _web_view,
    "webContentLink": lambda view: (
        view.file.content and f"https://drive.google.com/uc?id={view.file.id}&export=download"
    ),
    "hasThumbnail": lambda view: view.has_thumbnail,
    "thumbnailLink": _thumbnail,
    "thumbnailVersion": lambda view: "1" if view.has_thumbnail else "0",
    "viewedByMe": lambda view: view.email in view.file.viewed,
    "viewedByMeTime": lambda view: rfc3339(view.file.viewed[view.email]) if view.email in view.file.viewed else None,
    "createdTime": lambda view: rfc3339(view.file.created),
    "modifiedTime": lambda view: rfc3339(view.file.modified),
    "modifiedByMe": lambda view: view.file.modifier == view.email,
    "sharedWithMeTime": _shared_time,
    "sharingUser": _sharer,
    "owners": lambda view: [view.user(view.file.owner)] if view.file.owner else None,
    "driveId": lambda view: view.file.drive or None,
    "lastModifyingUser": lambda view: view.user(view.file.modifier),
    "shared": lambda view: None if view.file.drive else len(view.grants) > 1,
    "ownedByMe": lambda view: None if view.file.drive else view.file.owner == view.email,
    "capabilities": _capabilities,
    "viewersCanCopyContent": lambda view: not view.file.restricted_copy,
    "copyRequiresWriterPermission": lambda view: view.file.restricted_copy,
    "writersCanShare": lambda view: view.file.writers_share,
    "permissions": lambda view: [permission_resource(view.state, p) for p in view.grants] if view.may_share else None,
    "permissionIds": lambda view: [p.id for p in view.grants] if view.may_share else None,
    "folderColorRgb": lambda view: view.file.color or None,
    "originalFilename": lambda view: view.file.content and view.file.original_name,
    "fullFileExtension": _extension,
    "fileExtension": _extension,
    "md5Checksum": _of_content("md5"),
    "sha1Checksum": _of_content("sha1"),
    "sha256Checksum": _of_content("sha256"),
    "size": _of_content("size"),
    "quotaBytesUsed": lambda view: str(view.file.content.size if view.file.content else 0),
    "headRevisionId": lambda view: view.file.content and f"0B{view.file.content.sha256[:40]}{view.file.id[-8:]}",
    "imageMediaMetadata": lambda view: view.file.content and view.file.content.image,
    "videoMediaMetadata": lambda view: view.video,
    "shortcutDetails": _shortcut,
    "exportLinks": lambda view: (
        {
            kind: f"https://docs.google.com/spreadsheets/export?id={view.file.id}&format={kind}"
            for kind in EXPORTS.get(view.file.mime_type, ())
        }
        or None
    ),
    "isAppAuthorized": lambda _: True,
}


def file_resource(view: View, mask: Mask) -> Json:
    """The fields of the mask that this file has for this user."""
    names = FIELDS if not mask or "*" in mask else mask
    return {name: value for name in names if (field := FIELDS.get(name)) and (value := field(view)) is not None}
