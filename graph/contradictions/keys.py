"""Official keys (AGS) that no municipality or district has, as far as the reference data can tell."""

from collections.abc import Iterator

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Place
from graph.reference import is_official
from graph.schema import label_of


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each place or town hall with a key that does not exist; invented ones may have what they like."""
    holders: tuple[Place | Actor, ...] = (
        *situation.view.all(Place, situation.dataset),
        *situation.view.all(Actor, situation.dataset),
    )
    for holder in holders:
        if holder.ags and not holder.invented and is_official(holder.ags) is False:
            name = label_of(holder)
            yield Contradiction(
                subject=holder,
                key="ags",
                message=Text(
                    "Den Gemeindeschlüssel {ags} von „{name}“ gibt es nicht.",
                    "There is no municipality or district with the official key {ags} of “{name}”.",
                ).fill(ags=holder.ags, name=name),
                sides=(
                    Evidence(
                        Text("Eingetragen bei „{name}“: {ags}.", "Recorded for “{name}”: {ags}.").fill(
                            name=name, ags=holder.ags
                        ),
                        (*holder.stated_in, holder.id),
                    ),
                    Evidence(
                        Text(
                            "Im amtlichen Gemeindeverzeichnis steht dieser Schlüssel nicht.",
                            "The official list of municipalities does not hold this key.",
                        )
                    ),
                ),
                action=Text(
                    "{who} trägt den richtigen Schlüssel ein.", "{who} enters the right key."
                ).fill(who=situation.coordination),
            )  # fmt: skip
