"""What every answer says to browsers: run nothing but ours, guess no types, stay out of other people's frames."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OURS_ONLY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

ONE_FILE = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For reports, which hold their styles and scripts; a policy within each file allows exactly those."""

WITH_INLINE_FONTS = OURS_ONLY + "; font-src 'self' data:"
"""For GraphiQL, whose style sheet holds its fonts."""

_ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def safe_headers(path: str) -> dict[str, str]:
    """The headers for an answer at this path."""
    policy = ONE_FILE if path.startswith("/reports/") else OURS_ONLY
    return {"Content-Security-Policy": policy, **_ALWAYS}


class SafeHeaders:
    """Adds the headers to every response, errors included; a page may bring a policy of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        safe = safe_headers(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in safe.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
