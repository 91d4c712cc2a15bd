"""Gmail v1: labels.

https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels
"""

from service.local_google.call import Answer, Call
from service.local_google.errors import ApiError, Json, entity_not_found, invalid
from service.local_google.mail import SYSTEM_LABELS
from service.local_google.mail_access import mailbox_of

SHOWN = {"messageListVisibility": "show", "labelListVisibility": "labelShow"}


def refuse_unknown(call: Call, asked: list[str]) -> None:
    """400 for a label that nobody made, or that only Gmail gives."""
    for label in asked:
        if label in ("SENT", "DRAFT") or label not in (*SYSTEM_LABELS, *mailbox_of(call).labels):
            raise invalid(f"Invalid label: {label}", reason="invalidArgument")


def _label(call: Call) -> Json:
    if call["id"] in SYSTEM_LABELS:
        return {"id": call["id"], "name": call["id"], "type": "system"}
    if call["id"] not in mailbox_of(call).labels:
        raise entity_not_found()
    return dict(mailbox_of(call).labels[call["id"]])


def labels_list(call: Call) -> Answer:
    system = [{"id": name, "name": name, "type": "system"} for name in SYSTEM_LABELS]
    return {"labels": system + list(mailbox_of(call).labels.values())}


def labels_get(call: Call) -> Answer:
    held = [stored for stored in mailbox_of(call).messages.values() if call["id"] in stored.labels]
    unread = [stored for stored in held if "UNREAD" in stored.labels]
    return _label(call) | {
        "messagesTotal": len(held),
        "messagesUnread": len(unread),
        "threadsTotal": len({stored.thread_id for stored in held}),
        "threadsUnread": len({stored.thread_id for stored in unread}),
    }


def labels_create(call: Call) -> Answer:
    mailbox, name = mailbox_of(call), call.body.get("name") or ""
    taken = [*SYSTEM_LABELS, *(label["name"] for label in mailbox.labels.values())]
    if not name:
        raise invalid("Invalid label name", reason="invalidArgument")
    if name.casefold() in {other.casefold() for other in taken}:
        raise ApiError(409, "aborted", "Label name exists or conflicts")
    label_id = f"Label_{max((int(known[6:]) for known in mailbox.labels), default=0) + 1}"
    mailbox.labels[label_id] = SHOWN | call.body | {"id": label_id, "type": "user"}
    return mailbox.labels[label_id]


def _own_label(call: Call) -> Json:
    if call["id"] in SYSTEM_LABELS:
        raise invalid("Invalid update/delete request", reason="invalidArgument")
    return _label(call)


def labels_update(call: Call) -> Answer:
    label = _own_label(call) | call.body | {"id": call["id"], "type": "user"}
    mailbox_of(call).labels[call["id"]] = label
    return label


def labels_delete(call: Call) -> None:
    mailbox, label = mailbox_of(call), _own_label(call)
    for stored in mailbox.messages.values():
        if label["id"] in stored.labels:
            mailbox.relabel(stored, [], [label["id"]])
    del mailbox.labels[label["id"]]
