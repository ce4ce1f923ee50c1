"""A table of the picture as bytes beside the rows that it was read from."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from graph.changes import Head


@dataclass(frozen=True, slots=True)
class TableCopy:
    """All records of one kind, of the datasets that `scope` names, at a head of the store's log.

    `form` says how the body is to be understood; nobody but the picture understands it. `digest` covers all of it.
    """

    kind: str
    scope: str
    form: str
    head: Head
    body: bytes
    digest: bytes

    @classmethod
    def of(cls, kind: str, scope: str, form: str, head: Head, body: bytes) -> "TableCopy":
        """The copy with the digest that belongs to it."""
        return cls(kind, scope, form, head, body, _digest(kind, scope, form, head, body))

    @property
    def is_sound(self) -> bool:
        """Whether it is what was written."""
        return self.digest == _digest(self.kind, self.scope, self.form, self.head, self.body)


def _digest(kind: str, scope: str, form: str, head: Head, body: bytes) -> bytes:
    counted = sha256()
    for part in _parts(kind, scope, form, head):
        counted.update(len(part).to_bytes(8, "little") + part)
    counted.update(body)
    return counted.digest()


def _parts(kind: str, scope: str, form: str, head: Head) -> Iterator[bytes]:
    yield from (text.encode() for text in (kind, scope, form, str(head.revision), head.hash))
