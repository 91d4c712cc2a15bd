"""Whether what a program asks is what the discovery documents know: refused, forgiven or simply good.

Strict: everything unknown is refused and written down in `refusals`, so that a test fails. Forgiving:
what real Google lets pass is let pass, logged and written down in `forgiven`.
"""

import json
import logging
import re

from service.local_google.call import Upload
from service.local_google.discovery import Method
from service.local_google.errors import ApiError, Json, invalid
from service.local_google.fields import Mask
from service.local_google.http_messages import Part, Request, split_multipart

LOG = logging.getLogger(__name__)
SHOUTED = re.compile(r"'(?:[^'\\]|\\.)*'|\b(?:AND|OR|NOT|IN)\b")


class Judge:
    """Reads bodies and parameters of calls."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.refusals: list[str] = []
        self.forgiven: list[str] = []
        self._told: set[str] = set()

    def _refuse(self, name: str, problems: list[str]) -> None:
        self.refusals += [f"{name}: {problem}" for problem in problems]
        raise invalid("Invalid JSON payload received. " + " ".join(problems), reason="badRequest")

    def _forgive(self, name: str, *words: str) -> None:
        """Noted each time, logged the first time: a program does the same thing in every call."""
        for word in words:
            line = "".join(letter if letter.isprintable() else " " for letter in f"{name}: {word}")
            if line not in self._told:
                self._told.add(line)
                LOG.warning("forgiven: %s", line)
            self.forgiven.append(line)

    def parts(self, name: str, request: Request) -> list[Part]:
        """The parts of a multipart body. Bare LF is no crime: Google's own Python client writes it."""
        parts = split_multipart(request.headers.get("content-type", ""), request.body)
        if not self.strict and any(part.bare_newlines for part in parts):
            self._forgive(name, "bare LF in multipart")
        return parts

    def body(self, method: Method, request: Request, protocol: str) -> tuple[Json, Upload | None]:
        """The JSON body without the fields Drive would ignore, and the media beside it."""
        text, upload = request.body, None
        content_type = request.headers.get("content-type", "")
        if protocol == "multipart" and content_type.startswith("multipart/"):
            parts = self.parts(method.id, request)
            if len(parts) != 2:
                raise invalid("Multipart must have metadata and media.", reason="badContent")
            text, upload = parts[0].data, Upload(parts[1].headers.get("content-type", ""), parts[1].data)
        elif protocol in ("multipart", "media"):
            text, upload = b"", Upload(content_type, request.body)
        try:
            body: Json = json.loads(text) if text.strip() else {}
        except ValueError:
            raise invalid(f"Parse Error: the body of {method.id} is not JSON", reason="parseError") from None
        if problems := method.request_problems(body):
            known = {name: value for name, value in body.items() if method.has_field(name)}
            if self.strict or method.api.name != "drive" or method.request_problems(known):
                self._refuse(method.id, problems)
            self._forgive(method.id, *problems)
            return known, upload
        return body, upload

    def parameters(self, method: Method, query: list[tuple[str, str]], in_path: dict[str, str]) -> Json:
        """Typed values by name. Forgiven: unknown names, blanks in `fields`, capital operators in `q`."""
        parameters, unknown, problems = method.read_parameters(query, in_path)
        words = [f"unknown parameter {name!r}" for name in unknown]
        if problems or (self.strict and words):
            self._refuse(method.id, problems + words)
        if self.strict:
            return parameters
        self._forgive(method.id, *words)
        text = parameters.get("fields") or ""
        tight = "".join(text.split())
        if tight != text:
            self._forgive(method.id, "blanks in fields")
            parameters["fields"] = tight
        text = parameters.get("q") or ""
        calm = SHOUTED.sub(lambda match: match[0] if match[0][0] == "'" else match[0].lower(), text)
        if calm != text and method.id == "drive.files.list":
            self._forgive(method.id, "capital operators in q")
            parameters["q"] = calm
        return parameters

    def mask(self, method: Method, text: str) -> Mask:
        """The mask for the answer; {} for all of it."""
        try:
            return method.mask(text) if text and method.response else {}
        except ApiError as error:
            self.refusals.append(f"{method.id}: {error.message}")
            raise

    def own_answer(self, method: Method, answer: Json) -> None:
        """A strict one judges our own answers, too."""
        if self.strict and (problems := method.api.problems({"$ref": method.response}, answer)):
            self.refusals += [f"our own answer to {method.id}: {problem}" for problem in problems]
            raise ApiError(500, "backendError", "Our answer breaks the document: " + problems[0])
