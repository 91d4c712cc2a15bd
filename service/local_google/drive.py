"""Drive v3: about, changes, shared drives, reading files; and the registry of all its methods.

https://developers.google.com/workspace/drive/api/reference/rest/v3
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from service.local_google import drive_writing, moments, permissions, query
from service.local_google.access import find, resource
from service.local_google.call import Answer, Call, Download, Handler
from service.local_google.errors import ApiError, Json, file_not_found, forbidden, invalid
from service.local_google.fields import asks_for, below
from service.local_google.file_fields import EXPORTS, XLSX
from service.local_google.tree import FOLDER, RANK, SPREADSHEET, File
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
LISTINGS_KEPT = 200


def about_get(call: Call) -> Answer:
    if not call.mask:
        message = "The 'fields' parameter is required for this method."
        raise invalid(message, "fields", "required")
    tree, email = call.state.tree, call.user.email
    usage = str(tree.usage.get(email, 0))
    quota = {"limit": str(call.user.storage_limit), "usage": usage, "usageInDrive": usage}
    if asks_for(call.mask, "storageQuota", "usageInDriveTrash"):  # looks at every file
        trashed = [file for file in tree.files.values() if file.owner == email and tree.is_trashed(file)]
        quota["usageInDriveTrash"] = str(sum(file.content.size for file in trashed if file.content))
    return {
        "kind": "drive#about",
        "user": call.user.resource(email),
        "storageQuota": quota,
        "exportFormats": {kind: list(targets) for kind, targets in EXPORTS.items()},
        "importFormats": {},
        "maxUploadSize": str(5 * 2**40),
        "appInstalled": False,
        "canCreateDrives": False,
    }


def changes_start(call: Call) -> Answer:
    token = str(call.state.tree.sequence + 1)
    return {"kind": "drive#startPageToken", "startPageToken": token}


def changes_list(call: Call) -> Answer:
    tree, email, text = call.state.tree, call.user.email, call["pageToken"]
    if not re.fullmatch(r"\d{1,18}", text) or int(text) > tree.sequence + 1:
        raise invalid("Invalid Value", "pageToken")
    entries, following, last = tree.feed(email, int(text), max(call["pageSize"], 1))
    mask = below(below(call.mask, "changes"), "file")
    changes = []
    for entry in entries:
        file = tree.files.get(entry.file_id)
        change: Json = {
            "kind": "drive#change",
            "type": "file",
            "changeType": "file",
            "time": moments.rfc3339(entry.time),
            "removed": file is None or not tree.sees(email, file),
            "fileId": entry.file_id,
        }
        if file and not change["removed"]:
            if not _in_corpus(call, file) or (call["restrictToMyDrive"] and file.owner != email):
                continue
            change["file"] = resource(call, file, mask)
        elif not call["includeRemoved"]:
            continue
        changes.append(change)
    token = "newStartPageToken" if last else "nextPageToken"
    return {"kind": "drive#changeList", "changes": changes, token: str(following)}


def _in_corpus(call: Call, file: File) -> bool:
    """Whether a list or feed of this call covers the file, with regard to shared drives."""
    if call["driveId"]:
        return file.drive == str(call["driveId"])
    return not file.drive or bool(call["includeItemsFromAllDrives"])


def drives_list(call: Call) -> Answer:
    tree = call.state.tree
    mine = [id_ for id_ in tree.drives if tree.role(call.user.email, tree.files[id_])]
    return {"kind": "drive#driveList", "drives": [tree.drives[id_] for id_ in mine]}


def drives_get(call: Call) -> Answer:
    tree, drive_id = call.state.tree, call["driveId"]
    if drive_id not in tree.drives or not tree.role(call.user.email, tree.files[drive_id]):
        raise ApiError(404, "notFound", f"Shared drive not found: {drive_id}", location="driveId")
    return tree.drives[drive_id]


def files_get(call: Call) -> Answer:
    file = find(call, call["fileId"])
    if call["alt"] != "media":
        return resource(call, file)
    if not file.content:
        message = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise forbidden("fileNotDownloadable", message)
    return Download(file.mime_type, call.blobs.path(file.content))


def files_export(call: Call) -> Answer:
    file, kind = find(call, call["fileId"]), call["mimeType"]
    if file.mime_type != SPREADSHEET:
        raise forbidden("fileNotExportable", "Export only supports Docs Editors files.")
    if kind not in EXPORTS[SPREADSHEET]:
        raise invalid("The requested conversion is not supported.", "convertTo", "badRequest")
    spreadsheet = call.state.spreadsheets[file.id]
    return Download(kind, as_xlsx(spreadsheet) if kind == XLSX else as_csv(spreadsheet))


def files_list(call: Call) -> Answer:
    tree, size = call.state.tree, max(call["pageSize"], 1)
    token, start = "", 0
    if call["pageToken"]:
        token, _, offset = call["pageToken"].partition("!")
        if token not in call.state.listings or not offset.isdecimal():
            raise invalid("Invalid Value", "pageToken")
        found, start = call.state.listings[token], int(offset)
    else:
        found = _matching(call)
    mask = below(call.mask, "files")
    page = [tree.files[file_id] for file_id in found[start : start + size] if file_id in tree.files]
    answer: Json = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [resource(call, file, mask) for file in page],
    }
    if start + size < len(found):
        if not token:  # the listing is kept, so that later pages neither repeat nor skip
            token = call.state.new_id(40, "~")
            call.state.listings[token] = found
            if len(call.state.listings) > LISTINGS_KEPT:
                call.state.listings.pop(next(iter(call.state.listings)))
        answer["nextPageToken"] = f"{token}!{start + size}"
    return answer


def _matching(call: Call) -> list[str]:
    """Ids of all files of the user that the query finds, in the order asked for."""
    tree, email = call.state.tree, call.user.email
    asked = query.compile_query(call["q"]) if (call["q"] or "").strip() else None
    if asked and asked.parent:
        folder = call.user.root_id if asked.parent == "root" else asked.parent
        if folder not in tree.files or not tree.role(email, tree.files[folder]):
            raise file_not_found(".")  # so Drive names it, location and all
        candidates = [tree.files[file_id] for file_id in tree.children.get(folder, ())]
    else:
        candidates = list(tree.files.values())
    by_link = bool(asked and asked.parent)  # a folder that its link opens is listed by its id, never found
    hits = [
        file
        for file in candidates
        if (tree.sees(email, file) or (by_link and tree.role(email, file) and not tree.is_trashed(file)))
        and _in_corpus(call, file)
        and file.id not in (call.user.root_id, file.drive)
        and (asked is None or asked.matches(partial(_look, call, file)))
    ]
    hits.reverse()  # newest first
    for key in reversed([part.split() for part in (call["orderBy"] or "").split(",") if part]):
        if key[0] not in ORDERS or key[1:] not in ([], ["desc"]):
            raise invalid("Invalid Value", "orderBy")
        hits.sort(key=partial(ORDERS[key[0]], call.user.email), reverse=len(key) > 1)
    return [file.id for file in hits]


def _look(call: Call, file: File, name: str) -> Any:  # noqa: PLR0911  # one per field
    """What the query language sees of a file."""
    email, tree = call.user.email, call.state.tree
    if name == "parents":
        return [file.parent, "root"] if file.parent == call.user.root_id else [file.parent]
    if name in ("owners", "writers", "readers"):
        least = RANK[name[:-1]]
        held = {p.target for p in tree.grants(file).values() if RANK[p.role] >= least}
        return held | {"me"} if email in held else held
    if name == "sharedWithMe":
        return email in file.shared_with
    if name == "trashed":
        return tree.is_trashed(file)
    if name == "starred":
        return email in file.starred
    if name == "viewedByMeTime":
        return file.viewed.get(email)
    if name == "sharedWithMeTime":
        return file.shared_with.get(email, (None, ""))[0]
    if name == "visibility":
        kinds = {p.kind for p in tree.grants(file).values()}
        return "anyoneWithLink" if "anyone" in kinds else "limited"
    return getattr(file, ATTRIBUTES[name])


ATTRIBUTES = {
    "name": "name",
    "mimeType": "mime_type",
    "createdTime": "created",
    "modifiedTime": "modified",
    "properties": "properties",
    "appProperties": "app_properties",
    "shortcutDetails.targetId": "shortcut_target",
}
NEVER = moments.parse("0001-01-01")
ORDERS: dict[str, Callable[[str, File], Any]] = {
    "createdTime": lambda _, file: file.created,
    "folder": lambda _, file: file.mime_type != FOLDER,
    "modifiedByMeTime": lambda _, file: file.modified,
    "modifiedTime": lambda _, file: file.modified,
    "name": lambda _, file: file.name.casefold(),
    "name_natural": lambda _, file: [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in re.split(r"(\d+)", file.name.casefold())
    ],
    "quotaBytesUsed": lambda _, file: file.content.size if file.content else 0,
    "recency": lambda _, file: max(file.modified, file.created),
    "sharedWithMeTime": lambda email, file: file.shared_with.get(email, (NEVER, ""))[0],
    "starred": lambda email, file: email not in file.starred,
    "viewedByMeTime": lambda email, file: file.viewed.get(email, NEVER),
}


def comments_list(call: Call) -> Answer:
    find(call, call["fileId"])
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
