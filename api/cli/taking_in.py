"""Taking in what was changed past the product, and what is said of it to the person at the terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from api.cli.import_summary import counts
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.care.check import CheckResult
    from graph.care.intake import Intake
    from graph.care.record_check import Problem
    from graph.store import Store


def take_in(store: "Store") -> "Intake":
    """Take in all that the model allows; what stays outside is found by the check after it."""
    from datetime import UTC, datetime

    from graph.care.intake import take_in as intake

    return intake(store, datetime.now(UTC))


def as_dict(intake: "Intake") -> dict[str, Any]:
    """The same for JSON."""
    return {
        "revision": intake.revision,
        "added": intake.added,
        "changed": intake.changed,
        "deleted": intake.deleted,
        "renewedKeys": intake.renewed,
    }


def remaining(intake: "Intake | None", result: "CheckResult") -> list["Problem"]:
    """What is still wrong; of nodes that could not be taken in, why."""
    if intake is None:
        return list(result.problems)
    others = [problem for problem in result.problems if problem.code != "UNNAMED_RECORD"]
    return list(dict.fromkeys((*intake.left, *others)))


def summary(intake: "Intake | None", language: Language) -> Iterator[str]:
    """One line for what was done, and one for each sort of change."""
    if intake is None:
        return
    if intake.renewed:
        renewed = Text("Schlüssel für Suche und Sortierung erneuert: {n}.", "Keys for search and order renewed: {n}.")
        yield renewed.fill(n=intake.renewed).in_(language)
    if intake.revision is None and intake.renewed:
        return
    if intake.revision is None:
        yield Text("Es gab nichts zu übernehmen.", "There was nothing to take in.").in_(language)
        return
    yield Text("Übernommen (Stand {r}).", "Taken in (revision {r}).").fill(r=intake.revision).in_(language)
    for label, counted in (
        (Text("neu", "new"), intake.added),
        (Text("geändert", "changed"), intake.changed),
        (Text("gelöscht", "deleted"), intake.deleted),
    ):
        if counted:
            yield f"  {label.in_(language)}: {counts(counted, language)}"
