"""Reports and maps as files: the same page whoever asks for it."""

from collections.abc import Callable
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
from visualise.reading import Reading
from visualise.report.build import report_spec
from visualise.report.forms import FORMS
from visualise.report.page import page
from visualise.report.spec import ReportSpec


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, for whom and as of when. `made_at` is the one thing in a page that differs from run to run.

    `spots` are those of an earlier edition: actors that stood on its map keep their places. `everything` is all there
    is where `view` is only what readers may see.
    """

    view: View
    scope: Scope
    lang: Language
    on: date
    made_at: datetime
    spots: Kept | None = None
    everything: View | None = None

    def spec(self, form: str = "long", since: date | None = None, before: View | None = None) -> ReportSpec:
        """What the report says in one of its forms; changes are told since that day, against what was known then."""
        made = "d. MMMM y, HH:mm" if self.lang == "de" else "d MMMM y, HH:mm"
        return report_spec(
            Reading(self.view, self.scope, self.on, self.lang, since, before, self.spots, self.everything),
            form=FORMS[form],
            stand=format_datetime(self.made_at, made, None, self.lang),
            result_hash=str(extract(self.view, self.scope.dataset).meta["hash"]),
        )

    def report(self) -> str:
        """The long report as a page."""
        return page(self.spec(), self.lang)

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
