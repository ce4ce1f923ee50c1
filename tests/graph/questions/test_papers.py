"""The way of papers through the bodies (q08, q09, papers, resolutions): the shipped districts, and small cases."""

from datetime import date
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.errors import WrongUse
from graph.model import Consultation, Measure, Paper, Resolution
from graph.model.states import ConsultationResult, EventState, ResolutionResult
from graph.office.resolution_chain import Standing, chain_of
from graph.picture import View
from graph.questions import ask, question_named
from graph.questions.shape import answer_as_dict
from tests.graph import lindental_by_hand as by_hand
from tests.graph.small_district import ON, D, Small, on, ref, refs, year
from tests.shipped import Shipped

SOEST, GUETERSLOH, COESFELD, LINDENTAL = "kreis-soest", "kreis-guetersloh", "kreis-coesfeld", "kreis-lindental"
ADDITION = (
    "Handlungsempfehlungen, die weitere finanzielle Ressourcen brauchen, benötigen eine gesonderte Beschlussfassung"
)
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(SOEST, GUETERSLOH, COESFELD, LINDENTAL)


def rows(view: View, key: str, dataset: str = D, day: date = ON, **given: str) -> Rows:
    """The rows as scripts get them, by the keys of the columns."""
    answer = answer_as_dict(ask(view, dataset, day, question_named(key), given), "de")
    return [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]


def only(found: Rows, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in found]


# Soest: both bodies as proposed


@pytest.mark.parametrize("paper", ["85/2013", "p1", 'Integrationskonzept "Zuhause im Kreis Soest"'])
def test_both_bodies_of_soest_resolved_as_proposed(view: View, paper: str) -> None:
    found = rows(view, "q08", SOEST, paper=paper)
    assert only(found, "order", "body", "date", "state", "result", "authoritative") == [
        (1, "Kreisausschuss", "2013-06-13", "HELD", "AS_PROPOSED", False),
        (2, "Kreistag", "2013-06-27", "HELD", "AS_PROPOSED", True),
    ]
    votes = ("votesYes", "votesNo", "votesAbstain", "votesBiased")
    assert only(found, *votes, "amendment") == [(None,) * 5] * 2


def test_a_paper_has_to_be_named(view: View) -> None:
    with pytest.raises(WrongUse, match="paper"):
        rows(view, "q08", SOEST)
    with pytest.raises(WrongUse, match="86/2013"):
        rows(view, "q08", SOEST, paper="86/2013")


# Gütersloh: three steps, an addition, one vote against


def test_the_three_steps_of_guetersloh_with_the_addition_and_one_vote_against(view: View) -> None:
    found = rows(view, "resolutions", GUETERSLOH)
    assert only(found, "order", "body", "date", "result", "votesYes", "votesNo", "amendment", "authoritative") == [
        (1, "Fachausschuss", "vor 2024-12-16", "AMENDED", None, None, ADDITION, False),
        (2, "Kreisausschuss", "2024-12-16", "AMENDED", None, 1, ADDITION, False),
        (3, "Kreistag", "2025-02-17", "AS_PROPOSED", None, None, None, True),
    ]


def test_what_both_committees_of_guetersloh_added_names_no_measure(view: View) -> None:
    found = rows(view, "q09", GUETERSLOH)
    assert only(found, "body", "amendment", "measures") == [
        ("Fachausschuss", ADDITION, None),
        ("Kreisausschuss", ADDITION, None),
    ]


def test_on_a_day_between_the_county_council_is_still_to_come(view: View) -> None:
    before, after = date(2025, 1, 15), date(2025, 2, 17)
    assert only(rows(view, "papers", GUETERSLOH, before), "lastBody", "nextBody", "nextDate", "standing") == [
        ("Kreisausschuss", "Kreistag", "2025-02-17", "OPEN")
    ]
    assert only(rows(view, "papers", GUETERSLOH, after), "lastBody", "nextBody", "standing", "decidedBy") == [
        ("Kreistag", None, "DECIDED", "Kreistag")
    ]
    last = rows(view, "resolutions", GUETERSLOH, before)[-1]
    assert (last["state"], last["result"], last["resultText"], last["resolution"]) == ("PLANNED", None, None, None)
    assert rows(view, "q09", GUETERSLOH, date(2024, 1, 1)) == rows(view, "q09", GUETERSLOH)[:1]  # “vor 2024-12-16”


def test_in_coesfeld_nobody_entered_what_the_county_council_did(view: View) -> None:
    assert only(rows(view, "papers", COESFELD), "lastBody", "nextBody", "nextDate", "standing", "decidedBy") == [
        ("Integrationsausschuss", "Kreistag", "2016, nach der Ausschusssitzung", "UNKNOWN", None)
    ]
    assert only(rows(view, "papers", COESFELD, date(2016, 9, 1)), "standing") == [("OPEN",)]


# Lindental: by its files


def test_the_papers_of_lindental_and_where_they_stand(view: View) -> None:
    found = rows(view, "papers", LINDENTAL)
    assert sorted(only(found, "externalId", "lastBody", "result", "nextBody", "nextDate", "standing")) == [
        ("p-1", "Kreistag", "AS_PROPOSED", None, None, "DECIDED"),
        ("p-2", "Kreistag", "AS_PROPOSED", None, None, "DECIDED"),
        ("p-3", "Integrationsausschuss", "DEFERRED", "Kreisausschuss", "2026-03-02", "OPEN"),
    ]


def test_the_register_of_lindental_holds_every_step_and_every_resolution(view: View) -> None:
    found = rows(view, "resolutions", LINDENTAL)
    taken = {row["consultation_id"] for row in by_hand.rows("resolutions")}
    alone = {row["resolution_id"] for row in by_hand.rows("resolutions") if not row["consultation_id"]}
    steps = {row["consultation_id"] for row in by_hand.rows("consultations")}
    assert {row["externalId"] for row in found} == steps | alone
    assert {row["externalId"] for row in found if row["resolution"]} == (taken & steps) | alone
    by_id = {row["externalId"]: row for row in found}
    assert (by_id["b-08"]["result"], by_id["b-08"]["amountEur"]) == ("REJECTED", 35000.0)
    assert (by_id["b-05"]["special"], by_id["b-05"]["fundsUntil"]) == (True, "2026-12-31")
    for row in by_hand.rows("consultations"):
        told = by_id[row["consultation_id"]]
        votes = [told[f"votes{kind}"] for kind in ("Yes", "No", "Abstain", "Biased")]
        assert votes == [
            int(row[f"votes_{k}"]) if row[f"votes_{k}"] else None for k in ("yes", "no", "abstain", "biased")
        ]
        assert (told["result"] or "", told["state"]) == (row["result"], row["state"])


def test_what_a_committee_amended_and_which_measures_that_concerns(view: View) -> None:
    amended = [row for row in by_hand.rows("consultations") if row["result"] == "AMENDED"]
    titles = {row["measure_id"]: row["title"] for row in by_hand.rows("measures")}
    expected = {
        row["consultation_id"]: "; ".join(titles[key] for key in by_hand.several(row["measure_ids"])) or None
        for row in amended
    }
    assert dict(only(rows(view, "q09", LINDENTAL), "externalId", "measures")) == expected
    assert set(expected) == {"p-2-1", "p-2-2"}


# Small cases


def paper(*steps: dict[str, Any]) -> Small:
    """A paper with these consultations, numbered from 1."""
    small = Small().add(Paper, "p", title="Vorlage")
    for number, values in enumerate(steps, 1):
        values = {"order": number, "body_name": f"Gremium {number}", "paper": ref(Paper, "p"), **values}
        small.add(Consultation, f"c{number}", **values)
    return small


def held(result: ConsultationResult | None = ConsultationResult.AS_PROPOSED, **values: Any) -> dict[str, Any]:
    return {"state": EventState.HELD, "result": result, "date": on("2025-03-01"), **values}


def ahead(day: str = "2026-03-01", **values: Any) -> dict[str, Any]:
    return {"state": EventState.PLANNED, "date": on(day), **values}


def standing(small: Small, day: date = ON) -> Standing:
    view = small.view()
    one = view.find(Paper, D, "p")
    assert one is not None
    return chain_of(view, one, day).standing


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], Standing.UNKNOWN),
        ([held(), held()], Standing.DECIDED),
        ([held(), held(ConsultationResult.REJECTED)], Standing.DECIDED),
        ([held(ConsultationResult.REJECTED), ahead()], Standing.OPEN),
        ([held(), held(ConsultationResult.DEFERRED)], Standing.OPEN),
        ([held(), held(ConsultationResult.REFERRED)], Standing.OPEN),
        ([held(ConsultationResult.WITHDRAWN), ahead()], Standing.WITHDRAWN),
        ([held(), held(None)], Standing.UNKNOWN),
        ([held(), ahead("2025-12-01")], Standing.UNKNOWN),  # its day is over, and nobody entered a result
        ([held(), ahead("2026-01-15")], Standing.OPEN),
        ([held()], Standing.UNKNOWN),  # whether the only body that is known decides, nobody said
        ([held(role="Entscheidung")], Standing.DECIDED),
        ([held(role="Vorberatung")], Standing.OPEN),
        ([held(role="Empfehlung"), ahead(role="Entscheidung"), ahead(role="Kenntnisnahme")], Standing.OPEN),
        ([held(role="Entscheidung"), ahead(role="Kenntnisnahme")], Standing.DECIDED),
        ([held(), {"state": EventState.CANCELLED, "date": on("2025-12-01")}], Standing.OPEN),
        ([held(), held(date=on("2026-02-01"))], Standing.OPEN),  # entered ahead of its day
        ([held(), {"date": year(2026)}], Standing.OPEN),
        ([held(), {"date": VagueDate("demnächst")}], Standing.OPEN),
    ],
)
def test_where_a_paper_stands(steps: list[dict[str, Any]], expected: Standing) -> None:
    assert standing(paper(*steps)) is expected


def test_the_last_of_several_bodies_decides_and_a_stated_role_before_that() -> None:
    decides = [row["authoritative"] for row in rows(paper(held(), held(), ahead()).view(), "q08", paper="p")]
    assert decides == [False, False, True]
    stated = paper(held(role="Entscheidung"), held())
    assert [row["authoritative"] for row in rows(stated.view(), "q08", paper="p")] == [True, False]
    assert [row["authoritative"] for row in rows(paper(held()).view(), "q08", paper="p")] == [None]


def test_steps_come_in_their_order_and_without_one_by_their_date() -> None:
    small = paper(held(order=None, date=on("2025-05-01")), held(order=2), held(order=1), held(order=None))
    assert [row["externalId"] for row in rows(small.view(), "q08", paper="p")] == ["c3", "c2", "c4", "c1"]


def test_a_change_without_a_paper_is_told_all_the_same() -> None:
    small = paper(held(ConsultationResult.AMENDED, paper=None, measures=refs(Measure, ["m", "n"])))
    small.measure("m").measure("n")
    assert only(rows(small.view(), "q09"), "externalId", "paper", "measures") == [("c1", None, "m; n")]
    assert only(rows(small.view(), "resolutions"), "externalId", "paper") == [("c1", None)]


def test_a_resolution_is_told_from_its_day_on() -> None:
    small = Small().add(Resolution, "b", title="Mittel", date=on("2026-02-01"), result=ResolutionResult.ADOPTED)
    assert rows(small.view(), "resolutions") == []
    assert only(rows(small.view(), "resolutions", day=date(2026, 2, 1)), "name", "result") == [("Mittel", "ADOPTED")]
