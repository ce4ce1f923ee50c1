"""What of a profile may be told to somebody who does not see everything, see `graph.disclosure`."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from graph.language import Text
from graph.metric import Metric, Reason
from graph.model import Record
from graph.profile.line import Line
from graph.profile.teller import CONCEPTS


def told_lines(
    seen: Iterable[Line],
    whole: Iterable[Line],
    *,
    answers: bool,
    all_of_them: bool,
    covers: Callable[[tuple[type[Record], ...]], bool],
    withheld: Callable[[Line], Line],
) -> tuple[Line, ...]:
    """The lines that say the same of what the viewer sees and of the whole graph, ranges and surveys apart.

    `answers` says that answers in surveys are hidden: then lines that rest on them are withheld; `seen` then has to be
    told without them. `all_of_them` says that nothing hidden may bear on the network of all actors: else a part is not
    held to it. `covers` says whether something hidden of some kinds may bear on the network. What a line names
    comes from what the viewer sees.
    """
    theirs = {line.key: line for line in whole}
    concepts = {concept.key: concept for concept in CONCEPTS}
    return tuple(
        withheld(line)
        if (answers and concepts[line.key].of_answers)
        or covers(concepts[line.key].rests_on)
        or line.key not in theirs
        or _bare(line) != _bare(theirs[line.key])
        else _held_to(line, theirs[line.key], all_of_them=all_of_them)
        for line in seen
    )


def _held_to(line: Line, theirs: Line, *, all_of_them: bool) -> Line:
    """The line without comparisons with all actors that are not the same for the whole graph."""
    wide = {(one.key, one.by): one.value for one in theirs.comparison if one.kind == "all"} if all_of_them else {}
    return replace(
        line,
        comparison=tuple(
            one for one in line.comparison if one.kind != "all" or wide.get((one.key, one.by)) == one.value
        ),
    )


def withheld_line(line: Line, sentence: Text, number: Callable[[Metric], Metric]) -> Line:
    """A line of which nothing is told but that it is there."""
    return Line(
        key=line.key,
        name=line.name,
        sentence=sentence,
        metrics=tuple(number(metric) for metric in line.metrics),
        reason=Reason.SUPPRESSED,
    )


def _bare(line: Line) -> tuple[object, ...]:
    """What a line says apart from ranges, surveys and its wording."""
    numbers = [(one.key, one.by, one.value, one.n, one.m, one.members) for one in line.metrics]
    return numbers, line.members, line.evidence, line.groups, line.indicator
