"""Where somebody does something and where nobody knows (q01, q04, q14, q15, q16): by hand, and from small cases."""

from datetime import date
from typing import Any

import pytest

from graph.errors import WrongUse
from graph.gaps.gap import Truth
from graph.model import Contact, Inventory, Offer, Place, Term, TieEvidence
from graph.model.states import MeasureStatus, PlaceLevel, Reach, ResponsibilityState, Role, Visibility
from graph.picture import View
from graph.questions import ask, question_named
from graph.questions.question import Answer
from tests.graph import lindental_by_hand as by_hand
from tests.graph.small_district import ON, D, Small, on, ref, refs
from tests.shipped import Shipped

YES, UNKNOWN = Truth.YES, Truth.UNKNOWN
LINDENTAL = "kreis-lindental"
SOUTH_EAST = "Eingewanderte aus Mittel- und Südosteuropa"


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL)


def asked(view: View, key: str, dataset: str = D, **given: str) -> Answer:
    return ask(view, dataset, ON, question_named(key), given)


def told(answer: Answer) -> dict[str, Truth]:
    """The names of what each row is about, and whether it is known."""
    return {"|".join(getattr(r, "name", getattr(r, "label", r.external_id)) for r in row.about): row.truth
            for row in answer.rows}  # fmt: skip


def keys(answer: Answer) -> set[str]:
    return {row.about[0].external_id for row in answer.rows}


def current(row: by_hand.Row) -> bool:
    return not row["until"] or by_hand.last(row["until"]) >= by_hand.ON


def test_q01_on_lindental_is_what_its_files_say(lindental: View) -> None:
    types = {row["actor_id"]: row["actor_type"] for row in by_hand.rows("actors")}
    led = {
        key
        for key, rows in by_hand.responsible().items()
        if any(r["role_code"] != "SUPPORTING" and types[r["actor_id"]] == "Migrantenorganisation" for r in rows)
    }
    field = "Wohnen und Zusammenleben"
    housing = [o for o in by_hand.rows("offers") if field in {by_hand.main_field()[f] for f in o["field"].split("; ")}]
    served = {place for o in housing if by_hand.is_active(o) and o["offer_id"] in led for _, place, _ in cells(o)}
    names = {row["place_id"]: row["name"] for row in by_hand.rows("places")}
    looked = {names[r["place_id"]] for r in by_hand.rows("inventories") if r["field"] == field}
    expected = {p: YES if p in looked else UNKNOWN for p in by_hand.municipalities() if p not in served}
    assert told(asked(lindental, "q01", LINDENTAL)) == expected
    assert sorted(expected.values()).count(UNKNOWN) == 4  # three never surveyed, one only of a sub-field


def cells(row: by_hand.Row) -> set[by_hand.Cell]:
    return by_hand.cells({**row, "target_group": "; ".join(by_hand.main_groups())})


def test_q04_on_lindental_leaves_out_the_contact_whose_term_is_over(lindental: View) -> None:
    names = {row["place_id"]: row["name"] for row in by_hand.rows("places")}
    served = {
        names[row["place_id"]]
        for row in by_hand.rows("contacts")
        if row["role"] == "Ansprechstelle Arbeitsmarktintegration" and current(row)
    }
    answer = asked(lindental, "q04", LINDENTAL)
    assert told(answer) == {place: YES for place in by_hand.municipalities() if place not in served}
    assert [row.cells[0] for row in answer.rows if row.about[0].external_id == "99001044"] == ["Jobcenter Lindental"]
    assert "eine Ansprechstelle für Arbeit in jeder Kommune" in answer.remarks[0].de


def test_q14_on_lindental_for_a_place_and_a_target_group(lindental: View) -> None:
    contacts = {row["contact_id"]: row for row in by_hand.rows("contacts")}
    expected = {
        row["offer_id"]
        for row in by_hand.rows("offers")
        if by_hand.is_active(row)
        and "Schutzsuchende seit 2015" in by_hand.several(row["target_group"])
        and "Eschenfurt" in {place for _, place, _ in cells(row)}
        and row["contact_id"]
        and contacts[row["contact_id"]]["public"] == "yes"
        and current(contacts[row["contact_id"]])
    }
    answer = asked(lindental, "q14", LINDENTAL, place="Eschenfurt", targetGroup="Schutzsuchende seit 2015")
    assert keys(answer) == expected
    assert len(expected) > 5


def test_q15_on_lindental_by_channel_and_last_check(lindental: View) -> None:
    expected = {}
    for row in by_hand.rows("offers"):
        missing = "Integreat" not in by_hand.several(row["published_in"])
        unchecked = not row["verified_on"] or row["verified_on"] < "2025-07-15"
        if by_hand.is_active(row) and (missing or unchecked):
            expected[row["offer_id"]] = (missing, unchecked)
    answer = asked(lindental, "q15", LINDENTAL)
    assert {row.about[0].external_id: row.cells[:2] for row in answer.rows} == expected
    assert {True, False} == {missing for missing, _ in expected.values()}


def test_q16_on_lindental_counts_measures_and_tells_unknown_from_none(lindental: View) -> None:
    there: set[by_hand.Cell] = set()
    for row in by_hand.rows("measures"):
        if by_hand.is_open(row) and SOUTH_EAST in by_hand.several(row["target_group"]):
            there |= by_hand.cells(row)
    names = {row["place_id"]: row["name"] for row in by_hand.rows("places")}
    mains = set(by_hand.main_field().values())
    looked = {
        (row["field"], names[row["place_id"]])
        for row in by_hand.rows("inventories")
        if by_hand.last(row["date"]) <= by_hand.ON
        and (not row["target_group"] or SOUTH_EAST in by_hand.several(row["target_group"]))
    }
    expected = {
        f"{field}|{place}": YES if (field, place) in looked else UNKNOWN
        for field in mains
        for place in by_hand.municipalities()
        if (field, place, SOUTH_EAST) not in there
    }
    assert told(asked(lindental, "q16", LINDENTAL)) == expected
    assert set(expected.values()) == {YES, UNKNOWN}


def town() -> Small:
    """A field with a sub-field, two municipalities of a district, one with a quarter, a type and a narrower one."""
    small = Small().term("field", "Wohnen", main=True).term("field", "beratung", broader="Wohnen")
    small.term("target_group", "alle", main=True).term("target_group", "kinder", broader="alle")
    small.term("actor_type", "Migrantenorganisation").term("actor_type", "moschee", broader="Migrantenorganisation")
    small.place("kreis", level=PlaceLevel.DISTRICT).place("ense", part_of="kreis").place("werl", part_of="kreis")
    small.place("mitte", part_of="werl", level=PlaceLevel.QUARTER)
    return small.actor("m", types=["moschee"]).actor("x")


def looked(small: Small, place: str = "werl", *, fields: tuple[str, ...] = ("Wohnen",), **values: Any) -> Small:
    given = {"date": on("2025-04-01"), "fields": refs(Term, fields), **values}
    return small.add(Inventory, f"v-{place}", place=ref(Place, place), **given)


def q01(small: Small, **given: str) -> dict[str, Truth]:
    return told(asked(small.view(), "q01", **given))


@pytest.mark.parametrize(
    ("role", "state", "there"),
    [
        (Role.LEAD, ResponsibilityState.ACCEPTED, True),
        (Role.SHARED, ResponsibilityState.PROPOSED, True),
        (Role.SUPPORTING, ResponsibilityState.ACCEPTED, False),
        (Role.LEAD, ResponsibilityState.DECLINED, False),
    ],
)
def test_q01_whoever_leads_or_shares_an_offer_makes_it(role: Role, state: ResponsibilityState, there: bool) -> None:
    small = looked(town()).offer("o", fields=["beratung"], places=["mitte"]).responsible("x", "o", Offer)
    small.responsible("m", "o", Offer, role=role, state=state)
    assert ("werl" not in q01(small)) is there


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ({}, {"ense": UNKNOWN}),
        ({"reach": Reach.DISTRICT}, {}),
        ({"places": ["ense"]}, {"werl": YES}),
        ({"status": MeasureStatus.PAUSED}, {"ense": UNKNOWN, "werl": YES}),
        ({"end": on("2026-01-14")}, {"ense": UNKNOWN, "werl": YES}),
    ],
)
def test_q01_counts_what_runs_there_on_the_day(offer: dict[str, Any], expected: dict[str, Truth]) -> None:
    given = {"fields": ["Wohnen"], "places": ["werl"], **offer}
    small = looked(town()).responsible("m", "o", Offer).offer("o", **given)
    assert q01(small) == expected


def test_q01_is_unknown_where_an_inventory_is_of_a_sub_field_or_of_one_target_group_only() -> None:
    assert q01(looked(town(), fields=("beratung",)))["werl"] is UNKNOWN
    assert q01(looked(town(), fields=("beratung",)), field="beratung")["werl"] is YES
    assert q01(looked(town()), field="beratung")["werl"] is YES
    assert q01(looked(town(), target_groups=refs(Term, ["alle"])))["werl"] is UNKNOWN
    assert q01(looked(town(), "kreis")) == {"ense": YES, "werl": YES}


def test_q01_is_unknown_where_nobody_knows_whose_offer_it_is() -> None:
    small = looked(town()).offer("o", fields=["Wohnen"], places=["werl"])
    assert q01(small)["werl"] is UNKNOWN
    assert q01(small.responsible("x", "o", Offer))["werl"] is YES


def test_q01_without_counting_what_is_district_wide() -> None:
    small = town().offer("o", fields=["Wohnen"], places=["werl"], reach=Reach.ONLINE).responsible("m", "o", Offer)
    assert q01(small) == {}
    assert q01(small, districtWide="nein") == {"ense": UNKNOWN}


def test_a_district_that_knows_no_such_field_or_type_is_told_so() -> None:
    answer = asked(Small().place("werl").view(), "q01")
    assert answer.rows == ()
    assert len(answer.remarks) == 2


def contact(small: Small, key: str, **values: Any) -> Small:
    small.term("contact_role", "Ansprechstelle Arbeitsmarktintegration")
    role = ref(Term, "Ansprechstelle Arbeitsmarktintegration")
    return small.add(Contact, key, role=role, email=f"{key}@example", **values)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"place": ref(Place, "werl")}, ["ense"]),
        ({"place": ref(Place, "kreis")}, []),
        ({}, []),
        ({"place": ref(Place, "mitte")}, ["ense", "werl"]),
        ({"place": ref(Place, "werl"), "until": on("2026-01-14")}, ["ense", "werl"]),
        ({"place": ref(Place, "werl"), "until": on("2026-01-15")}, ["ense"]),
        ({"place": ref(Place, "werl"), "since": on("2026-01-16")}, ["ense", "werl"]),
    ],
)
def test_q04_a_current_contact_serves_its_place_and_one_without_serves_all(
    values: dict[str, Any], missing: list[str]
) -> None:
    assert told(asked(contact(town(), "c", **values).view(), "q04")) == dict.fromkeys(missing, YES)


def test_q04_is_unknown_where_no_contacts_of_the_role_are_kept_and_names_the_wish() -> None:
    small = town().add(TieEvidence, "w", type="Ansprechstelle", wording="ein Ansprechpartner")
    answer = asked(small.view(), "q04")
    assert told(answer) == {"ense": UNKNOWN, "werl": UNKNOWN}
    assert answer.remarks[-1].de == "Gewünscht wurde: „ein Ansprechpartner“."


def reachable(small: Small, key: str = "c", **values: Any) -> Small:
    return small.add(Contact, key, **{"email": "hallo@example", "visibility": Visibility.PUBLIC, **values})


OFFER: dict[str, Any] = {"places": ["werl"], "target_groups": ["alle"], "contact": ref(Contact, "c")}


@pytest.mark.parametrize(
    ("offer", "found"),
    [
        ({}, {"o": YES}),
        ({"target_groups": ["kinder"]}, {"o": YES}),
        ({"target_groups": []}, {}),
        ({"places": ["mitte"]}, {"o": YES}),
        ({"places": ["ense"]}, {}),
        ({"places": ["ense"], "reach": Reach.MOBILE}, {"o": YES}),
        ({"contact": None}, {}),
        ({"status": MeasureStatus.UNKNOWN}, {"o": UNKNOWN}),
        ({"status": MeasureStatus.PLANNED}, {}),
    ],
)
def test_q14_names_what_runs_there_for_the_group(offer: dict[str, Any], found: dict[str, Truth]) -> None:
    small = reachable(town()).offer("o", **{**OFFER, **offer})
    answer = asked(small.view(), "q14", place="werl", targetGroup="alle")
    assert {row.about[0].external_id: row.truth for row in answer.rows} == found


@pytest.mark.parametrize(
    "values", [{"visibility": Visibility.INTERNAL}, {"until": on("2025-12-31")}, {"since": on("2026-01-16")}]
)
def test_q14_names_no_offer_without_a_public_contact_that_holds(values: dict[str, Any]) -> None:
    answer = asked(reachable(town(), **values).offer("o", **OFFER).view(), "q14", place="werl", targetGroup="alle")
    assert answer.rows == ()


def test_q14_needs_a_place_and_a_group() -> None:
    with pytest.raises(WrongUse):
        asked(town().view(), "q14", place="werl")


@pytest.mark.parametrize(
    ("offer", "cells"),
    [
        ({"published_in": ("Integreat",), "verified_on": date(2025, 7, 15)}, None),  # exactly six months
        ({"published_in": ("integreat", "Website"), "verified_on": date(2025, 7, 14)}, (False, True)),
        ({"published_in": ("Website",), "verified_on": date(2026, 1, 1)}, (True, False)),
        ({"published_in": ("Integreat",)}, (False, True)),
        ({"status": MeasureStatus.COMPLETED}, None),
    ],
)
def test_q15_tells_which_of_the_two_it_is(offer: dict[str, Any], cells: tuple[bool, bool] | None) -> None:
    answer = asked(town().offer("o", **offer).view(), "q15")
    assert [row.cells[:2] for row in answer.rows] == ([] if cells is None else [cells])


def test_q15_where_nobody_notes_what_is_published_the_channel_is_unknown() -> None:
    small = town().offer("new", verified_on=date(2026, 1, 1)).offer("old")
    answer = asked(small.view(), "q15")
    assert [(*row.cells[:2], row.truth) for row in answer.rows] == [(None, False, UNKNOWN), (None, True, YES)]


def test_q15_for_another_channel_and_another_time() -> None:
    view = town().offer("o", published_in=("Website",), verified_on=date(2025, 6, 1)).view()
    assert asked(view, "q15", channel="Website", months="12").rows == ()
    assert len(asked(view, "q15", channel="Website").rows) == 1


def q16(small: Small, **given: str) -> dict[str, Truth]:
    return told(asked(small.view(), "q16", targetGroup="alle", **given))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ({}, {"Wohnen|ense": UNKNOWN}),
        ({"status": MeasureStatus.PROPOSED}, {"Wohnen|ense": UNKNOWN}),
        ({"status": MeasureStatus.COMPLETED}, {"Wohnen|ense": UNKNOWN, "Wohnen|werl": YES}),
        ({"target_groups": []}, {"Wohnen|ense": UNKNOWN, "Wohnen|werl": YES}),
        ({"target_groups": ["kinder"]}, {"Wohnen|ense": UNKNOWN}),
        ({"reach": Reach.DISTRICT}, {}),
    ],
)
def test_q16_any_open_measure_counts(measure: dict[str, Any], expected: dict[str, Truth]) -> None:
    given = {"fields": ["beratung"], "places": ["mitte"], "target_groups": ["alle"], **measure}
    assert q16(looked(town()).measure("x", **given)) == expected


def test_q16_offers_are_asked_for_separately() -> None:
    small = looked(town()).offer("o", fields=["Wohnen"], places=["werl"], target_groups=["alle"])
    assert q16(small) == {"Wohnen|ense": UNKNOWN, "Wohnen|werl": YES}
    assert q16(small, kinds="Offer") == q16(small, kinds="all") == {"Wohnen|ense": UNKNOWN}


def test_q16_of_a_group_that_is_no_axis() -> None:
    small = looked(town(), target_groups=refs(Term, ["alle"]))
    assert told(asked(small.view(), "q16", targetGroup="kinder")) == {"Wohnen|ense": UNKNOWN, "Wohnen|werl": YES}
