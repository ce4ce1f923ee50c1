"""What words mean: the tables of words are tested against what districts really write."""

import pytest

from graph.model import states
from graph.model.states import MeasureStatus
from importers import words


@pytest.mark.parametrize(
    ("status", "listed"),
    [
        ("IN_PROGRESS", ["angeboten", "laufend", "wird ausgeweitet", "in Umsetzung", "gestartet", "begonnen"]),
        ("PLANNED", ["im Aufbau", "geplant"]),
        ("ADOPTED", ["beschlossen"]),
        ("PROPOSED", ["empfohlen", "vorgeschlagen", "diskutiert", "zur Verabschiedung empfohlen", "erarbeitet"]),
        ("PROPOSED", ["in Überarbeitung", "in Ueberarbeitung"]),
        ("PAUSED", ["ausgesetzt"]),
        ("COMPLETED", ["abgeschlossen", "durchgeführt", "umgesetzt", "ausgelaufen", "ABGESCHLOSSEN"]),
        ("IN_PROGRESS", ["befristet bis Ende 2022", "nominiert für Integrationspreis 2019", "in Arbeit"]),
        ("DELAYED", ["verzögert / fehlt", "DELAYED", "verzögert", "late"]),
        ("CANCELLED", ["gescheitert"]),
        ("SUPERSEDED", ["abgelöst"]),
        ("UNKNOWN", ["unbekannt"]),
    ],
)
def test_status_words_of_the_sources(status: str, listed: list[str]) -> None:
    assert {word: words.status(word) for word in listed} == dict.fromkeys(listed, MeasureStatus[status])


@pytest.mark.parametrize(
    ("status", "listed"),
    [
        (
            "IN_PROGRESS",
            ["Daueraufgabe", "läuft noch", "seit 2019 laufend", "laufend (seit 2019)", "teilweise umgesetzt"],
        ),
        ("COMPLETED", ["abgeschlossen 2023", "erledigt (2023)", "2023 abgeschlossen", "umgesetzt im Mai 2023"]),
        ("COMPLETED", ["abgeschlossen (Bericht liegt vor)", "abgeschlossen, Ende 2023", "Erledigt am 3. Mai 2023"]),
        ("PLANNED", ["noch nicht gestartet", "nicht begonnen", "noch nicht begonnen (Stand 2024)", "geplant 2026"]),
        ("DELAYED", ["verschoben"]),
        ("CANCELLED", ["gestoppt", "gestoppt 2022"]),
        ("ADOPTED", ["beschlossen am 1.1.2024", "am 16. Dezember 2024 beschlossen"]),
    ],
)
def test_a_status_word_with_a_date_or_a_remark(status: str, listed: list[str]) -> None:
    assert {word: words.status(word) for word in listed} == dict.fromkeys(listed, MeasureStatus[status])


@pytest.mark.parametrize(
    "word",
    [
        "nicht abgeschlossen 2023", "nicht beschlossen", "noch nicht erledigt (2023)", "umgesetzt (noch nicht ganz)",
        "abgeschlossen bis Ende 2025", "abgeschlossen voraussichtlich 2025", "umgesetzt (50 %)", "erledigt (geplant)",
        "umgesetzt (läuft weiter)", "abgeschlossen ab 2027", "beschlossen 2023, nicht umgesetzt", "fast fertig 2023",
        "fertig (teilweise)", "bis 2025 abgeschlossen",
    ],
)  # fmt: skip
def test_a_status_is_never_read_as_its_opposite(word: str) -> None:
    assert words.status(word) is None


def test_an_unknown_status_word_is_not_guessed() -> None:
    assert words.status("auf dem Weg") is None
    assert words.status("befristet bisher") is None


@pytest.mark.parametrize(
    ("role", "listed"),
    [
        ("LEAD", ["zuständig", "Träger", "Koordination", "Steuerung", "Veranstalter", "Federführung"]),
        ("SUPPORTING", ["Durchführung", "Umsetzung", "Auftraggeber", "Initiative", "organisiert und gefördert"]),
        ("CONTRIBUTES", ["Kooperationspartner", "Anbieter der App", "Information", "Vorschlag"]),
        ("FUNDS", ["Fördergeber", "Bewilligung"]),
        ("DECIDES", ["Beschluss", "Empfehlung"]),
        ("ADDRESSED", ["antragsberechtigt", "verpflichtet zur Teilnahme", "adressiert"]),
        ("VENUE", ["Ort"]),
    ],
)
def test_roles_of_the_sources(role: str, listed: list[str]) -> None:
    assert {word: words.role(word) for word in listed} == dict.fromkeys(listed, role)


def test_kinds_of_rows() -> None:
    kinds = {
        "Angebot": "Offer", "Standort": "Offer", "Maßnahme": "Measure", "Projekt": "Measure", "Programm": "Measure",
        "Handlungsempfehlung": "Measure", "Veranstaltungsreihe": "Measure", "Handlungsfeld": "Term", "Konzept": "Plan",
        "Ziel": "Goal", "Wunsch": "Need", "Gremium": "Group", "Zauberei": None,
    }  # fmt: skip
    assert {kind: words.row_kind(kind) for kind in kinds} == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eingeladen (alle 14 Kreiskommunen)", True),
        ("Einladung", True),
        ("Ort", True),
        ("im Rathaus", True),
        ("Jury", True),
        ("Orte der Begegnung", False),
        ("vor Ort gemeinsam unterwegs", False),
        ("angesiedelt bei", False),
        ("Impulsvortrag", False),
        ("Kooperation", False),
    ],
)
def test_words_that_make_no_tie(text: str, found: bool) -> None:
    assert words.no_tie(text) is found


def test_every_listed_word_names_a_state_that_exists() -> None:
    for name, groups in words.lists()["states"].items():
        codes = {member.value for member in getattr(states, name)}
        assert set(groups) <= codes, name


def test_no_word_of_a_list_means_two_things() -> None:
    sections = {**words.lists()["states"], "roles": words.lists()["roles"], "row_kinds": words.lists()["row_kinds"]}
    for name, groups in sections.items():
        listed = [word.casefold() for group in groups.values() for word in group]
        assert len(listed) == len(set(listed)), name


def test_yes_and_no() -> None:
    assert [words.flag(word) for word in ("ja", "Nein", "x", "0", "vielleicht")] == [True, False, True, False, None]
