"""Whether there is a core on which the others hang."""

from graph.language import Text
from graph.metric import Reason
from graph.network.core_periphery import Split, split
from graph.network.network import Network
from graph.phrases import listed, number
from graph.strength.formula import Formula, Outcome

_NAMED = 5


def core_periphery(network: Network) -> Outcome:
    """Pearson's r between ties and an ideal core that is joined to everybody (Borgatti & Everett 2000), to 1.

    `members` are the actors of the core, of several equally good ones the first. Undefined where no pair or every pair
    is joined. Proven best up to 16 actors, else the best that was found.
    """
    found = network.once(_split)
    if found is None:
        none = network.m == 0
        sentence = (
            Text("Es gibt keine Verbindung.", "There is no tie.")
            if none
            else Text(
                "Alle sind mit allen verbunden, es gibt keinen Rand.", "All are joined to all, there is no periphery."
            )
        )
        return Outcome(value=None, reason=Reason.NO_TIES if none else Reason.NO_VARIANCE, explanation=sentence)
    core = found.cores[0]
    sentence = Text("Am besten passt ein Kern aus {n}: {names}.", "What fits best is a core of {n}: {names}.").fill(
        n=number(len(core)), names=listed((network.names[i] for i in core), _NAMED)
    )
    return Outcome(
        value=found.r, explanation=sentence, members=tuple(network.ids[i] for i in core), method=_method(found)
    )


def _split(network: Network) -> Split | None:
    return split(network.adjacency)


def _method(found: Split) -> str:
    said = [
        "every core tried" if found.proven else f"best found by local search from {found.starts} starts, not proven"
    ]
    if len(found.cores) > 1:
        said.append(f"{len(found.cores)} cores fit equally well")
    if found.runner_up is not None:
        said.append(f"runner-up {found.runner_up:.6f}")
    if found.within is not None:
        said.append(f"without core-periphery cells {found.within:.6f}")
    return "; ".join(said)


CORE_PERIPHERY = Formula("corePeriphery", Text("Kern und Rand", "Core–periphery fit"), core_periphery)
