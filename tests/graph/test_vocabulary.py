"""Shipped vocabularies are data: labelled in both languages, found by any of their words."""

from graph.vocabulary import SCHEMES, entries, entry_for, standard_terms


def test_every_word_has_a_label_in_both_languages() -> None:
    for scheme in SCHEMES:
        assert entries(scheme)
        assert all(entry.de and entry.en for entry in entries(scheme))


def test_broader_words_exist() -> None:
    for scheme in SCHEMES:
        ids = {entry.id for entry in entries(scheme)}
        assert {entry.broader for entry in entries(scheme) if entry.broader} <= ids


def test_a_word_is_found_by_other_spellings() -> None:
    found = entry_for("actor_type", "MIGRANTENSELBSTORGANISATION")
    assert found is not None
    assert found.en == "Migrant organisation"
    assert entry_for("actor_type", "MSO") is None, "the abbreviation is ambiguous and never expanded"


def test_bodies_and_funds_do_not_cooperate_like_others() -> None:
    assert {entry.de for entry in entries("actor_type") if not entry.cooperates} == {
        "Politisches Gremium", "Steuerungsgremium", "Akteursgruppe", "Förderprogramm", "EU-Förderung",
    }  # fmt: skip


def test_terms_are_unique_in_a_dataset() -> None:
    terms = standard_terms("kreis-x")
    assert len({term.id for term in terms}) == len(terms)
