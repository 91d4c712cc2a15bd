"""What a request says, judged by the discovery documents: refused, taken, or forgiven with a note.

Strict, everything the documents do not know is refused and written down. Forgiving, what real Google
lets pass is taken and noted.
"""

import json
import logging
import re
from dataclasses import dataclass, field
from typing import NoReturn

from service.local_google import discovery, drive
from service.local_google.call import Upload
from service.local_google.discovery import Method
from service.local_google.errors import ApiError, Json, invalid
from service.local_google.fields import Mask
from service.local_google.http_messages import Request
from service.local_google.uploads import Part, split_multipart

LOG = logging.getLogger(__name__)
SHOUTED = re.compile(r"'(?:[^'\\]|\\.)*'|\b(?:AND|OR|NOT|IN)\b")


@dataclass
class Judge:
    """Reads requests; `refusals` and `forgiven` are lines "method: what"."""

    strict: bool
    refusals: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    def refuse(self, name: str, problems: list[str]) -> NoReturn:
        """400, written down."""
        self.refusals += [f"{name}: {problem}" for problem in problems]
        raise discovery.refuse(problems)

    def _forgive(self, name: str, *words: str) -> None:
        """Noted each time, logged the first time: a program does the same thing in every call."""
        for word in words:
            line = "".join(letter if letter.isprintable() else " " for letter in f"{name}: {word}")
            if line not in self._told:
                self._told.add(line)
                LOG.warning("forgiven: %s", line)
            self.forgiven.append(line)

    def parts(self, name: str, request: Request) -> list[Part]:
        """The parts of a multipart body, whichever way its lines end."""
        parts = split_multipart(request.headers.get("content-type", ""), request.body)
        if not self.strict and any(part.bare_newlines for part in parts):
            self._forgive(name, "bare LF in multipart")
        return parts

    def body(self, method: Method, request: Request, protocol: str) -> tuple[Json, Upload | None]:
        """The JSON body and the media beside it. `protocol` is the upload's, "" for none."""
        text, upload = request.body, None
        content_type = request.headers.get("content-type", "")
        if protocol == "multipart" and content_type.startswith("multipart/"):
            parts = self.parts(method.id, request)
            if len(parts) != 2:
                raise invalid("Multipart must have metadata and media.", reason="badContent")
            text = parts[0].data
            upload = Upload(parts[1].headers.get("content-type", ""), parts[1].data)
        elif protocol in ("multipart", "media"):
            text, upload = b"", Upload(content_type, request.body)
        try:
            body = json.loads(text) if text.strip() else {}
        except ValueError:
            message = f"Parse Error: the body of {method.id} is not JSON"
            raise invalid(message, reason="parseError") from None
        if problems := method.request_problems(body):
            known = {name: value for name, value in body.items() if method.has_field(name)}
            if self.strict or method.api.name != "drive" or method.request_problems(known):
                self.refuse(method.id, problems)
            self._forgive(method.id, *problems)
            body = known  # Drive ignores what it does not know
        return body, upload

    def parameters(self, method: Method, query: list[tuple[str, str]], in_path: dict[str, str]) -> Json:
        """Typed parameters with their defaults."""
        known = [(name, text) for name, text in query if name != "upload_id"]
        parameters, unknown, problems = method.read_parameters(known, in_path)
        words = [f"unknown parameter {name!r}" for name in unknown]
        if self.strict:
            problems += words
        else:
            self._forgive(method.id, *words)
            self._calm(method, parameters)
        if problems:
            self.refuse(method.id, problems)
        return parameters

    def _calm(self, method: Method, parameters: Json) -> None:
        """Read blanks in `fields` and shouted words in `q` as real Drive does."""
        text = parameters.get("fields")
        if text and re.search(r"\s", text):
            self._forgive(method.id, "blanks in fields")
            parameters["fields"] = re.sub(r"\s", "", text)
        text = parameters.get("q")
        if method.id == "drive.files.list" and text:
            calm = SHOUTED.sub(lambda m: m[0] if m[0][0] == "'" else m[0].lower(), text)
            if calm != text:
                self._forgive(method.id, "capital operators in q")
                parameters["q"] = calm

    def mask(self, method: Method, parameters: Json) -> Mask:
        """What `fields` asks for, or what comes when it is not given; {} is everything."""
        text = parameters.get("fields") or drive.DEFAULT_FIELDS.get(method.response, "")
        try:
            return method.mask(text) if text and method.response else {}
        except ApiError as error:
            self.refusals.append(f"{method.id}: {error.message}")
            raise

    def own_answer(self, method: Method, answer: Json) -> None:
        """500 for an answer of ours that breaks the document; looked at by the strict only, it takes time."""
        if self.strict and (problems := method.response_problems(answer)):
            self.refusals += [f"our own answer to {method.id}: {problem}" for problem in problems]
            raise ApiError(500, "backendError", "Our answer breaks the document: " + problems[0])
