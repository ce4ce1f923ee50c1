"""G11: types of actors that come less often than others or are never invited, municipalities from which nobody came."""

from collections import defaultdict
from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Actor, Ref, Term
from graph.model.states import Daypart, Known
from graph.office.participation import Meetings
from graph.office.turnout import Turnout
from graph.phrases import counted, listed, number, percent
from graph.rollup import Ladder


def _missing(situation: Situation) -> Iterator[Finding]:
    meetings = Meetings(situation.view, situation.dataset, situation.on)
    if meetings.events:
        yield from _types(situation, meetings)
        yield from _places(situation, meetings)


def _types(situation: Situation, meetings: Meetings) -> Iterator[Finding]:
    """Types whose interval lies below the overall rate; types of which nobody was invited; types not known."""
    for term in situation.view.all(Term, situation.dataset):
        actors = meetings.types.get(term.id, ())
        if not actors:
            continue
        turnout = meetings.turnout(actors)
        if turnout.invited == 0:
            yield _never_invited(situation, meetings, term)
        elif turnout.interval is None:
            yield _nobody_noted(situation, meetings, term, turnout)
        elif meetings.overall is not None and turnout.interval[1] < meetings.overall.rate:
            yield _seldom(situation, meetings, term, turnout)


def _never_invited(situation: Situation, meetings: Meetings, term: Term) -> Finding:
    names = listed(situation.names(meetings.types[term.id]))
    message = Text(
        "„{type}“: Zu keiner Konferenz und keinem Workshop wurde jemand eingeladen.",
        "“{type}”: nobody was invited to any conference or workshop.",
    )
    action = Text("{who} lädt sie zum nächsten Termin ein: {names}.", "{who} invites them to the next date: {names}.")
    if meetings.unlisted:
        message = Text(
            "„{type}“: Ob jemand zu Konferenzen oder Workshops eingeladen war, ist unbekannt.",
            "“{type}”: whether anybody was invited to conferences or workshops is unknown.",
        )
        action = Text(
            "{who} trägt nach, ob sie eingeladen waren: {names}.", "{who} enters whether they were invited: {names}."
        )  # fmt: skip
    return Finding(
        subject=term,
        truth=Truth.UNKNOWN if meetings.unlisted else Truth.YES,
        message=message.fill(type=label(term)),
        action=action.fill(who=situation.coordination, names=names),
        evidence=tuple(_about_all(meetings)),
    )


def _nobody_noted(situation: Situation, meetings: Meetings, term: Term, turnout: Turnout) -> Finding:
    return Finding(
        subject=term,
        truth=Truth.UNKNOWN,
        message=Text(
            "„{type}“: Ob von den Eingeladenen jemand kam, ist unbekannt.",
            "“{type}”: whether anybody of those invited came is unknown.",
        ).fill(type=label(term)),
        action=Text("{who} trägt nach, wer gekommen ist.", "{who} enters who came.").fill(who=situation.coordination),
        evidence=(_unknown(turnout), *_about_all(meetings)),
    )


def _seldom(situation: Situation, meetings: Meetings, term: Term, turnout: Turnout) -> Finding:
    assert turnout.rate is not None
    return Finding(
        subject=term,
        message=Text(
            "„{type}“: Nur {rate} der Eingeladenen kamen, deutlich weniger als insgesamt.",
            "“{type}”: only {rate} of those invited came, clearly fewer than overall.",
        ).fill(type=label(term), rate=percent(turnout.rate)),
        action=Text(
            "{who} fragt sie, welche Tage und Zeiten passen, und lädt danach ein.",
            "{who} asks them which days and times suit and invites accordingly.",
        ).fill(who=situation.coordination),
        evidence=(
            _rate(turnout),
            *([_unknown(turnout)] if turnout.unknown else []),
            *_by_daypart(meetings, term),
            *_about_all(meetings),
        ),
    )


def _places(situation: Situation, meetings: Meetings) -> Iterator[Finding]:
    """Municipalities from which nobody came; unknown where nobody wrote down who was there."""
    ladder = Ladder(situation.view, (place.id for place in situation.cube.places))
    seated: dict[Ref, list[Ref]] = defaultdict(list)
    for actor in situation.view.all(Actor, situation.dataset):
        for ref in ladder.rungs(actor.places):
            seated[ref].append(actor.id)
    for place in situation.cube.places:
        here = seated[place.id]
        reached = meetings.reached(here)
        if reached is Known.YES:
            continue
        turnout = meetings.turnout(here)
        message = Text(
            "Ob aus {place} jemand bei einer Konferenz oder einem Workshop war, ist unbekannt.",
            "Whether anybody from {place} came to a conference or workshop is unknown.",
        )
        if reached is Known.NO:
            message = Text(
                "Aus {place} war niemand bei einer Konferenz oder einem Workshop.",
                "Nobody from {place} came to a conference or workshop.",
            )
        yield Finding(
            subject=place,
            truth=Truth.YES if reached is Known.NO else Truth.UNKNOWN,
            message=message.fill(place=place.name),
            action=Text(
                "{who} spricht mit {hall} und lädt zum nächsten Termin ein.",
                "{who} talks to {hall} and invites to the next date.",
            ).fill(who=situation.coordination, hall=situation.town_hall(place.id)),
            evidence=(_invited(turnout), *_about_all(meetings)),
        )


def _invited(turnout: Turnout) -> Evidence:
    if turnout.invited == 0:
        return Evidence(Text("Von dort ist keine Einladung verzeichnet.", "No invitation there is on record."))
    return _unknown(turnout) if turnout.unknown else _rate(turnout)


def _rate(turnout: Turnout) -> Evidence:
    assert turnout.rate is not None
    assert turnout.interval is not None
    low, high = turnout.interval
    text = Text(
        "{came} von {known} Einladungen wurden angenommen ({rate}; 95-%-Intervall: {low} bis {high}).",
        "{came} of {known} invitations were taken up ({rate}; 95% interval: {low} to {high}).",
    )
    return Evidence(
        text.fill(
            came=number(turnout.came), known=number(turnout.known), rate=percent(turnout.rate),
            low=percent(low), high=percent(high),
        )
    )  # fmt: skip


def _unknown(turnout: Turnout) -> Evidence:
    return Evidence(
        Text(
            "Von {unknown} der {invited} Einladungen ist unbekannt, ob jemand kam.",
            "Of {unknown} of the {invited} invitations it is unknown whether anybody came.",
        ).fill(unknown=number(turnout.unknown), invited=number(turnout.invited))
    )


def _by_daypart(meetings: Meetings, term: Term) -> Iterator[Evidence]:
    actors = meetings.types[term.id]
    for daypart in Daypart:
        events = [event for event in meetings.events if event.daypart is daypart]
        turnout = Turnout.of(meetings.answers[e.id][a] for e in events for a in actors if a in meetings.answers[e.id])
        if turnout.rate is not None:
            text = Text("Termine {when}: {came} von {known}.", "Dates in the {when}: {came} of {known}.")
            came, known = number(turnout.came), number(turnout.known)
            yield Evidence(text.fill(when=daypart.label, came=came, known=known))


def _about_all(meetings: Meetings) -> Iterator[Evidence]:
    if meetings.overall is not None:
        yield Evidence(meetings.overall.sentence)
    if meetings.unlisted:
        one = Text(
            "Bei {n} Termin ist nicht vollständig verzeichnet, wer eingeladen oder da war.",
            "Of {n} date it is not fully on record who was invited or there.",
        )
        many = Text(
            "Bei {n} Terminen ist nicht vollständig verzeichnet, wer eingeladen oder da war.",
            "Of {n} dates it is not fully on record who was invited or there.",
        )
        yield Evidence(counted(len(meetings.unlisted), one, many), tuple(event.id for event in meetings.unlisted))


PARTICIPATION = Rule(
    "G11",
    Text("Nicht dabei", "Not taking part"),
    Text(
        "Akteure einer Art kommen deutlich seltener zu Konferenzen und Workshops als andere oder werden nie "
        "eingeladen, oder aus einer Kommune kommt niemand.",
        "Actors of a type come to conferences and workshops clearly less often than others or are never invited, or "
        "nobody comes from a municipality.",
    ),
    Severity.MEDIUM,
    _missing,
)
