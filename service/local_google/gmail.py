"""Gmail v1: profile, drafts, messages, threads; and the registry of all its methods.

https://developers.google.com/workspace/gmail/api/reference/rest
"""

import base64
import binascii
import string

from service.local_google import labels
from service.local_google.call import Answer, Call, Handler
from service.local_google.errors import ApiError, Json, entity_not_found, invalid
from service.local_google.mail import StoredMessage, parse
from service.local_google.mail_access import (
    MESSAGE_ID,
    draft_of,
    found_messages,
    mailbox_of,
    message_of,
    messages_of,
    page_of,
)
from service.local_google.message_view import attachment_id, brief, decoded, parts_of, resource, search
from service.local_google.sending import new_id, own_from, send

LARGEST_MESSAGE = 25 * 2**20


def get_profile(call: Call) -> Answer:
    mailbox = mailbox_of(call)
    return {
        "emailAddress": call.user.email,
        "messagesTotal": len(mailbox.messages),
        "threadsTotal": len({stored.thread_id for stored in mailbox.messages.values()}),
        "historyId": str(mailbox.history_id),
    }


def _raw(call: Call, message: Json) -> bytes:
    """The RFC 822 bytes, sent as `raw` or as media."""
    text = message.get("raw") or ""
    try:
        raw = call.upload.data if call.upload else base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise invalid("Invalid value for ByteString", reason="invalidArgument") from None
    if not raw.strip():
        needed = "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
        raise invalid(needed, reason="invalidArgument")
    if len(raw) > LARGEST_MESSAGE:
        raise ApiError(413, "uploadTooLarge", "Message exceeds the maximum size of 25 MB.")
    return raw


def _asked_thread(call: Call, message: Json, raw: bytes) -> str:
    """The thread a new own message joins; "" for a new one."""
    asked, mailbox = message.get("threadId") or "", mailbox_of(call)
    if not asked:
        return ""
    if not MESSAGE_ID.fullmatch(asked):
        raise invalid("Invalid thread_id value", reason="invalidArgument")
    if not mailbox.thread(asked):
        raise entity_not_found()
    return mailbox.thread_for(raw, asked)


# --- drafts ---


def drafts_create(call: Call) -> Answer:
    mailbox, message = mailbox_of(call), call.body.get("message") or {}
    raw = own_from(call, _raw(call, message))
    stored = mailbox.add(new_id(call), _asked_thread(call, message, raw), raw, ["DRAFT"], call.now)
    draft_id = call.state.new_id(20, "r", string.digits[1:])
    mailbox.drafts[draft_id] = stored.id
    return {"id": draft_id, "message": brief(stored)}


def drafts_update(call: Call) -> Answer:
    mailbox, old, message = mailbox_of(call), draft_of(call, call["id"]), call.body.get("message") or {}
    raw = own_from(call, _raw(call, message))
    asked = message.get("threadId") or old.thread_id
    thread = old.thread_id if asked == old.thread_id else _asked_thread(call, message, raw)
    mailbox.remove(old)
    stored = mailbox.add(new_id(call), thread, raw, ["DRAFT"], call.now)
    mailbox.drafts[call["id"]] = stored.id
    return {"id": call["id"], "message": brief(stored)}


def drafts_get(call: Call) -> Answer:
    return {"id": call["id"], "message": resource(call, draft_of(call, call["id"]), call["format"] or "full")}


def drafts_list(call: Call) -> Answer:
    mailbox = mailbox_of(call)
    matches = search(call["q"] or "", mailbox)
    stored = [(draft_id, mailbox.messages[message_id]) for draft_id, message_id in reversed(mailbox.drafts.items())]
    found = [{"id": i, "message": {"id": s.id, "threadId": s.thread_id}} for i, s in stored if matches(s)]
    return page_of(call, "drafts", found)


def drafts_delete(call: Call) -> None:
    mailbox_of(call).remove(draft_of(call, call["id"]))


def drafts_send(call: Call) -> Answer:
    draft, message = draft_of(call, call.body.get("id") or ""), call.body.get("message") or {}
    edited = message.get("raw") or call.upload
    sent = send(call, own_from(call, _raw(call, message)) if edited else draft.raw, draft.thread_id)
    mailbox_of(call).remove(draft)
    return brief(sent)


# --- messages and threads ---


def messages_send(call: Call) -> Answer:
    mailbox_of(call)
    raw = own_from(call, _raw(call, call.body))
    return brief(send(call, raw, _asked_thread(call, call.body, raw)))


def messages_insert(call: Call) -> Answer:
    mailbox, raw = mailbox_of(call), _raw(call, call.body)
    thread = _asked_thread(call, call.body, raw)
    return brief(mailbox.add(new_id(call), thread, raw, list(call.body.get("labelIds") or []), call.now))


def messages_get(call: Call) -> Answer:
    return resource(call, message_of(call, call["id"]), call["format"])


def messages_list(call: Call) -> Answer:
    return page_of(
        call, "messages", [{"id": stored.id, "threadId": stored.thread_id} for stored in found_messages(call)]
    )


def threads_get(call: Call) -> Answer:
    messages = messages_of(call)
    newest = max(stored.history_id for stored in messages)
    shown = [resource(call, stored, call["format"]) for stored in messages]
    return {"id": call["id"], "historyId": str(newest), "messages": shown}


def threads_list(call: Call) -> Answer:
    newest: dict[str, StoredMessage] = {}
    for stored in found_messages(call):
        newest.setdefault(stored.thread_id, stored)
    shown = [{"id": s.thread_id, "snippet": s.snippet, "historyId": str(s.history_id)} for s in newest.values()]
    return page_of(call, "threads", shown)


def modify(call: Call) -> Answer:
    given, taken = call.body.get("addLabelIds") or [], call.body.get("removeLabelIds") or []
    labels.refuse_unknown(call, [*given, *taken])
    return _relabelled(call, given, taken)


def trash(call: Call) -> Answer:
    return _relabelled(call, ["TRASH"], ["INBOX"])


def untrash(call: Call) -> Answer:
    return _relabelled(call, [], ["TRASH"])


def _relabelled(call: Call, given: list[str], taken: list[str]) -> Answer:
    messages = messages_of(call)
    for stored in messages:
        mailbox_of(call).relabel(stored, given, taken)
    if "ids" in call.body:
        return None
    if "threads" in call.method.id:
        return {"id": call["id"], "messages": [brief(stored) for stored in messages]}
    return brief(messages[0])


def delete(call: Call) -> None:
    for stored in messages_of(call):
        mailbox_of(call).remove(stored)


def attachments_get(call: Call) -> Answer:
    stored = message_of(call, call["messageId"])
    for part_id, part in parts_of(parse(stored.raw)):
        if attachment_id(stored, part_id) == call["id"]:
            data = decoded(part)
            return {"size": len(data), "data": base64.urlsafe_b64encode(data).decode()}
    raise invalid("Invalid attachment token", reason="invalidArgument")


METHODS: dict[str, Handler] = {
    "gmail.users.getProfile": get_profile,
    "gmail.users.drafts.create": drafts_create,
    "gmail.users.drafts.update": drafts_update,
    "gmail.users.drafts.get": drafts_get,
    "gmail.users.drafts.list": drafts_list,
    "gmail.users.drafts.delete": drafts_delete,
    "gmail.users.drafts.send": drafts_send,
    "gmail.users.messages.get": messages_get,
    "gmail.users.messages.list": messages_list,
    "gmail.users.messages.modify": modify,
    "gmail.users.messages.batchModify": modify,
    "gmail.users.messages.trash": trash,
    "gmail.users.messages.untrash": untrash,
    "gmail.users.messages.delete": delete,
    "gmail.users.messages.send": messages_send,
    "gmail.users.messages.insert": messages_insert,
    "gmail.users.messages.attachments.get": attachments_get,
    "gmail.users.threads.get": threads_get,
    "gmail.users.threads.list": threads_list,
    "gmail.users.threads.modify": modify,
    "gmail.users.threads.trash": trash,
    "gmail.users.threads.untrash": untrash,
    "gmail.users.threads.delete": delete,
    "gmail.users.labels.list": labels.labels_list,
    "gmail.users.labels.get": labels.labels_get,
    "gmail.users.labels.create": labels.labels_create,
    "gmail.users.labels.update": labels.labels_update,
    "gmail.users.labels.patch": labels.labels_update,
    "gmail.users.labels.delete": labels.labels_delete,
}
