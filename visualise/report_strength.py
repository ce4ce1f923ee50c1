"""The strength of networks in a report: a line with one sentence for each measure, tables for small networks."""

from graph.metric import Metric
from graph.model import Actor, Ref
from graph.phrases import number, percent
from graph.scope import COOPERATION, SHARED_MEASURES
from graph.strength.cut_points import detached, fallen_off
from graph.strength.formula import SMALLEST
from graph.strength.profile import NetworkStrength, strengths
from visualise.reading import TOLD, Reading
from visualise.report_spec import Bar, Holder, MetricLine, Named, NetworkRow, NetworkTable, Profile, Section

_SHARES = frozenset({"density", "degreeCentralization", "fragmentation"})
_TOPS = (0.1, 0.25, 0.5, 1.0)


def whole(reading: Reading) -> Profile:
    """The profile of the whole scope."""
    return _profile(reading, reading.whole, "net-0")


def by_field(reading: Reading) -> tuple[Profile, ...]:
    """The profiles of the networks of each main field that is large enough for numbers."""
    if reading.scope.field is not None:
        return ()
    found = strengths(reading.view, reading.dataset, "field", COOPERATION, reading.on, scope=reading.scope, keys=TOLD)
    return tuple(_profile(reading, one, f"net-{n}") for n, one in enumerate(found, start=1) if one.n >= SMALLEST)


def tables(reading: Reading) -> tuple[NetworkTable, ...]:
    """Networks as tables: by place, by group, what shared measures join; those too small for numbers are named."""
    found = [
        _table(reading, by, by, COOPERATION) for by in ("field", "place", "group") if getattr(reading.scope, by) is None
    ]
    found.append(_table(reading, "shared", "dataset", SHARED_MEASURES))
    return tuple(table for table in found if table.rows or table.small)


def section(reading: Reading) -> Section:
    """The key sentence on the network of the scope."""
    words, wave = reading.words, reading.wave
    aside = words("strength.asideWave", survey=wave.survey.title) if wave else reading.survey_words("survey.aside")
    if reading.whole.m == 0:
        return Section(aside=aside, say=words("strength.none"))
    return Section(aside=aside, say=loose(reading) or reading.text(reading.whole.metric("components").explanation))


def loose(reading: Reading) -> str:
    """That of most actors no tie is known, if so: then nothing else can be said about the network."""
    one = reading.whole
    alone_now = len(one.metric("isolates").members)
    return reading.words("strength.loose", n=alone_now, of=one.n) if 2 * alone_now > one.n else ""


def holders(reading: Reading) -> tuple[Holder, ...]:
    """On whom others depend: the actors without whom somebody loses the connection, by name; no ranking."""
    network = reading.network
    found = []
    for index in sorted(detached(network)):
        ref = network.ids[index]
        names = [network.names[i] for i in fallen_off(network, index)]
        found.append(
            Holder(
                name=network.names[index],
                symbol=reading.symbol(ref).key,
                kind=reading.name(_first_type(reading, ref)),
                lost=reading.words.count("holders.lost", len(names), names=reading.listed(names)),
            )
        )
    return tuple(found)


def dependence(reading: Reading) -> str:
    """Without whom most actors lose the connection, and on how many others somebody depends as well."""
    words, metric = reading.words, reading.whole.metric("cutPoints")
    network = reading.network
    lost = detached(network) if metric.value else {}
    if not lost:
        return reading.text(metric.explanation)
    gravest = max(lost, key=lambda i: (lost[i], -i))
    said = words.count("dependence.one", lost[gravest], name=network.names[gravest])
    return said if len(lost) == 1 else said + " " + words.count("dependence.others", len(lost) - 1)


def alone(reading: Reading) -> tuple[Named, ...]:
    """The actors that answered the newest survey and have no tie."""
    wave = reading.wave
    refs = [Ref(ref) for ref in reading.whole.metric("isolates").members]
    return tuple(
        Named(name=reading.name(ref), symbol=reading.symbol(ref).key)
        for ref in refs
        if wave is not None and ref in wave.answered
    )


def holders_section(reading: Reading) -> Section:
    """What stands above the table of those on whom others depend."""
    words = reading.words
    say = words("strength.none") if reading.whole.m == 0 else loose(reading) or dependence(reading)
    return Section(aside=words("holders.aside"), say=say)


def _first_type(reading: Reading, ref: Ref) -> Ref | None:
    actor = reading.view.one(Actor, ref)
    return actor.type[0] if actor and actor.type else None


def _profile(reading: Reading, one: NetworkStrength, anchor: str) -> Profile:
    words = reading.words
    meta = [words.count("n.actors", one.n), words.count("n.ties", one.m)]
    meta.append(
        words("strength.answered", rate=reading.text(percent(one.response_rate)))
        if one.response_rate is not None
        else reading.survey_words("survey.meta")
    )
    told = [one.metric(key) for key in TOLD]
    sentences, common = _without_common_ending([reading.text(metric.explanation) for metric in told])
    return Profile(
        anchor=anchor,
        title=words("strength.network", name=reading.text(one.name)),
        meta=" · ".join(meta),
        note=common,
        lines=tuple(_line(reading, metric, said) for metric, said in zip(told, sentences, strict=True)),
    )


def _without_common_ending(sentences: list[str]) -> tuple[list[str], str]:
    """What every line would repeat at its end is said once: the lines without it, and the common sentence."""
    endings = {text.rpartition(". ")[2] for text in sentences if ". " in text}
    if len(endings) != 1 or not all(". " in text for text in sentences):
        return sentences, ""
    return [text.rpartition(". ")[0] + "." for text in sentences], endings.pop()


def _line(reading: Reading, metric: Metric, sentence: str) -> MetricLine:
    ranged = metric.low is not None and metric.high is not None and metric.low != metric.high
    return MetricLine(
        key=metric.key,
        name=reading.text(metric.name),
        gloss=reading.words(f"gloss.{metric.key}"),
        value=_written(reading, metric.key, metric.value),
        range=reading.words(
            "metric.range",
            low=_written(reading, metric.key, metric.low),
            high=_written(reading, metric.key, metric.high),
        )
        if ranged
        else "",
        bar=_bar(reading, metric),
        sentence=sentence,
    )


def _written(reading: Reading, key: str, value: float | None) -> str:
    if value is None:
        return ""
    return reading.text(percent(value) if key in _SHARES else number(int(value)))


def _bar(reading: Reading, metric: Metric) -> Bar | None:
    if metric.value is None:
        return None
    top = _top(metric)
    return Bar(
        value=min(1.0, metric.value / top),
        low=None if metric.low is None or metric.low == metric.high else max(0.0, metric.low / top),
        high=None if metric.high is None or metric.low == metric.high else min(1.0, metric.high / top),
        top=_written(reading, metric.key, top),
    )


def _top(metric: Metric) -> float:
    """Where the scale ends: the natural maximum; a density, always far from it, on the next round share."""
    if metric.key == "density":
        most = max(metric.value or 0, metric.high or 0)
        return next((top for top in _TOPS if most <= top), 1.0)
    if metric.key in _SHARES:
        return 1.0
    return max(1, metric.m if metric.key == "bridges" else metric.n)


def _table(reading: Reading, key: str, by: str, layer: str) -> NetworkTable:
    words = reading.words
    found = strengths(reading.view, reading.dataset, by, layer, reading.on, scope=reading.scope, keys=TOLD)
    small = [f"{reading.text(one.name)} ({words.number(one.n)})" for one in found if one.n < SMALLEST]
    enough = [one for one in found if one.n >= SMALLEST]
    if by == "field":  # the larger ones have a profile of their own
        enough = []
    return NetworkTable(
        caption=words(f"networks.{key}"),
        sub=words(f"networks.{key}Sub"),
        head=words(f"networks.{key}Head"),
        rows=tuple(_row(reading, one) for one in enough),
        small=words("networks.small", names=", ".join(small)) if small else "",
    )


def _row(reading: Reading, one: NetworkStrength) -> NetworkRow:
    telling = one.metric("cutPoints" if one.m else "isolates")
    return NetworkRow(
        name=reading.text(one.name),
        n=reading.words.number(one.n),
        m=reading.words.number(one.m),
        density=_written(reading, "density", one.metric("density").value) or reading.words("metric.none"),
        sentence=reading.text(telling.explanation),
    )
