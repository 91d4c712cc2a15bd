"""A request and a response as plain values; the server turns them from and into sockets."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl


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

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return self.file[2] - self.file[1] if self.file else len(self.body)


def json_response(value: Any, status: int = 200) -> Response:
    """A body of JSON, as compact as Google's are not."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(status, text.encode())
