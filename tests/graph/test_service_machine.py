"""Making, changing, deleting, merging, confirming and undoing in any order, against plain dicts of what should be."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import neo4j
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from graph.care.check import check
from graph.errors import Conflict, Invalid, NotFound
from graph.log import breaks, state
from graph.model import Actor, Confirmation, Measure, Record, Ref, Responsibility, Tie, TieEvidence
from graph.model.states import ResponsibilityState, TieState
from graph.past.undo import undo
from graph.redirects import resolve
from graph.rights import OFFICE
from graph.service import (
    Edit,
    New,
    Settlement,
    batch,
    confirm,
    create,
    delete,
    existing,
    find_deleted,
    merge,
    settle,
    update,
)  # fmt: skip
from graph.store import Store, open_store
from graph.ties import derive
from tests.graph.service_kit import NOW, WHY, content, records

LONG = os.environ.get("GEFLECHT_LONG_TESTS") == "1"
NAMES = st.sampled_from(["Caritas", "AWO", "Brücke", "VHS", "DRK"])
LEVELS = st.sampled_from([None, "Kreis", "Stadt"])
DAY = date(2026, 2, 1)
_S, _DO = ResponsibilityState, Settlement
LEADS_TO = {
    (_S.PROPOSED, _DO.ASK): _S.ASKED,
    (_S.PROPOSED, _DO.ACCEPT): _S.ACCEPTED,
    (_S.PROPOSED, _DO.DECLINE): _S.DECLINED,
    (_S.PROPOSED, _DO.END): _S.ENDED,
    (_S.ASKED, _DO.ACCEPT): _S.ACCEPTED,
    (_S.ASKED, _DO.DECLINE): _S.DECLINED,
    (_S.ASKED, _DO.END): _S.ENDED,
    (_S.ACCEPTED, _DO.END): _S.ENDED,
    (_S.DECLINED, _DO.ASK): _S.ASKED,
    (_S.DECLINED, _DO.ACCEPT): _S.ACCEPTED,
}


@dataclass(slots=True)
class Plain:
    """What an actor should be."""

    names: set[str]
    name: str
    level: str | None
    version: int = 1


@dataclass(slots=True)
class Expected:
    """What should be there: actors by id, where merged ones went, and answers that may be asked for again."""

    actors: dict[Ref, Plain] = field(default_factory=dict)
    merged: dict[Ref, Ref] = field(default_factory=dict)
    deleted: set[Ref] = field(default_factory=set)
    edges: dict[Ref, tuple[Ref, ResponsibilityState]] = field(default_factory=dict)
    confirmed: int = 0


class Services(RuleBasedStateMachine):
    """The store is asked by the services; `expected` is changed beside it by the simplest code that can be."""

    refs: Bundle[Ref] = Bundle("refs")
    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.expected = Expected()
        self.mutations = 0
        self.undoable: tuple[int, str] | None = None
        self.last: tuple[Any, Any] | None = None

    @initialize(target=refs, names=st.lists(NAMES, min_size=2, max_size=3))
    def begin(self, names: list[str]) -> Any:
        new = [New(Measure, "kreis", {"title": "Sprachcafé"}, "m"), *(New(Actor, "kreis", {"name": n}) for n in names)]
        made = batch(self.store, OFFICE, new, **WHY).records
        measure, *actors = (record for record in made if record is not None)
        self.measure = measure.id
        for actor, name in zip(actors, names, strict=True):
            self.expected.actors[actor.id] = Plain({name}, name, None)
        return multiple(*(actor.id for actor in actors))

    @rule(target=refs, name=NAMES, level=LEVELS)
    def make(self, name: str, level: str | None) -> Ref:
        new, mutation = New(Actor, "kreis", {"name": name, "level": level}), self.mutation()
        done = create(self.store, OFFICE, new, mutation_id=mutation, **WHY)
        assert done.record is not None
        self.expected.actors[done.record.id] = Plain({name}, name, level)
        self.again(lambda: create(self.store, OFFICE, new, mutation_id=mutation, **WHY), done.record)
        return done.record.id

    @rule(ref=refs, level=LEVELS, name=NAMES, stale=st.booleans())
    def change(self, ref: Ref, level: str | None, name: str, stale: bool) -> None:
        plain = self.expected.actors.get(ref)
        changes = {"level": level, "name": name}
        if plain is None:
            with pytest.raises((NotFound, Conflict)):
                update(self.store, OFFICE, ref, changes, expected_version=1, **WHY)
            return
        if stale:
            with pytest.raises(Conflict) as caught:
                update(self.store, OFFICE, ref, changes, expected_version=plain.version + 1, **WHY)
            assert caught.value.current == plain.version
            return
        done = update(self.store, OFFICE, ref, changes, expected_version=plain.version, **WHY)
        if (plain.level, plain.name) != (level, name):
            plain.version += 1
            plain.level, plain.name = level, name
        assert done.record is not None and done.record.version == plain.version

    @rule(ref=refs, accepted=st.booleans())
    def answer_for(self, ref: Ref, accepted: bool) -> None:
        if ref not in self.expected.actors:
            return
        state = ResponsibilityState.ACCEPTED if accepted else ResponsibilityState.PROPOSED
        edge = {"source": ref, "target": self.measure, "state": state}
        made = create(self.store, OFFICE, New(Responsibility, "kreis", edge), **WHY).record
        assert made is not None
        self.expected.edges[made.id] = (ref, state)

    @precondition(lambda self: len(self.expected.edges) > 0)
    @rule(chosen=st.integers(0, 99), what=st.sampled_from(Settlement))
    def settle_one(self, chosen: int, what: Settlement) -> None:
        edges = list(self.expected.edges)
        ref = edges[chosen % len(edges)]
        source, state = self.expected.edges[ref]
        version = self.store.get([ref])[ref].version
        said: dict[str, Any] = {"expected_version": version, "on": DAY, "proof": "Schreiben", **WHY}
        if (state, what) not in LEADS_TO:
            with pytest.raises(Invalid):
                settle(self.store, OFFICE, ref, what, **said)
            return
        mutation = self.mutation()
        done = settle(self.store, OFFICE, ref, what, mutation_id=mutation, **said)
        self.expected.edges[ref] = (source, LEADS_TO[state, what])
        assert isinstance(done.record, Responsibility)
        assert (done.record.version, done.record.proof) == (version + 1, "Schreiben")
        self.again(lambda: settle(self.store, OFFICE, ref, what, mutation_id=mutation, **said), done.record)

    @rule(one=refs, other=refs)
    def work_together(self, one: Ref, other: Ref) -> None:
        if one == other or not {one, other} <= self.expected.actors.keys():
            return
        said = {"actor_a": one, "actor_b": other, "state": TieState.EXISTS}
        create(self.store, OFFICE, New(TieEvidence, "kreis", said), **WHY)

    @rule(ref=refs)
    def remove(self, ref: Ref) -> None:
        plain = self.expected.actors.pop(ref, None)
        if plain is None:
            return
        delete(self.store, OFFICE, ref, expected_version=plain.version, detach=True, **WHY)
        self.expected.deleted.add(ref)
        self.expected.edges = {e: held for e, held in self.expected.edges.items() if held[0] != ref}
        self.expected.confirmed = -1  # some may have gone along
        found = find_deleted(self.store, OFFICE, ref)
        assert found is not None and found.reason == WHY["reason"]

    @rule(keep=refs, away=refs)
    def join(self, keep: Ref, away: Ref) -> None:
        actors = self.expected.actors
        if not {keep, away} <= actors.keys():
            return
        versions = {ref: actors[ref].version for ref in (keep, away)}
        if keep == away:
            with pytest.raises(Invalid):
                merge(self.store, OFFICE, keep, away, expected=versions, **WHY)
            return
        before, mutation = content(self.store), self.mutation()
        done = merge(self.store, OFFICE, keep, away, expected=versions, mutation_id=mutation, **WHY)
        gone, kept = actors.pop(away), actors[keep]
        kept.names |= gone.names | {gone.name, kept.name}
        kept.level = kept.level or gone.level
        assert done.record is not None
        kept.version = done.record.version
        self.expected.merged[away] = keep
        states = [s for source, s in self.expected.edges.values() if source in (keep, away)]
        strongest = max(states, key=list(ResponsibilityState).index, default=None)
        self.expected.edges = {e: h for e, h in self.expected.edges.items() if h[0] not in (keep, away)}
        held = [r for r in records(self.store) if isinstance(r, Responsibility) and r.source == keep]
        assert len(held) <= max(1, sum(1 for s in states))
        if strongest is not None:
            assert max((edge.state for edge in held), key=list(ResponsibilityState).index) == strongest
        self.expected.edges |= {edge.id: (keep, edge.state) for edge in held}
        self.undoable = (done.revision, before)
        again = merge(self.store, OFFICE, keep, away, expected=versions, mutation_id=mutation, **WHY)
        assert (again.record, again.replayed) == (done.record, True)

    @precondition(lambda self: self.undoable is not None and self.undoable[0] == self.store.revision())
    @rule()
    def part(self) -> None:
        """What was just merged is taken back: everything is as it was, and is merged again."""
        assert self.undoable is not None
        revision, before = self.undoable
        now = content(self.store)
        done = undo(self.store, revision, author=OFFICE.name, at=NOW, viewer=OFFICE)
        assert done.obstacles == () and content(self.store) == before
        assert done.revision is not None
        undo(self.store, done.revision, author=OFFICE.name, at=NOW, viewer=OFFICE)
        assert content(self.store) == now
        self.undoable = None
        for ref, plain in self.expected.actors.items():
            plain.version = self.store.get([ref])[ref].version

    @rule(ref=refs)
    def say_so(self, ref: Ref) -> None:
        plain = self.expected.actors.get(ref)
        if plain is None:
            return
        made = confirm(self.store, OFFICE, ref, expected_version=plain.version, on=DAY, **WHY).record
        assert isinstance(made, Confirmation) and made.about == ref
        assert self.store.get([ref])[ref].version == plain.version, "it changes nothing in the entry"

    @rule(one=refs, other=refs, name=NAMES)
    def all_or_none(self, one: Ref, other: Ref, name: str) -> None:
        held = self.expected.actors.get(one)
        if held is None or one == other:
            return
        before = self.store.revision()
        steps = (Edit(one, {"name": name}, held.version), Edit(other, {"name": ""}, 1))
        with pytest.raises((Invalid, NotFound, Conflict)):
            batch(self.store, OFFICE, steps, **WHY)
        assert self.store.revision() == before

    @invariant()
    def the_store_is_as_expected(self) -> None:
        if not self.expected.actors and not self.expected.deleted:
            return
        held = {record.id: record for record in records(self.store)}
        actors = {ref: record for ref, record in held.items() if isinstance(record, Actor)}
        assert actors.keys() == self.expected.actors.keys()
        for ref, actor in actors.items():
            plain = self.expected.actors[ref]
            assert (actor.name, actor.level, actor.version) == (plain.name, plain.level, plain.version)
            assert set(actor.alt_names) <= plain.names
        edges = {r.id: (Ref(r.source), r.state) for r in held.values() if isinstance(r, Responsibility)}
        assert edges == self.expected.edges
        ties = {ref: (t.source, t.target, t.evidence) for ref, t in derive("kreis", held).items()}
        assert {r.id: (r.source, r.target, r.evidence) for r in held.values() if isinstance(r, Tie)} == ties
        for away in self.expected.merged:
            end = away
            while end in self.expected.merged:
                end = self.expected.merged[end]
            if end in self.expected.actors:
                assert resolve(self.store, away) == end == existing(self.store, OFFICE, away).id

    def mutation(self) -> str:
        self.mutations += 1
        return f"mutation {self.mutations}"

    def again(self, send: Any, first: Record | None) -> None:
        done = send()
        assert (done.record, done.replayed) == (first, True)

    def teardown(self) -> None:
        if hasattr(self, "measure"):
            log = list(self.store.log())
            assert list(breaks(log)) == []
            assert sorted(state(log), key=_id) == sorted(records(self.store), key=_id)
            result = check(self.store)
            assert result.ok, result.problems


def _id(record: Record) -> str:
    return record.id


def test_on_the_embedded_store() -> None:
    class OnMemory(Services):
        def __init__(self) -> None:
            super().__init__()
            self.store = open_store("sqlite::memory:")

        def teardown(self) -> None:
            super().teardown()
            self.store.close()

    run(OnMemory, settings=settings(max_examples=500 if LONG else 25, stateful_step_count=20, deadline=None))


@pytest.mark.neo4j
def test_on_neo4j(neo4j_address: str) -> None:
    driver = neo4j.GraphDatabase.driver(neo4j_address)

    class OnNeo4j(Services):
        def __init__(self) -> None:
            super().__init__()
            driver.execute_query("MATCH (n) DETACH DELETE n")
            self.store = open_store(neo4j_address)

        def teardown(self) -> None:
            super().teardown()
            self.store.close()

    run(OnNeo4j, settings=settings(max_examples=20 if LONG else 2, stateful_step_count=8, deadline=None))
    driver.close()
