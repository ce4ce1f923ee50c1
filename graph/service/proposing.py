"""The life of a proposal: suggested, invited, agreed, working together; or declined, with the reason.

It goes forward only, steps may be left out. What was declined stays declined, and a pair is proposed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from graph.errors import Invalid, NotFound
from graph.keys import short
from graph.language import Text
from graph.model import Actor, Proposal, Ref
from graph.model.states import ProposalState
from graph.phrases import day
from graph.rights import Viewer
from graph.service.finding import NO_SUCH_ENTRY, sees
from graph.service.steps import Edit, New
from graph.service.values import refuse
from graph.service.writing import batch
from graph.service.written import Written
from graph.store import Store

_FORWARD = (ProposalState.SUGGESTED, ProposalState.INVITED, ProposalState.AGREED, ProposalState.WORKING)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested: who is to work together, why, on what, what comes next; `gaps` are ids of gaps it closes."""

    actors: Sequence[Ref]
    measure: Ref | None = None
    reasons: Sequence[str] = field(default_factory=tuple)
    next_step: str | None = None
    due_on: date | None = None
    by: Ref | None = None
    gaps: Sequence[str] = field(default_factory=tuple)


def suggest(
    store: Store,
    viewer: Viewer,
    dataset: str,
    what: Suggested,
    *,
    on: date,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Written:
    """Keep a proposal. Its external id joins those of its actors, so that nobody is proposed twice.

    Raises Invalid for fewer than two actors, one of another dataset, and a proposal that is there already, declined or
    not; NotFound, NotAllowed, Conflict and StoreError as every write.
    """
    ids = tuple(dict.fromkeys(what.actors))
    held = store.get(ids)
    actors = [record for ref in ids if isinstance(record := held.get(ref), Actor) and sees(store, viewer, record)]
    if len(actors) < len(ids) or len(ids) < 2 or any(actor.dataset != dataset for actor in actors):
        refuse({"actors": _TWO})
    key = short("|".join(sorted(actor.external_id for actor in actors)))
    _not_to_come(on, at)
    if not _is_replay(store, mutation_id):
        for taken in store.read((Proposal,), [dataset])[1]:
            if isinstance(taken, Proposal) and set(taken.actors) == set(ids) and sees(store, viewer, taken):
                raise Invalid(*_there(taken))
    values = {
        "actors": ids, "measure": what.measure, "reasons": tuple(what.reasons), "next_step": what.next_step,
        "due_on": what.due_on, "by": what.by, "gaps": tuple(what.gaps), "proposed_on": on,
        "state": ProposalState.SUGGESTED, "state_since": on,
    }  # fmt: skip
    step = New(Proposal, dataset, values, key)
    return batch(store, viewer, [step], reason=reason, at=at, mutation_id=mutation_id)


def move(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    state: ProposalState,
    *,
    expected_version: int,
    on: date,
    reason: str,
    at: datetime,
    decline_reason: str | None = None,
    mutation_id: str | None = None,
) -> Written:
    """Bring a proposal to a later state: INVITED, AGREED, WORKING, or DECLINED with the reason of the refusal.

    Raises Invalid for a step back, for one from what is declined or working already, and for a refusal without a
    reason; Conflict if somebody else changed it since; NotFound, NotAllowed and StoreError as every write.
    """
    changes: dict[str, object] = {"state": state, "state_since": on}
    if state is ProposalState.DECLINED:
        changes["decline_reason"] = decline_reason
    if not _is_replay(store, mutation_id):
        record = store.get([ref]).get(ref)
        if not isinstance(record, Proposal) or not sees(store, viewer, record):
            raise NotFound(NO_SUCH_ENTRY)
        if record.version == expected_version:  # else the write itself says what has changed
            _check(record, state, on, decline_reason)
            _not_to_come(on, at)
    return batch(store, viewer, [Edit(ref, changes, expected_version)], reason=reason, at=at, mutation_id=mutation_id)


def _check(held: Proposal, state: ProposalState, on: date, decline_reason: str | None) -> None:
    allowed = later_states(held.state)
    if state not in allowed:
        refuse({"state": _NOT_NEXT.fill(now=held.state.label, next=state.label)})
    if state is ProposalState.DECLINED and not (decline_reason or "").strip():
        refuse({"declineReason": _WHY})
    if held.state_since is not None and on < held.state_since:
        refuse({"stateSince": _BEFORE.fill(day=day(held.state_since))})


def later_states(state: ProposalState) -> tuple[ProposalState, ...]:
    """The states that a proposal can come to from this one."""
    if state in (ProposalState.WORKING, ProposalState.DECLINED):
        return ()
    return (*_FORWARD[_FORWARD.index(state) + 1 :], ProposalState.DECLINED)


def _is_replay(store: Store, mutation_id: str | None) -> bool:
    return mutation_id is not None and store.revision_of(mutation_id) is not None


def _not_to_come(on: date, at: datetime) -> None:
    if on > at.date():
        refuse({"stateSince": _TO_COME})


def _there(taken: Proposal) -> tuple[Text, dict[str, Text]]:
    text = _TAKEN.fill(state=taken.state.label)
    if taken.state is ProposalState.DECLINED:
        text = _DECLINED.fill(reason=taken.decline_reason or "–")
    return text, {"actors": text}


_TWO = Text(
    "Ein Vorschlag braucht mindestens zwei Akteure dieses Datensatzes.",
    "A proposal needs at least two actors of this dataset.",
)
_TAKEN = Text(
    "Diesen Vorschlag gibt es schon; sein Stand: {state}.", "This proposal is there already; its state: {state}."
)
_DECLINED = Text(
    "Dieser Vorschlag wurde abgelehnt: {reason}. Er wird nicht wieder gemacht.",
    "This proposal was declined: {reason}. It is not made again.",
)
_NOT_NEXT = Text("Von „{now}“ geht es nicht zu „{next}“.", "“{now}” does not lead to “{next}”.")
_WHY = Text("Bitte den Grund der Absage angeben.", "Please give the reason of the refusal.")
_BEFORE = Text("Der bisherige Stand gilt erst seit dem {day}.", "The present state holds only since {day}.")
_TO_COME = Text("Der Tag liegt in der Zukunft.", "The day lies ahead.")
