"""The reference data: keys keep their zero, counts agree with the official directory."""

from collections import Counter

from graph import reference


def test_every_district_has_its_municipalities() -> None:
    counted = Counter(town.district for town in reference.municipalities().values())
    assert counted == {"05558": 11, "05754": 13, "05762": 10, "05974": 14, "09772": 46}
    assert len(reference.districts()) == 53 + 1
    assert [town.name for town in reference.municipalities_of("05762")][:2] == ["Bad Driburg", "Beverungen"]


def test_keys_keep_their_leading_zero() -> None:
    assert {len(ags) for ags in reference.municipalities()} == {8}
    assert {len(key) for key in reference.districts()} == {5}
    assert all(town.ags.startswith(town.district) for town in reference.municipalities().values())


def test_districts_are_called_as_people_call_them() -> None:
    names = {key: reference.districts()[key].name for key in ("05974", "05958", "05334", "09772", "05711")}
    assert names == {
        "05974": "Kreis Soest", "05958": "Hochsauerlandkreis", "05334": "Städteregion Aachen",
        "09772": "Landkreis Augsburg", "05711": "Bielefeld",
    }  # fmt: skip
    assert reference.districts()["05711"].is_city


def test_there_is_a_boundary_for_each_municipality_of_the_four_districts() -> None:
    four = {ags for ags, town in reference.municipalities().items() if town.district != "09772"}
    assert set(reference.boundaries()) == four
