"""Drive v3: files.list, its query seen from a file, its orders, its pages.

https://developers.google.com/workspace/drive/api/guides/search-files
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from service.local_google import moments, query
from service.local_google.call import Answer, Call
from service.local_google.errors import Json, file_not_found, invalid
from service.local_google.fields import below
from service.local_google.file_fields import file_resource
from service.local_google.files import FOLDER, RANK, File

LISTINGS_KEPT = 200


def in_corpus(call: Call, file: File) -> bool:
    """Whether a list or feed of this call covers the file, with regard to shared drives."""
    if call["driveId"]:
        return file.drive == str(call["driveId"])
    return not file.drive or bool(call["includeItemsFromAllDrives"])


def files_list(call: Call) -> Answer:
    size, start, token = max(call["pageSize"], 1), 0, ""
    if call["pageToken"]:
        token, _, offset = call["pageToken"].partition("!")
        if token not in call.state.listings or not offset.isdecimal():
            raise invalid("Invalid Value", "pageToken")
        found, start = call.state.listings[token], int(offset)
    else:
        found = _matching(call)
    files = call.tree.files
    page = [files[file_id] for file_id in found[start : start + size] if file_id in files]
    mask = below(call.mask, "files") or {}
    shown = [file_resource(call, file, mask) for file in page]
    answer: Json = {"kind": "drive#fileList", "incompleteSearch": False, "files": shown}
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
    tree, email = call.tree, call.user.email
    asked = query.compile_query((call["q"] or "").strip())
    if asked.parent:
        folder = call.user.root_id if asked.parent == "root" else asked.parent
        if folder not in tree.files or not call.rank(tree.files[folder]):
            raise file_not_found(".")  # so Drive names it, location and all
        candidates = [tree.files[file_id] for file_id in tree.children.get(folder, ())]
    else:
        candidates = [file for file in tree.files.values() if file.id not in tree.lagging]
    by_link = bool(asked.parent)  # a folder that its link opens is listed by its id, never found
    hits = [
        file
        for file in candidates
        if (tree.sees(email, file) or (by_link and call.rank(file) and not tree.is_trashed(file)))
        and in_corpus(call, file)
        and file.id not in (call.user.root_id, file.drive)
        and asked.matches(partial(_look, call, file))
    ]
    hits.reverse()  # newest first
    for key in reversed([part.split() for part in (call["orderBy"] or "").split(",") if part]):
        if key[0] not in ORDERS or key[1:] not in ([], ["desc"]):
            raise invalid("Invalid Value", "orderBy")
        hits.sort(key=partial(ORDERS[key[0]], email), reverse=len(key) > 1)
    return [file.id for file in hits]


def _look(call: Call, file: File, name: str) -> Any:
    """What the query language sees of a file."""
    return LOOKS[name](call, file)


def _seen_parents(call: Call, file: File) -> list[str]:
    return [file.parent, "root"] if file.parent == call.user.root_id else [file.parent]


def _held_by(role: str) -> Callable[[Call, File], set[str]]:
    def people(call: Call, file: File) -> set[str]:
        held = {grant.target for grant in call.tree.grants(file).values() if RANK[grant.role] >= RANK[role]}
        return held | {"me"} if call.user.email in held else held

    return people


def _visibility(call: Call, file: File) -> str:
    anyone = any(grant.kind == "anyone" for grant in call.tree.grants(file).values())
    return "anyoneWithLink" if anyone else "limited"


NEVER = moments.parse("0001-01-01")
LOOKS: dict[str, Callable[[Call, File], Any]] = {
    "name": lambda _, file: file.name,
    "mimeType": lambda _, file: file.mime_type,
    "createdTime": lambda _, file: file.created,
    "modifiedTime": lambda _, file: file.modified,
    "viewedByMeTime": lambda call, file: file.viewed.get(call.user.email),
    "sharedWithMeTime": lambda call, file: file.shared_with.get(call.user.email, (None, ""))[0],
    "properties": lambda _, file: file.properties,
    "appProperties": lambda _, file: file.app_properties,
    "shortcutDetails.targetId": lambda _, file: file.shortcut_target,
    "parents": _seen_parents,
    "owners": _held_by("owner"),
    "writers": _held_by("writer"),
    "readers": _held_by("reader"),
    "sharedWithMe": lambda call, file: call.user.email in file.shared_with,
    "starred": lambda call, file: call.user.email in file.starred,
    "trashed": lambda call, file: call.tree.is_trashed(file),
    "visibility": _visibility,
}
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
