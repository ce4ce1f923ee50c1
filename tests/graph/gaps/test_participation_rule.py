"""G11: who comes less often, is never invited, or is not there at all; and what only looks like it."""

from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.model import Actor, Attendance, Event
from graph.model.states import Daypart, EventState, Known, PlaceLevel
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.test_participation import event, invited

YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN


def cases(small: Small) -> list[Gap]:
    return [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == "G11"]


def told(small: Small) -> dict[str, Truth]:
    return {gap.subject.name: gap.truth for gap in cases(small) if gap.subject}


def crowd(clubs: tuple[int, int], schools: tuple[int, int]) -> Small:
    """One workshop: of each type so many were invited, so many came."""
    small = event(Small().term("actor_type", "Verein").term("actor_type", "Schule"), "w")
    for name, (there, asked) in (("Verein", clubs), ("Schule", schools)):
        for number in range(asked):
            key = f"{name}{number}"
            invited(small.actor(key, types=[name]), key, "w", YES if number < there else NO)
    return small


def test_a_type_whose_whole_interval_lies_below_all() -> None:
    """2 of 20 fit up to 30.1 %; overall 18 of 40 came, 45 %."""
    (gap,) = cases(crowd((2, 20), (16, 20)))
    assert (gap.subject and gap.subject.name, gap.truth) == ("Verein", Truth.YES)
    assert gap.message.de == "„Verein“: Nur 10 % der Eingeladenen kamen, deutlich weniger als insgesamt."
    assert [e.text.de for e in gap.evidence] == [
        "2 von 20 Einladungen wurden angenommen (10 %; 95-%-Intervall: 2,8 % bis 30 %).",
        "Insgesamt: 18 von 40 Einladungen angenommen, 45 %.",
    ]


def test_a_type_whose_interval_reaches_the_rate_of_all_is_none() -> None:
    """1 of 5 fits up to 62.4 %, though 20 % is far below 48 %."""
    assert cases(crowd((1, 5), (11, 20))) == []


def test_unknown_answers_lower_no_rate() -> None:
    small = crowd((10, 20), (10, 20))
    for number in range(30):
        invited(small.actor(f"x{number}", types=["Verein"]), f"x{number}", "w", UNKNOWN)
    assert cases(small) == []


def test_a_type_of_which_nothing_is_known_is_unknown() -> None:
    small = crowd((1, 1), (1, 1)).term("actor_type", "Kita").actor("k", types=["Kita"])
    assert told(invited(small, "k", "w", UNKNOWN)) == {"Kita": Truth.UNKNOWN}


def test_a_type_that_was_never_invited_but_not_one_that_invites_or_cannot_cooperate() -> None:
    small = crowd((1, 1), (1, 1)).term("actor_type", "Kita").term("actor_type", "KI").term("actor_type", "Fonds")
    small.actor("k", types=["Kita"]).actor("ki", types=["KI"]).actor("f", types=["Fonds"], cooperates=False)
    assert told(small) == {"KI": Truth.YES, "Kita": Truth.YES}
    assert told(invited(event(small, "v", organiser=ref(Actor, "ki")), "Verein0", "v")) == {"Kita": Truth.YES}


def test_where_lists_are_missing_it_is_unknown_whether_a_type_was_invited() -> None:
    small = event(crowd((1, 1), (1, 1)), "v").term("actor_type", "Kita").actor("k", types=["Kita"])
    (gap,) = cases(small)
    assert (gap.truth, gap.action.de) == (
        Truth.UNKNOWN, "Die Koordination trägt nach, ob sie eingeladen waren: k.",
    )  # fmt: skip


def town(answer: Known | None) -> Small:
    small = event(Small().place("ort").place("dorf", part_of="ort", level=PlaceLevel.QUARTER), "w")
    small.actor("a", at="dorf").actor("b")
    invited(small, "b", "w", YES)
    return small if answer is None else invited(small, "a", "w", answer)


def test_a_municipality_from_which_nobody_came_or_nobody_was_invited() -> None:
    assert told(town(NO)) == told(town(None)) == {"ort": Truth.YES}
    assert told(town(UNKNOWN)) == {"ort": Truth.UNKNOWN}
    assert told(town(YES)) == {}


def test_whoever_came_uninvited_came() -> None:
    assert told(town(None).edge(Attendance, "a", "w", Event)) == {}


def test_without_a_conference_or_workshop_nobody_is_missing() -> None:
    small = Small().place("ort").term("actor_type", "Kita").actor("k", types=["Kita"])
    assert cases(event(small, "w", state=EventState.PLANNED)) == []


def test_evidence_tells_when_they_came() -> None:
    small = crowd((2, 20), (16, 20))
    event(small, "abend", daypart=Daypart.EVENING)
    invited(invited(small, "Verein0", "abend", YES), "Verein1", "abend", NO)
    (gap,) = cases(small)
    assert "Termine abends: 1 von 2." in [e.text.de for e in gap.evidence]
