"""Which file a call means, whether the user may, and how it looks to him."""

from service.local_google.call import Call
from service.local_google.errors import ApiError, Json, file_not_found, forbidden
from service.local_google.fields import Mask
from service.local_google.file_fields import View, file_resource
from service.local_google.tree import RANK, File


def find(call: Call, file_id: str, needed: str = "reader") -> File:
    """The file, if the user may do with it what is needed; 404 hides what he may not see."""
    tree = call.state.tree
    file = tree.files.get(call.user.root_id if file_id == "root" else file_id)
    rank = tree.role(call.user.email, file) if file else 0
    shared_drives = call.method.api.name != "drive" or call["supportsAllDrives"]
    if file is None or not rank or (file.drive and not shared_drives):
        raise file_not_found(file_id)
    if rank < RANK[needed]:
        raise no_permission()
    return file


def no_permission() -> ApiError:
    """403 for a file one sees but may not change."""
    message = "The user does not have sufficient permissions for this file."
    return forbidden("insufficientFilePermissions", message)


def view(call: Call, file: File) -> View:
    return View(call.state, file, call.user.email, call.now, call.scopes, call.root_url)


def resource(call: Call, file: File, mask: Mask | None = None) -> Json:
    return file_resource(view(call, file), call.mask if mask is None else mask)
