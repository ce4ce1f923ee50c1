"""What of an entry is shown: notes, trust, names of persons, links; and what a territory reaches over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.model import (
    KINDS,
    Actor,
    Confirmation,
    Consent,
    Contact,
    Duty,
    Measure,
    Offer,
    Place,
    Record,
    Ref,
    Responsibility,
    StatusReport,
    TieEvidence,
    TieReport,
)
from graph.model.states import PlaceLevel, ResponsibilityState, Role, Visibility
from graph.picture import Picture
from graph.rights import (
    GUEST,
    OFFICE,
    Viewer,
    ViewerRole,
    about,
    at_home,
    may_name,
    may_see,
    seeing_order,
    sees,
    shown,
    subjects,
    visible,
)
from graph.schema import property_of
from tests.graph.small_district import Small, ref, refs

TODAY = date(2026, 3, 1)
BEFORE, AFTER = date(2026, 2, 28), date(2026, 3, 2)
PERSON = "Wanda Wiesenbach"
CLUB = ref(Actor, "club")


def of_role(role: ViewerRole, **scope: Any) -> Viewer:
    return Viewer(role.name, role, **scope).on(TODAY)


TOWN = of_role(ViewerRole.MUNICIPALITY, places=frozenset({ref(Place, "Werl")}))
ADVISER = of_role(ViewerRole.ADVISER)
OWN_ACTOR = of_role(ViewerRole.ACTOR, actors=frozenset({CLUB}))
OTHER_ACTOR = of_role(ViewerRole.ACTOR, actors=frozenset({ref(Actor, "other")}))
ADMIN = of_role(ViewerRole.ADMINISTRATION)


def contact(**values: Any) -> Contact:
    return Contact(
        id=ref(Contact, "k"), dataset="kreis", external_id="k", actor=CLUB, place=ref(Place, "Werl"),
        person_name=PERSON, email="post@club.example", consent=ref(Consent, "e"), **values,
    )  # fmt: skip


def consent(**values: Any) -> Consent:
    given: dict[str, Any] = {"given_on": BEFORE, "scope": "öffentlich", "contact": ref(Contact, "k")}
    return Consent(id=ref(Consent, "e"), dataset="kreis", external_id="e", **(given | values))


class TestNames:
    @pytest.mark.parametrize(
        ("scope", "named_to"),
        [
            ("öffentlich", {"MUNICIPALITY", "ADVISER", "own"}),
            ("Öffentlich, Karte", {"MUNICIPALITY", "ADVISER", "own"}),
            ("public", {"MUNICIPALITY", "ADVISER", "own"}),
            ("Partner", {"MUNICIPALITY", "ADVISER", "own"}),
            ("intern", {"own"}),
            (None, {"own"}),
            ("nicht öffentlich", {"own"}),
        ],
    )
    def test_a_consent_says_for_whom(self, scope: str | None, named_to: set[str]) -> None:
        viewers = {"MUNICIPALITY": TOWN, "ADVISER": ADVISER, "own": OWN_ACTOR, "other": OTHER_ACTOR, "guest": GUEST}
        found = {name for name, asking in viewers.items() if may_name(asking, contact(), consent(scope=scope))}
        assert found == named_to

    @pytest.mark.parametrize(
        ("values", "in_force"),
        [
            ({}, True),
            ({"given_on": TODAY, "valid_until": TODAY}, True),
            ({"given_on": AFTER}, False),
            ({"given_on": None}, False),
            ({"valid_until": BEFORE}, False),
            ({"withdrawn_on": TODAY}, False),
            ({"withdrawn_on": AFTER}, False),
            ({"contact": ref(Contact, "another")}, False),
        ],
    )
    def test_only_a_consent_in_force_for_this_contact_counts(self, values: dict[str, Any], in_force: bool) -> None:
        assert may_name(ADVISER, contact(), consent(**values)) is in_force
        assert may_name(OFFICE, contact(), consent(**values))  # the office keeps it, to mend or erase it

    def test_without_a_consent_or_a_day_nobody_is_named(self) -> None:
        assert not may_name(ADVISER, contact(), None)
        assert not may_name(replace(ADVISER, day=None), contact(), consent())
        assert not may_name(ADVISER, replace(contact(), consent=ref(Consent, "another")), consent())

    def test_neither_guests_nor_administrators_see_a_contact_at_all_even_if_it_is_marked_public(self) -> None:
        open_one = contact(visibility=Visibility.PUBLIC)
        assert [may_see(asking, open_one) for asking in (GUEST, ADMIN, OTHER_ACTOR)] == [False] * 3
        assert [may_see(asking, open_one) for asking in (OFFICE, ADVISER, OWN_ACTOR, TOWN)] == [True] * 4

    def test_a_contact_is_shown_without_the_name_where_it_may_not_be_named(self) -> None:
        records: dict[Ref, Record] = {record.id: record for record in (contact(), consent(scope="intern"))}
        seen = shown(ADVISER, contact(), records.get)
        assert (seen.person_name, seen.email) == (None, "post@club.example")
        assert shown(OFFICE, contact(), records.get).person_name == PERSON
        assert shown(OWN_ACTOR, contact(), records.get).person_name == PERSON
        assert shown(OWN_ACTOR, contact()).person_name is None  # nobody looked the consent up


class TestFields:
    noted = Actor(
        id=CLUB, dataset="kreis", external_id="club", name="Verein", note="nur vormittags", as_written=("a: b",)
    )

    @pytest.mark.parametrize(
        ("asking", "told"),
        [(OFFICE, True), (OWN_ACTOR, True), (OTHER_ACTOR, False), (TOWN, False), (ADVISER, False), (ADMIN, False),
         (GUEST, False)],
    )  # fmt: skip
    def test_notes_are_for_the_office_and_for_whom_they_are_about(self, asking: Viewer, told: bool) -> None:
        seen = shown(asking, self.noted)
        assert (seen.note, seen.as_written) == (("nur vormittags", ("a: b",)) if told else (None, ()))
        assert seen.name == "Verein"

    def test_trust_is_for_whoever_said_it_and_never_for_whom_it_is_about(self) -> None:
        said = TieReport(
            id=ref(TieReport, "t"), dataset="kreis", external_id="t", reporter=CLUB, about=ref(Actor, "other"),
            trust_open=1, level=3,
        )  # fmt: skip
        assert shown(OWN_ACTOR, said).trust_open == 1
        assert not may_see(OTHER_ACTOR, said)
        assert not may_see(GUEST, said)
        assert (shown(ADVISER, said).trust_open, shown(ADVISER, said).level) == (None, 3)

    def test_what_is_shown_whole_is_the_same_object(self) -> None:
        assert shown(OFFICE, self.noted) is self.noted
        plain = replace(self.noted, note=None, as_written=())
        assert shown(GUEST, plain) is plain


class TestWhatAnEntryIsAbout:
    def test_what_is_about_something_hidden_is_hidden_with_its_wording(self) -> None:
        small = Small().actor("club").actor("secret", visibility=Visibility.INTERNAL).measure("m")
        small.add(TieEvidence, "e", actor_a=CLUB, actor_b=ref(Actor, "secret"), wording="Der Verein und das Frauenhaus")
        small.add(StatusReport, "s", measure=ref(Measure, "m"), by=ref(Actor, "secret"))
        seen = visible(GUEST, small.records)
        assert {record.external_id for record in seen.values()} == {"club", "m", "s"}
        report = seen[ref(StatusReport, "s")]
        assert isinstance(report, StatusReport)
        assert (report.by, report.measure) == (None, ref(Measure, "m"))

    def test_it_goes_on_from_one_to_the_next(self) -> None:
        small = Small().measure("m", visibility=Visibility.INTERNAL)
        small.add(StatusReport, "s", measure=ref(Measure, "m"))
        small.add(Confirmation, "c", about=ref(StatusReport, "s")).add(Confirmation, "d")
        assert set(visible(GUEST, small.records)) == {ref(Confirmation, "d")}

    def test_a_confirmation_of_a_hidden_edge_is_hidden(self) -> None:
        small = Small().actor("club").measure("m").responsible("club", "m", visibility=Visibility.INTERNAL)
        small.add(Confirmation, "c", edge=ref(Responsibility, "club|m"))
        assert set(visible(GUEST, small.records)) == {CLUB, ref(Measure, "m")}
        assert set(visible(OFFICE, small.records)) == set(small.records)

    def test_an_edge_without_an_end_is_nobodys(self) -> None:
        small = Small().actor("club").responsible("club", "gone")
        assert not sees(OFFICE, small.records[ref(Responsibility, "club|gone")], small.records.get)

    def test_kinds_come_after_what_they_can_be_about(self) -> None:
        order = seeing_order()
        assert set(order) == set(KINDS.values())
        for kind in order:
            for name in about(kind):
                to = property_of(kind, name).to
                assert all(order.index(KINDS[other]) < order.index(kind) for other in (to.kinds if to else ()))

    def test_several_subjects_are_all_of_them(self) -> None:
        report = TieReport(id=Ref("t"), dataset="d", external_id="t", reporter=Ref("a"), about=Ref("b"))
        assert subjects(report) == (Ref("a"), Ref("b"))


class TestAtHome:
    def territory(self) -> Small:
        small = Small().place("Werl").place("Soest").place("Nord", part_of="Werl", level=PlaceLevel.QUARTER)
        small.records[ref(Place, "Werl")] = replace(_place(small, "Werl"), ags="05974052")
        small.actor("club", at="Nord").actor("other", at="Soest").measure("own").measure("asked").measure("near")
        small.measure("there", places=["Werl"]).offer("helped").add(Duty, "due", title="d", legal_holder=CLUB)
        small.responsible("club", "own").responsible("club", "asked", state=ResponsibilityState.ASKED)
        small.responsible("club", "helped", Offer, role=Role.SUPPORTING)
        return small.add(Contact, "k", actor=CLUB).add(Contact, "l", actor=ref(Actor, "other"))

    def test_an_actor_holds_what_it_accepted_what_it_owes_and_its_contacts(self) -> None:
        found = at_home(OWN_ACTOR, Picture(1, self.territory().records).seen_by(OFFICE))
        assert found.held == {ref(Measure, "own"), ref(Duty, "due"), ref(Contact, "k")}
        assert found.nearby == frozenset()

    def test_an_official_key_becomes_the_territory_with_all_that_is_there(self) -> None:
        town = Viewer("Werl", ViewerRole.MUNICIPALITY, ags=frozenset({"05974052"}))
        found = at_home(town, Picture(1, self.territory().records).seen_by(OFFICE))
        assert found.places == set(refs(Place, ["Werl", "Nord"]))
        assert {CLUB, ref(Measure, "own"), ref(Measure, "there"), ref(Contact, "k")} <= found.nearby
        assert found.nearby.isdisjoint({ref(Actor, "other"), ref(Contact, "l"), ref(Measure, "asked")})
        assert found.held == frozenset()

    def test_a_responsibility_that_is_over_on_the_day_holds_nothing(self) -> None:
        small = self.territory()
        whole = Picture(1, small.records).seen_by(OFFICE)
        assert ref(Measure, "own") in at_home(replace(OWN_ACTOR, day=None), whole).held
        ended = small.records[ref(Responsibility, "club|own")]
        assert isinstance(ended, Responsibility)
        small.records[ended.id] = replace(ended, until=VagueDate.on(BEFORE))
        assert ref(Measure, "own") not in at_home(OWN_ACTOR, Picture(1, small.records).seen_by(OFFICE)).held


def _place(small: Small, key: str) -> Place:
    found = small.records[ref(Place, key)]
    assert isinstance(found, Place)
    return found
