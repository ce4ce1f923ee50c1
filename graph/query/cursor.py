"""Cursors: where a page ended, told by the values that decide the order, so that it holds while records come and go."""

import base64
import binascii
import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from graph.errors import Invalid
from graph.language import Text
from graph.query.ordering import Key
from graph.query.values import Filter

_CHECK = 6  # bytes: a cursor that was cut or mistyped is told from a real one


def question_of(asked: Filter, keys: tuple[Key, ...]) -> str:
    """Equal for equal filters in the same order."""
    order = ",".join(f"{key.field.name} {key.direction}" for key in keys)
    return f"{asked.kind.__name__} {asked.fingerprint} {order}"


def encode(question: str, values: Sequence[Any]) -> str:
    """The cursor behind the row with these values."""
    content = json.dumps([question, *values], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(content) + content).decode()


def decode(cursor: str, expected: str, keys: tuple[Key, ...]) -> list[Any]:
    """The values that it tells. Raises Invalid for a damaged cursor and for one of another question or order."""
    try:
        values: list[Any]
        held = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True)
        check, content = held[:_CHECK], held[_CHECK:]
        if check != _check(content):
            raise damaged()
        question, *values = json.loads(content)
    except (ValueError, TypeError, AttributeError, UnicodeError, binascii.Error) as error:
        raise damaged() from error
    if question != expected:
        raise Invalid(
            Text(
                "Dieser Cursor gehört zu einer anderen Frage oder Reihenfolge.",
                "This cursor belongs to another question or order.",
            )
        )
    if len(values) != len(keys) + 1 or not isinstance(values[-1], str):
        raise damaged()
    return values


def _check(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECK, key=b"geflecht cursor").digest()


def damaged() -> Invalid:
    """The cursor is none that was given out."""
    return Invalid(Text("Dieser Cursor ist beschädigt.", "This cursor is damaged."))
