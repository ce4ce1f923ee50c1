"""Which places a district has: those of places.csv, else those whose town halls are among its actors."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from graph import reference
from graph.language import Text
from graph.model import Actor, Place
from graph.model.states import PlaceLevel
from graph.text import fold
from importers import words
from importers.drafts import Draft, Link
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.sheets import Line

# “AGS 05974004”, “AGS=05974004”, “AGS: 05 9 74 004”; digits of another length are a key that somebody got wrong.
_AGS_IN_NOTE = re.compile(r"\bAGS\b[\s:=.]*((?:\d ?){7}\d(?!\d)|\d{7}(?!\d)|\d+)")
_LANDS = frozenset({*(f"{number:02}" for number in range(1, 17)), "99"})  # 99 is that of invented districts
_AGS_DIGITS = 8
_OFFICES = re.compile(r"^(?:Landratsamt|Kreisverwaltung|Verwaltung des|Landrat des)\s+")
_TITLES = ("grosse kreisstadt", "kreisstadt", "hansestadt", "stadt", "gemeinde", "markt", "flecken", "samtgemeinde")


def place(intake: Intake, line: Line) -> None:
    """A row of places.csv, with its key mended if a spreadsheet cut it."""
    key = external_id(intake, line, Place)
    draft = fill(intake, Place, line, key) if key is not None else None
    if draft is not None:
        own_key(intake, draft, line)
        keep_rest(draft, line)
        intake.take(draft)


def own_key(intake: Intake, draft: Draft, line: Line) -> None:
    """The official key of a town hall, from its own column or a note such as “AGS 05974004”; mended if Excel cut it."""
    column = "ags" if line.text("ags") else "note"
    found = _written_key(line)
    may_be_other = column == "note" and draft.kind is Actor and not _is_town_hall(draft)
    if not found or (may_be_other and len(found) not in (_AGS_DIGITS - 1, _AGS_DIGITS)):
        return
    key = mended(found)
    if key is not None and key != found and not _fits(intake, key, line):
        key = None
    if key is None:
        intake.refuse(line.spot(column), "NOT_AN_AGS", _NOT_AN_AGS.fill(value=found))
    elif key != found:
        intake.leave_out(line.spot(column), "AGS_MENDED", _MENDED.fill(key=key))
    draft.values["ags"] = key


def _written_key(line: Line) -> str:
    """The digits of the key without what stands around or between them; else the cell of the column as it is."""
    own = line.text("ags")
    found = _AGS_IN_NOTE.search(own or line.text("note"))
    written = found[1] if found else own
    return plain if (plain := written.replace(" ", "")).isdecimal() else written


def mended(text: str) -> str | None:
    """An official key: 8 digits, 5 for a district, with the leading zero that spreadsheets drop; None if it is none."""
    if not text.isascii() or not text.isdigit():
        return None
    key = {8: text, 5: text, 7: f"0{text}", 4: f"0{text}"}.get(len(text))
    return key if key is not None and (key == text or key[:2] in _LANDS) else None


def _fits(intake: Intake, key: str, line: Line) -> bool:
    """Whether a mended key lies in a district of the keys that stand whole in the same table, if there are any."""
    table = line.sheet.table
    if table.spot() not in intake.districts:
        written = (_written_key(replace(line, row=row)) for row in table.rows)
        whole = (other for other in written if len(other) == _AGS_DIGITS and other.isdecimal())
        intake.districts[table.spot()] = frozenset(other[:5] for other in whole)
    districts = intake.districts[table.spot()]
    return not districts or key[:5] in districts


def from_town_halls(intake: Intake) -> None:
    """The municipalities of a district that brings no places.csv: those whose town halls are among its actors."""
    if "places" in intake.tables or "actors" not in intake.tables:
        return
    taken = [draft for draft in intake.of_kind("Actor") if not intake.is_refused(draft.spot)]
    halls = [draft for draft in taken if draft.values.get("ags") or _is_town_hall(draft)]
    keyed = [hall for hall in halls if len(str(hall.values.get("ags") or "")) == _AGS_DIGITS]
    district = district_key(intake, [str(hall.values["ags"]) for hall in keyed])
    if district is not None and keyed:
        _take_district(intake, district, keyed[0])
    for hall in keyed:
        _take_municipality(intake, hall, str(hall.values["ags"]), district)
    for hall in halls:
        if not hall.values.get("ags"):
            _take_hall_without_key(intake, hall, district, [str(other.values["ags"]) for other in keyed])


def _is_town_hall(draft: Draft) -> bool:
    return any(words.is_one_of("actors", "town_hall", link.key) for link in draft.links.get("type", ()))


def district_key(intake: Intake, keys: Iterable[str] = ()) -> str | None:
    """The district that most town halls lie in; else the one that an actor or the dataset is called after."""
    counted = Counter(key[:5] for key in keys)
    if counted:
        return counted.most_common(1)[0][0]
    called = {fold(str(draft.values.get("name"))) for draft in intake.of_kind("Actor")} | {fold(intake.dataset)}
    found = [key for key, district in reference.districts().items() if fold(district.name) in called]
    return found[0] if len(found) == 1 else None


def _take_district(intake: Intake, key: str, hall: Draft) -> None:
    known = reference.districts().get(key)
    named = [_OFFICES.sub("", str(d.values["name"])) for d in intake.of_kind("Actor") if _is_district_administration(d)]
    name = known.name if known else min(named, key=len, default=intake.dataset)
    _take(
        intake, key, hall, name=name, ags=key, level=PlaceLevel.DISTRICT, population=known.population if known else None
    )


def _is_district_administration(draft: Draft) -> bool:
    by_type = any(words.is_one_of("actors", "district", link.key) for link in draft.links.get("type", ()))
    return by_type and "kreis" in str(draft.values.get("name")).casefold()


def _take_municipality(intake: Intake, hall: Draft, ags: str, district: str | None) -> None:
    known = reference.municipalities().get(ags)
    name = _place_word(hall) or (known.name if known else bare_name(str(hall.values["name"])))
    inside = district is not None and ags.startswith(district)
    draft = _take(
        intake, _held_without_key(intake, name) or ags, hall,
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


def _take_hall_without_key(intake: Intake, hall: Draft, district: str | None, keys: list[str]) -> None:
    """A town hall without a key: of the district unless the reference, or a full list of the others, says otherwise."""
    name = _place_word(hall) or bare_name(str(hall.values["name"]))
    if intake.known.named("Place", name):
        return
    known = [town for town in reference.municipalities_of(district or "") if fold(town.name) == fold(name)]
    if len(known) == 1:
        _take_municipality(intake, hall, known[0].ags, district)
        return
    listed = sum(key.startswith(district or "") for key in keys)
    is_inside = not keys or hall.values.get("level") == "Gemeinde"
    if not is_inside and district is not None and has_more(district, listed) and not elsewhere(name):
        is_inside = True
        intake.leave_out(hall.spot, "ASSUMED_MUNICIPALITY", ASSUMED.fill(name=name))
    _take(intake, name, hall, name=name, level=PlaceLevel.MUNICIPALITY if is_inside else PlaceLevel.OUTSIDE)


def has_more(district: str, listed: int) -> bool:
    """Whether a district may have municipalities that neither the reference nor a list of that many names."""
    if reference.municipalities_of(district):
        return False
    known = reference.districts().get(district)
    return known is None or known.municipality_count is None or known.municipality_count > listed


def elsewhere(name: str) -> dict[str, str]:
    """Official key → name of the municipalities and cities in the reference that are called so."""
    key = fold(bare_name(name))
    found = {town.ags: town.name for town in reference.municipalities().values() if fold(town.name) == key}
    return found | {f"{d.key}000": d.name for d in reference.districts().values() if d.is_city and fold(d.name) == key}


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
        place.values.get("ags") == ags and place.external_id != key for place in intake.known.all("Place")
    )


def _held_without_key(intake: Intake, name: str) -> str | None:
    """The municipality that an earlier import knew by its name only."""
    found = [intake.known.get("Place", place) for place in intake.known.named("Place", name)]
    unkeyed = [p for p in found if p is not None and p.values.get("ags") is None]
    is_one = len(unkeyed) == 1 and unkeyed[0].values.get("level") is PlaceLevel.MUNICIPALITY
    return unkeyed[0].external_id if is_one else None


def bare_name(name: str) -> str:
    """The name of a municipality without its title: “Gemeinde Ense” is Ense."""
    for title in _TITLES:
        first = " ".join(name.split()[: len(title.split())])
        if fold(first) == title and len(name.split()) > len(title.split()):
            return " ".join(name.split()[len(title.split()) :])
    return name


_NOT_AN_AGS = Text(
    "„{value}“ ist kein Amtlicher Gemeindeschlüssel: er hat acht Ziffern, auch vorn die Null.",
    "“{value}” is no official municipality key: it has eight digits, the leading zero among them.",
)
ASSUMED = Text(
    "„{name}“ gilt als Kommune des Kreises, ohne Gemeindeschlüssel. Liegt der Ort anderswo oder ist der Name falsch, "
    "berichtigen Sie die Zeile.",
    "“{name}” is taken for a municipality of the district, without an official key. If it lies elsewhere or the name "
    "is wrong, correct the row.",
)
_MENDED = Text(
    "Dem Schlüssel fehlte die führende Null; gelesen als {key}.", "The key lacked its leading zero; read as {key}."
)
