"""Everything that a map draws as tables: actors with links to those they are tied to, and ties."""

from visualise.map.spec import MapActor, MapSpec, MapTie, TieState
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell
from visualise.wording import Wording


def actor_table(spec: MapSpec, words: Wording) -> Table:
    """Every actor in reading order, with those it is tied to."""
    neighbours = _neighbours(spec)
    return Table(
        key="actors",
        caption=words("actors.caption"),
        sub=words.count("actors.sub", len(spec.actors)),
        columns=(
            Column(label=words("actors.name"), width="c1"),
            Column(label=words("actors.type"), width="c2"),
            Column(label=words("actors.place"), width="c3"),
            Column(label=words("actors.ties"), width="c4", number=True),
            Column(label=words("actors.with")),
        ),
        groups=(Group(rows=tuple(_actor(spec, actor, neighbours[actor.index], words) for actor in spec.actors)),),
    )


def tie_table(spec: MapSpec, words: Wording) -> Table:
    """Every tie, existing, wished or ended."""
    columns = (
        Column(label=words("ties.one"), width="c5"),
        Column(label=words("ties.other"), width="c5"),
        Column(label=words("ties.how")),
    )
    rows = tuple(
        Row(
            cells=(
                _name(spec.actors[tie.source]),
                _name(spec.actors[tie.target]),
                cell(tie_text(spec, tie, words)),
            )
        )
        for tie in spec.ties
    )
    return Table(
        key="ties",
        caption=words("ties.caption"),
        sub=words.count("ties.sub", len(spec.ties)) if rows else words("ties.none"),
        columns=columns,
        groups=(Group(rows=rows),),
    )


def tie_text(spec: MapSpec, tie: MapTie, words: Wording) -> str:
    """`Stufe 3 · Sprache · besteht`: one tie in words."""
    level = ""
    if tie.state in (TieState.EXISTS, TieState.NEW):
        level = words("tie.level", level=tie.level) if tie.level else words("tie.noLevel")
    fields = ", ".join(spec.fields[field] for field in tie.fields)
    state = words(f"tie.{tie.state.value}", since=spec.since)
    return " · ".join(part for part in (state, level, fields, tie.note) if part)


def _actor(spec: MapSpec, actor: MapActor, others: list[MapActor], words: Wording) -> Row:
    return Row(
        anchor=f"a-{actor.index}",
        cells=(
            cell(actor.name, glyph=f"y-{actor.symbol.key}"),
            cell(actor.type_label or words("actors.noType")),
            cell(spec.places[actor.place].name),
            cell(words.number(actor.degree), value=actor.degree),
            _tied_to(actor, others, words),
        ),
    )


def _tied_to(actor: MapActor, others: list[MapActor], words: Wording) -> Cell:
    if actor.isolated or actor.unasked:
        return cell(words("actors.isolated" if actor.isolated else "actors.unasked"))
    return Cell(marks=tuple(Mark(text=other.name, href=f"#a-{other.index}") for other in others))


def _name(actor: MapActor) -> Cell:
    return cell(actor.name, href=f"#a-{actor.index}")


def _neighbours(spec: MapSpec) -> list[list[MapActor]]:
    """For each actor those it is tied to, in reading order."""
    found: list[set[int]] = [set() for _ in spec.actors]
    for tie in spec.ties:
        if tie.state in (TieState.EXISTS, TieState.NEW):
            found[tie.source].add(tie.target)
            found[tie.target].add(tie.source)
    return [[spec.actors[other] for other in sorted(others)] for others in found]
