"""A generated district with everything that gap rules look at, as records. The same every time."""

import random
from datetime import date, timedelta

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Contribution,
    Goal,
    Inquiry,
    Inventory,
    Measure,
    Offer,
    Place,
    Plan,
    Record,
    Ref,
    Responsibility,
    Survey,
    Term,
    Tie,
    TieReport,
    global_id,
)  # fmt: skip
from graph.model.states import MeasureStatus, PlaceLevel, PlanStatus, Reach, ResponsibilityState, Role, TieAnswer

DATASET = "messung"
ON = date(2026, 1, 15)
FIELDS, SUB_FIELDS, GROUPS = 12, 3, 8
_STATUS = [MeasureStatus.IN_PROGRESS] * 5 + [
    MeasureStatus.PLANNED, MeasureStatus.ADOPTED, MeasureStatus.DELAYED, MeasureStatus.COMPLETED,
]  # fmt: skip
_TYPES = ("Verein", "Wohlfahrtsverband", "Schule", "Migrantenorganisation", "Sportverein", "Kreisverwaltung")


def ref(kind: type[Record], key: str) -> Ref:
    """The id of the record of that key."""
    return global_id(DATASET, kind.__name__, key)


def made(kind: type[Record], key: str, **values: object) -> Record:
    """A record of the generated district."""
    return kind(id=ref(kind, key), dataset=DATASET, external_id=key, **values)


def district(actors: int = 1500, measures: int = 3000, places: int = 25) -> dict[Ref, Record]:
    """Measures, half as many offers, two responsibilities for each, eight ties an actor, a survey of all actors.

    One measure in fifty is district-wide, in one field of four. Two of three cells have an inventory.
    """
    chance = random.Random(1)  # noqa: S311 a seeded generator, no secret
    found: list[Record] = [made(Place, "kreis", name="Kreis", level=PlaceLevel.DISTRICT)]
    towns = [f"ort{n}" for n in range(places)]
    found += [made(Place, t, name=t, level=PlaceLevel.MUNICIPALITY, part_of=ref(Place, "kreis")) for t in towns]
    mains, groups = [f"feld{n}" for n in range(FIELDS)], [f"gruppe{n}" for n in range(GROUPS)]
    subs = [f"{main}-{n}" for main in mains for n in range(SUB_FIELDS)]
    found += [made(Term, f, scheme="field", label=f, main=True) for f in mains]
    found += [made(Term, f, scheme="field", label=f, broader=ref(Term, f.split("-")[0])) for f in subs]
    found += [made(Term, g, scheme="target_group", label=g, main=True) for g in groups]
    found += [made(Term, t, scheme="actor_type", label=t) for t in _TYPES]
    found.append(made(Plan, "plan", title="Konzept", status=PlanStatus.ADOPTED, adopted_on=_day(0, chance)))
    found += [made(Goal, f"ziel{n}", text=f"Ziel {n}", plan=ref(Plan, "plan")) for n in range(FIELDS * 2)]
    found += [
        made(Actor, f"a{n}", name=f"Akteur {n}", type=(ref(Term, chance.choice(_TYPES)),),
             places=(ref(Place, chance.choice(towns)),))
        for n in range(actors)
    ]  # fmt: skip
    for n in range(measures):
        goals = (ref(Goal, f"ziel{chance.randrange(FIELDS * 2)}"),) if chance.random() < 0.9 else ()
        plan = {"plan": ref(Plan, "plan"), "goals": goals, "min_partners": chance.choice((1, 2, 3))}
        found.append(made(Measure, f"m{n}", **_activity(chance, f"Maßnahme {n}", subs, towns, groups), **plan))
    for n in range(measures // 2):
        found.append(made(Offer, f"o{n}", **_activity(chance, f"Angebot {n}", subs, towns, groups)))
    targets = [(Measure, f"m{n}") for n in range(measures)] + [(Offer, f"o{n}") for n in range(measures // 2)]
    for kind, key in targets:
        if chance.random() < 0.95:
            found += [_named(chance, kind, key, actor) for actor in chance.sample(range(actors), 2)]
        found.append(_edge(Contribution, f"a{chance.randrange(actors)}", kind, key))
    for place in towns:
        for main in chance.sample(mains, FIELDS * 2 // 3):
            values = {"place": ref(Place, place), "fields": (ref(Term, main),), "date": VagueDate.on(date(2025, 4, 1))}
            found.append(made(Inventory, f"v-{place}-{main}", **values))
    found += _survey(chance, actors)
    return {record.id: record for record in found}


def _activity(
    chance: random.Random, title: str, fields: list[str], places: list[str], groups: list[str]
) -> dict[str, object]:
    start, end = _day(-900, chance), _day(200, chance)
    wide = chance.random() < 0.02
    return {
        "title": title, "status": chance.choice(_STATUS), "start": start, "end": end if chance.random() < 0.5 else None,
        "fields": (ref(Term, fields[chance.randrange(9)] if wide else _uneven(chance, fields)),),
        "places": (ref(Place, _uneven(chance, places)),),
        "target_groups": tuple({ref(Term, _uneven(chance, groups)): None for _ in range(2)}),
        "reach": Reach.DISTRICT if wide else None,
    }  # fmt: skip


def _uneven(chance: random.Random, choices: list[str]) -> str:
    """The first ones far more often than the last, as places and fields are in life."""
    return choices[int(len(choices) * chance.random() ** 2)]


def _named(chance: random.Random, kind: type[Record], key: str, actor: int) -> Record:
    role = chance.choice((Role.LEAD, Role.SHARED, Role.SUPPORTING))
    state = chance.choice((ResponsibilityState.ACCEPTED, ResponsibilityState.PROPOSED, ResponsibilityState.DECLINED))
    return _edge(Responsibility, f"a{actor}", kind, key, role=role, state=state, state_since=date(2025, 6, 1))


def _edge(kind: type[Record], actor: str, ends: type[Record], target: str, **values: object) -> Record:
    return made(kind, f"{actor}|{target}", source=ref(Actor, actor), target=ref(ends, target), **values)


def _survey(chance: random.Random, actors: int) -> list[Record]:
    day = date(2025, 6, 30)
    found = [made(Survey, "w", title="Befragung", end=VagueDate.on(day), roster="COMPLETE")]
    found += [
        _edge(Inquiry, f"a{n}", Survey, "w", responded_on=day if chance.random() < 0.8 else None) for n in range(actors)
    ]
    for n in range(actors):
        for other in chance.sample(range(actors), 4):
            if other != n:
                one, two = f"a{min(n, other)}", f"a{max(n, other)}"
                found.append(made(Tie, f"{one}|{two}", source=ref(Actor, one), target=ref(Actor, two)))
                said = {"survey": ref(Survey, "w"), "reporter": ref(Actor, f"a{n}"), "about": ref(Actor, f"a{other}")}
                found.append(made(TieReport, f"a{n}>a{other}", **said, answer=TieAnswer.YES, level=2))
    return found


def _day(after: int, chance: random.Random) -> VagueDate:
    return VagueDate.on(ON + timedelta(days=after + chance.randrange(-400, 400)))
