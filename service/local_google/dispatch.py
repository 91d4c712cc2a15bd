"""From a request to a response: faults, token, scopes, parameters, body, handler, `fields`.

All of it is generic from the discovery documents; a handler only sees what passed.
"""

import functools
import re
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from service.local_google import batch, discovery, drive, gmail, media, oauth, sheets
from service.local_google.call import Answer, Asked, Call, Download, Handler, Upload
from service.local_google.discovery import Method, Route
from service.local_google.errors import (
    ApiError,
    entity_not_found,
    file_not_found,
    insufficient_scope,
    unauthenticated,
)
from service.local_google.faults import BEFORE, DroppedError, Fault, Faults
from service.local_google.fields import select
from service.local_google.http_messages import Request, Response, json_response
from service.local_google.state import State, Store, Token, bearer
from service.local_google.strictness import Judge
from service.local_google.uploads import Session

HANDLERS: dict[str, Handler] = drive.METHODS | sheets.METHODS | gmail.METHODS
THUMBNAIL = re.compile(r"/thumbnail/([\w-]+)(?:=s(\d+))?")
UPLOAD_SESSIONS_KEPT = 500


@dataclass(frozen=True)
class LogLine:
    """One answered request."""

    time: datetime
    method: str
    path: str
    status: int
    email: str


class Dispatcher:
    """Answers requests from one state. Thread-safe: one lock around the state."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], *, strict: bool, video_processing: timedelta
    ) -> None:
        self.store = store
        self.state: State = store.load()
        self.clock = clock
        self.video_processing = video_processing
        self.root_url = ""
        self.lock = threading.RLock()
        self._counting = threading.Lock()
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self.judge = Judge(strict)
        self.log: deque[LogLine] = deque(maxlen=10_000)
        self.calls_per_minute: dict[str, int] = {}  # api → how many calls a user has
        self.spent: Counter[tuple[str, str, str]] = Counter()
        self.dirty = False
        self._discovery = discovery.load()

    def answer(self, request: Request) -> Response:
        """The response; `DroppedError` when a fault ends the connection."""
        verb = request.headers.get("x-http-method-override", request.verb).upper()
        if verb != request.verb and verb == "GET":  # the client's way out of long addresses
            posted = parse_qsl(request.body.decode(), keep_blank_values=True)
            request = replace(request, verb=verb, query=[*request.query, *posted], body=b"")
        if request.path in oauth.ENDPOINTS:
            return self._oauth(request)
        if request.path.startswith("/batch"):
            return self._guarded("drive", "batch", request, self._batch)
        if request.path.startswith("/thumbnail/"):
            return self._guarded("drive", "thumbnail", request, self._thumbnail)
        session_id = dict(request.query).get("upload_id", "")
        if session_id:
            return self._upload_chunk(request, session_id)
        found = self._discovery.find(request.verb, request.path)
        if found is None:
            self.judge.refusals.append(f"no method: {request.verb} {request.path}")
            message = f"The requested URL {request.path} was not found on this server."
            return json_response(ApiError(404, "notFound", message).body("drive"), 404)
        route, in_path = found
        method = route.method
        work = functools.partial(self._api_call, route, in_path)
        return self._guarded(method.api.name, method.id, request, work)

    # --- around every call: counting, faults, errors ---

    def _guarded(self, api: str, name: str, request: Request, work: Callable[[Request], Response]) -> Response:
        with self._counting:
            self.calls[name] += 1
        fault = self.faults.due(name)
        try:
            if fault and fault.kind in BEFORE:
                self._fail(fault, request)
            if fault and fault.kind == "stall":
                threading.Event().wait(fault.seconds)
            response = work(request)
        except ApiError as error:
            response = json_response(error.body(api), error.status)
        except DroppedError:
            raise
        except Exception as error:  # a bug of ours must not pass for a fault of Google
            self.judge.refusals.append(f"our own bug in {name}: {error!r}\n{traceback.format_exc()}")
            response = json_response(ApiError(500, "backendError", repr(error)).body(api), 500)
        grant = self.state.access_tokens.get(_bearer_text(request))
        email = grant.email if grant else ""
        self.log.append(LogLine(self.clock(), name, request.path, response.status, email))
        return _spoiled(response, fault)

    def _fail(self, fault: Fault, request: Request) -> None:
        if fault.kind == "drop_before":
            raise DroppedError
        if fault.kind == "expired_token":
            with self.lock:
                self.state.access_tokens.pop(_bearer_text(request), None)
        raise fault.refusal()

    # --- the special addresses ---

    def _oauth(self, request: Request) -> Response:
        name, endpoint = oauth.ENDPOINTS[request.path]

        def work(request: Request) -> Response:
            with self.lock:
                self.dirty = True
                return endpoint(self.state, request, self.clock())

        return self._guarded("oauth2", name, request, work)

    def _batch(self, request: Request) -> Response:
        return batch.answer(request, self.judge.parts("batch", request), self.answer)

    def _thumbnail(self, request: Request) -> Response:
        match = THUMBNAIL.fullmatch(request.path)
        grant = self._grant(request)
        with self.lock:
            file = self.state.tree.files.get(match[1]) if match else None
            if not match or not file or not file.content:
                raise file_not_found(request.path)
            if not self.state.tree.role(grant.email, file):
                raise file_not_found(match[1])
            path, kind = self.store.blobs.path(file.content), file.mime_type
        data = media.thumbnail(path, kind, min(int(match[2] or 220), 1600))
        return Response(200, data, "image/jpeg")

    # --- calls of API methods ---

    def _grant(self, request: Request) -> Token:
        grant = bearer(self.state, _bearer_text(request), self.clock())
        if grant is None:
            raise unauthenticated()
        return grant

    def _api_call(self, route: Route, in_path: dict[str, str], request: Request) -> Response:
        method = route.method
        grant = self._grant(request)
        self._within_quota(grant, method)
        if method.scopes and not method.scopes & grant.scopes:
            raise insufficient_scope(method.id)
        protocol = dict(request.query).get("uploadType", "multipart") if route.upload else ""
        body, upload = self.judge.body(method, request, protocol)
        asked = Asked(grant, method.id, in_path, request.query, body)
        if protocol == "resumable":
            return self._open_session(asked, request)
        return self._perform(asked, upload, request)

    def _within_quota(self, grant: Token, method: Method) -> None:
        limit = self.calls_per_minute.get(method.api.name)
        if limit is None:
            return
        key = (grant.email, method.api.name, f"{self.clock():%Y-%m-%d %H:%M}")
        with self._counting:
            self.spent[key] += 1
        if self.spent[key] > limit:
            if method.api.name == "drive":
                raise ApiError(403, "userRateLimitExceeded", "User Rate Limit Exceeded")
            raise ApiError(429, "rateLimitExceeded", "Quota exceeded for quota metric")

    def _perform(self, asked: Asked, upload: Upload | None, request: Request) -> Response:
        method = self._discovery.method(asked.method_id)
        parameters = self.judge.parameters(method, asked.query, asked.in_path)
        handler = HANDLERS.get(method.id)
        if handler is None:
            self.judge.refusals.append(f"{method.id}: not played")
            raise ApiError(501, "notImplemented", f"The local Google does not play {method.id}.")
        mask = self.judge.mask(method, parameters)
        if upload and method.api.name == "drive":
            kind = upload.mime_type or "application/octet-stream"
            upload = replace(upload, content=self.store.blobs.add(upload.data, kind))
        with self.lock:
            now = self.clock()
            self.state.tree.settle(now)
            call = Call(
                self.state,
                self.store.blobs,
                self.state.users[asked.grant.email],
                method,
                parameters,
                asked.body,
                upload,
                mask,
                now,
                asked.grant.scopes,
                self.root_url,
                self.video_processing,
            )
            answer = handler(call)
            self.dirty |= method.description["httpMethod"] != "GET"  # saving a large state takes long
        return self._respond(method, answer, call, request)

    def _respond(self, method: Method, answer: Answer, call: Call, request: Request) -> Response:
        if answer is None:
            return Response(204, mime_type="")
        if isinstance(answer, Download):
            return _ranged(answer, request.headers.get("range", ""))
        self.judge.own_answer(method, answer)
        return json_response(select(answer, call.mask))

    # --- resumable uploads ---

    def _open_session(self, asked: Asked, request: Request) -> Response:
        self.judge.parameters(self._discovery.method(asked.method_id), asked.query, asked.in_path)
        session = Session(asked, request.headers.get("x-upload-content-type", ""))
        with self.lock:
            session_id = self.state.new_id(90, "AH")
            self.state.uploads[session_id] = session
            if len(self.state.uploads) > UPLOAD_SESSIONS_KEPT:
                self.state.uploads.pop(next(iter(self.state.uploads)))
        address = f"{self.root_url[:-1]}{request.path}?uploadType=resumable&upload_id={session_id}"
        headers = {"Location": address, "X-GUploader-UploadID": session_id}
        return Response(200, headers=headers)

    def _upload_chunk(self, request: Request, session_id: str) -> Response:
        session = self.state.uploads.get(session_id)
        if session is None:
            return json_response(entity_not_found().body("drive"), 404)
        method = self._discovery.method(session.asked.method_id)

        def work(request: Request) -> Response:
            if request.verb == "DELETE":
                self.state.uploads.pop(session_id, None)
                return Response(499, mime_type="")
            if session.answer is not None:
                return Response(200, session.answer)
            if not session.receive(request.headers.get("content-range", ""), request.body):
                headers = {"Range": session.received} if session.received else {}
                return Response(308, mime_type="", headers=headers)
            kind = session.mime_type or request.headers.get("content-type", "")
            upload = Upload(kind, bytes(session.data))
            response = self._perform(session.asked, upload, request)
            session.answer = response.body
            session.data.clear()
            return response

        return self._guarded(method.api.name, method.id, request, work)


def _bearer_text(request: Request) -> str:
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    return text.strip() if kind.lower() == "bearer" else dict(request.query).get("access_token", "")


def _ranged(download: Download, header: str) -> Response:
    """All of it, or the bytes a Range header asks for (206), or 416."""
    source = download.source
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
        return Response(status, source[first:end], download.mime_type, headers)
    return Response(status, b"", download.mime_type, headers, (source, first, end))


def _spoiled(response: Response, fault: Fault | None) -> Response:
    """The response after a fault that strikes when everything is done."""
    if fault is None:
        return response
    if fault.kind == "drop_after_effect":
        raise DroppedError
    if fault.kind == "cut_body":
        response.cut = True
    elif fault.kind == "not_json":
        page = b"<!DOCTYPE html><html><title>Error</title><p>That's all we know."
        return Response(200, page, "text/html; charset=UTF-8")
    elif fault.kind == "clock_skew":
        response.skew = fault.skew
    return response
