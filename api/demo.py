"""The main job on the districts that ship: import them, write a report and a map for each."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from api.drawing import Drawing
from api.report_files import save
from graph.errors import WrongUse
from graph.language import Language, Text
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import Store
from importers.run import import_path


@dataclass(frozen=True, slots=True)
class Example:
    """A shipped district; an invented one has a day on which its stories are told."""

    dataset: str
    on: date | None = None


EXAMPLES = (
    Example("kreis-lindental", date(2026, 1, 15)),
    Example("kreis-coesfeld"),
    Example("kreis-guetersloh"),
    Example("kreis-hoexter"),
    Example("kreis-soest"),
    Example("landkreis-augsburg"),
)


def examples_folder() -> Path:
    """Where the shipped districts lie: in the package, or in the checkout. Raises WrongUse if they are missing."""
    here = Path(__file__).resolve().parent
    for folder in (here / "examples", here.parent / "examples"):
        if folder.is_dir():
            return folder
    raise WrongUse(
        Text(
            "Die mitgelieferten Beispielkreise fehlen in dieser Installation.",
            "The shipped example districts are missing from this installation.",
        )
    )


def import_examples(store: Store, now: datetime) -> list[str]:
    """Import every example that the store does not hold yet; what a user entered since stays. Names what came in."""
    present = set(store.datasets())
    added = [example.dataset for example in EXAMPLES if example.dataset not in present]
    for name in added:
        import_path(store, examples_folder() / name, dataset=name, author="demo", now=now)
    return added


def write_reports(store: Store, out: Path, lang: Language, now: datetime) -> list[Path]:
    """A report and a map for each example, Lindental first."""
    view = Pictures(store).current().seen_by(OFFICE)
    written = []
    for example in EXAMPLES:
        drawing = Drawing(view, Scope(example.dataset), lang, example.on or now.date(), now)
        for name, page in (
            (f"{example.dataset}.html", drawing.report()),
            (f"{example.dataset}-karte.html", drawing.map()),
        ):
            save(out / name, page.encode())
            written.append(out / name)
    return written
