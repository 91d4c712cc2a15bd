"""Gmail v1 in our words: drafts, their sending, and the look into Sent after a doubt.

`drafts.create` and `drafts.send` are asked exactly once per call and never retried here: httplib2 may itself
send a POST again when the connection drops, so only the delivery protocol decides what to do after a failure.
"""

import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from drive_sync.drive_client import ask
from drive_sync.errors import GoogleTrouble, Remedy
from gmail_reports.letters.letter import Draft

REFERENCE_HEADER = "X-Tin-Truong-Letter"
"""Carries the letter's key; Gmail replaces our Message-ID but keeps this."""

_RETRIES = 3


class GmailClient:
    """The mailbox of one account."""

    def __init__(self, account: str, gmail: Callable[[], Any]) -> None:
        self.account = account
        self._gmail = gmail

    def create_draft(self, raw: bytes, thread_id: str | None) -> Draft:
        """A new draft of this mail (RFC 5322 bytes), in a thread if one is given."""
        request = self._drafts().create(userId="me", body={"message": _message(raw, thread_id)})
        return _draft(ask(self.account, request))

    def update_draft(self, draft_id: str, raw: bytes, thread_id: str | None) -> Draft:
        """The same draft with new content."""
        request = self._drafts().update(userId="me", id=draft_id, body={"message": _message(raw, thread_id)})
        return _draft(ask(self.account, request))

    def send_draft(self, draft_id: str) -> str:
        """Sends a draft; the id of the message it became. The draft is spent by it."""
        answer = ask(self.account, self._drafts().send(userId="me", body={"id": draft_id}))
        return str(answer["id"])

    def delete_draft(self, draft_id: str) -> None:
        """Deletes a draft; one that is gone is fine."""
        if_there(lambda: ask(self.account, self._drafts().delete(userId="me", id=draft_id)))

    def draft_message_id(self, draft_id: str) -> str | None:
        """The message id a draft has now, None when the draft is gone (sent or deleted)."""
        request = self._drafts().get(userId="me", id=draft_id, format="minimal")
        answer = if_there(lambda: ask(self.account, request, retries=_RETRIES))
        return str(answer["message"]["id"]) if answer else None

    def sent_copy(self, thread_id: str, key: str, *, alone_in_thread: bool) -> str | None:
        """The id of a letter's copy in Sent, None when there is none.

        Args:
            thread_id: the thread its draft stood in.
            key: the letter's key, looked for in our own header.
            alone_in_thread: whether any sent message of the thread is this letter: a person who edited the draft
                may have lost the header.
        """
        request = (
            self._gmail()
            .users()
            .threads()
            .get(userId="me", id=thread_id, format="metadata", metadataHeaders=[REFERENCE_HEADER])
        )
        thread = if_there(lambda: ask(self.account, request, retries=_RETRIES)) or {}
        for message in thread.get("messages", ()):
            if "SENT" in message.get("labelIds", ()) and (alone_in_thread or _header(message, REFERENCE_HEADER) == key):
                return str(message["id"])
        return None

    def stray_draft(self, key: str) -> Draft | None:
        """A draft of ours that was created but never written down, because the answer was lost."""
        return next((draft for draft, its_key in self.drafts_of_ours() if its_key == key), None)

    def drafts_of_ours(self) -> Iterator[tuple[Draft, str]]:
        """Every draft that carries our header, with the key in it."""
        for draft in self._all_drafts():
            key = self.header(draft.message_id, REFERENCE_HEADER)
            if key:
                yield draft, key

    def sent_since(self, key: str, moment: datetime) -> str | None:
        """The id of a letter's copy among all that was sent since a moment, None when there is none.

        For a letter whose draft we know nothing of: a person may have sent it before we wrote it down.
        """
        token: str | None = None
        while True:
            request = (
                self._gmail()
                .users()
                .messages()
                .list(
                    userId="me",
                    labelIds=["SENT"],
                    q=f"after:{int(moment.timestamp()) - 1}",
                    maxResults=500,
                    pageToken=token,
                )
            )
            answer = ask(self.account, request, retries=_RETRIES)
            for found in answer.get("messages", ()):
                if self.header(found["id"], REFERENCE_HEADER) == key:
                    return str(found["id"])
            token = answer.get("nextPageToken")
            if not token:
                return None

    def header(self, message_id: str, name: str) -> str:
        """One header of a message, empty when it or the message is not there."""
        request = (
            self._gmail().users().messages().get(userId="me", id=message_id, format="metadata", metadataHeaders=[name])
        )
        message = if_there(lambda: ask(self.account, request, retries=_RETRIES))
        return _header(message, name) if message else ""

    def _all_drafts(self) -> Iterator[Draft]:
        token: str | None = None
        while True:
            request = self._drafts().list(userId="me", maxResults=500, pageToken=token)
            answer = ask(self.account, request, retries=_RETRIES)
            yield from (_draft(found) for found in answer.get("drafts", ()))
            token = answer.get("nextPageToken")
            if not token:
                return

    def _drafts(self) -> Any:
        return self._gmail().users().drafts()


def if_there(call: Callable[[], Any]) -> Any | None:
    """The answer of a call, None when Google says 404."""
    try:
        return call()
    except GoogleTrouble as error:
        if error.remedy is Remedy.GONE:
            return None
        raise


def _message(raw: bytes, thread_id: str | None) -> dict[str, str]:
    message = {"raw": base64.urlsafe_b64encode(raw).decode("ascii")}
    if thread_id:
        message["threadId"] = thread_id
    return message


def _draft(answer: dict[str, Any]) -> Draft:
    return Draft(answer["id"], answer["message"]["id"], answer["message"]["threadId"])


def _header(message: dict[str, Any], name: str) -> str:
    headers = message.get("payload", {}).get("headers", ())
    return next((header["value"] for header in headers if header["name"].lower() == name.lower()), "")
