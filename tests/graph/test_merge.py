"""Merging two entries that are the same thing: nothing is lost, old ids lead on, and it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.care.check import check
from graph.changes import Commit, Put, Transaction
from graph.dates import VagueDate
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.gaps.decisions import Decisions
from graph.gaps.rule import Finding
from graph.language import Text
from graph.log import breaks
from graph.model import (
    Actor,
    Claim,
    Confirmation,
    Contact,
    Contribution,
    Event,
    GapDecision,
    Group,
    Inquiry,
    Invitation,
    Measure,
    Membership,
    Place,
    Redirect,
    Ref,
    Responsibility,
    Source,
    Survey,
    Term,
    Tie,
    TieEvidence,
    TieReport,
)
from graph.model.states import Basis, GapState, Known, ResponsibilityState, Role, TieAnswer, TieState, Visibility
from graph.past.undo import undo
from graph.picture import Pictures
from graph.redirects import resolve
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.service import New, create, existing, find_deleted, merge, preview, update
from graph.store import Store
from graph.ties import derive
from tests.graph.service_kit import NOW, WHY, content, held, new, put, records, ref

TOWN = new(Place, "soest", name="Soest")
LANGUAGE = new(Term, "field:sprache", scheme="field", label="Sprache")
KEEP = new(Actor, "a1", name="Caritas", alt_names=("CV",), level="Kreis")
AWAY = new(Actor, "a2", name="Caritasverband", places=(TOWN.id,), level="Stadt", capacity_fte=2.5, note="aus der Liste")
OTHER = new(Actor, "a3", name="AWO")
M1 = new(Measure, "m1", title="Sprachcafé", venues=(AWAY.id, KEEP.id), funders=(AWAY.id,))
M2 = new(Measure, "m2", title="Kurs")
GROUP = new(Group, "g", name="AK", actor=AWAY.id, chair=AWAY.id)
MAIL = new(Contact, "c", actor=AWAY.id, email="post@beispiel.example")
DAY = date(2025, 5, 1)
IN_2020 = VagueDate("2020", date(2020, 1, 1), date(2020, 12, 31))


def both(keep: Ref = KEEP.id, away: Ref = AWAY.id, version: int = 1) -> dict[Ref, int]:
    return {keep: version, away: version}


@pytest.fixture
def district(store: Store) -> Store:
    put(store, TOWN, LANGUAGE, KEEP, AWAY, OTHER, M1, M2, GROUP, MAIL)
    return store


def merged(store: Store, **options: Any) -> Actor:
    done = merge(store, OFFICE, KEEP.id, AWAY.id, expected=both(), **WHY, **options).record
    assert isinstance(done, Actor)
    return done


class TestTheEntryThatStays:
    def test_has_what_either_says(self, district: Store) -> None:
        assert merged(district) == replace(
            KEEP,
            alt_names=("CV", "Caritasverband"),
            places=(TOWN.id,),
            capacity_fte=2.5,
            note="aus der Liste",
            version=2,
        )
        assert AWAY.id not in district.get([AWAY.id])
        assert check(district).ok
        assert list(breaks(district.log())) == []

    def test_differences_are_said_and_can_be_decided(self, district: Store) -> None:
        (name, level) = preview(district, OFFICE, KEEP.id, AWAY.id).differences
        assert (name.by.name, name.keep, name.away, name.taken) == ("name", "Caritas", "Caritasverband", "keep")
        assert (level.by.name, level.keep, level.away, level.taken) == ("level", "Kreis", "Stadt", "keep")
        done = merged(district, choose={"name": "away", "level": "away", "places": "keep"})
        assert (done.name, done.alt_names, done.level, done.places) == (
            "Caritasverband",
            ("CV", "Caritas"),
            "Stadt",
            (),
        )

    def test_is_seen_by_nobody_who_did_not_see_both(self, district: Store) -> None:
        put(district, replace(AWAY, visibility=Visibility.INTERNAL))
        done = merge(district, OFFICE, KEEP.id, AWAY.id, expected={KEEP.id: 1, AWAY.id: 2}, **WHY).record
        assert done is not None and done.visibility is Visibility.INTERNAL

    def test_keeps_both_notes(self, district: Store) -> None:
        put(district, replace(KEEP, note="ruft zurück"))
        done = merge(district, OFFICE, KEEP.id, AWAY.id, expected={KEEP.id: 2, AWAY.id: 1}, **WHY).record
        assert done is not None and done.note == "ruft zurück\naus der Liste"

    def test_terms_keep_the_other_word(self, district: Store) -> None:
        wide = new(Term, "field:wide", scheme="field", label="Bildung")
        twin = new(Term, "field:spracherwerb", scheme="field", label="Spracherwerb", broader=wide.id)
        narrow = new(Term, "field:kurse", scheme="field", label="Kurse", broader=twin.id)
        put(district, wide, twin, narrow, replace(M2, fields=(twin.id, LANGUAGE.id)))
        done = merge(district, OFFICE, LANGUAGE.id, twin.id, expected=both(LANGUAGE.id, twin.id), **WHY).record
        assert isinstance(done, Term)
        assert (done.alt_labels, done.broader) == (("Spracherwerb",), wide.id)
        assert held(district, narrow.id, Term).broader == LANGUAGE.id
        assert held(district, M2.id, Measure).fields == (LANGUAGE.id,)

    def test_a_step_between_the_two_is_gone_and_a_longer_way_round_refused(self, district: Store) -> None:
        twin = new(Term, "field:spracherwerb", scheme="field", label="Spracherwerb", broader=LANGUAGE.id)
        put(district, twin)
        done = merge(district, OFFICE, LANGUAGE.id, twin.id, expected=both(LANGUAGE.id, twin.id), **WHY).record
        assert isinstance(done, Term) and done.broader is None
        below = new(Term, "field:x", scheme="field", label="X", broader=LANGUAGE.id)
        lowest = new(Term, "field:y", scheme="field", label="Y", broader=below.id)
        put(district, below, lowest)
        with pytest.raises(Invalid) as caught:
            expected = {LANGUAGE.id: 2, lowest.id: 1}
            merge(district, OFFICE, LANGUAGE.id, lowest.id, expected=expected, **WHY)
        assert caught.value.fields.keys() == {"broader"}


class TestWhatNamedTheOther:
    def test_names_the_one_that_stays(self, district: Store) -> None:
        claim = new(Claim, "q", about=AWAY.id, actor=AWAY.id)
        event = new(Event, "e", title="Fest", organiser=AWAY.id)
        source = new(Source, "s", title="Konzept", publisher=AWAY.id)
        put(district, claim, event, source)
        before = preview(district, OFFICE, KEEP.id, AWAY.id)
        merged(district)
        assert held(district, M1.id, Measure) == replace(M1, venues=(KEEP.id,), funders=(KEEP.id,), version=2)
        assert held(district, GROUP.id, Group) == replace(GROUP, actor=KEEP.id, chair=KEEP.id, version=2)
        assert held(district, MAIL.id, Contact).actor == KEEP.id
        assert held(district, claim.id, Claim) == replace(claim, about=KEEP.id, actor=KEEP.id, version=2)
        assert set(before.changed) == {M1.id, GROUP.id, MAIL.id, claim.id, event.id, source.id}
        assert before.revision is None

    def test_edges_lead_to_and_from_it(self, district: Store) -> None:
        edge = new(Responsibility, "r", source=AWAY.id, target=M1.id, state=ResponsibilityState.ASKED)
        put(district, edge)
        merged(district)
        assert held(district, edge.id, Responsibility) == replace(edge, source=KEEP.id, version=2)

    def test_doubled_edges_are_folded_and_the_stronger_stays(self, district: Store) -> None:
        weak = new(
            Responsibility, "r1", source=KEEP.id, target=M1.id, wording="Caritas macht das", stated_in=(),
            effort_fte=0.5, basis=Basis.CONTRACTUAL,
        )  # fmt: skip
        strong = new(
            Responsibility, "r2", source=AWAY.id, target=M1.id, state=ResponsibilityState.ACCEPTED, confirmed_on=DAY,
            wording="der Verband",
        )  # fmt: skip
        put(district, weak, strong)
        (folded,) = preview(district, OFFICE, KEEP.id, AWAY.id).folded
        assert (folded.gone, folded.into.id) == (weak, strong.id)
        merged(district)
        assert held(district, strong.id, Responsibility) == replace(
            strong,
            source=KEEP.id,
            wording="der Verband\nCaritas macht das",
            effort_fte=0.5,
            basis=Basis.CONTRACTUAL,
            version=2,
        )
        assert resolve(district, weak.id) == strong.id
        assert existing(district, OFFICE, weak.id).id == strong.id

    def test_edges_that_say_different_things_stand_side_by_side(self, district: Store) -> None:
        edges = (
            new(Responsibility, "r1", source=KEEP.id, target=M1.id, role=Role.LEAD),
            new(Responsibility, "r2", source=AWAY.id, target=M1.id, role=Role.SUPPORTING),
            new(Responsibility, "r3", source=AWAY.id, target=M1.id, role=Role.LEAD, until=IN_2020),
            new(Responsibility, "r4", source=KEEP.id, target=M2.id, until=IN_2020),
            new(Responsibility, "r5", source=AWAY.id, target=M2.id, until=VagueDate("2021")),
            new(Contribution, "b1", source=KEEP.id, target=M1.id, what="Räume"),
            new(Contribution, "b2", source=AWAY.id, target=M1.id, what="Köche"),
        )
        put(district, *edges)
        done = preview(district, OFFICE, KEEP.id, AWAY.id)
        assert [(one.gone.external_id, one.into.external_id) for one in done.folded] == [("r3", "r1")]
        merged(district)
        assert held(district, ref(Responsibility, "r1"), Responsibility).until == IN_2020
        assert check(district).ok

    def test_a_confirmation_does_not_wander_to_another_state(self, district: Store) -> None:
        accepted = new(Responsibility, "r1", source=KEEP.id, target=M1.id, state=ResponsibilityState.ACCEPTED)
        asked = new(Responsibility, "r2", source=AWAY.id, target=M1.id, state_since=DAY, confirmed_on=DAY)
        put(district, accepted, asked)
        merged(district)
        assert held(district, accepted.id, Responsibility).confirmed_on is None

    def test_invitations_and_questions_in_surveys_are_folded(self, district: Store) -> None:
        event, survey = new(Event, "e", title="Fest"), new(Survey, "s", title="2025")
        put(
            district, event, survey,
            new(Invitation, "i1", source=KEEP.id, target=event.id),
            new(Invitation, "i2", source=AWAY.id, target=event.id, attended=Known.YES),
            new(Inquiry, "q1", source=KEEP.id, target=survey.id, asked_on=DAY),
            new(Inquiry, "q2", source=AWAY.id, target=survey.id, responded_on=DAY),
            new(Membership, "k1", source=KEEP.id, target=GROUP.id),
            new(Membership, "k2", source=AWAY.id, target=GROUP.id, role="Sprecher"),
        )  # fmt: skip
        merged(district)
        left = {r.external_id: r for r in records(district) if isinstance(r, Invitation | Inquiry | Membership)}
        assert left.keys() == {"i2", "q1", "k1"}
        assert isinstance(left["q1"], Inquiry) and isinstance(left["k1"], Membership)
        assert (left["q1"].asked_on, left["q1"].responded_on, left["k1"].role) == (DAY, DAY, "Sprecher")


class TestTies:
    def test_kept_by_hand_follow_and_those_between_the_two_go(self, district: Store) -> None:
        put(
            district,
            new(Tie, "t1", source=AWAY.id, target=OTHER.id, level=2.0, state=TieState.WISHED),
            new(Tie, "t2", source=OTHER.id, target=KEEP.id),
            new(Tie, "t3", source=KEEP.id, target=AWAY.id),
            new(Tie, "t4", source=AWAY.id, target=OTHER.id, layer="formal"),
        )
        done = preview(district, OFFICE, KEEP.id, AWAY.id)
        assert [edge.external_id for edge in done.vanished] == ["t3"]
        merged(district)
        left = {tie.external_id: tie for tie in records(district) if isinstance(tie, Tie)}
        assert left.keys() == {"t2", "t4"}
        assert (left["t2"].state, left["t2"].level) == (TieState.EXISTS, 2.0)

    def test_see_what_was_said_while_the_merge_was_planned(
        self, district: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The newer survey says no to a pair of which nobody had spoken: no tie came of it, so no version tells."""
        in_2024 = VagueDate("2024", date(2024, 1, 1), date(2024, 12, 31))
        first, later = new(Survey, "w1", title="1", start=IN_2020), new(Survey, "w2", title="2", start=in_2024)
        yes = new(TieReport, "1", survey=first.id, reporter=AWAY.id, about=OTHER.id, answer=TieAnswer.YES)
        put(district, first, yes, *derive("kreis", {r.id: r for r in (*records(district), first, yes)}).values())
        commit, said = district.commit, list[int]()

        def after_somebody_else(transaction: Transaction) -> Commit:
            if not said:
                no = new(TieReport, "2", survey=later.id, reporter=OTHER.id, about=KEEP.id, answer=TieAnswer.NO)
                said.append(commit(Transaction((Put(later), Put(no)), "jemand", "Umfrage", NOW)).revision)
            return commit(transaction)

        monkeypatch.setattr(district, "commit", after_somebody_else)
        merged(district)
        assert said == [district.revision() - 1]
        now = {record.id: record for record in records(district)}
        (tie,) = (record for record in now.values() if isinstance(record, Tie))
        assert tie.state is TieState.ENDED
        assert replace(tie, version=1) == replace(derive("kreis", now)[tie.id], version=1)

    def test_are_derived_anew(self, district: Store) -> None:
        survey = new(Survey, "w", title="2025")
        pieces = (
            new(TieReport, "1", survey=survey.id, reporter=AWAY.id, about=OTHER.id, answer=TieAnswer.YES, level=2),
            new(TieReport, "2", survey=survey.id, reporter=OTHER.id, about=KEEP.id, answer=TieAnswer.YES, level=4),
            new(TieReport, "3", survey=survey.id, reporter=KEEP.id, about=AWAY.id, answer=TieAnswer.YES),
            new(TieEvidence, "4", actor_a=AWAY.id, actor_b=OTHER.id, state=TieState.EXISTS, layer="formal"),
        )
        everything = {r.id: r for r in (*records(district), survey, *pieces)}
        before = tuple(derive("kreis", everything).values())
        put(district, survey, *pieces, *before)
        between = next(tie for tie in before if {tie.source, tie.target} == {KEEP.id, AWAY.id})
        formal = next(tie for tie in before if tie.layer == "formal")
        put(district, new(Confirmation, "k", edge=formal.id, confirmed_on=DAY, confirmed_version=1))
        merged(district)
        now = {r.id: r for r in records(district)}
        left = {tie.layer: tie for tie in now.values() if isinstance(tie, Tie)}
        assert {ref: replace(tie, version=1) for ref, tie in derive("kreis", now).items()} == {
            tie.id: replace(tie, version=1) for tie in left.values()
        }
        assert (left["working"].level, left["working"].confirmed_by_both) == (3.0, True)
        assert resolve(district, formal.id) == left["formal"].id
        confirmation = held(district, ref(Confirmation, "k"), Confirmation)
        assert (confirmation.edge, confirmation.confirmed_version) == (left["formal"].id, 0)
        assert resolve(district, between.id) == between.id
        assert between.id not in now
        assert len([r for r in now.values() if isinstance(r, TieReport | TieEvidence)]) == 4, "what was said stays"


class TestWhereOldIdsLead:
    def test_to_the_one_that_stays_also_over_several_merges(self, district: Store) -> None:
        merged(district)
        merge(district, OFFICE, OTHER.id, KEEP.id, expected={OTHER.id: 1, KEEP.id: 2}, **WHY)
        assert resolve(district, AWAY.id) == resolve(district, KEEP.id) == OTHER.id
        assert existing(district, OFFICE, AWAY.id).id == OTHER.id
        gone = find_deleted(district, OFFICE, AWAY.id)
        assert gone is not None and (gone.name, gone.merged_into) == ("Caritasverband", KEEP.id)
        redirects = [r for r in records(district) if isinstance(r, Redirect) and r.old_kind == "Actor"]
        assert {r.leads_to for r in redirects} == {OTHER.id}

    def test_the_old_key_is_not_given_again(self, district: Store) -> None:
        merged(district)
        with pytest.raises(Conflict) as caught:
            create(district, OFFICE, New(Actor, "kreis", {"name": "Neu"}, "a2"), **WHY)
        assert caught.value.record_id == KEEP.id

    def test_changing_the_old_one_says_where_it_went(self, district: Store) -> None:
        merged(district)
        with pytest.raises(NotFound) as caught:
            update(district, OFFICE, AWAY.id, {"name": "X"}, expected_version=1, **WHY)
        assert "zusammengeführt" in caught.value.message.de

    def test_those_who_may_not_see_it_are_led_nowhere(self, district: Store) -> None:
        put(district, replace(AWAY, visibility=Visibility.INTERNAL))
        merge(district, OFFICE, KEEP.id, AWAY.id, expected={KEEP.id: 1, AWAY.id: 2}, **WHY)
        with pytest.raises(NotFound):
            existing(district, GUEST, AWAY.id)


class TestConfirmations:
    def test_of_what_only_names_the_merged_hold_on(self, district: Store) -> None:
        kept, gone, measure = (
            new(Confirmation, key, about=about, confirmed_on=DAY, confirmed_version=1)
            for key, about in (("1", KEEP.id), ("2", AWAY.id), ("3", M1.id))
        )
        put(district, kept, gone, measure)
        merged(district)
        assert held(district, kept.id, Confirmation) == kept, "it holds for the version before"
        of_away = held(district, gone.id, Confirmation)
        assert (of_away.about, of_away.confirmed_version) == (KEEP.id, 0)
        assert held(district, measure.id, Confirmation).confirmed_version == held(district, M1.id, Measure).version == 2


def test_a_decision_about_the_old_one_holds_for_the_one_that_stays(district: Store) -> None:
    put(district, new(GapDecision, "d", rule="G1", subject="a2", state=GapState.ACCEPTED))
    kept = merged(district)
    decisions = Decisions(Pictures(district).current().seen_by(OFFICE), "kreis", NOW.date())
    finding = Finding(message=Text("", ""), action=Text("", ""), subject=kept)
    assert decisions.about("G1", finding)[0] is GapState.ACCEPTED


class TestRefused:
    def test_what_can_not_be_one(self, district: Store) -> None:
        stranger = replace(new(Actor, "x", name="X"), id=Ref("f" * 24), dataset="anderswo")
        group = new(Term, "g:kinder", scheme="target_group", label="Kinder")
        put(district, stranger, group)
        for keep, away in (
            (KEEP.id, KEEP.id),
            (KEEP.id, M1.id),
            (TOWN.id, TOWN.id),
            (KEEP.id, stranger.id),
            (LANGUAGE.id, group.id),
        ):
            with pytest.raises(Invalid):
                preview(district, OFFICE, keep, away)
        with pytest.raises(Invalid):
            preview(district, OFFICE, KEEP.id, AWAY.id, choose={"colour": "keep"})
        with pytest.raises(Invalid):
            preview(district, OFFICE, KEEP.id, AWAY.id, choose={"name": "both"})  # type: ignore[dict-item]  # on purpose
        with pytest.raises(NotFound):
            preview(district, OFFICE, KEEP.id, Ref("nobody"))
        with pytest.raises(NotAllowed):
            preview(district, Viewer("Stadt", ViewerRole.MUNICIPALITY), KEEP.id, AWAY.id)

    def test_what_somebody_changed_since(self, district: Store) -> None:
        put(district, replace(AWAY, name="Anders"))
        with pytest.raises(Conflict):
            merged(district)
        assert district.revision() == 2


class TestTheSameASecondTime:
    def test_answers_the_first_result(self, district: Store) -> None:
        first = merge(district, OFFICE, KEEP.id, AWAY.id, expected=both(), mutation_id="m", **WHY)
        update(district, OFFICE, KEEP.id, {"name": "Später"}, expected_version=2, **WHY)
        again = merge(district, OFFICE, KEEP.id, AWAY.id, expected=both(), mutation_id="m", **WHY)
        assert (again.record, again.revision, again.replayed) == (first.record, first.revision, True)
        with pytest.raises(Invalid):
            merge(district, OFFICE, OTHER.id, AWAY.id, expected=both(), mutation_id="m", **WHY)


def test_taking_back_brings_both_back_exactly(district: Store) -> None:
    survey = new(Survey, "w", title="2025")
    report = new(TieReport, "1", survey=survey.id, reporter=AWAY.id, about=OTHER.id, answer=TieAnswer.YES)
    ties = derive("kreis", {r.id: r for r in (*records(district), survey, report)})
    put(
        district, survey, report, *ties.values(),
        new(Responsibility, "r1", source=KEEP.id, target=M1.id),
        new(Responsibility, "r2", source=AWAY.id, target=M1.id, state=ResponsibilityState.ACCEPTED),
        new(Tie, "t3", source=KEEP.id, target=AWAY.id),
        new(Confirmation, "k", about=AWAY.id, confirmed_on=DAY, confirmed_version=1),
    )  # fmt: skip
    before = content(district)
    merged(district)
    assert content(district) != before
    done = undo(district, district.revision(), author="coordination", at=NOW, viewer=OFFICE)
    assert done.obstacles == ()
    assert content(district) == before
    assert resolve(district, AWAY.id) == AWAY.id
    assert check(district).ok
