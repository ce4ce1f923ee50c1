"""Where things are: names of places become records with their official key (AGS)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from graph import reference
from graph.language import Text
from graph.model import Actor, Place
from graph.model.states import PlaceLevel
from graph.text import fold
from importers import words
from importers.drafts import Draft, Link
from importers.intake import Intake
from importers.problems import Spot
from importers.sheets import Line

_AGS_IN_NOTE = re.compile(r"\bAGS:?\s*(\d{7,8})\b")
_TITLES = ("grosse kreisstadt", "kreisstadt", "hansestadt", "stadt", "gemeinde", "markt", "flecken", "samtgemeinde")


def own_key(intake: Intake, draft: Draft, line: Line) -> None:
    """The official key of a town hall, from its own column or a note such as “AGS 05974004”; mended if Excel cut it."""
    column = "ags" if line.text("ags") else "note"
    found = line.text("ags") or next(iter(_AGS_IN_NOTE.findall(line.text("note"))), "")
    if not found:
        return
    key = mended(found)
    if key is None:
        intake.refuse(line.spot(column), "NOT_AN_AGS", _NOT_AN_AGS.fill(value=found))
    elif key != found:
        intake.leave_out(line.spot(column), "AGS_MENDED", _MENDED.fill(key=key))
    draft.values["ags"] = key


def mended(text: str) -> str | None:
    """An official key: 8 digits, 5 for a district, with the leading zero that spreadsheets drop; None if it is none."""
    if not text.isascii() or not text.isdigit():
        return None
    return {8: text, 5: text, 7: f"0{text}", 4: f"0{text}"}.get(len(text))


def from_town_halls(intake: Intake) -> None:
    """The municipalities of a district that brings no places.csv: those whose town halls are among its actors."""
    if "places" in intake.tables or "actors" not in intake.tables:
        return
    halls = [draft for draft in intake.of_kind("Actor") if _is_town_hall(draft)]
    keyed = [hall for hall in halls if hall.values.get("ags")]
    district = _district_key(intake, [str(hall.values["ags"]) for hall in keyed])
    if district is not None and keyed:
        _take_district(intake, district, keyed[0])
    for hall in keyed:
        _take_municipality(intake, hall, str(hall.values["ags"]), district)
    for hall in halls:
        if hall not in keyed:
            _take_hall_without_key(intake, hall, district, outside=bool(keyed))


def _is_town_hall(draft: Draft) -> bool:
    return any(words.is_one_of("actors", "town_hall", link.key) for link in draft.links.get("type", ()))


def _district_key(intake: Intake, keys: Iterable[str]) -> str | None:
    """The district that most town halls lie in; else the one that an actor or the dataset is called after."""
    counted = Counter(key[:5] for key in keys)
    if counted:
        return counted.most_common(1)[0][0]
    called = {fold(str(draft.values.get("name"))) for draft in intake.of_kind("Actor")} | {fold(intake.dataset)}
    found = [key for key, district in reference.districts().items() if fold(district.name) in called]
    return found[0] if len(found) == 1 else None


def _take_district(intake: Intake, key: str, hall: Draft) -> None:
    known = reference.districts().get(key)
    named = [str(d.values["name"]) for d in intake.of_kind("Actor") if _is_district_administration(d)]
    name = known.name if known else min(named, key=len, default=key)
    _take(
        intake, key, hall, name=name, ags=key, level=PlaceLevel.DISTRICT, population=known.population if known else None
    )


def _is_district_administration(draft: Draft) -> bool:
    by_type = any(words.is_one_of("actors", "district", link.key) for link in draft.links.get("type", ()))
    return by_type and re.match(r"(?:Land)?[Kk]reis\b", str(draft.values.get("name"))) is not None


def _take_municipality(intake: Intake, hall: Draft, ags: str, district: str | None) -> None:
    known = reference.municipalities().get(ags)
    name = _place_word(hall) or (known.name if known else bare_name(str(hall.values["name"])))
    inside = district is not None and ags.startswith(district)
    draft = _take(
        intake, ags, hall,
        name=name,
        ags=ags,
        level=PlaceLevel.MUNICIPALITY if inside else PlaceLevel.OUTSIDE,
        population=known.population if known else None,
        lat=known.lat if known else None,
        lon=known.lon if known else None,
    )  # fmt: skip
    if draft and inside and district:
        draft.link("part_of", [Link.of(Place, "part_of", district, hall.spot)])
    if not hall.links.get("places"):
        hall.link("places", [Link.of(Actor, "places", name, hall.spot)])


def _take_hall_without_key(intake: Intake, hall: Draft, district: str | None, *, outside: bool) -> None:
    """A town hall without a key: of the district if it is listed there by name, else a town outside."""
    name = _place_word(hall) or bare_name(str(hall.values["name"]))
    if intake.named("Place", name):
        return
    known = [town for town in reference.municipalities_of(district or "") if fold(town.name) == fold(name)]
    if len(known) == 1:
        _take_municipality(intake, hall, known[0].ags, district)
    else:
        level = PlaceLevel.OUTSIDE if outside and hall.values.get("level") != "Gemeinde" else PlaceLevel.MUNICIPALITY
        _take(intake, name, hall, name=name, level=level)


def _place_word(hall: Draft) -> str:
    links = hall.links.get("places", ())
    return links[0].key if len(links) == 1 else ""


def _take(intake: Intake, key: str, hall: Draft, **values: object) -> Draft | None:
    if ("Place", key) in intake.drafts or _is_held_otherwise(intake, key, values.get("ags")):
        return None
    draft = Draft(Place, key, hall.spot, {**values, "invented": hall.values.get("invented", False)})
    draft.link("stated_in", hall.links.get("stated_in", ()))
    intake.take(draft)
    return draft


def _is_held_otherwise(intake: Intake, key: str, ags: object) -> bool:
    """Whether the store has the territory already under an id of its own, from a places.csv."""
    return ags is not None and any(
        isinstance(record, Place) and record.ags == ags and record.external_id != key for record in intake.held.values()
    )


def bare_name(name: str) -> str:
    """The name of a municipality without its title: “Gemeinde Ense” is Ense."""
    for title in _TITLES:
        first = " ".join(name.split()[: len(title.split())])
        if fold(first) == title and len(name.split()) > len(title.split()):
            return " ".join(name.split()[len(title.split()) :])
    return name


class Gazetteer:
    """Finds the place that a word means, among the dataset's places and, for towns outside, the reference data."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._tokens: list[tuple[tuple[str, ...], str]] = []
        self.knows_municipalities = False
        for external_id, name, level in _places(intake):
            self._add(external_id, name)
            self.knows_municipalities |= level is PlaceLevel.MUNICIPALITY

    def _add(self, external_id: str, name: str) -> None:
        for word in {name, bare_name(name)}:
            self._by_word[fold(word)].add(external_id)
        self._tokens.append((tuple(fold(bare_name(name)).split()), external_id))

    def find(self, word: str) -> str | None:
        """The external id: by id, by name, without the title (Stadt Soest), or by its first words (Langweid a.Lech)."""
        if self._intake.has("Place", word):
            return word
        for key in (fold(word), fold(bare_name(word))):
            if len(self._by_word.get(key, ())) == 1:
                return next(iter(self._by_word[key]))
        tokens = tuple(fold(bare_name(word)).split())
        starting = {place for held, place in self._tokens if tokens and held[: len(tokens)] == tokens}
        return starting.pop() if len(starting) == 1 else None

    def find_or_take(self, word: str, spot: Spot, *, invented: bool) -> str | None:
        """As `find`; and a word that names a town elsewhere, or any word where no municipality is known, is taken."""
        found = self.find(word)
        if found is not None:
            return found
        draft = self._elsewhere(word, spot) if self.knows_municipalities else self._new(word, spot)
        if draft is None:
            return None
        draft.values["invented"] = invented
        self._intake.take(draft)
        self._add(draft.external_id, str(draft.values["name"]))
        return draft.external_id

    def _elsewhere(self, word: str, spot: Spot) -> Draft | None:
        name = fold(bare_name(word))
        keys = {town.ags: town.name for town in reference.municipalities().values() if fold(town.name) == name}
        keys |= {f"{d.key}000": d.name for d in reference.districts().values() if d.is_city and fold(d.name) == name}
        if len(keys) != 1:
            return None
        ((ags, called),) = keys.items()
        return Draft(Place, ags, spot, {"name": called, "ags": ags, "level": PlaceLevel.OUTSIDE})

    def _new(self, word: str, spot: Spot) -> Draft:
        district = _district_key(self._intake, ())
        name = bare_name(word)
        for town in reference.municipalities_of(district or ""):
            if fold(town.name) == fold(name):
                values = {"ags": town.ags, "population": town.population, "lat": town.lat, "lon": town.lon}
                return Draft(Place, town.ags, spot, {"name": town.name, **values})
        return Draft(Place, name, spot, {"name": name, "level": PlaceLevel.MUNICIPALITY})


def _places(intake: Intake) -> Iterable[tuple[str, str, object]]:
    for draft in intake.of_kind("Place"):
        yield draft.external_id, str(draft.values["name"]), draft.values.get("level", PlaceLevel.MUNICIPALITY)
    for record in intake.held.values():
        if isinstance(record, Place) and ("Place", record.external_id) not in intake.drafts:
            yield record.external_id, record.name, record.level


_NOT_AN_AGS = Text(
    "„{value}“ ist kein Amtlicher Gemeindeschlüssel: er hat acht Ziffern, auch vorn die Null.",
    "“{value}” is no official municipality key: it has eight digits, the leading zero among them.",
)
_MENDED = Text(
    "Dem Schlüssel fehlte die führende Null; gelesen als {key}.", "The key lacked its leading zero; read as {key}."
)
