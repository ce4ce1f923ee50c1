"""The first page of a report: three sentences that can be read aloud, three lists that end in what to do."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.changes import Put, Transaction
from graph.model import KINDS, Actor, Measure, Record, Ref, Responsibility, global_id
from graph.model.states import MeasureStatus, ResponsibilityState, Role
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from tests.visualise.reports import DISTRICTS, LINDENTAL, ON, Specs
from visualise.reading import Reading
from visualise.report import measures, opening

READ_ALOUD = 32
"""The most words of one of the three, in all its sentences."""
NAME = "kreis-klein"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_three_sentences_can_be_read_aloud(specs: Specs, name: str, lang: str) -> None:
    sentences = specs(name, lang, "long").sentences
    assert len(sentences) == 3
    for said in sentences:
        assert said.endswith(".")
        assert not re.search(r"(?<![\d.,])0(?![\d.,%])", said)
        assert len(said.split()) <= READ_ALOUD


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_every_point_says_what_to_do_next(specs: Specs, name: str, lang: str) -> None:
    lists = specs(name, lang, "long").lists
    assert [len(one.items) for one in lists] == [3, len(lists[1].items), 3 if name == LINDENTAL else 0]
    for one in lists:
        assert one.items or one.empty
        for item in one.items:
            assert item.what
            assert item.next.endswith((".", ".“", ".”"))
            assert item.href


def test_nothing_recorded_is_not_told_as_nought(specs: Specs) -> None:
    facts = {fact.label: fact.value for fact in specs("kreis-hoexter", "de", "long").facts}
    assert facts["Umfang"] == "10 Kommunen, 8 Handlungsfelder, Zielgruppen nicht erfasst"
    assert "Angebote nicht erfasst" in facts["Daten"]


ONE_OF_EACH: list[tuple[Sequence[ResponsibilityState | None], str]] = [
    ([], "Es ist weder eine Maßnahme noch ein Angebot erfasst."),
    ([ResponsibilityState.ACCEPTED], "Für **1** offene Maßnahme hat jemand zugesagt."),
    ([ResponsibilityState.ACCEPTED] * 2, "Für **alle 2** offenen Maßnahmen hat jemand zugesagt."),
    (
        [ResponsibilityState.ASKED],
        "Benannt ist nicht zugesagt: Bei der einzigen offenen Maßnahme steht die Zusage noch aus.",
    ),
    (
        [ResponsibilityState.PROPOSED] * 2,
        "Benannt ist nicht zugesagt: Bei **allen 2** offenen Maßnahmen steht die Zusage noch aus.",
    ),
    (
        [ResponsibilityState.ASKED, ResponsibilityState.ACCEPTED],
        "Benannt ist nicht zugesagt: Bei **1 von 2** offenen Maßnahmen steht die Zusage noch aus.",
    ),
    (
        [ResponsibilityState.ASKED, None],
        "Benannt ist nicht zugesagt: Bei **1 von 2** offenen Maßnahmen steht die Zusage noch aus, "
        "bei **einer** ist niemand benannt.",
    ),
    (
        [ResponsibilityState.ASKED, None, None],
        "Benannt ist nicht zugesagt: Bei **1 von 3** offenen Maßnahmen steht die Zusage noch aus, "
        "bei **2** ist niemand benannt.",
    ),
    (
        [None, ResponsibilityState.ACCEPTED],
        "Bei **1 von 2** offenen Maßnahmen ist niemand benannt; bei den anderen hat jemand zugesagt.",
    ),
    ([None, None], "Bei **keiner** der 2 offenen Maßnahmen ist jemand benannt."),
]


@pytest.mark.parametrize(("states", "said"), ONE_OF_EACH)
def test_who_promised_is_told_in_every_case(states: Sequence[ResponsibilityState | None], said: str) -> None:
    actor = Actor(id=global_id(NAME, "Actor", "a"), dataset=NAME, external_id="a", name="Amt")
    records: list[Record] = [actor]
    for number, state in enumerate(states):
        key = f"m{number}"
        measure = Measure(
            id=global_id(NAME, "Measure", key), dataset=NAME, external_id=key, title=key,
            status=MeasureStatus.IN_PROGRESS,
        )  # fmt: skip
        records.append(measure)
        if state is not None:
            ref = Ref(global_id(NAME, "Responsibility", key))
            records.append(
                Responsibility(
                    id=ref,
                    dataset=NAME,
                    external_id=key,
                    source=actor.id,
                    target=measure.id,
                    role=Role.LEAD,
                    state=state,
                )
            )
    assert measures.say(reading_of(records)) == said


def test_an_empty_dataset_has_three_sentences() -> None:
    actor = Actor(id=global_id(NAME, "Actor", "a"), dataset=NAME, external_id="a", name="Amt")
    reading = reading_of([actor])
    assert all(said.endswith(".") for said in opening.sentences(reading))
    assert opening.sentences(reading)[2] == reading.words("strength.none")


def reading_of(records: list[Record]) -> Reading:
    with open_store("sqlite::memory:") as store:
        puts = tuple(Put(replace(record, version=1)) for record in records)
        store.commit(Transaction(puts, author="t", reason="t", at=datetime(2026, 1, 15, tzinfo=UTC)))
        view = Pictures(store).current().seen_by(OFFICE)
        for kind in KINDS.values():
            view.all(kind, NAME)
    return Reading(view, Scope(NAME), ON, "de")
