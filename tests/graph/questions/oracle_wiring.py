"""The oracles by the key of their question or rule, and what the product answers, in the same shape."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import permutations
from typing import Any

from graph.gaps.rule import Finding
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.model import Actor, Measure, Offer, Paper, Plan, Record, Ref, Tie
from graph.picture import Picture
from graph.questions import answer, question_named
from graph.rights import OFFICE
from tests.graph.questions import oracle_answering as answering
from tests.graph.questions import oracle_coverage as covering
from tests.graph.questions import oracle_gaps as gaps
from tests.graph.questions import oracle_indicators as indicators
from tests.graph.questions import oracle_network as network
from tests.graph.questions import oracle_plan as plan
from tests.graph.questions import oracle_structure as structure
from tests.graph.questions import oracle_taking_part as taking_part
from tests.graph.questions.facts import Facts
from tests.graph.questions.oracle_coverage import Found, Rows
from tests.graph.questions.random_district import ON, D

Case = tuple[dict[str, str], Rows]
"""What is given to a question, and what it should answer."""


def _with_place_and_group(facts: Facts) -> Iterator[Case]:
    group = facts.labelled("target_group", "Schutzsuchende seit 2015")
    for town in facts.towns:
        yield {"place": town.name, "targetGroup": "Schutzsuchende seit 2015"}, covering.q14(facts, town.id, group or "")


QUESTIONS: Mapping[str, Callable[[Facts], Rows]] = {
    "q01": covering.q01,
    "q02": answering.q02,
    "q03": network.q03,
    "q04": covering.q04,
    "q05": taking_part.q05,
    "q06": taking_part.q06,
    "q07": taking_part.q07,
    "q09": answering.q09,
    "q10": answering.q10,
    "q11": answering.q11,
    "q12": plan.q12,
    "q13": plan.q13,
    "q15": covering.q15,
    "q16": covering.q16,
    "q17": plan.q17,
    "q18": plan.q18,
    "q19": taking_part.q19,
    "q21": taking_part.q21,
    "q25": taking_part.q25,
    "q26": answering.q26,
    "q27": answering.q27,
    "q28": plan.q28,
    "q29": lambda facts: q29(facts),
    "q30": answering.q30,
}


def q29(facts: Facts) -> Rows:
    """What overlaps, the first by external id first."""
    pairs = [sorted(pair, key=lambda ref: (facts.by_id[ref].external_id, ref)) for pair, _ in gaps.g21(facts)]
    return {(tuple(pair), "YES") for pair in pairs}


def _with_paper(facts: Facts) -> Iterator[Case]:
    for paper in facts.all(Paper):
        yield {"paper": paper.reference or ""}, answering.q08(facts, paper.id)


def _with_editions(facts: Facts) -> Iterator[Case]:
    for old, new in permutations(facts.all(Plan)[:3], 2):
        yield {"from": old.external_id, "to": new.external_id}, plan.q20(facts, old, new)


def _with_blueprint(facts: Facts) -> Iterator[Case]:
    for blueprint in facts.all(Plan):
        yield {"plan": blueprint.external_id}, plan.q24(facts, blueprint)


def _everybody(facts: Facts) -> Iterator[Case]:
    yield {"most": "100"}, network.q22(facts)


ASKED: Mapping[str, Callable[[Facts], Iterator[Case]]] = {
    "q08": _with_paper,
    "q14": _with_place_and_group,
    "q20": _with_editions,
    "q22": _everybody,
    "q24": _with_blueprint,
}
"""The questions that have to be given something."""


def given_to(facts: Facts, key: str) -> Iterator[dict[str, str]]:
    """What can be given to a question that requires something."""
    yield from (given for given, _ in (ways(facts) if key == "q23" else cases(facts, key)))


def ways(facts: Facts) -> Iterator[tuple[dict[str, str], tuple[str, str]]]:
    """From whom to whom a way is asked for."""
    for a, b in permutations([actor for actor in facts.all(Actor) if actor.cooperates][:5], 2):
        yield {"from": a.external_id, "to": b.external_id}, (a.id, b.id)


def _wrong_ways(facts: Facts, situation: Situation) -> Iterator[str]:
    """Answers of q23 that are no shortest way of at most four steps."""
    near = network.neighbours(facts)
    for given, (start, end) in ways(facts):
        ties = [facts.one(Tie, row.about[0].id) for row in answer(situation, question_named("q23"), given).rows]
        at, steps = start, network.steps_between(near, start, end)
        for tie in ties:
            ends = {tie.source, tie.target} if tie is not None and facts.tie_exists(tie) else set()
            at = next(iter(ends - {at})) if at in ends and len(ends) == 2 else ""
        expected = steps if steps is not None and steps <= 4 else 0
        if len(ties) != expected or (ties and at != end):
            yield f"q23 {given}: {len(ties)} steps instead of {expected}, ends at {at or start}"


def _wrong_cut_points(facts: Facts, situation: Situation) -> Iterator[str]:
    """Who is called a cut point by q22 and is none, or the other way round."""
    question = question_named("q22")
    place = [column.key for column in question.columns].index("cutPoint")
    rows = answer(situation, question, {"most": "100"}).rows
    called = {row.about[0].id for row in rows if row.cells[place]}
    for wrong in called ^ network.cut_points(network.neighbours(facts)):
        yield f"q22: {facts.by_id[wrong].external_id} is {'no' if wrong in called else 'a'} cut point"


def cases(facts: Facts, key: str) -> Iterator[Case]:
    """What to ask on a district, with the answers."""
    if key in QUESTIONS:
        yield {}, QUESTIONS[key](facts)
    else:
        yield from ASKED[key](facts)


RULES: Mapping[str, Callable[[Facts], Found]] = {
    "G1": gaps.g1,
    "G2": structure.g2,
    "G3b": structure.g3b,
    "G7": structure.g7,
    "G11": structure.g11,
    "G16": structure.g16,
    "G17": structure.g17,
    "G18": structure.g18,
    "G3": gaps.g3,
    "G4": gaps.g4,
    "G5": gaps.g5,
    "G6": gaps.g6,
    "G8": gaps.g8,
    "G9": gaps.g9,
    "G10": gaps.g10,
    "G12": indicators.g12,
    "G13": gaps.g13,
    "G14": gaps.g14,
    "G15": gaps.g15,
    "G21": gaps.g21,
}


CERTAIN_ONLY = {"G11", "G12", "G14"}
"""Rules of which only what is certain is compared: what is missing for the rest has too many reasons."""


def facts_of(records: Mapping[Ref, Record], dataset: str = D) -> Facts:
    return Facts(records.values(), dataset, ON)


def situation_of(records: Mapping[Ref, Record], dataset: str = D) -> Situation:
    return Situation(Picture(1, records).seen_by(OFFICE), dataset, ON)


def answered(situation: Situation, key: str, **given: str) -> Rows:
    """The rows of the product's answer: what they are about, and their truth."""
    found = answer(situation, question_named(key), given)
    return {(tuple(record.id for record in row.about), str(row.truth)) for row in found.rows}


def differences(records: Mapping[Ref, Record], dataset: str = D) -> Iterator[str]:
    """What the product and the oracles tell differently about a district, one sentence each."""
    facts, situation = facts_of(records, dataset), situation_of(records, dataset)
    for key in [*QUESTIONS, *ASKED]:
        for given, expected in cases(facts, key):
            yield from _told(facts, f"{key} {given or ''}", expected, answered(situation, key, **given))
    yield from _wrong_ways(facts, situation)
    yield from _wrong_cut_points(facts, situation)
    for rule, oracle in RULES.items():
        yield from _told(facts, rule, oracle(facts), found(situation, rule))


def _told(facts: Facts, what: str, expected: Iterable[Any], told: Iterable[Any]) -> Iterator[str]:
    for name, rows in (("missing", set(expected) - set(told)), ("not expected", set(told) - set(expected))):
        for about, truth in rows:
            keys = sorted(facts.by_id[ref].external_id if ref in facts.by_id else ref for ref in about)
            yield f"{what}: {name}: {' | '.join(keys)} {truth}"


def found(situation: Situation, rule: str) -> Found:
    """What the product's rule finds."""
    (chosen,) = (one for one in all_rules() if one.key == rule)
    rows = {(_about(situation, finding), str(finding.truth)) for finding in chosen.find(situation)}
    return {row for row in rows if row[1] == "YES" or rule not in CERTAIN_ONLY}


def _about(situation: Situation, finding: Finding) -> frozenset[str]:
    """The ids of what a finding is about, with that of what its key names."""
    if finding.cell is not None:
        return frozenset((finding.cell.field, finding.cell.place, finding.cell.target_group))
    kinds: tuple[type[Record], ...] = (Actor, Measure, Offer) if finding.key else ()
    keyed = next(
        (record for kind in kinds if (record := situation.view.find(kind, situation.dataset, finding.key))), None
    )
    return frozenset(record.id for record in (finding.subject, finding.other, keyed) if record is not None)
