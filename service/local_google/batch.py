"""Batch requests: up to 100 calls in one multipart/mixed body, answered likewise.

https://developers.google.com/workspace/drive/api/guides/performance#batch-requests
"""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from service.local_google.errors import invalid
from service.local_google.http_messages import Part, Request, Response, read_headers

LIMIT = 100
BOUNDARY = "batch_local_google"


def answer(request: Request, parts: list[Part], answer_one: Callable[[Request], Response]) -> Response:
    """Answer each part in turn; one failing part leaves the others alone."""
    if len(parts) > LIMIT:
        message = f"The batch request could not be processed: more than {LIMIT} calls."
        raise invalid(message, reason="batchSizeTooLarge")
    answers = [_outer_part(part, answer_one(_inner_request(part, request))) for part in parts]
    return Response(200, b"".join(answers) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/mixed; boundary={BOUNDARY}")


def _inner_request(part: Part, outer: Request) -> Request:
    newline = b"\r\n" if b"\r\n" in part.data else b"\n"
    head, _, body = part.data.partition(newline * 2)
    first, *lines = head.decode().splitlines()
    verb, target = first.split()[:2]
    headers = {"authorization": outer.headers.get("authorization", "")} | read_headers(lines)
    address = urlsplit(target)
    return Request(verb, address.path, parse_qsl(address.query, keep_blank_values=True), headers, body.rstrip(b"\r\n"))


def _outer_part(part: Part, response: Response) -> bytes:
    name = part.headers.get("content-id", "<>")
    name = f"<response-{name[1:]}" if name.startswith("<") else f"response-{name}"
    head = (
        f"--{BOUNDARY}\r\nContent-Type: application/http\r\nContent-ID: {name}\r\n\r\n"
        f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}\r\nContent-Type: {response.mime_type}\r\n"
        f"Content-Length: {len(response.body)}\r\n\r\n"
    )
    return head.encode() + response.body + b"\r\n"
