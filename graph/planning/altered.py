"""The graph as it would be: without some actors, without some money, with some ties. Nothing is written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph.keys import short
from graph.model import KINDS, Actor, Edge, Funding, Measure, Offer, Record, Ref, Responsibility, Tie, global_id
from graph.model.states import MeasureStatus
from graph.picture import Picture, View
from graph.rights import OFFICE
from graph.validity import answers_for, is_active


@dataclass(frozen=True, slots=True)
class Changes:
    """What is supposed: actors that drop out, pairs that begin to work together, fundings that end."""

    remove: tuple[Ref, ...] = ()
    add: tuple[tuple[Ref, Ref], ...] = ()
    end: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Altered:
    """The view after the changes, and what comes to a halt with nobody left to lead it, or no money left."""

    view: View
    orphaned: tuple[Ref, ...]
    unfunded: tuple[Ref, ...]


def altered(view: View, dataset: str, on: date, changes: Changes) -> Altered:
    """What is left of a dataset. Entries that stand only with somebody who drops out go with them."""
    held: dict[Ref, Record] = {record.id: record for kind in KINDS.values() for record in view.all(kind, dataset)}
    orphaned = tuple(ref for ref in _led_by(held.values(), on, changes.remove) if _runs(held.get(ref), on))
    unfunded = tuple(ref for ref in _paid_by(held.values(), changes.end) if _runs(held.get(ref), on))
    for ref in (*orphaned, *unfunded):
        activity = held[ref]
        assert isinstance(activity, Measure | Offer)
        held[ref] = replace(activity, status=MeasureStatus.PAUSED)
    gone = {*changes.remove, *changes.end}
    kept = {ref: record for ref, record in held.items() if ref not in gone and not _ends_in(record, gone)}
    for a, b in changes.add:
        tie = _tie(held, dataset, a, b)
        kept[tie.id] = tie
    return Altered(Picture(view.revision, kept).seen_by(OFFICE), orphaned, unfunded)


def _led_by(records: Iterable[Record], on: date, removed: Collection[Ref]) -> list[Ref]:
    """What only actors among the removed answer for."""
    leads: dict[Ref, set[Ref]] = {}
    for record in records:
        if isinstance(record, Responsibility) and answers_for(record, on):
            leads.setdefault(record.target, set()).add(record.source)
    return [target for target, actors in leads.items() if actors <= set(removed)]


def _paid_by(records: Iterable[Record], ended: Collection[Ref]) -> list[Ref]:
    """What has no funding but the ended ones."""
    money: dict[Ref, set[Ref]] = {}
    for record in records:
        if isinstance(record, Funding) and record.measure is not None:
            money.setdefault(record.measure, set()).add(record.id)
    return [measure for measure, fundings in money.items() if fundings <= set(ended)]


def _runs(record: Record | None, on: date) -> bool:
    return isinstance(record, Measure | Offer) and is_active(record, on)


def _ends_in(record: Record, gone: Collection[Ref]) -> bool:
    return isinstance(record, Edge) and (record.source in gone or record.target in gone)


def _tie(held: dict[Ref, Record], dataset: str, a: Ref, b: Ref) -> Tie:
    ends = sorted((held[a], held[b]), key=lambda actor: actor.external_id)
    assert all(isinstance(end, Actor) for end in ends)
    key = short("|".join(("supposed", *(end.external_id for end in ends))))
    return Tie(
        id=global_id(dataset, Tie.__name__, key), dataset=dataset, external_id=key, source=ends[0].id, target=ends[1].id
    )
