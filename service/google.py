"""The official Google client, pointed at Google or at another root: the same code path for both.

Discovery documents come packaged with the client, so nothing is fetched. Each thread has its own HTTP
connection (httplib2 is not thread-safe), resources are built once per connection, and the `Date` of Google's last
answer is kept: no letter goes while our clock is off (design, section 3).
"""

import json
import threading
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

import google_auth_httplib2
import googleapiclient
import httplib2
from googleapiclient.discovery import build_from_document
from googleapiclient.http import HttpRequest

_DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"


class Connection:
    """One account's way to Google.

    Args:
        credentials: google-auth credentials of the account; they refresh themselves.
        root_url: empty for Google, else the root of a stand-in, with a slash at its end.
        timeout: seconds to wait for an answer.
    """

    def __init__(self, credentials: Any, root_url: str, timeout: int) -> None:
        self._credentials = credentials
        self._root_url = root_url
        self._timeout = timeout
        self._local = threading.local()
        self._lock = threading.Lock()
        self._services: dict[str, Any] = {}
        self._wires: list[_DatedHttp] = []
        self.google_time: datetime | None = None
        """The `Date` of the last answer, None before the first."""

    def drive(self) -> Any:
        """The Drive v3 resource."""
        return self._service("drive", "v3")

    def sheets(self) -> Any:
        """The Sheets v4 resource."""
        return self._service("sheets", "v4")

    def gmail(self) -> Any:
        """The Gmail v1 resource."""
        return self._service("gmail", "v1")

    def close(self) -> None:
        """Ends the open connections of all threads; the next call opens new ones."""
        for wire in self._wires:
            wire.close()

    def _service(self, api: str, version: str) -> Any:
        with self._lock:
            if api not in self._services:
                resource = build_from_document(
                    _document(api, version, self._root_url), http=self._http(), requestBuilder=self._request
                )
                self._services[api] = _BuiltOnce(resource)
            return self._services[api]

    def _request(self, _http: Any, *arguments: Any, **named: Any) -> HttpRequest:
        """A request over this thread's own connection, whoever built the resource."""
        return HttpRequest(self._http(), *arguments, **named)

    def _http(self) -> Any:
        if not hasattr(self._local, "http"):
            wire = _DatedHttp(self, timeout=self._timeout)
            self._wires.append(wire)
            self._local.http = google_auth_httplib2.AuthorizedHttp(self._credentials, http=wire)
        return self._local.http


class _BuiltOnce:
    """A resource of the client whose sub-resources (`drive.files()`) are built at the first use only."""

    def __init__(self, resource: Any) -> None:
        self._resource = resource
        self._parts: dict[str, _BuiltOnce] = {}

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._resource, name)
        if not getattr(attribute, "__is_resource__", False):
            return attribute
        if name not in self._parts:
            self._parts[name] = _BuiltOnce(attribute())
        return lambda: self._parts[name]


class _DatedHttp(httplib2.Http):
    """An HTTP connection that notes the `Date` of every answer, and knows an answer that did not come whole.

    The client repeats a read after a `ConnectionError`, with growing pauses, as often as it was told; it does not
    repeat one whose answer was cut short or is the page of a proxy. What sends is told to repeat nothing.
    """

    def __init__(self, connection: Connection, timeout: int) -> None:
        super().__init__(timeout=timeout)
        self.redirect_codes = self.redirect_codes - {308}  # 308 means "go on" in a resumable upload, not "go there"
        self._connection = connection

    def request(self, *arguments: Any, **named: Any) -> Any:
        try:
            response, content = super().request(*arguments, **named)
        except HTTPException as error:
            raise ConnectionError(repr(error)) from error
        if response.status == HTTPStatus.OK and "alt=json" in str(arguments[0]) and not _begins_json(content):
            raise ConnectionError("not JSON")
        if "date" in response:
            self._connection.google_time = parsedate_to_datetime(response["date"])
        return response, content


def _begins_json(content: bytes) -> bool:
    """Whether an answer may be JSON, or is empty."""
    return content.lstrip()[:1] in {b"", b"{", b"["}


@cache
def _document(api: str, version: str, root_url: str) -> str:
    """The packaged discovery document, with its root rewritten when one is given.

    `client_options.api_endpoint` would lose Drive's service path and leave batch at Google's host, so the
    document itself is changed (decisions/0002). Of the schemas only the names of their fields stay: the client
    prints the rest into docstrings, which takes most of the time that building it costs.
    """
    document = json.loads((_DOCUMENTS / f"{api}.{version}.json").read_text(encoding="utf-8"))
    for schema in document["schemas"].values():
        schema["properties"] = {name: {"type": "string"} for name in schema.get("properties", ())}
    if root_url:
        document["rootUrl"] = root_url
        document["baseUrl"] = root_url + document["servicePath"]
        document.pop("mtlsRootUrl", None)
    return json.dumps(document)
