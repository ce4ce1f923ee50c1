"""Taking back a revision, and what is said to the person at the terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from api.cli.import_summary import counts, first
from api.cli.output import note, print_json
from api.cli.session import Session
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.past.undo import Undoing
    from graph.store import Store


def take_back(
    session: Session, store: "Store", revision: int, *, dry_run: bool, json: bool, reason: str | None = None
) -> None:
    """Undo a revision and say what came of it; leaves with exit code 1 where something stands in the way."""
    from datetime import UTC, datetime

    from graph.past.undo import undo
    from graph.rights import OFFICE

    undoing = undo(store, revision, author="cli", reason=reason, at=datetime.now(UTC), viewer=OFFICE, dry_run=dry_run)
    if json:
        print_json(undoing.as_dict(session.lang))
    else:
        for line in _summary(undoing, session.lang):
            note(line)
    if undoing.obstacles:
        raise typer.Exit(1)


def _summary(undoing: "Undoing", language: Language) -> Iterator[str]:
    yield _heading(undoing).fill(n=undoing.undone.number, why=undoing.undone.reason, r=undoing.revision).in_(language)
    for label, counted in (
        (Text("wie vorher", "as before"), undoing.changed),
        (Text("entfernt", "removed"), undoing.removed),
        (Text("wieder da", "back again"), undoing.restored),
    ):
        if counted and not undoing.obstacles:
            yield f"  {label.in_(language)}: {counts(counted, language)}"
    yield from first([obstacle.message.in_(language) for obstacle in undoing.obstacles], language)


def _heading(undoing: "Undoing") -> Text:
    if undoing.obstacles:
        return Text(
            "Stand {n} ({why}) lässt sich nicht zurücknehmen; nichts wurde geschrieben.",
            "Revision {n} ({why}) can't be taken back; nothing was written.",
        )
    if not (undoing.changed or undoing.removed or undoing.restored):
        return Text("Es ist schon alles wie vor Stand {n} ({why}).", "All is as before revision {n} ({why}) already.")
    if undoing.dry_run:
        return Text(
            "Probelauf, nichts geschrieben: Stand {n} ({why}) ließe sich zurücknehmen.",
            "Dry run, nothing written: revision {n} ({why}) could be taken back.",
        )
    return Text(
        "Stand {n} ({why}) ist zurückgenommen (Stand {r}).", "Revision {n} ({why}) is taken back (revision {r})."
    )
