"""Rows that join actors to something: responsibilities, cooperations, wishes, invitations."""

from pathlib import Path

import pytest

from graph.model import (
    Claim,
    Contribution,
    Invitation,
    Membership,
    Need,
    Responsibility,
    Tie,
    TieEvidence,
)
from graph.model.states import (
    Known,
    Role,
    TieState,
)
from tests.importers.district_files import refusals, small


def test_an_unknown_role_is_refused_with_roles_there_are(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title\nm,A\n",
        responsibilities="measure_id,actor_id,role\nm,ki,Zauberer\nm,mo,Träger\n",
    )
    assert refusals(found) == [("UNKNOWN_ROLE", 2, "role", "Zauberer")]
    assert "Kooperationspartner" in found.result.rejected[0].message.de
    assert set(found.all(Responsibility)) == {"m|mo"}


def test_a_second_row_on_a_pair_is_a_second_source(tmp_path: Path) -> None:
    text = "measure_id,actor_id,role,source\nm,ki,Umsetzung,Presse\nm,ki,Träger,Kreisseite\n"
    found = small(tmp_path, measures="measure_id,title\nm,A\n", responsibilities=text)
    edge = found.one(Responsibility, "m|ki")
    assert (edge.role, edge.role_text, found.keys(edge.stated_in)) == (
        Role.LEAD, "Umsetzung; Träger", ["Presse", "Kreisseite"]
    )  # fmt: skip


def test_a_role_on_a_body_is_a_membership_and_on_a_goal_a_claim(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title,kind\ng,Runder Tisch,Gremium\nz,Mehr Sprache,Ziel\n",
        responsibilities="measure_id,actor_id,role,source_wording\n"
        "g,ki,Koordination,lädt ein\nz,mo,zuständig,sagt die Presse\n",
    )
    member, claim = found.one(Membership, "g|ki"), found.one(Claim, "z|mo|zuständig")
    assert (member.role, found.keys(member.target)) == ("Koordination", ["g"])
    assert (claim.property, claim.value, claim.quote) == ("zuständig", "Brücke e.V.", "sagt die Presse")
    assert (found.keys(claim.about), found.keys(claim.actor)) == (["z"], ["mo"])


def test_who_was_invited_to_the_only_workshop_was_invited_to_that(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title,kind\np,Konzept,Konzept\n",
        events="event_id,title,type,measure_id\nw,Workshop,Workshop,p\nb,Kreistag beschließt,Beschluss,p\n",
        responsibilities="measure_id,actor_id,role,source_wording\np,mo,Kooperationspartner,eingeladen\n",
    )
    assert found.keys([e.target for e in found.all(Invitation).values()]) == ["w"]


def test_an_invitation_to_nobody_knows_what_is_a_claim(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title\nm,A\n",
        responsibilities="measure_id,actor_id,role,source_wording\nm,mo,Kooperationspartner,eingeladen\n",
    )
    assert (found.all(Invitation), found.all(Contribution)) == ({}, {})
    assert [c.quote for c in found.all(Claim).values()] == ["eingeladen"]


def test_several_rows_on_a_pair_in_a_field_are_one_tie(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title,field\nm,A,Sprache\nn,B,Sprache\no,C,Wohnen\n",
        cooperations="actor_a,actor_b,measure_id,type\nki,mo,m,Kooperation\nmo,ki,n,Kooperation\nki,mo,o,Kooperation\n",
    )
    ties = {key: (tie.state, len(tie.evidence)) for key, tie in found.all(Tie).items()}
    assert ties == {
        "ki|mo|working|field:Sprache": (TieState.EXISTS, 2), "ki|mo|working|field:Wohnen": (TieState.EXISTS, 1),
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "wording"), [("Ort", ""), ("Kooperation", "im Rathaus"), ("Kooperation", "Jury")])
def test_invitation_venue_and_jury_are_evidence_and_no_tie(tmp_path: Path, kind: str, wording: str) -> None:
    found = small(tmp_path, cooperations=f"actor_a,actor_b,type,source_wording\nki,mo,{kind},{wording}\n")
    assert found.all(Tie) == {}
    assert [e.state for e in found.all(TieEvidence).values()] == [None]


def test_agreements_are_formal_wishes_are_wished_ended_is_ended(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        cooperations=(
            "actor_a,actor_b,type,state,level,directed\nki,mo,Vereinbarung,,Kooperation,\n"
            "ki,vhs,Wunsch,,,\nmo,vhs,Kooperation,beendet,,1\n"
        ),
    )
    ties = {key: (tie.state, tie.level, tie.directed) for key, tie in found.all(Tie).items()}
    assert ties == {
        "ki|mo|formal": (TieState.EXISTS, 2.0, False), "ki|vhs|working": (TieState.WISHED, None, False),
        "mo>vhs|working": (TieState.ENDED, None, True),
    }  # fmt: skip


def test_actors_and_cooperations_alone_give_a_network(tmp_path: Path) -> None:
    """The measures are not among the files: the rows stand without them, and that is told."""
    found = small(tmp_path, cooperations="actor_a,actor_b,measure_id,type\nki,mo,m17,Kooperation\n")
    assert set(found.all(Tie)) == {"ki|mo|working"}
    assert found.codes() == {"TABLE_MISSING": 1}
    assert [e.as_written for e in found.all(TieEvidence).values()] == [("Maßnahme: m17",)]


def test_a_tie_needs_two_actors_and_a_row_stands_once(tmp_path: Path) -> None:
    found = small(
        tmp_path, cooperations="actor_a,actor_b,type\nki,ki,Kooperation\nki,mo,Kooperation\nki,mo,Kooperation\n"
    )
    assert [(p.code, p.spot.row) for p in found.result.rejected] == [("TIE_WITH_ITSELF", 2), ("DUPLICATE_ROW", 4)]
    assert set(found.all(Tie)) == {"ki|mo|working"}


def test_actors_may_be_named_instead_of_their_ids(tmp_path: Path) -> None:
    found = small(tmp_path, cooperations="Akteur A;Akteur B;Art\nBrücke e.V.;VOLKSHOCHSCHULE;Kooperation\n")
    assert set(found.all(Tie)) == {"mo|vhs|working"}


def test_a_wish_for_a_contact_point_makes_no_second_need(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title,kind\nn,Ansprechstelle,Wunsch\n",
        events="event_id,title\ne,Konferenz\n",
        wishes="wish_id,kind,text,event_id,measure_id\n"
        "w1,Ansprechstelle,eine Stelle,e,n\nw2,Ansprechstelle,noch eine,e,\n",
    )
    assert found.keys(found.one(Need, "n").event) == ["e"]
    assert set(found.all(Need)) == {"n", "wish:w2"}  # w2 names no need, so it is one


def test_who_came_uninvited_came_and_who_did_neither_is_told(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        events="event_id,title\ne,Konferenz\n",
        attendances="attendance_id,event_id,actor_id,invited,attended\n1,e,ki,ja,unbekannt\n2,e,mo,nein,ja\n3,e,vhs,nein,nein\n",
    )
    invitations = {key: edge.attended for key, edge in found.all(Invitation).items()}
    assert invitations == {"1": Known.UNKNOWN}
    assert found.result.as_dict()["added"]["Attendance"] == 1
    assert found.codes() == {"NEITHER_INVITED_NOR_THERE": 1}
