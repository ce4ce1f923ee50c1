"""What named one entry names another from now on: references, edges, redirects, confirmations."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from graph.model import EDGE_KINDS, Confirmation, Edge, Record, Redirect, Ref
from graph.redirects import redirect_from
from graph.rows import references, targets
from graph.schema import ValueType
from graph.service.folding import Folded, fold
from graph.service.work import Work
from graph.ties import is_derived


@dataclass(slots=True)
class Repointed:
    """What became of all that named an entry. `vanished` are edges that would have led from an entry to itself."""

    changed: list[Ref] = field(default_factory=list)
    folded: list[Folded] = field(default_factory=list)
    vanished: list[Edge] = field(default_factory=list)


def repoint(work: Work, old: Record, new: Record) -> Repointed:
    """Everything that named `old` shall name `new`. Derived ties are left: they follow by themselves.

    `new` itself is left as it is in the work.
    """
    done = Repointed()
    moved: set[str] = set()
    for record in work.everything(old.dataset).values():
        if record.id in (old.id, new.id) or is_derived(record):
            continue
        pointing = _pointing(record, old.id, new.id)
        if pointing == record:
            continue
        if isinstance(pointing, Edge) and pointing.source == pointing.target:
            work.delete_edge(record)
            done.vanished.append(pointing)
            continue
        work.put(pointing)
        done.changed.append(record.id)
        if isinstance(pointing, Edge):
            moved.add(record.id)
    _keep_confirmations(work, old, set(done.changed))
    _fold(work, new, frozenset(moved), done)
    return done


def lead_edge_on(work: Work, gone: Edge, into: Ref) -> None:
    """The edge shall be gone; what spoke of it speaks of another edge, and its id leads there."""
    work.delete(gone)
    for confirmation in work.all(gone.dataset, Confirmation):
        if confirmation.edge == gone.id:
            work.put(replace(confirmation, edge=into, confirmed_version=None))
    for redirect in work.all(gone.dataset, Redirect):
        if redirect.edge == gone.id:
            work.put(replace(redirect, edge=into))
    lead_on(work, gone, into, is_edge=True, name=None)


def lead_on(work: Work, old: Record, to: Ref, *, is_edge: bool, name: str | None) -> Redirect:
    """Put the redirect from an entry to the one that it went into into the work."""
    redirect = redirect_from(old, to, is_edge=is_edge, name=name)
    held = work.held(redirect.id)
    redirect = replace(redirect, version=held.version) if held is not None else redirect
    work.put(redirect)
    return redirect


def _pointing(record: Record, old: Ref, new: Ref) -> Record:
    changed: dict[str, Any] = {}
    for prop in references(type(record)):
        held = targets(record, prop)
        if old in held:
            refs = tuple(dict.fromkeys(new if ref == old else ref for ref in held))
            changed[prop.name] = refs if prop.value_type is ValueType.REFERENCES else new
    return replace(record, **changed)


def _keep_confirmations(work: Work, old: Record, changed: set[Ref]) -> None:
    """What was confirmed of the old entry was not confirmed of the new one; all others are as confirmed as before."""
    for confirmation in work.all(old.dataset, Confirmation):
        if confirmation.confirmed_version is None:
            continue
        held = work.held(confirmation.id)
        subject = Ref(confirmation.edge) if confirmation.edge else confirmation.about
        if isinstance(held, Confirmation) and held.about == old.id:
            work.put(replace(confirmation, confirmed_version=None))
        elif subject in changed and _version(work, subject) == confirmation.confirmed_version:
            work.put(replace(confirmation, confirmed_version=confirmation.confirmed_version + 1))


def _version(work: Work, ref: Ref) -> int:
    held = work.held(ref)
    return held.version if held is not None else 0


def _fold(work: Work, at: Record, moved: frozenset[str], done: Repointed) -> None:
    for one in fold(_edges(work, at), moved=moved):
        work.put(one.into)
        lead_edge_on(work, one.gone, one.into.id)
        done.folded.append(one)
        if one.gone.id in done.changed:
            done.changed.remove(one.gone.id)


def _edges(work: Work, at: Record) -> Iterator[Edge]:
    for edge in work.all(at.dataset, *EDGE_KINDS):
        if at.id in (edge.source, edge.target) and not is_derived(edge):
            yield edge
