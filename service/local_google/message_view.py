"""How a message looks in each of its formats.

https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages
"""

import base64
from email.message import EmailMessage
from typing import Any

from service.local_google.call import Call
from service.local_google.errors import Json, forbidden
from service.local_google.mail import StoredMessage, parse

METADATA = "https://www.googleapis.com/auth/gmail.metadata"


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
        "internalDate": stored.millis,
    }
    if form == "raw":
        answer["raw"] = base64.urlsafe_b64encode(stored.raw).decode()
    elif form == "metadata":
        parsed = parse(stored.raw)
        wanted = {name.lower() for name in call["metadataHeaders"] or ()}
        headers = [h for h in _headers(parsed) if not wanted or h["name"].lower() in wanted]
        answer["payload"] = {"mimeType": parsed.get_content_type()}
        if headers:
            answer["payload"]["headers"] = headers
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
        prefix = f"{part_id}." if part_id else ""
        answer["parts"] = [_payload(stored, inner, f"{prefix}{number}") for number, inner in enumerate(_inner(part))]
        return answer
    data = decoded(part)
    answer["body"]["size"] = len(data)
    if part.get_filename():
        answer["body"]["attachmentId"] = attachment_id(stored, part_id)
    elif data:
        answer["body"]["data"] = base64.urlsafe_b64encode(data).decode()
    return answer


def _inner(part: EmailMessage) -> list[EmailMessage]:
    return [inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]


def parts_of(part: EmailMessage, part_id: str = "") -> list[tuple[str, EmailMessage]]:
    found = [(part_id, part)]
    prefix = f"{part_id}." if part_id else ""
    for number, inner in enumerate(_inner(part) if part.is_multipart() else []):
        found += parts_of(inner, f"{prefix}{number}")
    return found


def decoded(part: EmailMessage) -> bytes:
    data: Any = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def attachment_id(stored: StoredMessage, part_id: str) -> str:
    return "ANGjdJ" + base64.urlsafe_b64encode(f"{stored.id}/{part_id}".encode()).decode()
