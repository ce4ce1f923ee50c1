"""Reports and maps as files: the same page whoever asks for it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from babel.dates import format_datetime

from api.export.records import extract
from graph.errors import WrongUse
from graph.language import Language, Text
from graph.picture import View
from graph.scope import Scope
from visualise.map.keeping import Kept, kept_by
from visualise.map.network_map import network_map, network_map_svg
from visualise.report.build import report


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, for whom and as of when. `made_at` is the one thing in a page that differs from run to run.

    `spots` are those of an earlier edition: actors that stood on its map keep their places.
    """

    view: View
    scope: Scope
    lang: Language
    on: date
    made_at: datetime
    spots: Kept | None = None

    def report(self, form: str = "long", since: date | None = None, before: View | None = None) -> str:
        """The report in one of its forms; what changed is told since that day, against what was known then."""
        dataset = self.scope.dataset
        content_hash = str(extract(self.view, dataset).meta["hash"])
        stand = format_datetime(
            self.made_at, "d. MMMM y, HH:mm" if self.lang == "de" else "d MMMM y, HH:mm", None, self.lang
        )
        return report(
            self.view,
            dataset=dataset,
            lang=self.lang,
            on=self.on,
            scope=self.scope,
            stand=stand,
            result_hash=content_hash,
            form=form,
            since=since,
            before=before,
            spots=self.spots,
        )

    def map(self, ending: str = ".html") -> str:
        """The network map, as a page or as a picture."""
        draw = MAPS[ending]
        return draw(
            self.view, dataset=self.scope.dataset, lang=self.lang, on=self.on, scope=self.scope, kept=self.spots
        )


MAPS: dict[str, Callable[..., str]] = {".html": network_map, ".svg": network_map_svg}


def spots_of(earlier: Path) -> Kept:
    """The spots on the map of an earlier report or map. Raises WrongUse where there is none to be read."""
    try:
        page = earlier.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(Text(f"„{earlier}“ lässt sich nicht lesen.", f"“{earlier}” can't be read.")) from error
    return kept_by(page)


def save(out: Path, text: str) -> None:
    """Write a page whole or not at all. Raises WrongUse where the file can't be written."""
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        reason = error.strerror or str(error)
        raise WrongUse(
            Text(f"„{out}“ lässt sich nicht schreiben: {reason}.", f"“{out}” can't be written: {reason}.")
        ) from error
