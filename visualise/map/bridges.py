"""Who stands between those who wish to work together: the ties there are, and the actors tied to both kinds."""

from visualise.map.spec import TIED, MapActor, MapSpec, TieState
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell
from visualise.wording import Wording

_NAMED = 8


def bridge_table(spec: MapSpec, words: Wording) -> Table:
    """For every two types of actors between which a tie is wished: the ties across, and who is tied to both.

    A type is the actor's own, not the kind that its mark stands for. Types are in the order of their names.
    """
    wished = sorted(
        {
            (one, other)
            for tie in spec.ties
            if tie.state is TieState.WISHED and not tie.layer
            for one, other in [sorted((spec.actors[tie.source].type_label, spec.actors[tie.target].type_label))]
            if one and other and one != other
        }
    )
    return Table(
        key="bridges",
        caption=words("bridges.caption"),
        sub=words("bridges.sub"),
        columns=(
            Column(label=words("connectors.one"), width="w14"),
            Column(label=words("connectors.other"), width="w14"),
            Column(label=words("bridges.across"), width="w28"),
            Column(label=words("connectors.both")),
        ),
        groups=(Group(rows=tuple(_row(spec, words, one, other) for one, other in wished)),),
    )


def _row(spec: MapSpec, words: Wording, one: str, other: str) -> Row:
    marks, possible = {}, 1
    for label in (one, other):
        actors = [actor for actor in spec.actors if actor.type_label == label]
        marks[label] = f"y-{actors[0].symbol.key}"
        possible *= len(actors)
    across, near = [], {one: set[int](), other: set[int]()}
    for tie in spec.ties:
        if tie.state not in TIED or tie.layer:
            continue
        ends = (spec.actors[tie.source], spec.actors[tie.target])
        for here, there in (ends, ends[::-1]):
            if there.type_label in near:
                near[there.type_label].add(here.index)
        if {end.type_label for end in ends} == {one, other}:
            across.append(tuple(sorted(ends, key=lambda end: end.type_label)))
    both = [spec.actors[i] for i in sorted(near[one] & near[other]) if spec.actors[i].type_label not in near]
    return Row(
        cells=(
            cell(one, glyph=marks[one]),
            cell(other, glyph=marks[other]),
            cell(
                words("bridges.of", n=len(across), of=possible),
                sub="; ".join(f"{a.name} – {b.name}" for a, b in across) if len(across) <= _NAMED else "",
            ),
            _named(both, words),
        )
    )


def _named(actors: list[MapActor], words: Wording) -> Cell:
    """The actors in reading order, each leading to its row; those beyond a few are counted."""
    if not actors:
        return cell(words("connectors.none"))
    marks = [Mark(text=actor.name, href=f"#a-{actor.index}") for actor in actors[:_NAMED]]
    if len(actors) > _NAMED:
        marks.append(Mark(text=words("connectors.more", n=len(actors) - _NAMED)))
    return Cell(marks=tuple(marks))
