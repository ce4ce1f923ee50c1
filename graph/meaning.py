"""Which record somebody means who writes an id, an external id, a name or another name of it."""

import difflib
from collections.abc import Iterable
from typing import TypeVar

from graph.errors import WrongUse
from graph.language import Text
from graph.model import Record
from graph.picture import View
from graph.schema import label_of
from graph.text import fold

K = TypeVar("K", bound=Record)


def meant(view: View, dataset: str, kind: type[K], value: str, called: Text, *, scheme: str | None = None) -> K:
    """The record of a kind; of a vocabulary (`scheme`) where it is a term. `called` is what messages call the kind.

    Raises WrongUse with one sentence: for none, with names that are close; for several, with their external ids.
    """
    records = [r for r in view.all(kind, dataset) if scheme is None or getattr(r, "scheme", "") == scheme]
    exact = [r for r in records if value in (r.id, r.external_id)]
    wanted = fold(value)
    found = exact or [r for r in records if wanted and wanted in {fold(word) for word in _words(r)}]
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(sorted(r.external_id for r in found))
        raise WrongUse(
            Text(
                f"{called.de} „{value}“ ist nicht eindeutig. Gemeint sein kann: {choices}.",
                f"The {called.en} “{value}” is not unique. It can mean: {choices}.",
            )
        )
    raise WrongUse(_unknown(called, value, [label_of(r) for r in records]))


def _words(record: Record) -> Iterable[str]:
    yield label_of(record)
    for name in ("label_en", "ags", "reference", "number", "edition"):
        yield getattr(record, name, None) or ""
    for name in ("alt_labels", "alt_names"):
        yield from getattr(record, name, ())


def _unknown(called: Text, value: str, names: list[str]) -> Text:
    wanted = fold(value)
    holding = [name for name in names if wanted and any(fold(word).startswith(wanted) for word in name.split())]
    close = list(dict.fromkeys(holding[:3] + difflib.get_close_matches(value, names, n=3, cutoff=0.6)))[:3]
    message = Text(
        f"{called.de} „{value}“ gibt es in diesem Datensatz nicht.",
        f"This dataset has no {called.en[:1].lower()}{called.en[1:]} “{value}”.",
    )
    if not close:
        return message
    return Text(
        message.de + " Meinten Sie: " + ", ".join(close) + "?",
        message.en + " Did you mean: " + ", ".join(close) + "?",
    )
