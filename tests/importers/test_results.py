"""What a consultation's text says: the result by the dictionary, the vote beside it, and neither from the other."""

from pathlib import Path

import pytest

from graph.model import Consultation, Resolution
from graph.model.states import ConsultationResult, EventState
from importers import results
from tests.importers.district_files import District, small


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("ungeändert beschlossen", "AS_PROPOSED"),
        ("unverändert beschlossen", "AS_PROPOSED"),
        ("geändert beschlossen", "AMENDED"),
        ("mit Ergänzung", "AMENDED"),
        ("mehrheitlich, bei einer Gegenstimme; schloss sich der Ergänzung an", "AMENDED"),
        ("verabschiedet", "AS_PROPOSED"),
        ("parteiübergreifend und einstimmig dem Kreistag zur Verabschiedung empfohlen", "AS_PROPOSED"),
        ("mehrheitlich beschlossen, in der Fassung des Ausschusses", "AS_PROPOSED"),
        ("zur Kenntnis genommen", "NOTED"),
        ("in den Fachausschuss verwiesen", "REFERRED"),
        ("vertagt", "DEFERRED"),
        ("abgelehnt", "REJECTED"),
        ("Vorlage zurückgezogen", "WITHDRAWN"),
        ("mit redaktionellen Änderungen beschlossen", "AMENDED"),
        ("mehrheitlich mit Änderungen", "AMENDED"),
        ("überwiesen", "REFERRED"),
        ("abgesetzt", "DEFERRED"),
        ("zurückgestellt", "DEFERRED"),
        ("Kenntnis genommen", "NOTED"),
        ("ohne Änderungen beschlossen", "AS_PROPOSED"),
        ("ohne Gegenstimme beschlossen", "AS_PROPOSED"),
        ("mit 5 Stimmen ohne Ergänzung angenommen", "AS_PROPOSED"),
        ("Vertagung beschlossen", "DEFERRED"),
        ("zur Ablehnung empfohlen", "REJECTED"),
        # two results in one text: nobody but its reader knows which is the paper's
        ("Änderungsantrag abgelehnt, ungeändert beschlossen", None),
        ("Änderungsantrag abgelehnt, Vorlage beschlossen", None),
        ("zur Kenntnis genommen und beschlossen", None),
        # the vote alone is never a result
        ("einstimmig", None),
        ("mehrheitlich", None),
        ("mehrheitlich, bei einer Gegenstimme", None),
        ("nicht genannt (Entscheidung steht im Text noch aus)", None),
        ("nicht beschlossen", None),
        ("", None),
    ],
)
def test_the_result_of_a_consultation(text: str, result: str | None) -> None:
    assert results.result(text) == (ConsultationResult[result] if result else None)


@pytest.mark.parametrize(
    ("text", "yes", "no", "abstain", "biased"),
    [
        ("mehrheitlich, bei einer Gegenstimme; schloss sich der Ergänzung an", None, 1, None, None),
        ("mehrheitlich", None, None, None, None),
        ("einstimmig beschlossen", None, 0, None, None),
        ("nicht einstimmig", None, None, None, None),
        ("Abstimmung: Ja: 9, Nein: 0, Enthaltungen: 0, Befangen: 0", 9, 0, 0, 0),
        ("41 Ja, 4 Nein, 3 Enthaltungen", 41, 4, 3, None),
        ("einstimmig mit 12 Ja-Stimmen bei 1 Enthaltung empfohlen", 12, 0, 1, None),
        ("bei zwei Gegenstimmen und drei Enthaltungen angenommen", None, 2, 3, None),
        ("ohne Gegenstimme", None, 0, None, None),
        ("am 16. Dezember 2024 beschlossen", None, None, None, None),
    ],
)
def test_the_votes_that_a_text_names(
    text: str, yes: int | None, no: int | None, abstain: int | None, biased: int | None
) -> None:
    named = {"votes_yes": yes, "votes_no": no, "votes_abstain": abstain, "votes_biased": biased}
    assert results.votes(text) == {name: number for name, number in named.items() if number is not None}


def consulted(folder: Path, text: str, amendment: str = "", votes_no: str = "") -> District:
    return small(
        folder,
        papers="paper_id,title\np,Vorlage\n",
        consultations=f'paper_id,order,body,result_text,amendment,votes_no\np,1,KA,"{text}",{amendment},{votes_no}\n',
    )


def test_a_vote_on_a_change_that_was_carried_amends(tmp_path: Path) -> None:
    one = consulted(tmp_path, "mehrheitlich, bei einer Gegenstimme", "Mehr Geld").one(Consultation, "p|1")
    assert (one.result, one.state, one.votes_no, one.votes_yes) == (
        ConsultationResult.AMENDED, EventState.HELD, 1, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "mehrheitlich, bei einer Gegenstimme",
        "sprach sich dafür aus",
        "einstimmig; Änderungsantrag abgelehnt, Vorlage beschlossen",
    ],
)
def test_a_text_without_a_clear_result_is_kept_and_reported(text: str, tmp_path: Path) -> None:
    found = consulted(tmp_path, text)
    one = found.one(Consultation, "p|1")
    assert (one.result, one.result_text, found.all(Resolution)) == (None, text, {})
    assert [(left.code, left.spot.column, left.spot.value) for left in found.result.left_out] == [
        ("RESULT_NOT_UNDERSTOOD", "result_text", text)
    ]


def test_two_results_are_not_settled_by_a_change_that_was_asked_for(tmp_path: Path) -> None:
    text = "einstimmig; Änderungsantrag abgelehnt, Vorlage beschlossen"
    assert consulted(tmp_path, text, "Mehr Geld").one(Consultation, "p|1").result is None


def test_a_decision_that_is_still_to_come_is_nothing_to_report(tmp_path: Path) -> None:
    found = consulted(tmp_path, "Entscheidung steht noch aus")
    assert (found.one(Consultation, "p|1").result, found.result.left_out) == (None, ())


def test_votes_in_their_own_columns_count(tmp_path: Path) -> None:
    assert consulted(tmp_path, "beschlossen bei einer Gegenstimme", votes_no="2").one(Consultation, "p|1").votes_no == 2
