"""The shipped districts: who should work together there, worked out a second time from the files."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations
from math import log
from pathlib import Path

import pytest

from graph.gaps.find import gaps_of
from graph.gaps.gap import Truth
from graph.gaps.rules.bottleneck import BOTTLENECK
from graph.gaps.rules.cooperation import COOPERATION
from graph.gaps.shape import gap_as_dict
from graph.gaps.situation import Situation
from graph.model import KINDS, GapDecision, Proposal, global_id
from graph.model.states import GapState, ProposalState
from graph.picture import Picture, Pictures, View
from graph.planning.propose import Suggestion, propose, suggestion_for
from graph.planning.shape import suggestions_as_dict
from graph.questions import ask, question_named
from graph.questions.shape import answer_as_dict
from graph.rights import OFFICE
from graph.scope import parse_scope
from graph.store import open_store
from importers.run import import_path
from tests.graph import lindental_by_hand as by_hand
from tests.graph.lindental_by_hand import FOLDER, ON

D = "kreis-lindental"
EXAMPLES = FOLDER.parent
DISTRICTS = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())


def imported(folder: Path) -> Iterator[View]:
    with open_store("sqlite::memory:") as store:
        import_path(store, folder, dataset=folder.name, author="test", now=datetime.now(UTC))
        yield Pictures(store).current().seen_by(OFFICE)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    yield from imported(FOLDER)


@pytest.fixture(scope="module", params=[name for name in DISTRICTS if name != D])
def other(request: pytest.FixtureRequest) -> Iterator[Situation]:
    name: str = request.param
    for view in imported(EXAMPLES / name):
        yield Situation(view, name, ON)


@pytest.fixture(scope="module")
def situation(view: View) -> Situation:
    return Situation(view, D, ON)


def pairs_by_hand() -> tuple[dict[str, float], set[str], set[str]]:
    """Of the pairs without a tie: what those that share a cell have in common, those of whom both answered, wishes."""
    served: dict[by_hand.Cell, set[str]] = defaultdict(set)
    for row in (*by_hand.rows("measures"), *by_hand.rows("offers")):
        if by_hand.is_active(row):
            key = row["offer_id"] if "offer_id" in row else row["measure_id"]
            leads = {r["actor_id"] for r in by_hand.responsible()[key] if r["role_code"] != "SUPPORTING"}
            for cell in by_hand.cells(row, district_wide=False):
                served[cell] |= leads & by_hand.able_to_cooperate()
    common: dict[frozenset[str], float] = defaultdict(float)
    for actors in served.values():
        for pair in combinations(actors, 2):
            common[frozenset(pair)] += 1 / log(len(actors))
    answered = {r["actor_id"] for r in by_hand.rows("survey_actors") if r["survey_id"] == "w25" and r["responded_on"]}
    said = {frozenset((r["actor_a"], r["actor_b"])) for r in by_hand.rows("wishes") if r["actor_a"] and r["actor_b"]}
    said |= {frozenset((r["actor_a"], r["actor_b"])) for r in by_hand.rows("cooperations") if r["state"] == "WISHED"}
    untied = {pair: score for pair, score in common.items() if pair not in by_hand.pairs()}
    wishes = {joined(pair) for pair in said - by_hand.pairs()}
    return {joined(p): score for p, score in untied.items()}, {joined(p) for p in untied if p <= answered}, wishes


def joined(pair: frozenset[str]) -> str:
    return "|".join(sorted(pair))


class TestLindental:
    def test_pairs_that_should_work_together_are_those_of_the_files(self, situation: Situation) -> None:
        common, sure, wishes = pairs_by_hand()
        follow_on = {"jc|sp-04", "ei-08|sp-03"}
        gaps = gaps_of(situation, [COOPERATION])
        found = {gap.subject.id: gap.truth for gap in gaps if gap.subject}
        assert {pair for pair, truth in found.items() if truth is Truth.YES} == sure | wishes | follow_on
        assert {pair for pair, truth in found.items() if truth is Truth.UNKNOWN} == common.keys() - sure
        assert wishes == {"fi-01|sv-01", "fi-09|sv-09", "jc|mo-08"}

    def test_they_come_in_the_order_of_what_they_have_in_common(self, situation: Situation) -> None:
        common, _, _ = pairs_by_hand()
        gaps = gaps_of(situation, [COOPERATION])
        certain = [common.get(gap.subject.id, 0.0) for gap in gaps if gap.subject and gap.truth is Truth.YES]
        assert [round(score, 9) for score in certain] == sorted((round(s, 9) for s in certain), reverse=True)

    def test_the_integration_centre_is_the_bottleneck(self, situation: Situation) -> None:
        gaps = [gap_as_dict(gap, "de") for gap in gaps_of(situation, [BOTTLENECK])]
        assert [(gap["subject"]["name"][:9], gap["truth"]) for gap in gaps[:1]] == [("Kommunale", "YES")]
        assert {gap["subject"]["id"] for gap in gaps[1:]} == {
            "k-99001028|ki", "k-99001040|ki", "k-99001048|ki", "k-99001052|ki",
        }  # fmt: skip
        unknown = [gap["subject"]["id"] for gap in gaps if gap["truth"] == "UNKNOWN"]
        assert unknown == ["k-99001040|ki"], "that town hall was asked and is silent"

    def test_proposals_rest_on_records_close_gaps_and_mend_the_network(self, situation: Situation) -> None:
        found = propose(situation, 10)
        assert len(found.chosen) == 10
        gaps = {gap.id for gap in gaps_of(situation, [COOPERATION])}
        for one in found.chosen:
            pair = one.candidate.pair
            assert pair.known
            assert one.points is not None
            assert one.reasons
            assert all(situation.view.get(ref) is not None for reason in one.reasons for ref in reason.records)
        assert sum(len(gaps.intersection(one.closes)) for one in found.chosen) >= 8
        points = [one.points for one in found.chosen if one.points is not None]
        assert points == sorted(points, reverse=True)
        effect = {effect.key: (effect.before, effect.after) for effect in found.effects}
        before, after = effect["bridges"]
        assert before is not None
        assert after is not None
        assert after < before

    def test_every_wish_is_among_the_first_ten(self, situation: Situation) -> None:
        assert {"fi-01|sv-01", "fi-09|sv-09", "jc|mo-08"} <= {key(one) for one in propose(situation, 10).chosen}

    def test_of_whoever_is_silent_it_is_asked_first(self, situation: Situation) -> None:
        found = propose(situation, 50)
        answered = situation.wave.answered if situation.wave else frozenset()
        for one in found.to_ask:
            silent = [a.name for a in (one.candidate.pair.a, one.candidate.pair.b) if a.id not in answered]
            assert silent
            assert all(name in one.next_step.de for name in silent)
            assert (one.points, one.closes) == (None, ())
        assert len(found.to_ask) == 50
        assert found.all_to_ask > 50

    def test_what_was_declined_or_is_under_way_is_not_proposed_again(self, view: View, situation: Situation) -> None:
        first, second = (one.candidate.pair for one in propose(situation, 2).chosen)
        records = {record.id: record for kind in KINDS.values() for record in view.all(kind, D)}
        for number, (pair, state) in enumerate(((first, ProposalState.DECLINED), (second, ProposalState.INVITED))):
            ref, key_ = global_id(D, "Proposal", str(number)), str(number)
            records[ref] = Proposal(id=ref, dataset=D, external_id=key_, actors=(pair.a.id, pair.b.id), state=state)
        again = Situation(Picture(1, records).seen_by(OFFICE), D, ON)
        found = propose(again, 400)
        assert not {first.ends, second.ends} & {one.candidate.pair.ends for one in (*found.chosen, *found.to_ask)}
        assert (found.declined, found.under_way) == (1, 1)
        assert suggestion_for(again, first.ends) is None

    @pytest.mark.parametrize(
        ("state", "review_on", "again"),
        [
            (GapState.ACCEPTED, None, False),
            (GapState.FALSE_ALARM, None, False),
            (GapState.ACCEPTED, ON, True),
            (GapState.ACKNOWLEDGED, None, True),
        ],
    )
    def test_what_is_left_open_on_purpose_is_not_proposed_until_its_review(
        self, view: View, situation: Situation, state: GapState, review_on: date | None, again: bool
    ) -> None:
        (first,) = propose(situation, 1).chosen
        pair, ref = first.candidate.pair, global_id(D, "GapDecision", "x")
        said = GapDecision(
            id=ref, dataset=D, external_id="x", rule="g9", subject=f"{pair.b.external_id} | {pair.a.external_id}",
            state=state, review_on=review_on,
        )  # fmt: skip
        records = {record.id: record for kind in KINDS.values() for record in view.all(kind, D)} | {ref: said}
        (now, *_) = propose(Situation(Picture(1, records).seen_by(OFFICE), D, ON), 1).chosen
        assert (now.candidate.pair.ends == pair.ends) is again

    def test_a_scope_holds_both(self, view: View, situation: Situation) -> None:
        scope = parse_scope(view, D, ["place=Ginsterloh"])
        inside = situation.members(scope)
        found = propose(situation, 20, scope)
        assert found.chosen
        assert all(one.candidate.pair.ends <= inside for one in (*found.chosen, *found.to_ask))

    def test_one_pair_by_itself(self, situation: Situation) -> None:
        one = next(one for one in propose(situation, 10).chosen if key(one) == "jc|mo-08")
        alone = suggestion_for(situation, one.candidate.pair.ends)
        assert alone is not None
        assert (alone.reasons, alone.next_step) == (one.reasons, one.next_step)
        assert set(one.closes) <= set(alone.closes)


class TestTheOthers:
    def test_nobody_was_asked_so_only_wishes_are_certain(self, other: Situation) -> None:
        found = propose(other, 10)
        assert all(one.candidate.pair.wishes for one in found.chosen)
        assert {gap.truth for gap in gaps_of(other, [BOTTLENECK])} <= {Truth.UNKNOWN}
        suggestions_as_dict(found, "en")

    def test_the_wish_of_hoexter_is_not_yet_fulfilled(self) -> None:
        for view in imported(EXAMPLES / "kreis-hoexter"):
            (one,) = propose(Situation(view, "kreis-hoexter", ON), 10).chosen
            assert "Gewünscht: „stärkere Vernetzung der Sportvereine" in one.reasons[0].text.de
            asked = answer_as_dict(ask(view, "kreis-hoexter", ON, question_named("q03")), "de")
            assert (asked["rows"], asked["remarks"][-1]) == (
                [], "Gewünscht und noch nicht da: Flüchtlingsinitiativen – Sportvereine im Kreisgebiet.",
            )  # fmt: skip


def key(one: Suggestion) -> str:
    return f"{one.candidate.pair.a.external_id}|{one.candidate.pair.b.external_id}"
