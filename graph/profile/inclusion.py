"""Inclusion: which types of actors and municipalities, migrant organisations and volunteers are in the core."""

from collections.abc import Callable, Sequence
from functools import partial

from graph.language import Text
from graph.metric import Reason
from graph.model import Actor, Record, Term
from graph.network.adjacency import Adjacency
from graph.network.core_periphery import split
from graph.network.network import Network
from graph.network.null_model import by_chance
from graph.office.actor_types import MIGRANT_ORGANISATION, is_called
from graph.phrases import joined, listed, number
from graph.profile.cohesion import BASIS
from graph.profile.line import Concept, GroupShare, Told
from graph.profile.sight import Sight
from graph.profile.words import NONE, beside_all, earlier, expected, without_caveat
from graph.rollup import downwards
from graph.schema import label_of
from graph.strength.clustering import cores
from graph.strength.formula import Formula, Outcome
from graph.strength.mixing import expected_ei_index

LEAST_CORE = 2
"""How many others everybody in a core has to be joined to."""

LEAST_TOLD = 3
"""Of fewer migrant organisations or volunteers the sentence says nothing, and nothing is held to those of all."""

MOST_DRAWN = 300
"""Actors up to which cores of random networks are looked for."""

_LOT = Text("der Kern nach dem Los", "the core drawn by lot")
_SIZES = Text(
    "jeder mit jedem, bei gleich großen Kommunen", "everybody with everybody, the same sizes of municipalities"
)
_NO_CORE = Text(
    "Einen festen Kern gibt es nicht, in dem jeder mit mindestens zwei anderen verbunden ist.",
    "There is no core in which everybody is joined to at least two others.",
)
_FEW = Text(
    "Wer im Kern steht, lässt sich aus so wenigen Antworten nicht sagen.",
    "Who is in the core cannot be told from so few answers.",
)
_ALL_MIGRANTS = Text("Migrantenorganisationen", "Migrant organisations")
_ALL_VOLUNTEERS = Text("Ehrenamtliche", "Run by volunteers")


def in_core(network: Network) -> Sequence[bool]:
    """For each actor whether it is in the k-core of the largest k, from 2 on; a tree or a chain has no core."""
    found = network.once(cores)
    most = int(found.max(initial=0))
    return [bool(most >= LEAST_CORE and core == most) for core in found.tolist()]


def migrant_organisations(network: Network) -> Sequence[bool]:
    """For each actor whether it is of the type Migrantenorganisation or a narrower one."""
    if network.district is None:
        return [False] * network.n
    view = network.district.view
    named = [t.id for t in view.all(Term, network.district.dataset) if is_called(t, MIGRANT_ORGANISATION)]
    types = {narrower for term in named for narrower in downwards(view, term)}
    actors = (view.one(Actor, ref) for ref in network.ids)
    return [actor is not None and not types.isdisjoint(actor.type) for actor in actors]


def volunteers(network: Network) -> Sequence[bool]:
    """For each actor whether it is run by volunteers."""
    view = network.district.view if network.district is not None else None
    return [bool((actor := view.one(Actor, ref)) and actor.volunteer) if view else False for ref in network.ids]


def _share_in_core(group: Callable[[Network], Sequence[bool]], network: Network) -> Outcome:
    """Of a group's actors the share that is in the core, 0 to 1; undefined without a tie or an actor of the group."""
    inside, chosen = network.once(in_core), network.once(group)
    if not any(inside):
        return Outcome(value=None, reason=Reason.GROUP_MISSING, explanation=_NO_CORE)
    size = sum(chosen)
    if size == 0:
        return Outcome(
            value=None, reason=Reason.GROUP_MISSING, explanation=Text("Es gibt hier keine.", "There are none here.")
        )
    both = [i for i in range(network.n) if inside[i] and chosen[i]]
    told = Text("{k} von {n} sind im festen Kern.", "{k} of {n} are in the core.")
    return Outcome(
        value=len(both) / size,
        explanation=told.fill(k=number(len(both)), n=number(size)),
        members=tuple(network.ids[i] for i in both),
    )


MIGRANTS = Formula(
    "migrantOrganisationsInCore", Text("Migrantenorganisationen im Kern", "Migrant organisations in the core"),
    partial(_share_in_core, migrant_organisations),
)  # fmt: skip
VOLUNTEERS = Formula(
    "volunteersInCore", Text("Ehrenamtliche im Kern", "Volunteers in the core"), partial(_share_in_core, volunteers)
)


def inclusion(sight: Sight) -> Told:
    """Who is in the core and who is not; by chance as many of each group as of all. `members`: the core.

    The core is the k-core of the largest k. `groups` counts each type of actors, each municipality, migrant
    organisations and volunteers. Of core and periphery as a whole (`corePeriphery`) chance is what the best core of
    random networks comes to.
    """
    network = sight.network
    fit, across = sight.metric("corePeriphery"), sight.metric("eiIndex", "place")
    migrants, run_by_volunteers = sight.of(MIGRANTS), sight.of(VOLUNTEERS)
    metrics = (migrants, run_by_volunteers, sight.metric("maxCore"), fit, across)
    inside = network.once(in_core)
    if sight.few_answers and migrants.reason is not Reason.N_TOO_SMALL:
        return Told(sentence=_FEW, metrics=metrics, reason=Reason.FEW_ANSWERS)
    if migrants.reason is Reason.N_TOO_SMALL or not any(inside):
        core = sight.metric("maxCore")
        missing = _NO_CORE if core.value else without_caveat(sight, core)
        return Told(sentence=missing, metrics=metrics, reason=Reason.GROUP_MISSING if core.value else core.reason)
    share = sum(inside) / network.n
    drawn = by_chance(network, _fit) if network.n <= MOST_DRAWN else None
    return Told(
        sentence=joined(_core(network, inside), _towns(network, inside)),
        metrics=metrics,
        comparison=(
            *expected(migrants, _LOT, share), *expected(run_by_volunteers, _LOT, share), *expected(fit, BASIS, drawn),
            *expected(across, _SIZES, expected_ei_index(network, "place")),
            *earlier(sight, MIGRANTS, VOLUNTEERS, "maxCore"), *beside_all(sight, *_large_enough(network)),
            *(beside_all(sight, "eiIndex", by="place") if network.scope.place is None else ()),
        ),
        members=tuple(network.ids[i] for i in range(network.n) if inside[i]),
        groups=_groups(network, inside),
    )  # fmt: skip


def _large_enough(network: Network) -> tuple[Formula, ...]:
    """Of which groups there are enough here to be held to those of all actors."""
    groups = ((MIGRANTS, migrant_organisations), (VOLUNTEERS, volunteers))
    return tuple(formula for formula, chosen in groups if sum(network.once(chosen)) >= LEAST_TOLD)


def _fit(rows: Adjacency) -> float | None:
    found = split(rows)
    return found.r if found is not None else None


def _core(network: Network, inside: Sequence[bool]) -> Text:
    """Of migrant organisations and volunteers how many are in the core, where there are any."""
    parts = []
    for chosen, some, none in (
        (
            network.once(migrant_organisations),
            Text("{k} von {n} Migrantenorganisationen", "{k} of {n} migrant organisations"),
            Text("keine der {n} Migrantenorganisationen", "none of the {n} migrant organisations"),
        ),
        (
            network.once(volunteers),
            Text("{k} von {n} ehrenamtlichen Akteuren", "{k} of {n} actors run by volunteers"),
            Text("keiner der {n} ehrenamtlichen Akteure", "none of the {n} actors run by volunteers"),
        ),
    ):
        if sum(chosen) >= LEAST_TOLD:
            both = sum(a and b for a, b in zip(inside, chosen, strict=True))
            parts.append((some if both else none).fill(k=number(both), n=number(sum(chosen))))
    size = Text("{k} von {n} Akteuren bilden den festen Kern", "{k} of {n} actors form the core").fill(
        k=number(sum(inside)), n=number(network.n)
    )
    if not parts:
        return Text("{size}.", "{size}.").fill(size=size)
    return Text("{size}, darunter {parts}.", "{size}, among them {parts}.").fill(size=size, parts=listed(parts))


def _towns(network: Network, inside: Sequence[bool]) -> Text:
    """From how many municipalities nobody is in the core."""
    places = network.groups.get("place", ())
    there = dict.fromkeys(place for place in places if place is not None)
    present = {place for place, core in zip(places, inside, strict=bool(places)) if core and place is not None}
    if len(there) < 2:
        return NONE
    absent = len(there) - len(present)
    if not present:
        nobody = Text(
            "Aus keiner der {n} Kommunen ist dort jemand.", "Nobody from any of the {n} municipalities is in it."
        )
        return nobody.fill(n=number(len(there)))
    return (
        Text("Aus {k} von {n} Kommunen ist dort niemand.", "Nobody from {k} of {n} municipalities is in it.").fill(
            k=number(absent), n=number(len(there))
        )
        if absent
        else Text("Aus jeder Kommune ist dort jemand.", "Somebody from every municipality is in it.")
    )


def _groups(network: Network, inside: Sequence[bool]) -> tuple[GroupShare, ...]:
    """Migrant organisations and volunteers, then each type of actors and each municipality, in the order of names."""
    chosen = (
        (_ALL_MIGRANTS, network.once(migrant_organisations)), (_ALL_VOLUNTEERS, network.once(volunteers)),
    )  # fmt: skip
    first = [
        GroupShare(name, sum(held), sum(a and b for a, b in zip(held, inside, strict=True))) for name, held in chosen
    ]
    return (*(group for group in first if group.n), *_by(network, inside, "actorType"), *_by(network, inside, "place"))


def _by(network: Network, inside: Sequence[bool], by: str) -> list[GroupShare]:
    if network.district is None:
        return []
    view, held = network.district.view, network.groups.get(by, ())
    names = {ref: _label(view.get(ref)) for ref in held if ref is not None}
    found = [
        GroupShare(
            names[ref], held.count(ref), sum(core and other == ref for core, other in zip(inside, held, strict=True))
        )
        for ref in names
    ]
    return sorted(found, key=lambda group: group.name.de)


def _label(record: Record | None) -> Text:
    if isinstance(record, Term):
        return Text(record.label, record.label_en or record.label)
    name = label_of(record) if record is not None else ""
    return Text(name, name)


INCLUSION = Concept("inclusion", Text("Teilhabe", "Inclusion"), inclusion)
