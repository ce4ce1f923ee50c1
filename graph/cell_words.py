"""What is said of one cell of the coverage cube: what is there and who leads it, or how we know that nothing is."""

from collections.abc import Iterator, Sequence

from graph.cube import Cell, CellState, Cube, Mark
from graph.gaps.situation import Situation, when
from graph.language import Text
from graph.model import CellDecision, Inventory, Measure, Offer, Ref
from graph.phrases import joined, listed

_SHOWN = 3


def cell_explained(situation: Situation, cube: Cube, cell: Cell) -> Text:
    """One sentence on what is there, and one on what the concept says; the second is left out without a concept."""
    says = {
        CellState.COVERED: _covered,
        CellState.NOMINAL: _planned,
        CellState.NOT_REQUIRED: _not_required,
        CellState.GAP: _nothing,
        CellState.UNKNOWN: _unknown,
        CellState.SUPPRESSED: _withheld,
    }
    return joined(says[cell.state](situation, cell), concept_says(situation, cube, cell))


def concept_says(situation: Situation, cube: Cube, cell: Cell) -> Text:
    """Whether the concept names a measure here: a fact about the plan, not about the district. Nothing without one."""
    plan = situation.name(cube.concept)
    if cell.in_concept is None or not plan:
        return Text("", "")
    if cell.in_concept:
        return Text("„{plan}“ nennt hier eine Maßnahme.", "“{plan}” names a measure here.").fill(plan=plan)
    return Text("„{plan}“ nennt hier keine Maßnahme.", "“{plan}” names no measure here.").fill(plan=plan)


def who_looked(situation: Situation, inventory: Inventory) -> Text:
    """When somebody looked, and who, as it stands in brackets."""
    name = situation.name(inventory.by)
    dated = when(inventory.date) if inventory.date is not None else Text("ohne Datum", "undated")
    return Text("{when}, {by}", "{when}, {by}").fill(when=dated, by=name) if name else dated


def _covered(situation: Situation, cell: Cell) -> Text:
    marks = [mark.label for mark in cell.marks]
    told = Text("Hier läuft: {what}", "Under way here: {what}").fill(what=_with_leads(situation, cell.active))
    if not marks:
        return Text("{told}.", "{told}.").fill(told=told)
    beside = Text(", ".join(mark.de for mark in marks), ", ".join(mark.en for mark in marks))
    return Text("{told} ({marks}).", "{told} ({marks}).").fill(told=told, marks=beside)


def _planned(situation: Situation, cell: Cell) -> Text:
    told = Text(
        "Hier läuft noch nichts, vorgesehen ist: {what}.", "Nothing is under way here yet, foreseen is: {what}."
    )
    if Mark.DISTRICT_WIDE in cell.marks:
        told = Text(
            "Hier läuft noch nichts, kreisweit vorgesehen ist: {what}.",
            "Nothing is under way here yet, foreseen district-wide is: {what}.",
        )
    return told.fill(what=_with_leads(situation, cell.planned, with_state=True))


def _not_required(situation: Situation, cell: Cell) -> Text:
    decision = situation.view.one(CellDecision, cell.decision)
    told = Text("Hier ist nichts erforderlich", "Nothing is required here")
    if decision is None:
        return Text("{told}.", "{told}.").fill(told=told)
    by = situation.name(decision.by)
    beside = [when(decision.date)] if decision.date is not None else []
    beside += [Text(by, by)] if by else []
    if decision.until is not None:
        beside.append(Text("gilt bis {day}", "holds until {day}").fill(day=when(decision.until)))
    if beside:
        inside = Text(", ".join(b.de for b in beside), ", ".join(b.en for b in beside))
        told = Text("{told} ({inside})", "{told} ({inside})").fill(told=told, inside=inside)
    if not decision.reason:
        return Text("{told}.", "{told}.").fill(told=told)
    return Text("{told}: {reason}.", "{told}: {reason}.").fill(told=told, reason=decision.reason.rstrip("."))


def _nothing(situation: Situation, cell: Cell) -> Text:
    newest = max(
        situation.view.many(Inventory, cell.inventories),
        key=lambda i: (i.date is not None and i.date.latest == cell.surveyed_on, i.external_id),
    )
    return Text(
        "Hier macht niemand etwas: Das ergab die Bestandsaufnahme ({who}).",
        "Nobody does anything here: so says the inventory ({who}).",
    ).fill(who=who_looked(situation, newest))


def _unknown(_: Situation, __: Cell) -> Text:
    return Text(
        "Ob hier jemand etwas macht, ist unbekannt: Es gibt keine Bestandsaufnahme.",
        "Whether anybody does anything here is unknown: there is no inventory.",
    )


def _withheld(_: Situation, __: Cell) -> Text:
    return Text("Nicht alles, was es hier gibt, ist öffentlich.", "Not all that there is here is public.")


def _with_leads(situation: Situation, refs: Sequence[Ref], *, with_state: bool = False) -> Text:
    """Titles with those who answer for them: „Sprachcafé“ (VHS), „Lotsen“ (niemand zuständig)."""
    told = list(_each(situation, refs, with_state))
    return Text(listed((t.de for t in told), _SHOWN).de, listed((t.en for t in told), _SHOWN).en)


def _each(situation: Situation, refs: Sequence[Ref], with_state: bool) -> Iterator[Text]:
    for ref in refs:
        record = situation.view.get(ref)
        if not isinstance(record, Measure | Offer):
            continue
        names = dict.fromkeys(situation.names(r.source for r in situation.answering(ref)))
        who = listed(names, _SHOWN) if names else Text("niemand zuständig", "nobody responsible")
        if with_state:
            who = Text("{state}; {who}", "{state}; {who}").fill(state=record.status.label, who=who)
        yield Text("„{title}“ ({who})", "“{title}” ({who})").fill(title=record.title, who=who)
