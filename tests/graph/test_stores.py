"""All stores behave alike: the same records, the same order, the same refusals."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pytest

from graph.changes import Change, Changed, Commit, Delete, Put, Transaction
from graph.dates import VagueDate
from graph.errors import Conflict, Invalid, StoreTooNew
from graph.model import (
    KINDS,
    NODE_KINDS,
    Actor,
    Consent,
    Contact,
    Event,
    Measure,
    Membership,
    Offer,
    Place,
    Record,
    Ref,
    Resolution,
    Responsibility,
    Source,
    Term,
    Tie,
    TieEvidence,
    TieReport,
    global_id,
)
from graph.schema import Property, ValueType, properties
from graph.store import Store, open_store

MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)

Kind = TypeVar("Kind", bound=Record)


def new(kind: type[Kind], external_id: str, dataset: str = "kreis", /, **values: Any) -> Kind:
    return kind(id=global_id(dataset, kind.__name__, external_id), dataset=dataset, external_id=external_id, **values)


def actor(name: str, /, **values: Any) -> Actor:
    return new(Actor, name, name=name, **values)


def commit(store: Store, *changes: Change | Record, **options: Any) -> Commit:
    made = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
    return store.commit(Transaction(made, author="Amt 50", reason="Test", at=MOMENT, **options))


def delete(record: Record) -> Delete:
    return Delete(type(record).__name__, record.id)


def everything(store: Store) -> list[Record]:
    return store.read(tuple(KINDS.values()))[1]


def full_value(prop: Property, targets: dict[str, Ref]) -> Any:
    """A value that fills the property; references point at two or one of the targets."""
    if prop.is_reference:
        assert prop.to is not None
        ids = tuple(targets[name] for name in prop.to.kinds)
        return ids if prop.value_type is ValueType.REFERENCES else ids[-1]
    if prop.states is not None:
        return list(prop.states)[-1]
    values: dict[ValueType, Any] = {
        ValueType.TEXT: f"Übergänge – {prop.name}",
        ValueType.INTEGER: 7,
        ValueType.NUMBER: 2.5,
        ValueType.FLAG: True,
        ValueType.DATE: date(2024, 2, 29),
        ValueType.VAGUE_DATE: VagueDate("Mitte 2022 bis Ende 2024", date(2022, 6, 1), date(2024, 12, 31)),
        ValueType.TEXTS: ("zweitens", "erstens"),
    }
    return values[prop.value_type]


def bare(kind: type[Kind], external_id: str, targets: dict[str, Ref]) -> Kind:
    """A record with nothing but what it must have."""
    needed = {prop.name: full_value(prop, targets) for prop in properties(kind) if prop.required}
    return new(kind, external_id, **needed)


def full(kind: type[Kind], external_id: str, targets: dict[str, Ref]) -> Kind:
    """A record with a value in every property."""
    return new(kind, external_id, **{prop.name: full_value(prop, targets) for prop in properties(kind)})


BARE_IDS = {kind.__name__: global_id("kreis", kind.__name__, "bare") for kind in NODE_KINDS}
BARE = tuple(bare(kind, "bare", BARE_IDS) for kind in KINDS.values())
FULL = tuple(full(kind, "full", BARE_IDS) for kind in KINDS.values())


class TestAnEmptyStore:
    def test_holds_nothing(self, store: Store) -> None:
        assert store.revision() == 0
        assert store.datasets() == []
        assert store.changes(0) == []
        assert store.read(tuple(KINDS.values())) == (0, [])
        assert store.get([Ref("nobody")]) == {}
        assert store.damage() == []

    def test_can_be_closed_twice(self, store: Store) -> None:
        store.close()
        store.close()


class TestRecordsComeBackAsTheyWere:
    def test_every_kind_with_every_property(self, store: Store) -> None:
        commit(store, *FULL, *BARE)
        assert {record.id: record for record in everything(store)} == {r.id: r for r in (*BARE, *FULL)}
        assert store.get([r.id for r in FULL]) == {r.id: r for r in FULL}

    def test_every_kind_written_a_second_time(self, store: Store) -> None:
        commit(store, *FULL, *BARE)
        emptied = [replace(b, id=f.id, external_id="full") for b, f in zip(BARE, FULL, strict=True)]
        commit(store, *emptied)
        assert store.get([r.id for r in FULL]) == {r.id: replace(r, version=2) for r in emptied}

    @pytest.mark.parametrize(
        "text",
        [
            "007",
            "1E5",
            "-2+3",
            "Łódź, Höxter & „Straße“",
            "zwei\nZeilen\tund Tab",
            "'}) DETACH DELETE n //",
            "$id {id: 1} \\u0041 `x`",
            "null",
            " ",
            "👩🏽‍🏫 C̆ m̂",
            "x" * 40_000,
        ],
    )
    def test_text_letter_by_letter(self, store: Store, text: str) -> None:
        written = actor("a", note=text, alt_names=(text, "b", text))
        commit(store, written)
        assert store.get([written.id]) == {written.id: written}

    def test_numbers_keep_their_type(self, store: Store) -> None:
        whole = actor("whole", capacity_fte=3)
        commit(store, whole, actor("half", capacity_fte=-0.5), actor("none"), actor("zero", capacity_fte=0.0))
        held = {r.external_id: r.capacity_fte for r in everything(store) if isinstance(r, Actor)}
        assert held == {"whole": 3.0, "half": -0.5, "none": None, "zero": 0.0}
        assert isinstance(held["whole"], float)

    def test_dates_from_the_first_year_to_the_last(self, store: Store) -> None:
        written = [
            new(Measure, str(n), title="M", confirmed_on=day, start=VagueDate("irgendwann", day, None))
            for n, day in enumerate((date.min, date(1999, 12, 31), date.max))
        ]
        written.append(new(Measure, "words only", title="M", start=VagueDate("demnächst")))
        commit(store, *written)
        assert store.get([r.id for r in written]) == {r.id: r for r in written}

    def test_no_is_not_unknown(self, store: Store) -> None:
        written = [actor("no", volunteer=False), actor("yes", volunteer=True), actor("unknown", volunteer=None)]
        commit(store, *written)
        assert [store.get([r.id])[r.id] for r in written] == written

    def test_references_keep_their_order(self, store: Store) -> None:
        terms = [new(Term, str(n), scheme="field", label=str(n)) for n in range(12)]
        measures = [new(Measure, str(n), title=str(n)) for n in range(3)]
        shuffled = tuple(terms[n].id for n in (7, 2, 11, 0, 10, 1))
        offer = new(Offer, "o", title="O", fields=shuffled)
        resolution = new(Resolution, "r", title="R", measures=tuple(m.id for m in reversed(measures)))
        commit(store, offer, resolution, *terms, *measures)
        assert store.get([offer.id, resolution.id]) == {offer.id: offer, resolution.id: resolution}

    def test_two_references_of_one_type_are_kept_apart(self, store: Store) -> None:
        a, b = actor("a"), actor("b")
        evidence = new(TieEvidence, "e", actor_a=b.id, actor_b=a.id)
        commit(store, a, b, evidence)
        assert store.get([evidence.id]) == {evidence.id: evidence}

    def test_records_may_point_at_each_other_and_at_themselves(self, store: Store) -> None:
        contact_id = global_id("kreis", "Contact", "c")
        consent = new(Consent, "e", contact=contact_id)
        contact = new(Contact, "c", consent=consent.id)
        term = new(Term, "t", scheme="field", label="T", broader=global_id("kreis", "Term", "t"))
        tie = new(Tie, "self", source=global_id("kreis", "Actor", "a"), target=global_id("kreis", "Actor", "a"))
        written = [contact, consent, term, actor("a"), tie]
        commit(store, *written)
        assert store.get([r.id for r in written]) == {r.id: r for r in written}

    def test_two_edges_of_a_kind_between_the_same_two(self, store: Store) -> None:
        a, b = actor("a"), actor("b")
        ties = [new(Tie, layer, source=a.id, target=b.id, layer=layer) for layer in ("working", "strategic")]
        commit(store, a, b, *ties)
        assert sorted(store.read([Tie])[1], key=lambda r: r.id) == sorted(ties, key=lambda r: r.id)

    def test_a_reference_may_lead_into_another_dataset(self, store: Store) -> None:
        term = new(Term, "f", "reference", scheme="field", label="Sprache")
        measure = new(Measure, "m", title="M", fields=(term.id,))
        commit(store, term)
        commit(store, measure)
        assert store.get([measure.id]) == {measure.id: measure}


class TestReading:
    def test_comes_by_kind_and_id(self, store: Store) -> None:
        actors = [actor(str(n)) for n in range(30)]
        measures = [new(Measure, str(n), title=str(n)) for n in range(30)]
        commit(store, *measures, *actors)
        ordered = [r.id for r in sorted(measures, key=lambda r: r.id)] + [
            r.id for r in sorted(actors, key=lambda r: r.id)
        ]
        assert [r.id for r in store.read([Measure, Actor])[1]] == ordered

    def test_is_by_dataset(self, store: Store) -> None:
        here, there = new(Actor, "1", "kreis-a", name="A"), new(Actor, "1", "kreis-b", name="B")
        edge = new(Membership, "1", "kreis-b", source=there.id, target=global_id("kreis-b", "Group", "g"))
        group = bare(KINDS["Group"], "g", {})
        group = replace(group, id=edge.target, dataset="kreis-b")
        commit(store, there, here, edge, group)
        assert store.datasets() == ["kreis-a", "kreis-b"]
        assert store.read([Actor, Membership], ["kreis-a"]) == (1, [here])
        assert store.read([Actor, Membership], ["kreis-b"]) == (1, [there, edge])
        assert store.read([Actor], []) == (1, [])
        assert len(store.read([Actor], ["kreis-a", "kreis-b", "nowhere"])[1]) == 2

    def test_by_id_leaves_out_what_is_not_there(self, store: Store) -> None:
        known = actor("a")
        commit(store, known)
        assert store.get([known.id, Ref("nobody"), known.id]) == {known.id: known}

    def test_by_many_ids(self, store: Store) -> None:
        actors = [actor(str(n)) for n in range(1_203)]
        commit(store, *actors)
        assert store.get(r.id for r in actors) == {r.id: r for r in actors}


class TestWriting:
    def test_counts_revisions_and_versions(self, store: Store) -> None:
        a = actor("a")
        assert [commit(store, a), commit(store, a), commit(store, actor("b"))] == [Commit(1), Commit(2), Commit(3)]
        assert store.revision() == 3
        assert store.get([a.id])[a.id].version == 2

    def test_the_last_change_of_a_record_counts(self, store: Store) -> None:
        a, b = actor("a"), actor("b")
        commit(store, a, replace(a, name="A"), b, delete(b))
        assert everything(store) == [replace(a, name="A")]
        assert store.changes(0) == [Changed(1, "Actor", a.id, "put")]  # b was never there

    def test_the_feed_tells_what_happened_since(self, store: Store) -> None:
        actors = [actor(str(n)) for n in range(12)]
        commit(store, *reversed(actors))
        commit(store, delete(actors[3]), actors[4])
        assert [c.id for c in store.changes(0)[:12]] == [r.id for r in reversed(actors)]
        assert store.changes(1) == [
            Changed(2, "Actor", actors[3].id, "delete"),
            Changed(2, "Actor", actors[4].id, "put"),
        ]
        assert store.changes(2) == []

    def test_nothing_is_a_revision_too(self, store: Store) -> None:
        assert commit(store) == Commit(1)

    def test_deleting(self, store: Store) -> None:
        a, b = actor("a"), actor("b")
        tie = new(Tie, "t", source=a.id, target=b.id)
        commit(store, a, b, tie)
        commit(store, delete(tie), Delete("Actor", Ref("nobody")))
        assert {r.id for r in everything(store)} == {a.id, b.id}
        commit(store, delete(a))
        assert everything(store) == [b]

    def test_deleting_a_record_with_all_that_points_at_it(self, store: Store) -> None:
        commit(store, *BARE, *FULL)
        commit(store, *(delete(record) for record in (*BARE, *FULL)))
        assert everything(store) == []
        assert store.datasets() == []

    def test_a_record_that_was_deleted_begins_anew(self, store: Store) -> None:
        a = actor("a")
        commit(store, a)
        commit(store, delete(a))
        commit(store, a)
        assert store.get([a.id]) == {a.id: a}

    def test_an_edge_can_change_its_ends(self, store: Store) -> None:
        a, b, m, o = actor("a"), actor("b"), new(Measure, "m", title="M"), new(Offer, "o", title="O")
        edge = new(Responsibility, "r", source=a.id, target=m.id)
        commit(store, a, b, m, o, edge)
        commit(store, replace(edge, source=b.id, target=o.id))
        commit(store, delete(a), delete(m))
        assert store.read([Responsibility])[1] == [replace(edge, source=b.id, target=o.id, version=2)]


class TestRefusals:
    def test_a_version_that_somebody_changed(self, store: Store) -> None:
        a, b = actor("a"), actor("b")
        commit(store, a, b)
        commit(store, replace(a, name="A"))
        with pytest.raises(Conflict) as refused:
            commit(store, replace(b, name="B"), replace(a, name="Ä"), expected={a.id: 1, b.id: 1})
        assert (refused.value.record_id, refused.value.expected, refused.value.current) == (a.id, 1, 2)
        assert store.revision() == 2
        assert {r.external_id: r.version for r in everything(store)} == {"a": 2, "b": 1}
        assert commit(store, replace(a, name="Ä"), expected={a.id: 2}) == Commit(3)

    def test_a_version_of_a_record_that_is_only_looked_at(self, store: Store) -> None:
        a, b = actor("a"), actor("b")
        tie = new(Tie, "t", source=a.id, target=b.id)
        commit(store, a, b, tie)
        with pytest.raises(Conflict):
            commit(store, actor("c"), expected={tie.id: 2})
        assert commit(store, actor("c"), expected={tie.id: 1, a.id: 1}) == Commit(2)

    def test_a_record_that_is_there_already_or_is_gone(self, store: Store) -> None:
        a = actor("a")
        assert commit(store, a, expected={a.id: 0}) == Commit(1)
        with pytest.raises(Conflict):
            commit(store, a, expected={a.id: 0})
        commit(store, delete(a))
        with pytest.raises(Conflict) as refused:
            commit(store, a, expected={a.id: 1})
        assert refused.value.current == 0

    def test_a_mutation_seen_before_answers_its_first_result(self, store: Store) -> None:
        a = actor("a")
        assert commit(store, a, mutation_id="m1", expected={a.id: 0}) == Commit(1)
        commit(store, replace(a, name="A"))
        assert commit(store, a, mutation_id="m1", expected={a.id: 0}) == Commit(1, replayed=True)
        assert store.revision() == 2
        assert store.get([a.id])[a.id] == replace(a, name="A", version=2)
        assert commit(store, a, mutation_id="m2") == Commit(3)

    def test_a_refused_mutation_can_be_sent_again(self, store: Store) -> None:
        a = actor("a")
        with pytest.raises(Conflict):
            commit(store, a, mutation_id="m", expected={a.id: 5})
        assert commit(store, a, mutation_id="m") == Commit(1)

    @pytest.mark.parametrize(
        "record",
        [
            new(Measure, "m", title="M", fields=(Ref("nothing"),)),
            new(Resolution, "r", title="R", measures=(Ref("nothing"),)),
            new(Tie, "t", source=Ref("nothing"), target=Ref("nothing")),
            new(Tie, "t", source=global_id("kreis", "Actor", "a"), target=Ref("nothing")),
            new(
                Tie,
                "t",
                source=global_id("kreis", "Actor", "a"),
                target=global_id("kreis", "Actor", "a"),
                reports=(Ref("nothing"),),
            ),
        ],
        ids=lambda record: type(record).__name__,
    )
    def test_a_reference_to_nothing(self, store: Store, record: Record) -> None:
        with pytest.raises(Invalid, match="nothing"):
            commit(store, actor("a"), record)
        assert (store.revision(), everything(store), store.changes(0)) == (0, [], [])

    def test_taking_away_what_others_point_at(self, store: Store) -> None:
        a, b, source = actor("a"), actor("b"), new(Source, "s", title="S")
        term, event = new(Term, "f", scheme="field", label="F"), new(Event, "e", title="E")
        report = new(TieReport, "t", reporter=a.id, about=b.id)
        tie = new(Tie, "ab", source=a.id, target=b.id, reports=(report.id,), fields=(term.id,))
        group = new(KINDS["Group"], "g", name="G")
        member = new(Membership, "m", source=a.id, target=group.id, from_event=event.id, stated_in=(source.id,))
        written = [a, b, source, term, event, report, tie, group, member]
        commit(store, *written)
        for record in (a, source, term, event, report, group):
            with pytest.raises(Invalid):
                commit(store, actor("c"), delete(record))
        assert store.revision() == 1
        assert store.get([r.id for r in written]) == {r.id: r for r in written}

    def test_pointing_at_what_goes_in_the_same_transaction(self, store: Store) -> None:
        term = new(Term, "f", scheme="field", label="F")
        commit(store, term)
        with pytest.raises(Invalid):
            commit(store, delete(term), new(Measure, "m", title="M", fields=(term.id,)))
        assert everything(store) == [term]

    @pytest.mark.parametrize(
        "record",
        [
            new(Place, "p", name="P", population=2**63),
            new(Place, "p", name="P", lat=float("nan")),
            new(Actor, "a", name="A", capacity_fte=float("inf")),
            new(Actor, "x" * 1_001, name="A"),
        ],
        ids=["too large", "no number", "infinite", "too long"],
    )
    def test_a_value_that_a_store_cannot_keep(self, store: Store, record: Record) -> None:
        with pytest.raises(Invalid, match="does not fit"):
            commit(store, actor("b"), record)
        assert (store.revision(), everything(store)) == (0, [])
        kept = [new(Place, "p", name="P", population=2**63 - 1), new(Actor, "x" * 1_000, name="A")]
        commit(store, *kept)
        assert store.get([r.id for r in kept]) == {r.id: r for r in kept}

    def test_an_external_id_twice_in_one_dataset(self, store: Store) -> None:
        a = actor("a")
        twin = replace(a, id=Ref("another"), name="twin")
        commit(store, a)
        with pytest.raises(Invalid):
            commit(store, twin)
        assert everything(store) == [a]


class TestSeveralAtOnce:
    def test_writers_queue(self, store: Store) -> None:
        def write(n: int) -> int:
            return commit(store, actor(str(n))).revision

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(write, range(24))) == list(range(1, 25))
        assert len(everything(store)) == 24

    def test_one_of_two_who_saw_the_same_version_wins(self, store: Store) -> None:
        a = actor("a")
        commit(store, a)

        def change(name: str) -> bool:
            try:
                commit(store, replace(a, name=name), expected={a.id: 1})
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(change, "wxyz")) == 1
        assert store.get([a.id])[a.id].version == 2

    def test_one_mutation_sent_twice_at_once_happens_once(self, store: Store) -> None:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: commit(store, actor("a"), mutation_id="m"), range(4)))
        assert sorted(answer.replayed for answer in answers) == [False, True, True, True]
        assert {answer.revision for answer in answers} == {1}

    def test_a_reader_sees_whole_revisions(self, store: Store) -> None:
        """Every commit writes its revision into all records; a reader must never find two numbers, or another one."""
        records = [actor(str(n)) for n in range(200)] + [new(Measure, str(n), title=str(n)) for n in range(200)]
        ids = [r.id for r in records]
        commit(store, *(replace(r, note="1") for r in records))
        done = threading.Event()

        def keep_writing() -> None:
            for revision in range(2, 16):
                commit(store, *(replace(r, note=str(revision)) for r in records))
            done.set()

        writer = threading.Thread(target=keep_writing)
        writer.start()
        try:
            while not done.is_set():
                revision, read = store.read([Actor, Measure, Actor])
                assert {r.note for r in read} == {str(revision)}
                assert len({r.version for r in store.get(ids).values()}) == 1
                latest = store.revision()
                assert len(store.changes(latest - 1)) >= len(records)
        finally:
            writer.join()
        assert store.read([Actor])[0] == 15


class TestClosingAndOpening:
    def test_everything_is_kept(self, lasting_address: str) -> None:
        with open_store(lasting_address) as store:
            commit(store, *BARE, *FULL, mutation_id="m")
            before = everything(store), store.changes(0)
        with open_store(lasting_address) as store:
            assert (everything(store), store.changes(0)) == before
            assert commit(store, mutation_id="m") == Commit(1, replayed=True)

    def test_two_open_stores_see_the_same(self, lasting_address: str) -> None:
        with open_store(lasting_address) as one, open_store(lasting_address) as other:
            commit(one, actor("a"))
            assert other.revision() == 1
            commit(other, actor("b"))
            assert len(everything(one)) == 2

    def test_a_store_of_a_newer_version_is_refused(self, lasting_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as newer:
            newer.setattr("graph.stores.sqlite.SCHEMA_VERSION", 99)
            newer.setattr("graph.stores.neo4j.SCHEMA_VERSION", 99)
            open_store(lasting_address).close()
        with pytest.raises(StoreTooNew, match="99"):
            open_store(lasting_address)
