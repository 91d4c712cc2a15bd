"""Drive v3: who shares what with whom.

https://developers.google.com/workspace/drive/api/guides/manage-sharing
"""

import string

from service.local_google.call import Answer, Call
from service.local_google.errors import ApiError, forbidden, invalid, no_permission
from service.local_google.file_fields import may_share, permission_resource
from service.local_google.files import RANK, File, Permission


def permissions_list(call: Call) -> Answer:
    file = _shareable(call)
    grants = call.tree.grants(file).values()
    resources = [permission_resource(call.state, grant) for grant in grants]
    return {"kind": "drive#permissionList", "permissions": resources}


def permissions_get(call: Call) -> Answer:
    return permission_resource(call.state, _grant(call, _shareable(call)))


def permissions_create(call: Call) -> Answer:
    file, body = _shareable(call), call.body
    kind, role = body.get("type"), body.get("role")
    if kind not in ("user", "group", "domain", "anyone") or role not in RANK:
        raise invalid("The permission type or role field is required.", reason="required")
    key = {"user": "emailAddress", "group": "emailAddress", "domain": "domain"}.get(kind, "")
    target = str(body.get(key, "")).strip().lower()
    if key and ("." not in target or (key == "emailAddress" and "@" not in target)):
        raise invalid("The specified emailAddress is invalid or not applicable.", key)
    _may_own(call, role)
    permission = Permission(
        _permission_id(call, kind, target), kind, role, target, bool(body.get("allowFileDiscovery"))
    )
    if role == "owner":
        _give_away(call, file, target)
    if kind == "user" and target != file.owner:
        file.shared_with[target] = (call.now, call.user.email)
    file.permissions[permission.id] = permission
    call.tree.touch(file, call.now, before=call.tree.sight(file))
    return permission_resource(call.state, permission)


def _permission_id(call: Call, kind: str, target: str) -> str:
    if kind == "anyone":
        return "anyoneWithLink"
    if target in call.state.users:
        return call.state.users[target].permission_id
    for file in call.tree.files.values():
        for permission in file.permissions.values():
            if permission.target == target:
                return permission.id
    return call.state.new_id(20, "0", string.digits)


def _may_own(call: Call, role: str) -> None:
    if role == "owner" and not call["transferOwnership"]:
        message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        raise forbidden("forbidden", message)


def _give_away(call: Call, file: File, target: str) -> None:
    """A new owner; the old one stays as a writer."""
    if file.owner != call.user.email or target not in call.state.users:
        raise no_permission()
    usage, size = call.tree.usage, file.content.size if file.content else 0
    usage[file.owner] = usage.get(file.owner, 0) - size
    usage[target] = usage.get(target, 0) + size
    file.permissions[call.user.permission_id].role = "writer"
    file.owner = target


def permissions_update(call: Call) -> Answer:
    file = _shareable(call)
    permission = _own_grant(call, file)
    role = call.body.get("role") or permission.role
    if role not in RANK:
        raise invalid("Invalid Value", "role")
    _may_own(call, role)
    if role == "owner":
        _give_away(call, file, permission.target)
    before = call.tree.sight(file)
    permission.role = role
    call.tree.touch(file, call.now, before=before)
    return permission_resource(call.state, permission)


def permissions_delete(call: Call) -> None:
    file = call.file(call["fileId"])
    if call["permissionId"] != call.user.permission_id:  # anybody may leave
        _shareable(call)
    permission = _own_grant(call, file)
    before = call.tree.sight(file)
    del file.permissions[permission.id]
    file.shared_with.pop(permission.target, None)
    call.tree.touch(file, call.now, before=before)


def _shareable(call: Call) -> File:
    file = call.file(call["fileId"])
    if not may_share(call, file):
        raise no_permission()
    return file


def _grant(call: Call, file: File) -> Permission:
    permission = call.tree.grants(file).get(call["permissionId"])
    if permission is None:
        message = f"Permission not found: {call['permissionId']}."
        raise ApiError(404, "notFound", message, location="permissionId")
    return permission


def _own_grant(call: Call, file: File) -> Permission:
    permission = _grant(call, file)
    if permission.id not in file.permissions or permission.role == "owner":
        message = "Cannot modify an inherited permission or the permission of the owner."
        raise forbidden("cannotModifyInheritedPermission", message)
    return file.permissions[permission.id]
