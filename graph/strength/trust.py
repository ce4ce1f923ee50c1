"""How far those who work together trust each other, as they said in the survey."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from graph.language import Text
from graph.metric import Reason
from graph.model import Ref, Survey, TieReport
from graph.network.network import Network
from graph.phrases import joined, number, percent
from graph.picture import View
from graph.picture.recent import recent
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.formula import Formula, Outcome

LEAST_RATERS = 3
"""With fewer who rate, a mean would give away what one of them said."""

_LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class Ratings:
    """What actors of a network said of those they work with: by (who, of whom), each 0 to 1."""

    values: Mapping[tuple[int, int], float]

    @property
    def raters(self) -> int:
        """How many rated somebody."""
        return len({who for who, _ in self.values})

    @property
    def apart(self) -> dict[tuple[int, int], float]:
        """|t_ij - t_ji| of each pair that rated each other, 0 to 1."""
        values = self.values
        return {(i, j): abs(value - values[j, i]) for (i, j), value in values.items() if i < j and (j, i) in values}

    @property
    def asymmetry(self) -> float | None:
        """The mean of |t_ij - t_ji| over pairs that rated each other; None if none did."""
        apart = self.apart
        return fmean(apart.values()) if apart else None


def ratings(network: Network) -> Ratings:
    """The ratings of the network's survey along its lines.

    An answer of 1 to 4 counts (x - 1) / 3; a rating is the mean of the three answers (reliable, open, same mission),
    of which at least two must be given; of several ratings of the same actor by the same one the mean.
    """
    district, wave = network.district, network.wave
    if district is None or wave is None:
        return Ratings({})
    index = {ref: i for i, ref in enumerate(network.ids)}
    behind = {ref for line in network.behind for ref in line}
    reports = {ref for tie in district.ties if tie.id in behind for ref in tie.reports}
    told: dict[tuple[int, int], list[float]] = defaultdict(list)
    for ref, who, whom, value in _given(district.view, wave.survey):
        if ref in reports and who in index and whom in index:
            told[index[who], index[whom]].append(value)
    return Ratings({ends: fmean(values) if len(values) > 1 else values[0] for ends, values in sorted(told.items())})


def _given(view: View, survey: Survey) -> list[tuple[Ref, Ref, Ref, float]]:
    """All ratings of a survey: the report, who gave it, of whom, and what it comes to."""
    return recent(view, "ratings", survey.id, lambda: list(_all_given(view, survey)))


def _all_given(view: View, survey: Survey) -> Iterator[tuple[Ref, Ref, Ref, float]]:
    for report in view.referring(survey.id, TieReport, "survey"):
        value = rating(report)
        if value is not None and report.reporter and report.about:
            yield report.id, report.reporter, report.about, value


def rating(report: TieReport) -> float | None:
    """What one side's answers on trust come to, 0 to 1; None if fewer than two were given."""
    items = [report.trust_reliable, report.trust_open, report.trust_mission]
    given = [(item - 1) / 3 for item in items if item is not None and 1 <= item <= 4]
    return fmean(given) if len(given) >= _LEAST_ITEMS else None


def trust(network: Network) -> Outcome:
    """The mean of all ratings of ties, 0 to 1 (the items after PARTNER, the arithmetic ours).

    Undefined without a survey or a rating, and with fewer than three actors that rate.
    """
    found = network.once(ratings)
    if not found.values:
        none = Text("Antworten zum Vertrauen liegen hier nicht vor.", "There are no answers on trust here.")
        return Outcome(value=None, reason=Reason.NOT_SURVEYED, explanation=none)
    if found.raters < LEAST_RATERS:
        few = Text(
            "Weniger als {least} Akteure haben sich zum Vertrauen geäußert; das bleibt unter ihnen.",
            "Fewer than {least} actors said anything on trust; that stays with them.",
        )
        return Outcome(value=None, reason=Reason.SUPPRESSED, explanation=few.fill(least=LEAST_RATERS))
    value = fmean(found.values.values())
    sentence = Text(
        "Das Vertrauen liegt bei {share}, nach {n} Urteilen von {raters} Akteuren.",
        "Trust is at {share}, by {n} ratings of {raters} actors.",
    ).fill(share=percent(value), n=number(len(found.values)), raters=number(found.raters))
    apart = found.asymmetry
    told = Text("Zwei Seiten urteilen im Mittel um {apart} verschieden.", "Two sides differ by {apart} on average.")
    said = joined(sentence, told.fill(apart=percent(apart))) if apart is not None else sentence
    method = f"items (x-1)/3, asymmetry {apart:.4f}" if apart is not None else "items (x-1)/3"
    return Outcome(value=value, explanation=said, method=method)


def trust_received(network: Network) -> Values:
    """The mean of the ratings that an actor gets, 0 to 1; undefined with fewer than three who rate it."""
    received: dict[int, list[float]] = defaultdict(list)
    for (_, about), value in network.once(ratings).values.items():
        received[about].append(value)
    values = [fmean(got) if len(got := received[i]) >= LEAST_RATERS else None for i in range(network.n)]
    return Values(values=values, reason=Reason.SUPPRESSED)


TRUST = Formula("trust", Text("Vertrauen", "Trust"), trust, of_answers=True)
TRUST_RECEIVED = ActorFormula(
    "trust", Text("Vertrauen der anderen", "Trust received"),
    Text(
        "Mittel dessen, was mindestens drei andere über die Zusammenarbeit mit diesem Akteur gesagt haben, 0 bis 1.",
        "Mean of what at least three others said of working with this actor, 0 to 1.",
    ),
    trust_received,
)  # fmt: skip
