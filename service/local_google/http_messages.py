"""Requests, responses and parts of multipart bodies as plain values; http_server.py moves them over sockets."""

import base64
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from service.local_google.errors import invalid


@dataclass(frozen=True)
class Request:
    """One HTTP request. Header names are lower case."""

    verb: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes = b""

    @property
    def form(self) -> dict[str, str]:
        """Fields of the address and of a posted form together."""
        posted = parse_qsl(self.body.decode("utf-8", "replace")) if self.body else []
        return dict([*self.query, *posted])

    @property
    def bearer(self) -> str:
        """The access token, from the header or the address."""
        kind, _, text = self.headers.get("authorization", "").partition(" ")
        return text.strip() if kind.lower() == "bearer" else dict(self.query).get("access_token", "")


@dataclass
class Response:
    """One HTTP response. `file` (path, first byte, end) stands for a body too large to hold."""

    status: int = 200
    body: bytes = b""
    mime_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    file: tuple[Path, int, int] | None = None
    skew: timedelta = timedelta()  # how far off its Date is
    cut: bool = False  # the connection breaks in the middle of the body


def json_response(value: Any, status: int = 200) -> Response:
    """A body of JSON, as compact as Google's are not."""
    return Response(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def ranged_response(source: Path | bytes, mime_type: str, header: str) -> Response:
    """All bytes, or those a Range header asks for (206), or 416."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    first, end, status, headers = 0, size, 200, {}
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", header)
    if match and any(match.groups()):
        if match[1]:
            first = int(match[1])
            end = min(int(match[2]) + 1, size) if match[2] else size
        else:
            first = max(size - int(match[2]), 0)
        if first >= end:
            return Response(416, mime_type="", headers={"Content-Range": f"bytes */{size}"})
        status, headers = 206, {"Content-Range": f"bytes {first}-{end - 1}/{size}"}
    if isinstance(source, bytes):
        return Response(status, source[first:end], mime_type, headers)
    return Response(status, b"", mime_type, headers, (source, first, end))


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    headers: dict[str, str]
    data: bytes
    bare_newlines: bool  # its lines end with LF, not CRLF


def read_headers(lines: list[str]) -> dict[str, str]:
    """Headers by their names in lower case."""
    pairs = [line.partition(":") for line in lines]
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


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
    headers = read_headers(head.decode("utf-8", "replace").splitlines())
    if headers.get("content-transfer-encoding", "").lower() == "base64":
        data = base64.b64decode(data)
    return Part(headers, data, newline == b"\n")
