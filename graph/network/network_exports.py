"""Networks for those who go on by themselves: as graphs and tables of other libraries, where these are installed."""

import importlib
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from graph.errors import WrongUse
from graph.language import Text
from graph.model import Ref

if TYPE_CHECKING:
    from graph.network.network import Network


def to_networkx(network: "Network") -> "nx.Graph[Ref]":
    """A networkx graph over ids, with name and external id of each actor and the level of each line."""
    graph: nx.Graph[Ref] = nx.Graph()
    for ref, name, external_id in zip(network.ids, network.names, network.external_ids, strict=True):
        graph.add_node(ref, name=name, externalId=external_id)
    levels = _levels(network)
    for line, (i, j) in enumerate(zip(network.source.tolist(), network.target.tolist(), strict=True)):
        graph.add_edge(network.ids[i], network.ids[j], level=levels[line])
    return graph


def to_igraph(network: "Network") -> Any:
    """An igraph graph: vertices in the order of the network with id, externalId and label, edges with level."""
    igraph = _library("igraph")
    graph = igraph.Graph(n=network.n, edges=np.column_stack((network.source, network.target)))
    graph.vs["id"], graph.vs["externalId"] = list(network.ids), list(network.external_ids)
    graph.vs["label"] = list(network.names)
    graph.es["level"] = _levels(network)
    return graph


def to_polars(network: "Network") -> tuple[Any, Any]:
    """Two polars frames: the actors (id, externalId, name, actorType, place) and the ties (source, target, level)."""
    polars = _library("polars")
    text = polars.String
    nobody = (None,) * network.n
    actors = {
        "id": network.ids,
        "externalId": network.external_ids,
        "name": network.names,
        "actorType": network.groups.get("actorType", nobody),
        "place": network.groups.get("place", nobody),
    }
    ties = {
        "source": [network.ids[i] for i in network.source.tolist()],
        "target": [network.ids[j] for j in network.target.tolist()],
        "level": _levels(network),
    }
    return (
        polars.DataFrame({name: list(held) for name, held in actors.items()}, schema=dict.fromkeys(actors, text)),
        polars.DataFrame(ties, schema={"source": text, "target": text, "level": polars.Float64}),
    )


def _levels(network: "Network") -> list[float | None]:
    held = zip(np.asarray(network.level).tolist(), network.level_stated.tolist(), strict=True)
    return [level if stated else None for level, stated in held]


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise WrongUse(
            Text(
                f"Dafür muss {name} installiert sein: pip install {name}.",
                f"This needs {name} to be installed: pip install {name}.",
            )
        ) from missing
