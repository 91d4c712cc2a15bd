"""A mailbox: messages, threads, drafts, labels.

Messages are kept as the bytes they are; headers are read from them once.
"""

import email
import email.policy
import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

REPLY = re.compile(r"^\s*(?:(?:re|aw|sv|trả lời)\s*:\s*)+", re.IGNORECASE)
SYSTEM_LABELS = (
    *("INBOX", "SENT", "DRAFT", "TRASH", "SPAM", "UNREAD", "STARRED", "IMPORTANT", "CHAT"),
    *("CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS"),
)


def parse(raw: bytes) -> EmailMessage:
    """The message in these bytes."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the default policy makes EmailMessage")
    return message


def text_of(parsed: EmailMessage) -> str:
    """The words of a message, "" if it has none that can be read."""
    body = parsed.get_body(("plain", "html"))
    try:
        text = str(body.get_content()) if body else ""
    except (LookupError, KeyError, ValueError):
        return ""
    if body and body.get_content_subtype() == "html":
        text = html.unescape(re.sub(r"(?s)<(style|head|script)\b.*?</\1>|<[^>]*>", " ", text))
    return text


@dataclass(frozen=True)
class MailRecord:
    """A message as a test reads it."""

    id: str
    thread_id: str
    labels: tuple[str, ...]
    raw: bytes
    message: EmailMessage
    date: datetime


@dataclass
class StoredMessage:
    """One message of one mailbox."""

    id: str
    thread_id: str
    labels: list[str]
    raw: bytes
    date: datetime
    history_id: int = 0
    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    snippet: str = ""

    def __post_init__(self) -> None:
        parsed = parse(self.raw)
        self.message_id = str(parsed["Message-ID"] or "").strip()
        linked = f"{parsed['References'] or ''} {parsed['In-Reply-To'] or ''}"
        self.references = tuple(re.findall(r"<[^<>\s]+>", linked))
        self.subject = " ".join(REPLY.sub("", str(parsed["Subject"] or "")).split()).casefold()
        self.snippet = html.escape(" ".join(text_of(parsed).split())[:200])


@dataclass
class Mailbox:
    """The mail of one user."""

    messages: dict[str, StoredMessage] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)  # draft id → message id
    labels: dict[str, dict[str, str]] = field(default_factory=dict)  # own ones, by id
    history_id: int = 1000
    sendings: list[datetime] = field(default_factory=list)

    def add(self, message_id: str, thread_id: str, raw: bytes, labels: list[str], now: datetime) -> StoredMessage:
        """Put a message into a thread ("" begins a new one)."""
        stored = StoredMessage(message_id, thread_id or message_id, labels, raw, now)
        self.messages[message_id] = stored
        self._changed(stored)
        return stored

    def remove(self, stored: StoredMessage) -> None:
        """For ever, as a draft, too."""
        self._changed(self.messages.pop(stored.id))
        for draft_id in [d for d, message_id in self.drafts.items() if message_id == stored.id]:
            del self.drafts[draft_id]

    def relabel(self, stored: StoredMessage, add: list[str], remove: list[str]) -> None:
        """Labels given and taken."""
        kept = [label for label in stored.labels if label not in remove]
        labels = kept + [label for label in dict.fromkeys(add) if label not in kept]
        if labels != stored.labels:
            stored.labels = labels
            self._changed(stored)

    def _changed(self, stored: StoredMessage) -> None:
        self.history_id += 1
        stored.history_id = self.history_id

    def thread(self, thread_id: str) -> list[StoredMessage]:
        """The messages of a thread, oldest first."""
        return [stored for stored in self.messages.values() if stored.thread_id == thread_id]

    def thread_for(self, raw: bytes, asked: str = "") -> str:
        """The thread a message belongs to; "" when it begins one.

        It must refer to a message of the thread and have its subject. An own message must also
        name the thread. https://developers.google.com/workspace/gmail/api/guides/threads
        """
        parsed = StoredMessage("", "", [], raw, datetime.min)  # noqa: DTZ901  # only headers
        for stored in self.messages.values():
            linked = stored.message_id and stored.message_id in parsed.references
            if linked and stored.subject == parsed.subject and asked in ("", stored.thread_id):
                return stored.thread_id
        return ""

    def records(self) -> list[MailRecord]:
        """Everything but drafts, oldest first."""
        return [
            MailRecord(stored.id, stored.thread_id, tuple(stored.labels), stored.raw, parse(stored.raw), stored.date)
            for stored in self.messages.values()
            if "DRAFT" not in stored.labels
        ]
