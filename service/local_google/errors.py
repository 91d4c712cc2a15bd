"""How Google says no: one exception, worded per API.

Drive and Gmail answer `error.errors[].reason`; Sheets answers `error.status` and `details` and
no `errors[]`; OAuth answers a flat object (oauth.py).
https://developers.google.com/workspace/drive/api/guides/handle-errors
"""

from typing import Any

Json = dict[str, Any]

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
USAGE_LIMITS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "accessNotConfigured"})


class ApiError(Exception):
    """An answer that is an error. `reason` is the word programs decide on."""

    def __init__(
        self, status: int, reason: str, message: str, *, location: str = "", details: list[Json] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.reason, self.message = status, reason, message
        self.location, self.details = location, details

    def body(self, api: str) -> Json:
        """The JSON body in the dialect of `api` ("drive", "gmail", "sheets")."""
        error: Json = {"code": self.status, "message": self.message}
        if api != "sheets":
            domain = "usageLimits" if self.reason in USAGE_LIMITS else "global"
            item = {"message": self.message, "domain": domain, "reason": self.reason}
            if self.location:
                kind = "header" if self.location == "Authorization" else "parameter"
                item |= {"location": self.location, "locationType": kind}
            error["errors"] = [item]
        if api != "drive" or self.details or self.status == 401:
            error["status"] = STATUS_NAMES.get(self.status, "UNKNOWN")
        if self.details:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str, location: str = "", reason: str = "invalid") -> ApiError:
    """400: a value Google does not accept."""
    return ApiError(400, reason, message, location=location)


def file_not_found(file_id: str) -> ApiError:
    """404 of Drive, also for files the user may not see."""
    return ApiError(404, "notFound", f"File not found: {file_id}.", location="fileId")


def entity_not_found() -> ApiError:
    """404 of Gmail and Sheets."""
    return ApiError(404, "notFound", "Requested entity was not found.")


def forbidden(reason: str, message: str) -> ApiError:
    """403 with the reason that decides whether a retry makes sense."""
    return ApiError(403, reason, message)


def no_permission() -> ApiError:
    """403 for a file one sees but may not change."""
    message = "The user does not have sufficient permissions for this file."
    return forbidden("insufficientFilePermissions", message)


def unauthenticated() -> ApiError:
    """401 for a bearer nobody issued, or one that expired or was revoked."""
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential."
    )
    return ApiError(401, "authError", message, location="Authorization")


def insufficient_scope(method: str) -> ApiError:
    """403 when the token lacks every scope the discovery document names for the method."""
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"method": method},
    }
    message = "Request had insufficient authentication scopes."
    return ApiError(403, "insufficientPermissions", message, details=[detail])
