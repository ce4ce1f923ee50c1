"""Which part of the graph is meant: a dataset, and within it a field, place, group, plan or kinds of actor."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import WrongUse
from graph.language import Text
from graph.meaning import meant
from graph.model import Group, Place, Plan, Record, Ref, Term
from graph.picture import View
from graph.text import fold

COOPERATION = "cooperation"
RESPONSIBILITY = "responsibility"
ALL_LAYERS = "all"
SHARED_MEASURES = "sharedMeasures"

LAYERS = (COOPERATION, RESPONSIBILITY, SHARED_MEASURES, ALL_LAYERS)
"""By what actors are joined to actors: declared ties; responsibility for the same measure or offer; work on the same
one, in whatever role; ties or work."""

PROJECTED = frozenset({RESPONSIBILITY, SHARED_MEASURES})
"""The layers that only measures and offers make: each joins everybody who works on it to everybody else."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the graph; what is None is not restricted. All parts combine by "and", actor types by "or"."""

    dataset: str
    field: Ref | None = None
    place: Ref | None = None
    group: Ref | None = None
    plan: Ref | None = None
    actor_types: tuple[Ref, ...] = ()
    layer: str = COOPERATION


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    kind: type[Record]
    scheme: str | None
    label: Text
    words: tuple[str, ...]


_KEYS = (
    _Key("field", Term, "field", Text("Handlungsfeld", "field of action"), ("Feld", "Handlungsfeld")),
    _Key("place", Place, None, Text("Ort", "place"), ("Ort", "Kommune")),
    _Key("group", Group, None, Text("Gremium", "group"), ("Gremium", "Gruppe")),
    _Key("plan", Plan, None, Text("Konzept", "plan"), ("Konzept",)),
    _Key("actorType", Term, "actor_type", Text("Akteurstyp", "type of actor"), ("actor_type", "Akteurstyp", "Typ")),
)


def parse_scope(view: View, dataset: str, pairs: Sequence[str], *, layer: str = COOPERATION) -> Scope:
    """The scope that KEY=VALUE pairs mean; a value is an id, an external id, a label or a name.

    `actorType` may come several times; of any other key the last one counts. Raises WrongUse with one sentence.
    """
    chosen: dict[str, list[Ref]] = {}
    for pair in pairs:
        name, value = _halves(pair)
        if name == "layer":
            layer = value
        else:
            key = _key(name)
            found = meant(view, dataset, key.kind, value, key.label, scheme=key.scheme)
            chosen.setdefault(key.name, []).append(found.id)
    last = {name: found[-1] for name, found in chosen.items()}
    return Scope(
        dataset,
        field=last.get("field"),
        place=last.get("place"),
        group=last.get("group"),
        plan=last.get("plan"),
        actor_types=tuple(dict.fromkeys(chosen.get("actorType", ()))),
        layer=known_layer(layer),
    )


def known_layer(layer: str) -> str:
    """The layer itself. Raises WrongUse with the choices."""
    if layer in LAYERS:
        return layer
    choices = ", ".join(LAYERS)
    raise WrongUse(
        Text(f"Es gibt keine Ebene „{layer}“. Möglich: {choices}.", f"There is no layer “{layer}”. Choices: {choices}.")
    )


def _halves(pair: str) -> tuple[str, str]:
    name, separator, value = (part.strip() for part in pair.partition("="))
    if separator and value:
        return name, value
    raise WrongUse(
        Text(
            f"„{pair}“ ist kein Ausschnitt. Bitte so schreiben: field=Sprache oder place=Werl.",
            f"“{pair}” is no scope. Please write it like this: field=Language or place=Werl.",
        )
    )


def _key(name: str) -> _Key:
    for key in _KEYS:
        if fold(name) in {fold(word) for word in (key.name, *key.words)}:
            return key
    choices = ", ".join([*(key.name for key in _KEYS), "layer"])
    raise WrongUse(
        Text(
            f"Einen Ausschnitt nach „{name}“ gibt es nicht. Möglich: {choices}.",
            f"There is no scope by “{name}”. Choices: {choices}.",
        )
    )
