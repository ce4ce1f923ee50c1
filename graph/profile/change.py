"""Change: what became of the network between two surveys, or since an earlier day."""

from graph.language import Text
from graph.metric import Reason
from graph.model import Ref, Term
from graph.network.collaboration import collaboration
from graph.network.network import Network
from graph.network.wave_change import Pair, WaveChange, change_between
from graph.phrases import counted, joined, listed, number
from graph.profile.centre import SHARE_OF_TIES
from graph.profile.line import Comparison, Concept, Told
from graph.profile.sight import Before, Sight
from graph.profile.words import NONE, beside_all, earlier, without_caveat
from graph.scope import COOPERATION
from graph.strength.written import written

LEAST_IN_GROUP = 5
"""Of smaller types of actors nothing is said of a first tie: that they had none may mean little."""

_NAMED = 3

_ONLY_TIES = Text(
    "Von früher erzählen Befragungen, und die nur von Verbindungen, nicht von Maßnahmen.",
    "Of earlier times surveys tell, and only of ties, not of measures.",
)

_BETTER = {
    "density": (Text("dichter", "denser"), Text("lockerer", "looser")),
    "meanLevel": (Text("enger", "closer"), Text("weniger eng", "less close")),
    "degreeCentralization": (
        Text("stärker auf eine Stelle ausgerichtet", "more centred on one actor"),
        Text("weniger auf eine Stelle ausgerichtet", "less centred on one actor"),
    ),
}


def change(sight: Sight) -> Told:
    """Density, level, fragmentation and centralization then and now; ties that came and went; first ties between types.

    Between two surveys ties are told of the actors asked in both, and of how many earlier ties the newer survey says
    nothing, because one of the two was not asked again or neither answered. `members`: the actors that left and those
    that entered; `evidence`: nothing, as ties that ended are no entries of the network.
    """
    before = sight.before
    lasting = sight.metric("jaccard")
    if before is None or lasting.reason is Reason.N_TOO_SMALL:
        of_work = sight.network.scope.layer != COOPERATION and lasting.reason is not Reason.N_TOO_SMALL
        sentence = _ONLY_TIES if of_work else without_caveat(sight, lasting)
        return Told(sentence=sentence, metrics=(lasting,), reason=lasting.reason or Reason.NOT_SURVEYED)
    compared = earlier(sight, "density", "fragmentation", "degreeCentralization", SHARE_OF_TIES, "meanLevel")
    was, now = before.earlier.network, before.later.network
    then, today = frozenset(was.ids), frozenset(now.ids)
    entered = tuple(ref for ref in now.ids if ref not in then)
    left = tuple(ref for ref in was.ids if ref not in today)
    return Told(
        sentence=joined(_grew(before, compared), _ties(was, now), _silent(was, now, left), _first_ties(was, now)),
        metrics=(lasting,) if _of_surveys(was, now) else (),
        comparison=(*compared, *(beside_all(sight, "jaccard") if _of_surveys(was, now) else ())),
        members=(*left, *entered),
    )


def first_ties(was: Network, now: Network) -> tuple[tuple[Ref, Ref], ...]:
    """The pairs of types of actors of which nobody was joined earlier and somebody is now, both with five or more."""
    then, later = collaboration(was, "actorType"), collaboration(now, "actorType")
    return tuple(
        ends
        for ends, cell in later.cells.items()
        if cell.ties
        and all(min(then.size.get(end, 0), later.size[end]) >= LEAST_IN_GROUP for end in ends)
        and not then.between(*ends).ties
    )


def silent(was: Network, now: Network) -> tuple[Pair, ...]:
    """The earlier ties that are not told any more and of which the newer survey says neither yes nor no."""
    wave, there = now.wave, set(_pairs(now))
    if wave is None or not _of_surveys(was, now):
        return ()
    return tuple(pair for pair in _pairs(was) if pair not in there and not wave.knows(*pair))


def _pairs(network: Network) -> list[Pair]:
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    both = (sorted((network.ids[i], network.ids[j])) for i, j in ends)
    return [(a, b) for a, b in both]


def _of_surveys(was: Network, now: Network) -> bool:
    """Whether two surveys are compared, not two days."""
    return was.wave is not None and now.wave is not None and was.wave.survey.id != now.wave.survey.id


def _grew(before: Before, compared: tuple[Comparison, ...]) -> Text:
    basis, parts = before.basis, []
    if not before.comparable:
        most = max(before.earlier.network.n, before.later.network.n)
        return counted(
            before.both,
            Text(
                "Mit {basis} lässt sich das kaum vergleichen: Nur {n} von {all} Akteuren gehörte schon damals dazu.",
                "This can hardly be compared with {basis}: only {n} of {all} actors belonged to it then.",
            ),
            Text(
                "Mit {basis} lässt sich das kaum vergleichen: Nur {n} von {all} Akteuren gehörten schon damals dazu.",
                "This can hardly be compared with {basis}: only {n} of {all} actors belonged to it then.",
            ),
            basis=basis,
            all=number(most),
        )
    for one in compared:
        first, then = written(one.key, one.value), written(one.key, one.now)
        if one.key in _BETTER and first != then:  # what reads alike has not changed
            up, down = _BETTER[one.key]
            words = Text("{word} ({was} → {now})", "{word} ({was} → {now})")
            parts.append(words.fill(word=up if one.now > one.value else down, was=first, now=then))
    if before.earlier.few_answers or before.later.few_answers:
        return Text(
            "Wie sehr sich das Netz seit {basis} verändert hat, lässt sich aus so wenigen Antworten nicht sagen.",
            "How much the network has changed since {basis} cannot be told from so few answers.",
        ).fill(basis=basis)
    if not parts:
        return Text("Seit {basis} hat sich wenig geändert.", "Little has changed since {basis}.").fill(basis=basis)
    return Text("Seit {basis}: {parts}.", "Since {basis}: {parts}.").fill(basis=basis, parts=listed(parts))


def _ties(was: Network, now: Network) -> Text:
    if not _of_surveys(was, now):
        then, there = set(_pairs(was)), set(_pairs(now))
        return Text("Verbindungen: {born} hinzugekommen, {gone} weggefallen.", "Ties: {born} came, {gone} went.").fill(
            born=number(len(there - then)), gone=number(len(then - there))
        )
    found: WaveChange = change_between(was, now)
    if len(found.both) < 2:
        return NONE
    return Text(
        "Verbindungen der {n} beide Male Befragten: {kept} geblieben, {born} hinzugekommen, {gone} weggefallen.",
        "Ties of the {n} asked both times: {kept} lasted, {born} came, {gone} went.",
    ).fill(
        n=number(len(found.both)),
        born=number(len(found.born)),
        gone=number(len(found.gone)),
        kept=number(len(found.kept)),
    )


def _silent(was: Network, now: Network, left: tuple[Ref, ...]) -> Text:
    lost = silent(was, now)
    if not lost:
        return NONE
    names = dict(zip(was.ids, was.names, strict=True))
    words = counted(
        len(lost),
        Text(
            "Über {n} frühere Verbindung sagt die neue Befragung nichts",
            "Of {n} earlier tie the newer survey says nothing",
        ),
        Text(
            "Über {n} frühere Verbindungen sagt die neue Befragung nichts",
            "Of {n} earlier ties the newer survey says nothing",
        ),
    )
    gone = [names[ref] for ref in left]
    if not gone:
        return Text("{words}.", "{words}.").fill(words=words)
    return Text("{words}; nicht mehr befragt: {names}.", "{words}; not asked again: {names}.").fill(
        words=words, names=listed(gone, _NAMED)
    )


def _first_ties(was: Network, now: Network) -> Text:
    found = first_ties(was, now)
    if not found or now.district is None:
        return NONE
    view = now.district.view
    terms = {end: _label(view.one(Term, end)) for ends in found for end in ends}
    parts = [Text("{a} mit {b}", "{a} with {b}").fill(a=terms[a], b=terms[b]) for a, b in found]
    return Text("Zum ersten Mal verbunden: {parts}.", "Joined for the first time: {parts}.").fill(
        parts=listed(sorted(parts), _NAMED)
    )


def _label(term: Term | None) -> Text:
    return Text(term.label, term.label_en or term.label) if term is not None else NONE


CHANGE = Concept("change", Text("Veränderung", "Change"), change, of_answers=True)
