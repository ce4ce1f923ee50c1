"""Every question and rule against a slow oracle of its own, on random districts. The long form: scripts/torture."""

import random
from collections import Counter

import pytest

from graph.gaps.rules import all_rules
from graph.questions import all_questions
from graph.rows import targets
from graph.schema import properties
from tests.graph.questions.oracle_wiring import ASKED, QUESTIONS, RULES, cases, differences, facts_of
from tests.graph.questions.random_district import D, a_district

GRAPHS = 20


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_product_and_oracles_tell_the_same(seed: int) -> None:
    assert list(differences(a_district(random.Random(seed)))) == []


def test_every_question_has_an_oracle() -> None:
    assert {question.key for question in all_questions()} == {*QUESTIONS, *ASKED, "q23"}


def test_rules_with_an_oracle_are_rules() -> None:
    assert {*RULES} <= {rule.key for rule in all_rules()}


def test_what_is_looked_for_is_in_the_random_districts() -> None:
    """Neither an oracle that never finds anything nor one that never leaves anything out tells us something."""
    found: Counter[str] = Counter()
    for seed in range(GRAPHS):
        facts = facts_of(a_district(random.Random(seed)))
        found.update({key: sum(len(rows) for _, rows in cases(facts, key)) for key in [*QUESTIONS, *ASKED]})
        found.update({rule: len(oracle(facts)) for rule, oracle in RULES.items()})
    assert [key for key in [*QUESTIONS, *ASKED, *RULES] if not found[key]] == []


def test_the_second_dataset_holds_the_same_keys() -> None:
    records = a_district(random.Random(0))
    keys = {(type(r), r.external_id) for r in records.values() if r.dataset == D}
    assert len(keys & {(type(r), r.external_id) for r in records.values() if r.dataset != D}) > 50


def test_references_of_random_districts_lead_somewhere() -> None:
    records = a_district(random.Random(1))
    assert all(
        ref in records
        for record in records.values()
        for prop in properties(type(record))
        if prop.is_reference
        for ref in targets(record, prop)
    )
