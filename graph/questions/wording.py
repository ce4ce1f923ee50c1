"""How dates and several names stand in one cell of an answer."""

from collections.abc import Iterable
from datetime import date

from graph.dates import VagueDate
from graph.language import Text


def written(when: VagueDate | None) -> date | str | None:
    """The exact day where it is one, else the wording of the source."""
    if when is None:
        return None
    return when.earliest if when.earliest is not None and when.earliest == when.latest else when.text


def in_one_cell(texts: Iterable[Text]) -> Text | None:
    """Several texts, separated by semicolons; None without any."""
    held = list(texts)
    return Text("; ".join(text.de for text in held), "; ".join(text.en for text in held)) if held else None
