"""Short names still tell actors apart."""

import pytest

from visualise.map.labels import fitted, short_name, text_width


@pytest.mark.parametrize(
    ("name", "places", "short"),
    [
        ("Sozialwerk Lindenhof e.V.", ("Aue",), "Sozialwerk Lindenhof"),
        ("Gesamtschule Aue", ("Aue",), "Gesamtschule"),
        ("Bildungsträger Wegweiser gGmbH", (), "Bildungsträger Wegweiser"),
        ("Kommunales Integrationszentrum Kreis Tal", ("Kreis Tal", "Tal"), "Kommunales Integrationszentrum"),
        ("SV Aue", ("Aue",), "SV Aue"),
        ("Auerbach hilft", ("Aue",), "Auerbach hilft"),
        ("Institut für Sozialplanung (Begleitung)", (), "Institut für Sozialplanung"),
    ],
)
def test_short_names(name: str, places: tuple[str, ...], short: str) -> None:
    assert short_name(name, places) == short


def test_a_cut_is_visible_and_fits() -> None:
    cut = fitted("Kommunales Integrationszentrum", 100)
    assert cut.endswith("…")
    assert text_width(cut) <= 100


def test_what_fits_is_left_alone() -> None:
    assert fitted("KI", 100) == "KI"
