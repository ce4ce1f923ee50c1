"""What is recorded and can't be right: dates, circles, keys, settings, indicators; and what can."""

import string
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.contradictions import cycles, dates, head_counts, indicators, keys
from graph.contradictions import settings as setting_family
from graph.contradictions.contradiction import Contradiction
from graph.dates import VagueDate
from graph.gaps.find import find_gaps
from graph.gaps.situation import Situation
from graph.model import (
    Actor,
    Consultation,
    Event,
    Funding,
    Indicator,
    Invitation,
    Need,
    Paper,
    Participation,
    Place,
    Plan,
    Resolution,
    Setting,
    Target,
    Term,
)
from graph.model.states import Direction
from graph.reference import is_official
from graph.thresholds import all_thresholds
from tests.graph.small_district import ON, D, Small, on, ref, year

Family = Callable[[Situation], Iterable[Contradiction]]


def found(family: Family, small: Small) -> list[Contradiction]:
    return list(family(Situation(small.view(), D, ON)))


def told(family: Family, small: Small) -> list[str]:
    return [one.message.de for one in found(family, small)]


# Dates


def test_an_end_before_its_beginning_is_told_with_both() -> None:
    (one,) = found(dates.find, Small().measure("m", start=on("2025-03-01"), end=on("2024-12-31")))
    assert one.message.de == (
        "Bei „m“ passt die Reihenfolge nicht: Ende (31. Dezember 2024) liegt vor Beginn (1. März 2025)."
    )
    assert [side.text.de for side in one.sides] == ["Beginn: 1. März 2025.", "Ende: 31. Dezember 2024."]


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        (year(2025), year(2025), False),
        (year(2025), on("2025-01-01"), False),  # can have begun on that day
        (on("2025-06-01"), year(2025), False),
        (year(2026), year(2025), True),
        (on("2025-01-02"), on("2025-01-01"), True),
        (on("2025-01-01"), on("2025-01-01"), False),
        (VagueDate("bald"), on("2020-01-01"), False),
        (None, on("2020-01-01"), False),
    ],
)
def test_vague_dates_contradict_only_where_every_day_does(start: VagueDate | None, end: VagueDate, wrong: bool) -> None:
    assert bool(found(dates.find, Small().offer("o", start=start, end=end))) is wrong
    assert bool(found(dates.find, Small().add(Funding, "f", start=start, end=end))) is wrong
    small = Small().actor("a").measure("m").responsible("a", "m", since=start, until=end)
    assert bool(found(dates.find, small)) is wrong


def test_dates_of_two_records_are_compared() -> None:
    small = Small().add(Consultation, "c", body_name="Kreistag", date=on("2025-02-17"))
    small.add(Resolution, "r", title="Beschluss", date=on("2025-02-10"), consultation=ref(Consultation, "c"))
    assert told(dates.find, small) == [
        "Bei „Beschluss“ passt die Reihenfolge nicht: Datum von „Beschluss“ (10. Februar 2025) liegt vor Datum von "
        "„Kreistag“ (17. Februar 2025)."
    ]
    small = Small().add(Plan, "alt", title="alt", adopted_on=year(2020))
    small.add(Plan, "neu", title="neu", adopted_on=year(2016), supersedes=ref(Plan, "alt"))
    assert len(told(dates.find, small)) == 1
    small = Small().actor("a").add(Event, "e", title="e", date=on("2024-01-01"))
    assert len(told(dates.find, small.edge(Invitation, "a", "e", Event, invited_on=date(2024, 1, 2)))) == 1
    assert len(told(dates.find, Small().add(Need, "n", text="n", raised_on=date(2025, 2, 1), ranked_on=ON))) == 0
    small = Small().add(Need, "n", text="n", raised_on=ON, ranked_on=date(2025, 2, 1))
    assert len(told(dates.find, small)) == 1


def test_steps_of_a_paper_go_forward() -> None:
    small = Small().add(Paper, "p", title="Vorlage")
    for order, day in enumerate(("2024-11-01", "2024-12-16", "2024-12-01"), start=1):
        small.add(Consultation, f"c{order}", paper=ref(Paper, "p"), order=order, date=on(day))
    assert [one.subject.external_id for one in found(dates.find, small)] == ["c3"]


# Circles


@pytest.mark.parametrize(
    ("links", "circles"),
    [
        ({}, []),
        ({"a": "b", "b": "c"}, []),
        ({"a": "a"}, ["a"]),
        ({"a": "b", "b": "a"}, ["a"]),
        ({"c": "b", "b": "a", "a": "c"}, ["a"]),
        ({"z": "a", "a": "b", "b": "a"}, ["a"]),  # z leads into the circle
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a", "c"]),
    ],
)
def test_circles_of_editions_fields_and_goals(links: dict[str, str], circles: list[str]) -> None:
    plans, terms = Small(), Small()
    for key in {*links, *links.values()}:
        plans.add(Plan, key, title=key, supersedes=ref(Plan, links[key]) if key in links else None)
        terms.term("field", key, broader=links.get(key))
    for small in (plans, terms):
        assert sorted(one.subject.external_id for one in found(cycles.find, small)) == circles


def test_a_circle_is_told_step_by_step() -> None:
    small = Small().term("field", "Sprache", broader="Bildung").term("field", "Bildung", broader="Sprache")
    (one,) = found(cycles.find, small)
    assert one.message.de == (
        "Im Kreis: Von „Bildung“ aus führt „Oberbegriff“ wieder zu „Bildung“: Bildung → Sprache → Bildung."
    )
    assert len(one.sides) == 2


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(string.ascii_lowercase[:8]), st.sampled_from(string.ascii_lowercase[:8])))
def test_circles_are_those_that_walking_long_enough_never_leaves(links: dict[str, str]) -> None:
    small = Small()
    for key in {*links, *links.values()}:
        small.add(Plan, key, title=key, supersedes=ref(Plan, links[key]) if key in links else None)
    in_circles = set()
    for start in links:
        step: str | None = start
        for _ in range(len(links) + 1):
            step = links.get(step) if step else None
            if step == start:
                in_circles.add(start)
    heads = {side.records[0] for one in found(cycles.find, small) for side in one.sides}
    assert heads == {ref(Plan, key) for key in in_circles}


# Indicators


def test_an_indicator_without_direction_and_a_target_for_the_worse() -> None:
    assert told(indicators.find, Small().add(Indicator, "i", name="Quote")) == [
        "Beim Indikator „Quote“ steht nicht, ob mehr oder weniger besser ist."
    ]
    small = Small().add(Indicator, "i", name="Quote", direction=Direction.UP)
    assert told(indicators.find, small) == []
    small.add(Target, "t", indicator=ref(Indicator, "i"), baseline=54.5, target=50.0)
    assert told(indicators.find, small) == [
        "Beim Indikator „Quote“ führt das Ziel zum Schlechteren: mehr ist besser, aber Ausgangswert 54,5, Zielwert 50."
    ]
    for baseline, target in ((50.0, 54.5), (50.0, 50.0), (None, 50.0)):
        small.add(Target, "t", indicator=ref(Indicator, "i"), baseline=baseline, target=target)
        assert told(indicators.find, small) == []


# Official keys


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("05754008", True), ("05754", True), ("05754999", False), ("05999", False), ("05999001", False),
        ("09772111", True), ("09772451", True), ("05111000", True), ("05770004", None), ("08119001", None),
        ("0575400", False), ("GT", False), ("٠٥٧٥٤", False), ("05", None),
    ],
)  # fmt: skip
def test_which_keys_exist_as_far_as_the_reference_data_tell(key: str, known: bool | None) -> None:
    assert is_official(key) is known


def test_a_key_that_does_not_exist_is_told_unless_invented() -> None:
    small = Small().add(Place, "p", name="Nirgends", ags="05754999").actor("Stadt Nirgends", ags="05754998")
    small.add(Place, "q", name="Gütersloh", ags="05754008").add(
        Place, "r", name="Erfunden", ags="05754997", invented=True
    )
    assert told(keys.find, small) == [
        "Den Gemeindeschlüssel 05754999 von „Nirgends“ gibt es nicht.",
        "Den Gemeindeschlüssel 05754998 von „Stadt Nirgends“ gibt es nicht.",
    ]


# Settings


def test_settings_that_do_not_count() -> None:
    threshold = next(t for t in all_thresholds() if t.least > 0 or t.most < 1e9 or t.default)
    small = Small().add(Setting, "a", name=threshold.key, value=threshold.default)
    assert told(setting_family.find, small) == []
    small.add(Setting, "b", name=threshold.label.de, value=-1.0).add(Setting, "c", name="gibt es nicht", value=1.0)
    small.add(Setting, "d", name=threshold.key)
    messages = {one.subject.external_id: one.message.de for one in found(setting_family.find, small)}
    assert messages.keys() == {"b", "c", "d"}
    assert messages["c"] == "Die Einstellung „gibt es nicht“ gibt es nicht; sie wirkt nicht."
    assert "(-1)" in messages["b"]
    assert "(leer)" in messages["d"]


def test_a_threshold_set_twice_and_differently() -> None:
    threshold = all_thresholds()[0]
    small = Small().add(Setting, "a", name=threshold.key, value=threshold.default)
    small.add(Setting, "b", name=threshold.label.en, value=threshold.default)
    assert told(setting_family.find, small) == []
    small.add(Setting, "b", name=threshold.label.en, value=threshold.default + 1)
    assert [one.key for one in found(setting_family.find, small)] == ["twice"]


def test_several_contradictions_of_one_record_are_gaps_of_their_own() -> None:
    small = Small().actor("x", ags="05754999").add(Place, "x", name="x", ags="05754999")
    small.measure("m", start=on("2025-01-02"), end=on("2025-01-01"))
    small.add(Indicator, "i", name="i").add(Term, "t", scheme="field", label="t", broader=ref(Term, "t"))
    gaps = [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == "G19"]
    assert len({gap.id for gap in gaps}) == len(gaps) == 5


BAD: list[tuple[type[Any], dict[str, Any]]] = [
    (Plan, {"title": "p", "supersedes": ref(Plan, "fehlt"), "based_on": ref(Plan, "fehlt")}),
    (Resolution, {"title": "r", "consultation": ref(Consultation, "fehlt"), "date": VagueDate("")}),
    (Consultation, {"paper": ref(Paper, "fehlt"), "order": -1}),
    (Target, {"indicator": ref(Indicator, "fehlt")}),
    (Place, {"name": "", "ags": ""}),
    (Actor, {"name": "a", "ags": "000"}),
]


@pytest.mark.parametrize(("kind", "values"), BAD)
def test_what_leads_nowhere_does_not_crash(kind: type[Any], values: dict[str, Any]) -> None:
    find_gaps(Small().add(kind, "x", **values).view(), D, ON)


# Head counts


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        ({"attended": 140, "attended_text": "etwa 140"}, False),
        ({"attended": 138}, False),  # about 140 is 138 as well
        ({"attended": 100, "attended_text": "über 100"}, False),
        ({"attended": 200}, True),
        ({"attended": 200, "group": "Kommunen"}, False),
        ({"attended": 200, "event": ref(Event, "anderes")}, False),
        ({"attended_text": "nicht genannt"}, False),
        ({"invited": 400}, False),
    ],
)
def test_head_counts_of_the_same_people_that_cannot_be_the_same(second: dict[str, Any], wrong: bool) -> None:
    small = Small().add(Event, "e", title="Konferenz")
    at: dict[str, Any] = {"event": ref(Event, "e"), "group": "alle"}
    small.add(Participation, "p", **at, attended=140, attended_text="etwa 140")
    small.add(Participation, "q", **{**at, **second})
    expected = ["Wie viele zu „Konferenz“ kamen, steht verschieden da: etwa 140 und 200."]
    assert told(head_counts.find, small) == expected * wrong
