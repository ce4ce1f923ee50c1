"""The whole strength profile beside igraph's single calls and networkx, as ratios within one run.

    python -m benchmarks.networks              # a district: 500 actors, 3,000 ties
    python -m benchmarks.networks state        # 20,000 actors, 200,000 ties
    python -m benchmarks.networks state 500    # betweenness of igraph from so many sources

Kernels run compiled where `geflecht compile` was run, else interpreted; the first line says which. Times are processor
seconds of one thread, medians of interleaved rounds after one to warm up; the profile has every measure of networks and
of actors, with its sentences, of a network that nobody asked before. igraph and networkx get a graph built from arrays
and answer only what stands in their list. At the end a fresh process reads the store and tells everything.
"""

import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np

from benchmarks.stakeholders import DATASET, SIZES, fill, records, stakeholders
from graph.kernels.compiling import is_ready
from graph.network.network import Network, Networks
from graph.network.packed import nbytes
from graph.picture import Picture
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from graph.strength import all_actor_formulas, all_formulas

ON = date(2026, 1, 15)
ROUNDS = {"district": 7, "state": 2}
_SEED = 7


def main() -> None:
    """Print one table for the size asked for."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream, unless somebody replaced it
    size = sys.argv[1] if len(sys.argv) > 1 else "district"
    made = stakeholders(*SIZES[size])
    view = Picture(1, {record.id: record for record in records(made)}).seen_by(OFFICE)
    networks = Networks(view, DATASET, ON)
    taken = networks.of(Scope(DATASET))
    print(f"{size}: {taken.n:,} actors, {taken.m:,} ties, kernels {'compiled' if is_ready() else 'interpreted'}")
    print(f"arrays of the network {nbytes(taken) / taken.m:.1f} bytes a tie")
    sources = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    runs: dict[str, Callable[[], object]] = {
        "network taken": lambda: Networks(view, DATASET, ON).of(Scope(DATASET)),
        "whole profile": lambda: profile(fresh(taken)),
        "igraph": lambda: by_igraph(taken, None if size == "district" else sources),
    }
    if size == "district":
        runs["networkx"] = lambda: by_networkx(taken)
    seconds = interleaved(runs, ROUNDS[size])
    for name, spent in seconds.items():
        ratio = f"{spent / seconds['igraph']:8.2f} x igraph"
        if "networkx" in seconds:
            ratio += f"{seconds['networkx'] / spent:8.1f} times as fast as networkx"
        print(f"{name:<16}{spent * 1000:10.1f} ms{ratio}")
    with tempfile.TemporaryDirectory() as temporary:
        address = f"sqlite:{Path(temporary, 'graph.db')}"
        with open_store(address) as store:
            fill(store, made)
        from_the_start(address)


def interleaved(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median processor seconds of each, one after the other in every round; the first round is left out."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds + 1):
        for name, run in runs.items():
            started = time.process_time()
            run()
            spent[name].append(time.process_time() - started)
    return {name: statistics.median(times[1:]) for name, times in spent.items()}


def fresh(taken: Network) -> Network:
    """The same network, of which nothing is worked out yet."""
    return replace(taken, _kept={})


def profile(network: Network) -> int:
    """Every measure with its sentence, and those of every actor; how many."""
    return sum(len([formula.of(network)]) for formula in all_formulas()) + sum(
        len(formula.of(network)) for formula in all_actor_formulas()
    )


def by_igraph(network: Network, sources: int | None) -> None:
    """igraph's single calls; betweenness from some sources and no harmonic closeness where `sources` says so."""
    graph = igraph.Graph(n=network.n, edges=np.column_stack((network.source, network.target)))
    graph.connected_components()
    graph.articulation_points()
    graph.bridges()
    graph.coreness()
    graph.transitivity_undirected()
    graph.transitivity_local_undirected()
    if sources is None:
        graph.betweenness()
        graph.harmonic_centrality()
    else:
        drawn = np.random.default_rng(_SEED).choice(network.n, sources, replace=False)
        graph.betweenness(sources=drawn.tolist())
    graph.pagerank()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has parts, as every district
        graph.eigenvector_centrality()
    graph.constraint()
    graph.assortativity_degree(directed=False)
    graph.community_leiden(objective_function="modularity", n_iterations=2)


def by_networkx(network: Network) -> None:
    """The same questions in networkx."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(network.n))
    graph.add_edges_from(zip(network.source.tolist(), network.target.tolist(), strict=True))
    questions: tuple[Callable[[Any], Any], ...] = (
        nx.connected_components, nx.articulation_points, nx.bridges, nx.core_number, nx.transitivity, nx.clustering,
        nx.betweenness_centrality, nx.harmonic_centrality, nx.pagerank, nx.constraint, nx.effective_size,
        nx.degree_assortativity_coefficient, nx.global_efficiency,
    )  # fmt: skip
    for question in questions:
        answer = question(graph)
        if not isinstance(answer, float | dict):
            list(answer)


def from_the_start(address: str) -> None:
    """A process of its own: imports, reading, and every measure of everybody's network and of its actors."""
    code = f"""
import time
started = time.perf_counter()
from datetime import date
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.store import open_store
from graph.strength.profile import strengths
imported = time.perf_counter()
with open_store({address!r}) as store:
    view = Pictures(store).current().seen_by(OFFICE)
    (found,) = strengths(view, {DATASET!r}, None, "cooperation", date(2026, 1, 15), actors=True)
done = time.perf_counter()
print(f"fresh process    imports {{imported - started:.2f}} s, then {{done - imported:.2f}} s; "
      f"processor {{time.process_time():.2f}} s")
"""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  our own code


if __name__ == "__main__":
    main()
