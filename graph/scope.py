"""Which part of the graph is meant: a dataset, and within it a field, place, group, plan or kinds of actor."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import WrongUse
from graph.language import Text
from graph.model import Group, Place, Plan, Record, Ref, Term
from graph.picture import View
from graph.schema import label_of
from graph.text import fold

COOPERATION = "cooperation"
RESPONSIBILITY = "responsibility"
ALL_LAYERS = "all"
SHARED_MEASURES = "sharedMeasures"

LAYERS = (COOPERATION, SHARED_MEASURES, ALL_LAYERS)
"""The layers on which actors are joined to actors: declared ties, work on the same measure or offer, both."""


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
            chosen.setdefault(key.name, []).append(_resolve(view, dataset, key, value))
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


def _resolve(view: View, dataset: str, key: _Key, value: str) -> Ref:
    records = [r for r in view.all(key.kind, dataset) if key.scheme is None or getattr(r, "scheme", "") == key.scheme]
    exact = [r for r in records if value in (r.id, r.external_id)]
    wanted = fold(value)
    found = exact or [r for r in records if wanted and wanted in {fold(word) for word in _words(r)}]
    if len(found) == 1:
        return found[0].id
    if found:
        choices = ", ".join(sorted(r.external_id for r in found))
        raise WrongUse(
            Text(
                f"{key.label.de} „{value}“ ist nicht eindeutig. Gemeint sein kann: {choices}.",
                f"The {key.label.en} “{value}” is not unique. It can mean: {choices}.",
            )
        )
    raise WrongUse(_unknown(key, value, [label_of(r) for r in records]))


def _words(record: Record) -> Iterable[str]:
    yield label_of(record)
    for name in ("label_en", "ags"):
        yield getattr(record, name, None) or ""
    for name in ("alt_labels", "alt_names"):
        yield from getattr(record, name, ())


def _unknown(key: _Key, value: str, names: list[str]) -> Text:
    close = difflib.get_close_matches(value, names, n=3, cutoff=0.6)
    message = Text(
        f"{key.label.de} „{value}“ gibt es in diesem Datensatz nicht.",
        f"This dataset has no {key.label.en} “{value}”.",
    )
    if not close:
        return message
    return Text(
        message.de + " Meinten Sie: " + ", ".join(close) + "?",
        message.en + " Did you mean: " + ", ".join(close) + "?",
    )
