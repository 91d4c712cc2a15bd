"""How a message looks in each of its formats, and which ones a search finds.

https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages
https://support.google.com/mail/answer/7190
"""

import base64
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

from service.local_google.call import Call
from service.local_google.errors import Json, forbidden
from service.local_google.mail import Mailbox, StoredMessage, parse, text_of

METADATA = "https://www.googleapis.com/auth/gmail.metadata"
SEARCH_TERM = re.compile(r'(-?)(?:(\w+):)?("[^"]*"|\([^)]*\)|\S+)')
PLACES = {"draft": "DRAFT", "drafts": "DRAFT", "anywhere": ""}


def brief(stored: StoredMessage) -> Json:
    """All that a mutation answers."""
    answer: Json = {"id": stored.id, "threadId": stored.thread_id}
    return answer | ({"labelIds": list(stored.labels)} if stored.labels else {})


def resource(call: Call, stored: StoredMessage, form: str) -> Json:
    narrow = METADATA in call.scopes and not any(
        scope.endswith((".readonly", ".modify", "mail.google.com/")) for scope in call.scopes
    )
    if narrow and form in ("full", "raw"):
        raise forbidden("forbidden", f"Metadata scope doesn't allow format {form.upper()}")
    answer = brief(stored) | {
        "snippet": stored.snippet,
        "sizeEstimate": len(stored.raw),
        "historyId": str(stored.history_id),
        "internalDate": str(int(stored.date.timestamp() * 1000)),
    }
    if form == "raw":
        answer["raw"] = base64.urlsafe_b64encode(stored.raw).decode()
    elif form == "metadata":
        parsed = parse(stored.raw)
        wanted = {name.lower() for name in call["metadataHeaders"] or ()}
        headers = [h for h in _headers(parsed) if not wanted or h["name"].lower() in wanted]
        answer["payload"] = {"mimeType": parsed.get_content_type()} | ({"headers": headers} if headers else {})
    elif form == "full":
        answer["payload"] = _payload(stored, parse(stored.raw), "")
    return answer


def _headers(part: EmailMessage) -> list[Json]:
    return [{"name": name, "value": str(value)} for name, value in part.items()]


def _payload(stored: StoredMessage, part: EmailMessage, part_id: str) -> Json:
    answer: Json = {
        "partId": part_id,
        "mimeType": part.get_content_type(),
        "filename": part.get_filename() or "",
        "headers": _headers(part),
        "body": {"size": 0},
    }
    if part.is_multipart():
        answer["parts"] = [_payload(stored, inner, inner_id) for inner_id, inner in _inner(part, part_id)]
        return answer
    data = decoded(part)
    answer["body"]["size"] = len(data)
    if part.get_filename():
        answer["body"]["attachmentId"] = attachment_id(stored, part_id)
    elif data:
        answer["body"]["data"] = base64.urlsafe_b64encode(data).decode()
    return answer


def _inner(part: EmailMessage, part_id: str) -> Iterator[tuple[str, EmailMessage]]:
    parts = part.iter_parts() if part.is_multipart() else ()
    for number, inner in enumerate(parts):
        if isinstance(inner, EmailMessage):
            yield f"{part_id}.{number}".strip("."), inner


def parts_of(part: EmailMessage, part_id: str = "") -> Iterator[tuple[str, EmailMessage]]:
    yield part_id, part
    for inner_id, inner in _inner(part, part_id):
        yield from parts_of(inner, inner_id)


def decoded(part: EmailMessage) -> bytes:
    data: Any = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def attachment_id(stored: StoredMessage, part_id: str) -> str:
    return "ANGjdJ" + base64.urlsafe_b64encode(f"{stored.id}/{part_id}".encode()).decode()


def search(text: str, mailbox: Mailbox) -> Callable[[StoredMessage], bool]:
    """A predicate for the part of Gmail's search language that programs use."""
    tests = [
        (minus == "", name.lower(), value.strip('"()').casefold()) for minus, name, value in SEARCH_TERM.findall(text)
    ]
    return lambda stored: all(_term(stored, name, value, mailbox) == wanted for wanted, name, value in tests)


def _term(stored: StoredMessage, name: str, value: str, mailbox: Mailbox) -> bool:
    if name == "rfc822msgid":
        return stored.message_id.casefold().strip("<>") == value.strip("<>")
    if name in ("in", "is", "label"):
        own = {label["name"].casefold(): id_ for id_, label in mailbox.labels.items()}
        label = own.get(value) or PLACES.get(value, value.upper())
        return not label or label in stored.labels
    if name in ("after", "newer", "before", "older"):
        later = stored.date.timestamp() >= (float(value) if value.isdecimal() else 0.0)
        return later == (name in ("after", "newer"))
    parsed = parse(stored.raw)
    if name in ("from", "to", "cc", "bcc", "subject"):
        return any(value in str(text).casefold() for text in parsed.get_all(name, []))
    if name == "has" and value == "attachment":
        return any(part.get_filename() for _, part in parts_of(parsed))
    text = f"{parsed['Subject'] or ''} {text_of(parsed)}".casefold()
    return (f"{name}:{value}" if name else value) in text
