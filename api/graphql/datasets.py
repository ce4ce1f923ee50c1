"""Which dataset is meant, what it is called, and answers about it that are kept for as long as the picture lasts."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from graph.errors import NotFound
from graph.language import Text
from graph.model import Actor, Place, Record
from graph.model.states import PlaceLevel
from graph.picture import View, dataset_named

SHOWN_FIRST = "kreis-lindental"
"""The shipped district in which everything is invented, and everything is there."""

MOST_KEPT = 64

K = TypeVar("K", bound=Record)
A = TypeVar("A")

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


def named(view: View, kind: type[K], dataset: str, text: str) -> K:
    """The record of a kind that is meant by an id or by an external id. Raises NotFound."""
    found = view.one(kind, text) or view.find(kind, dataset, text)
    if found is None:
        raise NotFound(
            Text(
                f"In „{dataset}“ gibt es unter „{text}“ keinen Eintrag der Art {kind.meta.label.de}.",
                f"“{dataset}” has no {kind.meta.label.en.lower()} “{text}”.",
            )
        )
    return found


def kept(view: View, key: Hashable, answer: Callable[[], A]) -> A:
    """The answer to a question about this picture, worked out once. What the key says decides the answer."""
    held = _kept.setdefault(view, {})
    if key not in held:
        made = answer()
        if len(held) >= MOST_KEPT:
            held.clear()
        held[key] = made
        return made
    return cast("A", held[key])


def is_invented(view: View, dataset: str) -> bool:
    """Whether most facts of the dataset are marked as invented."""
    actors = view.all(Actor, dataset)
    return sum(actor.invented for actor in actors) * 2 > len(actors)
