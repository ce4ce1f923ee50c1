"""How strong a tie is: our formula, made of what people said of it, each part kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import Ref, Tie, TieReport
from graph.model.states import Frequency, TieAnswer
from graph.network import Network
from graph.waves import surveys

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


def tie_strengths(network: Network) -> tuple[TieStrength | None, ...]:
    """For each line of a network its strength; None where nobody stated a level, and for lines that no tie makes.

    Where several ties make one line, each part holds that holds of one of them; the level is the mean.
    """
    if network.district is None:
        return (None,) * network.m
    ties = {tie.id: tie for tie in network.district.ties}
    often = _often(network, ties.values())
    found: list[TieStrength | None] = []
    for line, behind in enumerate(network.behind):
        of_line = [ties[ref] for ref in behind if ref in ties]
        if not of_line or not network.level_stated[line]:
            found.append(None)
            continue
        found.append(
            TieStrength(
                level=float(network.level[line]),
                confirmed=any(tie.confirmed_by_both for tie in of_line),
                often=any(often[tie.id] for tie in of_line),
                formal=any(tie.formal for tie in of_line),
            )
        )
    return tuple(found)


def _often(network: Network, ties: Iterable[Tie]) -> Mapping[Ref, bool]:
    """Of each tie whether a side said so in the newest survey in which a side said yes or no of it."""
    assert network.district is not None
    view, dataset = network.district.view, network.district.dataset
    age = {survey.id: -n for n, survey in enumerate(surveys(view, dataset))}
    reports = {report.id: report for report in view.all(TieReport, dataset)}
    return {tie.id: _is_often([reports[ref] for ref in tie.reports if ref in reports], age) for tie in ties}


def _is_often(reports: Iterable[TieReport], age: Mapping[Ref, int]) -> bool:
    told = [r for r in reports if r.survey in age and r.answer in (TieAnswer.YES, TieAnswer.NO)]
    newest = max((age[r.survey] for r in told if r.survey), default=0)
    yes = (r for r in told if r.survey and age[r.survey] == newest and r.answer is TieAnswer.YES)
    return any(report.frequency in OFTEN for report in yes)
