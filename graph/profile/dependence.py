"""Robustness: what falls apart without whom, told in actors, municipalities and measures."""

from graph.language import Text
from graph.metric import Reason
from graph.model import Measure, Ref, Responsibility
from graph.model.states import Role
from graph.network.network import Network
from graph.phrases import counted, joined, listed
from graph.profile.line import Concept, Told
from graph.profile.sight import Sight
from graph.profile.town_halls import town_halls_in
from graph.profile.words import NONE, earlier, quoted, without_caveat
from graph.strength.cut_points import detached, fallen_off
from graph.validity import answers_for

_NAMED = 3
_NO_TIE = Text("Es gibt keine Verbindung.", "There is no tie.")


def dependence(sight: Sight) -> Told:
    """The actor whose loss cuts off most, who and which municipalities fall off, and which measures are led there.

    `members`: all cut points; `evidence`: the municipalities and the measures of the gravest one, led by it or by
    somebody who falls off.
    """
    network = sight.network
    cuts, largest = sight.metric("cutPoints"), sight.metric("keyPlayers")
    metrics = (cuts, sight.metric("bridges"), largest, sight.metric("robustness"))
    if cuts.value is None:
        return Told(sentence=without_caveat(sight, cuts), metrics=metrics, reason=cuts.reason)
    if network.m == 0:
        return Told(sentence=_NO_TIE, metrics=metrics, reason=Reason.NO_TIES)
    compared = earlier(sight, "cutPoints", "keyPlayers", "robustness")
    found = network.once(detached)
    if not found:
        sentence = joined(without_caveat(sight, cuts), without_caveat(sight, sight.metric("robustness")))
        return Told(sentence=sentence, metrics=metrics, comparison=compared)
    gravest = max(found, key=lambda i: (found[i], -i))
    lost = fallen_off(network, gravest)
    halls = network.once(town_halls_in)
    own, theirs = led_by(network, [gravest]), led_by(network, lost)
    return Told(
        sentence=joined(_lost(network, gravest, lost), _measures(own, theirs), _others(len(found) - 1)),
        metrics=metrics,
        comparison=compared,
        members=tuple(Ref(ref) for ref in cuts.members),
        evidence=(*(halls[i] for i in lost if i in halls), *(m.id for m in (*own, *theirs))),
    )


def led_by(network: Network, actors: list[int]) -> tuple[Measure, ...]:
    """The open measures of the scope that these actors lead on the day, each once, in the order of their titles."""
    district = network.district
    if district is None:
        return ()
    view, chosen = district.view, {network.ids[i] for i in actors}
    return tuple(
        activity
        for activity in district.activities_in(network.scope)
        if isinstance(activity, Measure)
        and any(
            one.role is Role.LEAD and one.source in chosen and answers_for(one, network.on)
            for one in view.referring(activity.id, Responsibility, "target")
        )
    )


def _lost(network: Network, gravest: int, lost: list[int]) -> Text:
    halls = network.once(town_halls_in)
    named = [network.names[i] for i in lost if i in halls]
    words = counted(
        len(lost),
        Text("Ohne {name} verliert {n} Akteur den Anschluss", "Without {name}, {n} actor is cut off"),
        Text("Ohne {name} verlieren {n} Akteure den Anschluss", "Without {name}, {n} actors are cut off"),
        name=network.names[gravest],
    )
    if named and len(named) < len(lost):
        return Text("{words}, darunter {names}.", "{words}, among them {names}.").fill(words=words, names=listed(named))
    names = listed((network.names[i] for i in lost), _NAMED)
    return Text("{words}: {names}.", "{words}: {names}.").fill(words=words, names=names)


def _measures(own: tuple[Measure, ...], theirs: tuple[Measure, ...]) -> Text:
    led = counted(
        len(own),
        Text(
            "Derselbe Akteur ist federführend für {n} offene Maßnahme ({titles}).",
            "The same actor leads {n} open measure ({titles}).",
        ),
        Text(
            "Derselbe Akteur ist federführend für {n} offene Maßnahmen ({titles}).",
            "The same actor leads {n} open measures ({titles}).",
        ),
        titles=_titles(own),
    )
    cut = counted(
        len(theirs),
        Text(
            "Abgeschnitten wäre, wer die Maßnahme {titles} führt.",
            "Whoever leads the measure {titles} would be cut off.",
        ),
        Text(
            "Abgeschnitten wäre, wer {n} Maßnahmen führt ({titles}).",
            "Those who lead {n} measures would be cut off ({titles}).",
        ),
        titles=_titles(theirs),
    )
    return joined(led if own else NONE, cut if theirs else NONE)


def _titles(measures: tuple[Measure, ...]) -> Text:
    return listed((quoted(measure.title) for measure in measures), _NAMED)


def _others(n: int) -> Text:
    return (
        counted(
            n,
            Text(
                "Auch {n} weiterer Akteur ist für jemanden der einzige Weg.",
                "{n} more actor is the only way to somebody.",
            ),
            Text(
                "Auch {n} weitere Akteure sind für jemanden der einzige Weg.",
                "{n} more actors are the only way to somebody.",
            ),
        )
        if n
        else NONE
    )


DEPENDENCE = Concept("robustness", Text("Belastbarkeit", "Robustness"), dependence)
