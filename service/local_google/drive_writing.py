"""Drive v3: files made, changed, moved, copied, trashed, deleted.

https://developers.google.com/workspace/drive/api/reference/rest/v3/files
"""

import mimetypes
from datetime import datetime

from service.local_google import moments
from service.local_google.call import Answer, Call
from service.local_google.errors import ApiError, forbidden, invalid, no_permission
from service.local_google.file_fields import file_resource
from service.local_google.files import FOLDER, RANK, SHORTCUT, SPREADSHEET, File, Permission
from service.local_google.grid import Spreadsheet
from service.local_google.media import Content

SET_AS_THEY_ARE = {
    "name": "name",
    "mimeType": "mime_type",
    "description": "description",
    "originalFilename": "original_name",
    "folderColorRgb": "color",
    "copyRequiresWriterPermission": "restricted_copy",
    "writersCanShare": "writers_share",
}
WRITABLE = frozenset(
    {"kind", "starred", "trashed", "modifiedTime", "viewedByMeTime", "properties", "appProperties"}
    | {"viewersCanCopyContent", "contentHints", *SET_AS_THEY_ARE}
)
ONLY_ON_CREATE = frozenset({"id", "parents", "createdTime", "shortcutDetails"})


def files_create(call: Call) -> Answer:
    _refuse_unwritable(call, WRITABLE | ONLY_ON_CREATE)
    parent = _new_parent(call, call.body.get("parents") or [])
    file = _new_file(call, parent, call.body.get("name") or "Untitled")
    if call.upload and call.upload.content:
        _put_content(call, file, call.upload.content)
    if file.mime_type == SPREADSHEET:
        call.state.spreadsheets[file.id] = Spreadsheet.new(file.name)
    if file.mime_type == SHORTCUT:
        target = call.file((call.body.get("shortcutDetails") or {}).get("targetId", ""))
        file.shortcut_target, file.shortcut_target_type = target.id, target.mime_type
    _set_metadata(call, file)
    call.tree.add(file, call.now)
    return file_resource(call, file, call.mask)


def new_spreadsheet(call: Call, title: str) -> File:
    """The Drive file of a spreadsheet made through Sheets: in the root of its maker."""
    file = _new_file(call, call.file("root"), title)
    file.mime_type = SPREADSHEET
    call.tree.add(file, call.now)
    return file


def _new_parent(call: Call, parents: list[str]) -> File:
    """The folder a new or moved file goes to."""
    if len(parents) > 1:
        raise invalid("A file cannot have multiple parents.", reason="multipleParentsNotAllowed")
    folder = call.file(parents[0] if parents else "root")
    if call.rank(folder) < RANK["writer"]:
        raise no_permission()
    if folder.mime_type != FOLDER:
        raise forbidden("parentNotAFolder", "The specified parent is not a folder.")
    return folder


def _new_file(call: Call, parent: File, name: str) -> File:
    file_id = call.body.get("id") or call.state.new_id(33, "1")
    if file_id in call.tree.files:
        message = "A file already exists with the provided ID."
        raise ApiError(409, "fileIdInUse", message)
    owner = Permission(call.user.permission_id, "user", "owner", call.user.email)
    return File(
        file_id,
        name,
        call.body.get("mimeType") or _guessed_type(call, name),
        "" if parent.drive else call.user.email,
        parent.id,
        _time(call.body.get("createdTime"), call.now),
        call.now,
        call.user.email,
        {} if parent.drive else {owner.id: owner},
        drive=parent.drive,
        original_name=name,
    )


def _guessed_type(call: Call, name: str) -> str:
    if call.upload and call.upload.mime_type not in ("", "application/octet-stream"):
        return call.upload.mime_type
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _time(text: str | None, default: datetime) -> datetime:
    try:
        return moments.parse(text) if text else default
    except ValueError:
        raise invalid("Invalid Value", reason="invalid") from None


def _put_content(call: Call, file: File, content: Content) -> None:
    """New bytes, if the owner has room for them."""
    owner = call.state.users.get(file.owner)
    before = file.content.size if file.content else 0
    used = call.tree.usage.get(file.owner, 0)
    if owner and used - before + content.size > owner.storage_limit:
        message = "The user's Drive storage quota has been exceeded."
        raise forbidden("storageQuotaExceeded", message)
    file.modified, file.modifier = call.now, call.user.email
    call.tree.set_content(file, content, call.now + call.video_processing)


def _refuse_unwritable(call: Call, writable: frozenset[str]) -> None:
    if set(call.body) - writable:
        message = "The resource body includes fields which are not directly writable."
        raise forbidden("fieldNotWritable", message)


def _set_metadata(call: Call, file: File) -> None:
    body = {name: value for name, value in call.body.items() if value is not None}
    if {"name", "description", "mimeType"} & set(body):
        file.modified, file.modifier = call.now, call.user.email
    for name, attribute in SET_AS_THEY_ARE.items():
        if name in body:
            setattr(file, attribute, body[name])
    file.modified = _time(body.get("modifiedTime"), file.modified)
    if "starred" in body:
        (file.starred.add if body["starred"] else file.starred.discard)(call.user.email)
    if "viewedByMeTime" in body:
        file.viewed[call.user.email] = _time(body["viewedByMeTime"], call.now)
    for name, held in (("properties", file.properties), ("appProperties", file.app_properties)):
        for key, value in body.get(name, {}).items():
            held.pop(key, None)
            if value is not None:
                held[key] = value


def files_update(call: Call) -> Answer:
    _refuse_unwritable(call, WRITABLE)
    only_mine = not call.upload and set(call.body) <= {"starred", "viewedByMeTime"}
    file = call.file(call["fileId"], "reader" if only_mine else "writer")
    if "trashed" in call.body:
        _trash(call, file)
    if call["addParents"] or call["removeParents"]:
        _move(call, file)
    if call.upload and call.upload.content:
        _put_content(call, file, call.upload.content)
    _set_metadata(call, file)
    if file.id in call.state.spreadsheets:
        call.state.spreadsheets[file.id].properties["title"] = file.name
    if call.body or call.upload:
        call.tree.touch(file, call.now)
    return file_resource(call, file, call.mask)


def _trash(call: Call, file: File) -> None:
    _refuse_unowned(call, file)
    before = call.tree.sight(file)
    file.trashed = bool(call.body["trashed"])
    call.tree.touch(file, call.now, before=before)


def _refuse_unowned(call: Call, file: File) -> None:
    if call.rank(file) < RANK["organizer"] or file.id == call.user.root_id:
        raise no_permission()


def _move(call: Call, file: File) -> None:
    added = [part for part in (call["addParents"] or "").split(",") if part]
    removed = [part for part in (call["removeParents"] or "").split(",") if part]
    removed = [call.user.root_id if part == "root" else part for part in removed]
    if not added:
        if file.parent in removed:
            call.tree.move(file, call.user.root_id, call.now)
        return
    folder = _new_parent(call, added)
    if folder.id == file.parent:
        return
    if file.parent not in removed:
        message = "Increasing the number of parents is not allowed"
        raise forbidden("cannotAddParent", message)
    if folder is file or folder in call.tree.descendants(file):
        raise forbidden("circularReference", "The folder cannot be moved into itself.")
    call.tree.move(file, folder.id, call.now)


def files_copy(call: Call) -> Answer:
    _refuse_unwritable(call, WRITABLE | ONLY_ON_CREATE)
    source = call.file(call["fileId"])
    if source.mime_type == FOLDER:
        raise forbidden("cannotCopyFile", "This file cannot be copied by the user.")
    parents = call.body.get("parents") or []
    tree, above = call.tree, call.tree.files.get(source.parent)
    if not parents and above and call.rank(above) >= RANK["writer"]:
        parents = [above.id]
    name = call.body.get("name") or f"Copy of {source.name}"
    file = _new_file(call, _new_parent(call, parents), name)
    file.mime_type = source.mime_type
    if source.content:
        _put_content(call, file, source.content)
    file.description, file.properties = source.description, dict(source.properties)
    file.shortcut_target = source.shortcut_target
    file.shortcut_target_type = source.shortcut_target_type
    if source.id in call.state.spreadsheets:
        copy = call.state.spreadsheets[source.id].copy()
        copy.properties["title"] = name
        call.state.spreadsheets[file.id] = copy
    _set_metadata(call, file)
    tree.add(file, call.now)
    return file_resource(call, file, call.mask)


def files_delete(call: Call) -> None:
    file = call.file(call["fileId"])
    _refuse_unowned(call, file)
    call.tree.delete(file, call.now)


def files_empty_trash(call: Call) -> None:
    tree = call.tree
    mine = [f for f in tree.files.values() if f.trashed and f.owner == call.user.email]
    for file in mine:
        if file.id in tree.files:  # it may have gone with its folder
            tree.delete(file, call.now)


def files_generate_ids(call: Call) -> Answer:
    ids = [call.state.new_id(33, "1") for _ in range(call["count"])]
    return {"kind": "drive#generatedIds", "space": "drive", "ids": ids}
