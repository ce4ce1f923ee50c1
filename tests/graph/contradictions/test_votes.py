"""Votes, results and resolutions that can't all be right, and next to each the case that can."""

from typing import Any

import pytest

from graph.contradictions.contradiction import Contradiction
from graph.contradictions.votes import find
from graph.gaps.situation import Situation
from graph.model import Actor, Consultation, Measure, Resolution, Source
from graph.model.states import ConsultationResult, Known, ResolutionResult
from tests.graph.small_district import ON, D, Small, ref, refs
from tests.shipped import Shipped

AS_PROPOSED, AMENDED = ConsultationResult.AS_PROPOSED, ConsultationResult.AMENDED


def found(small: Small) -> list[Contradiction]:
    return list(find(Situation(small.view(), D, ON)))


def keys(small: Small) -> list[str]:
    return [contradiction.key for contradiction in found(small)]


def voted(seats: int | None = None, **values: Any) -> Small:
    small = Small().actor("kt", name="Kreistag", seats=seats).add(Source, "s", title="Niederschrift")
    return small.add(
        Consultation, "c", body=ref(Actor, "kt"), body_name="Kreistag", stated_in=refs(Source, ["s"]), **values
    )


@pytest.mark.parametrize(
    ("seats", "votes", "wrong"),
    [
        (52, {"votes_yes": 44, "votes_no": 5, "votes_abstain": 2, "votes_biased": 1}, False),
        (51, {"votes_yes": 44, "votes_no": 5, "votes_abstain": 2, "votes_biased": 1}, True),
        (9, {"votes_no": 10}, True),
        (9, {"votes_no": 1}, False),
        (0, {"votes_no": 1}, True),
        (None, {"votes_yes": 500}, False),
        (9, {}, False),
    ],
)
def test_a_body_has_no_more_votes_than_seats(seats: int | None, votes: dict[str, int], wrong: bool) -> None:
    assert keys(voted(seats, **votes)) == ["votes"] * wrong


def test_both_sides_are_told_with_their_records_the_source_first() -> None:
    (one,) = found(voted(9, votes_yes=9, votes_no=1))
    assert one.message.de == "Kreistag hat 9 Sitze, gezählt sind 10 Stimmen."
    assert [side.text.de for side in one.sides] == ["Kreistag: 9 Sitze.", "Stimmen: Ja 9, Nein 1."]
    assert one.sides[1].records == (ref(Source, "s"), ref(Consultation, "c"))
    assert one.subject.external_id == "c"


@pytest.mark.parametrize(
    ("yes", "no", "result", "wrong"),
    [
        (16, 1, AMENDED, False),
        (1, 16, AMENDED, True),
        (8, 8, AS_PROPOSED, True),  # a tie rejects
        (8, 8, ConsultationResult.REJECTED, False),
        (9, 8, ConsultationResult.REJECTED, True),
        (1, 16, ConsultationResult.DEFERRED, False),  # on what they voted, nobody said
        (None, 1, AMENDED, False),
        (1, 16, None, False),
    ],
)
def test_the_majority_fits_the_result(yes: int | None, no: int, result: ConsultationResult | None, wrong: bool) -> None:
    assert keys(voted(votes_yes=yes, votes_no=no, result=result)) == ["majority"] * wrong


@pytest.mark.parametrize(
    ("consulted", "resolved", "wrong"),
    [
        (AS_PROPOSED, ResolutionResult.ADOPTED, False),
        (AMENDED, ResolutionResult.ADOPTED, False),
        (ConsultationResult.REJECTED, ResolutionResult.REJECTED, False),
        (ConsultationResult.REJECTED, ResolutionResult.ADOPTED, True),
        (AS_PROPOSED, ResolutionResult.REJECTED, True),
        (ConsultationResult.DEFERRED, ResolutionResult.ADOPTED, True),
        (ConsultationResult.NOTED, ResolutionResult.ADOPTED, True),
        (None, ResolutionResult.ADOPTED, False),
        (AS_PROPOSED, None, False),
    ],
)
def test_a_resolution_says_what_its_consultation_came_to(
    consulted: ConsultationResult | None, resolved: ResolutionResult | None, wrong: bool
) -> None:
    small = voted(result=consulted)
    small.add(Resolution, "b", title="Mittel", result=resolved, consultation=ref(Consultation, "c"))
    assert keys(small) == ["result"] * wrong


@pytest.mark.parametrize(("body", "wrong"), [("kt", False), ("ka", True), (None, False)])
def test_a_resolution_is_of_the_body_that_consulted(body: str | None, wrong: bool) -> None:
    small = voted(result=AS_PROPOSED).actor("ka", name="Kreisausschuss")
    resolver = ref(Actor, body) if body else None
    small.add(Resolution, "b", title="Mittel", consultation=ref(Consultation, "c"), body=resolver)
    assert keys(small) == ["body"] * wrong


@pytest.mark.parametrize(
    ("stated", "resolutions", "wrong"),
    [
        (Known.NO, [ResolutionResult.ADOPTED], True),
        (Known.YES, [ResolutionResult.REJECTED], True),
        (Known.YES, [ResolutionResult.REJECTED, ResolutionResult.ADOPTED], False),
        (Known.NO, [ResolutionResult.REJECTED], False),
        (Known.YES, [], False),
        (Known.UNKNOWN, [ResolutionResult.ADOPTED], False),
        (None, [ResolutionResult.REJECTED], False),
    ],
)
def test_a_measure_and_the_resolutions_on_its_money_agree(
    stated: Known | None, resolutions: list[ResolutionResult], wrong: bool
) -> None:
    small = Small().measure("m", own_resolution=stated)
    for number, result in enumerate(resolutions):
        small.add(
            Resolution, f"b{number}", title="Mittel", result=result, special=True, financing=True,
            measures=refs(Measure, ["m"]),
        )  # fmt: skip
    assert keys(small) == ["own_resolution"] * wrong


@pytest.mark.parametrize("district", ["kreis-lindental", "kreis-guetersloh", "kreis-soest"])
def test_nothing_of_the_sort_is_planted_in_the_shipped_districts(shipped: Shipped, district: str) -> None:
    assert list(find(Situation(shipped.view(district), district, ON))) == []
