"""Sources that say different things, and ties that one side denies; next to each what is no contradiction."""

from datetime import date
from typing import Any

import pytest

from graph.contradictions import claims, ties
from graph.contradictions.contradiction import Contradiction
from graph.dates import VagueDate
from graph.gaps.find import find_gaps
from graph.gaps.situation import Situation
from graph.model import Actor, Claim, Duty, GapDecision, Inquiry, Measure, Plan, Source, Survey, TieReport
from graph.model.states import GapState, MeasureStatus, TieAnswer
from graph.office.claims import agree
from tests.graph.small_district import ON, D, Small, on, ref, refs


def said_of(
    *said: tuple[str, str], prop: str = "Zahl der Handlungsfelder", kind: type[Any] = Plan, **values: Any
) -> Small:
    """Claims on one subject: pairs of source and value."""
    small = Small().add(kind, "x", title="Konzept", **({"status": MeasureStatus.PAUSED} if kind is Measure else {}))
    for number, (source, value) in enumerate(said):
        small.add(Source, source, title=f"Quelle {source}")
        claim = {"about": ref(kind, "x"), "property": prop, "value": value, "stated_in": refs(Source, [source])}
        small.add(Claim, f"c{number}", **{**claim, **values})
    return small


def found(small: Small, day: date = ON) -> list[Contradiction]:
    return list(claims.find(Situation(small.view(), D, day)))


def test_two_values_stand_side_by_side_with_source_date_and_words() -> None:
    small = said_of(("lang", "6"), ("kurz", "7"), date=on("2025-02-17"), quote="Sieben Felder")
    (one,) = found(small)
    assert one.subject.id == ref(Plan, "x")
    assert one.message.de == "Die Angaben zu „Zahl der Handlungsfelder“ bei „Konzept“ widersprechen sich: 6 und 7."
    assert [side.text.de for side in one.sides] == [
        "„Quelle lang“ (17. Februar 2025): 6. Wörtlich: „Sieben Felder“",
        "„Quelle kurz“ (17. Februar 2025): 7. Wörtlich: „Sieben Felder“",
    ]
    assert one.sides[0].records == (ref(Source, "lang"), ref(Claim, "c0"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("laufend", "Laufend", True),
        ("laufend", "ausgesetzt", False),
        ("6", "6 (sechs zentrale Handlungsfelder)", True),
        ("6 (sechs zentrale Handlungsfelder)", "9 (neun Kernthemen)", False),
        ("etwa 140", "140", True),
        ("über 130", "140", True),
        ("über 130", "120", False),
        ("mehr als 400", "über 500", True),
        ("2026", "2026-01-31", True),
        ("31.01.2026", "2026-01-31", True),
        ("2026-01-31", "2026-06-30", False),
        ("2026-01-31", "31", False),
        ("Haus 3 läuft", "Haus 3 ruht", False),
    ],
)
def test_values_agree_where_both_can_be_true(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is same
    assert agree(other, one) is same
    assert (found(said_of(("a", one), ("b", other))) == []) is same


def test_one_source_that_counts_differently_contradicts_itself() -> None:
    (one,) = found(said_of(("a", "4 (vier Hauptzielgruppen)"), ("a", "3 (drei Zielgruppen)")))
    assert len(one.sides) == 2


def test_a_list_is_no_contradiction() -> None:
    assert found(said_of(("a", "Beratung"), ("a", "Begleitung"), ("b", "Schulung"), prop="Inhalt")) == []
    both = said_of(("a", "Verein A"), ("b", "Verein B"), prop="Kooperationspartner").actors("Verein A", "Verein B")
    assert found(both) == []
    assert found(said_of(("a", "Frauen"), ("b", "Kinder"), prop="Zielgruppe", kind=Measure)) == []


@pytest.mark.parametrize(("kind", "there"), [(Measure, False), (Duty, False), (Plan, True)])
def test_who_leads_a_measure_is_left_to_its_own_rule(kind: type[Any], there: bool) -> None:
    small = said_of(("a", "Verein A"), ("b", "Verein B"), prop="Zuständig", kind=kind)
    assert bool(found(small)) is there


def test_a_measure_with_two_leads_is_told_once() -> None:
    small = said_of(("a", "Verein A"), ("b", "Verein B"), prop="Zuständig", kind=Measure)
    rules = [gap.rule for gap in find_gaps(small.view(), D, ON) if gap.rule in ("G3b", "G19")]
    assert rules == ["G3b"]


def test_what_the_entry_itself_says_stands_beside_the_claims() -> None:
    (one,) = found(said_of(("a", "läuft"), ("b", "ruht"), prop="status_code", kind=Measure))
    assert one.sides[-1].text.de == "Eingetragen ist: pausiert."


def test_what_is_said_later_is_not_known_yet() -> None:
    small = said_of(("a", "6"), ("b", "7"), date=on("2026-02-01"))
    assert found(small) == []
    assert len(found(small, date(2026, 2, 1))) == 1


def test_claims_about_nothing_recorded_meet_by_the_name_of_their_subject() -> None:
    small = said_of(("a", "6"), ("b", "7"), about=None, subject="Das Konzept")
    assert [type(one.subject) for one in found(small)] == [Claim]


# Ties


def wave(key: str, end: str, said: dict[str, TieAnswer], *, answered: str = "ab", asked: str = "ab") -> Small:
    return add_wave(Small().actors("a", "b"), key, end, said, answered=answered, asked=asked)


def add_wave(
    small: Small, key: str, end: str, said: dict[str, TieAnswer], *, answered: str = "ab", asked: str = "ab"
) -> Small:
    """A survey of two with a complete roster; `said` by the side that says it."""
    small.add(Survey, key, title=f"Befragung {key}", end=on(end), roster="COMPLETE")
    for actor in asked:
        responded = date.fromisoformat(end) if actor in answered else None
        small.edge(Inquiry, actor, key, Survey, key=f"{key}{actor}", responded_on=responded)
    for actor, answer in said.items():
        other = "b" if actor == "a" else "a"
        report = {"survey": ref(Survey, key), "reporter": ref(Actor, actor), "about": ref(Actor, other)}
        small.add(TieReport, f"{key}{actor}{other}", answer=answer, **report)
    return small


def denied(small: Small, day: date = ON) -> list[tuple[str, str]]:
    """Pairs: who says yes, who says no."""
    found = list(ties.find(Situation(small.view(), D, day)))
    return [tuple(side.text.en.split(":")[0] for side in one.sides) for one in found]  # type: ignore[misc]


YES, NO, SILENT = TieAnswer.YES, TieAnswer.NO, TieAnswer.SILENT


@pytest.mark.parametrize(
    ("said", "answered", "told"),
    [
        ({"a": YES, "b": NO}, "ab", [("a", "b")]),
        ({"a": NO, "b": YES}, "ab", [("b", "a")]),
        ({"a": YES, "b": YES}, "ab", []),
        ({"a": NO, "b": NO}, "ab", []),
        ({"a": YES, "b": SILENT}, "a", []),
        ({"a": YES}, "ab", [("a", "b")]),  # b was shown a and did not list it
        ({"a": YES}, "a", []),
    ],
)
def test_a_tie_that_one_side_denies(said: dict[str, TieAnswer], answered: str, told: list[tuple[str, str]]) -> None:
    assert denied(wave("w", "2025-06-30", said, answered=answered)) == told


def test_a_newer_survey_that_tells_of_the_pair_replaces_the_older() -> None:
    old = wave("alt", "2023-06-30", {"a": YES, "b": NO})
    assert denied(old) == [("a", "b")]
    assert denied(add_wave(old, "neu", "2025-06-30", {"a": YES, "b": YES})) == []
    assert denied(old, date(2024, 1, 1)) == [("a", "b")]  # the newer one is still to come


def test_a_newer_survey_that_tells_nothing_leaves_the_older() -> None:
    small = add_wave(wave("alt", "2023-06-30", {"a": YES, "b": NO}), "neu", "2025-06-30", {"a": SILENT}, answered="")
    assert denied(small) == [("a", "b")]


def test_a_denied_tie_is_a_gap_about_the_pair_with_the_day_of_the_survey() -> None:
    view = wave("w", "2025-06-30", {"a": YES, "b": NO}).view()
    (gap,) = [gap for gap in find_gaps(view, D, ON) if gap.rule == "G19"]
    assert gap.subject is not None
    assert (gap.subject.id, gap.surveyed_at) == ("a|b", date(2025, 6, 30))
    assert gap.message.de == "a sagt, mit b zusammenzuarbeiten; b sagt nein."


def test_vague_dates_of_surveys_do_not_crash() -> None:
    small = wave("w", "2025-06-30", {"a": YES, "b": NO})
    small.add(Survey, "ohne", title="Ohne Datum", end=VagueDate("irgendwann"))
    assert denied(small) == [("a", "b")]


@pytest.mark.parametrize(("subject", "decided"), [("x|start", {"start"}), ("x", {"start", "end"}), ("x|anders", set())])
def test_a_decision_names_one_contradiction_of_a_subject_or_all(subject: str, decided: set[str]) -> None:
    small = Small().measure("x")
    for number, (prop, value) in enumerate((p, v) for p in ("start", "end") for v in ("2024", "2025")):
        small.add(Claim, f"c{number}", about=ref(Measure, "x"), property=prop, value=value)
    alarm = {"date": on("2026-01-01"), "state": GapState.FALSE_ALARM}
    small.add(GapDecision, "d", rule="G19", subject=subject, **alarm)
    gaps = [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == "G19"]
    assert len(gaps) == 2
    called = {"start": "„Beginn“", "end": "„Ende“"}
    found = {prop for prop, label in called.items() for gap in gaps if label in gap.message.de and gap.state != "OPEN"}
    assert found == decided
