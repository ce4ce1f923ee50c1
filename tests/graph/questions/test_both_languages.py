"""Every sentence exists in both languages: nobody who reads English is told something in German."""

import ast
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from graph.gaps.find import find_gaps
from graph.gaps.rules import all_rules
from graph.language import Text
from graph.model import Claim, Event, Group, Need, Record, Ref, Setting, Survey, Term, TieEvidence
from graph.picture import Picture
from graph.questions import all_questions, all_registers, ask
from graph.questions.shape import columns_of, words_of
from graph.rights import OFFICE
from graph.schema import ValueType, properties
from tests.graph.questions.oracle_wiring import facts_of, given_to
from tests.graph.questions.random_district import ON, D, a_district
from tests.graph.questions.random_words import WORDS

ROOT = Path(__file__).resolve().parents[3]
SAME = {"April", "August", "September", "November", "Status", "Text", "in"}
"""Words that are the same in both."""
GERMAN = re.compile(
    r"\b(ist|und|oder|der|das|dem|den|nicht|kein|keine|keinen|für|mit|wurde|haben|unbekannt|niemand|seit|noch|bei|auf"
    r"|eine|einen|zum|zur|nie|ohne|läuft|beschlossen|geplant|gefragt|zugesagt|zuständig|Maßnahme|Angebot|Akteur)\b"
)
LABELS = re.compile("|".join(re.escape(word) for words in WORDS.values() for word, _ in words))
"""German labels of terms that have an English one."""
KINDS_THAT_MEAN_SOMETHING = (Claim, Event, Group, Need, Setting, Survey, TieEvidence)


def constant(node: ast.expr) -> str | None:
    """The words of a literal, placeholders left out; None for anything else."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    if not isinstance(node, ast.JoinedStr) and not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return None
    words = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return re.sub(r"\{[^}]*\}", "", words)


def literal_texts() -> Iterator[tuple[str, str, str]]:
    for folder in ("graph", "api", "importers", "visualise"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and len(node.args) == 2:
                    german, english = map(constant, node.args)
                    if german is not None and english is not None and re.search(r"[^\W\d_]", german):
                        yield f"{file.name}:{node.lineno}", german, english


def test_no_literal_is_the_same_in_both() -> None:
    found = list(literal_texts())
    assert len(found) > 500
    assert [(at, german) for at, german, english in found if german == english and german.strip() not in SAME] == []


def test_no_literal_holds_german_in_its_english_half() -> None:
    quoted = re.compile(r"“[^”]*”|\b[a-z]+=\S+")
    assert [(at, text) for at, _, text in literal_texts() if GERMAN.search(quoted.sub("", text))] == []


def test_rules_and_questions_are_named_in_both() -> None:
    texts: list[Text] = [text for rule in all_rules() for text in (rule.name, rule.meaning)]
    for question in (*all_questions(), *all_registers()):
        texts += [question.text, *(p.label for p in question.parameters), *(c.label for c in columns_of(question))]
    assert [text for text in texts if text.de == text.en and text.de not in SAME] == []
    assert [text.en for text in texts if GERMAN.search(text.en)] == []


def german(text: str) -> bool:
    """Whether it holds a German word or the German label of a term."""
    return bool(GERMAN.search(text) or LABELS.search(text))


def without_words(records: Iterable[Record]) -> dict[Ref, Record]:
    """The same with nothing written in any language, but for what has a meaning to the rules and questions."""
    found: dict[Ref, Record] = {}
    for record in records:
        changed: dict[str, object] = {}
        for prop in properties(type(record)):
            told = prop.value_type is ValueType.TEXT and getattr(record, prop.name) is not None
            if told and "period" not in prop.name and prop.name not in ("scheme", "ags", "reference"):
                changed[prop.name] = f"Q{record.external_id}"
        if isinstance(record, KINDS_THAT_MEAN_SOMETHING):
            changed = {}
        if isinstance(record, Claim):
            changed = {"value": f"Q{len(record.value or '')}"}
        if isinstance(record, Term):
            changed = {"label_en": f"Q{record.external_id}"}
        found[record.id] = replace(record, **changed)  # type: ignore[arg-type]  # texts for texts
    return found


@pytest.mark.parametrize("seed", range(6))
def test_gaps_in_english(seed: int) -> None:
    view = Picture(1, without_words(a_district(random.Random(seed)).values())).seen_by(OFFICE)
    for gap in find_gaps(view, D, ON):
        for text in (gap.message, gap.action, *(item.text for item in gap.evidence)):
            assert not german(text.en), (gap.rule, text.en)
        assert gap.message.de != gap.message.en, gap.rule
        assert gap.action.de != gap.action.en, gap.rule


@pytest.mark.parametrize("seed", range(6))
def test_answers_in_english(seed: int) -> None:
    records = without_words(a_district(random.Random(seed)).values())
    view, facts = Picture(1, records).seen_by(OFFICE), facts_of(records)
    for question in (*all_questions(), *all_registers()):
        required = any(p.required for p in question.parameters)
        for given in islice(given_to(facts, question.key), 2) if required else [{}]:
            answer = ask(view, D, ON, question, given)
            for remark in answer.remarks:
                assert not german(re.sub(r"“[^”]*”", "", remark.en)), (question.key, remark.en)
            for row in answer.rows:
                found = [word for word in words_of(row, "en") if german(str(word))]
                assert found == [], question.key
