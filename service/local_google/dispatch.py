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
from service.local_google.call import Asked, Call, Download, Handler, Session, Upload
from service.local_google.discovery import Route
from service.local_google.errors import ApiError, entity_not_found, file_not_found, insufficient_scope, unauthenticated
from service.local_google.faults import REFUSALS, DroppedError, Fault, Faults, spoiled
from service.local_google.fields import select
from service.local_google.http_messages import Request, Response, json_response, ranged_response
from service.local_google.state import State, Store, Token, bearer
from service.local_google.strictness import Judge

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
        self.store, self.clock, self.video_processing = store, clock, video_processing
        self.state: State = store.load()
        self.root_url = ""
        self.lock = threading.RLock()
        self._counting = threading.Lock()
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self._judge = Judge(strict=strict)
        self.refusals, self.forgiven = self._judge.refusals, self._judge.forgiven
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
            return self._guarded("oauth2", oauth.ENDPOINTS[request.path][0], request, self._oauth)
        if request.path.startswith("/batch"):
            return self._guarded("drive", "batch", request, self._batch)
        if request.path.startswith("/thumbnail/"):
            return self._guarded("drive", "thumbnail", request, self._thumbnail)
        if session_id := dict(request.query).get("upload_id"):
            return self._upload(request, session_id)
        found = self._discovery.find(request.verb, request.path)
        if found is None:
            self.refusals.append(f"no method: {request.verb} {request.path}")
            message = f"The requested URL {request.path} was not found on this server."
            return json_response(ApiError(404, "notFound", message).body("drive"), 404)
        route, in_path = found
        work = functools.partial(self._api_call, route, in_path)
        return self._guarded(route.method.api.name, route.method.id, request, work)

    # --- around every call: counting, faults, errors ---

    def _guarded(self, api: str, name: str, request: Request, work: Callable[[Request], Response]) -> Response:
        with self._counting:
            self.calls[name] += 1
        fault = self.faults.due(name)
        grant = self.state.access_tokens.get(request.bearer)
        try:
            if fault:
                self._strike(fault, request)
            response = work(request)
        except ApiError as error:
            response = json_response(error.body(api), error.status)
        except DroppedError:
            raise
        except Exception as error:  # a bug of ours must not pass for a fault of Google
            self.refusals.append(f"our own bug in {name}: {error!r}\n{traceback.format_exc()}")
            response = json_response(ApiError(500, "backendError", repr(error)).body(api), 500)
        self.log.append(LogLine(self.clock(), name, request.path, response.status, grant.email if grant else ""))
        return spoiled(response, fault)

    def _strike(self, fault: Fault, request: Request) -> None:
        """A fault that strikes before anything is done."""
        if fault.kind == "drop_before":
            raise DroppedError
        if fault.kind == "stall":
            threading.Event().wait(fault.seconds)
        if fault.kind == "expired_token":
            with self.lock:
                self.state.access_tokens.pop(request.bearer, None)
        if fault.kind in REFUSALS:
            raise ApiError(*REFUSALS[fault.kind])

    # --- the special addresses ---

    def _oauth(self, request: Request) -> Response:
        with self.lock:
            self.dirty = True
            return oauth.ENDPOINTS[request.path][1](self.state, request, self.clock())

    def _batch(self, request: Request) -> Response:
        return batch.answer(request, self._judge.parts("batch", request), self.answer)

    def _thumbnail(self, request: Request) -> Response:
        match = THUMBNAIL.fullmatch(request.path)
        grant = self._grant(request)
        with self.lock:
            file = self.state.tree.files.get(match[1]) if match else None
            if not match or not file or not file.content or not self.state.tree.role(grant.email, file):
                raise file_not_found(request.path)
            path, kind = self.store.blobs.path(file.content), file.mime_type
        data = media.thumbnail(path, kind, min(int(match[2] or 220), 1600))
        return Response(200, data, "image/jpeg")

    # --- calls of API methods ---

    def _grant(self, request: Request) -> Token:
        grant = bearer(self.state, request.bearer, self.clock())
        if grant is None:
            raise unauthenticated()
        return grant

    def _api_call(self, route: Route, in_path: dict[str, str], request: Request) -> Response:
        method, grant = route.method, self._grant(request)
        self._within_quota(grant, method.api.name)
        if method.scopes and not method.scopes & grant.scopes:
            raise insufficient_scope(method.id)
        protocol = dict(request.query).get("uploadType", "multipart") if route.upload else ""
        body, upload = self._judge.body(method, request, protocol)
        asked = Asked(method.id, self._judge.parameters(method, request.query, in_path), body, grant)
        if protocol == "resumable":
            return self._open_session(asked, request)
        return self._perform(asked, upload, request.headers.get("range", ""))

    def _within_quota(self, grant: Token, api: str) -> None:
        limit = self.calls_per_minute.get(api)
        if limit is None:
            return
        key = (grant.email, api, f"{self.clock():%Y-%m-%d %H:%M}")
        with self._counting:
            self.spent[key] += 1
        if self.spent[key] > limit:
            if api == "drive":
                raise ApiError(403, "userRateLimitExceeded", "User Rate Limit Exceeded")
            raise ApiError(429, "rateLimitExceeded", "Quota exceeded for quota metric")

    def _perform(self, asked: Asked, upload: Upload | None, byte_range: str) -> Response:
        method = self._discovery.method(asked.method_id)
        handler = HANDLERS.get(method.id)
        if handler is None:
            self.refusals.append(f"{method.id}: not played")
            raise ApiError(501, "notImplemented", f"The local Google does not play {method.id}.")
        text = asked.parameters.get("fields") or drive.DEFAULT_FIELDS.get(method.response, "")
        mask = self._judge.mask(method, text)
        if upload and method.api.name == "drive":
            content = self.store.blobs.add(upload.data, upload.mime_type or "application/octet-stream")
            upload = replace(upload, content=content)
        with self.lock:
            now = self.clock()
            self.state.tree.settle(now)
            self.dirty |= method.description["httpMethod"] != "GET"  # saving a large state takes long
            answer = handler(
                Call(
                    self.state,
                    self.store.blobs,
                    self.state.users[asked.grant.email],
                    method,
                    asked.parameters,
                    asked.body,
                    upload,
                    mask,
                    now,
                    asked.grant.scopes,
                    self.root_url,
                    self.video_processing,
                )
            )
        if answer is None:
            return Response(204, mime_type="")
        if isinstance(answer, Download):
            return ranged_response(answer.source, answer.mime_type, byte_range)
        self._judge.own_answer(method, answer)
        return json_response(select(answer, mask))

    # --- resumable uploads ---

    def _open_session(self, asked: Asked, request: Request) -> Response:
        with self.lock:
            session_id = self.state.new_id(90, "AH")
            self.state.uploads[session_id] = Session(asked, request.headers.get("x-upload-content-type", ""))
            if len(self.state.uploads) > UPLOAD_SESSIONS_KEPT:
                self.state.uploads.pop(next(iter(self.state.uploads)))
        address = f"{self.root_url[:-1]}{request.path}?uploadType=resumable&upload_id={session_id}"
        return Response(200, headers={"Location": address, "X-GUploader-UploadID": session_id})

    def _upload(self, request: Request, session_id: str) -> Response:
        session: Session | None = self.state.uploads.get(session_id)
        if session is None:
            return json_response(entity_not_found().body("drive"), 404)

        def work(request: Request) -> Response:
            if request.verb == "DELETE":
                self.state.uploads.pop(session_id, None)
                return Response(499, mime_type="")
            if session.answer is not None:
                return Response(200, session.answer)
            if not session.receive(request.headers.get("content-range", ""), request.body):
                received = {"Range": f"bytes=0-{len(session.data) - 1}"} if session.data else {}
                return Response(308, mime_type="", headers=received)
            kind = session.mime_type or request.headers.get("content-type", "")
            response = self._perform(session.asked, Upload(kind, bytes(session.data)), "")
            session.answer = response.body
            session.data.clear()
            return response

        name = session.asked.method_id
        return self._guarded(name.partition(".")[0], name, request, work)
