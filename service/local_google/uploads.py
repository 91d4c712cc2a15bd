"""Google's three upload protocols: simple, multipart, resumable.

https://developers.google.com/workspace/drive/api/guides/manage-uploads
"""

import base64
import re
from dataclasses import dataclass, field
from email.message import Message

from service.local_google.call import Asked
from service.local_google.errors import ApiError, invalid

RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    headers: dict[str, str]
    data: bytes
    bare_newlines: bool  # its lines end with LF, not CRLF


def split_multipart(content_type: str, body: bytes) -> list[Part]:
    """The parts. Google's own Python client ends lines with a bare LF, others with CRLF."""
    header = Message()
    header["Content-Type"] = content_type
    boundary = str(header.get_param("boundary", "")).encode()
    start = body.find(b"--" + boundary)
    if not boundary or start < 0:
        raise invalid("Malformed multipart body.", reason="badContent")
    after = start + len(boundary) + 2
    newline = b"\r\n" if body[after : after + 2] == b"\r\n" else b"\n"
    pieces = (newline + body[start:]).split(newline + b"--" + boundary)
    return [_part(piece, newline) for piece in pieces[1:] if not piece.startswith(b"--")]


def _part(piece: bytes, newline: bytes) -> Part:
    head, _, data = piece.removeprefix(newline).partition(newline + newline)
    headers = {}
    for line in head.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("content-transfer-encoding", "").lower() == "base64":
        data = base64.b64decode(data)
    return Part(headers, data, newline == b"\n")


@dataclass
class Session:
    """A resumable upload under way: the call it will become and the bytes so far."""

    asked: Asked
    mime_type: str
    data: bytearray = field(default_factory=bytearray)
    answer: bytes | None = None  # once complete; asked for again after a lost answer

    def receive(self, content_range: str, data: bytes) -> bool:
        """Take a chunk, or a question (`bytes */N`); whether all bytes are here now."""
        if not content_range:
            self.data[:] = data
            return True
        match = RANGE.fullmatch(content_range)
        if not match:
            raise invalid("Failed to parse Content-Range header.", reason="badRequest")
        first, last, total = match.groups()
        if first is not None:
            if int(last) - int(first) + 1 != len(data):
                raise invalid("The Content-Range does not fit the body.", reason="badRequest")
            if int(first) > len(self.data):
                raise ApiError(503, "backendError", "A chunk before this one is missing.")
            self.data[int(first) :] = data
        return total != "*" and len(self.data) >= int(total)

    @property
    def received(self) -> str:
        """What the Range header of a 308 says; "" before the first byte."""
        return f"bytes=0-{len(self.data) - 1}" if self.data else ""
