"""Whether somebody listed what there is: without that, nobody knows that something is missing."""

from collections.abc import Iterable
from datetime import date

from graph.model import Inventory, Ref
from graph.picture import View
from graph.rollup import upwards
from graph.validity import inventory_holds


class Inventories:
    """The inventories of a dataset that had been taken by a day, of everything there is and not of one plan only."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self._view = view
        self._held = [i for i in view.all(Inventory, dataset) if i.plan is None and inventory_holds(i, on)]

    @property
    def none(self) -> bool:
        """Whether nobody has ever looked anywhere."""
        return not self._held

    def at(self, place: Ref) -> tuple[Inventory, ...]:
        """Those that tell of anything in a place."""
        places = upwards(self._view, place)
        return tuple(inventory for inventory in self._held if inventory.place is None or inventory.place in places)

    def of(self, field: Ref, place: Ref, target_group: Ref | None = None) -> tuple[Inventory, ...]:
        """Those that tell of a field and place, and of a target group: who listed a main field listed its sub-fields.

        Without a target group only those of all target groups tell.
        """
        fields, places = upwards(self._view, field), upwards(self._view, place)
        groups = upwards(self._view, target_group) if target_group is not None else ()
        return tuple(
            inventory
            for inventory in self._held
            if (not inventory.fields or not set(fields).isdisjoint(inventory.fields))
            and (inventory.place is None or inventory.place in places)
            and (not inventory.target_groups or not set(groups).isdisjoint(inventory.target_groups))
        )


def newest(inventories: Iterable[Inventory]) -> date | None:
    """The newest day on which somebody looked."""
    return max((i.date.latest for i in inventories if i.date is not None and i.date.latest is not None), default=None)
