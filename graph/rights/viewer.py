"""Who asks: a role, and what of the graph it reaches over."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from graph.model import Ref
from graph.model.states import State, Visibility


class ViewerRole(State):
    """What somebody is in the district's work; decides the columns of the table of rights."""

    GUEST = "GUEST", "Gast", "guest"
    ACTOR = "ACTOR", "Akteur", "actor"
    MUNICIPALITY = "MUNICIPALITY", "Kommune", "municipality"
    COORDINATION = "COORDINATION", "Koordination", "coordination"
    ADVISER = "ADVISER", "Begleitung", "adviser"
    ADMINISTRATION = "ADMINISTRATION", "Administration", "administration"


class Grant(Enum):
    """What can be given to somebody on top of the role."""

    PAPERS = "non-public papers and decisions may be read"
    DIRECT = "own entries may be changed without release by the coordination"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads or writes: a role, and what of the graph it reaches over.

    `datasets` None means all; outside them the viewer is a guest. `actors` are those that somebody speaks for, `places`
    a municipality's territory; `ags` are official keys that `at_home` turns into places. `held` and `nearby` are what
    follows from actors and places in the graph at hand (their measures, contacts, quarters), worked out by `at_home`.

    `until` is the last day of the role: after it the viewer is a guest. `day` is the day on which they ask; nobody here
    looks at a clock. Without a day a role that ends is a guest's, and no consent is in force.
    """

    name: str
    role: ViewerRole = ViewerRole.GUEST
    datasets: frozenset[str] | None = None
    ags: frozenset[str] = frozenset()
    places: frozenset[Ref] = frozenset()
    actors: frozenset[Ref] = frozenset()
    grants: frozenset[Grant] = frozenset()
    until: date | None = None
    day: date | None = None
    held: frozenset[Ref] = frozenset()
    nearby: frozenset[Ref] = frozenset()

    def on(self, day: date) -> "Viewer":
        """The viewer as of a day: a guest where the role is over."""
        if self.role is ViewerRole.GUEST or (self.sees_everything and self.until is None):
            return self
        asking = replace(self, day=day)
        return asking if asking.acting_role is not ViewerRole.GUEST else GUEST

    @property
    def acting_role(self) -> ViewerRole:
        """The role that counts on `day`."""
        ended = self.until is not None and (self.day is None or self.day > self.until)
        return ViewerRole.GUEST if ended else self.role

    def role_in(self, dataset: str) -> ViewerRole:
        """The role that counts in a dataset: a guest's outside the scope."""
        inside = self.datasets is None or dataset in self.datasets
        return self.acting_role if inside else ViewerRole.GUEST

    @property
    def office(self) -> bool:
        """Whether notes, contacts and answers in surveys are open: the coordination alone."""
        return self.acting_role is ViewerRole.COORDINATION

    @property
    def sees_everything(self) -> bool:
        """Whether nothing is hidden from them, in any dataset."""
        return self.office and self.datasets is None

    @property
    def classes(self) -> frozenset[Visibility]:
        """The classes that are open to them in most kinds; `open_classes` says it of each."""
        from graph.rights.table import USUAL_CLASSES

        return USUAL_CLASSES[self.acting_role]


GUEST = Viewer("guest")
OFFICE = Viewer("coordination", ViewerRole.COORDINATION)


def by_class(viewer: Viewer) -> Viewer:
    """What everybody of the same role sees: without what is the viewer's own. Analyses are told by it."""
    if viewer.acting_role is ViewerRole.GUEST:
        return GUEST
    return Viewer(viewer.role.label.en, viewer.role, viewer.datasets)
