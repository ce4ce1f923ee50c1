"""`--complete`: the rows are all there is. That is an inventory, and what is no longer listed can be told."""

from collections.abc import Iterator, Mapping

from graph.dates import VagueDate
from graph.language import Text
from graph.model import Inventory, Record, Ref
from graph.model.states import PlaceLevel
from importers.drafts import Draft, Link
from importers.intake import Intake
from importers.missing_rows import Missing, missing_rows
from importers.problems import LeftOut, Spot
from importers.sheets import kinds_of

_LISTS = frozenset({"measures", "offers"})
_SPOT = Spot("--complete")


def take_inventories(intake: Intake) -> None:
    """An inventory of each plan that the import brings; and, where it lists measures or offers, of each municipality.

    The fields of a municipality's inventory are the main fields, or all those without a broader one. A list with a
    refused row is not all there is: the place of that row has no inventory, nor has a plan, which speaks of all places;
    and if nobody can tell its place, there is none at all. To be called when all references are settled.
    """
    missing = missing_rows(intake, _LISTS)
    _tell(intake, missing)
    if missing.is_nothing:
        for plan in list(intake.of_kind("Plan")):
            _take(intake, plan.external_id).link("plan", [Link.of(Inventory, "plan", plan.external_id, _SPOT)])
    fields = _main_fields(intake)
    if not fields or not intake.tables & _LISTS or missing.anywhere is not None:
        return
    for place in list(intake.known.all("Place")):
        is_municipality = place.values.get("level", PlaceLevel.MUNICIPALITY) is PlaceLevel.MUNICIPALITY
        if is_municipality and place.external_id not in missing.places:
            draft = _take(intake, place.external_id)
            draft.link("place", [Link.of(Inventory, "place", place.external_id, _SPOT)])
            draft.link("fields", [Link.of(Inventory, "fields", field, _SPOT, ("Term",)) for field in fields])


def _tell(intake: Intake, missing: Missing) -> None:
    if missing.anywhere is not None:
        intake.leave_out(missing.anywhere, "NO_INVENTORY", _NO_INVENTORY)
        return
    for place, spot in missing.places.items():
        name = intake.known.title("Place", place)
        intake.leave_out(spot, "NO_INVENTORY", _NO_INVENTORY_THERE.fill(place=name))


def _take(intake: Intake, about: str) -> Draft:
    day = VagueDate.on(intake.now.date())
    draft = Draft(Inventory, f"complete|{about}|{day.text}", _SPOT, {"date": day})
    intake.take(draft)
    return draft


def _main_fields(intake: Intake) -> list[str]:
    terms = [draft for draft in intake.known.all("Term") if draft.values.get("scheme") == "field"]
    main = [draft for draft in terms if draft.values.get("main")]
    top = main or [draft for draft in terms if not draft.links.get("broader")]
    return sorted(draft.external_id for draft in top)


def no_longer_listed(intake: Intake, built: Mapping[Ref, Record]) -> Iterator[LeftOut]:
    """Records of the tables in this import that the store has and the files no longer list. They are not deleted."""
    kinds = {kind for table in intake.tables for kind in kinds_of(table)}
    for ref, record in intake.held.items():
        if type(record) in kinds and ref not in built and not record.external_id.startswith("complete|"):
            kind = type(record).meta.label
            yield LeftOut(Spot(_SPOT.file, value=record.external_id), "NO_LONGER_LISTED", _NO_LONGER.fill(kind=kind))


_NO_LONGER = Text(
    "{kind}: steht im Bestand, aber nicht mehr in der Datei; nicht gelöscht.",
    "{kind}: is held, but no longer in the file; not deleted.",
)
_NO_INVENTORY = Text(
    "Die Liste ist nicht vollständig: Für diese Zeile lässt sich der Ort nicht feststellen. Darum ist für keine "
    "Kommune und kein Konzept eine Bestandsaufnahme vermerkt.",
    "The list is not complete: the place of this row can't be told. So no inventory is recorded for any municipality "
    "or plan.",
)
_NO_INVENTORY_THERE = Text(
    "Die Liste ist nicht vollständig: Diese Zeile fehlt. Darum ist für {place} und für Konzepte keine "
    "Bestandsaufnahme vermerkt.",
    "The list is not complete: this row is missing. So no inventory is recorded for {place}, nor for plans.",
)
