"""What is said of one cell of the coverage cube: what is there and who leads it, or how we know that nothing is."""

from collections.abc import Iterator, Sequence

from graph.coverage.cube import Cell, CellState, Cube, Mark
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import CellDecision, Inventory, Measure, Offer, Ref
from graph.phrases import joined, listed, when

_SHOWN = 3


def cell_explained(situation: Situation, cube: Cube, cell: Cell, *, complete: bool = True) -> Text:
    """One sentence on what is there, and one on what the concept says; the second is left out without a concept.

    To somebody who does not see all (`complete` False) nothing is said that rests on there being no more than they see.
    """
    if cell.state is CellState.COVERED:
        told = _covered(situation, cell, complete)
    elif cell.state is CellState.NOMINAL:
        told = _planned(situation, cell, complete)
    elif cell.state is CellState.NOT_REQUIRED:
        told = _not_required(situation, cell)
    elif cell.state is CellState.GAP:
        told = _nothing(situation, cell)
    elif cell.state is CellState.UNKNOWN:
        told = _UNKNOWN if complete else _NOT_SEEN
    else:
        told = _WITHHELD
    return joined(told, concept_says(situation, cube, cell))


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


def _covered(situation: Situation, cell: Cell, complete: bool) -> Text:
    marks = [mark.label for mark in cell.marks]
    told = Text("Hier läuft: {what}", "Under way here: {what}").fill(what=_with_leads(situation, cell.active, complete))
    if not marks:
        return Text("{told}.", "{told}.").fill(told=told)
    beside = Text(", ".join(mark.de for mark in marks), ", ".join(mark.en for mark in marks))
    return Text("{told} ({marks}).", "{told} ({marks}).").fill(told=told, marks=beside)


def _planned(situation: Situation, cell: Cell, complete: bool) -> Text:
    told = Text(
        "Hier läuft noch nichts, vorgesehen ist: {what}.", "Nothing is under way here yet, foreseen is: {what}."
    )
    if Mark.DISTRICT_WIDE in cell.marks:
        told = Text(
            "Hier läuft noch nichts, kreisweit vorgesehen ist: {what}.",
            "Nothing is under way here yet, foreseen district-wide is: {what}.",
        )
    return told.fill(what=_with_leads(situation, cell.planned, complete, with_state=True))


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


def _with_leads(situation: Situation, refs: Sequence[Ref], complete: bool, *, with_state: bool = False) -> Text:
    """Titles with those who answer for them: „Sprachcafé“ (VHS), „Lotsen“ (niemand zuständig)."""
    told = list(_each(situation, refs, complete, with_state))
    return Text(listed((t.de for t in told), _SHOWN).de, listed((t.en for t in told), _SHOWN).en)


def _each(situation: Situation, refs: Sequence[Ref], complete: bool, with_state: bool) -> Iterator[Text]:
    for ref in refs:
        record = situation.view.get(ref)
        if not isinstance(record, Measure | Offer):
            continue
        names = dict.fromkeys(situation.names(r.source for r in situation.answering(ref)))
        beside = [record.status.label] if with_state else []
        if names:
            beside.append(listed(names, _SHOWN))
        elif complete:
            beside.append(Text("niemand zuständig", "nobody responsible"))
        inside = Text("; ".join(b.de for b in beside), "; ".join(b.en for b in beside))
        told = Text("„{title}“ ({inside})", "“{title}” ({inside})") if beside else Text("„{title}“", "“{title}”")
        yield told.fill(title=record.title, inside=inside)


_UNKNOWN = Text(
    "Ob hier jemand etwas macht, ist unbekannt: Es gibt keine Bestandsaufnahme.",
    "Whether anybody does anything here is unknown: there is no inventory.",
)
_NOT_SEEN = Text(
    "Ob hier jemand etwas macht, ist nicht zu sehen.", "Whether anybody does anything here is not visible."
)
_WITHHELD = Text("Nicht alles, was es hier gibt, ist öffentlich.", "Not all that there is here is public.")
