"""How strong a tie is: our formula, made of what people said of it, each part kept."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.model import Actor, Tie, TieReport
from graph.model.states import Frequency, TieAnswer
from graph.network.adjacency import Ints
from graph.network.district import District
from graph.network.network import Network
from graph.network.surveyed import SurveyedDistrict
from graph.network.waves import surveys
from graph.picture.column import Mask
from graph.scope import PROJECTED, Scope

OFTEN = frozenset({Frequency.WEEKLY})
"""Weekly or more often; no answer says more often than weekly."""


@dataclass(frozen=True, slots=True)
class TieStrength:
    """The parts of a tie's strength.

    `level` is stated (1 to 4, the mean of what was said); `confirmed` says that both sides said yes, `often` that a
    side sees the other weekly or more often, `formal` that there is a written agreement. What nobody said of the last
    three counts as not so. (The parts are the weak and strong ties of Granovetter 1973; the formula is ours.)
    """

    level: float
    confirmed: bool
    often: bool
    formal: bool

    @property
    def value(self) -> float:
        """level × (1 if confirmed by both sides, else ½) + ½ if often + ½ if formal: 0.5 to 5."""
        return self.level * (1.0 if self.confirmed else 0.5) + 0.5 * self.often + 0.5 * self.formal


@dataclass(frozen=True, eq=False)
class TieStrengths:
    """The same parts for each line of a network; `level` is NaN where nobody stated one, which leaves no strength.

    Where several ties make one line, each part holds that holds of one of them; the level is the mean.
    """

    level: NDArray[np.float64]
    confirmed: Mask
    often: Mask
    formal: Mask

    def __getitem__(self, line: int) -> TieStrength | None:
        """The strength of a line, None where nobody stated a level."""
        if np.isnan(self.level[line]):
            return None
        parts = (bool(part[line]) for part in (self.confirmed, self.often, self.formal))
        return TieStrength(float(self.level[line]), *parts)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """What `TieStrength.value` is for each line; NaN where there is none."""
        found: NDArray[np.float64] = self.level * np.where(self.confirmed, 1.0, 0.5)
        found += 0.5 * self.often + 0.5 * self.formal
        return found


def tie_strengths(network: Network) -> TieStrengths:
    """The strengths of a network's lines; a line that no tie makes has none."""
    parts = [np.zeros(network.m, dtype=np.bool_) for _ in range(3)]
    district = network.district
    if district is not None and network.scope.layer not in PROJECTED:
        ties = _ties(district, network.scope)
        line = _lines(network, district, ties)
        for part, holds in zip(parts, (ties.confirmed, _often(district, ties), ties.formal), strict=True):
            part[line[holds & (line >= 0)]] = True
    return TieStrengths(np.asarray(network.level), *parts)


@dataclass(frozen=True, slots=True, eq=False)
class _Ties:
    """Ties: their ends by rows of actors; `report` are the rows of the reports that the tie `of_tie` rests on."""

    a: Ints
    b: Ints
    confirmed: Mask
    formal: Mask
    of_tie: Ints
    report: Ints


def _ties(district: District, scope: Scope) -> _Ties:
    joins, view = district.rows.joins_by_ties(scope), district.view
    a, b = joins.a.astype(np.int64), joins.b.astype(np.int64)
    if isinstance(district, SurveyedDistrict):
        ties = district.ties_in(scope)
        position = view.picture.table(TieReport).position
        rests = [(tie, position[ref]) for tie, record in enumerate(ties) for ref in record.reports]
        on = np.array(rests, dtype=np.int64).reshape(-1, 2)
        confirmed = np.array([tie.confirmed_by_both is True for tie in ties], dtype=np.bool_)
        formal = np.array([tie.formal is True for tie in ties], dtype=np.bool_)
        return _Ties(a, b, confirmed, formal, on[:, 0], on[:, 1])
    rows = district.rows.ties_in(scope)
    place = np.full(len(view.picture.table(Tie)), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    tie, report = view.picture.pairs(Tie, "reports", TieReport)
    seen = view.mask_of(TieReport)[report] & (place[tie] >= 0)
    confirmed, formal = (view.column(Tie, name).among((True,))[rows] for name in ("confirmed_by_both", "formal"))
    return _Ties(a, b, confirmed, formal, place[tie[seen]], report[seen].astype(np.int64))


def _lines(network: Network, district: District, ties: _Ties) -> Ints:
    """Which line of the network each tie is on; -1 for one with an end outside, or with itself."""
    index = np.full(len(district.view.picture.table(Actor)) + 1, -1, dtype=np.int64)
    index[district.rows.members(network.scope)] = np.arange(network.n)
    a, b = index[ties.a], index[ties.b]
    keys = network.source.astype(np.int64) * network.n + network.target
    wanted = np.minimum(a, b) * network.n + np.maximum(a, b)
    found = np.searchsorted(keys, wanted).astype(np.int64)
    on_line = (a >= 0) & (b >= 0) & (a != b) & (found < len(keys))
    on_line[on_line] = keys[found[on_line]] == wanted[on_line]
    return np.where(on_line, found, -1)


def _often(district: District, ties: _Ties) -> Mask:
    """Of each tie whether a side said so in the newest survey in which a side said yes or no of it."""
    view = district.view
    newest_last = {survey.id: n for n, survey in enumerate(surveys(view, district.dataset)[::-1])}
    survey, answer, frequency = (view.column(TieReport, name) for name in ("survey", "answer", "frequency"))
    ages = np.array([*(newest_last.get(ref, -1) for ref in survey.vocabulary), -1], dtype=np.int64)
    age = ages[survey.codes][ties.report]
    told = (age >= 0) & answer.among((TieAnswer.YES, TieAnswer.NO))[ties.report]
    newest = np.full(len(ties.a), -1, dtype=np.int64)
    np.maximum.at(newest, ties.of_tie[told], age[told])
    says = told & (age == newest[ties.of_tie]) & answer.among((TieAnswer.YES,))[ties.report]
    often = np.zeros(len(ties.a), dtype=np.bool_)
    often[ties.of_tie[says & frequency.among(OFTEN)[ties.report]]] = True
    return often
