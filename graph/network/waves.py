"""Who was asked and who answered: without it nobody can tell "no" from "we do not know"."""

import math
from dataclasses import dataclass
from datetime import date

from graph.model import Inquiry, Ref, Survey, TieReport
from graph.model.states import TieAnswer
from graph.picture import View
from graph.picture.recent import recent

COMPLETE = "complete"
"""The roster of a survey in which everybody was shown all who were asked."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One survey: who was asked, who answered.

    `told` holds the pairs of which a side said yes or no in words. With a complete roster everybody who answered was
    shown all who were asked, so a pair that nobody listed was answered no.
    """

    survey: Survey
    asked: frozenset[Ref]
    answered: frozenset[Ref]
    told: frozenset[frozenset[Ref]]

    @property
    def complete_roster(self) -> bool:
        """Whether silence of somebody who answered means no."""
        return (self.survey.roster or "").casefold() == COMPLETE

    @property
    def ended_on(self) -> date | None:
        """The day on which it was over, as far as it is known."""
        return last_day(self.survey)

    def rate(self, actors: frozenset[Ref]) -> float | None:
        """The share of those asked among the actors who answered, 0 to 1; None if none of them was asked."""
        asked = self.asked & actors
        return len(self.answered & actors) / len(asked) if asked else None

    def knows(self, a: Ref, b: Ref) -> bool:
        """Whether a side of the pair said yes or no."""
        if self.complete_roster and {a, b} <= self.asked and not self.answered.isdisjoint((a, b)):
            return True
        return frozenset((a, b)) in self.told


def newest_wave(view: View, dataset: str, on: date) -> Wave | None:
    """The newest survey that was over by the day, or None. One that is still running is not used yet."""
    over = surveys_over(view, dataset, on)
    return wave_of(view, over[0], on) if over else None


def wave_before(view: View, wave: Wave, on: date) -> Wave | None:
    """The survey before this one, of those that were over by the day; None if it was the first."""
    older = [survey for survey in surveys_over(view, wave.survey.dataset, on) if _age(survey) < _age(wave.survey)]
    return wave_of(view, older[0], on) if older else None


def wave_of(view: View, survey: Survey, on: date) -> Wave:
    """Who was asked in a survey, and what was known of the answers by the day."""
    return recent(view, "wave", (survey.id, on), lambda: _read(view, survey, on))


def _read(view: View, survey: Survey, on: date) -> Wave:
    inquiries = view.referring(survey.id, Inquiry, "target")
    asked = {inquiry.source for inquiry in inquiries}
    answered = {i.source for i in inquiries if i.responded_on is not None and i.responded_on <= on}
    told = {
        (report.reporter, report.about)
        for report in view.referring(survey.id, TieReport, "survey")
        if report.reporter and report.about and report.answer in (TieAnswer.YES, TieAnswer.NO)
    }
    if not inquiries:  # nobody noted who was asked: whoever said something was
        asked = answered = {reporter for reporter, _ in told}
    return Wave(survey, frozenset(asked), frozenset(answered), frozenset(frozenset(pair) for pair in told))


def unknown_pairs(wave: Wave, actors: frozenset[Ref]) -> int:
    """Of how many pairs of these actors no side said yes or no, see `Wave.knows`."""
    told = [pair for pair in wave.told if len(pair) == 2 and pair <= actors]
    asked = wave.asked & actors if wave.complete_roster else frozenset()
    silent = asked - wave.answered
    beyond = [pair for pair in told if not (pair <= asked and not pair <= silent)]
    return math.comb(len(actors), 2) - (math.comb(len(asked), 2) - math.comb(len(silent), 2)) - len(beyond)


def surveys_over(view: View, dataset: str, on: date) -> tuple[Survey, ...]:
    """The surveys that were over by the day, the newest first."""
    return tuple(survey for survey in surveys(view, dataset) if (last_day(survey) or date.max) <= on)


def surveys(view: View, dataset: str) -> tuple[Survey, ...]:
    """All surveys, the newest first, those without a day last."""
    return tuple(sorted(view.all(Survey, dataset), key=_age, reverse=True))


def _age(survey: Survey) -> tuple[date, str]:
    return last_day(survey) or date.min, survey.external_id


def last_day(survey: Survey) -> date | None:
    """The last day that its end can mean, else its beginning; None where neither says."""
    wording = survey.end or survey.start
    return wording.latest if wording else None
