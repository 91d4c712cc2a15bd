"""Sending mail: recipients, limits, new headers, delivery.

https://developers.google.com/workspace/gmail/api/guides/sending
"""

import re
import string
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses

from service.local_google.call import Call
from service.local_google.errors import ApiError, invalid
from service.local_google.mail import StoredMessage, parse
from service.local_google.moments import rfc3339

MOST_RECIPIENTS = 100
ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")


def new_id(call: Call) -> str:
    """16 hexadecimal digits that grow with time, as Gmail's do."""
    millis = int(call.now.timestamp() * 1000)
    return f"{millis:011x}" + call.state.new_id(5, alphabet="0123456789abcdef")


def send(call: Call, raw: bytes, thread: str) -> StoredMessage:
    """Deliver to every recipient who is a user here; the sender keeps the SENT copy."""
    recipients = _recipients(parse(raw))
    _within_daily_limit(call)
    unique = call.state.new_id(44, alphabet=string.ascii_letters + string.digits + "-_")
    raw = with_headers(raw, {"Message-ID": f"<CA{unique}@mail.gmail.com>", "Date": format_datetime(call.now)})
    labels = ["SENT"]
    if call.user.email in recipients:
        labels += ["INBOX", "UNREAD"]
    sent = call.user.mailbox.add(new_id(call), thread, raw, labels, call.now)
    for address in recipients - {call.user.email}:
        if user := call.state.users.get(address):
            copy = with_headers(raw, {"Bcc": "", "Delivered-To": address})
            box = user.mailbox
            box.add(new_id(call), box.thread_for(copy), copy, ["UNREAD", "INBOX"], call.now)
    return sent


def _recipients(parsed: EmailMessage) -> set[str]:
    """Addresses of To, Cc and Bcc in lower case; 400 for one that is none."""
    found: set[str] = set()
    for header in ("To", "Cc", "Bcc"):
        texts = [str(text) for text in parsed.get_all(header, [])]
        for _, address in getaddresses(texts):
            if not ADDRESS.fullmatch(address):
                raise invalid(f"Invalid {header} header", reason="invalidArgument")
            found.add(address.lower())
    if not found:
        raise invalid("Recipient address required", reason="invalidArgument")
    if len(found) > MOST_RECIPIENTS:
        raise invalid("Too many recipients", reason="invalidArgument")
    return found


def _within_daily_limit(call: Call) -> None:
    day = timedelta(hours=24)
    sendings = [moment for moment in call.user.mailbox.sendings if moment > call.now - day]
    if len(sendings) >= call.state.daily_send_limit:
        again = rfc3339((sendings[0] if sendings else call.now) + day)
        message = f"User-rate limit exceeded.  Retry after {again}"
        raise ApiError(429, "rateLimitExceeded", message)
    call.user.mailbox.sendings = [*sendings, call.now]


def own_from(call: Call, raw: bytes) -> bytes:
    """Gmail lets nobody write in another's name."""
    sender = parse(raw)["From"]
    addresses = getaddresses([str(sender)]) if sender else []
    if addresses and addresses[0][1].lower() == call.user.email:
        return raw
    return with_headers(raw, {"From": f"<{call.user.email}>"})


def with_headers(raw: bytes, changes: dict[str, str]) -> bytes:
    """The message with some headers replaced ("" drops one); every other byte stays."""
    newline = b"\r\n" if b"\r\n" in raw else b"\n"
    head, gap, body = raw.partition(newline * 2)
    names = {name.lower().encode() for name in changes}
    kept: list[bytes] = []
    dropping = False
    for line in head.split(newline):
        if line[:1] not in (b" ", b"\t"):  # not the continuation of a folded header
            dropping = line.partition(b":")[0].strip().lower() in names
        if not dropping:
            kept.append(line)
    new = [f"{name}: {text}".encode() for name, text in changes.items() if text]
    return newline.join([*new, *kept]) + gap + body
