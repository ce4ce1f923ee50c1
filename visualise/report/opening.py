"""The first page of a report: facts about it, and three sentences to read aloud."""

from collections.abc import Mapping, Sequence

from graph.coverage.cube import CellState, Cube
from graph.model import Actor, Measure, Offer
from visualise.reading import Reading
from visualise.report import cells, coverage, holders, measures, strength
from visualise.report.spec import Fact


def facts(reading: Reading, stand: str, result_hash: str) -> tuple[Fact, ...]:
    """As of when, about what, on what basis; the checksum of what it was computed from."""
    words, cube = reading.words, reading.cube
    found = [Fact(label=words("fact.stand"), value=words.date(reading.on))]
    if part := _part(reading):
        found.append(Fact(label=words("fact.part"), value=part))
    if not reading.audience.sees_everything:
        found.append(Fact(label=words("public.mark"), value=words("public.note")))
    found += [
        Fact(label=words("fact.scope"), value=_axes(reading, cube)),
        Fact(label=words("fact.data"), value=_data(reading)),
        Fact(label=words("fact.basis"), value=_basis(reading, cube)),
    ]
    if stand:
        found.append(Fact(label=words("fact.made"), value=stand))
    if result_hash:
        found.append(Fact(label=words("fact.hash"), value=result_hash[:16]))
    return tuple(found)


def sentences(reading: Reading) -> tuple[str, ...]:
    """Three sentences: what is there and missing, who has promised, who holds it together."""
    return _coverage(reading), measures.say(reading), _network(reading)


def _part(reading: Reading) -> str:
    """The part of the dataset that the report is about; empty for all of it."""
    scope = reading.scope
    refs = [scope.field, scope.place, scope.group, scope.plan, *scope.actor_types]
    return reading.words.listing(reading.names(ref for ref in refs if ref))


def _axes(reading: Reading, cube: Cube) -> str:
    """Municipalities, fields and target groups, and how many cases they make."""
    held = _counted(reading, {"places": cube.places, "fields": cube.fields, "targetGroups": cube.target_groups})
    return reading.words("fact.cases", axes=held, n=len(cube.cells)) if cube.cells else held


def _data(reading: Reading) -> str:
    """How much is recorded in the whole dataset, and what it is called."""
    view, dataset = reading.view, reading.dataset
    kinds = (("actors", Actor), ("measures", Measure), ("offers", Offer))
    held = _counted(reading, {name: view.all(kind, dataset) for name, kind in kinds})
    return reading.words("fact.dataset", held=held, dataset=dataset)


def _counted(reading: Reading, held: Mapping[str, Sequence[object]]) -> str:
    """How many there are of each; of what there is none that none is recorded."""
    words = reading.words
    return ", ".join(words.count(f"n.{name}", len(of)) if of else words(f"fact.no.{name}") for name, of in held.items())


def _basis(reading: Reading, cube: Cube) -> str:
    """The concept in force and the newest survey."""
    wave = reading.wave
    names = [reading.name(cube.concept), wave.survey.title if wave else ""]
    return reading.words.listing([name for name in names if name]) or reading.words("fact.noBasis")


def _coverage(reading: Reading) -> str:
    words, cube = reading.words, reading.cube
    n, checked = cube.whole.counts, cells.checked(cube.whole)
    if not checked:
        return coverage.say(reading)
    covered, unknown = n[CellState.COVERED], n[CellState.UNKNOWN]
    rest = words("opening.missing", gap=n[CellState.GAP]) if n[CellState.GAP] else ""
    rest += words("opening.planned", planned=n[CellState.NOMINAL]) if n[CellState.NOMINAL] else ""
    if 2 * unknown <= len(cube.cells):
        said = [words("opening.checked", checked=checked, covered=covered, rest=rest)]
    else:
        there = words.count("opening.allCovered", covered) if covered == checked else ""
        there = there or words("opening.covered", covered=covered, rest=rest)
        said = [words("opening.hardly", checked=checked, of=len(cube.cells), there=there)]
    if unknown:
        said.append(words.count("opening.unknown", unknown))
    return " ".join(said)


def _network(reading: Reading) -> str:
    """How many ties are known, and on whom they hang; or that of most actors none is known."""
    words, one = reading.words, reading.whole
    if one.m == 0:
        return words("strength.none")
    if strength.loose(reading):
        alone = len(one.metric("isolates").members)
        return words("opening.loose", ties=words.count("n.bareTies", one.m), n=alone, of=one.n)
    said = words("opening.network", ties=words.count("n.bareTies", one.m), actors=words.count("n.amongActors", one.n))
    return f"{said} {holders.dependence(reading)}"
