"""The log of a store, read as far as it can be, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.care.record_check import Problem
from graph.care.state_check import UNREADABLE
from graph.care.verification import fits_its_payload
from graph.changes import Changed, Head
from graph.errors import StoreDamaged
from graph.language import Text
from graph.log import GENESIS, Break, Chain, Logged
from graph.past.fold import Fold
from graph.store import Store

_FROM_THE_BEGINNING = -(2**62)  # no revision is below 1, unless somebody put one there


@dataclass(slots=True)
class Past:
    """A log as it was read: what it folds to, the hash of each revision, and what is wrong."""

    fold: Fold = field(default_factory=Fold)
    hashes: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_past(store: Store, head: Head) -> Past:
    """The log up to this head, looked at from end to end."""
    past, chain = Past(), Chain()
    feed = iter(_feed(store, head, past))
    agrees = True
    for logged in _revisions(store, head, past):
        try:
            past.problems += map(_broken, chain.follow(logged))
            _look_at_entries(logged, past)
            past.fold.add(logged)
        except UNREADABLE as error:
            past.problems.append(_unreadable(str(logged.number), error))
        past.hashes[logged.number] = logged.hash
        agrees = agrees and all(next(feed, None) == changed for changed in _changes(logged))
    past.problems += map(_broken, chain.ended())
    if not agrees or next(feed, None) is not None:
        de, en = "Die Liste der Änderungen ist nicht die des Protokolls.", "The list of changes is not that of the log."
        past.problems.append(Problem("WRONG_CHANGES", store.address, Text(de, en)))
    last = max(past.hashes, default=0)
    if (head.revision, head.hash) != (last, past.hashes.get(last, GENESIS)):
        de, en = "Der Kopf ist nicht der letzte Stand des Protokolls.", "The head is not the log's last revision."
        past.problems.append(Problem("WRONG_HEAD", str(head.revision), Text(de, en)))
    return past


def _feed(store: Store, head: Head, past: Past) -> list[Changed]:
    try:
        return [change for change in store.changes(_FROM_THE_BEGINNING) if change.revision <= head.revision]
    except UNREADABLE as error:
        past.problems.append(_unreadable(store.address, error))
        return []


def _changes(logged: Logged) -> Iterator[Changed]:
    return (Changed(logged.number, entry.kind, entry.id, entry.action) for entry in logged.entries)


def _revisions(store: Store, head: Head, past: Past) -> Iterator[Logged]:
    """The log; where a part of it can't be read, each revision of it by itself."""
    after = _FROM_THE_BEGINNING
    while True:
        try:
            for logged in store.log(after, head.revision):
                yield logged
                after = logged.number
            return
        except UNREADABLE:
            after = max(after, 0) + 1
            try:
                yield from store.log(after - 1, after)
            except UNREADABLE as error:
                past.problems.append(_unreadable(str(after), error))


def _look_at_entries(logged: Logged, past: Past) -> None:
    for entry in logged.entries:
        subject = f"{entry.kind} {entry.id}"
        try:
            if not fits_its_payload(entry):
                de, en = "Das Protokoll hält hier etwas anderes fest.", "The log holds something else here."
                past.problems.append(Problem("WRONG_PAYLOAD", subject, Text(de, en)))
        except UNREADABLE as error:
            past.problems.append(_unreadable(subject, error))


def _unreadable(subject: str, error: BaseException) -> Problem:
    why = error.message if isinstance(error, StoreDamaged) else Text(f"{error!r}", f"{error!r}")
    text = Text("Das Protokoll lässt sich hier nicht lesen: {why}", "The log can't be read here: {why}")
    return Problem("UNREADABLE_LOG", subject, text.fill(why=why))


def _broken(broken: Break) -> Problem:
    return Problem(broken.code, broken.subject, _SENTENCES[broken.code].fill(revision=broken.revision))


_SENTENCES = {
    "MISSING_REVISION": Text("Der Stand {revision} fehlt im Protokoll.", "Revision {revision} is missing."),
    "BROKEN_CHAIN": Text(
        "Stand {revision} schließt nicht an die davor an.", "Revision {revision} does not follow the one before."
    ),
    "CHANGED_REVISION": Text(
        "Stand {revision} wurde nachträglich geändert.", "Revision {revision} was changed afterwards."
    ),
    "CHANGED_PAYLOAD": Text(
        "Was Stand {revision} festhält, wurde nachträglich geändert.",
        "What revision {revision} holds was changed afterwards.",
    ),
    "LOST_PAYLOAD": Text(
        "Was Stand {revision} festhielt, fehlt, ohne dass es gelöscht wurde.",
        "What revision {revision} held is missing, though nobody erased it.",
    ),
}
