"""Numbers stay as approximate as their sources word them."""

import pytest

from graph.office.amounts import Amount, Qualifier, stated, together, understood


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("mehr als 400", Amount(400, Qualifier.OVER)),
        ("etwa 140", Amount(140, Qualifier.ABOUT)),
        ("über 130", Amount(130, Qualifier.OVER)),
        ("alle 14", Amount(14)),
        ("96", Amount(96)),
        ("knapp 50", Amount(50, Qualifier.UNDER)),
        ("weniger als 50", Amount(50, Qualifier.UNDER)),
        ("rund 1.500 Personen", Amount(1500, Qualifier.ABOUT)),
        ("20 bis 25 Personen", None),
        ("unzählige", None),
        ("nicht genannt", None),
        ("", None),
    ],
)
def test_amounts_keep_how_they_are_meant(text: str, amount: Amount | None) -> None:
    assert understood(text) == amount


def test_a_recorded_number_is_meant_as_its_wording_says() -> None:
    assert stated(400, "mehr als 400") == Amount(400, Qualifier.OVER)
    assert stated(96, None) == Amount(96)
    assert stated(None, "etwa 30") == Amount(30, Qualifier.ABOUT)
    assert stated(None, "nicht genannt") is None


def test_amounts_read_as_they_were_said() -> None:
    words = [amount.words for amount in (Amount(1400, Qualifier.OVER), Amount(140, Qualifier.ABOUT), Amount(14))]
    assert [text.de for text in words] == ["mehr als 1.400", "etwa 140", "14"]
    assert [text.en for text in words] == ["more than 1,400", "about 140", "14"]


def test_a_sum_is_exact_only_if_all_of_it_is() -> None:
    assert together([Amount(3), Amount(4)]) == Amount(7)
    assert together([Amount(3), Amount(4, Qualifier.OVER)]) == Amount(7, Qualifier.ABOUT)
    assert together([Amount(4, Qualifier.OVER)]) == Amount(4, Qualifier.OVER)
