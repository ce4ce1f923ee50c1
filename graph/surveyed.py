"""The district as one survey told it: the actors that were asked, and the ties of which either side said yes."""

from datetime import date
from functools import cached_property

from graph.district import District
from graph.model import Actor, Inquiry, Record, Ref, Term, Tie, TieReport
from graph.model.states import TieState
from graph.picture import View
from graph.ties import derive
from graph.waves import Wave


class SurveyedDistrict(District):
    """The actors asked in one survey and the ties told in it; measures and groups are those of its last day.

    What other surveys and documents say is left out. A tie of which only one side said yes exists. Where nobody knows
    when the survey ended, measures and groups are those of the day `on`.
    """

    def __init__(self, view: View, wave: Wave, on: date) -> None:
        super().__init__(view, wave.survey.dataset, wave.ended_on or on)
        self.wave = wave

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors that were asked."""
        return tuple(actor for actor in self.view.all(Actor, self.dataset) if actor.id in self.wave.asked)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties of which either side said yes, each with the level and the frequency that were stated here."""
        survey = self.wave.survey
        known: dict[Ref, Record] = {term.id: term for term in self.view.all(Term, self.dataset)}
        known |= {actor.id: actor for actor in self.actors}
        told: dict[Ref, Record] = {survey.id: survey}
        told |= {inquiry.id: inquiry for inquiry in self.view.referring(survey.id, Inquiry, "target")}
        for report in self.view.referring(survey.id, TieReport, "survey"):
            if {report.reporter, report.about, *report.fields} <= known.keys():
                told[report.id] = report
        ties = derive(self.dataset, known | told).values()
        return tuple(tie for tie in ties if tie.state is TieState.EXISTS)
