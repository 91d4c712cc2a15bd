"""HTTP/1.1 over sockets: a thread per connection, kept alive; what is asked is the dispatcher's to answer.

Not http.server: its parser of headers takes longer than most answers here.
"""

import socket
import sys
from contextlib import suppress
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qsl

from service.local_google.dispatch import Dispatcher
from service.local_google.faults import DroppedError
from service.local_google.http_messages import Request, Response, read_headers

CHUNK = 1 << 18
PHRASES = {int(status): status.phrase for status in HTTPStatus} | {499: "Client Closed Request"}


class Server(ThreadingTCPServer):
    """Remembers its connections, so that stopping ends them all."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, dispatcher: Dispatcher) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.dispatcher = dispatcher
        self.connections: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """A new connection."""
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """A connection that ended."""
        self.connections.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """End all there are."""
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news; a bug of ours is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Connection(StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        """Answer until the client goes away or a fault cuts the connection."""
        with suppress(DroppedError):
            while request := self._read():
                self._send(self.server.dispatcher.answer(request), head=request.verb == "HEAD")
                if request.headers.get("connection", "").lower() == "close":
                    return

    def _read(self) -> Request | None:
        start = self.rfile.readline().decode("latin-1").split()
        if len(start) != 3:
            return None
        lines = []
        while line := self.rfile.readline().strip():
            lines.append(line.decode("latin-1"))
        headers = read_headers(lines)
        if headers.get("expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        path, _, query = start[1].partition("?")
        pairs = parse_qsl(query, keep_blank_values=True) if query else []
        return Request(start[0], path, pairs, headers, self._read_body(headers))

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

    def _send(self, response: Response, *, head: bool) -> None:
        date = self.server.dispatcher.clock() + response.skew
        lines = [
            f"HTTP/1.1 {response.status} {PHRASES[response.status]}",
            f"Date: {format_datetime(date.astimezone(UTC), usegmt=True)}",
            "Server: ESF",
            *(f"{name}: {text}" for name, text in response.headers.items()),
        ]
        if response.mime_type:
            lines.append(f"Content-Type: {response.mime_type}")
        if response.status != 204:
            length = response.file[2] - response.file[1] if response.file else len(response.body)
            lines.append(f"Content-Length: {length}")
        top = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
        if response.cut:
            self.wfile.write(top + response.body[: len(response.body) // 2])
            raise DroppedError
        self.wfile.write(top if head else top + response.body)  # in one packet
        if response.file and not head:
            path, first, end = response.file
            with path.open("rb") as source:
                source.seek(first)
                while data := source.read(min(CHUNK, end - source.tell())):
                    self.wfile.write(data)
