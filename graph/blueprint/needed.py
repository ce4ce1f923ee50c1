"""What a measure or offer took: partners, working time, money, resolutions, what others contributed."""

from collections.abc import Iterator, Sequence

from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Contribution, Funding, Measure, Need, Resolution, Term
from graph.model.states import Known, ResolutionResult
from graph.phrases import decimal, listed, when
from graph.validity import Activity


def needed(situation: Situation, activity: Activity, fundings: Sequence[Funding]) -> Iterator[Text]:
    """A sentence for each thing that is recorded."""
    if isinstance(activity, Measure):
        yield from _of_measure(situation, activity)
    shares = [r.effort_fte for r in situation.answering(activity.id) if r.effort_fte is not None]
    if shares:
        yield Text("Arbeitszeit: {n} VZÄ.", "Working time: {n} FTE.").fill(n=decimal(sum(shares)))
    for contribution in situation.view.referring(activity.id, Contribution, "target"):
        if contribution.what:
            yield Text("{who} trägt bei: {what}.", "{who} contributes: {what}.").fill(
                who=situation.name(contribution.source), what=contribution.what
            )
    for funding in fundings:
        yield from _money(situation, funding)
    if activity.funding_text:
        yield Text("Finanzierung laut Quelle: {text}.", "Funding as the source words it: {text}.").fill(
            text=activity.funding_text
        )
    resolutions = situation.view.referring(activity.id, Resolution, "measures")
    adopted = [r.title for r in resolutions if r.special and r.result is ResolutionResult.ADOPTED]
    if adopted:
        yield Text("Eigener Beschluss: {titles}.", "A resolution of its own: {titles}.").fill(titles=listed(adopted))


def _of_measure(situation: Situation, measure: Measure) -> Iterator[Text]:
    if measure.min_partners:
        yield Text("Mindestens {n} Partner.", "At least {n} partners.").fill(n=measure.min_partners)
    if measure.needs_extra_funds is Known.YES:
        yield Text("Zusätzliche Mittel.", "Extra funds.")
    raised = [need.text for need in situation.view.many(Need, measure.needs)]
    if raised:
        yield Text("Entstanden aus: {needs}.", "Arose from: {needs}.").fill(needs=listed(raised))


def _money(situation: Situation, funding: Funding) -> Iterator[Text]:
    programme = situation.view.one(Term, funding.programme)
    name = label(programme) if programme else Text(*(situation.name(funding.funder),) * 2)
    parts = [name] if name.de else []
    if funding.amount_eur is not None:
        amount = Text("{n} Euro im Jahr", "{n} euros a year").fill(n=decimal(funding.amount_eur))
        parts.append(amount)
    if funding.end is not None:
        parts.append(Text("bis {end}", "until {end}").fill(end=when(funding.end)))
    if parts:
        told = Text(", ".join(part.de for part in parts), ", ".join(part.en for part in parts))
        yield Text("Geld: {told}.", "Money: {told}.").fill(told=told)
