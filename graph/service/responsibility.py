"""The life of a responsibility: asked, accepted or declined, ended; each step with its day and what proves it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from graph.dates import VagueDate
from graph.errors import Invalid
from graph.language import Text
from graph.model import Record, Ref, Responsibility
from graph.model.states import ResponsibilityState, State
from graph.phrases import day
from graph.rights import Action, Viewer, require
from graph.service.links import check_links
from graph.service.replaying import replayed
from graph.service.steps import Edit
from graph.service.values import checked, refuse
from graph.service.work import Work, again_if_disturbed
from graph.service.writing import as_seen, needs_reason
from graph.service.written import Written, for_viewer, used_for_something_else
from graph.store import Store


class Settlement(State):
    """What can be recorded of a responsibility."""

    ASK = "ASK", "fragen", "ask"
    ACCEPT = "ACCEPT", "zusagen", "accept"
    DECLINE = "DECLINE", "ablehnen", "decline"
    END = "END", "beenden", "end"


_S = ResponsibilityState
_TO = {
    Settlement.ASK: _S.ASKED,
    Settlement.ACCEPT: _S.ACCEPTED,
    Settlement.DECLINE: _S.DECLINED,
    Settlement.END: _S.ENDED,
}
_FROM = {
    Settlement.ASK: (_S.PROPOSED, _S.DECLINED),
    Settlement.ACCEPT: (_S.PROPOSED, _S.ASKED, _S.DECLINED),
    Settlement.DECLINE: (_S.PROPOSED, _S.ASKED),
    Settlement.END: (_S.PROPOSED, _S.ASKED, _S.ACCEPTED),
}
_THEIR_WORD = (Settlement.ACCEPT, Settlement.DECLINE)


def settle(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    what: Settlement,
    *,
    expected_version: int,
    on: date,
    proof: str | None = None,
    source: Ref | None = None,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Written:
    """Record that an actor was asked, accepted or declined, or that its responsibility ended, on a day.

    An actor accepts and declines for itself; asking and ending is for the coordination, which may also record another's
    word, but then has to say what proves it: in words, or by a source. The proof is that of the present state; earlier
    ones stay in the history. What ended is over: who answers for it again is a new responsibility. Raises Conflict if
    the entry has changed since the author saw it, Invalid, NotFound, NotAllowed and StoreError.
    """
    needs_reason(reason)
    said = {"state": _TO[what], "state_since": on, "proof": proof}
    if what in _THEIR_WORD:
        said["confirmed_on"] = on if what is Settlement.ACCEPT else None
    first = _replayed(store, viewer, ref, said, expected_version, source, reason, mutation_id)
    if first is not None:
        return first

    def attempt(work: Work) -> Written:
        record = as_seen(work, viewer, ref, expected_version, said)
        if not isinstance(record, Responsibility):
            raise Invalid(_NOT_ONE, {"id": _NOT_ONE})
        require(viewer, Action.CONFIRM if what in _THEIR_WORD else Action.UPDATE, record)
        values = checked(Responsibility, said, new=False)
        proven = values["proof"] is not None or source is not None
        _check(record, what, on, at, proven or what is Settlement.ASK or record.source in viewer.actors)
        settled = replace(record, **values, **_term(record, what, on))
        if source is not None:
            settled = replace(settled, stated_in=tuple(dict.fromkeys((*record.stated_in, source))))
        work.put(settled)
        check_links(work, viewer, settled, ["stated_in"] if source is not None else [], "")
        commit = work.commit(author=viewer.name, reason=reason, at=at, mutation_id=mutation_id)
        if commit.replayed:  # somebody sent the same at the same time
            again = _replayed(store, viewer, ref, said, expected_version, source, reason, mutation_id)
            assert again is not None
            return again
        return Written((for_viewer(viewer, work.written(ref)),), commit.revision)

    return again_if_disturbed(store, attempt)


def _check(record: Responsibility, what: Settlement, on: date, at: datetime, proven: bool) -> None:
    if record.state not in _FROM[what]:
        states = (state.label for state in _FROM[what])
        german, english = zip(*states, strict=True)
        refuse({"state": _NOT_FROM.fill(
            state=record.state.label, what=what.label, states=Text(", ".join(german), ", ".join(english))
        )})  # fmt: skip
    if on > at.date():
        refuse({"on": _TO_COME})
    if record.state_since is not None and on < record.state_since:
        refuse({"on": _TOO_EARLY.fill(state=record.state.label, day=day(record.state_since))})
    if not proven:
        refuse({"proof": _NO_PROOF})


def _term(record: Responsibility, what: Settlement, on: date) -> Mapping[str, Any]:
    """Until when what ends was valid: that day, unless its time was over already or had not begun."""
    over = record.until is not None and record.until.certainly_by(on)
    ahead = record.since is not None and record.since.certainly_after(on)
    return {"until": VagueDate.on(on)} if what is Settlement.END and not over and not ahead else {}


def _replayed(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    said: Mapping[str, object],
    expected_version: int,
    source: Ref | None,
    reason: str,
    mutation_id: str | None,
) -> Written | None:
    first = replayed(store, viewer, [Edit(ref, said, expected_version)], reason, mutation_id)
    if first is not None and source is not None and not _names(first.record, source):
        raise used_for_something_else()
    return first


def _names(record: Record | None, source: Ref) -> bool:
    return record is None or source in record.stated_in


_NOT_ONE = Text("Das ist keine Zuständigkeit.", "This is no responsibility.")
_NOT_FROM = Text(
    "Der Stand ist „{state}“; „{what}“ geht nur aus dem Stand: {states}.",
    "The state is “{state}”; “{what}” is only possible from: {states}.",
)
_TO_COME = Text("Der Tag liegt in der Zukunft.", "The day lies ahead.")
_TOO_EARLY = Text(
    "Der Tag liegt vor dem jetzigen Stand ({state} seit dem {day}).",
    "The day lies before the present state ({state} since {day}).",
)
_NO_PROOF = Text(
    "Bitte angeben, woran man es sieht: ein Schreiben, ein Protokoll, ein Vertrag oder eine Quelle.",
    "Please say what shows it: a letter, minutes, a contract or a source.",
)
