"""Small random districts in which everything that the questions and gap rules look for is likely.

Three municipalities, three fields with sub-fields, three target groups; the dates lie around the borders that matter.
A second dataset holds the same keys, so whoever forgets to ask for the dataset is found out.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Contact,
    Contribution,
    Group,
    Inventory,
    Measure,
    Membership,
    Offer,
    Place,
    Plan,
    Record,
    Ref,
    Responsibility,
    Source,
    global_id,
)  # fmt: skip
from graph.model.states import (
    Known,
    MeasureStatus,
    PlaceLevel,
    PlanStatus,
    Reach,
    ResponsibilityState,
    Role,
    Visibility,
)  # fmt: skip
from tests.graph.questions import random_office, random_results, random_words

T = TypeVar("T")
ON = date(2026, 1, 15)
"""The day on which the tests ask."""

D = "kreis"
OTHER = "fremd"

_DAYS = (0, 1, -1, 30, 59, 60, 61, -89, -90, -91, -179, -180, -181, -182, -184, -185, -364, -365, -366, 400, -800)
_WIDE = (
    VagueDate("2025", date(2025, 1, 1), date(2025, 12, 31)),
    VagueDate("2026", date(2026, 1, 1), date(2026, 12, 31)),
    VagueDate("Januar 2026", date(2026, 1, 1), date(2026, 1, 31)),
    VagueDate("Sommer 2025", date(2025, 6, 1), date(2025, 8, 31)),
    VagueDate("ab Herbst 2025", date(2025, 9, 1), None),
    VagueDate("bis 2024", None, date(2024, 12, 31)),
    VagueDate("bald", None, None),
)


class Maker:
    """Records of one dataset, made at random."""

    def __init__(self, chance: random.Random, dataset: str = D) -> None:
        self.chance = chance
        self.dataset = dataset
        self.records: dict[Ref, Record] = {}

    def add(self, kind: type[Record], key: str, /, **values: Any) -> Ref:
        """A record; its reference."""
        ref = global_id(self.dataset, kind.__name__, key)
        self.records[ref] = kind(id=ref, dataset=self.dataset, external_id=key, **values)
        return ref

    def put(self, ref: Ref, **values: Any) -> None:
        """A record with other values."""
        self.records[ref] = replace(self.records[ref], **values)

    def plan_of(self, measure: Ref) -> Ref | None:
        record = self.records[measure]
        return record.plan if isinstance(record, Measure) else None

    def pick(self, choices: Sequence[T]) -> T:
        return self.chance.choice(choices)

    def maybe(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def some(self, refs: Sequence[Ref], most: int = 2, least: int = 0) -> tuple[Ref, ...]:
        number = self.chance.randint(least, min(most, len(refs)))
        return tuple(self.chance.sample(refs, number))

    def one(self, refs: Sequence[Ref], share: float = 1.0) -> Ref | None:
        return self.chance.choice(refs) if refs and self.maybe(share) else None

    def day(self, share: float = 1.0) -> date | None:
        """A day near a border, or None."""
        return ON + timedelta(days=self.chance.choice(_DAYS)) if self.maybe(share) else None

    def vague(self, share: float = 1.0) -> VagueDate | None:
        if not self.maybe(share):
            return None
        if self.maybe(0.3):
            return self.chance.choice(_WIDE)
        day = self.day()
        assert day is not None
        return VagueDate.on(day)

    def time(self) -> dict[str, VagueDate | None]:
        """From and until when."""
        return {"since": self.vague(0.3), "until": self.vague(0.3)}

    def refs(self, kind: type[Record]) -> list[Ref]:
        return [ref for ref, record in self.records.items() if type(record) is kind]


def a_district(chance: random.Random) -> dict[Ref, Record]:
    """The records of a random district, and of a second one beside it."""
    maker, other = Maker(chance), Maker(chance, OTHER)
    for each in (maker, other):
        _fill(each, small=each is other)
    return maker.records | other.records


def _fill(make: Maker, small: bool) -> None:
    words = random_words.a_vocabulary(make)
    places = _places(make)
    sources = [make.add(Source, f"s{n}", title=f"Quelle {n}") for n in range(3)]
    actors = _actors(make, words, places, 5 if small else make.pick((4, 9, 14)))
    plans = _plans(make, places)
    measures = _measures(make, words, places, plans, 3 if small else 8)
    contacts = _contacts(make, words, places, actors)
    offers = _offers(make, words, places, measures, contacts, 3 if small else 9)
    _responsibilities(make, actors, measures + offers, sources)
    _doubles(make, actors, measures + offers)
    _groups(make, words, actors, places)
    for number in range(make.pick((1, 4, 12))):
        make.add(
            Inventory, f"v{number}", place=make.one(places, 0.9), date=make.vague(0.9),
            fields=make.some(words["field"], 2) if make.maybe(0.9) else (), target_groups=(
                make.some(words["target_group"], 2) if make.maybe(0.3) else ()
            ), by=make.one(actors, 0.5), plan=make.one(plans, 0.3),
        )  # fmt: skip
    events = random_office.an_office(make, words, places, actors, plans, measures, offers, contacts, sources)
    random_results.results(make, words, places, actors, plans, measures, offers, events)


def _places(make: Maker) -> list[Ref]:
    district = make.add(Place, "k", name="Kreis Muster", level=PlaceLevel.DISTRICT, ags="99001")
    towns = [
        make.add(Place, f"p{n}", name=f"Ort {n}", ags=f"9900100{n}", part_of=district) for n in range(3)
    ]  # fmt: skip
    quarter = make.add(Place, "q0", name="Dorf", level=PlaceLevel.QUARTER, part_of=towns[0])
    outside = make.add(Place, "x0", name="Anderswo", level=PlaceLevel.OUTSIDE)
    return [*towns, *towns, district, quarter, outside]


def _actors(make: Maker, words: dict[str, list[Ref]], places: list[Ref], number: int) -> list[Ref]:
    types = words["actor_type"][: make.pick((3, 9))]
    found = []
    for n in range(number):
        kinds = (types[n % len(types)],) if make.maybe(0.7) else make.some(types, 2)
        found.append(
            make.add(
                Actor, f"a{n}", name=f"Akteur {n}", type=kinds, places=make.some(places, 1),
                capacity_fte=make.pick((None, 0.0, 0.5, 1.0, 2.0)), cooperates=make.maybe(0.9),
                seats=make.pick((None, 5, 11)), ags="99001000" if n == 0 else None,
            )
        )  # fmt: skip
    return found


def _plans(make: Maker, places: list[Ref]) -> list[Ref]:
    old = make.add(
        Plan, "alt", title="Konzept 2016", place=make.one(places[6:7], 0.9), status=PlanStatus.SUPERSEDED,
        adopted_on=VagueDate.on(date(2016, 12, 12)),
    )  # fmt: skip
    new = make.add(
        Plan, "neu", title="Konzept 2025", place=make.one(places[6:7], 0.9), supersedes=old,
        status=make.pick((PlanStatus.ADOPTED, PlanStatus.ADOPTED, PlanStatus.DRAFT)),
        adopted_on=make.pick((VagueDate.on(date(2025, 2, 17)), VagueDate.on(date(2025, 7, 18)), None)),
    )  # fmt: skip
    return [old, new]


def _activity(make: Maker, words: dict[str, list[Ref]], places: list[Ref]) -> dict[str, Any]:
    return {
        "fields": make.some(words["field"], 2, 1 - make.maybe(0.1)), "places": make.some(places, 2, make.maybe(0.8)),
        "target_groups": make.some(words["target_group"], 3, 1 - make.maybe(0.1)),
        "start": make.vague(0.3), "end": make.vague(0.3),
        "status": make.pick((*MeasureStatus, *[MeasureStatus.IN_PROGRESS] * 6)),
        "reach": make.pick((None, None, None, *Reach)), "task": make.one(words["task"], 0.6),
    }  # fmt: skip


def _measures(make: Maker, words: dict[str, list[Ref]], places: list[Ref], plans: list[Ref], number: int) -> list[Ref]:
    funds = (None, *Known, Known.YES)
    return [
        make.add(
            Measure, f"m{n}", title=f"Maßnahme {n}", **_activity(make, words, places),
            plan=make.one(plans, 0.8), number=str(n), min_partners=make.pick((None, None, 1, 2, 3)),
            needs_extra_funds=make.pick(funds), own_resolution=make.pick((None, *Known)),
            confirmed_on=make.day(0.6), confirmed_by=(), report_months=make.pick((None, None, 3, 12)),
            origin=make.pick((None, "Integrationskonzept", "KIM-Projektgruppe")),
        )
        for n in range(number)
    ]  # fmt: skip


def _contacts(make: Maker, words: dict[str, list[Ref]], places: list[Ref], actors: list[Ref]) -> list[Ref]:
    return [
        make.add(
            Contact, f"c{n}", actor=make.one(actors, 0.95), role=make.one(words["contact_role"], 0.9),
            place=make.one(places, 0.6), email=f"c{n}@muster.example", **make.time(), verified_on=make.day(0.5),
            visibility=make.pick((Visibility.PUBLIC, Visibility.PUBLIC, Visibility.INTERNAL)),
        )
        for n in range(6)
    ]  # fmt: skip


def _offers(
    make: Maker, words: dict[str, list[Ref]], places: list[Ref], measures: list[Ref], contacts: list[Ref], number: int
) -> list[Ref]:
    found: list[Ref] = []
    for n in range(number):
        ref = make.add(
            Offer, f"o{n}", title=f"Angebot {n}", **_activity(make, words, places),
            part_of=make.one(measures, 0.3), follows=make.one(found, 0.3), contact=make.one(contacts, 0.6),
            published_in=make.pick(((), ("Integreat",), ("Website",), ("Website", "integreat"))),
            verified_on=make.day(0.8),
        )  # fmt: skip
        found.append(ref)
    return found


def _responsibilities(make: Maker, actors: list[Ref], targets: list[Ref], sources: list[Ref]) -> None:
    for n, target in enumerate(target for target in targets for _ in range(make.pick((0, 1, 1, 2)))):
        make.add(
            Responsibility, f"r{n}", source=make.pick(actors), target=target,
            role=make.pick((Role.LEAD, Role.LEAD, Role.SHARED, Role.SUPPORTING)),
            state=make.pick((ResponsibilityState.ACCEPTED, *ResponsibilityState)),
            state_since=make.day(0.8), confirmed_on=make.day(0.3), **make.time(),
            effort_fte=make.pick((None, 0.25, 0.5, 1.0)), stated_in=make.some(sources, 1),
        )  # fmt: skip
    for n in range(4):
        make.add(
            Contribution, f"b{n}", source=make.pick(actors), target=make.pick(targets)
        )  # fmt: skip


def _doubles(make: Maker, actors: list[Ref], activities: list[Ref]) -> None:
    """Some do what others do, in the same places for the same people."""
    for n in range(3):
        one, other = make.chance.sample(activities, 2)
        held = make.records[one]
        assert isinstance(held, Measure | Offer)
        names = ("fields", "places", "target_groups", "task")
        make.put(other, status=MeasureStatus.IN_PROGRESS, **{name: getattr(held, name) for name in names})
        make.put(one, status=MeasureStatus.IN_PROGRESS)
        for end in (one, other):
            state = ResponsibilityState.ACCEPTED
            make.add(Responsibility, f"rr{n}-{end}", source=make.pick(actors), target=end, state=state)


def _groups(make: Maker, words: dict[str, list[Ref]], actors: list[Ref], places: list[Ref]) -> None:
    for key, name in (("lg", "Lenkungsgruppe"), ("lk", "Lektorengruppe")):
        group = make.add(
            Group, key, name=name, chair=make.one(actors, 0.5), place=make.one(places, 0.5), **make.time(),
            fields=make.some(words["field"], 1),
        )  # fmt: skip
        for n, actor in enumerate(make.some(actors, 4)):
            make.add(Membership, f"z-{key}-{n}", source=actor, target=group, **make.time())
