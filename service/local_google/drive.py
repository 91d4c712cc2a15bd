"""Drive v3: about, changes, shared drives, reading files; and the registry of all its methods.

https://developers.google.com/workspace/drive/api/reference/rest/v3
"""

import re

from service.local_google import drive_writing, moments, permissions
from service.local_google.call import Answer, Call, Download, Handler
from service.local_google.drive_listing import files_list, in_corpus
from service.local_google.errors import ApiError, Json, forbidden, invalid
from service.local_google.fields import below
from service.local_google.file_fields import EXPORTS, XLSX, file_resource
from service.local_google.files import DOCUMENT
from service.local_google.xlsx_export import as_csv, as_xlsx

DEFAULT_FIELDS = {  # by the schema of the answer: what comes when `fields` is not given
    "File": "kind,id,name,mimeType",
    "FileList": "kind,nextPageToken,incompleteSearch,files(kind,id,name,mimeType)",
    "ChangeList": "kind,nextPageToken,newStartPageToken,changes(kind,type,changeType,time,removed,"
    "fileId,file(kind,id,name,mimeType))",
    "Permission": "kind,id,type,role",
    "PermissionList": "kind,nextPageToken,permissions(kind,id,type,role)",
    "Drive": "kind,id,name",
    "DriveList": "kind,nextPageToken,drives(kind,id,name)",
}


def about_get(call: Call) -> Answer:
    if not call.mask:
        raise invalid("The 'fields' parameter is required for this method.", "fields", "required")
    email = call.user.email
    quota = {"limit": str(call.user.storage_limit)}
    quota["usage"] = quota["usageInDrive"] = str(call.tree.usage.get(email, 0))
    answer: Json = {
        "kind": "drive#about",
        "user": call.user.resource(email),
        "storageQuota": quota,
        "exportFormats": {kind: list(targets) for kind, targets in EXPORTS.items()},
        "importFormats": {},
        "maxUploadSize": str(5 * 2**40),
        "appInstalled": False,
        "canCreateDrives": False,
    }
    asked = below(call.mask, "storageQuota")
    if asked is not None and below(asked, "usageInDriveTrash") is not None:  # looks at every file
        trash = (f for f in call.tree.files.values() if f.owner == email and f.content and call.tree.is_trashed(f))
        quota["usageInDriveTrash"] = str(sum(file.content.size for file in trash if file.content))
    return answer


def changes_start(call: Call) -> Answer:
    return {"kind": "drive#startPageToken", "startPageToken": str(call.tree.sequence + 1)}


def changes_list(call: Call) -> Answer:
    tree, email, text = call.tree, call.user.email, call["pageToken"]
    if not re.fullmatch(r"\d{1,18}", text) or int(text) > tree.sequence + 1:
        raise invalid("Invalid Value", "pageToken")
    entries, following, last = tree.feed(email, int(text), max(call["pageSize"], 1))
    mask = below(below(call.mask, "changes") or {}, "file")
    changes = []
    for entry in entries:
        file = tree.files.get(entry.file_id)
        change: Json = {"kind": "drive#change", "type": "file", "changeType": "file", "fileId": entry.file_id}
        change |= {"time": moments.rfc3339(entry.time), "removed": file is None or not tree.sees(email, file)}
        if file and not change["removed"]:
            if not in_corpus(call, file) or (call["restrictToMyDrive"] and file.owner != email):
                continue
            if mask is not None:
                change["file"] = file_resource(call, file, mask)
        elif not call["includeRemoved"]:
            continue
        changes.append(change)
    token = "newStartPageToken" if last else "nextPageToken"
    return {"kind": "drive#changeList", "changes": changes, token: str(following)}


def drives_list(call: Call) -> Answer:
    mine = [drive for drive_id, drive in call.tree.drives.items() if call.rank(call.tree.files[drive_id])]
    return {"kind": "drive#driveList", "drives": mine}


def drives_get(call: Call) -> Answer:
    drive_id = call["driveId"]
    if drive_id not in call.tree.drives or not call.rank(call.tree.files[drive_id]):
        raise ApiError(404, "notFound", f"Shared drive not found: {drive_id}", location="driveId")
    return call.tree.drives[drive_id]


def files_get(call: Call) -> Answer:
    file = call.file(call["fileId"])
    if call["alt"] != "media":
        return file_resource(call, file, call.mask)
    if not file.content or file.mime_type == DOCUMENT:
        message = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise forbidden("fileNotDownloadable", message)
    return Download(file.mime_type, call.blobs.path(file.content))


def files_export(call: Call) -> Answer:
    file, kind = call.file(call["fileId"]), call["mimeType"]
    if file.mime_type not in EXPORTS:
        raise forbidden("fileNotExportable", "Export only supports Docs Editors files.")
    if kind not in EXPORTS[file.mime_type]:
        raise invalid("The requested conversion is not supported.", "convertTo", "badRequest")
    if file.mime_type == DOCUMENT:
        return Download(kind, call.blobs.path(file.content) if file.content else b"")
    spreadsheet = call.state.spreadsheets[file.id]
    return Download(kind, as_xlsx(spreadsheet) if kind == XLSX else as_csv(spreadsheet))


def comments_list(call: Call) -> Answer:
    call.file(call["fileId"])
    return {"kind": "drive#commentList", "comments": []}  # nobody writes any


METHODS: dict[str, Handler] = {
    "drive.about.get": about_get,
    "drive.changes.getStartPageToken": changes_start,
    "drive.changes.list": changes_list,
    "drive.drives.list": drives_list,
    "drive.drives.get": drives_get,
    "drive.files.get": files_get,
    "drive.files.export": files_export,
    "drive.files.list": files_list,
    "drive.files.create": drive_writing.files_create,
    "drive.files.update": drive_writing.files_update,
    "drive.files.copy": drive_writing.files_copy,
    "drive.files.delete": drive_writing.files_delete,
    "drive.files.emptyTrash": drive_writing.files_empty_trash,
    "drive.files.generateIds": drive_writing.files_generate_ids,
    "drive.comments.list": comments_list,
    "drive.permissions.list": permissions.permissions_list,
    "drive.permissions.get": permissions.permissions_get,
    "drive.permissions.create": permissions.permissions_create,
    "drive.permissions.update": permissions.permissions_update,
    "drive.permissions.delete": permissions.permissions_delete,
}
