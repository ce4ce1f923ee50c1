"""What merging, deleting and erasing come to, for people and as JSON."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from graph.language import Text
from graph.schema import label_of

if TYPE_CHECKING:
    from graph.model import Edge, Record
    from graph.service import Erased, Hanging, Merging


def merging(done: "Merging", revision: int | None) -> dict[str, Any]:
    """For `merge --json`."""
    return {
        "keep": done.record.id,
        "away": done.away.id,
        "differences": [
            {"property": d.by.json_name, "keep": d.keep, "away": d.away, "taken": d.taken} for d in done.differences
        ],
        "changed": list(done.changed),
        "folded": [{"gone": one.gone.id, "into": one.into.id} for one in done.folded],
        "vanished": [edge.id for edge in done.vanished],
        "revision": revision,
    }


def merging_told(done: "Merging") -> Iterator[Text]:
    """The same for people."""
    yield _MERGE.fill(kind=done.record.meta.label, away=label_of(done.away), keep=label_of(done.record))
    for difference in done.differences:
        kept = difference.keep if difference.taken == "keep" else difference.away
        other = difference.away if difference.taken == "keep" else difference.keep
        yield _DIFFERENCE.fill(label=difference.by.label, kept=_plain(kept), other=_plain(other))
    yield _CHANGED.fill(n=len(done.changed))
    for one in done.folded:
        yield _FOLDED.fill(kind=one.gone.meta.label, states=_states(one.gone, one.into))
    for edge in done.vanished:
        yield _VANISHED.fill(kind=edge.meta.label)


def hanging(found: "Hanging", revision: int | None) -> dict[str, Any]:
    """For `delete --json`."""
    return {
        "id": found.record.id,
        "goesAlong": [{"id": along.id, "kind": type(along).__name__} for along in found.goes_along],
        "referring": [
            {"id": r.record.id, "kind": type(r.record).__name__, "property": r.by.json_name} for r in found.referring
        ],
        "revision": revision,
    }


def hanging_told(found: "Hanging") -> Iterator[Text]:
    """The same for people."""
    yield _DELETE.fill(kind=found.record.meta.label, name=label_of(found.record))
    for label, number in _counted(found.goes_along):
        yield _ALONG.fill(n=number, kind=label)
    for reference in found.referring:
        yield _REFERRING.fill(what=reference.sentence)


def proof(done: "Erased") -> dict[str, Any]:
    """For `erase --json`."""
    return {
        "revision": done.revision,
        "at": done.at.isoformat(),
        "author": done.author,
        "reason": done.reason,
        "ids": list(done.ids),
        "payloads": done.payloads,
        "mentions": [
            {"kind": m.kind, "id": m.id, "property": m.property, "revision": m.revision, "certain": m.certain}
            for m in done.mentions
        ],
    }


def proof_told(done: "Erased") -> Iterator[Text]:
    """The same for people."""
    yield _ERASED.fill(n=len(done.ids), payloads=done.payloads, revision=done.revision)
    for mention in done.mentions:
        where = f"{mention.kind} {mention.id}" if mention.kind is not None else "–"
        said = _MENTIONED if mention.certain else _PERHAPS
        at = Text("", "")
        if mention.revision is not None:
            at = Text(f", Stand {mention.revision}", f", revision {mention.revision}")
        yield said.fill(where=where, property=mention.property, at=at)


def _counted(records: "Iterable[Record]") -> Iterator[tuple[Text, int]]:
    kinds: dict[type[Record], int] = {}
    for record in records:
        kinds[type(record)] = kinds.get(type(record), 0) + 1
    return ((kind.meta.label if number == 1 else kind.meta.plural, number) for kind, number in kinds.items())


def _states(*edges: "Edge") -> Text:
    """The states of the two in brackets; nothing where neither has one, and one word where it is the same."""
    labels = [state.label for edge in edges if (state := getattr(edge, "state", None)) is not None]
    if not labels:
        return Text("", "")
    de, en = (", ".join(dict.fromkeys(words)) for words in zip(*labels, strict=True))
    return Text(f" ({de})", f" ({en})")


def _plain(value: object) -> object:
    label = getattr(value, "label", None)
    if label is not None:
        return label
    return ", ".join(map(str, value)) if isinstance(value, tuple) else getattr(value, "text", value)


_MERGE = Text("{kind} „{away}“ geht auf in „{keep}“.", "{kind} “{away}” goes into “{keep}”.")
_DIFFERENCE = Text("{label}: es gilt „{kept}“, nicht „{other}“.", "{label}: “{kept}” holds, not “{other}”.")
_CHANGED = Text("{n} Einträge verweisen dann auf ihn.", "{n} entries will refer to it.")
_FOLDED = Text("Doppelt: {kind}{states}. Es bleibt nur ein Eintrag.", "Double: {kind}{states}. Only one entry stays.")
_VANISHED = Text("{kind} zwischen den beiden entfällt.", "{kind} between the two goes.")
_DELETE = Text("{kind} „{name}“ wird gelöscht.", "{kind} “{name}” will be deleted.")
_ALONG = Text("Damit geht: {n} {kind}.", "With it goes: {n} {kind}.")
_REFERRING = Text("Darauf verweist: {what}.", "Referred to by: {what}.")
_ERASED = Text(
    "Getilgt: {n} Einträge mit {payloads} früheren Fassungen (Stand {revision}).",
    "Erased: {n} entries with {payloads} earlier versions (revision {revision}).",
)
_MENTIONED = Text(
    "Der Name steht noch in: {where}, {property}{at}.", "The name still stands in: {where}, {property}{at}."
)
_PERHAPS = Text(
    "Vielleicht dieselbe Person in: {where}, {property}{at}.", "Perhaps the same person in: {where}, {property}{at}."
)
