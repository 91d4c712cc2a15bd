"""Sockets of the local Google: one thread per connection, kept alive, all ended when the server stops."""

import socket
import sys
from contextlib import suppress
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from service.local_google.dispatch import Dispatcher
from service.local_google.faults import DroppedError
from service.local_google.http_messages import Request, Response

CHUNK = 1 << 18


class Server(ThreadingHTTPServer):
    """Remembers its connections, so that stopping ends them all."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], handler: type["Handler"], dispatcher: Dispatcher) -> None:
        super().__init__(address, handler)
        self.dispatcher = dispatcher
        self.connections: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own."""
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """The connection is over."""
        self.connections.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """End them all, in the middle of whatever they do."""
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news; a bug of ours is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection, kept alive."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def _serve(self) -> None:
        headers = {name.lower(): text for name, text in self.headers.items()}
        path, _, query = self.path.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True) if query else []
        request = Request(self.command, path, pairs, headers, self._read_body(headers))
        try:
            self._send(self.server.dispatcher.answer(request))
        except DroppedError:
            self._drop()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # named by the stdlib

    def _read_body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(headers.get("content-length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass  # trailers
        return body

    def _send(self, response: Response) -> None:
        date = self.server.dispatcher.clock() + response.skew
        try:
            phrase = HTTPStatus(response.status).phrase
        except ValueError:
            phrase = "Client Closed Request"
        lines = [
            f"HTTP/1.1 {response.status} {phrase}",
            f"Date: {format_datetime(date.astimezone(UTC), usegmt=True)}",
            "Server: ESF",
            *(f"{name}: {text}" for name, text in response.headers.items()),
        ]
        if response.mime_type:
            lines.append(f"Content-Type: {response.mime_type}")
        if response.status != 204:
            lines.append(f"Content-Length: {response.length}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
        if response.cut:
            self.wfile.write(head + response.body[: len(response.body) // 2])
            self._drop()
        elif response.file:
            self.wfile.write(head)
            self._send_file(*response.file)
        else:
            self.wfile.write(head + response.body)  # in one packet

    def _send_file(self, path: Path, first: int, end: int) -> None:
        with path.open("rb") as source:
            source.seek(first)
            while first < end:
                data = source.read(min(CHUNK, end - first))
                self.wfile.write(data)
                first += len(data)

    def _drop(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # named by the stdlib
        """The dispatcher keeps the log."""
