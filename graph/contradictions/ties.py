"""Ties that one side reports and the other denies, in the newest survey that tells of the pair.

With a complete roster whoever answered and did not list the other said no.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Inquiry, Ref, Survey, TieReport
from graph.model.states import TieAnswer
from graph.network.waves import COMPLETE, last_day, surveys_over
from graph.phrases import day

_Pair = frozenset[Ref]


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each pair of actors of whom one said yes and the other no."""
    told: set[_Pair] = set()
    for survey in surveys_over(situation.view, situation.dataset, situation.on):
        for pair, said in _answers(situation, survey).items():
            known = {ref: answer for ref, answer in said.items() if answer is not TieAnswer.SILENT}
            if pair not in told and known:
                told.add(pair)
                if set(known.values()) == {TieAnswer.YES, TieAnswer.NO}:
                    yield _denied(situation, survey, known)


def _answers(situation: Situation, survey: Survey) -> Mapping[_Pair, Mapping[Ref, TieAnswer]]:
    """What each side of every pair that anybody listed said in a survey, where it was over by the day."""
    found: dict[_Pair, dict[Ref, TieAnswer]] = defaultdict(dict)
    for report in situation.view.referring(survey.id, TieReport, "survey"):
        if report.reporter and report.about and report.answer and report.reporter != report.about:
            said = found[frozenset((report.reporter, report.about))]
            if said.get(report.reporter) is not TieAnswer.YES:  # yes in one field is yes
                said[report.reporter] = report.answer
    if (survey.roster or "").casefold() == COMPLETE:
        inquiries = situation.view.referring(survey.id, Inquiry, "target")
        asked = {inquiry.source for inquiry in inquiries}
        answered = {i.source for i in inquiries if i.responded_on is not None and i.responded_on <= situation.on}
        for pair, said in found.items():
            if pair <= asked:
                said.update(dict.fromkeys(answered & pair - said.keys(), TieAnswer.NO))
    return found


def _denied(situation: Situation, survey: Survey, known: Mapping[Ref, TieAnswer]) -> Contradiction:
    first, second = sorted(situation.view.many(Actor, known), key=lambda actor: actor.external_id)
    yes, no = (first, second) if known[first.id] is TieAnswer.YES else (second, first)
    ended: date | None = last_day(survey)
    words = survey.title if ended is None else Text("{title}, {day}", "{title}, {day}").fill(
        title=survey.title, day=day(ended)
    )  # fmt: skip
    return Contradiction(
        subject=first,
        key="",
        other=second,
        message=Text(
            "{yes} sagt, mit {no} zusammenzuarbeiten; {no} sagt nein.",
            "{yes} says that it works with {no}; {no} says no.",
        ).fill(yes=yes.name, no=no.name),
        sides=tuple(
            Evidence(
                Text("{actor}: {answer} ({survey}).", "{actor}: {answer} ({survey}).").fill(
                    actor=actor.name, answer=known[actor.id].label, survey=words
                ),
                (*survey.stated_in, survey.id, actor.id),
            )
            for actor in (yes, no)
        ),
        action=Text(
            "{who} fragt beide, was sie miteinander tun.", "{who} asks both what they do together."
        ).fill(who=situation.coordination),
        surveyed_at=ended,
    )  # fmt: skip
