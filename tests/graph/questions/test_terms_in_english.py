"""Whoever reads English reads the English label of a term wherever there is one, never the German."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from graph.gaps.find import find_gaps
from graph.model import Record, Ref, Term
from graph.picture import Picture, View
from graph.questions import all_questions, all_registers, ask
from graph.questions.shape import columns_of, words_of
from graph.rights import OFFICE
from tests.graph.questions.oracle_wiring import facts_of, given_to
from tests.graph.questions.random_district import ON, D, a_district
from tests.graph.questions.test_both_languages import without_words


def told_in_english(view: View, records: dict[Ref, Record], dataset: str, on: date) -> Iterator[tuple[str, str]]:
    """All that rules and questions say in English, each with where it stands."""
    for gap in find_gaps(view, dataset, on):
        for text in (gap.message, gap.action, *(item.text for item in gap.evidence)):
            yield gap.rule, text.en
    facts = facts_of(records)
    for question in (*all_questions(), *all_registers()):
        keys = [column.key for column in columns_of(question)][len(question.about) :]
        required = any(parameter.required for parameter in question.parameters)
        for given in islice(given_to(facts, question.key), 2) if required else [{}]:
            answer = ask(view, dataset, on, question, given)
            yield from ((question.key, remark.en) for remark in answer.remarks)
            for row in answer.rows:
                yield from (
                    (f"{question.key}.{key}", str(word)) for key, word in zip(keys, words_of(row, "en"), strict=True)
                )


@pytest.mark.parametrize("seed", range(2))
def test_no_german_label_is_told_where_there_is_an_english_one(seed: int) -> None:
    """Names and titles are replaced by words that no label holds; what documents say stays as it is."""
    records = {
        ref: replace(record, label_en=f"Term-{record.external_id}-en") if isinstance(record, Term) else record
        for ref, record in without_words(a_district(random.Random(seed)).values()).items()
    }
    labels = {record.label for record in records.values() if isinstance(record, Term)}
    own = {word for record in records.values() if not isinstance(record, Term) for word in said_by(record)}
    told = list(told_in_english(Picture(1, records).seen_by(OFFICE), records, D, ON))
    assert any("-en" in text for _, text in told)
    assert {(where, label) for where, text in told for label in labels if label in without(text, own)} == set()


def said_by(record: Record) -> Iterator[str]:
    for name in record.__dataclass_fields__:
        held = getattr(record, name)
        yield from (
            word for word in (held if isinstance(held, tuple) else (held,)) if isinstance(word, str) and len(word) > 4
        )


def without(text: str, own: set[str]) -> str:
    """The text without what other records than terms say themselves."""
    for word in sorted((word for word in own if word in text), key=len, reverse=True):
        text = text.replace(word, "")
    return text
