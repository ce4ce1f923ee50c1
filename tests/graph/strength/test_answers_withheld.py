"""What rests on answers in surveys is withheld one by one from those who may not see them; the rest is told."""

from __future__ import annotations

from graph.disclosure import Shades, told_strength
from graph.metric import Reason
from graph.picture import Picture
from graph.rights import GUEST, OFFICE
from graph.scope import Scope
from graph.strength.profile import NetworkStrength, strength
from graph.ties import derive
from tests.graph.small_district import ON, D, Small
from tests.graph.told_waves import report, wave

OF_ANSWERS = ("trust", "jaccard", "qap")


def surveyed() -> Small:
    small = Small().actors(*"abcdef")
    for key, day in (("first", "2023-06-30"), ("second", "2025-06-30")):
        wave(small, key, day, "abcdef", "a>b", "b>c", "c>d", "d>e")
        report(small, key, "e", "f", trust_open=4, trust_mission=3)
        for one, other in ("ac", "bd"):
            report(small, key, one, other, trust_open=4, trust_mission=3)
    small.records |= derive(D, small.records)
    return small


def told(small: Small) -> tuple[NetworkStrength | None, NetworkStrength]:
    picture = Picture(1, small.records)
    guest, office = picture.seen_by(GUEST), picture.seen_by(OFFICE)
    seen, whole = strength(guest, Scope(D), ON), strength(office, Scope(D), ON)
    return told_strength(seen, whole, Shades(guest, office, D)), whole


def test_trust_and_what_lasted_are_for_those_who_see_the_answers() -> None:
    found, whole = told(surveyed())
    assert found is not None
    for key in OF_ANSWERS:
        assert whole.metric(key).value is not None
        metric = found.metric(key)
        assert (metric.value, metric.low, metric.high, metric.method) == (None, None, None, None)
        assert metric.reason is Reason.SUPPRESSED
        assert "Nicht alles in diesem Netz ist öffentlich" in metric.explanation.de


def test_what_anybody_may_see_is_told() -> None:
    found, whole = told(surveyed())
    assert found is not None
    for key in ("density", "components", "multiplexity", "cutPoints"):
        assert found.metric(key).value == whole.metric(key).value


def test_with_few_answers_what_hangs_on_them_is_not_told_to_guests_either() -> None:
    small = wave(Small().actors(*"abcdefgh"), "w", "2025-06-30", "a", "a>b", "a>c", silent="bcdefgh")
    small.records |= derive(D, small.records)
    found, whole = told(small)
    assert found is not None
    assert whole.metric("cutPoints").value is None
    assert (found.metric("cutPoints").value, found.metric("cutPoints").reason) == (None, Reason.SUPPRESSED)
    assert found.metric("density").value == whole.metric("density").value
