"""Gmail v1: drafts and messages; and the registry of all its methods.

https://developers.google.com/workspace/gmail/api/reference/rest
"""

import base64
import binascii
import string

from service.local_google import threads
from service.local_google.call import Answer, Call, Handler
from service.local_google.errors import ApiError, Json, entity_not_found, invalid
from service.local_google.mail import parse
from service.local_google.mail_access import (
    MESSAGE_ID,
    asked_labels,
    draft_of,
    found_messages,
    mailbox_of,
    message_of,
    page_of,
)
from service.local_google.mail_search import search
from service.local_google.message_view import attachment_id, brief, decoded, parts_of, resource
from service.local_google.sending import new_id, own_from, send

LARGEST_MESSAGE = 25 * 2**20


def _raw(call: Call, message: Json) -> bytes:
    """The RFC 822 bytes, sent as `raw` or as media."""
    if call.upload:
        raw = call.upload.data
    else:
        text = message.get("raw") or ""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError):
            raise invalid("Invalid value for ByteString", reason="invalidArgument") from None
    if not raw.strip():
        message_text = "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
        raise invalid(message_text, reason="invalidArgument")
    if len(raw) > LARGEST_MESSAGE:
        raise ApiError(413, "uploadTooLarge", "Message exceeds the maximum size of 25 MB.")
    return raw


def _asked_thread(call: Call, message: Json, raw: bytes) -> str:
    """The thread a new own message joins; "" for a new one."""
    asked = message.get("threadId") or ""
    if not asked:
        return ""
    if not MESSAGE_ID.fullmatch(asked):
        raise invalid("Invalid thread_id value", reason="invalidArgument")
    if not call.user.mailbox.thread(asked):
        raise entity_not_found()
    return call.user.mailbox.thread_for(raw, asked)


def drafts_create(call: Call) -> Answer:
    mailbox, message = mailbox_of(call), call.body.get("message") or {}
    raw = own_from(call, _raw(call, message))
    thread = _asked_thread(call, message, raw)
    stored = mailbox.add(new_id(call), thread, raw, ["DRAFT"], call.now)
    draft_id = call.state.new_id(20, "r", string.digits[1:])
    mailbox.drafts[draft_id] = stored.id
    return {"id": draft_id, "message": brief(stored)}


def drafts_update(call: Call) -> Answer:
    mailbox, old, message = mailbox_of(call), draft_of(call, call["id"]), call.body.get("message") or {}
    raw = own_from(call, _raw(call, message))
    asked = message.get("threadId")
    thread = _asked_thread(call, message, raw) if asked not in (None, old.thread_id) else old.thread_id
    mailbox.remove(old.id)
    stored = mailbox.add(new_id(call), thread, raw, ["DRAFT"], call.now)
    mailbox.drafts[call["id"]] = stored.id
    return {"id": call["id"], "message": brief(stored)}


def drafts_get(call: Call) -> Answer:
    return {"id": call["id"], "message": resource(call, draft_of(call, call["id"]), call["format"] or "full")}


def drafts_list(call: Call) -> Answer:
    mailbox = mailbox_of(call)
    matches = search(call["q"] or "", mailbox)
    found = [
        (draft_id, mailbox.messages[message_id])
        for draft_id, message_id in reversed(mailbox.drafts.items())
        if matches(mailbox.messages[message_id])
    ]
    page, answer = page_of(call, found)
    drafts = [{"id": draft_id, "message": {"id": stored.id, "threadId": stored.thread_id}} for draft_id, stored in page]
    return answer | ({"drafts": drafts} if drafts else {})


def drafts_delete(call: Call) -> Answer:
    stored = draft_of(call, call["id"])
    mailbox_of(call).remove(stored.id)
    del mailbox_of(call).drafts[call["id"]]
    return None


def drafts_send(call: Call) -> Answer:
    draft_id, mailbox = call.body.get("id") or "", mailbox_of(call)
    draft = draft_of(call, draft_id)
    message = call.body.get("message") or {}
    raw, thread = draft.raw, draft.thread_id
    if message.get("raw") or call.upload:
        raw = own_from(call, _raw(call, message))
    sent = send(call, raw, thread)
    mailbox.remove(draft.id)
    del mailbox.drafts[draft_id]
    return brief(sent)


def messages_send(call: Call) -> Answer:
    mailbox_of(call)
    raw = own_from(call, _raw(call, call.body))
    return brief(send(call, raw, _asked_thread(call, call.body, raw)))


def messages_get(call: Call) -> Answer:
    return resource(call, message_of(call, call["id"]), call["format"])


def messages_list(call: Call) -> Answer:
    page, answer = page_of(call, found_messages(call))
    messages = [{"id": stored.id, "threadId": stored.thread_id} for stored in page]
    return answer | ({"messages": messages} if messages else {})


def messages_batch_modify(call: Call) -> Answer:
    add, remove = asked_labels(call)
    for stored in [message_of(call, message_id) for message_id in call.body.get("ids") or []]:
        mailbox_of(call).relabel(stored, add, remove)
    return None


def messages_insert(call: Call) -> Answer:
    mailbox, raw = mailbox_of(call), _raw(call, call.body)
    labels = list(call.body.get("labelIds") or [])
    thread = _asked_thread(call, call.body, raw)
    return brief(mailbox.add(new_id(call), thread, raw, labels, call.now))


def attachments_get(call: Call) -> Answer:
    stored = message_of(call, call["messageId"])
    for part_id, part in parts_of(parse(stored.raw)):
        if attachment_id(stored, part_id) == call["id"]:
            data = decoded(part)
            return {"size": len(data), "data": base64.urlsafe_b64encode(data).decode()}
    raise invalid("Invalid attachment token", reason="invalidArgument")


METHODS: dict[str, Handler] = {
    "gmail.users.getProfile": threads.get_profile,
    "gmail.users.drafts.create": drafts_create,
    "gmail.users.drafts.update": drafts_update,
    "gmail.users.drafts.get": drafts_get,
    "gmail.users.drafts.list": drafts_list,
    "gmail.users.drafts.delete": drafts_delete,
    "gmail.users.drafts.send": drafts_send,
    "gmail.users.messages.get": messages_get,
    "gmail.users.messages.list": messages_list,
    "gmail.users.messages.modify": threads.modify,
    "gmail.users.messages.batchModify": messages_batch_modify,
    "gmail.users.messages.trash": threads.trash,
    "gmail.users.messages.untrash": threads.untrash,
    "gmail.users.messages.delete": threads.delete,
    "gmail.users.messages.send": messages_send,
    "gmail.users.messages.insert": messages_insert,
    "gmail.users.messages.attachments.get": attachments_get,
    "gmail.users.threads.get": threads.threads_get,
    "gmail.users.threads.list": threads.threads_list,
    "gmail.users.threads.modify": threads.modify,
    "gmail.users.threads.trash": threads.trash,
    "gmail.users.threads.untrash": threads.untrash,
    "gmail.users.threads.delete": threads.delete,
    "gmail.users.labels.list": threads.labels_list,
    "gmail.users.labels.get": threads.labels_get,
    "gmail.users.labels.create": threads.labels_create,
    "gmail.users.labels.update": threads.labels_update,
    "gmail.users.labels.patch": threads.labels_update,
    "gmail.users.labels.delete": threads.labels_delete,
}
