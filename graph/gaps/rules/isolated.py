"""G8: actors without any tie; of those who were not asked or did not answer, nobody knows."""

from collections.abc import Iterator

import numpy as np

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Ref


def _isolated(situation: Situation) -> Iterator[Finding]:
    network = situation.network
    for actor in situation.view.many(Actor, [network.ids[i] for i in np.flatnonzero(network.degree == 0)]):
        if situation.wave is not None and actor.id in situation.wave.answered:
            yield _alone(situation, actor)
        else:
            yield _unknown(situation, actor)


def _alone(situation: Situation, actor: Actor) -> Finding:
    assert situation.wave is not None
    survey = situation.wave.survey
    return Finding(
        subject=actor,
        message=Text("{actor} hat keine Verbindung.", "{actor} has no tie.").fill(actor=actor.name),
        action=Text(
            "{who} spricht mit {actor} und schlägt einen ersten Partner vor.",
            "{who} talks to {actor} and proposes a first partner.",
        ).fill(who=situation.coordination, actor=actor.name),
        surveyed_at=situation.wave.ended_on,
        evidence=(
            Evidence(
                Text(
                    "Hat in „{survey}“ geantwortet und niemanden genannt; auch sonst nennt niemand diesen Akteur.",
                    "Answered “{survey}” and named nobody; nobody else names this actor either.",
                ).fill(survey=survey.title),
                (survey.id,),
            ),
        ),
    )


def _unknown(situation: Situation, actor: Actor) -> Finding:
    return Finding(
        subject=actor,
        truth=Truth.UNKNOWN,
        message=Text(
            "Ob {actor} mit jemandem zusammenarbeitet, ist unbekannt.",
            "Whether {actor} works with anybody is unknown.",
        ).fill(actor=actor.name),
        action=Text("{who} fragt nach: {actor}.", "{who} asks: {actor}.").fill(
            who=situation.coordination, actor=actor.name
        ),
        surveyed_at=situation.wave.ended_on if situation.wave else None,
        evidence=(_why_unknown(situation, actor.id),),
    )


def _why_unknown(situation: Situation, actor: Ref) -> Evidence:
    if situation.wave is None:
        return Evidence(Text("Es gab noch keine Befragung.", "There has been no survey yet."))
    survey = situation.wave.survey
    if actor in situation.wave.asked:
        text = Text("Hat auf „{survey}“ nicht geantwortet.", "Did not answer “{survey}”.")
    else:
        text = Text("Wurde in „{survey}“ nicht gefragt.", "Was not asked in “{survey}”.")
    return Evidence(text.fill(survey=survey.title), (survey.id,))


ISOLATED = Rule(
    "G8",
    Text("Ohne Verbindung", "Isolated actor"),
    Text(
        "Ein Akteur hat geantwortet und keine Verbindung. Wer nicht gefragt wurde oder schwieg, ist unbekannt.",
        "An actor has answered and has no tie. Whoever was not asked or was silent is unknown.",
    ),
    Severity.MEDIUM,
    _isolated,
)
