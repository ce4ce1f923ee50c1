"""How a district starts: its places, its usual bodies and the shipped vocabularies, from the reference data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph.changes import Put, Transaction
from graph.errors import WrongUse
from graph.language import Language, Text
from graph.model import Actor, Place, Record, Ref, global_id
from graph.model.states import PlaceLevel
from graph.reference import District, Municipality, districts, municipalities_of
from graph.store import Store
from graph.text import slug
from graph.vocabulary import entries, standard_terms

_KEY = re.compile(r"(0[1-9]|1[0-6])\d{3}")
_BODIES = (
    ("kreistag", "Kreistag", "politisches-gremium"),
    ("kreisausschuss", "Kreisausschuss", "politisches-gremium"),
    ("kreisverwaltung", "Kreisverwaltung", "kreisverwaltung"),
    ("ki", "Kommunales Integrationszentrum", "kommunales-integrationszentrum"),
    ("lenkungsgruppe", "Lenkungsgruppe", "steuerungsgremium"),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an empty district was given."""

    dataset: str
    places: int
    actors: int
    terms: int
    sentence: Text

    def as_dict(self, language: Language) -> dict[str, Any]:
        """For `init --json`."""
        counts = {"places": self.places, "actors": self.actors, "terms": self.terms}
        return {"dataset": self.dataset, **counts, "message": self.sentence.in_(language)}


def begin(store: Store, key: str, *, dataset: str | None, author: str, now: datetime) -> Beginning:
    """Start a dataset for the district of that key (five digits, text). Raises WrongUse if it can't be started."""
    district = districts().get(key) or _nameless(key)
    name = dataset or slug(district.name)
    if name in store.datasets():
        raise WrongUse(
            Text(
                f"Den Datensatz „{name}“ gibt es schon; er bleibt, wie er ist.",
                f"The dataset “{name}” exists already; it stays as it is.",
            )
        )
    towns = municipalities_of(key)
    places = [_district_place(name, district), *(_place(name, town) for town in towns)]
    terms = standard_terms(name)
    actors = [*(_town_hall(name, town) for town in towns), *_bodies(name, key)]
    records: list[Record] = [*places, *terms, *actors]
    reason = f"init {key}"
    store.commit(Transaction(tuple(Put(record) for record in records), author=author, reason=reason, at=now))
    return Beginning(name, len(places), len(actors), len(terms), _sentence(name, district.name, len(towns)))


def _sentence(dataset: str, district: str, towns: int) -> Text:
    if towns:
        return Text(
            f"„{dataset}“ ist angelegt: {district} mit {towns} Kommunen, Gremien und Vokabularen.",
            f"“{dataset}” is started: {district} with {towns} municipalities, bodies and vocabularies.",
        )
    return Text(
        f"„{dataset}“ ist angelegt: {district} mit Gremien und Vokabularen. Die Kommunen stehen nicht in den "
        "mitgelieferten Daten; bitte eine places.csv mit AGS und Namen einlesen.",
        f"“{dataset}” is started: {district} with bodies and vocabularies. Its municipalities are not in the shipped "
        "data; please import a places.csv with official keys and names.",
    )


def _nameless(key: str) -> District:
    """The district of a key that the shipped data do not hold, named after its key."""
    if not _KEY.fullmatch(key):
        raise WrongUse(
            Text(
                f"„{key}“ ist kein Kreisschlüssel. Er hat fünf Ziffern, auch vorn die Null, etwa 05754 für den Kreis "
                "Gütersloh.",
                f"“{key}” is no district key. It has five digits with the leading zero, such as 05754 for Kreis "
                "Gütersloh.",
            )
        )
    return District(key, f"Kreis {key}", None, is_city=False)


def _district_place(dataset: str, district: District) -> Place:
    return Place(
        id=global_id(dataset, "Place", district.key),
        dataset=dataset,
        external_id=district.key,
        name=district.name,
        ags=district.key,
        level=PlaceLevel.DISTRICT,
        population=district.population,
    )


def _place(dataset: str, town: Municipality) -> Place:
    return Place(
        id=global_id(dataset, "Place", town.ags),
        dataset=dataset,
        external_id=town.ags,
        name=town.name,
        ags=town.ags,
        part_of=global_id(dataset, "Place", town.district),
        population=town.population,
        lat=town.lat,
        lon=town.lon,
    )


def _town_hall(dataset: str, town: Municipality) -> Actor:
    name = f"{'Stadt' if town.is_town else 'Gemeinde'} {town.name}"
    return _actor(dataset, f"k-{town.ags}", name, "kommune", town.ags, ags=town.ags)


def _bodies(dataset: str, key: str) -> Iterator[Actor]:

    cooperating = {entry.id: entry.cooperates for entry in entries("actor_type")}
    for external_id, name, kind in _BODIES:
        yield _actor(dataset, external_id, name, kind, key, cooperates=cooperating[kind])


def _actor(
    dataset: str, external_id: str, name: str, kind: str, place: str, *, ags: str | None = None, cooperates: bool = True
) -> Actor:
    types: tuple[Ref, ...] = (global_id(dataset, "Term", f"actor_type:{kind}"),)
    return Actor(
        id=global_id(dataset, "Actor", external_id),
        dataset=dataset,
        external_id=external_id,
        name=name,
        type=types,
        places=(global_id(dataset, "Place", place),),
        ags=ags,
        cooperates=cooperates,
    )
