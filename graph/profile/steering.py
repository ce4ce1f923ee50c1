"""Steering: whether somebody has the mandate to coordinate, and how much of the network runs over one actor.

What it looks like is an indicator with its evidence, never a verdict: shared governance, a lead organisation or a
separate office for the network (Provan & Kenis 2008). The thresholds are ours.
"""

import networkx as nx
import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.model import Duty
from graph.model.states import State
from graph.network.adjacency import Adjacency
from graph.network.null_model import by_chance
from graph.network.two_mode import two_mode
from graph.phrases import counted, joined, listed, number
from graph.profile.centre import RESPONSIBILITIES, SHARE_OF_TIES, WITHOUT, Centre, centre
from graph.profile.cohesion import BASIS
from graph.profile.line import Comparison, Concept, Told
from graph.profile.sight import Sight
from graph.profile.town_halls import town_halls_in
from graph.profile.words import NONE, beside_all, earlier, expected, quoted, told, without_caveat
from graph.strength.centralization import centralization
from graph.strength.cut_points import fallen_off

CENTRALISED = 0.25
"""From this degree centralization on, if it is above that of every random network, a network counts as centralised."""


class Mode(State):
    """What the steering of a network looks like (Provan & Kenis 2008)."""

    LEAD_ORGANISATION = "LEAD_ORGANISATION", "Sieht nach Lead-Organisation aus", "This looks like a lead organisation"
    NETWORK_OFFICE = (
        "NETWORK_OFFICE", "Sieht nach einer eigenen Netzwerkstelle aus",
        "This looks like an administrative organisation for the network",
    )  # fmt: skip
    SHARED = "SHARED", "Sieht nach gemeinsamer Steuerung aus", "This looks like shared governance"
    UNCLEAR = "UNCLEAR", "Wie gesteuert wird, ist nicht klar zu erkennen", "How it is steered can't be told clearly"


def steering(sight: Sight) -> Told:
    """Degree centralization, the share of ties of the one who may steer, and what falls apart without them.

    A network counts as centralised above `CENTRALISED` and above every random network; then it looks like a lead
    organisation, or like an office for the network where the coordinator has the mandate and answers for no measure or
    offer itself. It looks like shared governance where it is not centralised and nobody falls off without that actor.
    Where less than half of the actors hang together nothing can be told of the mode.
    `members`: that actor and who falls off; `evidence`: the duties to coordinate and the municipalities cut off.
    """
    network = sight.network
    spread, share, apart = sight.metric("degreeCentralization"), sight.of(SHARE_OF_TIES), sight.of(WITHOUT)
    metrics = (spread, share, apart, sight.of(RESPONSIBILITIES))
    if network.m == 0 or spread.value is None:
        sentence = without_caveat(sight, spread)
        reason = Reason.NO_TIES if spread.reason is not Reason.N_TOO_SMALL and network.m == 0 else spread.reason
        return Told(sentence=sentence, metrics=metrics, reason=reason)
    chance = expected(spread, BASIS, by_chance(network, _spread))
    found = network.once(centre)
    hidden = apart.reason is Reason.FEW_ANSWERS
    lost = fallen_off(network, found.position) if found is not None and not hidden else []
    mode = None if hidden or sight.few_answers else _mode(sight, found, chance, falls_apart=bool(lost))
    cut = [network.once(town_halls_in)[i] for i in lost if i in network.once(town_halls_in)]
    return Told(
        sentence=joined(
            _looks(sight, mode, found), without_caveat(sight, apart) if hidden else _loss(sight, found, lost)
        ),
        metrics=metrics,
        comparison=(
            *chance,
            *earlier(sight, "degreeCentralization", SHARE_OF_TIES, WITHOUT),
            *beside_all(sight, "degreeCentralization", *((SHARE_OF_TIES,) if _is_that_of_all(sight, found) else ())),
        ),
        members=tuple(network.ids[i] for i in ([found.position] if found else []) + lost),
        evidence=(*(duty.id for duty in (found.duties if found else ())), *cut),
        indicator=str(mode) if mode is not None else None,
        reason=apart.reason if hidden else None,
    )


def _spread(rows: Adjacency) -> float:
    return centralization(rows.degree)


def _mode(sight: Sight, found: Centre | None, chance: tuple[Comparison, ...], *, falls_apart: bool) -> Mode:
    value = sight.metric("degreeCentralization").value or 0.0
    if 2 * max(map(len, nx.connected_components(sight.network.graph))) < sight.network.n:
        return Mode.UNCLEAR
    by_chance_at_most = max((one.high or 0.0 for one in chance), default=0.0)
    if value >= CENTRALISED and value > by_chance_at_most and found is not None:
        works_itself = _held(sight, found)[0] > 0
        return Mode.LEAD_ORGANISATION if works_itself or not found.duties else Mode.NETWORK_OFFICE
    return Mode.UNCLEAR if falls_apart or value >= CENTRALISED else Mode.SHARED


def _is_that_of_all(sight: Sight, found: Centre | None) -> bool:
    """Whether the same actor may steer the network of all."""
    theirs = sight.all.network.once(centre) if sight.all is not None else None
    if sight.all is None or found is None or theirs is None:
        return False
    return sight.network.ids[found.position] == sight.all.network.ids[theirs.position]


def _held(sight: Sight, found: Centre) -> tuple[int, int]:
    """For how many of the open measures and offers the actor is responsible, and how many there are."""
    both = two_mode(sight.network)
    return int(np.count_nonzero(both.actor == found.position)), both.k


def _looks(sight: Sight, mode: Mode | None, found: Centre | None) -> Text:
    """What it looks like, and who has which part in it."""
    looks = mode.label if mode is not None else NONE
    if found is None:
        nobody = Text("kein einzelner Akteur hat die meisten Verbindungen", "no single actor has most ties")
        return _colon(looks, nobody)
    k, of = _held(sight, found)
    share = told(sight.of(SHARE_OF_TIES))
    parts = [_mandate(found)]
    if share is not None:
        parts.append(
            Text("ist an {share} der Verbindungen beteiligt", "has a part in {share} of the ties").fill(share=share)
        )
    if of:
        words = Text(
            "{is_}für {k} von {of} offenen Maßnahmen und Angeboten zuständig",
            "is responsible for {k} of {of} open measures and offers",
        )
        is_ = NONE if share is not None else Text("ist ", "")
        parts.append(words.fill(is_=is_, k=number(k), of=number(of)))
    return _colon(
        looks,
        Text("{name} {parts}", "{name} {parts}").fill(name=sight.network.names[found.position], parts=listed(parts)),
    )


def _mandate(found: Centre) -> Text:
    if not found.duties:
        return Text("hat keinen erfassten Auftrag zur Koordination", "has no recorded mandate to coordinate")
    titles = listed((quoted(duty.title) for duty in found.duties), 2)
    return Text("hat den Auftrag zur Koordination ({titles})", "has the mandate to coordinate ({titles})").fill(
        titles=titles
    )


def _colon(looks: Text, words: Text) -> Text:
    one = Text("{looks}: {words}.", "{looks}: {words}.") if looks.de else Text("{words}.", "{words}.")
    return one.fill(looks=looks, words=words)


def _loss(sight: Sight, found: Centre | None, lost: list[int]) -> Text:
    if found is None:
        return NONE
    network = sight.network
    halls = network.once(town_halls_in)
    cut = [network.names[i] for i in lost if i in halls]
    name = network.names[found.position]
    if cut:
        return counted(
            len(cut),
            Text(
                "Ohne {name} bleibt {n} von {all} Kommunen unverbunden: {names}.",
                "Without {name}, {n} of {all} municipalities is left unconnected: {names}.",
            ),
            Text(
                "Ohne {name} bleiben {n} von {all} Kommunen unverbunden: {names}.",
                "Without {name}, {n} of {all} municipalities are left unconnected: {names}.",
            ),
            name=name,
            all=number(len(halls)),
            names=listed(cut),
        )
    return (
        counted(
            len(lost),
            Text("Ohne {name} verliert {n} Akteur den Anschluss.", "Without {name}, {n} actor is cut off."),
            Text("Ohne {name} verlieren {n} Akteure den Anschluss.", "Without {name}, {n} actors are cut off."),
            name=name,
        )
        if lost
        else Text("Ohne {name} verliert niemand den Anschluss.", "Without {name} nobody is cut off.").fill(name=name)
    )


STEERING = Concept("steering", Text("Steuerung", "Steering"), steering, rests_on=(Duty,))
