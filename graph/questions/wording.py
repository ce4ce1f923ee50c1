"""How dates stand in the cells of an answer."""

from datetime import date

from graph.dates import VagueDate


def written(when: VagueDate | None) -> date | str | None:
    """The exact day where it is one, else the wording of the source."""
    if when is None:
        return None
    return when.earliest if when.earliest is not None and when.earliest == when.latest else when.text
