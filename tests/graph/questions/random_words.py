"""The vocabulary of a random district, with the words that the questions know by default."""

from typing import TYPE_CHECKING

from graph.model import Ref, Term

if TYPE_CHECKING:
    from tests.graph.questions.random_district import Maker

WORDS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "field": (
        ("Wohnen", None), ("Arbeit", None), ("Sprache", None), ("Wohnberatung", "Wohnen"), ("Mietberatung",
        "Wohnberatung"), ("Ausbildung", "Arbeit"),
    ),
    "target_group": (
        ("Eingewanderte aus Mittel- und Südosteuropa", None), ("Schutzsuchende seit 2015", None), ("Frauen", None),
        ("Roma", "Eingewanderte aus Mittel- und Südosteuropa"),
    ),
    "actor_type": (
        ("Migrantenorganisation", None), ("Moscheeverein", "Migrantenorganisation"), ("Sportverein", None),
        ("Flüchtlingsinitiative", None), ("Kreisverwaltung", None), ("Kreisamt", "Kreisverwaltung"),
        ("Kommunales Integrationszentrum", "Kreisverwaltung"), ("Politisches Gremium", None),
        ("Schwimmverein", "Sportverein"),
    ),
    "contact_role": (
        ("Ansprechstelle Arbeitsmarktintegration", None), ("Geschäftsstelle", None),
        ("Ansprechstelle Ausbildung", "Ansprechstelle Arbeitsmarktintegration"),
    ),
    "programme": (("Landesmittel Fallmanagement (KIM)", None), ("Kreishaushalt", None)),
    "task": (("Lotsendienst", None), ("Hausaufgabenhilfe", None)),
}  # fmt: skip
"""By vocabulary: each word with the one above it."""


def a_vocabulary(make: "Maker") -> dict[str, list[Ref]]:
    """The terms by scheme, in the order above; main terms are marked or not."""
    marked = make.maybe()
    found: dict[str, list[Ref]] = {}
    for scheme, words in WORDS.items():
        by_label: dict[str, Ref] = {}
        for n, (label, above) in enumerate(words):
            main = True if marked and above is None else None
            broader = by_label[above] if above else None
            key = f"{scheme}-{n}"
            by_label[label] = make.add(Term, key, scheme=scheme, label=label, broader=broader, main=main)
        found[scheme] = [*by_label.values()]
    return found
