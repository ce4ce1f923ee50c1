"""Of a profile nobody is told what rests on something that they may not see."""

from typing import Any

from graph.disclosure import WITHHELD, Shades, told_strength, withheld
from graph.metric import Reason
from graph.model import Deadline, Duty
from graph.model.states import Visibility
from graph.picture import Picture, View
from graph.profile.line import Line
from graph.profile.teller import Teller
from graph.rights import GUEST, OFFICE
from graph.scope import Scope
from graph.strength.profile import NetworkStrength, strengths
from tests.graph.small_district import ON, D, Small

HIDDEN: dict[str, Any] = {"visibility": Visibility.INTERNAL}


def ring() -> Small:
    return Small().actors(*"abcdef").ties("a-b", "b-c", "c-d", "d-e", "e-f", "f-a", "a-c")


def views(small: Small) -> tuple[View, View]:
    picture = Picture(1, small.records)
    return picture.seen_by(GUEST), picture.seen_by(OFFICE)


def profile(view: View, *, answers: bool = True) -> NetworkStrength:
    teller = Teller(view, D, ON, answers=answers)
    (found,) = strengths(view, D, None, "cooperation", ON, scope=Scope(D), keys=(), teller=teller)
    return found


def told(small: Small) -> dict[str, Line]:
    seen, whole = views(small)
    shades = Shades(seen, whole, D)
    mine = profile(seen, answers=not shades.answers)
    found = told_strength(mine, profile(whole), shades) or withheld(mine)
    return {line.key: line for line in found.profile}


def hidden(lines: dict[str, Line]) -> set[str]:
    return {key for key, line in lines.items() if line.reason is Reason.SUPPRESSED}


def test_where_nothing_is_hidden_all_is_told() -> None:
    small = ring()
    assert hidden(told(small)) == set()
    assert tuple(told(small).values()) == profile(views(small)[1]).profile


def test_a_hidden_tie_or_actor_withholds_every_line_and_every_name() -> None:
    for small in (ring().tie("b", "e", **HIDDEN), ring().actor("secret", **HIDDEN)):
        lines = told(small)
        assert hidden(lines) == set(lines)
        for line in lines.values():
            assert line.sentence == WITHHELD
            assert (line.members, line.evidence, line.groups, line.comparison) == ((), (), (), ())
            assert {metric.value for metric in line.metrics} <= {None}
            assert line.indicator is None


def test_hidden_answers_withhold_what_rests_on_them_and_every_range() -> None:
    small = ring().survey(answered="abcde", silent="f")
    assert any(metric.high is not None for line in profile(views(small)[1]).profile for metric in line.metrics)
    lines = told(small)
    assert hidden(lines) == {"quality", "change"}
    for line in lines.values():
        assert {(metric.low, metric.high, metric.response_rate) for metric in line.metrics} == {(None, None, None)}
        assert "höchstens" not in line.sentence.de


def test_a_hidden_duty_withholds_who_steers_and_a_hidden_deadline_whether_it_is_on_time() -> None:
    duty = ring().add(Duty, "d", title="Koordination", **HIDDEN)
    assert hidden(told(duty)) == {"steering"}
    deadline = ring().add(Deadline, "f", title="Frist", **HIDDEN)
    assert hidden(told(deadline)) == {"delivery"}
