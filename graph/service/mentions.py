"""Where a person seems to be named beside the entry that was erased: for somebody to look at, nothing is changed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graph.dates import VagueDate
from graph.log import Logged
from graph.model import KINDS, Record, Ref
from graph.schema import properties
from graph.store import Store
from graph.text import fold

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that holds a person's name. `id` and `kind` are None for the reason of a revision.

    `property` is what the name stands in; `revision` is that of an earlier state in the log, None for the entry as it
    stands. `certain`: all of the name is there, else only the last name, which others have as well.
    """

    kind: str | None
    id: Ref | None
    property: str
    revision: int | None
    certain: bool


def mentions(store: Store, persons: Collection[str], besides: Collection[Ref]) -> tuple[Mention, ...]:
    """Every text of the store, now and before, that holds one of these names; `besides` are left out."""
    wanted = [parts for person in sorted(persons) if (parts := name_parts(person))]
    if not wanted:
        return ()
    found = [_in_record(r, wanted, None) for r in store.read(tuple(KINDS.values()))[1] if r.id not in besides]
    found += [_in_revision(logged, wanted, besides) for logged in store.log()]
    listed = dict.fromkeys(mention for several in found for mention in several)
    now = {(mention.id, mention.property) for mention in listed if mention.revision is None}
    return tuple(m for m in listed if m.revision is None or m.id is None or (m.id, m.property) not in now)


def _in_revision(logged: Logged, wanted: list[list[str]], besides: Collection[Ref]) -> Iterator[Mention]:
    for where, text in (("reason", logged.reason), ("author", logged.author)):
        certain = _named(text, wanted)
        if certain is not None:
            yield Mention(None, None, where, logged.number, certain)
    for entry in logged.entries:
        record = entry.record if entry.id not in besides else None
        if record is not None:
            yield from _in_record(record, wanted, logged.number)


def _in_record(record: Record, wanted: list[list[str]], revision: int | None) -> Iterator[Mention]:
    values = ((prop.name, getattr(record, prop.name)) for prop in properties(type(record)) if not prop.is_reference)
    for name, value in (("external_id", record.external_id), *values):
        told = [certain for text in _texts(value) if (certain := _named(text, wanted)) is not None]
        if told:
            yield Mention(type(record).__name__, record.id, name, revision, any(told))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, VagueDate):
        return (value.text,)
    return value if isinstance(value, tuple) else ()


def _named(text: str, wanted: list[list[str]]) -> bool | None:
    """Whether all of a name stands in the text; None if not even the last name does."""
    words = set(fold(text).split())
    told = [words.issuperset(parts) for parts in wanted if parts[-1] in words]
    return any(told) if told else None


def name_parts(person: str) -> list[str]:
    """The words of a name, the last name last (`Mustermann, Erika` is Erika Mustermann), without very short ones."""
    last, comma, first = person.partition(",")
    return [part for part in fold(f"{first} {last}" if comma else person).split() if len(part) >= _SHORTEST]
