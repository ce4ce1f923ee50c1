"""G6: more accepted than an actor has capacity for."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.office.capacity import Load, loads
from graph.phrases import counted, decimal, listed


def _overloaded(situation: Situation) -> Iterator[Finding]:
    """Too much, and what cannot be told because one of two numbers is missing.

    Of an actor of which nobody stated a capacity nor an effort nothing is said: there is nothing to compare.
    """
    for load in loads(situation.view, situation.dataset, situation.on):
        if load.is_too_much:
            yield _too_much(situation, load)
        elif load.is_too_much is None and (load.actor.capacity_fte is not None or load.stated > 0):
            yield _unknown(situation, load)


def _too_much(situation: Situation, load: Load) -> Finding:
    assert load.actor.capacity_fte is not None
    return Finding(
        subject=load.actor,
        message=Text(
            "{actor} hat Arbeit für {stated} zugesagt, bei einer Kapazität von {capacity}.",
            "{actor} has accepted work for {stated}, with a capacity of {capacity}.",
        ).fill(actor=load.actor.name, stated=_posts(load.stated), capacity=decimal(load.actor.capacity_fte)),
        action=(_DECIDE if load.actor.id in situation.coordinating else _DISCUSS).fill(
            who=situation.coordination, actor=load.actor.name
        ),
        evidence=tuple(_evidence(situation, load)),
    )


def _unknown(situation: Situation, load: Load) -> Finding:
    if load.actor.capacity_fte is None:
        message = Text(
            "{actor} hat Arbeit für {stated} zugesagt; welche Kapazität da ist, ist unbekannt.",
            "{actor} has accepted work for {stated}; what capacity there is is unknown.",
        )
        action = Text("{who} fragt nach der Kapazität: {actor}.", "{who} asks about the capacity: {actor}.")
    else:
        message = Text(
            "Ob die Kapazität von {actor} ({capacity}) für alles Zugesagte reicht, ist unbekannt.",
            "Whether the capacity of {actor} ({capacity}) is enough for all it accepted is unknown.",
        )
        action = Text(
            "{who} fragt nach dem Aufwand für das, wo er fehlt: {actor}.",
            "{who} asks about the effort where it is missing: {actor}.",
        )
    told = {
        "who": situation.coordination,
        "actor": load.actor.name,
        "stated": _posts(load.stated),
        "capacity": _posts(load.actor.capacity_fte or 0),
    }
    return Finding(
        subject=load.actor,
        truth=Truth.UNKNOWN,
        message=message.fill(**told),
        action=action.fill(**told),
        evidence=tuple(_evidence(situation, load)),
    )


def _evidence(situation: Situation, load: Load) -> Iterator[Evidence]:
    for one in load.accepted:
        if one.effort_fte is not None:
            text = Text("„{title}“: {effort}.", "“{title}”: {effort}.")
            yield Evidence(text.fill(title=situation.name(one.target), effort=_posts(one.effort_fte)), (one.id,))
    if load.silent:
        yield Evidence(
            counted(
                len(load.silent),
                Text("Ohne Angabe zum Aufwand: {titles}.", "Effort not stated: {titles}."),
                Text("{n} Mal ohne Angabe zum Aufwand: {titles}.", "Effort not stated {n} times: {titles}."),
                titles=listed(situation.names(one.target for one in load.silent), 3),
            ),
            tuple(one.id for one in load.silent),
        )


def _posts(fte: float) -> Text:
    """1 Vollzeitstelle, 2,5 Vollzeitstellen."""
    words = Text("{n} Vollzeitstelle", "{n} full-time post") if fte == 1 else _POSTS
    return words.fill(n=decimal(fte))


_DISCUSS = Text(
    "{who} bespricht mit {actor}, was warten kann oder wer etwas übernimmt.",
    "{who} discusses with {actor} what can wait or who takes something over.",
)
_DECIDE = Text(
    "{who} entscheidet, was warten kann oder wer etwas übernimmt.",
    "{who} decides what can wait or who takes something over.",
)
_POSTS = Text("{n} Vollzeitstellen", "{n} full-time posts")

NO_CAPACITY = Rule(
    "G6",
    Text("Zu viel zugesagt", "More accepted than there is capacity"),
    Text(
        "Der Aufwand dessen, was ein Akteur zugesagt hat, übersteigt seine Kapazität. Fehlt eine der Angaben, ist es "
        "unbekannt.",
        "The effort of what an actor has accepted exceeds its capacity. Where one of the numbers is missing, it is "
        "unknown.",
    ),
    Severity.MEDIUM,
    _overloaded,
)
