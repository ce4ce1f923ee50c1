"""The gaps of a report: the first page's list, the cards, and every gap of every rule as tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.gaps.gap import Gap, Severity, Truth
from graph.gaps.rules import all_rules, order
from graph.model.states import GapState
from visualise.reading import Reading
from visualise.report.blocks import Card, Cards, Prose
from visualise.report.cells import anchor
from visualise.report.spec import Item, Section, ShortList
from visualise.table import Column, Group, Row, Table, cell

_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFORMATION)
_STATES = {"G1": "GAP", "G2": "NOMINAL"}
_CARDS = 6
_LEFT_OPEN = frozenset({GapState.ACCEPTED, GapState.FALSE_ALARM, GapState.CLOSED})


@dataclass(frozen=True, slots=True)
class Bundle:
    """Gaps that are told as one: the cells of a place and field, or one gap alone."""

    gaps: tuple[Gap, ...]

    @property
    def first(self) -> Gap:
        """The gap that speaks for all."""
        return self.gaps[0]


def bundles(gaps: Iterable[Gap]) -> list[Bundle]:
    """The gaps in their order; told as one: cells of the same rule, place and field, and what is unknown alike."""
    held: dict[tuple[str, ...], list[Gap]] = defaultdict(list)
    for gap in gaps:
        key: tuple[str, ...] = (gap.rule, gap.id)
        if gap.cell is not None:
            key = (gap.rule, gap.truth, gap.cell.place, gap.cell.field)
        elif gap.truth is Truth.UNKNOWN and gap.subject is not None:
            key = (gap.rule, gap.subject.kind, *(item.text.de for item in gap.evidence))
        held[key].append(gap)
    return [Bundle(tuple(found)) for found in held.values()]


def certain(reading: Reading) -> list[Bundle]:
    """What is missing for certain and not left open on purpose, gravest rules first."""
    gaps = [gap for gap in reading.gaps if gap.truth is Truth.YES and gap.state not in _LEFT_OPEN]
    return sorted(bundles(gaps), key=lambda b: (_SEVERITIES.index(b.first.severity), order(b.first.rule)))


def first_list(reading: Reading, limit: int) -> ShortList:
    """What is missing, for the first page: one of each rule first, then more of the gravest."""
    found, words = certain(reading), reading.words
    chosen = _varied(found, limit)
    return ShortList(
        title=words("list.missing"),
        count=words("list.of", n=len(chosen), of=len(found)) if found else "",
        items=tuple(
            Item(what=_short(reading, bundle), next=reading.text(bundle.first.action), href=_href(bundle))
            for bundle in chosen
        ),
        empty=words("list.missingEmpty"),
    )


def cards(reading: Reading) -> tuple[Card, ...]:
    """The gaps to begin with."""
    return tuple(_card(reading, bundle) for bundle in _varied(certain(reading), _CARDS))


def tables(reading: Reading) -> tuple[Table, ...]:
    """All gaps, a table for each rule that found any; what is only unknown stands in it as unknown."""
    words, found = reading.words, []
    columns = (
        Column(label=words("gaps.what"), width="w28"),
        Column(label=words("gaps.state"), width="w14"),
        Column(label=words("gaps.evidence"), width="w28"),
        Column(label=words("gaps.todo")),
    )
    for rule in all_rules():
        gaps = [gap for gap in reading.gaps if gap.rule == rule.key]
        if not gaps:
            continue
        rows = bundles(gaps)
        yes = sum(bundle.first.truth is Truth.YES for bundle in rows)
        cases = sum(gap.truth is Truth.YES for gap in gaps)
        counted = [words.count("gaps.counted", yes)] if yes else []
        if cases > yes:
            counted[0] += " " + words.count("gaps.inCases", cases)
        if len(gaps) > cases:
            counted.append(words.count("gaps.unknownToo", len(gaps) - cases))
        if rule.shown is not None and len(rows) > rule.shown:
            counted.append(words("gaps.shown", n=rule.shown))
        found.append(
            Table(
                key=f"gap-{rule.key}",
                caption=f"{rule.key} {reading.text(rule.name)}",
                sub=f"{reading.text(rule.meaning)} {', '.join(counted)}.",
                columns=columns,
                groups=(Group(rows=tuple(_row(reading, bundle) for bundle in rows[: rule.shown])),),
            )
        )
    return tuple(found)


def section(reading: Reading) -> Section:
    """How many gaps there are and of how many things nobody knows; the most pressing as cards, all of them by rule."""
    told = brief(reading)
    return replace(told, blocks=(*told.blocks, *tables(reading)))


def brief(reading: Reading) -> Section:
    """How many there are, and the most pressing ones."""
    words = reading.words
    yes = len(certain(reading))
    unknown = sum(gap.truth is Truth.UNKNOWN for gap in reading.gaps)
    parts = [words.count("gaps.say", yes)] if yes else [words("gaps.sayNone")]
    grave = sum(bundle.first.severity is Severity.HIGH for bundle in certain(reading))
    if 0 < grave < yes:
        parts.append(words("gaps.grave", n=grave))
    if unknown:
        parts.append(words.count("gaps.sayUnknown", unknown))
    first = cards(reading)
    top = Cards(cards=first) if first else Prose(sentences=(words("gaps.none"),))
    overview = _overview(reading)
    shown = (top, overview) if overview.size else (top,)
    return Section(key="gaps", aside=words("gaps.aside"), say=" ".join(parts), blocks=shown)


def _overview(reading: Reading) -> Table:
    """How many gaps of each rule there are, told as in its table."""
    words, rows = reading.words, []
    for rule in all_rules():
        found = bundles(gap for gap in reading.gaps if gap.rule == rule.key)
        yes = sum(bundle.first.truth is Truth.YES for bundle in found)
        unknown = sum(gap.truth is Truth.UNKNOWN for gap in reading.gaps if gap.rule == rule.key)
        if found:
            name = cell(reading.text(rule.name), href=f"#gap-{rule.key}", sub=reading.text(rule.meaning))
            counts = (cell(words.number(yes), value=yes), cell(words.number(unknown), value=unknown))
            rows.append(Row(cells=(name, *counts)))
    return Table(
        key="gap-rules",
        caption=words("gaps.overview"),
        sub=words("gaps.overviewSub"),
        columns=(
            Column(label=words("gaps.rule")),
            Column(label=words("gaps.certain"), width="w10", number=True),
            Column(label=words("state.UNKNOWN"), width="w10", number=True),
        ),
        groups=(Group(rows=tuple(rows)),),
    )


def _varied(found: list[Bundle], limit: int) -> list[Bundle]:
    """The first of every rule, then the second of every rule, and so on, until there are enough.

    What is about the same as one before it (a duty that nobody answers for, and that nobody fulfils) comes later.
    """
    rounds: dict[str, int] = defaultdict(int)
    told: dict[str, int] = defaultdict(int)
    ranked = []
    for position, bundle in enumerate(found):
        rule, about = bundle.first.rule, _about(bundle.first)
        ranked.append((rounds[rule] + told[about], position, bundle))
        rounds[rule] += told[about] == 0
        told[about] += 1
    return [bundle for _, _, bundle in sorted(ranked, key=lambda entry: entry[:2])[:limit]]


def _about(gap: Gap) -> str:
    if gap.subject is not None:
        return gap.subject.id
    return gap.cell.external_id if gap.cell is not None else gap.id


def _card(reading: Reading, bundle: Bundle) -> Card:
    return Card(
        state=_state(bundle.first),
        tag=_tag(reading, bundle.first),
        where=_where(reading, bundle.first),
        title=_message(reading, bundle),
        text=_groups(reading, bundle),
        todo=reading.text(bundle.first.action),
        evidence=_evidence(reading, bundle),
    )


def _row(reading: Reading, bundle: Bundle) -> Row:
    together = len(bundle.gaps) > 1 and bundle.first.cell is None
    return Row(
        cells=(
            cell(_message(reading, bundle), sub=_groups(reading, bundle)),
            cell(_tag(reading, bundle.first), state=_state(bundle.first)),
            cell(" ".join(_evidence(reading, bundle))),
            cell(reading.words("gaps.askAll") if together else reading.text(bundle.first.action)),
        ),
        note=_subjects(bundle) if together else "",
    )


def _state(gap: Gap) -> str:
    return "UNKNOWN" if gap.truth is Truth.UNKNOWN else _STATES.get(gap.rule, "GAP")


def _tag(reading: Reading, gap: Gap) -> str:
    if gap.truth is Truth.UNKNOWN:
        return reading.words("state.UNKNOWN")
    if gap.state is not GapState.OPEN:
        return reading.text(gap.state.label)
    return reading.words(f"gapTag.{_state(gap)}")


def _message(reading: Reading, bundle: Bundle) -> str:
    if len(bundle.gaps) == 1:
        return reading.text(bundle.first.message)
    cell = bundle.first.cell
    if cell is None:
        return reading.words("gaps.unknownOf", kind=_kinds(reading, bundle.first), n=len(bundle.gaps))
    return reading.words(
        f"gaps.cells.{_state(bundle.first)}", place=reading.name(cell.place), field=reading.name(cell.field)
    )


def _where(reading: Reading, gap: Gap) -> str:
    """The cell's place and field, or what sort of thing is concerned."""
    if gap.cell is not None:
        return f"{reading.name(gap.cell.place)} · {reading.name(gap.cell.field)}"
    return reading.text(gap.subject.label) if gap.subject else ""


def _kinds(reading: Reading, gap: Gap) -> str:
    """What sort of things are concerned, in the plural."""
    return reading.text(gap.subject.plural) if gap.subject else ""


def _groups(reading: Reading, bundle: Bundle) -> str:
    """The target groups of cells that are told as one."""
    groups = reading.names(gap.cell.target_group for gap in bundle.gaps if gap.cell)
    return reading.words("gaps.forGroups", groups=reading.words.listing(groups)) if len(groups) > 1 else ""


def _subjects(bundle: Bundle) -> str:
    """The names of everything that is told as one."""
    return ", ".join(gap.subject.name for gap in bundle.gaps if gap.subject)


def _short(reading: Reading, bundle: Bundle) -> str:
    cell = bundle.first.cell
    if cell is not None:
        return f"{reading.name(cell.place)}: {reading.name(cell.field)}"
    return reading.text(bundle.first.message)


def _href(bundle: Bundle) -> str:
    cell = bundle.first.cell
    return f"#{anchor(cell.place, cell.field)}" if cell else f"#gap-{bundle.first.rule}"


def _evidence(reading: Reading, bundle: Bundle) -> tuple[str, ...]:
    sentences = (reading.text(item.text) for gap in bundle.gaps for item in gap.evidence)
    return tuple(dict.fromkeys(sentences))
