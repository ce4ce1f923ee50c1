"""What every part of a report or map asks: one dataset on one day, as one viewer sees it, in one language."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from graph.audience import Audience
from graph.coverage.cube import Cube
from graph.dates import VagueDate, days_after
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap
from graph.gaps.situation import Situation
from graph.language import Language, Text
from graph.model import Actor, Measure, Offer, Place, Ref, Term, Tie
from graph.model.states import PlaceLevel
from graph.network.network import Network, networks
from graph.network.waves import Wave, newest_wave
from graph.phrases import when as worded
from graph.picture import View
from graph.profile.teller import Teller
from graph.questions import answer
from graph.questions.question import Answer, Question
from graph.rollup import upwards
from graph.schema import label_of
from graph.scope import Scope
from graph.strength.profile import NetworkStrength, strengths
from visualise.map.keeping import Kept
from visualise.shapes import Symbol, symbol_for
from visualise.wording import Wording, wording

T = TypeVar("T")

_SAID_OUTRIGHT = 6

TOLD = ("density", "components", "cutPoints", "isolates")
"""The measures of networks that reports tell beside their profiles."""


@dataclass(frozen=True)
class Reading:
    """The view of one scope on one day; works out each thing once, when it is first asked for.

    `since` is the day since which changes are asked for, `before` what was known on it; None: nobody asked, or nothing.
    `spots` are those of an earlier edition's map, which this one keeps. `everything` is given where `view` is not
    all there is: what is missing, few or weak then is told only where nothing hidden can bear on it.
    """

    view: View
    scope: Scope
    on: date
    language: Language
    since: date | None = None
    before: View | None = None
    spots: Kept | None = None
    everything: View | None = None
    _kept: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, work: "Callable[[Reading], T]") -> T:
        """What a function says of this reading, worked out when it is first asked for."""
        if work not in self._kept:
            self._kept[work] = work(self)
        return cast("T", self._kept[work])

    @property
    def dataset(self) -> str:
        """The dataset read."""
        return self.scope.dataset

    @cached_property
    def words(self) -> Wording:
        """The words of the reader's language."""
        return wording(self.language)

    @cached_property
    def audience(self) -> Audience:
        """Whom it is told to."""
        return Audience(self.view, self.everything or self.view, self.dataset)

    @cached_property
    def situation(self) -> Situation:
        """What gap rules look at: cube, network, newest survey."""
        return Situation(self.view, self.dataset, self.on)

    @cached_property
    def gaps(self) -> list[Gap]:
        """All gaps within the scope."""
        return self.audience.gaps(lambda view: find_gaps(view, self.dataset, self.on, scope=self.scope))

    @cached_property
    def cube(self) -> Cube:
        """What is covered where and for whom: all of the dataset, or the part of the scope's field or place."""
        scope, whole = self.scope, self.audience.cube(lambda view: self._situation_of(view).cube)
        return whole.only(fields=[scope.field] if scope.field else None, places=[scope.place] if scope.place else None)

    def answer(self, question: Question) -> Answer:
        """The answer to a question about the scope."""
        return self.audience.answer(lambda view: answer(self._situation_of(view), question, scope=self.scope))

    def strengths(self, by: str | None, layer: str, keys: Collection[str]) -> list[NetworkStrength]:
        """Networks of the scope by some of their measures; without any measure, told as profiles in lines."""

        def measure(view: View, answers: bool) -> list[NetworkStrength]:
            told = answers and not (view is self.view and self.survey_hidden)
            teller = None if keys else self._teller_of(view, told)
            return strengths(view, self.dataset, by, layer, self.on, scope=self.scope, keys=keys, teller=teller)

        return self.audience.strengths(measure)

    def _situation_of(self, view: View) -> Situation:
        return self.situation if view is self.view else self._all_there_is

    @cached_property
    def _all_there_is(self) -> Situation:
        return Situation(self.audience.whole, self.dataset, self.on)

    def _teller_of(self, view: View, answers: bool) -> Teller:
        """Tells the profiles of networks, held to the survey before."""
        key = (view, answers)
        if key not in self._kept:
            self._kept[key] = Teller(view, self.dataset, self.on, since=self.since, answers=answers)
        return cast("Teller", self._kept[key])

    @cached_property
    def whole(self) -> NetworkStrength:
        """The strength of the scope's network, by the measures that reports tell beside its profile."""
        return self.strengths(None, self.scope.layer, TOLD)[0]

    @cached_property
    def network(self) -> Network:
        """The scope's network."""
        return networks(self.view, self.dataset, self.on).of(self.scope)

    @property
    def wave(self) -> Wave | None:
        """The newest survey, or None: there was none, or the viewer may not see who was asked."""
        return _seen(self.situation.wave)

    @property
    def survey_hidden(self) -> bool:
        """Whether there was a survey of which the viewer may not see who was asked."""
        return self.situation.wave is not None and self.wave is None

    def survey_words(self, key: str) -> str:
        """What is said where no survey can be spoken of: there was none, or it is not to be seen here."""
        return self.words(f"{key}.hidden" if self.survey_hidden else f"{key}.none")

    @cached_property
    def earlier_wave(self) -> Wave | None:
        """The survey before the newest one, or None."""
        begun = self.wave.survey.start or self.wave.survey.end if self.wave else None
        if begun is None or begun.earliest is None:
            return None
        return _seen(newest_wave(self.view, self.dataset, days_after(begun.earliest, -1)))

    @cached_property
    def district(self) -> str:
        """What the district is called: its place, else its dataset."""
        places = [p for p in self.view.all(Place, self.dataset) if p.level is PlaceLevel.DISTRICT]
        return places[0].name if len(places) == 1 else self.dataset.replace("-", " ").replace("_", " ").title()

    @cached_property
    def invented(self) -> bool:
        """Whether anything that the report shows is marked as invented."""
        kinds = (Actor, Place, Measure, Offer, Tie)
        return any(record.invented for kind in kinds for record in self.view.all(kind, self.dataset))

    def text(self, text: Text) -> str:
        """The wording in the reader's language."""
        return text.in_(self.language)

    def name(self, ref: Ref | None) -> str:
        """What people recognise a record by, in the reader's language; empty for none."""
        record = self.view.get(ref) if ref else None
        if isinstance(record, Term) and self.language == "en" and record.label_en:
            return record.label_en
        return label_of(record) if record is not None else ""

    def names(self, refs: Iterable[Ref]) -> list[str]:
        """The names of these records."""
        return [name for ref in refs if (name := self.name(ref))]

    def listed(self, names: list[str], limit: int = _SAID_OUTRIGHT) -> str:
        """`A, B und C`; beyond the limit the rest is counted, if it is more than one."""
        if len(names) <= limit + 1:
            return self.words.listing(names)
        return self.words("andMore", start=", ".join(names[:limit]), n=len(names) - limit)

    def when(self, day: VagueDate | None) -> str:
        """A date as it can be read: an exact day or month in full, else its wording."""
        if day is None:
            return ""
        exact = day.earliest is not None and day.earliest == day.latest
        return self.words.short_date(day.earliest) if exact and day.earliest else self.text(worded(day))

    def types(self, actor: Actor) -> tuple[str, ...]:
        """The labels of an actor's types and of the broader ones, as the district names them."""
        chains = [upwards(self.view, ref) for ref in actor.type]
        terms = [self.view.one(Term, ref) for chain in chains for ref in chain]
        return tuple(dict.fromkeys(term.label for term in terms if term is not None))

    def symbol(self, ref: Ref) -> Symbol:
        """The symbol of an actor."""
        actor = self.view.one(Actor, ref)
        return symbol_for(self.types(actor) if actor else ())


def _seen(wave: Wave | None) -> Wave | None:
    return wave if wave is not None and wave.asked else None
