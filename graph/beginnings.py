"""How a district starts: its places, its usual bodies and the shipped vocabularies, from the reference data."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from graph.changes import Put, Transaction
from graph.errors import WrongUse
from graph.language import Text
from graph.model import Actor, Place, Record, Ref, global_id
from graph.model.states import PlaceLevel
from graph.store import Store
from graph.text import fold, slug
from graph.vocabulary import entries, standard_terms

_MUNICIPALITIES = ("municipalities.csv", "municipalities_landkreis_augsburg.csv")
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

    def as_dict(self) -> dict[str, Any]:
        """For `init --json`."""
        return {"dataset": self.dataset, "places": self.places, "actors": self.actors, "terms": self.terms}


def begin(store: Store, key: str, *, dataset: str | None, author: str, now: datetime) -> Beginning:
    """Start a dataset for the district of that key (five digits, text). Raises WrongUse if it can't be started."""
    municipalities = [row for name in _MUNICIPALITIES for row in _reference(name) if row["kreis_key"] == key]
    district = _district_name(key, municipalities)
    name = dataset or slug(district)
    if name in store.datasets():
        raise WrongUse(
            Text(
                f"Den Datensatz „{name}“ gibt es schon; er bleibt, wie er ist.",
                f"The dataset “{name}” exists already; it stays as it is.",
            )
        )
    places = [_district_place(name, key, district), *(_place(name, key, row) for row in municipalities)]
    terms = standard_terms(name)
    actors = [*_town_halls(name, municipalities), *_bodies(name, key)]
    records: list[Record] = [*places, *terms, *actors]
    reason = f"init {key}"
    store.commit(Transaction(tuple(Put(record) for record in records), author=author, reason=reason, at=now))
    return Beginning(name, len(places), len(actors), len(terms), _sentence(name, district, len(municipalities)))


def _sentence(dataset: str, district: str, municipalities: int) -> Text:
    if municipalities:
        return Text(
            f"„{dataset}“ ist angelegt: {district} mit {municipalities} Kommunen, Gremien und Vokabularen.",
            f"“{dataset}” is started: {district} with {municipalities} municipalities, bodies and vocabularies.",
        )
    return Text(
        f"„{dataset}“ ist angelegt: {district} mit Gremien und Vokabularen. Die Kommunen stehen nicht in den "
        "mitgelieferten Daten; bitte eine places.csv mit AGS und Namen einlesen.",
        f"“{dataset}” is started: {district} with bodies and vocabularies. Its municipalities are not in the shipped "
        "data; please import a places.csv with official keys and names.",
    )


def _district_name(key: str, municipalities: list[dict[str, str]]) -> str:
    if municipalities:
        return municipalities[0]["kreis"]
    for row in _reference("nrw_kreise.csv"):
        if row["key"] == key:
            return row["name"]
    raise WrongUse(
        Text(
            f"Den Kreisschlüssel „{key}“ kennen die mitgelieferten Daten nicht. Er hat fünf Ziffern, auch vorn die "
            "Null, etwa 05754 für den Kreis Gütersloh.",
            f"The shipped data do not know the district key “{key}”. It has five digits with the leading zero, such "
            "as 05754 for Kreis Gütersloh.",
        )
    )


def _reference(name: str) -> Iterator[dict[str, str]]:
    text = (files("graph") / "reference" / name).read_text("utf-8-sig")
    return iter(csv.DictReader(text.splitlines()))


def _district_place(dataset: str, key: str, name: str) -> Place:
    return Place(
        id=global_id(dataset, "Place", key),
        dataset=dataset,
        external_id=key,
        name=name,
        ags=key,
        level=PlaceLevel.DISTRICT,
    )


def _place(dataset: str, key: str, row: dict[str, str]) -> Place:
    return Place(
        id=global_id(dataset, "Place", row["ags"]),
        dataset=dataset,
        external_id=row["ags"],
        name=row["name"],
        ags=row["ags"],
        part_of=global_id(dataset, "Place", key),
        population=int(row["population"]) if row["population"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
    )


def _town_halls(dataset: str, municipalities: list[dict[str, str]]) -> Iterator[Actor]:
    for row in municipalities:
        title = "Stadt" if "stadt" in fold(row["type"]) else "Gemeinde"
        yield _actor(dataset, f"k-{row['ags']}", f"{title} {row['name']}", "kommune", row["ags"], ags=row["ags"])


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
