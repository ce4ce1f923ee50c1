"""Graphs out as files that other programs read. The ending of the file's name says the format."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from api.export.gexf import write_gexf
from api.export.graphml import write_graphml
from api.export.kumu import write_kumu
from api.export.measures import measured
from api.export.node_link import write_node_link
from api.export.records import Extract, extract
from api.written import written
from graph.errors import WrongUse
from graph.language import Language, Text
from graph.picture import View

__all__ = ["COMPLETE", "FORMATS", "extract", "write"]

COMPLETE: Mapping[str, Callable[[Extract, TextIO], None]] = {
    ".json": write_node_link,
    ".graphml": write_graphml,
    ".gexf": write_gexf,
}
"""Formats that hold everything: `import` reads them back."""

FORMATS: Mapping[str, Callable[[Extract, TextIO], None]] = {".kumu.json": write_kumu, **COMPLETE}

MEASURED = frozenset({".kumu.json", ".graphml", ".gexf"})
"""Formats for people who go on elsewhere: they take the measures along. JSON of nodes and edges is content alone."""


def write(
    view: View,
    dataset: str | None,
    path: Path,
    *,
    as_of: datetime | None = None,
    on: date | None = None,
    language: Language = "de",
) -> None:
    """Write what `view` shows of a dataset (of all without one) to `path`, whole or not at all.

    `as_of` is the moment at which this was the newest state, as the file's reader shall see it. With `on`, formats that
    can hold them get the network measures of that day, named in `language`. Raises WrongUse for an unknown ending and
    UnwritableOutput where the file can't be written.
    """
    ending = next((ending for ending in FORMATS if path.name.lower().endswith(ending)), None)
    if ending is None:
        known = ", ".join(FORMATS)
        raise WrongUse(
            Text(
                f"„{path.name}“ hat keine bekannte Endung. Möglich sind: {known}.",
                f"“{path.name}” has no known ending. Possible are: {known}.",
            )
        )
    whole = extract(view, dataset, as_of)
    if on is not None and ending in MEASURED:
        whole = replace(whole, measures=measured(view, dataset, on, language))
    with written(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
        FORMATS[ending](whole, text)
        text.detach()
