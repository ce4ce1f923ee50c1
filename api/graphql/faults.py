"""What went wrong, as the asker may know it: a sentence they can act on, or a reference to our log and nothing else."""

import logging
import secrets
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from graph.errors import GeflechtError
from graph.language import Language, Text

LOG = logging.getLogger("geflecht.api")

MOST_TOLD = 20
MOST_LOGGED = 3

_OURS = Text(
    "Das war unser Fehler. Bitte nennen Sie der Verwaltung des Servers das Kennzeichen {reference}.",
    "This was our fault. Please tell whoever runs the server the reference {reference}.",
)


def told(errors: Sequence[GraphQLError], language: Language, *, answering: bool) -> list[dict[str, Any]]:
    """The errors for the answer. Faults are logged, at most three of one question, under the reference told."""
    reference = ""
    found: list[dict[str, Any]] = []
    logged = 0
    for error in errors:
        known = _known(error, language, answering=answering)
        if known is None:
            reference = reference or secrets.token_hex(4)
            if logged < MOST_LOGGED:
                logged += 1
                LOG.error("fault %s at %s", reference, _place(error), exc_info=error.original_error or error)
            known = _OURS.fill(reference=reference).in_(language), {"code": "INTERNAL", "reference": reference}
        if len(found) < MOST_TOLD:
            found.append(_shaped(error, *known))
    return found


def _known(error: GraphQLError, language: Language, *, answering: bool) -> tuple[str, dict[str, Any]] | None:
    """The sentence and code of what the asker can put right; None for a fault of ours."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, GeflechtError):
        return cause.in_(language), {"code": cause.code}
    if cause is not None or (answering and error.path):
        return None
    if isinstance(error, GraphQLSyntaxError):
        return error.message, {"code": "GRAPHQL_PARSE_FAILED"}
    return error.message, {"code": "BAD_USER_INPUT" if answering else "GRAPHQL_VALIDATION_FAILED"}


def _shaped(error: GraphQLError, message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    shaped: dict[str, Any] = {"message": message}
    if error.locations:
        shaped["locations"] = [{"line": place.line, "column": place.column} for place in error.locations[:5]]
    if error.path:
        shaped["path"] = error.path
    return shaped | {"extensions": extensions}


def _place(error: GraphQLError) -> str:
    return ".".join(str(part) for part in error.path or ()) or "the question"
