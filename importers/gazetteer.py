"""Where things are: the place that a word in a table means."""

from collections import defaultdict

from graph import reference
from graph.model import Place
from graph.model.states import PlaceLevel
from graph.text import fold
from importers.drafts import Draft, Link
from importers.intake import Intake
from importers.places import ASSUMED, bare_name, district_key, elsewhere, has_more
from importers.problems import Spot


class Gazetteer:
    """Finds the place that a word means, among the dataset's places and, for towns outside, the reference data.

    What a word means may not depend on the order of rows: the beginning of a name (Langweid for Langweid a.Lech) leads
    only to places that were there before any word was taken as one.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._beginnings: list[tuple[tuple[str, ...], str]] = []
        self._found: dict[str, str | None] = {}
        self.knows_municipalities = False
        keys: list[str] = []
        listed = 0
        for place in intake.known.all("Place"):
            name, level = str(place.values["name"]), place.values.get("level", PlaceLevel.MUNICIPALITY)
            self._add(place.external_id, name)
            self._by_word[fold(str(place.values.get("ags") or name))].add(place.external_id)
            if level is not PlaceLevel.OUTSIDE:
                self._beginnings.append((tuple(fold(bare_name(name)).split()), place.external_id))
            if level is PlaceLevel.MUNICIPALITY:
                listed += 1
                keys += [str(place.values["ags"])] if place.values.get("ags") is not None else []
        self.knows_municipalities = bool(keys)
        self._district = district_key(intake, keys)
        self._has_more = self._district is not None and has_more(self._district, listed)

    def _add(self, external_id: str, name: str) -> None:
        for word in {name, bare_name(name)}:
            self._by_word[fold(word)].add(external_id)

    def find(self, word: str) -> str | None:
        """The external id: by id, by name, without the title (Stadt Soest), or by its first words (Langweid a.Lech)."""
        if word not in self._found:
            self._found[word] = self._look_up(word)
        return self._found[word]

    def _look_up(self, word: str) -> str | None:
        if self._intake.known.has("Place", word):
            return word
        for key in (fold(word), fold(bare_name(word))):
            if len(self._by_word.get(key, ())) == 1:
                return next(iter(self._by_word[key]))
        tokens = tuple(fold(bare_name(word)).split())
        starting = {place for held, place in self._beginnings if tokens and held[: len(tokens)] == tokens}
        return starting.pop() if len(starting) == 1 else None

    def find_or_take(self, word: str, spot: Spot, *, invented: bool) -> str | None:
        """As `find`; and a word that names a town elsewhere, or any word where no municipality is known, is taken."""
        found = self.find(word)
        if found is not None:
            return found
        draft = self._new(word, spot)
        if draft is None:
            return None
        draft.values["invented"] = invented
        self._intake.take(draft)
        self._add(draft.external_id, str(draft.values["name"]))
        self._found.clear()
        return draft.external_id

    def _new(self, word: str, spot: Spot) -> Draft | None:
        name = bare_name(word)
        for town in reference.municipalities_of(self._district or ""):
            if fold(town.name) == fold(name) or town.ags == word:
                values = {"ags": town.ags, "population": town.population, "lat": town.lat, "lon": town.lon}
                return self._of_district(Draft(Place, town.ags, spot, {"name": town.name, **values}))
        municipality: dict[str, object] = {"name": name, "level": PlaceLevel.MUNICIPALITY}
        if not self.knows_municipalities:
            return Draft(Place, name, spot, municipality)
        keys = elsewhere(name)
        if len(keys) == 1:
            ((ags, called),) = keys.items()
            return Draft(Place, ags, spot, {"name": called, "ags": ags, "level": PlaceLevel.OUTSIDE})
        if keys or not self._has_more:
            return None
        self._intake.leave_out(spot.at(spot.column, word), "ASSUMED_MUNICIPALITY", ASSUMED.fill(name=name))
        return self._of_district(Draft(Place, name, spot, municipality))

    def _of_district(self, draft: Draft) -> Draft:
        """The place as part of the district, where that is among the places."""
        district = self._district or ""
        if self.knows_municipalities and self._intake.known.has("Place", district):
            draft.link("part_of", [Link.of(Place, "part_of", district, draft.spot)])
        return draft
