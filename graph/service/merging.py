"""Two entries that are the same thing become one; the old id and key lead on, and undoing it parts them again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from graph import ties
from graph.errors import NotFound
from graph.language import Text
from graph.model import Actor, Edge, Event, Group, Measure, Offer, Record, Redirect, Ref, Term, Tie
from graph.rights import Action, Viewer, require
from graph.schema import label_of
from graph.service.combining import Choice, Difference, combined
from graph.service.finding import NO_SUCH_ENTRY, sees
from graph.service.folding import Folded
from graph.service.links import check_ladders
from graph.service.repointing import Repointed, lead_edge_on, lead_on, repoint
from graph.service.values import refuse
from graph.service.work import Work, again_if_disturbed
from graph.service.writing import as_seen, needs_reason
from graph.service.written import as_of, first_time, used_for_something_else
from graph.store import Store

MERGEABLE: tuple[type[Record], ...] = (Actor, Measure, Offer, Group, Event, Term)


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge does, or did.

    `record` is the entry that stays, `away` the one that goes into it. `changed` are the entries that name the one that
    stays from now on; `folded` the doubled edges; `vanished` the edges between the two; `differences` what the two say
    differently. `expected` are the versions that this rests on. `revision` is None if nothing was written.
    """

    record: Record
    away: Record
    differences: tuple[Difference, ...]
    changed: tuple[Ref, ...]
    folded: tuple[Folded, ...]
    vanished: tuple[Edge, ...]
    expected: Mapping[Ref, int]
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: the entry that stays. `details` is None where the merge had been written before."""

    record: Record | None
    revision: int
    replayed: bool = False
    details: Merging | None = None


def preview(
    store: Store, viewer: Viewer, keep: Ref, away: Ref, *, choose: Mapping[str, Choice] | None = None
) -> Merging:
    """What merging `away` into `keep` would do. Raises Invalid, NotFound and NotAllowed as `merge` does."""
    work = Work(store)
    found = work.store.get([keep, away])
    for ref in (keep, away):
        record = found.get(ref)
        if record is None or not sees(store, viewer, record):
            raise NotFound(NO_SUCH_ENTRY)
    return _plan(work, viewer, found[keep], found[away], choose or {})


def merge(
    store: Store,
    viewer: Viewer,
    keep: Ref,
    away: Ref,
    *,
    expected: Mapping[Ref, int],
    choose: Mapping[str, Choice] | None = None,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Merged:
    """Merge `away` into `keep`, in one revision.

    Everything that named `away` names `keep`; doubled edges are folded, an edge between the two goes, ties are derived
    anew; see `combined` for the values. `expected` holds the versions of both that the author saw. Raises Conflict,
    Invalid, NotFound, NotAllowed and StoreError.
    """
    needs_reason(reason)
    first = _replayed(store, viewer, keep, away, reason, mutation_id)
    if first is not None:
        return first

    def attempt(work: Work) -> Merged:
        kept = as_seen(work, viewer, keep, expected.get(keep, 0), None)
        gone = as_seen(work, viewer, away, expected.get(away, 0), None)
        details = _plan(work, viewer, kept, gone, choose or {})
        commit = work.commit(author=viewer.name, reason=reason, at=at, mutation_id=mutation_id)
        if commit.replayed:  # somebody sent the same at the same time
            again = _replayed(store, viewer, keep, away, reason, mutation_id)
            assert again is not None
            return again
        done = replace(details, revision=commit.revision)
        return Merged(done.record, commit.revision, details=done)

    return again_if_disturbed(store, attempt)


def _plan(work: Work, viewer: Viewer, keep: Record, away: Record, choose: Mapping[str, Choice]) -> Merging:
    _check(keep, away)
    require(viewer, Action.MERGE, keep)
    require(viewer, Action.MERGE, away)
    touched = {tie.id for tie in work.all(keep.dataset, Tie) if _names(tie, away.id)}
    survivor, differences = combined(keep, away, choose)
    work.put(survivor)
    done = repoint(work, away, survivor)
    work.delete(away)
    lead_on(work, away, survivor.id, is_edge=False, name=label_of(away))
    if touched or any(r is not None and ties.speaks_of_ties(r) for r in work.changes.values()):
        _derive_ties(work, touched, away, survivor, done)
    work.carry_confirmations({away.id: survivor.id})
    check_ladders(work)
    record = work.written(keep.id)
    assert record is not None
    expected = {keep.id: keep.version, away.id: away.version}
    return Merging(record, away, differences, tuple(done.changed), tuple(done.folded), tuple(done.vanished), expected)


def _derive_ties(work: Work, touched: set[Ref], away: Record, survivor: Record, done: Repointed) -> None:
    """Ties that named the one that went are derived anew; each old one leads to the tie that it became, if any."""
    work.rest_on(ties.SPEAKING_OF_TIES)
    put, gone = ties.difference(survivor.dataset, work.everything(survivor.dataset))
    now = {_essence(tie): tie.id for tie in (*work.all(survivor.dataset, Tie), *put.values())}
    for tie in put.values():
        if _names(tie, survivor.id):
            work.put(tie)
    for tie in gone:
        if tie.id in touched:
            heir = now.get(_essence(tie, away.id, survivor.id))
            if heir is None or heir == tie.id:
                work.delete_edge(tie)
                done.vanished.append(tie)
            else:
                lead_edge_on(work, tie, heir)


def _names(tie: Tie, ref: Ref) -> bool:
    return ref in (tie.source, tie.target, *tie.fields)


def _essence(tie: Tie, old: Ref | None = None, new: Ref | None = None) -> tuple[object, ...]:
    """What makes a tie one, with one id put in place of another."""

    def now(ref: Ref) -> Ref:
        return new if ref == old and new is not None else ref

    ends = (now(tie.source), now(tie.target))
    return (ends if tie.directed else frozenset(ends)), tie.layer, frozenset(now(f) for f in tie.fields), tie.directed


def _check(keep: Record, away: Record) -> None:
    if keep.id == away.id:
        refuse({"away": _SAME})
    if type(keep) is not type(away):
        refuse({"away": _KINDS.fill(one=keep.meta.label, other=away.meta.label)})
    if type(keep) not in MERGEABLE:
        refuse({"keep": _NOT_MERGEABLE.fill(kind=keep.meta.plural)})
    if keep.dataset != away.dataset:
        refuse({"away": _DATASETS})
    if isinstance(keep, Term) and isinstance(away, Term) and keep.scheme != away.scheme:
        refuse({"away": _SCHEMES.fill(one=keep.scheme, other=away.scheme)})


def _replayed(
    store: Store, viewer: Viewer, keep: Ref, away: Ref, reason: str, mutation_id: str | None
) -> Merged | None:
    logged = first_time(store, mutation_id, viewer, reason)
    if logged is None:
        return None
    written = {entry.id: entry for entry in logged.entries}
    redirects = [r for entry in logged.entries if isinstance(r := entry.record, Redirect)]
    same = away in written and written[away].action == "delete"
    if not same or not any(r.old_id == away and r.leads_to == keep for r in redirects):
        raise used_for_something_else()
    return Merged(as_of(store, logged.number, [keep])[keep].record, logged.number, replayed=True)


_SAME = Text("Das ist derselbe Eintrag.", "This is the same entry.")
_KINDS = Text(
    "Nur Einträge derselben Art lassen sich zusammenführen, nicht {one} und {other}.",
    "Only entries of the same kind can be merged, not {one} and {other}.",
)
_NOT_MERGEABLE = Text("{kind} lassen sich nicht zusammenführen.", "{kind} can't be merged.")
_DATASETS = Text("Die beiden gehören zu verschiedenen Datensätzen.", "The two belong to different datasets.")
_SCHEMES = Text(
    "Die beiden stehen in verschiedenen Vokabularen ({one}, {other}).",
    "The two stand in different schemes ({one}, {other}).",
)
