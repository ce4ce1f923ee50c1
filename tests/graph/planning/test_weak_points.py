"""G17 and G18: what hangs on one actor or tie, and who never meets; with the near miss beside it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from graph.gaps.find import gaps_of
from graph.gaps.gap import Gap, Truth
from graph.gaps.rule import Rule
from graph.gaps.rules.bottleneck import BOTTLENECK
from graph.gaps.rules.silo import SILO
from graph.gaps.situation import Situation
from graph.model import Actor, Place, Ref, Setting, Survey, Term, TieReport
from graph.model.states import PlaceLevel, TieAnswer
from graph.network.network import Network
from graph.scope import Scope
from graph.strength.mixing import mixing
from tests.graph.small_district import ON, D, Small, ref, refs


def found(small: Small, rule: Rule) -> list[tuple[str, Truth]]:
    subjects = ((gap.subject, gap.truth) for gap in gaps(small, rule) if gap.subject)
    return [(subject.id if subject.kind == "Pair" else subject.name, truth) for subject, truth in subjects]


def gaps(small: Small, rule: Rule) -> list[Gap]:
    return gaps_of(Situation(small.view(), D, ON), [rule])


def with_hall(*ties: str, answered: Iterable[str] = ("hall", "k", "a", "b", "c")) -> Small:
    """A town hall that hangs on k, and a, b, c that hold together."""
    small = Small().actors("k", "a", "b", "c").actor("hall", ags="99001004")
    for pair in ("hall-k", "k-a", "k-b", "a-b", "b-c", "c-a", *ties):
        small.ties(pair)
    return small.survey(answered=answered)


class TestBottleneck:
    def test_an_actor_and_a_tie_that_alone_hold_a_town_hall(self) -> None:
        small = with_hall()
        assert found(small, BOTTLENECK) == [("k", Truth.YES), ("hall|k", Truth.YES)]
        by_actor, by_tie = gaps(small, BOTTLENECK)
        assert by_actor.message.de == "Fällt k aus, sind diese Rathäuser vom Netz abgeschnitten: hall."
        assert by_tie.message.de == "Nur eine Verbindung (hall – k) hält diese Rathäuser im Netz: hall."
        assert by_actor.severity == "HIGH"

    def test_a_second_way_ends_it(self) -> None:
        assert found(with_hall("hall-c"), BOTTLENECK) == []

    def test_a_cut_point_that_detaches_no_town_hall_is_none(self) -> None:
        small = Small().actors("k", "a", "b", "c", "d").ties("d-k", "k-a", "k-b", "a-b", "b-c", "c-a")
        assert found(small.survey(answered="kabcd"), BOTTLENECK) == []

    def test_the_key_of_the_district_makes_no_town_hall(self) -> None:
        small = with_hall().add(Place, "kreis", name="Kreis", ags="99001004", level=PlaceLevel.DISTRICT)
        assert found(small, BOTTLENECK) == []

    def test_certain_only_if_everybody_who_falls_off_has_answered(self) -> None:
        silent = with_hall(answered=["k", "a", "b", "c"])
        assert found(silent, BOTTLENECK) == [("k", Truth.UNKNOWN), ("hall|k", Truth.UNKNOWN)]
        assert gaps(silent, BOTTLENECK)[0].message.de.endswith("Ob es andere Wege gibt, ist unbekannt.")

    def test_what_else_falls_off_is_named(self) -> None:
        small = with_hall("hall-x").place("town").actor("x", at="town").measure("m").responsible("x", "m")
        (gap, *_) = gaps(small, BOTTLENECK)
        assert [item.text.de for item in gap.evidence[:3]] == [
            "Es fallen ab: hall und x.", "Dafür sind sie zuständig: m.", "Sie sitzen in: town.",
        ]  # fmt: skip


def two_types(*ties: str, answered: str = "uvwxyz", members: int = 3) -> Small:
    small = Small().term("actor_type", "s").term("actor_type", "t")
    for key in "uvw"[:members]:
        small.actor(key, types=["s"])
    for key in "xyz":
        small.actor(key, types=["t"])
    silent = [key for key in "uvwxyz" if key not in answered]
    return small.ties("u-v", "x-y", *ties).survey(answered=answered, silent=silent)


class TestSilo:
    def test_two_types_of_three_without_a_tie(self) -> None:
        (gap,) = gaps(two_types(), SILO)
        assert gap.subject is not None
        assert (gap.subject.id, gap.truth, gap.severity) == ("s|t", Truth.YES, "LOW")
        assert gap.evidence[0].text.de == "Möglich wären 9 Verbindungen; von 9 ist bekannt, dass es sie nicht gibt."
        assert gap.evidence[1].text.de.startswith("E-I-Index des Netzes nach Akteurstyp: -1,000; aus den Größen")

    def test_one_tie_between_them_or_too_few_actors_is_none(self) -> None:
        assert gaps(two_types("w-z"), SILO) == []
        assert gaps(two_types(members=2), SILO) == []

    def test_how_many_are_too_few_is_a_setting(self) -> None:
        small = two_types(members=2).add(Setting, "e", name="siloLeastActors", value=2.0)
        assert found(small, SILO) == [("s|t", Truth.YES)]

    def test_unknown_while_of_one_pair_nobody_said_anything(self) -> None:
        small = two_types(answered="uvxyz")
        assert found(small, SILO) == [("s|t", Truth.YES)], "w was silent, but x, y and z left it out"
        small = two_types(answered="uvxy")
        assert found(small, SILO) == [("s|t", Truth.UNKNOWN)]
        assert gaps(small, SILO)[0].evidence[0].text.de.startswith("Möglich wären 9 Verbindungen; von 8 ist bekannt")
        ends = {"reporter": ref(Actor, "w"), "about": ref(Actor, "z")}
        small.add(TieReport, "r", survey=ref(Survey, "w"), answer=TieAnswer.NO, **ends)
        assert found(small, SILO) == [("s|t", Truth.YES)], "said in words"


def network(small: Small) -> Network:
    return Situation(small.view(), D, ON).network


def grouped(small: Small, groups: list[str | None]) -> Network:
    one = network(small)
    return replace(one, groups={"actorType": tuple(None if g is None else Ref(g) for g in groups)}, _kept={})


class TestEIIndex:
    def test_all_within_and_all_between(self) -> None:
        within = mixing(grouped(two_types("u-w", "y-z"), list("sssttt")), "actorType")
        assert within is not None
        assert (within.value, within.internal, within.external) == (-1.0, 4, 0)
        assert within.expected == pytest.approx((9 - 6) / 15), "9 pairs between, 6 within of the complete network"
        between = mixing(grouped(Small().actors(*"uvxy").ties("u-x", "v-y", "u-y"), list("sstt")), "actorType")
        assert between is not None
        assert (between.value, between.p) == (1.0, 1.0)

    def test_the_permutation_test_is_the_same_every_time_and_counts_exactly(self) -> None:
        """With two pairs as ties, 1 of 3 ways to halve four actors puts both within: p is near one third."""
        small = Small().actors(*"uvxy").ties("u-v", "x-y")
        first, again = (mixing(grouped(small, list("sstt")), "actorType") for _ in range(2))
        assert first is not None
        assert first == again
        assert first.p == pytest.approx(1 / 3, abs=0.1)

    def test_without_ties_or_groups_there_is_none(self) -> None:
        assert mixing(grouped(Small().actors("a", "b"), ["s", "t"]), "actorType") is None
        assert mixing(grouped(Small().actors("a", "b").ties("a-b"), ["s", "s"]), "actorType") is None
        assert mixing(grouped(Small().actors("a", "b").ties("a-b"), ["s", None]), "actorType") is None


def test_a_bottleneck_lies_in_the_scope_of_its_actors() -> None:
    small = with_hall().term("actor_type", "t")
    outside = Scope(D, actor_types=refs(Term, ["t"]))
    assert gaps_of(Situation(small.view(), D, ON), [BOTTLENECK], scope=outside) == []
