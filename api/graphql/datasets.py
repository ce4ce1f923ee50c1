"""Which dataset is meant, what it is called, and answers about it that are kept for as long as the picture lasts."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeVar, cast

from graph.audience import Audience
from graph.errors import NotFound
from graph.language import Text
from graph.model import Actor, Place, Record
from graph.model.states import PlaceLevel
from graph.picture import View, dataset_named
from graph.schema import label_of
from graph.text import fold

SHOWN_FIRST = "kreis-lindental"
"""The shipped district in which everything is invented, and everything is there."""

MOST_KEPT = 1_000

K = TypeVar("K", bound=Record)
A = TypeVar("A")

_lock = threading.Lock()


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
    """The answer to a question about this picture, worked out once, however many ask at the same time.

    What the key says decides the answer. Of too many answers those go that nobody has asked for the longest.
    """
    held = cast("dict[Hashable, Future[A]]", view.memory)
    while True:
        with _lock:
            found = held.pop(key, None)
            is_ours = found is None
            found = held[key] = found or Future()  # the newest stand last
            if len(held) > MOST_KEPT:
                del held[next(iter(held))]
        if is_ours:
            return _worked_out(held, key, found, answer)
        if found.exception() is None:  # waits
            return found.result()


def _worked_out(held: dict[Hashable, Future[A]], key: Hashable, found: Future[A], answer: Callable[[], A]) -> A:
    """The answer, told to those who wait for it; where it fails, the next one who asks tries again."""
    try:
        made = answer()
    except BaseException as error:
        with _lock:
            if held.get(key) is found:
                del held[key]
        found.set_exception(error)
        raise
    found.set_result(made)
    return made


def audience_of(seen: View, whole: View, dataset: str) -> Audience:
    """Whom analyses of a dataset are told to who see `seen` of `whole`, worked out once."""
    return kept(seen, ("audience", dataset), lambda: Audience(seen, whole, dataset))


def is_invented(view: View, dataset: str) -> bool:
    """Whether most facts of the dataset are marked as invented."""
    actors = view.all(Actor, dataset)
    return sum(actor.invented for actor in actors) * 2 > len(actors)
