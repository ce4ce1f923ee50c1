"""The last section of a report: how it was counted, what nobody knows, formulas, where it comes from."""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from graph.coverage.cube import CellState
from graph.gaps.gap import Truth
from graph.model import Source
from visualise.reading import Reading
from visualise.report.blocks import Block, Listing, Prose
from visualise.report.spec import Section
from visualise.report.strength import measured
from visualise.table import Column, Group, Row, Table, cell


def method(reading: Reading) -> tuple[str, ...]:
    """How it was counted."""
    words = reading.words
    wave = reading.wave
    survey = reading.survey_words("survey.method")
    if wave is not None:
        survey = words("method.survey", survey=wave.survey.title, asked=len(wave.asked), answered=len(wave.answered))
    ranges = (words("method.range"),) if wave is not None else ()
    return words("method.coverage"), words("method.ties"), survey, *ranges, words("method.thresholds")


def unknown(reading: Reading) -> tuple[str, ...]:
    """What nobody knows, said plainly."""
    words, cube, found = reading.words, reading.cube, []
    if n := cube.whole.counts[CellState.UNKNOWN]:
        found.append(words("unknown.cells", n=n, of=len(cube.cells)))
    if cube.unplaced:
        found.append(words.count("unknown.unplaced", len(cube.unplaced)))
    wave = reading.wave
    if wave is None:
        found.append(reading.survey_words("survey.unknown"))
    elif silent := len(wave.asked - wave.answered):
        found.append(words.count("unknown.silent", silent))
    loose = sum(gap.rule == "G8" and gap.truth is Truth.UNKNOWN for gap in reading.gaps)
    if loose:
        found.append(words.count("unknown.loose", loose))
    if cube.concept is not None and not cube.concept_complete:
        found.append(words("unknown.plan", plan=reading.name(cube.concept)))
    return (*found, words("unknown.always"))


def formulas(reading: Reading) -> Table:
    """How the numbers of the profiles are computed, and after whom."""
    words = reading.words
    names = {key: name for key, name in reading.once(measured).items() if f"formula.{key}" in words.texts}
    rows = tuple(Row(cells=(cell(name), cell(words(f"formula.{key}")))) for key, name in names.items())
    return Table(
        key="formulas",
        caption=words("method.formulas"),
        sub=words("method.formulasSub"),
        columns=(Column(label=words("metric.name"), width="w28"), Column(label=words("method.formula"))),
        groups=(Group(rows=rows),),
    )


def _sources(reading: Reading) -> Block:
    """The sources of the dataset, each once."""
    words = reading.words
    found: dict[str, str] = {}
    for source in reading.view.all(Source, reading.dataset):
        detail = [source.kind or "", reading.when(source.date), reading.name(source.publisher)]
        found.setdefault(source.title, " · ".join(part for part in detail if part))
    if not found:
        return Prose(heading=words("method.sources"), key="sources", sentences=(words("method.noSources"),))
    return Listing(heading=words("method.sources"), key="sources", entries=tuple(found.items()))


def attributions(reading: Reading) -> tuple[str, ...]:
    """Whom the report has to name, by the sources of the dataset."""
    titles = [source.title for source in reading.view.all(Source, reading.dataset)]
    return tuple(
        entry[reading.language] for entry in _attributions() if any(entry["source"] in title for title in titles)
    )


@cache
def _attributions() -> list[dict[str, str]]:
    with (Path(__file__).parent / "attributions.toml").open("rb") as file:
        entries: list[dict[str, str]] = tomllib.load(file)["attribution"]
    return entries


def section(reading: Reading) -> Section:
    """How much is unknown, in one sentence; how it was counted, formulas, sources."""
    told, numbers = brief(reading), formulas(reading)
    blocks = (*told.blocks, *((numbers,) if numbers.size else ()), _sources(reading))
    return replace(told, blocks=blocks)


def brief(reading: Reading) -> Section:
    """The same without formulas and sources, but with those who have to be named."""
    words, cube = reading.words, reading.cube
    unknown_cells = cube.whole.counts[CellState.UNKNOWN]
    said = [words("method.sayCells", n=unknown_cells, of=len(cube.cells))] if cube.cells else []
    wave = reading.wave
    if wave is None:
        said.append(reading.survey_words("survey.say"))
    else:
        said.append(words("method.saySurvey", silent=len(wave.asked - wave.answered), asked=len(wave.asked)))
    named = attributions(reading)
    return Section(
        key="method",
        aside=words("method.aside"),
        say=" ".join(said),
        blocks=(
            Prose(heading=words("method.how"), sentences=method(reading), half=True),
            Prose(heading=words("method.unknown"), key="unknown", sentences=unknown(reading), half=True),
            *((Prose(sentences=named, small=True),) if named else ()),
        ),
    )


def foot(reading: Reading) -> tuple[str, ...]:
    """What has to be said where there is no section on method: how to read it, where there is more, whom to name."""
    return reading.words("method.foot"), *attributions(reading)
