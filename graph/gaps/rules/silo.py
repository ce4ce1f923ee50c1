"""G18: two types of actors between which there is no tie at all."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Ref, Term
from graph.phrases import number
from graph.settings import Threshold
from graph.strength.mixing import Mixing, mixing

LEAST_ACTORS = Threshold(
    "siloLeastActors",
    Text("Mindestzahl Akteure eines Typs", "Least number of actors of a type"),
    3,
    Text("Akteure", "actors"),
    least=1,
)


def _silos(situation: Situation) -> Iterator[Finding]:
    """Blocks with most possible ties first; certain where a side of every pair has said no."""
    network, members = situation.network, _members(situation)
    tied: set[tuple[Ref, Ref]] = set()
    for i, j in zip(network.source.tolist(), network.target.tolist(), strict=True):
        tied |= {(network.ids[i], network.ids[j]), (network.ids[j], network.ids[i])}
    types_of: dict[Ref, set[Ref]] = defaultdict(set)
    for term, held in members.items():
        for ref in held:
            types_of[ref].add(term)
    joined_types = {(s, t) for a, b in tied for s in types_of[a] for t in types_of[b]}
    terms = situation.view.many(Term, members)
    blocks = [(a, b) for a, b in combinations(terms, 2) if (a.id, b.id) not in joined_types]
    index = mixing(network, "actorType")
    possible = {(a.id, b.id): _pairs(members[a.id], members[b.id]) for a, b in blocks}
    known = _known(situation, members, types_of)
    blocks.sort(key=lambda block: -possible[block[0].id, block[1].id])
    for rank, (a, b) in enumerate(blocks):
        yield _finding(situation, a, b, possible[a.id, b.id], known(a.id, b.id), index, rank)


def _members(situation: Situation) -> dict[Ref, frozenset[Ref]]:
    """The cooperating actors of each type that has enough of them."""
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for actor in situation.district.actors:
        for term in dict.fromkeys(actor.type):
            found[term].append(actor.id)
    least = situation.settings[LEAST_ACTORS]
    return {term: frozenset(held) for term, held in found.items() if len(held) >= least}


def _pairs(one: frozenset[Ref], other: frozenset[Ref]) -> int:
    """How many pairs of two actors there are, one of each; whoever is of both types is no pair with itself."""
    both = len(one & other)
    return len(one) * len(other) - both - both * (both - 1) // 2


def _known(
    situation: Situation, members: dict[Ref, frozenset[Ref]], types_of: dict[Ref, set[Ref]]
) -> Callable[[Ref, Ref], int]:
    """Counts the pairs of two types of which a side said something: without a look at each, there may be millions."""
    wave = situation.wave
    if wave is None:
        return lambda *_: 0
    listed = wave.asked if wave.complete_roster else frozenset()
    silent = listed - wave.answered
    apart: Counter[frozenset[Ref]] = Counter()  # told in words, and not by the list
    for pair in wave.told:
        if len(pair) == 2 and not (pair <= listed and not pair <= silent):
            first, second = pair
            apart.update({frozenset((s, t)) for s in types_of[first] for t in types_of[second]})

    def count(a: Ref, b: Ref) -> int:
        one, other = members[a], members[b]
        by_list = _pairs(one & listed, other & listed) - _pairs(one & silent, other & silent)
        return by_list + apart[frozenset((a, b))]

    return count


def _finding(
    situation: Situation, a: Term, b: Term, pairs: int, known: int, index: Mixing | None, rank: int
) -> Finding:
    wave, names = situation.wave, {"a": label(a), "b": label(b)}
    certain = known == pairs
    message = Text("Zwischen „{a}“ und „{b}“ ist keine Verbindung bekannt.", "No tie is known between “{a}” and “{b}”.")
    action = Text("{who} fragt nach, wo eine Antwort fehlt.", "{who} asks where an answer is missing.")
    if certain:
        message = Text("Zwischen „{a}“ und „{b}“ gibt es keine Verbindung.", "There is no tie between “{a}” and “{b}”.")
        action = Text("{who} lädt beide zu einem gemeinsamen Anlass ein.", "{who} invites both to a common occasion.")
    return Finding(
        subject=a,
        other=b,
        truth=Truth.YES if certain else Truth.UNKNOWN,
        message=message.fill(**names),
        action=action.fill(who=situation.coordination),
        surveyed_at=wave.ended_on if wave else None,
        evidence=tuple(_evidence(a, b, pairs, known, index)),
        rank=rank,
    )


def _evidence(a: Term, b: Term, pairs: int, known: int, index: Mixing | None) -> Iterator[Evidence]:
    yield Evidence(
        Text(
            "Möglich wären {n} Verbindungen; von {known} ist bekannt, dass es sie nicht gibt.",
            "{n} ties would be possible; of {known} it is known that they do not exist.",
        ).fill(n=number(pairs), known=number(known)),
        (a.id, b.id),
    )
    if index is not None:
        yield Evidence(
            Text(
                "E-I-Index des Netzes nach Akteurstyp: {value}; aus den Größen der Typen zu erwarten: {expected}; "
                "Permutationstest p = {p}.",
                "E-I index of the network by type of actor: {value}; expected from the sizes of the types: {expected}; "
                "permutation test p = {p}.",
            ).fill(value=_decimal(index.value), expected=_decimal(index.expected), p=_decimal(index.p))
        )


def _decimal(value: float) -> Text:
    english = f"{value:.3f}"
    return Text(english.replace(".", ","), english)


SILO = Rule(
    "G18",
    Text("Getrennte Welten", "Silo"),
    Text(
        "Zwischen zwei Typen mit je mindestens drei Akteuren gibt es keine Verbindung. Sicher ist das, wenn von jedem "
        "Paar eine Seite geantwortet hat.",
        "There is no tie between two types with at least three actors each. That is certain if a side of every pair "
        "has answered.",
    ),
    Severity.LOW,
    _silos,
    shown=10,
)
