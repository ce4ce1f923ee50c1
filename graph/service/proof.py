"""What can be shown of an erasure afterwards: what, when, by whom, why, how much; nothing of what was erased."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from graph.model import Ref
from graph.rights import Viewer
from graph.service.mentions import Mention, mentions
from graph.service.work import Work, again_if_disturbed
from graph.service.written import first_time, used_for_something_else
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Erased:
    """The proof of an erasure, without anything personal.

    `ids` are the entries that the log forgot, `payloads` is how many earlier states of them it held. `mentions` are
    other places that seem to name the person: somebody has to look at them.
    """

    revision: int
    at: datetime
    author: str
    reason: str
    ids: tuple[Ref, ...]
    payloads: int
    mentions: tuple[Mention, ...] = ()
    replayed: bool = False


def erasing(
    store: Store,
    viewer: Viewer,
    work_out: Callable[[Work], Collection[str]],
    ref: Ref,
    *,
    reason: str,
    at: datetime,
    mutation_id: str | None,
) -> Erased:
    """Write what `work_out` puts into the work, and prove it. It answers the names to be looked for elsewhere."""

    def first() -> Erased | None:
        logged = first_time(store, mutation_id, viewer, reason)
        if logged is not None and ref not in logged.erased:
            raise used_for_something_else()
        return _proof(store, logged.number, replayed=True) if logged is not None else None

    def attempt(work: Work) -> Erased:
        persons = work_out(work)
        commit = work.commit(author=viewer.name, reason=reason, at=at, mutation_id=mutation_id)
        return _proof(store, commit.revision, persons, replayed=commit.replayed)

    return first() or again_if_disturbed(store, attempt)


def _proof(store: Store, revision: int, persons: Collection[str] = (), *, replayed: bool) -> Erased:
    logged = next(iter(store.log(after=revision - 1, until=revision)))
    found = mentions(store, persons, logged.erased)
    payloads = _payloads(store, revision, logged.erased)
    return Erased(revision, logged.at, logged.author, logged.reason, logged.erased, payloads, found, replayed=replayed)


def _payloads(store: Store, revision: int, ids: Collection[Ref]) -> int:
    """How many states of these entries the log held when they were erased: those since the erasure before."""
    count = dict.fromkeys(ids, 0)
    for logged in store.log(until=revision - 1, ids=ids):
        count |= {ref: 0 for ref in logged.erased if ref in count}
        for entry in logged.entries:
            count[entry.id] += entry.action == "put"
    return sum(count.values())
