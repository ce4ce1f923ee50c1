"""A generated district as large as reports have to bear: actors, two surveys, measures, offers, money, indicators.

The same every time.
"""

import random
from collections.abc import Iterator
from datetime import date

from benchmarks.gaps_district import made, ref
from benchmarks.stakeholders import stakeholders
from graph.dates import VagueDate
from graph.model import (
    Actor,
    Funding,
    Goal,
    Indicator,
    Inquiry,
    Inventory,
    Measure,
    Offer,
    Place,
    Plan,
    Reading,
    Record,
    Ref,
    Resolution,
    Responsibility,
    Survey,
    Target,
    Term,
    TieReport,
)  # fmt: skip
from graph.model.states import (
    Direction,
    MeasureStatus,
    PlaceLevel,
    PlanStatus,
    ResolutionResult,
    ResponsibilityState,
    Role,
    TieAnswer,
)  # fmt: skip
from graph.ties import derive

DATASET = "messung"
ON = date(2026, 1, 15)
PLACES, FIELDS, GROUPS = 13, 6, 4
_TYPES = ("Verein", "Wohlfahrtsverband", "Schule", "Migrantenorganisation", "Sportverein", "Kommune", "Bildungsträger")
_STATUS = [MeasureStatus.IN_PROGRESS] * 5 + [
    MeasureStatus.PLANNED, MeasureStatus.ADOPTED, MeasureStatus.DELAYED, MeasureStatus.COMPLETED,
]  # fmt: skip
_STATES = (ResponsibilityState.ACCEPTED, ResponsibilityState.PROPOSED, ResponsibilityState.DECLINED)
_WAVES = (("w23", date(2023, 6, 30), 0.85), ("w25", date(2025, 6, 30), 1.0))
_ANSWERS = 0.8


def district(actors: int = 1500, ties: int = 8000, measures: int = 150, offers: int = 1500) -> dict[Ref, Record]:
    """The records. Of ten asked eight answered; the earlier survey knew 85 of 100 of the ties."""
    chance = random.Random(1)  # noqa: S311 a seeded generator, no secret
    found = {record.id: record for record in (*_ground(), *_people(chance, actors, ties))}
    found |= {record.id: record for record in _work(chance, actors, measures, offers)}
    return found | derive(DATASET, found)


def _ground() -> Iterator[Record]:
    yield made(Place, "kreis", name="Kreis Tal", level=PlaceLevel.DISTRICT)
    for n in range(PLACES):
        part = {"part_of": ref(Place, "kreis"), "ags": f"99{n:06}"}
        yield made(Place, f"ort{n}", name=f"Ort {n:02}", level=PlaceLevel.MUNICIPALITY, **part)
    for n in range(FIELDS):
        yield made(Term, f"feld{n}", scheme="field", label=f"Handlungsfeld {n}", main=True)
    for n in range(GROUPS):
        yield made(Term, f"gruppe{n}", scheme="target_group", label=f"Zielgruppe {n}", main=True)
    for label in _TYPES:
        yield made(Term, label, scheme="actor_type", label=label)
    adopted = VagueDate.on(date(2024, 3, 1))
    yield made(Plan, "plan", title="Integrationskonzept", status=PlanStatus.ADOPTED, adopted_on=adopted)
    for n in range(2 * FIELDS):
        yield made(Goal, f"ziel{n}", text=f"Ziel {n} des Konzepts", plan=ref(Plan, "plan"))
    for n in range(2 * FIELDS):
        ends = {"indicator": ref(Indicator, f"i{n}")}
        kept = {"fields": (ref(Term, f"feld{n % FIELDS}"),), "goals": (ref(Goal, f"ziel{n}"),), "period_months": 12}
        yield made(Indicator, f"i{n}", name=f"Kennzahl {n}", unit="%", direction=Direction.UP, **kept)
        yield made(
            Target, f"i{n}", **ends, baseline_period="2020", baseline=40.0, target_period="2028", target=60.0 + n
        )
        for year in range(2020, 2026):
            yield made(Reading, f"i{n}-{year}", **ends, period=f"{year}", value=38.0 + n + 2 * (year - 2020))


def _people(chance: random.Random, actors: int, ties: int) -> Iterator[Record]:
    """The actors, who was asked in both surveys, and what either side said of each tie."""
    net = stakeholders(actors, ties, PLACES)
    for n, (town, kind) in enumerate(zip(net.town.tolist(), net.kind.tolist(), strict=True)):
        yield made(
            Actor, f"a{n}", name=f"Akteur Nummer {n} in Ort {town:02}", type=(ref(Term, _TYPES[kind % len(_TYPES)]),),
            places=(ref(Place, f"ort{town}"),), volunteer=n % 5 == 0,
        )  # fmt: skip
    for key, day, known in _WAVES:
        start = VagueDate.on(date(day.year, 5, 12))
        yield made(Survey, key, title=f"Befragung {day.year}", start=start, end=VagueDate.on(day), roster="COMPLETE")
        answered = [chance.random() < _ANSWERS for _ in range(actors)]
        told = [pair for pair in zip(net.source.tolist(), net.target.tolist(), strict=True) if chance.random() < known]
        for a, b in told:
            answered[a] |= not answered[b]  # no tie without anybody who tells it
        for n in range(actors):
            ends = {"source": ref(Actor, f"a{n}"), "target": ref(Survey, key)}
            yield made(Inquiry, f"a{n}|{key}", **ends, responded_on=day if answered[n] else None)
        for a, b in told:
            for one, other in ((x, y) for x, y in ((a, b), (b, a)) if answered[x]):
                yield made(
                    TieReport, f"{key}-a{one}>a{other}", survey=ref(Survey, key), reporter=ref(Actor, f"a{one}"),
                    about=ref(Actor, f"a{other}"), answer=TieAnswer.YES, level=1 + (a + b + chance.randrange(2)) % 4,
                    trust_reliable=chance.randrange(1, 5), trust_open=chance.randrange(1, 5), reported_on=day,
                    fields=(ref(Term, f"feld{(a + b) % FIELDS}"),),
                )  # fmt: skip


def _work(chance: random.Random, actors: int, measures: int, offers: int) -> Iterator[Record]:
    """Measures of the concept and offers, who answers for them, what was listed; money and resolutions of measures."""
    adopted = VagueDate.on(date(2024, 3, 1))
    for n in range(measures):
        part = {"plan": ref(Plan, "plan"), "goals": (ref(Goal, f"ziel{n % (2 * FIELDS)}"),), "min_partners": 2}
        yield made(Measure, f"m{n}", **_activity(chance, f"Maßnahme {n} des Konzepts"), **part)
        yield from _answering(chance, actors, Measure, f"m{n}", 2)
        if n % 2:
            paid = {"start": VagueDate.on(date(2024, 1, 1)), "end": VagueDate.on(date(2026, 12, 31))}
            yield made(Funding, f"f{n}", measure=ref(Measure, f"m{n}"), amount_eur=9000.0, **paid)
            decided = {"date": adopted, "result": ResolutionResult.ADOPTED}
            yield made(Resolution, f"r{n}", title=f"Beschluss {n}", measures=(ref(Measure, f"m{n}"),), **decided)
    for n in range(offers):
        yield made(Offer, f"o{n}", **_activity(chance, f"Angebot {n} für Zugewanderte"))
        yield from _answering(chance, actors, Offer, f"o{n}", 1)
    for place in range(PLACES):
        for field in chance.sample(range(FIELDS), FIELDS * 2 // 3):
            where = {"place": ref(Place, f"ort{place}"), "fields": (ref(Term, f"feld{field}"),)}
            yield made(Inventory, f"v{place}-{field}", **where, date=VagueDate.on(date(2025, 4, 1)))


def _activity(chance: random.Random, title: str) -> dict[str, object]:
    start = VagueDate.on(date(chance.randrange(2021, 2026), 1 + chance.randrange(12), 1))
    return {
        "title": title, "status": chance.choice(_STATUS), "start": start,
        "fields": (ref(Term, f"feld{chance.randrange(FIELDS)}"),),
        "places": (ref(Place, f"ort{int(PLACES * chance.random() ** 2)}"),),
        "target_groups": tuple({ref(Term, f"gruppe{chance.randrange(GROUPS)}"): None for _ in range(2)}),
    }  # fmt: skip


def _answering(chance: random.Random, actors: int, kind: type[Record], key: str, number: int) -> Iterator[Record]:
    if chance.random() < 0.1:
        return
    for actor in chance.sample(range(actors), number):
        ends = {"source": ref(Actor, f"a{actor}"), "target": ref(kind, key)}
        stand = {"state": chance.choice(_STATES), "state_since": date(2025, 6, 1)}
        role = chance.choice((Role.LEAD, Role.SHARED, Role.SUPPORTING))
        yield made(Responsibility, f"a{actor}|{key}", **ends, role=role, **stand)
