"""The server: GraphQL, the start page, reports, and two addresses that say whether all is well."""

import logging
import os
from pathlib import Path

import anyio.to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.graphql.endpoint import Endpoint
from api.graphql.schema import introspected, schema
from api.headers import WITH_INLINE_FONTS, SafeHeaders, safe_headers
from api.language import language_of
from api.pages.graphiql import graphiql_page
from api.pages.start import start_page
from graph.errors import GeflechtError
from graph.language import Text
from graph.picture import Pictures, View
from graph.rights import GUEST, Viewer
from graph.store import Store

LOG = logging.getLogger("geflecht.api")

_HERE = Path(__file__).parent
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_FAULT = Text(
    "Das war unser Fehler. Er steht im Protokoll des Servers.", "This was our fault. It is in the server's log."
)


def may_show_graphiql(host: str) -> bool:
    """Whether a server on this address shows GraphiQL, with the schema as a file beside it.

    Only where nobody else can come in: on a loopback address. GEFLECHT_PUBLIC=1 says that something in front of it
    hands in strangers, and closes it there as well. The endpoint itself answers guests no introspection either way.
    """
    return host in _LOOPBACK and os.environ.get("GEFLECHT_PUBLIC", "") != "1"


def create_app(
    store: Store,
    *,
    reports: Path | None = None,
    viewer: Viewer = GUEST,
    introspection: bool = False,
    graphiql: bool = False,
) -> Starlette:
    """The server over a store that stays open as long as it runs.

    `reports` is a folder whose files are served under /reports/. Everybody is `viewer`. `introspection` opens the
    schema to questions, `graphiql` shows the page to try them; see `may_show_graphiql`.
    """
    return _Server(Pictures(store, keeping=True), reports, viewer, introspection, graphiql).app()


class _Server:
    def __init__(
        self, pictures: Pictures, reports: Path | None, viewer: Viewer, introspection: bool, graphiql: bool
    ) -> None:
        self._pictures, self._reports, self._viewer, self._graphiql_shown = pictures, reports, viewer, graphiql
        self._endpoint = Endpoint(pictures, viewer, introspection=introspection)

    def app(self) -> Starlette:
        schema()  # put together now, not while the first one waits
        routes = [
            Route("/", self._start, methods=["GET"]),
            Route("/graphql", self._endpoint.answer, methods=["POST"]),
            Route("/health/live", _live, methods=["GET"]),
            Route("/health/ready", self._ready, methods=["GET"]),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
            Mount("/style", StaticFiles(packages=[("visualise", "static")])),
        ]
        if self._graphiql_shown:
            routes.insert(1, Route("/graphql", self._graphiql, methods=["GET"]))
            routes.insert(2, Route("/graphql/schema.json", _schema, methods=["GET"]))
        if self._reports is not None:
            routes.append(Mount("/reports", StaticFiles(directory=self._reports, check_dir=False)))
        handlers = {GeflechtError: _said, Exception: _fault}
        return Starlette(routes=routes, middleware=[Middleware(SafeHeaders)], exception_handlers=handlers)

    def _see(self) -> View:
        return self._pictures.current().seen_by(self._viewer)

    async def _start(self, request: Request) -> Response:
        language = language_of(request)
        view = await anyio.to_thread.run_sync(self._see)
        page = start_page(view, language, reports=self._reports, graphiql=self._graphiql_shown)
        return HTMLResponse(page, headers={"Vary": "Accept-Language", "Content-Language": language})

    async def _graphiql(self, request: Request) -> Response:
        headers = {"Vary": "Accept-Language", "Content-Security-Policy": WITH_INLINE_FONTS}
        return HTMLResponse(graphiql_page(language_of(request)), headers=headers)

    async def _ready(self, request: Request) -> Response:
        try:
            view = await anyio.to_thread.run_sync(self._see)
        except GeflechtError as error:
            return JSONResponse({"status": "down", "code": error.code}, 503)
        return JSONResponse({"status": "ready", "revision": view.revision})


async def _schema(request: Request) -> Response:
    return JSONResponse(introspected())


async def _live(request: Request) -> Response:
    return JSONResponse({"status": "live"})


async def _said(request: Request, error: Exception) -> Response:
    assert isinstance(error, GeflechtError)
    return PlainTextResponse(error.in_(language_of(request)), 503 if error.exit_code == 3 else 400)


async def _fault(request: Request, error: Exception) -> Response:
    LOG.error("fault at %s", request.url.path, exc_info=error)
    return PlainTextResponse(_FAULT.in_(language_of(request)), 500, safe_headers(request.url.path))
