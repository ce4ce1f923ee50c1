"""The district as one survey told it: the actors that were asked, and the ties of which either side said yes."""

from collections.abc import Mapping, Set
from datetime import date
from functools import cached_property

import numpy as np

from graph.model import Actor, Inquiry, Record, Ref, Term, Tie, TieReport
from graph.model.states import TieState
from graph.network.district import District
from graph.network.district_rows import DistrictRows
from graph.network.joins import Joins
from graph.network.waves import Wave
from graph.picture import View
from graph.picture.column import Ints
from graph.rollup import downwards
from graph.scope import Scope
from graph.ties import derive


class SurveyedDistrict(District):
    """The actors asked in one survey and the ties told in it; measures and groups are those of its last day.

    What other surveys and documents say is left out. A tie of which only one side said yes exists. Where nobody knows
    when the survey ended, measures and groups are those of the day `on`.
    """

    def __init__(self, view: View, wave: Wave, on: date) -> None:
        super().__init__(view, wave.survey.dataset, wave.ended_on or on)
        self.wave = wave
        self.rows = _SurveyedRows(self)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties of which either side said yes, each with the level that was stated here and the reports behind it.

        They are not entries of the graph: the entry of the same id says what all surveys and documents come to.
        """
        known: dict[Ref, Record] = {term.id: term for term in self.view.all(Term, self.dataset)}
        known |= {actor.id: actor for actor in self.actors}
        return tuple(
            tie for tie in derive(self.dataset, known | self._told(known)).values() if tie.state is TieState.EXISTS
        )

    def ties_in(self, scope: Scope) -> tuple[Tie, ...]:
        """The ties in the scope's field or a sub-field, and those of which nobody said a field."""
        if scope.field is None:
            return self.ties
        fields = downwards(self.view, scope.field)
        return tuple(tie for tie in self.ties if not tie.fields or not fields.isdisjoint(tie.fields))

    def _told(self, known: Mapping[Ref, Record]) -> dict[Ref, Record]:
        """The survey, who was asked, and the reports of which all is known that they name."""
        survey = self.wave.survey
        inquiries = self.view.referring(survey.id, Inquiry, "target")
        reports = self.view.referring(survey.id, TieReport, "survey")
        whole = [r for r in reports if {r.reporter, r.about, *r.fields} <= known.keys()]
        return {survey.id: survey, **{one.id: one for one in (*inquiries, *whole)}}


class _SurveyedRows(DistrictRows):
    """The rows of the actors asked; the ties of a survey have none, they are told as records."""

    def __init__(self, district: SurveyedDistrict) -> None:
        super().__init__(district.view, district.dataset, district.on)
        self._district = district

    @cached_property
    def actors(self) -> Ints:
        """The actors that were asked, in the order of names."""
        asked = self.view.picture.table(Actor).column("id").among(self._district.wave.asked)
        rows = self.seen(Actor)
        return self.in_order(Actor, rows[asked[rows]])

    def tied_in(self, fields: Set[Ref]) -> Ints:
        """The ends of the ties told of which somebody said one of the fields."""
        tied = [tie for tie in self._district.ties if not fields.isdisjoint(tie.fields)]
        return np.array([self._row(end) for tie in tied for end in (tie.source, tie.target)], dtype=np.int32)

    def joins_by_ties(self, scope: Scope) -> Joins:
        """The ties told in the scope."""
        return Joins.of_ties(self._district.ties_in(scope), self._row)

    def _row(self, actor: Ref) -> int:
        return self.view.picture.table(Actor).position[actor]
