"""A part of a district beside all of its actors: shares, on the same day, and never what a guest may not know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.disclosure import Shades, told_strength, withheld
from graph.model import Place, Survey, Term
from graph.model.states import PlaceLevel, Visibility
from graph.network.network import Networks
from graph.picture import Picture, View
from graph.profile.line import Comparison
from graph.profile.teller import Teller
from graph.rights import GUEST, OFFICE
from graph.scope import Scope
from graph.strength.profile import strengths
from tests.graph.small_district import ON, D, Small, ref
from tests.shipped import Shipped

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LINDENTAL, DAY = "kreis-lindental", date(2026, 1, 15)
Held = dict[tuple[str, str | None], Comparison]


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL)


def held(view: View, scope: Scope, day: date, survey: Survey | None = None) -> Held:
    network = Networks(view, scope.dataset, day, survey).of(scope)
    lines = Teller(view, scope.dataset, day, survey=survey).lines(network)
    return {(one.key, one.by): one for line in lines for one in line.comparison if one.kind == "all"}


def numbers(view: View, scope: Scope, survey: Survey | None = None) -> dict[tuple[str, str | None], float | None]:
    teller = Teller(view, scope.dataset, DAY, survey=survey)
    (one,) = strengths(view, scope.dataset, None, scope.layer, DAY, scope=scope, survey=survey, teller=teller)
    metrics = (*one.metrics, *(metric for line in one.profile for metric in line.metrics))
    return {(metric.key, metric.by): metric.value for metric in metrics}


@pytest.mark.parametrize("survey", [None, "w23"])
@pytest.mark.parametrize("part", ["field", "place", "type", "layer"])
def test_a_part_is_held_to_the_numbers_of_all(lindental: View, part: str, survey: str | None) -> None:
    chosen = lindental.find(Survey, LINDENTAL, survey) if survey is not None else None
    field = next(t.id for t in lindental.all(Term, LINDENTAL) if t.label == "Gesundheit und Soziales")
    place = next(p.id for p in lindental.all(Place, LINDENTAL) if p.name == "Eschenfurt")
    kind = next(t.id for t in lindental.all(Term, LINDENTAL) if t.label == "Migrantenorganisation")
    scope = {
        "field": Scope(LINDENTAL, field=field),
        "place": Scope(LINDENTAL, place=place),
        "type": Scope(LINDENTAL, actor_types=(kind,)),
        "layer": Scope(LINDENTAL, place=place, layer="responsibility"),
    }[part]
    found = held(lindental, scope, DAY, chosen)
    mine, theirs = numbers(lindental, scope, chosen), numbers(lindental, Scope(LINDENTAL, layer=scope.layer), chosen)
    if survey is None or part == "place":  # by then, nobody had told of ties in the others
        assert found.keys() >= {("density", None), ("degreeCentralization", None)}
    for key, one in found.items():
        assert (one.now, one.value) == (mine[key], theirs[key])
        assert one.basis.de.startswith("alle")
    assert ("robustness", None) not in found, "it hangs on the number of actors"
    assert part in ("field", "type") or ("eiIndex", "place") not in found, "a place has no other place"


def test_all_are_held_to_nobody(lindental: View) -> None:
    assert held(lindental, Scope(LINDENTAL), DAY) == {}


def small() -> Small:
    found = Small().place("Kreis", level=PlaceLevel.DISTRICT).place("x", part_of="Kreis").place("y", part_of="Kreis")
    found.actors(*"abcdef", at="x").actors(*"uvw", at="y")
    return found.ties("a-b", "b-c", "c-d", "d-e", "e-f", "f-a", "a-c", "u-v", "a-u")


def test_only_who_sees_all_of_the_district_is_told_of_all() -> None:
    scope = Scope(D, place=ref(Place, "x"))

    def told(picture: Picture) -> list[tuple[str, float]]:
        seen, whole = picture.seen_by(GUEST), picture.seen_by(OFFICE)
        mine, theirs = (
            strengths(view, D, None, "cooperation", ON, scope=scope, keys=(), teller=Teller(view, D, ON))[0]
            for view in (seen, whole)
        )
        found = told_strength(mine, theirs, Shades(seen, whole, D)) or withheld(mine)
        assert found.profile[0].reason is None, "nothing is hidden in x"
        return [(one.key, one.value) for line in found.profile for one in line.comparison if one.kind == "all"]

    assert ("density", 9 / 36) in told(Picture(1, small().records))
    assert told(Picture(1, small().actor("secret", at="y", visibility=Visibility.INTERNAL).records)) == []


def test_a_part_that_is_all_of_them_is_not_compared() -> None:
    everybody = Small().place("Kreis", level=PlaceLevel.DISTRICT).place("x", part_of="Kreis")
    everybody.actors(*"abcdef", at="x").ties("a-b", "b-c", "c-d")
    assert held(everybody.view(), Scope(D, place=ref(Place, "x")), ON) == {}
