"""Which mailbox, messages or draft a call means; lists and their pages."""

import re
from typing import Any

from service.local_google.call import Call
from service.local_google.errors import Json, entity_not_found, forbidden, invalid
from service.local_google.mail import Mailbox, StoredMessage
from service.local_google.message_view import METADATA, search

MESSAGE_ID = re.compile(r"[0-9a-f]{1,16}")
DRAFT_ID = re.compile(r"r-?\d{1,19}")


def mailbox_of(call: Call) -> Mailbox:
    if call["userId"] not in ("me", call.user.email):
        raise forbidden("forbidden", f"Delegation denied for {call.user.email}")
    return call.user.mailbox


def message_of(call: Call, message_id: str) -> StoredMessage:
    mailbox = mailbox_of(call)
    if not MESSAGE_ID.fullmatch(message_id):
        raise invalid("Invalid id value", reason="invalidArgument")
    if message_id not in mailbox.messages:
        raise entity_not_found()
    return mailbox.messages[message_id]


def messages_of(call: Call) -> list[StoredMessage]:
    """The messages of a thread, or one, or the ones named in the body."""
    if "threads" not in call.method.id:
        ids = call.body["ids"] or [] if "ids" in call.body else [call["id"]]
        return [message_of(call, message_id) for message_id in ids]
    if not MESSAGE_ID.fullmatch(call["id"]):
        raise invalid("Invalid id value", reason="invalidArgument")
    if messages := mailbox_of(call).thread(call["id"]):
        return messages
    raise entity_not_found()


def draft_of(call: Call, draft_id: str) -> StoredMessage:
    mailbox = mailbox_of(call)
    if not DRAFT_ID.fullmatch(draft_id):
        raise invalid("Invalid id value", reason="invalidArgument")
    if draft_id not in mailbox.drafts:
        raise entity_not_found()
    return mailbox.messages[mailbox.drafts[draft_id]]


def found_messages(call: Call) -> list[StoredMessage]:
    """Messages of a list, newest first."""
    mailbox, query, wanted = mailbox_of(call), call["q"] or "", set(call["labelIds"] or ())
    if query and METADATA in call.scopes:  # narrows, even beside wider scopes
        raise forbidden("forbidden", "Metadata scope does not support 'q' parameter")
    matches = search(query, mailbox)
    hidden = set() if call["includeSpamTrash"] or "in:trash" in query else {"TRASH", "SPAM"} - wanted
    return [
        stored
        for stored in reversed(mailbox.messages.values())
        if wanted <= set(stored.labels) and not hidden & set(stored.labels) and matches(stored)
    ]


def page_of(call: Call, name: str, found: list[Any]) -> Json:
    """A list answer; an empty list is left out."""
    token = call["pageToken"] or "0"
    if not token.isdecimal():
        raise invalid("Invalid pageToken", reason="invalidArgument")
    start, size = int(token), max(call["maxResults"] or 100, 1)
    answer: Json = {"resultSizeEstimate": len(found)}
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    page = found[start : start + size]
    return answer | ({name: page} if page else {})
