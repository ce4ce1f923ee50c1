"""Tells the profile of networks in lines, and holds them to what they were earlier."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from graph.language import Text
from graph.metric import Metric
from graph.model import Survey
from graph.network.network import Network, Networks, networks
from graph.network.waves import newest_wave, wave_before, wave_of
from graph.phrases import day
from graph.picture import View
from graph.profile.change import CHANGE
from graph.profile.cohesion import COHESION
from graph.profile.delivery import DELIVERY
from graph.profile.dependence import DEPENDENCE
from graph.profile.inclusion import INCLUSION
from graph.profile.line import Line
from graph.profile.quality import QUALITY
from graph.profile.sight import Before, Sight
from graph.profile.steering import STEERING
from graph.profile.words import quoted
from graph.progress import going_through
from graph.scope import COOPERATION, Scope

_LINES = Text("Sätze", "Sentences")

CONCEPTS = (COHESION, STEERING, INCLUSION, QUALITY, DEPENDENCE, DELIVERY, CHANGE)
"""The lines in the order in which they are told."""


class Teller:
    """Tells the networks of a dataset on a day; what they share of the past is read once.

    They are held to the same networks on the day `since`; without it, two surveys are held to each other: the newest
    one that was over by the day, or `survey`, and the one before. Without `answers` no survey is looked at.
    """

    def __init__(
        self,
        view: View,
        dataset: str,
        on: date,
        *,
        survey: Survey | None = None,
        since: date | None = None,
        answers: bool = True,
    ) -> None:
        self._answers = answers
        self._taken: Callable[[], Networks] = lambda: networks(view, dataset, on, survey)
        self._all: dict[str, Sight] = {}
        self._basis: Text | None = None
        self._later: Networks | None = None
        if since is not None:
            self._earlier, self._basis = networks(view, dataset, since), day(since)
            return
        wave = wave_of(view, survey, on) if survey is not None else newest_wave(view, dataset, on)
        before = wave_before(view, wave, on) if wave is not None and answers else None
        if wave is not None and before is not None:
            self._basis = quoted(before.survey.title)
            self._earlier = networks(view, dataset, on, before.survey)
            self._later = networks(view, dataset, on, wave.survey)

    def lines(self, network: Network, measured: Iterable[Metric] = ()) -> tuple[Line, ...]:
        """The profile of a network; `measured` are measures of it that are worked out already."""
        sight = self._sight(network, measured)
        sight.before = self._before(sight)
        sight.all = self._beside(network)
        return tuple(concept.of(sight) for concept in going_through(CONCEPTS, _LINES))

    def _sight(self, network: Network, measured: Iterable[Metric] = ()) -> Sight:
        if self._answers:
            return Sight(network, measured)
        return Sight(replace(network, wave=None, _kept={}), answers=False)

    def _beside(self, network: Network) -> Sight | None:
        """All actors on the layer of a network; None where it is not a part of them."""
        layer = network.scope.layer
        whole = Scope(network.scope.dataset, layer=layer)
        if network.scope == whole or network.district is None:
            return None
        if layer not in self._all:
            self._all[layer] = self._sight(self._taken().of(whole))
        found = self._all[layer]
        return found if found.network.n > network.n else None

    def _before(self, sight: Sight) -> Before | None:
        scope = sight.network.scope
        if self._basis is None:
            return None
        if self._later is not None and scope.layer != COOPERATION:
            return None
        earlier = self._earlier.of(scope)
        later = sight if self._later is None else Sight(self._later.of(scope))
        both = len(set(earlier.ids) & set(later.network.ids))
        return Before(self._basis, Sight(earlier), later, both)
