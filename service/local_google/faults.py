"""Scripted faults: what goes wrong, for which method, how often, and whether it happened.

A test adds faults and asserts afterwards that none is left unspent.
"""

import fnmatch
import threading
from dataclasses import dataclass
from datetime import timedelta

from service.local_google.http_messages import Response

REFUSALS: dict[str, tuple[int, str, str]] = {  # nothing is done, Google says no
    "401": (401, "authError", "Invalid Credentials"),
    "expired_token": (401, "authError", "Invalid Credentials"),  # and the bearer is dead from now on
    "403": (403, "forbidden", "The caller does not have permission"),
    "403 rateLimitExceeded": (403, "rateLimitExceeded", "Rate Limit Exceeded"),
    "403 userRateLimitExceeded": (403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
    "403 storageQuotaExceeded": (403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded."),
    "403 insufficientFilePermissions": (
        403,
        "insufficientFilePermissions",
        "The user lacks permissions for this file.",
    ),
    "403 dailyLimitExceeded": (403, "dailyLimitExceeded", "Daily Limit Exceeded"),
    "403 accessNotConfigured": (403, "accessNotConfigured", "API has not been used in project"),
    "404": (404, "notFound", "Requested entity was not found."),
    "410": (410, "gone", "Gone"),
    "429": (429, "rateLimitExceeded", "Too many concurrent requests for user"),
    "500": (500, "backendError", "Internal error encountered."),
    "503": (503, "backendError", "The service is currently unavailable."),
}
AFTER = frozenset({"drop_after_effect", "cut_body", "not_json", "clock_skew"})
KINDS = AFTER.union(REFUSALS, {"drop_before", "stall"})


class DroppedError(Exception):
    """The connection ends here, without an answer."""


@dataclass
class Fault:
    """One scripted fault. `method` may hold wildcards; the first `after` calls pass unharmed."""

    method: str
    kind: str
    times: int
    after: int
    seconds: float
    skew: timedelta


class Faults:
    """The faults still to come, in the order they were added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        after: int = 0,
        seconds: float = 1.0,
        skew: timedelta = timedelta(hours=1),
    ) -> None:
        """Let `method` ("drive.files.*" too) fail `times` times, after `after` good calls.

        `seconds` is how long a `stall` lasts, `skew` how far off the Date of `clock_skew` is.
        """
        if kind not in KINDS:
            raise ValueError(f"no such fault: {kind!r}; there are {sorted(KINDS)}")
        with self._lock:
            self._faults.append(Fault(method, kind, times, after, seconds, skew))

    def clear(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._faults.clear()

    def unspent(self) -> list[Fault]:
        """Faults that did not happen as often as they were scripted."""
        with self._lock:
            return [fault for fault in self._faults if fault.times]

    def due(self, method: str) -> Fault | None:
        """The fault this call meets, now spent once; None for a good call."""
        if not self._faults:  # every call passes here
            return None
        with self._lock:
            for fault in self._faults:
                if fault.times and fnmatch.fnmatchcase(method, fault.method):
                    if fault.after:
                        fault.after -= 1
                        return None
                    fault.times -= 1
                    return fault
        return None


def spoiled(response: Response, fault: Fault | None) -> Response:
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
