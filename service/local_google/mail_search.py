"""The part of Gmail's search language that programs use.

https://support.google.com/mail/answer/7190
"""

import re
from typing import Any

from service.local_google.mail import Mailbox, StoredMessage, parse
from service.local_google.message_view import parts_of

SEARCH_TERM = re.compile(r'(-?)(?:(\w+):)?("[^"]*"|\([^)]*\)|\S+)')


def search(text: str, mailbox: Mailbox) -> Any:
    """A predicate for the part of Gmail's search language that programs use."""
    tests = [
        (minus == "", (name or "").lower(), value.strip('"()').casefold())
        for minus, name, value in SEARCH_TERM.findall(text)
    ]

    def matches(stored: StoredMessage) -> bool:
        return all(_term(stored, name, value, mailbox) == wanted for wanted, name, value in tests)

    return matches


def _term(stored: StoredMessage, name: str, value: str, mailbox: Mailbox) -> bool:
    if name == "rfc822msgid":
        return stored.message_id.casefold().strip("<>") == value.strip("<>")
    if name in ("in", "is", "label"):
        own = {label["name"].casefold(): id_ for id_, label in mailbox.labels.items()}
        aliases = {"draft": "DRAFT", "drafts": "DRAFT", "anywhere": ""}
        label = own.get(value) or aliases.get(value, value.upper())
        return not label or label in stored.labels
    parsed = parse(stored.raw)
    if name in ("from", "to", "cc", "bcc", "subject"):
        texts = [str(text).casefold() for text in parsed.get_all(name, [])]
        return any(value in text for text in texts)
    if name == "has" and value == "attachment":
        return any(part.get_filename() for _, part in parts_of(parsed))
    if name in ("after", "newer", "before", "older"):
        moment = float(value) if value.isdecimal() else 0.0
        later = stored.date.timestamp() >= moment
        return later if name in ("after", "newer") else not later
    body = parsed.get_body(("plain", "html"))
    text = f"{parsed['Subject'] or ''} {body.get_content() if body else ''}".casefold()
    return (f"{name}:{value}" if name else value) in text
