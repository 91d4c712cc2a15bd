"""OAuth 2 for installed programs: consent page, code, tokens, refresh, revocation.

Errors are flat: {"error": "invalid_grant", ...}.
https://developers.google.com/identity/protocols/oauth2/native-app
"""

import base64
import hashlib
import html
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from service.local_google import discovery
from service.local_google.errors import Json
from service.local_google.http_messages import Request, Response, json_response
from service.local_google.state import State, Token

CLIENT_ID = "407408718192-local.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-local-google"  # noqa: S105  # of a program on loopback
LIFETIME = timedelta(seconds=3599)
CODE_LIFETIME = timedelta(minutes=10)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
IDENTITY_SCOPES = frozenset(
    {"openid", "email", "profile"}
    | {f"https://www.googleapis.com/auth/userinfo.{name}" for name in ("email", "profile")}
)


def new_access_token(state: State, email: str, scopes: frozenset[str], expires: datetime | None) -> str:
    """A bearer for this user."""
    token = state.new_id(120, "ya29.")
    state.access_tokens[token] = Token(email, scopes, expires)
    return token


def new_refresh_token(state: State, email: str, scopes: frozenset[str]) -> str:
    """A token that begets bearers until it is revoked."""
    token = state.new_id(103, "1//0")
    state.refresh_tokens[token] = Token(email, scopes)
    return token


def revoke(state: State, email: str) -> None:
    """Let every token of the user die."""
    for tokens in (state.access_tokens, state.refresh_tokens, state.codes):
        for token in [token for token, grant in tokens.items() if grant.email == email]:
            del tokens[token]


# --- the consent page ---


def consent(state: State, request: Request, now: datetime) -> Response:
    """The consent page, or with `login_hint=EMAIL&consent=yes` the way back with a code."""
    form = request.form
    if problem := _consent_problem(form):
        return Response(400, f"<h1>Error 400: {problem}</h1>".encode(), "text/html; charset=utf-8")
    email = form.get("login_hint", "").lower()
    if form.get("consent") == "no":
        return _redirect(form, error="access_denied")
    if form.get("consent") != "yes" or email not in state.users:
        return Response(200, _page(state, form).encode(), "text/html; charset=utf-8")
    code, scopes = state.new_id(73, "4/0A"), frozenset(form["scope"].split())
    challenge = form.get("code_challenge", "")
    state.codes[code] = Token(email, scopes, now + CODE_LIFETIME, challenge, form["redirect_uri"])
    return _redirect(form, code=code, scope=form["scope"])


def _consent_problem(form: dict[str, str]) -> str:
    if form.get("client_id") != CLIENT_ID:
        return "invalid_client"
    target = urlsplit(form.get("redirect_uri", ""))
    if target.scheme != "http" or target.hostname not in LOOPBACK:
        return "redirect_uri_mismatch"
    apis = discovery.load().apis.values()
    known = IDENTITY_SCOPES.union(*(api.document["auth"]["oauth2"]["scopes"] for api in apis))
    scopes = set(form.get("scope", "").split())
    if not scopes or scopes - known:
        return "invalid_scope"
    if form.get("response_type") != "code":
        return "unsupported_response_type"
    if form.get("code_challenge") and form.get("code_challenge_method", "S256") != "S256":
        return "invalid_request"
    return ""


def _redirect(form: dict[str, str], **answer: str) -> Response:
    kept = {"state": form["state"]} if "state" in form else {}
    mark = "&" if "?" in form["redirect_uri"] else "?"
    target = form["redirect_uri"] + mark + urlencode(kept | answer)
    return Response(302, mime_type="text/html; charset=utf-8", headers={"Location": target})


def _page(state: State, form: dict[str, str]) -> str:
    kept = [item for item in form.items() if item[0] not in ("consent", "login_hint")]
    asked = "".join(f"<li>{html.escape(scope)}</li>" for scope in form["scope"].split())
    choices = "".join(
        '<form method="post">'
        + "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(text)}">'
            for name, text in [*kept, ("login_hint", user.email)]
        )
        + f"<p>{html.escape(user.name)} &lt;{html.escape(user.email)}&gt; "
        '<button name="consent" value="yes">Allow</button> '
        '<button name="consent" value="no">Cancel</button></p></form>'
        for user in state.users.values()
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Sign in - local Google</title>"
        f"<h1>Local Google</h1><p>A program wants to:</p><ul>{asked}</ul>{choices}"
    )


# --- tokens ---


def token(state: State, request: Request, now: datetime) -> Response:  # noqa: PLR0911  # refusals
    """POST /token: a code or a refresh token becomes a bearer."""
    form = request.form
    if _client(request) != (CLIENT_ID, CLIENT_SECRET):
        return _error("invalid_client", "The OAuth client was not found.", 401)
    kind = form.get("grant_type")
    if kind == "authorization_code":
        grant = state.codes.pop(form.get("code", ""), None)  # a code is good once
        if grant is None or (grant.expires and grant.expires <= now):
            return _error("invalid_grant", "Malformed auth code.")
        if grant.redirect_uri != form.get("redirect_uri"):
            return _error("redirect_uri_mismatch", "Bad Request")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if grant.challenge and grant.challenge != base64.urlsafe_b64encode(digest).rstrip(b"=").decode():
            return _error("invalid_grant", "Invalid code verifier.")
        return _tokens(state, grant, now, refresh_token=new_refresh_token(state, grant.email, grant.scopes))
    if kind == "refresh_token":
        grant = state.refresh_tokens.get(form.get("refresh_token", ""))
        if grant is None:
            return _error("invalid_grant", "Token has been expired or revoked.")
        return _tokens(state, grant, now)
    return _error("unsupported_grant_type", f"Invalid grant_type: {kind}")


def _client(request: Request) -> tuple[str, str]:
    """Id and secret of the program, from the form or from HTTP Basic."""
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        name, _, secret = base64.b64decode(text).decode("utf-8", "replace").partition(":")
        return name, secret
    return request.form.get("client_id", ""), request.form.get("client_secret", "")


def _tokens(state: State, grant: Token, now: datetime, **more: str) -> Response:
    for old in [t for t, held in state.access_tokens.items() if held.expires and held.expires < now]:
        del state.access_tokens[old]
    answer: Json = {
        "access_token": new_access_token(state, grant.email, grant.scopes, now + LIFETIME),
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(sorted(grant.scopes)),
        "token_type": "Bearer",
    }
    return json_response(answer | more)


def _error(name: str, description: str, status: int = 400) -> Response:
    return json_response({"error": name, "error_description": description}, status)


def revocation(state: State, request: Request, _now: datetime) -> Response:
    """POST /revoke: one token takes the whole grant with it."""
    text = request.form.get("token", "")
    grant = state.refresh_tokens.get(text) or state.access_tokens.get(text)
    if grant is None:
        return _error("invalid_token", "Token expired or revoked")
    revoke(state, grant.email)
    return json_response({})


ENDPOINTS = {  # path → (name for faults and counts, handler)
    "/o/oauth2/auth": ("oauth2.auth", consent),
    "/o/oauth2/v2/auth": ("oauth2.auth", consent),
    "/token": ("oauth2.token", token),
    "/oauth2/v4/token": ("oauth2.token", token),
    "/revoke": ("oauth2.revoke", revocation),
    "/o/oauth2/revoke": ("oauth2.revoke", revocation),
}
