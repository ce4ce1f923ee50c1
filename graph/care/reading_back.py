"""What was written into a store is read back and compared."""

from graph.changes import Head
from graph.digest import Digest
from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import KINDS
from graph.store import Store


def content_hash(store: Store) -> tuple[Head, str] | None:
    """The hash of what the store holds, read kind by kind, and the head at which; None if somebody wrote meanwhile."""
    digest, head = Digest(), store.head()
    for kind in KINDS.values():
        _, records = store.read([kind])
        for record in records:
            digest.add(record)
    return (head, digest.hexdigest()) if store.head() == head else None


def require_same(store: Store, head: Head, expected: str) -> None:
    """Raises StoreDamaged if the store holds something else than it should at that head."""
    read = content_hash(store)
    if read is not None and read[0] == head and read[1] != expected:
        raise StoreDamaged(
            Text(
                f"{store.address} gibt etwas anderes zurück, als geschrieben wurde. „geflecht check“ sagt, was.",
                f"{store.address} gives back something else than was written. “geflecht check” says what.",
            )
        )
