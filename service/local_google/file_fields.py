"""The `File` resource, field by field, as the user of a call sees it.

Only the fields a mask asks for are worked out.
https://developers.google.com/workspace/drive/api/reference/rest/v3/files
"""

from collections.abc import Callable
from typing import Any

from service.local_google.call import Call
from service.local_google.errors import Json
from service.local_google.fields import Mask
from service.local_google.files import DOCUMENT, FOLDER, RANK, SHORTCUT, SPREADSHEET, File, Permission
from service.local_google.moments import rfc3339
from service.local_google.state import State

READS_CONTENT = frozenset(
    f"https://www.googleapis.com/auth/{name}" for name in ("drive", "drive.readonly", "drive.file")
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain"
EXPORTS = {SPREADSHEET: (XLSX, "text/csv"), DOCUMENT: (TEXT,)}


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
        resource |= {"emailAddress": permission.target, "displayName": user.name if user else permission.target}
        resource |= {"deleted": False, "pendingOwner": False}
    elif permission.kind == "domain":
        resource |= {"domain": permission.target, "displayName": permission.target}
    if permission.kind in ("domain", "anyone"):
        resource["allowFileDiscovery"] = permission.discoverable
    return resource


def may_share(call: Call, file: File) -> bool:
    """Whether the user sees and changes the permissions."""
    return call.rank(file) >= RANK["writer" if file.writers_share else "owner"]


def _permissions(call: Call, file: File) -> list[Json] | None:
    if not may_share(call, file):
        return None
    return [permission_resource(call.state, grant) for grant in call.tree.grants(file).values()]


def _user(call: Call, email: str) -> Json | None:
    found = call.state.users.get(email)
    return found.resource(call.user.email) if found else None


def _parents(call: Call, file: File) -> list[str] | None:
    parent = call.tree.files.get(file.parent)
    return [parent.id] if parent and call.rank(parent) else None


def _web_view(_: Call, file: File) -> str:
    if file.mime_type == FOLDER:
        return f"https://drive.google.com/drive/folders/{file.id}"
    if file.mime_type == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk"
    return f"https://drive.google.com/file/d/{file.id}/view?usp=drivesdk"


def _video(call: Call, file: File) -> Json | None:
    """What is known of a film once the processing is over."""
    ready = file.video_ready is not None and file.video_ready <= call.now
    return file.content.video if file.content and ready else None


def _has_thumbnail(call: Call, file: File) -> bool:
    """Pictures at once, films when Google has looked into them."""
    return bool(file.content and (file.content.image or _video(call, file)))


def _thumbnail(call: Call, file: File) -> str | None:
    shown = _has_thumbnail(call, file) and call.scopes & READS_CONTENT
    return f"{call.root_url}thumbnail/{file.id}=s220" if shown else None


def _extension(_: Call, file: File) -> str | None:
    if not file.content:
        return None
    return file.name.rpartition(".")[2] if "." in file.name else ""


def _capabilities(call: Call, file: File) -> Json:
    rank, folder = call.rank(file), file.mime_type == FOLDER
    edit, own = rank >= RANK["writer"], rank >= RANK["organizer"]
    copy = not folder and (edit or not file.restricted_copy)
    of_writers = ("canEdit", "canModifyContent", "canMoveItemWithinDrive", "canReadRevisions", "canRename")
    return dict.fromkeys(of_writers, edit) | {
        "canAddChildren": edit and folder,
        "canComment": rank >= RANK["commenter"],
        "canCopy": copy,
        "canDelete": own,
        "canDownload": copy,
        "canListChildren": folder,
        "canRemoveChildren": edit and folder,
        "canShare": may_share(call, file),
        "canTrash": own,
        "canUntrash": own,
    }


def _shortcut(_: Call, file: File) -> Json | None:
    details = {"targetId": file.shortcut_target, "targetMimeType": file.shortcut_target_type}
    return details if file.mime_type == SHORTCUT else None


def _export_links(_: Call, file: File) -> Json | None:
    address = f"https://docs.google.com/spreadsheets/export?id={file.id}&format="
    return {kind: address + kind for kind in EXPORTS.get(file.mime_type, ())} or None


def _shared_time(call: Call, file: File) -> str | None:
    shared = file.shared_with.get(call.user.email)
    return rfc3339(shared[0]) if shared else None


def _sharer(call: Call, file: File) -> Json | None:
    shared = file.shared_with.get(call.user.email)
    return _user(call, shared[1]) if shared else None


def _viewed_time(call: Call, file: File) -> str | None:
    viewed = file.viewed.get(call.user.email)
    return rfc3339(viewed) if viewed else None


FIELDS: dict[str, Callable[[Call, File], Any]] = {  # None: the field is absent
    "kind": lambda _call, _file: "drive#file",
    "id": lambda _, file: file.id,
    "name": lambda _, file: file.name,
    "mimeType": lambda _, file: file.mime_type,
    "description": lambda _, file: file.description or None,
    "starred": lambda call, file: call.user.email in file.starred,
    "trashed": lambda call, file: call.tree.is_trashed(file),
    "explicitlyTrashed": lambda _, file: file.trashed,
    "parents": _parents,
    "properties": lambda _, file: file.properties or None,
    "appProperties": lambda _, file: file.app_properties or None,
    "spaces": lambda _call, _file: ["drive"],
    "version": lambda _, file: str(file.version),
    "webViewLink": _web_view,
    "webContentLink": lambda _, file: file.content and f"https://drive.google.com/uc?id={file.id}&export=download",
    "hasThumbnail": _has_thumbnail,
    "thumbnailLink": _thumbnail,
    "thumbnailVersion": lambda call, file: "1" if _has_thumbnail(call, file) else "0",
    "viewedByMe": lambda call, file: call.user.email in file.viewed,
    "viewedByMeTime": _viewed_time,
    "createdTime": lambda _, file: rfc3339(file.created),
    "modifiedTime": lambda _, file: rfc3339(file.modified),
    "modifiedByMe": lambda call, file: file.modifier == call.user.email,
    "sharedWithMeTime": _shared_time,
    "sharingUser": _sharer,
    "owners": lambda call, file: [_user(call, file.owner)] if file.owner else None,
    "driveId": lambda _, file: file.drive or None,
    "lastModifyingUser": lambda call, file: _user(call, file.modifier),
    "shared": lambda call, file: None if file.drive else len(call.tree.grants(file)) > 1,
    "ownedByMe": lambda call, file: None if file.drive else file.owner == call.user.email,
    "capabilities": _capabilities,
    "viewersCanCopyContent": lambda _, file: not file.restricted_copy,
    "copyRequiresWriterPermission": lambda _, file: file.restricted_copy,
    "writersCanShare": lambda _, file: file.writers_share,
    "permissions": _permissions,
    "permissionIds": lambda call, file: list(call.tree.grants(file)) if may_share(call, file) else None,
    "folderColorRgb": lambda _, file: file.color or None,
    "originalFilename": lambda _, file: file.content and file.original_name,
    "fullFileExtension": _extension,
    "fileExtension": _extension,
    "md5Checksum": lambda _, file: (file.content and file.mime_type != DOCUMENT and file.content.md5) or None,
    "sha1Checksum": lambda _, file: file.content and file.content.sha1,
    "sha256Checksum": lambda _, file: file.content and file.content.sha256,
    "size": lambda _, file: file.content and str(file.content.size),
    "quotaBytesUsed": lambda _, file: str(file.content.size if file.content else 0),
    "headRevisionId": lambda _, file: file.content and f"0B{file.content.sha256[:40]}{file.id[-8:]}",
    "imageMediaMetadata": lambda _, file: file.content and file.content.image,
    "videoMediaMetadata": _video,
    "shortcutDetails": _shortcut,
    "exportLinks": _export_links,
    "isAppAuthorized": lambda _call, _file: True,
}


def file_resource(call: Call, file: File, mask: Mask) -> Json:
    """The fields of the mask that this file has for this user."""
    names = FIELDS if not mask or "*" in mask else mask
    return {
        name: value
        for name in names
        if (field := FIELDS.get(name)) is not None and (value := field(call, file)) is not None
    }
