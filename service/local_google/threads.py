"""Gmail v1: threads, labels, profile.

https://developers.google.com/workspace/gmail/api/reference/rest
"""

from service.local_google.call import Answer, Call
from service.local_google.errors import ApiError, Json, entity_not_found, invalid
from service.local_google.mail import SYSTEM_LABELS, StoredMessage
from service.local_google.mail_access import (
    MESSAGE_ID,
    asked_labels,
    forget,
    found_messages,
    mailbox_of,
    message_of,
    page_of,
)
from service.local_google.message_view import brief, resource


def _thread(call: Call) -> list[StoredMessage]:
    mailbox, thread_id = mailbox_of(call), call["id"]
    if not MESSAGE_ID.fullmatch(thread_id):
        raise invalid("Invalid id value", reason="invalidArgument")
    messages = mailbox.thread(thread_id)
    if not messages:
        raise entity_not_found()
    return messages


def threads_get(call: Call) -> Answer:
    messages = _thread(call)
    return {
        "id": call["id"],
        "historyId": str(max(stored.history_id for stored in messages)),
        "messages": [resource(call, stored, call["format"]) for stored in messages],
    }


def threads_list(call: Call) -> Answer:
    newest: dict[str, StoredMessage] = {}
    for stored in found_messages(call):
        newest.setdefault(stored.thread_id, stored)
    page, answer = page_of(call, list(newest.values()))
    threads = [{"id": s.thread_id, "snippet": s.snippet, "historyId": str(s.history_id)} for s in page]
    return answer | ({"threads": threads} if threads else {})


def _meant(call: Call) -> list[StoredMessage]:
    """What `messages.trash` and `threads.trash`, and the like, are about: one message or a whole thread."""
    return _thread(call) if ".threads." in call.method.id else [message_of(call, call["id"])]


def _relabelled(call: Call, add: list[str], remove: list[str]) -> Answer:
    messages = _meant(call)
    for stored in messages:
        mailbox_of(call).relabel(stored, add, remove)
    if ".threads." in call.method.id:
        return {"id": call["id"], "messages": [brief(stored) for stored in messages]}
    return brief(messages[0])


def modify(call: Call) -> Answer:
    return _relabelled(call, *asked_labels(call))


def trash(call: Call) -> Answer:
    return _relabelled(call, ["TRASH"], ["INBOX"])


def untrash(call: Call) -> Answer:
    return _relabelled(call, [], ["TRASH"])


def delete(call: Call) -> Answer:
    for stored in _meant(call):
        forget(mailbox_of(call), stored)
    return None


def labels_list(call: Call) -> Answer:
    system = [{"id": name, "name": name, "type": "system"} for name in SYSTEM_LABELS]
    return {"labels": system + list(mailbox_of(call).labels.values())}


def labels_get(call: Call) -> Answer:
    mailbox, label_id = mailbox_of(call), call["id"]
    held = [stored for stored in mailbox.messages.values() if label_id in stored.labels]
    unread = [stored for stored in held if "UNREAD" in stored.labels]
    system = {"id": label_id, "name": label_id, "type": "system"}
    return (system if label_id in SYSTEM_LABELS else _label(call)) | {
        "messagesTotal": len(held),
        "messagesUnread": len(unread),
        "threadsTotal": len({stored.thread_id for stored in held}),
        "threadsUnread": len({stored.thread_id for stored in unread}),
    }


def _label(call: Call) -> Json:
    label = mailbox_of(call).labels.get(call["id"])
    if label is None:
        raise entity_not_found()
    return dict(label)


def labels_create(call: Call) -> Answer:
    mailbox, name = mailbox_of(call), call.body.get("name") or ""
    taken = [*SYSTEM_LABELS, *(label["name"] for label in mailbox.labels.values())]
    if not name:
        raise invalid("Invalid label name", reason="invalidArgument")
    if name.casefold() in {other.casefold() for other in taken}:
        raise ApiError(409, "aborted", "Label name exists or conflicts")
    label_id = f"Label_{len(mailbox.labels) + 1}"
    shown = {"messageListVisibility": "show", "labelListVisibility": "labelShow"}
    label = shown | call.body | {"id": label_id, "type": "user"}
    mailbox.labels[label_id] = label
    return dict(label)


def labels_update(call: Call) -> Answer:
    label = _label(call) | call.body | {"id": call["id"], "type": "user"}
    mailbox_of(call).labels[call["id"]] = label
    return label


def labels_delete(call: Call) -> Answer:
    mailbox, label = mailbox_of(call), _label(call)
    for stored in mailbox.messages.values():
        mailbox.relabel(stored, [], [label["id"]])
    del mailbox.labels[label["id"]]
    return None


def get_profile(call: Call) -> Answer:
    mailbox = mailbox_of(call)
    return {
        "emailAddress": call.user.email,
        "messagesTotal": len(mailbox.messages),
        "threadsTotal": len({stored.thread_id for stored in mailbox.messages.values()}),
        "historyId": str(mailbox.history_id),
    }
