"""Everything that a map draws as tables: groups, actors with links to those they are tied to, ties, what is missing."""

from visualise.map.connectors import connector_table
from visualise.map.spec import TIED, MapActor, MapSpec, MapTie, TieState
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell
from visualise.wording import Wording


def map_tables(spec: MapSpec, words: Wording) -> tuple[Table, ...]:
    """All tables of a map, in the order of reading; those that have nothing to say are left out."""
    found = [actor_table(spec, words), tie_table(spec, words)]
    if spec.grouped:
        found.insert(0, group_table(spec, words))
    found += [connector_table(spec, words), missing_table(spec, words), silent_table(spec, words)]
    return tuple(table for number, table in enumerate(found) if table.size or table.key in ("actors", "ties"))


def group_table(spec: MapSpec, words: Wording) -> Table:
    """Every group of a grouped map, with the ties inside and to other groups."""
    assert spec.grouped is not None
    groups = spec.grouped.overview.actors
    first: dict[int, int] = {}
    inside = [0] * len(groups)
    outside: list[dict[int, int]] = [{} for _ in groups]
    for actor in spec.actors:
        first.setdefault(actor.group, actor.index)
    for tie in spec.ties:
        if tie.state not in TIED or tie.layer:
            continue
        one, other = spec.actors[tie.source].group, spec.actors[tie.target].group
        if one == other:
            inside[one] += 1
        else:
            outside[one][other] = outside[one].get(other, 0) + 1
            outside[other][one] = outside[other].get(one, 0) + 1
    rows = tuple(
        Row(
            anchor=f"g-{mark.index}",
            cells=(
                cell(mark.name, href=f"#a-{first[mark.index]}"),
                cell(words.number(mark.count), value=mark.count),
                cell(words.number(inside[mark.index]), value=inside[mark.index]),
                cell(words.number(outside_sum := sum(outside[mark.index].values())), value=outside_sum),
                Cell(
                    marks=tuple(
                        Mark(text=f"{groups[other].name} ({words.number(n)})", href=f"#g-{other}")
                        for other, n in sorted(outside[mark.index].items())
                    )
                    or (Mark(text=words("groups.alone")),)
                ),
            ),
        )
        for mark in groups
    )
    return Table(
        key="groups",
        caption=words("groups.caption"),
        sub=words("groups.sub"),
        columns=(
            Column(label=words("groups.name"), width="c2"),
            Column(label=words("groups.actors"), width="c4", number=True),
            Column(label=words("groups.inside"), width="c4", number=True),
            Column(label=words("groups.outside"), width="c4", number=True),
            Column(label=words("groups.with")),
        ),
        groups=(Group(rows=rows),),
    )


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
    """Every tie, existing, wished or ended, and what else joins two actors."""
    found = [tie for tie in spec.ties if tie.state not in (TieState.MISSING, TieState.UNKNOWN)]
    return Table(
        key="ties",
        caption=words("ties.caption"),
        sub=words.count("ties.sub", len(found)) if found else words("ties.none"),
        columns=_two(words),
        groups=(Group(rows=tuple(_pair(spec, tie, words) for tie in found)),),
    )


def missing_table(spec: MapSpec, words: Wording) -> Table:
    """Every pair that ought to know each other, those of which nobody answered included."""
    found = [tie for state in (TieState.MISSING, TieState.UNKNOWN) for tie in spec.ties if tie.state is state]
    return Table(
        key="missing",
        caption=words("missing.caption"),
        sub=words("missing.sub", missing=spec.number_of(TieState.MISSING), unknown=spec.number_of(TieState.UNKNOWN)),
        columns=_two(words),
        groups=(Group(rows=tuple(_pair(spec, tie, words) for tie in found)),),
    )


def silent_table(spec: MapSpec, words: Wording) -> Table:
    """Those who were asked and did not answer: which ties they have besides those told by others is unknown."""
    rows = tuple(
        Row(
            cells=(
                Cell(marks=(Mark(text=actor.name, href=f"#a-{actor.index}"),)),
                cell(actor.type_label or words("actors.noType")),
                cell(spec.places[actor.place].name),
                cell(words.number(actor.degree), value=actor.degree),
            )
        )
        for actor in spec.silent
    )
    return Table(
        key="silent",
        caption=words("silent.caption"),
        sub=words.count("silent.sub", len(rows)),
        columns=(
            Column(label=words("actors.name"), width="c1"),
            Column(label=words("actors.type"), width="c2"),
            Column(label=words("actors.place"), width="c3"),
            Column(label=words("silent.told"), number=True),
        ),
        groups=(Group(rows=rows),),
    )


def tie_text(spec: MapSpec, tie: MapTie, words: Wording) -> str:
    """`besteht · Stufe 3 · Sprache`: one tie in words."""
    state = words(f"tie.{tie.state.value}", since=spec.since)
    level = ""
    if tie.state in TIED and spec.layers[tie.layer] == "cooperation":
        level = words("tie.level", level=tie.level) if tie.level else words("tie.noLevel")
    elif tie.state in TIED:
        state = words(f"layer.{spec.layers[tie.layer]}")
    fields = ", ".join(spec.fields[field] for field in tie.fields)
    return " · ".join(part for part in (state, level, fields, tie.note) if part)


def _two(words: Wording) -> tuple[Column, ...]:
    return (
        Column(label=words("ties.one"), width="c5"),
        Column(label=words("ties.other"), width="c5"),
        Column(label=words("ties.how")),
    )


def _pair(spec: MapSpec, tie: MapTie, words: Wording) -> Row:
    ends = (spec.actors[tie.source], spec.actors[tie.target])
    return Row(cells=(*(cell(end.name, href=f"#a-{end.index}") for end in ends), cell(tie_text(spec, tie, words))))


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
    if others:
        return Cell(marks=tuple(Mark(text=other.name, href=f"#a-{other.index}") for other in others))
    if actor.silent:
        return cell(words("actors.silent"))
    return cell(words("actors.isolated" if actor.isolated else "actors.unasked"))


def _neighbours(spec: MapSpec) -> list[list[MapActor]]:
    """For each actor those it is tied to on the first layer, in reading order."""
    found: list[set[int]] = [set() for _ in spec.actors]
    for tie in spec.ties:
        if tie.state in TIED and not tie.layer:
            found[tie.source].add(tie.target)
            found[tie.target].add(tie.source)
    return [[spec.actors[other] for other in sorted(others)] for others in found]
