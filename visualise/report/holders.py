"""Who holds a network together: on whom others depend, and who stands alone; no ranking."""

from graph.disclosure import JOINING
from graph.metric import Reason
from graph.model import Actor, Ref
from graph.strength.cut_points import detached, fallen_off
from graph.strength.formula import too_few_for_paths
from visualise.map.actor_matrix import actor_matrix
from visualise.map.bridges import bridge_table
from visualise.map.network_map import map_spec
from visualise.map.tables import map_tables
from visualise.reading import Reading
from visualise.report.blocks import Block, Drawn, Names
from visualise.report.spec import Section
from visualise.report.strength import loose
from visualise.table import Column, Group, Mark, Row, Table, cell


def section(reading: Reading) -> Section:
    """Those on whom others depend, those who stand alone, and the network as map, matrix and tables."""
    words = reading.words
    drawn, alone = reading.once(map_spec), _alone(reading)
    told = reading.audience.clear(JOINING) and not too_few_for_paths(reading.network)
    holders = _holders(reading) if told else None
    blocks: list[Block] = [holders] if holders is not None and holders.size else []
    if alone:
        blocks.append(Names(say=words("holders.alone"), marks=alone))
    bridges = bridge_table(drawn, words)
    if bridges.size:
        blocks.append(bridges)
    matrix = actor_matrix(reading, drawn)
    return Section(
        key="map",
        aside=words("holders.aside"),
        say=words("strength.none") if reading.whole.m == 0 else loose(reading) or dependence(reading),
        blocks=(*blocks, Drawn(map=drawn, matrix=matrix is not None), *((matrix,) if matrix else ())),
        annex=map_tables(drawn, words),
    )


def dependence(reading: Reading) -> str:
    """Without whom most actors lose the connection, and on how many others somebody depends as well."""
    words, metric = reading.words, reading.whole.metric("cutPoints")
    network = reading.network
    lost = detached(network) if metric.value and metric.reason is not Reason.SUPPRESSED else {}
    if not lost:
        return reading.text(metric.explanation)
    gravest = max(lost, key=lambda i: (lost[i], -i))
    said = words.count("dependence.one", lost[gravest], name=network.names[gravest])
    return said if len(lost) == 1 else said + " " + words.count("dependence.others", len(lost) - 1)


def _holders(reading: Reading) -> Table:
    """The actors without whom somebody loses the connection, by name."""
    network, words = reading.network, reading.words
    rows = []
    for index in sorted(detached(network)):
        ref = network.ids[index]
        names = [network.names[i] for i in fallen_off(network, index)]
        rows.append(
            Row(
                cells=(
                    cell(network.names[index], glyph=f"y-{reading.symbol(ref).key}"),
                    cell(reading.name(_first_type(reading, ref))),
                    cell(words.count("holders.lost", len(names), names=reading.listed(names))),
                )
            )
        )
    return Table(
        key="holders",
        caption=words("holders.caption"),
        sub=words("holders.sub"),
        columns=(
            Column(label=words("actors.name"), width="w34"),
            Column(label=words("actors.type"), width="w22"),
            Column(label=words("holders.without")),
        ),
        groups=(Group(rows=tuple(rows)),),
    )


def _alone(reading: Reading) -> tuple[Mark, ...]:
    """The actors that answered the newest survey and have no tie."""
    wave = reading.wave
    refs = [Ref(ref) for ref in reading.whole.metric("isolates").members]
    return tuple(
        Mark(text=reading.name(ref), glyph=f"y-{reading.symbol(ref).key}")
        for ref in refs
        if wave is not None and ref in wave.answered
    )


def _first_type(reading: Reading, ref: Ref) -> Ref | None:
    actor = reading.view.one(Actor, ref)
    return actor.type[0] if actor and actor.type else None
