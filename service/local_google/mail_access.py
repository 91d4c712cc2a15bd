"""Which mailbox, message or draft a call means; lists and their pages."""

import re
from typing import Any

from service.local_google.call import Call
from service.local_google.errors import Json, entity_not_found, forbidden, invalid
from service.local_google.mail import SYSTEM_LABELS, Mailbox, StoredMessage
from service.local_google.mail_search import search
from service.local_google.message_view import METADATA

MESSAGE_ID = re.compile(r"[0-9a-f]{1,16}")
DRAFT_ID = re.compile(r"r-?\d{1,19}")


def mailbox_of(call: Call) -> Mailbox:
    if call["userId"] not in ("me", call.user.email):
        message = f"Delegation denied for {call.user.email}"
        raise forbidden("forbidden", message)
    return call.user.mailbox


def message_of(call: Call, message_id: str) -> StoredMessage:
    mailbox = mailbox_of(call)
    if not MESSAGE_ID.fullmatch(message_id):
        raise invalid("Invalid id value", reason="invalidArgument")
    if message_id not in mailbox.messages:
        raise entity_not_found()
    return mailbox.messages[message_id]


def draft_of(call: Call, draft_id: str) -> StoredMessage:
    mailbox = mailbox_of(call)
    if not DRAFT_ID.fullmatch(draft_id):
        raise invalid("Invalid id value", reason="invalidArgument")
    if draft_id not in mailbox.drafts:
        raise entity_not_found()
    return mailbox.messages[mailbox.drafts[draft_id]]


def forget(mailbox: Mailbox, stored: StoredMessage) -> None:
    mailbox.remove(stored.id)
    for draft_id in [d for d, message_id in mailbox.drafts.items() if message_id == stored.id]:
        del mailbox.drafts[draft_id]


def asked_labels(call: Call) -> tuple[list[str], list[str]]:
    """The labels a body gives and takes, all of them known."""
    add, remove = call.body.get("addLabelIds") or [], call.body.get("removeLabelIds") or []
    for label in [*add, *remove]:
        known = label in SYSTEM_LABELS or label in mailbox_of(call).labels
        if not known or label in ("SENT", "DRAFT"):
            raise invalid(f"Invalid label: {label}", reason="invalidArgument")
    return add, remove


def found_messages(call: Call) -> list[StoredMessage]:
    """Messages of a list, newest first."""
    mailbox = mailbox_of(call)
    query, labels = call["q"] or "", set(call["labelIds"] or ())
    if query and METADATA in call.scopes:  # narrows, even beside wider scopes
        raise forbidden("forbidden", "Metadata scope does not support 'q' parameter")
    matches = search(query, mailbox)
    hidden = set() if call["includeSpamTrash"] or "in:trash" in query else {"TRASH", "SPAM"}
    return [
        stored
        for stored in reversed(mailbox.messages.values())
        if labels <= set(stored.labels) and not (hidden - labels) & set(stored.labels) and matches(stored)
    ]


def page_of(call: Call, found: list[Any]) -> tuple[list[Any], Json]:
    token = call["pageToken"] or "0"
    if not token.isdecimal():
        raise invalid("Invalid pageToken", reason="invalidArgument")
    start, size = int(token), max(call["maxResults"] or 100, 1)
    answer: Json = {"resultSizeEstimate": len(found)}
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    return found[start : start + size], answer
