"""Which entry somebody means: by its kind and its key, its name or its id."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from api.cli.session import Session
from graph.errors import NotFound, WrongUse
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.model import Record
    from graph.rights import Viewer
    from graph.store import Store


@contextmanager
def entries_meant(
    context: typer.Context, dataset: str | None, kind: str, *keys: str
) -> "Iterator[tuple[Store, Viewer, Sequence[Record], Language]]":
    """The store, who asks, and the entries meant."""
    from graph.picture import dataset_named
    from graph.rights import OFFICE

    session: Session = context.obj
    meant = kind_meant(kind)
    with session.store(create=False) as store:
        name = dataset_named(session.current(store, dataset), dataset)
        yield store, replace(OFFICE, name="cli"), [entry_meant(store, name, meant, key) for key in keys], session.lang


def kind_meant(word: str) -> "type[Record]":
    """The kind that a word means: `Actor`, `Akteur`, `Akteure`, whatever its capitals. Raises WrongUse."""
    from graph.model import KINDS
    from graph.text import fold

    for name, kind in KINDS.items():
        if fold(word) in {fold(spelling) for spelling in (name, *kind.meta.label, *kind.meta.plural, kind.meta.table)}:
            return kind
    raise WrongUse(
        Text(
            f"„{word}“ ist keine Art von Eintrag. Möglich sind zum Beispiel Akteur, Maßnahme, Angebot, Kontakt.",
            f"“{word}” is no kind of entry. Possible are for example actor, measure, offer, contact.",
        )
    )


def entry_meant(store: "Store", dataset: str, kind: "type[Record]", word: str) -> "Record":
    """The entry of a kind by its key, its id, or the name that it alone has; one that was merged leads on.

    Raises NotFound; for one that was deleted with when, who and why.
    """
    from graph.model import Ref, global_id
    from graph.redirects import resolve
    from graph.rights import OFFICE
    from graph.schema import label_of
    from graph.service import existing, find_deleted
    from graph.text import fold

    ids = (global_id(dataset, kind.__name__, word), Ref(word))
    found = store.get(ids)
    for ref in ids:
        if isinstance(found.get(ref), kind):
            return found[ref]
    named = [record for record in store.read((kind,), [dataset])[1] if fold(label_of(record)) == fold(word)]
    if len(named) == 1:
        return named[0]
    if named:
        keys = ", ".join(sorted(record.external_id for record in named))
        raise NotFound(
            Text(
                f"„{word}“ heißen mehrere: {keys}. Bitte die Kennung angeben.",
                f"“{word}” is the name of several: {keys}. Please give the key.",
            )
        )
    led = resolve(store, ids[0])
    if led == ids[0] and find_deleted(store, OFFICE, led) is None:
        raise NotFound(_NOT_THERE.fill(kind=kind.meta.label, word=word))
    return existing(store, OFFICE, led)


_NOT_THERE = Text("{kind} „{word}“ gibt es in diesem Datensatz nicht.", "There is no {kind} “{word}” in this dataset.")
