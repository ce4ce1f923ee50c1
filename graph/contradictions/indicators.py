"""Indicators of which nobody can tell what would be better: no direction, or a target that runs against it."""

from collections.abc import Iterator

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Indicator, Target
from graph.model.states import Direction
from graph.office.targets import runs_against
from graph.phrases import decimal


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each indicator without a direction, one for each target on the wrong side of its baseline."""
    for indicator in situation.view.all(Indicator, situation.dataset):
        if indicator.direction is None:
            yield _without_direction(situation, indicator)
            continue
        for target in situation.view.referring(indicator.id, Target, "indicator"):
            if runs_against(indicator.direction, target):
                yield _against(indicator, indicator.direction, target)


def _without_direction(situation: Situation, indicator: Indicator) -> Contradiction:
    return Contradiction(
        subject=indicator,
        key="direction",
        message=Text(
            "Beim Indikator „{name}“ steht nicht, ob mehr oder weniger besser ist.",
            "The indicator “{name}” does not say whether up or down is better.",
        ).fill(name=indicator.name),
        sides=(
            Evidence(
                Text(
                    "Ohne Richtung lässt sich kein Wert beurteilen.", "Without a direction no value can be judged."
                ),
                (*indicator.stated_in, indicator.id),
            ),
        ),
        action=Text(
            "{who} legt die Richtung des Indikators fest.", "{who} decides on the direction of the indicator."
        ).fill(who=situation.coordination),
    )  # fmt: skip


def _against(indicator: Indicator, direction: Direction, target: Target) -> Contradiction:
    assert target.baseline is not None
    assert target.target is not None
    aim = Text("Ausgangswert {baseline}, Zielwert {target}", "baseline {baseline}, target {target}").fill(
        baseline=decimal(target.baseline), target=decimal(target.target)
    )
    return Contradiction(
        subject=indicator,
        key=f"target|{target.external_id}",
        message=Text(
            "Beim Indikator „{name}“ führt das Ziel zum Schlechteren: {direction}, aber {aim}.",
            "The target of the indicator “{name}” is for the worse: {direction}, but {aim}.",
        ).fill(name=indicator.name, direction=direction.label, aim=aim),
        sides=(
            Evidence(
                Text("Richtung: {direction}.", "Direction: {direction}.").fill(direction=direction.label),
                (*indicator.stated_in, indicator.id),
            ),
            Evidence(Text("{aim}.", "{aim}.").fill(aim=aim), (*target.stated_in, target.id)),
        ),
    )
