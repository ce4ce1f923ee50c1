"""What of an analysis may be told to somebody who does not see everything.

Answers are worked out twice: on what everybody of the viewer's role sees, and on the whole graph. What is said to be
there rests on what the viewer sees and is told. What is said to be missing, few or weak rests on all there is: it is
told where nothing hidden can bear on it, and else withheld, whether or not the hidden would change it. So what is
withheld says that something hidden lies in the municipality, not what it is, nor which way it would turn the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph import model as m
from graph.coverage.cube import Cell, CellState, Cube
from graph.gaps.gap import Gap
from graph.language import Text
from graph.metric import Metric, Reason
from graph.picture import View
from graph.profile.disclosed import told_lines, withheld_line
from graph.profile.line import Line
from graph.questions.question import Answer, Row
from graph.rights import open_classes
from graph.scope import Scope
from graph.shade import Shade, Where, Whereabouts
from graph.strength import all_formulas
from graph.strength.profile import NetworkStrength

WITHHELD = Text(
    "Nicht alles in diesem Netz ist öffentlich, deshalb steht hier keine Zahl.",
    "Not everything in this network is public, so there is no number here.",
)

NOT_ALL = Text(
    "Nicht alles in diesem Datensatz ist öffentlich; was auf Verborgenem beruhen kann, fehlt hier.",
    "Not everything in this dataset is public; what may rest on something hidden is missing here.",
)

COVERING: tuple[type[m.Record], ...] = (
    m.Measure, m.Offer, m.Inventory, m.CellDecision, m.Plan, m.Place, m.Term, m.Responsibility, m.StatusReport,
)  # fmt: skip
"""What cells of the coverage cube rest on."""

JOINING: tuple[type[m.Record], ...] = (
    m.Actor, m.Tie, m.Measure, m.Offer, m.Responsibility, m.Contribution, m.Membership, m.Group, m.Plan, m.Place,
    m.Term,
)  # fmt: skip
"""What networks rest on, answers in surveys apart."""

ANSWERS: tuple[type[m.Record], ...] = (m.Survey, m.Inquiry, m.TieReport)
"""What ranges and response rates rest on."""

_NEGATIVE = frozenset({CellState.NOMINAL, CellState.GAP, CellState.NOT_REQUIRED})


class Shades:
    """Where something is hidden from those who see `seen`, a part of `whole`."""

    def __init__(self, seen: View, whole: View, dataset: str) -> None:
        self._whole = whole
        self._seen = seen
        self._whereabouts = Whereabouts(whole, dataset)
        in_part = [kind for kind in m.KINDS.values() if open_classes(seen.viewer, kind, dataset)]
        self.anything = self._whereabouts.of_hidden(seen, in_part)
        self.covering = self._whereabouts.of_hidden(seen, COVERING)
        self.joining = self._whereabouts.of_hidden(seen, JOINING)
        self.answers = any(not seen.shows(r.id) for kind in ANSWERS for r in whole.all(kind, dataset))

    @property
    def anywhere(self) -> bool:
        """Whether anything is hidden at all."""
        return self.anything != Shade() or self.answers

    def clear(self, kinds: Iterable[type[m.Record]]) -> bool:
        """Whether nothing of these kinds is hidden anywhere."""
        return self._whereabouts.of_hidden(self._seen, kinds) == Shade()

    def over(self, ref: str) -> bool:
        """Whether something hidden may bear on what is missing of a record."""
        return self.anything.covers(self._at(ref))

    def over_gap(self, gap: Gap) -> bool:
        """Whether something hidden may bear on it."""
        if gap.cell is not None:
            return self.covering.covers(frozenset({gap.cell.place}))
        return self.anything.covers(self._at(gap.subject.id if gap.subject else None))

    def over_row(self, row: Row) -> bool:
        """Whether something hidden may bear on a row of an answer."""
        return any(self.over(record.id) for record in row.about)

    def over_network(self, scope: Scope) -> bool:
        """Whether something hidden may bear on it.

        Only its place counts: whatever else it is narrowed by, the answer is the same, so that nobody can ask their way
        to what is hidden.
        """
        return self.joining.covers(self._at(scope.place))

    def over_line(self, scope: Scope, kinds: tuple[type[m.Record], ...]) -> bool:
        """Whether something hidden of these kinds may bear on what is told of a network."""
        return self._whereabouts.of_hidden(self._seen, kinds).covers(self._at(scope.place))

    def _at(self, ref: str | None) -> Where:
        return self._whereabouts.of(self._whole.get(ref)) if ref is not None else None


def told_gaps(seen: Sequence[Gap], whole: Iterable[Gap], shades: Shades) -> list[Gap]:
    """The gaps on which nothing hidden can bear, of those rules that say the same of the whole graph there.

    A rule that does not (it rests on answers in surveys, say) is withheld as a whole.
    """
    clear = [gap for gap in seen if not shades.over_gap(gap)]
    all_clear = (gap for gap in whole if not shades.over_gap(gap))
    mine, theirs = _by_rule(clear), _by_rule(all_clear)
    return [gap for gap in clear if mine[gap.rule] == theirs[gap.rule]]


def told_answer(seen: Answer, whole: Answer, shades: Shades) -> Answer:
    """The rows on which nothing hidden can bear, if the answer on the whole graph says the same there; else none.

    An answer that is not the whole one says so (`complete`).
    """
    if not shades.anywhere and _same(seen.rows, whole.rows):
        return seen
    clear = tuple(row for row in seen.rows if not shades.over_row(row))
    all_clear = tuple(row for row in whole.rows if not shades.over_row(row))
    rows = clear if _same(clear, all_clear) else ()
    return replace(seen, rows=rows, remarks=(NOT_ALL,), complete=False)


def told_cube(seen: Cube, whole: Cube, shade: Shade) -> Cube:
    """The cube as the viewer sees it.

    Where something is hidden, what is covered is told without what is missing there; a cell that would be called a gap,
    only planned or not required is suppressed; one that is unknown to the viewer stays unknown. A cell elsewhere that
    the whole graph has otherwise means that something hidden reaches further than its place: then all are treated so.
    """
    theirs = {_key(cell): cell for cell in whole.cells}
    clear = (cell for cell in seen.cells if not shade.covers(frozenset({cell.place})))
    if any(theirs.get(_key(cell)) != cell for cell in clear):
        shade = Shade(everywhere=True)
    cells = tuple(_shaded(cell) if shade.covers(frozenset({cell.place})) else cell for cell in seen.cells)
    return replace(seen, cells=cells)


def told_strength(seen: NetworkStrength, whole: NetworkStrength | None, shades: Shades) -> NetworkStrength | None:
    """The viewer's network with its numbers; None where they have to be withheld (`withheld`)."""
    if shades.over_network(seen.scope) or whole is None or _core(seen) != _core(whole):
        return None
    theirs = {(metric.key, metric.by): metric.value for metric in whole.metrics}
    of_answers, hanging = _of_answers(), _hanging_on_answers()
    metrics = tuple(
        _withheld(metric)
        if (metric.key in of_answers and shades.answers)
        or (metric.key in hanging and metric.value != theirs[metric.key, metric.by])
        else metric
        for metric in seen.metrics
    )
    lines = told_lines(
        seen.profile,
        whole.profile,
        answers=shades.answers,
        all_of_them=not shades.over_network(Scope(seen.scope.dataset)),
        covers=lambda kinds: shades.over_line(seen.scope, kinds),
        withheld=_withheld_line,
    )
    told = replace(seen, metrics=metrics, profile=lines)
    return _without_ranges(told) if shades.answers else told


def withheld(seen: NetworkStrength) -> NetworkStrength:
    """The network with its members and without its numbers."""
    lines = tuple(_withheld_line(line) for line in seen.profile)
    metrics = tuple(_withheld(metric) for metric in seen.metrics)
    return replace(seen, metrics=metrics, profile=lines, response_rate=None)


def _withheld_line(line: Line) -> Line:
    return withheld_line(line, WITHHELD, _withheld)


def _withheld(metric: Metric) -> Metric:
    return replace(
        metric, value=None, low=None, high=None, members=(), response_rate=None, method=None, error=None,
        reason=Reason.SUPPRESSED, explanation=WITHHELD,
    )  # fmt: skip


def _of_answers() -> frozenset[str]:
    return frozenset(formula.key for formula in all_formulas() if formula.of_answers)


def _hanging_on_answers() -> frozenset[str]:
    """The measures that rest on answers or are only told where enough have answered."""
    return frozenset(formula.key for formula in all_formulas() if formula.of_answers or formula.fragile)


def _by_rule(gaps: Iterable[Gap]) -> dict[str, dict[str, Gap]]:
    found: dict[str, dict[str, Gap]] = defaultdict(dict)
    for gap in gaps:
        found[gap.rule][gap.id] = gap
    return found


def _same(some: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether two answers say the same of the same; what the rows are read from may differ."""
    return [_said(row) for row in some] == [_said(row) for row in others]


def _said(row: Row) -> tuple[object, ...]:
    return (*(record.id for record in row.about), *row.cells, row.truth)


def _shaded(cell: Cell) -> Cell:
    if cell.state in _NEGATIVE:
        return Cell(cell.field, cell.place, cell.target_group, CellState.SUPPRESSED)
    return replace(cell, marks=(), in_concept=cell.in_concept or None)


def _core(profile: NetworkStrength) -> NetworkStrength:
    """The profile without what rests on answers in surveys, how ranges were found among it."""
    bare = _without_ranges(profile)
    hanging = _hanging_on_answers()
    rest = (metric for metric in bare.metrics if metric.key not in hanging)
    metrics = tuple(replace(metric, explanation=WITHHELD, method=None) for metric in rest)
    return replace(bare, metrics=metrics, profile=())


def _without_ranges(profile: NetworkStrength) -> NetworkStrength:
    lines = (replace(line, metrics=tuple(_without_range(one) for one in line.metrics)) for line in profile.profile)
    metrics = tuple(_without_range(metric) for metric in profile.metrics)
    return replace(profile, metrics=metrics, profile=tuple(lines), response_rate=None)


def _without_range(metric: Metric) -> Metric:
    reason = Reason.SUPPRESSED if metric.value is not None else metric.reason
    return replace(metric, low=None, high=None, response_rate=None, reason=reason)


def _key(cell: Cell) -> tuple[str, str, str]:
    return cell.field, cell.place, cell.target_group
