"""G15 and what it rests on: the resolution of a measure's own, and money that ends before the measure does."""

from datetime import date
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.gaps.gap import Truth
from graph.gaps.rule import Finding
from graph.gaps.rules.funding import UNFUNDED
from graph.gaps.situation import Situation
from graph.model import Consultation, Funding, Measure, Paper, Resolution, Term
from graph.model.states import ConsultationResult, EventState, Known, MeasureStatus, ResolutionResult
from graph.office.funding import ends_before
from graph.office.funding_gate import Gate, GateState, OwnResolution, gate
from tests.graph.small_district import ON, D, Small, on, ref, refs, year

ADOPTED, REJECTED = ResolutionResult.ADOPTED, ResolutionResult.REJECTED


def measure(needs: Known | None = Known.YES, own: Known | None = Known.NO, **values: Any) -> Small:
    return Small().measure("m", needs_extra_funds=needs, own_resolution=own, **values)


def resolved(small: Small, result: ResolutionResult | None = ADOPTED, key: str = "b", **values: Any) -> Small:
    marks = {"special": True, "financing": True, "date": on("2025-06-16"), "measures": refs(Measure, ["m"])}
    return small.add(Resolution, key, title="Mittel", result=result, **{**marks, **values})


def funded(small: Small, until: VagueDate | None, key: str = "f", **values: Any) -> Small:
    return small.add(Funding, key, measure=ref(Measure, "m"), end=until, **values)


def gate_of(small: Small, day: date = ON) -> Gate:
    view = small.view()
    one = view.find(Measure, D, "m")
    assert one is not None
    return gate(view, one, day)


def found(small: Small, day: date = ON) -> list[Finding]:
    return list(UNFUNDED.find(Situation(small.view(), D, day)))


def told(small: Small, day: date = ON) -> list[tuple[Truth, str]]:
    return [(gap.truth, gap.message.de) for gap in found(small, day)]


# The gate


@pytest.mark.parametrize(
    ("needs", "own", "state"),
    [
        (Known.YES, Known.NO, GateState.CLOSED),
        (Known.YES, Known.YES, GateState.OPEN),
        (Known.YES, Known.UNKNOWN, GateState.UNKNOWN),
        (Known.YES, None, GateState.UNKNOWN),
        (Known.NO, Known.NO, GateState.OPEN),
        (Known.NO, None, GateState.OPEN),
        (Known.UNKNOWN, Known.NO, GateState.UNKNOWN),
        (Known.UNKNOWN, Known.YES, GateState.OPEN),
        (None, None, GateState.UNKNOWN),
    ],
)
def test_extra_money_needs_a_resolution_and_the_unknown_stays_unknown(
    needs: Known | None, own: Known | None, state: GateState
) -> None:
    assert gate_of(measure(needs, own)).state is state


@pytest.mark.parametrize(
    ("stated", "resolution", "own"),
    [
        (Known.NO, {}, OwnResolution.YES),  # what a body resolved counts before what was stated
        (None, {}, OwnResolution.YES),
        (Known.UNKNOWN, {}, OwnResolution.YES),
        (Known.NO, {"date": None}, OwnResolution.YES),
        (Known.NO, {"result": REJECTED}, OwnResolution.REJECTED),  # a rejected resolution is none
        (None, {"result": REJECTED}, OwnResolution.REJECTED),
        (Known.UNKNOWN, {"result": REJECTED}, OwnResolution.UNKNOWN),
        (Known.YES, {"result": REJECTED}, OwnResolution.UNKNOWN),  # they contradict each other
        (Known.NO, {"special": False}, OwnResolution.NO),  # the plan's resolution is not the measure's own
        (Known.NO, {"financing": False}, OwnResolution.NO),
        (None, {"special": None}, OwnResolution.UNKNOWN),
        (Known.NO, {"result": None}, OwnResolution.NO),
        (Known.YES, {"date": on("2026-01-16")}, OwnResolution.NO),  # not yet on that day
        (None, {"date": on("2026-01-16")}, OwnResolution.NO),
        (None, {"date": on("2026-01-15")}, OwnResolution.YES),
        (Known.NO, {"date": year(2026)}, OwnResolution.UNKNOWN),
        (Known.NO, {"date": on("2026-01-16"), "result": REJECTED}, OwnResolution.NO),
    ],
)
def test_what_counts_as_a_resolution_of_its_own(
    stated: Known | None, resolution: dict[str, Any], own: OwnResolution
) -> None:
    assert gate_of(resolved(measure(own=stated), **resolution)).own is own


def test_a_new_resolution_after_a_rejected_one_counts() -> None:
    small = resolved(resolved(measure(), REJECTED, "a", date=on("2025-01-01")))
    assert gate_of(small).own is OwnResolution.YES
    assert gate_of(small, date(2025, 3, 1)).own is OwnResolution.REJECTED


# Whether money lasts


@pytest.mark.parametrize(
    ("until", "end", "before"),
    [
        (on("2026-12-31"), on("2027-12-31"), Known.YES),
        (on("2026-12-31"), on("2026-12-31"), Known.NO),
        (on("2026-08-31"), VagueDate("Mitte 2026", date(2026, 5, 1), date(2026, 8, 31)), Known.NO),
        (on("2026-08-30"), VagueDate("Mitte 2026", date(2026, 5, 1), date(2026, 8, 31)), Known.UNKNOWN),
        (on("2026-04-30"), VagueDate("Mitte 2026", date(2026, 5, 1), date(2026, 8, 31)), Known.YES),
        (year(2026), year(2026), Known.NO),
        (year(2026), year(2027), Known.YES),
        (year(2026), on("2026-06-30"), Known.UNKNOWN),
        (year(2027), on("2026-06-30"), Known.NO),
        (None, on("2026-06-30"), Known.UNKNOWN),
        (on("2026-06-30"), None, Known.UNKNOWN),
        (VagueDate("bald"), VagueDate("bald"), Known.UNKNOWN),
    ],
)
def test_money_ends_before_the_measure_only_where_it_is_certain(
    until: VagueDate | None, end: VagueDate | None, before: Known
) -> None:
    assert ends_before(until, end) is before


@pytest.mark.parametrize(
    ("untils", "end", "early"),
    [
        ([], "2026-12-31", None),
        ([None], "2026-12-31", None),
        (["2026-06-30"], "2026-12-31", Known.YES),
        (["2026-06-30", "2026-12-31"], "2026-12-31", Known.NO),
        (["2026-06-30", "2026-09-30"], "2026-12-31", Known.YES),
        (["2026-06-30", None], "2026-12-31", Known.UNKNOWN),
        (["2026-06-30"], None, None),
        (["2026-01-14"], None, Known.UNKNOWN),  # over, and the measure goes on
        (["2026-01-15"], None, None),
        (["2026-01-14", None], None, None),
    ],
)
def test_what_lasts_longest_decides_and_an_end_that_nobody_stated_leaves_it_open(
    untils: list[str | None], end: str | None, early: Known | None
) -> None:
    small = measure(end=on(end) if end else None)
    for number, until in enumerate(untils):
        funded(small, on(until) if until else None, f"f{number}")
    assert gate_of(small).ends_early is early


def test_a_resolution_grants_money_as_well_as_a_funding() -> None:
    small = resolved(measure(end=on("2027-12-31")), funds_until=date(2026, 12, 31))
    assert (gate_of(small).ends_early, gate_of(small).money_until) == (Known.YES, on("2026-12-31"))
    assert gate_of(funded(small, on("2027-12-31"))).ends_early is Known.NO
    rejected = resolved(measure(end=on("2027-12-31")), REJECTED, funds_until=date(2026, 12, 31))
    assert gate_of(rejected).ends_early is None


# The rule


def test_a_measure_that_needs_money_and_has_no_resolution_is_a_gap() -> None:
    assert told(measure()) == [(Truth.YES, "„m“ braucht zusätzliche Mittel und hat keinen eigenen Beschluss.")]
    assert told(resolved(measure(), REJECTED)) == [
        (Truth.YES, "„m“ braucht zusätzliche Mittel, und der Beschluss darüber wurde abgelehnt.")
    ]
    assert told(resolved(measure())) == []
    assert told(measure(Known.NO)) == []


def test_what_nobody_knows_is_listed_as_unknown() -> None:
    assert told(measure(None)) == [(Truth.UNKNOWN, "Ob „m“ zusätzliche Mittel braucht, ist unbekannt.")]
    assert told(measure(own=Known.UNKNOWN)) == [
        (Truth.UNKNOWN, "„m“ braucht zusätzliche Mittel; ob es einen eigenen Beschluss gibt, ist unbekannt.")
    ]


@pytest.mark.parametrize("status", [MeasureStatus.COMPLETED, MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED])
def test_finished_and_cancelled_measures_need_no_more(status: MeasureStatus) -> None:
    assert told(measure(status=status)) == []


def test_a_resolution_whose_money_ends_before_the_measure_is_a_gap() -> None:
    small = resolved(measure(end=year(2027)), funds_until=date(2026, 12, 31))
    assert told(small) == [
        (Truth.YES, "Die Mittel für „m“ enden (31. Dezember 2026), bevor die Maßnahme endet (2027).")
    ]
    assert told(resolved(measure(end=on("2026-12-31")), funds_until=date(2026, 12, 31))) == []
    assert told(resolved(measure(end=year(2027)))) == []


def test_whether_a_measure_without_a_resolution_needs_more_when_its_money_ends_is_unknown() -> None:
    assert told(funded(measure(Known.NO, end=on("2026-12-31")), on("2026-06-30"))) == [
        (
            Truth.UNKNOWN,
            "Die Mittel für „m“ enden (30. Juni 2026), bevor die Maßnahme endet (31. Dezember 2026); "
            "ob weitere nötig sind, ist unbekannt.",
        )
    ]
    assert told(funded(measure(Known.NO), on("2025-12-31"))) == [
        (Truth.UNKNOWN, "Die Mittel für „m“ sind zu Ende (31. Dezember 2025); womit es weitergeht, ist unbekannt.")
    ]
    vague = funded(measure(Known.NO, end=year(2026)), on("2026-06-30"))
    assert told(vague) == [(Truth.UNKNOWN, "Ob die Mittel für „m“ bis zum Ende der Maßnahme reichen, ist unbekannt.")]


def test_the_evidence_names_resolution_money_paper_and_the_addition_that_asks_for_it() -> None:
    small = resolved(measure(), REJECTED, funds_until=date(2026, 12, 31)).actor("amt").responsible("amt", "m")
    small.add(Term, "esf", scheme="programme", label="Sozialfonds")
    funded(small, on("2026-12-31"), programme=ref(Term, "esf"))
    small.add(Paper, "p", title="Mittel neu", reference="7/2026", measure=ref(Measure, "m"))
    small.add(
        Consultation,
        "c1",
        paper=ref(Paper, "p"),
        order=1,
        body_name="Kreistag",
        date=on("2026-03-16"),
        state=EventState.PLANNED,
        role="Entscheidung",
    )
    small.add(
        Consultation, "c2", body_name="Fachausschuss", result=ConsultationResult.AMENDED, date=on("2025-01-20"),
        amendment="Gesondert zu beschließen.", measures=refs(Measure, ["m"]),
    )  # fmt: skip
    (gap,) = found(small)
    assert [item.text.de for item in gap.evidence] == [
        "Zusätzliche Mittel nötig: ja. Eigener Beschluss: abgelehnt.",
        "Beschluss „Mittel“: abgelehnt (16. Juni 2025). Mittel bis 31. Dezember 2026.",
        "Sozialfonds, bis: 31. Dezember 2026.",
        "Vorlage 7/2026 Mittel neu: noch offen. Als Nächstes: Kreistag (16. März 2026).",
        "Fachausschuss hat ergänzt: „Gesondert zu beschließen“.",
    ]
    assert gap.evidence[3].records == (ref(Paper, "p"), ref(Consultation, "c1"))
    assert gap.action.de == "Die Koordination begleitet die Vorlage bis zum Beschluss; zuständig: amt."
    assert found(small, date(2025, 1, 1))[0].evidence[-1].text.de.startswith("Vorlage")  # not added yet


@pytest.mark.parametrize(
    ("small", "action"),
    [
        (measure(), "Die Koordination bereitet eine eigene Vorlage für die Mittel vor."),
        (
            resolved(measure(), REJECTED),
            "Die Koordination klärt, ob es ohne diese Mittel geht oder eine neue Vorlage folgt.",
        ),
        (measure(None), "Die Koordination fragt, ob zusätzliche Mittel nötig sind."),
        (
            measure(own=None),
            "Die Koordination sieht nach, ob es einen eigenen Beschluss gibt, und trägt ihn ein.",
        ),
        (
            resolved(measure(end=year(2027)), funds_until=date(2026, 12, 31)),
            "Die Koordination klärt, womit es danach weitergeht.",
        ),
    ],
)
def test_what_to_do_follows_from_what_is_missing(small: Small, action: str) -> None:
    assert [gap.action.de for gap in found(small)] == [action]


def test_whoever_answers_for_it_is_asked_whether_it_needs_money() -> None:
    (gap,) = found(measure(None).actor("amt").responsible("amt", "m"))
    assert gap.action.en == "The coordinating office asks whether extra money is needed: amt."
