"""What named one entry names another from now on: references, edges, redirects, confirmations."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.model import EDGE_KINDS, Confirmation, Edge, Record, Redirect, Ref
from graph.office.confirmation import MERGED
from graph.redirects import redirect_from
from graph.service.folding import Folded, fold
from graph.service.work import Work, pointing
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
        led = pointing(record, {old.id: new.id})
        if led == record:
            continue
        if isinstance(led, Edge) and led.source == led.target:
            work.delete_edge(record)
            done.vanished.append(led)
            continue
        work.put(led)
        done.changed.append(record.id)
        if isinstance(led, Edge):
            moved.add(record.id)
    _part_confirmations(work, old)
    _fold(work, new, frozenset(moved), done)
    return done


def lead_edge_on(work: Work, gone: Edge, into: Ref) -> None:
    """The edge shall be gone; what spoke of it speaks of another edge, and its id leads there."""
    work.delete(gone)
    for confirmation in work.all(gone.dataset, Confirmation):
        if confirmation.edge == gone.id:
            work.put(replace(confirmation, edge=into, confirmed_version=MERGED))
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


def _part_confirmations(work: Work, old: Record) -> None:
    """What was confirmed of the old entry was not confirmed of the new one."""
    for confirmation in work.all(old.dataset, Confirmation):
        held = work.held(confirmation.id)
        if isinstance(held, Confirmation) and held.about == old.id and work.get(held.id) is not None:
            work.put(replace(confirmation, confirmed_version=MERGED))


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
