"""What every gap rule looks at: one dataset on one day, each part of it worked out once and only when asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from graph.coverage.coverage import coverage
from graph.coverage.cube import Cube
from graph.language import Text
from graph.model import Actor, Duty, Measure, Offer, Place, Ref, Responsibility
from graph.network.district import District
from graph.network.network import Network, networks
from graph.network.waves import Wave, newest_wave
from graph.office.coordination import centres
from graph.picture import View
from graph.schema import label_of
from graph.scope import Scope
from graph.settings import Settings
from graph.validity import answers_for, is_active, is_open


class Situation:
    """A dataset on a day, as gap rules ask for it."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self.view = view
        self.dataset = dataset
        self.on = on
        self._members: dict[Scope, frozenset[Ref]] = {}

    @cached_property
    def settings(self) -> Settings:
        """The thresholds that hold here: `situation.settings[THRESHOLD]`."""
        return Settings(self.view, self.dataset)

    @cached_property
    def district(self) -> District:
        """The actors and what joins them."""
        return District(self.view, self.dataset, self.on)

    @cached_property
    def cube(self) -> Cube:
        """The coverage cube, district-wide measures counted."""
        return coverage(self.view, self.dataset, self.on)

    @cached_property
    def network(self) -> Network:
        """The network of everybody who can cooperate."""
        return networks(self.view, self.dataset, self.on).of(Scope(self.dataset))

    @cached_property
    def wave(self) -> Wave | None:
        """The newest survey."""
        return newest_wave(self.view, self.dataset, self.on)

    def members(self, scope: Scope) -> frozenset[Ref]:
        """The actors that belong to the network of a scope."""
        if scope not in self._members:
            self._members[scope] = frozenset(actor.id for actor in self.district.members(scope))
        return self._members[scope]

    @cached_property
    def entrusted(self) -> tuple[Measure | Offer | Duty, ...]:
        """What somebody has to answer for: the open measures, the active offers and all duties."""
        view, dataset, on = self.view, self.dataset, self.on
        measures = (measure for measure in view.all(Measure, dataset) if is_open(measure, on))
        offers = (offer for offer in view.all(Offer, dataset) if is_active(offer, on))
        return (*measures, *offers, *view.all(Duty, dataset))

    def answering(self, target: Ref) -> Sequence[Responsibility]:
        """The lead and shared responsibilities for it, neither declined nor ended."""
        return self._answering.get(target, ())

    def named(self, target: Ref) -> Sequence[Responsibility]:
        """Every responsibility for it that was ever recorded."""
        return self._named.get(target, ())

    def names(self, refs: Iterable[Ref]) -> list[str]:
        """What people recognise the records by, in the order of the ids."""
        return [label_of(record) for ref in refs if (record := self.view.get(ref)) is not None]

    def name(self, ref: Ref | None) -> str:
        """What people recognise the record by, or nothing."""
        return "".join(self.names([ref] if ref else []))

    def town_hall(self, place: Ref) -> str:
        """The town hall of a place, by its official key, else the place itself."""
        record = self.view.one(Place, place)
        halls = (a for a in self.view.referring(place, Actor, "places") if record and a.ags and a.ags == record.ags)
        return next((hall.name for hall in halls), self.name(place))

    @cached_property
    def coordination(self) -> Text:
        """Who follows up, as the beginning of a sentence."""
        if self.coordinating:
            return Text("Das KI", "The integration centre")
        return Text("Die Koordination", "The coordinating office")

    @cached_property
    def coordinating(self) -> frozenset[Ref]:
        """The actors that are the coordination themselves: it need not ask itself."""
        return centres(self.view, self.dataset)

    @cached_property
    def _named(self) -> dict[Ref, list[Responsibility]]:
        found: dict[Ref, list[Responsibility]] = defaultdict(list)
        for responsibility in self.view.all(Responsibility, self.dataset):
            found[responsibility.target].append(responsibility)
        return found

    @cached_property
    def _answering(self) -> dict[Ref, list[Responsibility]]:
        return {target: [r for r in named if answers_for(r, self.on)] for target, named in self._named.items()}
