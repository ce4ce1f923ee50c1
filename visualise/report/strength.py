"""How strong each network is: profiles in sentences with numbers, tables for small networks. Never one grade."""

from graph.phrases import percent
from graph.scope import COOPERATION, SHARED_MEASURES
from graph.strength.formula import SMALLEST
from graph.strength.profile import NetworkStrength
from visualise.reading import TOLD, Reading
from visualise.report import waves
from visualise.report.blocks import Block, Prose
from visualise.report.profile import profile
from visualise.report.profile_spec import Profile, Profiles
from visualise.report.spec import Section
from visualise.table import Column, Group, Row, Table, cell


def section(reading: Reading) -> Section:
    """The profile of the scope's network, of those of its fields, and tables of the others."""
    return _section(reading, reading.once(_profiles), *waves.blocks(reading), *_others(reading))


def brief(reading: Reading) -> Section:
    """Only the network as a whole, and how it went from survey to survey."""
    return _section(reading, (_whole(reading),), *waves.blocks(reading))


def _section(reading: Reading, shown: tuple[Profile, ...], *others: Block) -> Section:
    words, wave = reading.words, reading.wave
    aside = words("strength.asideWave", survey=wave.survey.title) if wave else reading.survey_words("survey.aside")
    profiles = Profiles(profiles=shown, table=_numbers(reading, shown))
    return Section(key="strength", aside=aside, say=_say(reading), blocks=(profiles, *others))


def loose(reading: Reading) -> str:
    """That of most actors no tie is known, if so: then nothing else can be said about the network."""
    one = reading.whole
    alone_now = len(one.metric("isolates").members)
    return reading.words("strength.loose", n=alone_now, of=one.n) if 2 * alone_now > one.n else ""


def measured(reading: Reading) -> dict[str, str]:
    """The names of the measures with a number in the profiles, by key."""
    lines = (line for one in reading.once(_profiles) for line in one.lines)
    return {number.key: number.name for line in lines for number in line.numbers}


def _profiles(reading: Reading) -> tuple[Profile, ...]:
    return (_whole(reading), *_by_field(reading))


def _say(reading: Reading) -> str:
    if reading.whole.m == 0:
        return reading.words("strength.none")
    return loose(reading) or reading.text(reading.whole.metric("components").explanation)


def _whole(reading: Reading) -> Profile:
    """The profile of the whole scope."""
    (one,) = _told(reading, None)
    return profile(reading, one, "net-0")


def _by_field(reading: Reading) -> tuple[Profile, ...]:
    """The profiles of the networks of each main field that is large enough for numbers."""
    if reading.scope.field is not None:
        return ()
    found = _told(reading, "field")
    return tuple(profile(reading, one, f"net-{n}") for n, one in enumerate(found, start=1) if one.n >= SMALLEST)


def _told(reading: Reading, by: str | None) -> list[NetworkStrength]:
    """Networks by their profiles alone."""
    return reading.strengths(by, COOPERATION, ())


def _numbers(reading: Reading, profiles: tuple[Profile, ...]) -> Table:
    """Every number of the profiles in rows."""
    words = reading.words
    heads = ("metric.network", "metric.line", "metric.name", "metric.value", "metric.rangeHead", "metric.compared")
    groups = tuple(
        Group(
            title=one.title,
            rows=tuple(
                Row(
                    cells=(
                        cell(one.title),
                        cell(line.name),
                        cell(number.name),
                        cell(number.value or words("metric.none")),
                        cell(number.range),
                        cell("; ".join(number.compared)),
                    )
                )
                for line in one.lines
                for number in line.numbers
            ),
        )
        for one in profiles
    )
    return Table(
        key="strength-numbers",
        caption=words("metric.caption"),
        columns=tuple(Column(label=words(head)) for head in heads),
        groups=groups,
    )


def _others(reading: Reading) -> list[Block]:
    """Networks as tables: by place, by group, what shared measures join; those too small for numbers are named."""
    kinds = [(by, by, COOPERATION) for by in ("field", "place", "group") if getattr(reading.scope, by) is None]
    found: list[Block] = []
    for key, by, layer in (*kinds, ("shared", "dataset", SHARED_MEASURES)):
        found += _table(reading, key, by, layer)
    return found


def _table(reading: Reading, key: str, by: str, layer: str) -> list[Block]:
    words = reading.words
    found = reading.strengths(by, layer, TOLD)
    small = [f"{reading.text(one.name)} ({words.number(one.n)})" for one in found if one.n < SMALLEST]
    enough = [
        one for one in found if one.n >= SMALLEST and by != "field"
    ]  # those of fields have a profile of their own
    blocks: list[Block] = []
    if enough:
        columns = (
            Column(label=words(f"networks.{key}Head"), width="w22"),
            Column(label=words("metric.n"), width="w10", number=True),
            Column(label=words("metric.m"), width="w14", number=True),
            Column(label=words("metric.density"), width="w10", number=True),
            Column(label=words("metric.means")),
        )
        rows = tuple(_row(reading, one) for one in enough)
        caption, sub = words(f"networks.{key}"), words(f"networks.{key}Sub")
        blocks.append(
            Table(key=f"networks-{key}", caption=caption, sub=sub, columns=columns, groups=(Group(rows=rows),))
        )
    if small:
        heading = "" if enough else words(f"networks.{key}")
        blocks.append(Prose(heading=heading, sentences=(words("networks.small", names=", ".join(small)),), small=True))
    return blocks


def _row(reading: Reading, one: NetworkStrength) -> Row:
    words, density = reading.words, one.metric("density").value
    telling = one.metric("cutPoints" if one.m else "isolates")
    return Row(
        cells=(
            cell(reading.text(one.name)),
            cell(words.number(one.n), value=one.n),
            cell(words.number(one.m), value=one.m),
            cell(reading.text(percent(density)) if density is not None else words("metric.none"), value=density),
            cell(reading.text(telling.explanation)),
        )
    )
