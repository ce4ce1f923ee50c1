"""Which part of the coverage cube somebody means who writes names."""

from collections.abc import Collection, Iterable

from graph.coverage.cube import Axis, Cell, Cube
from graph.errors import WrongUse
from graph.language import Text
from graph.meaning import meant
from graph.model import Place, Ref, Term
from graph.picture import View
from graph.rollup import Ladder

_CALLED: dict[Axis, Text] = {
    "field": Text("Handlungsfeld", "field of action"),
    "place": Text("Ort", "place"),
    "targetGroup": Text("Zielgruppe", "target group"),
}
_SCHEMES: dict[Axis, str] = {"field": "field", "targetGroup": "target_group"}


def entries_meant(
    view: View, dataset: str, cube: Cube, axis: Axis, words: Iterable[str] | None
) -> Collection[Ref] | None:
    """The entries of an axis that these words mean; a sub-field means its field. None means all. Raises WrongUse."""
    return None if words is None else {_entry(view, dataset, cube, axis, word) for word in words}


def cell_meant(view: View, dataset: str, cube: Cube, text: str) -> Cell:
    """The cell written as `field|place|target group`, by ids, keys or names. Raises WrongUse."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3:
        raise WrongUse(
            Text(
                f"„{text}“ ist keine Zelle. Bitte so schreiben: Feld|Ort|Zielgruppe.",
                f"“{text}” is no cell. Please write it like this: field|place|target group.",
            )
        )
    axes: tuple[Axis, ...] = ("field", "place", "targetGroup")
    field, place, group = (_entry(view, dataset, cube, axis, part) for axis, part in zip(axes, parts, strict=True))
    return cube.at(field, place, group)


def _entry(view: View, dataset: str, cube: Cube, axis: Axis, word: str) -> Ref:
    called, kind = _CALLED[axis], Place if axis == "place" else Term
    record = meant(view, dataset, kind, word, called, scheme=_SCHEMES.get(axis))
    entries = {"field": cube.fields, "place": cube.places, "targetGroup": cube.target_groups}[axis]
    found = Ladder(view, [entry.id for entry in entries]).rung(record.id)
    if found is None:
        raise WrongUse(
            Text(f"{called.de} „{word}“ steht nicht in der Matrix.", f"The {called.en} “{word}” is not in the matrix.")
        )
    return found
