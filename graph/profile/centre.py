"""Who may steer a network: whoever has the duty to coordinate, the integration centre, or the one all ties run to."""

from dataclasses import dataclass

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.model import Duty
from graph.network.key_players import fragmentation_without
from graph.network.network import Network
from graph.network.two_mode import two_mode
from graph.office.coordination import centres, mandates
from graph.phrases import number, percent
from graph.strength.formula import Formula, Outcome


@dataclass(frozen=True, slots=True)
class Centre:
    """Who is looked at as the one that may steer: by index, with the duties to coordinate that it has."""

    position: int
    duties: tuple[Duty, ...]
    entrusted: bool


def centre(network: Network) -> Centre | None:
    """Who has the duty to coordinate, else the integration centre, else the one with the most ties; None if several."""
    if network.district is None:
        return _most_tied(network)
    view, dataset = network.district.view, network.district.dataset
    index = {ref: i for i, ref in enumerate(network.ids)}
    typed = centres(view, dataset)
    held = [one for one in mandates(view, dataset, network.on) if one.actor in index]
    held.sort(key=lambda one: (one.actor not in typed, -network.degree[index[one.actor]]))
    if held:
        return Centre(index[held[0].actor], held[0].duties, entrusted=True)
    present = sorted(ref for ref in typed if ref in index)
    if len(present) == 1:
        return Centre(index[present[0]], (), entrusted=False)
    return _most_tied(network)


def _most_tied(network: Network) -> Centre | None:
    if network.m == 0:
        return None
    first = np.flatnonzero(network.degree == network.degree.max())
    return Centre(int(first[0]), (), entrusted=False) if len(first) == 1 else None


_NOBODY = Outcome(
    value=None,
    reason=Reason.GROUP_MISSING,
    explanation=Text("Es gibt niemanden, bei dem alles zusammenläuft.", "There is nobody to whom everything runs."),
)


def _share_of_ties(network: Network) -> Outcome:
    """The ties of the one who may steer / m, 0 to 1; undefined without a tie and without such an actor."""
    found = network.once(centre)
    if found is None or network.m == 0:
        return _NOBODY
    value = int(network.degree[found.position]) / network.m
    told = Text("{name} ist an {share} der Verbindungen beteiligt.", "{name} has a part in {share} of the ties.")
    return Outcome(value=value, explanation=told.fill(name=network.names[found.position], share=percent(value)))


def _without(network: Network) -> Outcome:
    """1 - Σ s(s-1) / (n'(n'-1)) of the n' = n - 1 others (Borgatti 2006), 0 to 1."""
    found = network.once(centre)
    value = fragmentation_without(network, found.position) if found is not None and network.m else None
    if found is None or value is None:
        return _NOBODY
    told = Text(
        "Ohne {name} können sich {share} der übrigen Paare nicht erreichen.",
        "Without {name}, {share} of the remaining pairs can't reach each other.",
    )
    return Outcome(value=value, explanation=told.fill(name=network.names[found.position], share=percent(value)))


def _responsibilities(network: Network) -> Outcome:
    """Σ(d_max - d) / ((n-1)k), d the number of the k open measures and offers an actor is responsible for: 0 all alike,
    1 one for all (Freeman's centralization of the actors' side of the two-mode network)."""
    found = two_mode(network)
    if found.m == 0:
        none = Text("Zuständigkeiten sind hier nicht erfasst.", "No responsibilities are recorded here.")
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=none)
    held = np.bincount(found.actor, minlength=found.n)
    value = float((held.max() - held).sum()) / ((found.n - 1) * found.k)
    told = Text(
        "Die meisten Zuständigkeiten bei einem Akteur: {most} von {k} Maßnahmen und Angeboten.",
        "The most responsibilities that one actor has: {most} of {k} measures and offers.",
    )
    return Outcome(value=value, explanation=told.fill(most=number(int(held.max())), k=number(found.k)))


SHARE_OF_TIES = Formula(
    "coordinatorShare", Text("Anteil der Stelle, die koordiniert", "Coordinator's share of ties"), _share_of_ties
)
WITHOUT = Formula(
    "fragmentationWithoutCoordinator",
    Text("Zerfall ohne diese Stelle", "Fragmentation without it"),
    _without,
    fragile=True,
)
RESPONSIBILITIES = Formula(
    "responsibilityCentralization",
    Text("Zentralisierung der Zuständigkeiten", "Centralization of responsibilities"),
    _responsibilities,
    of_ties=False,
)
