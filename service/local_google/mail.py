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
    history_id: int
    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    snippet: str = ""

    def __post_init__(self) -> None:
        parsed = parse(self.raw)
        self.message_id = str(parsed["Message-ID"] or "").strip()
        linked = f"{parsed['References'] or ''} {parsed['In-Reply-To'] or ''}"
        self.references = tuple(re.findall(r"<[^<>\s]+>", linked))
        self.subject = bare_subject(str(parsed["Subject"] or ""))
        self.snippet = _snippet(parsed)

    @property
    def millis(self) -> str:
        """When, as Gmail's internalDate says it."""
        return str(int(self.date.timestamp() * 1000))


def bare_subject(text: str) -> str:
    """A subject without the marks of a reply, for comparing."""
    return " ".join(REPLY.sub("", text).split()).casefold()


def _snippet(parsed: EmailMessage) -> str:
    """The first words of the text, as Gmail shows and escapes them."""
    body = parsed.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = body.get_content()
    except (LookupError, KeyError, ValueError):
        return ""
    if body.get_content_subtype() == "html":
        text = html.unescape(re.sub(r"(?s)<(style|head|script)\b.*?</\1>|<[^>]*>", " ", text))
    return html.escape(" ".join(text.split())[:200])


@dataclass
class Mailbox:
    """The mail of one user."""

    messages: dict[str, StoredMessage] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)  # draft id → message id
    labels: dict[str, dict[str, str]] = field(default_factory=dict)  # own ones, by id
    history_id: int = 1000  # grows with every change
    sendings: list[datetime] = field(default_factory=list)

    def add(self, message_id: str, thread_id: str, raw: bytes, labels: list[str], now: datetime) -> StoredMessage:
        """Put a message into a thread ("" begins a new one)."""
        self.history_id += 1
        stored = StoredMessage(message_id, thread_id or message_id, labels, raw, now, self.history_id)
        self.messages[message_id] = stored
        return stored

    def remove(self, message_id: str) -> None:
        """For ever."""
        del self.messages[message_id]
        self.history_id += 1

    def relabel(self, stored: StoredMessage, add: list[str], remove: list[str]) -> None:
        """Labels given and taken."""
        labels = [label for label in stored.labels if label not in remove]
        labels += [label for label in add if label not in labels]
        if labels != stored.labels:
            self.history_id += 1
            stored.labels, stored.history_id = labels, self.history_id

    def thread(self, thread_id: str) -> list[StoredMessage]:
        """The messages of a thread, oldest first."""
        return [stored for stored in self.messages.values() if stored.thread_id == thread_id]

    def thread_for(self, raw: bytes, asked: str = "") -> str:
        """The thread a message belongs to; "" when it begins one.

        It must refer to a message of the thread and have its subject. An own message must also
        name the thread. https://developers.google.com/workspace/gmail/api/guides/threads
        """
        parsed = StoredMessage("", "", [], raw, datetime.min, 0)  # noqa: DTZ901  # only headers
        for stored in self.messages.values():
            if asked and stored.thread_id != asked:
                continue
            linked = stored.message_id and stored.message_id in parsed.references
            if linked and stored.subject == parsed.subject:
                return stored.thread_id
        return ""

    def records(self) -> list[MailRecord]:
        """Everything but drafts, oldest first."""
        return [
            MailRecord(stored.id, stored.thread_id, tuple(stored.labels), stored.raw, parse(stored.raw), stored.date)
            for stored in self.messages.values()
            if "DRAFT" not in stored.labels
        ]
