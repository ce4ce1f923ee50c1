"""G17: one actor or one tie without which a town hall falls off the network."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Ref
from graph.office.town_halls import town_halls
from graph.phrases import joined, listed


@dataclass(frozen=True, slots=True)
class _Bottleneck:
    """One actor or the two ends of a tie, and who falls off without: all, the town halls, those surely so."""

    ends: tuple[Actor, ...]
    off: tuple[Ref, ...]
    halls: tuple[Ref, ...]
    sure: bool


def _bottlenecks(situation: Situation) -> Iterator[Finding]:
    """Actors before ties, whoever detaches most town halls first."""
    found = sorted(_found(situation), key=lambda one: (len(one.ends), -len(one.halls)))
    for rank, one in enumerate(found):
        yield _finding(situation, one, rank)


def _found(situation: Situation) -> Iterator[_Bottleneck]:
    network, halls = situation.network, town_halls(situation.view, situation.dataset)
    separation = network.separation
    answered = situation.wave.answered if situation.wave else frozenset()

    def ids(indices: Collection[int]) -> tuple[Ref, ...]:
        return tuple(network.ids[i] for i in indices)

    for cut in separation.cut_points:
        off = separation.lost(cut)
        if not halls.isdisjoint(ids(off)):
            pieces = [ids(piece) for piece in separation.pieces(cut) if set(piece) <= set(off)]
            sure = any(answered.issuperset(piece) for piece in pieces if not halls.isdisjoint(piece))
            yield _bottleneck(situation, (cut,), ids(off), halls, sure)
    for bridge in separation.bridges:
        off = separation.beyond(bridge)
        if not halls.isdisjoint(ids(off)):
            yield _bottleneck(situation, bridge, ids(off), halls, answered.issuperset(ids(off)))


def _bottleneck(
    situation: Situation, ends: tuple[int, ...], off: tuple[Ref, ...], halls: frozenset[Ref], sure: bool
) -> _Bottleneck:
    actors = situation.view.many(Actor, [situation.network.ids[i] for i in ends])
    return _Bottleneck(actors, off, tuple(ref for ref in off if ref in halls), sure)


def _finding(situation: Situation, one: _Bottleneck, rank: int) -> Finding:
    if len(one.ends) == 1:
        message = Text(
            "Fällt {who} aus, sind diese Rathäuser vom Netz abgeschnitten: {halls}.",
            "If {who} drops out, these town halls are cut off from the network: {halls}.",
        )
    else:
        message = Text(
            "Nur eine Verbindung ({who}) hält diese Rathäuser im Netz: {halls}.",
            "Only one tie ({who}) keeps these town halls in the network: {halls}.",
        )
    names = " – ".join(actor.name for actor in one.ends)
    message = message.fill(who=names, halls=listed(situation.names(one.halls)))
    return Finding(
        subject=one.ends[0],
        other=one.ends[1] if len(one.ends) > 1 else None,
        truth=Truth.YES if one.sure else Truth.UNKNOWN,
        message=message if one.sure else joined(message, _AS_FAR_AS_KNOWN),
        action=Text(
            "{office} sucht für {hall} einen zweiten Partner im Netz.",
            "{office} looks for a second partner in the network for {hall}.",
        ).fill(office=situation.coordination, hall=situation.name(one.halls[0])),
        surveyed_at=situation.wave.ended_on if situation.wave else None,
        evidence=tuple(_evidence(situation, one)),
        rank=rank,
    )


def _evidence(situation: Situation, one: _Bottleneck) -> Iterator[Evidence]:
    ends = tuple(actor.id for actor in one.ends)
    yield Evidence(
        Text("Es fallen ab: {names}.", "These fall off: {names}.").fill(names=listed(situation.names(one.off))),
        (*ends, *one.off),
    )
    off = frozenset(one.off)
    work = [a.id for a in situation.district.activities if any(r.source in off for r in situation.answering(a.id))]
    if work:
        text = Text("Dafür sind sie zuständig: {titles}.", "They answer for: {titles}.")
        yield Evidence(text.fill(titles=listed(situation.names(work), 3)), tuple(work))
    places = tuple(dict.fromkeys(place for a in situation.view.many(Actor, one.off) for place in a.places))
    if places:
        text = Text("Sie sitzen in: {places}.", "They are located in: {places}.")
        yield Evidence(text.fill(places=listed(situation.names(places))), places)
    if situation.wave is None:
        yield Evidence(Text("Es gab noch keine Befragung.", "There has been no survey yet."))
        return
    silent = [ref for ref in one.off if ref not in situation.wave.answered]
    if silent:
        text = Text("In „{survey}“ fehlt die Antwort von: {names}.", "“{survey}” lacks the answer of: {names}.")
        names = listed(situation.names(silent))
        yield Evidence(text.fill(survey=situation.wave.survey.title, names=names), (situation.wave.survey.id, *silent))


_AS_FAR_AS_KNOWN = Text("Ob es andere Wege gibt, ist unbekannt.", "Whether there are other ways is unknown.")

BOTTLENECK = Rule(
    "G17",
    Text("Engstelle", "Bottleneck"),
    Text(
        "Ohne einen einzigen Akteur oder eine einzige Verbindung fällt ein Rathaus vom Netz ab. Sicher ist das, wenn "
        "alle, die mit ihm abfallen, geantwortet haben.",
        "Without a single actor or a single tie a town hall falls off the network. That is certain if everybody who "
        "falls off with it has answered.",
    ),
    Severity.HIGH,
    _bottlenecks,
    shown=10,
)
