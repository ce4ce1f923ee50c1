"""`--complete`: the rows are all there is. That is an inventory, and what is no longer listed can be told."""

from collections.abc import Iterator, Mapping

from graph.dates import VagueDate
from graph.language import Text
from graph.model import Inventory, Record, Ref
from graph.model.states import PlaceLevel
from importers.drafts import Draft, Link
from importers.intake import Intake
from importers.problems import LeftOut, Spot
from importers.sheets import kinds_of

_LISTS = frozenset({"measures", "offers"})
_SPOT = Spot("--complete")


def take_inventories(intake: Intake) -> None:
    """An inventory of each plan that the import brings; and, where it lists measures or offers, of each municipality.

    The fields of a municipality's inventory are the main fields, or all those without a broader one. To be called when
    all references are settled.
    """
    for plan in list(intake.of_kind("Plan")):
        _take(intake, plan.external_id).link("plan", [Link.of(Inventory, "plan", plan.external_id, _SPOT)])
    fields = _main_fields(intake)
    if not fields or not intake.tables & _LISTS:
        return
    for place in list(intake.known.all("Place")):
        if place.values.get("level", PlaceLevel.MUNICIPALITY) is PlaceLevel.MUNICIPALITY:
            draft = _take(intake, place.external_id)
            draft.link("place", [Link.of(Inventory, "place", place.external_id, _SPOT)])
            draft.link("fields", [Link.of(Inventory, "fields", field, _SPOT, ("Term",)) for field in fields])


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
