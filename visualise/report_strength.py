"""The strength of networks in a report: their profiles, tables for small networks, and who holds them together."""

from graph.model import Actor, Ref
from graph.phrases import percent
from graph.scope import COOPERATION, SHARED_MEASURES
from graph.strength.cut_points import detached, fallen_off
from graph.strength.formula import SMALLEST
from graph.strength.profile import NetworkStrength, strengths
from visualise.reading import TOLD, Reading
from visualise.report_profile import profile
from visualise.report_spec import Holder, Named, NetworkRow, NetworkTable, Profile, Section


def whole(reading: Reading) -> Profile:
    """The profile of the whole scope."""
    (one,) = _told(reading, None)
    return profile(reading, one, "net-0")


def by_field(reading: Reading) -> tuple[Profile, ...]:
    """The profiles of the networks of each main field that is large enough for numbers."""
    if reading.scope.field is not None:
        return ()
    found = _told(reading, "field")
    return tuple(profile(reading, one, f"net-{n}") for n, one in enumerate(found, start=1) if one.n >= SMALLEST)


def _told(reading: Reading, by: str | None) -> list[NetworkStrength]:
    """Networks by their profiles alone."""
    return strengths(
        reading.view, reading.dataset, by, COOPERATION, reading.on, scope=reading.scope, keys=(), teller=reading.teller
    )


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
        density=_density(reading, one) or reading.words("metric.none"),
        sentence=reading.text(telling.explanation),
    )


def _density(reading: Reading, one: NetworkStrength) -> str:
    value = one.metric("density").value
    return reading.text(percent(value)) if value is not None else ""
