"""Which dataset is meant, what it is called, and answers about it that are kept for as long as the picture lasts."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from graph.disclosure import Shades
from graph.errors import NotFound
from graph.language import Text
from graph.model import Actor, Place, Record
from graph.model.states import PlaceLevel
from graph.picture import View, dataset_named
from graph.schema import label_of
from graph.text import fold

SHOWN_FIRST = "kreis-lindental"
"""The shipped district in which everything is invented, and everything is there."""

MOST_KEPT = 64

K = TypeVar("K", bound=Record)
A = TypeVar("A")

_NOTHING = object()
_kept: WeakKeyDictionary[View, dict[Hashable, object]] = WeakKeyDictionary()


def chosen_dataset(view: View, name: str | None) -> str:
    """The dataset of that name; without one the only one, else the one shown first, else the first by name.

    Raises NotFound with the choices, also where there is none at all.
    """
    names = view.datasets
    if name is None and names:
        return SHOWN_FIRST if SHOWN_FIRST in names else names[0]
    return dataset_named(view, name)


def title_of(view: View, dataset: str) -> str:
    """What people call the dataset: its district's name, else the name of the dataset itself."""
    districts = [place for place in view.all(Place, dataset) if place.level is PlaceLevel.DISTRICT]
    return districts[0].name if len(districts) == 1 else dataset


def named(view: View, kind: type[K], dataset: str, text: str, scheme: str | None = None) -> K:
    """The record of a kind that is meant by an id, an external id or its name. Raises NotFound, also for several.

    `scheme` says of which vocabulary a term is.
    """
    records = [r for r in view.all(kind, dataset) if scheme is None or getattr(r, "scheme", None) == scheme]
    exact = [record for record in records if text in (record.id, record.external_id)]
    found = exact or [record for record in records if fold(label_of(record)) == fold(text)]
    if len(found) == 1:
        return found[0]
    how_many = len(found)
    raise NotFound(
        Text(
            f"In „{dataset}“ gibt es {how_many or 'keine'} Einträge der Art {kind.meta.label.de} mit „{text}“.",
            f"“{dataset}” has {how_many or 'no'} {kind.meta.plural.en.lower()} by “{text}”.",
        )
    )


def kept(view: View, key: Hashable, answer: Callable[[], A]) -> A:
    """The answer to a question about this picture, worked out once. What the key says decides the answer."""
    held = _kept.setdefault(view, {})
    found = held.get(key, _NOTHING)
    if found is _NOTHING:
        found = answer()
        if len(held) >= MOST_KEPT:
            held.clear()
        held[key] = found
    return cast("A", found)


def shades_of(seen: View, whole: View, dataset: str) -> Shades:
    """Where in a dataset something is hidden from those who see `seen`, worked out once."""
    return kept(seen, ("shades", dataset), lambda: Shades(seen, whole, dataset))


def is_invented(view: View, dataset: str) -> bool:
    """Whether most facts of the dataset are marked as invented."""
    actors = view.all(Actor, dataset)
    return sum(actor.invented for actor in actors) * 2 > len(actors)
