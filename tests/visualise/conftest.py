"""Networks to draw, the reports of the shipped districts, and a page as a browser sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from graph.language import Language
from graph.picture import Pictures, View
from graph.rights import GUEST, OFFICE
from graph.scope import SHARED_MEASURES, Scope
from graph.store import open_store
from importers.run import import_path
from tests.visualise.networks import OpenPage, Seen, drawn, many
from tests.visualise.reports import DISTRICTS, EXAMPLES, LINDENTAL, ON, Pages, Specs
from visualise.map.spec import ActorFact, MapSpec, PlaceFact, TieFact, TieState
from visualise.reading import Reading
from visualise.report import page
from visualise.report.build import report_spec
from visualise.report.forms import FORMS
from visualise.report.spec import ReportSpec

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def small_map() -> MapSpec:
    """Six actors in two places, a tie in each state and one of another layer, two isolated actors, one not asked."""
    actors = [
        ActorFact(
            id="ki", name="Kommunales Integrationszentrum", types=("Kommunales Integrationszentrum",), asked=True
        ),
        ActorFact(id="r1", name="Stadt Aue", types=("Kommune",), place="p1", fields=("Sprache",), asked=True),
        ActorFact(id="r2", name="Gemeinde Bach", types=("Kommune",), place="p2", asked=True),
        ActorFact(id="sv", name="Sportverein Aue e.V.", types=("Sportverein",), place="p1", asked=True),
        ActorFact(id="fi", name="Helferkreis Bach", types=("Flüchtlingsinitiative",), place="p2", asked=True),
        ActorFact(id="qq", name="Quartiersbüro", types=("Neuartiges",), place="p2", asked=False),
    ]
    ties = [
        TieFact(source="ki", target="r1", level=4, fields=("Sprache",)),
        TieFact(source="ki", target="r2", level=2, state=TieState.NEW),
        TieFact(source="r1", target="sv", state=TieState.WISHED, fields=("Sport",)),
        TieFact(source="r2", target="sv", state=TieState.ENDED),
        TieFact(source="sv", target="fi", state=TieState.MISSING),
        TieFact(source="sv", target="qq", state=TieState.UNKNOWN),
        TieFact(source="r1", target="fi", note="gemeinsam an: Sprachtreff", layer=SHARED_MEASURES),
    ]
    return drawn(actors, ties, [PlaceFact(id="p1", name="Aue"), PlaceFact(id="p2", name="Bach")])


@pytest.fixture(scope="session")
def district_map() -> MapSpec:
    """120 actors and 300 ties in 13 places."""
    return many(120, 300, 13)


@pytest.fixture(scope="session")
def views() -> Iterator[dict[str, View]]:
    """Every shipped district in a store of its own."""
    found = {}
    stores = []
    for name in DISTRICTS:
        store = open_store("sqlite::memory:")
        import_path(store, EXAMPLES / name, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        found[name] = Pictures(store).current().seen_by(OFFICE)
        stores.append(store)
    yield found
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def guest() -> Iterator[View]:
    """Kreis Lindental as everybody may see it."""
    with open_store("sqlite::memory:") as store:
        import_path(store, EXAMPLES / LINDENTAL, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        yield Pictures(store).current().seen_by(GUEST)


@pytest.fixture(scope="session")
def specs(views: dict[str, View]) -> Specs:
    """What reports say, each worked out when it is first asked for: `specs(name, lang, form)`."""

    @cache
    def reading(name: str, lang: str) -> Reading:
        return Reading(views[name], Scope(name), ON, cast("Language", lang))

    @cache
    def spec(name: str, lang: str, form: str) -> ReportSpec:
        return report_spec(reading(name, lang), form=FORMS[form], stand="heute", result_hash="0123456789abcdef0")

    return spec


@pytest.fixture(scope="session")
def pages(specs: Specs) -> Pages:
    """The same as pages."""

    @cache
    def made(name: str, lang: str, form: str) -> str:
        return page.page(specs(name, lang, form), cast("Language", lang))

    return made


@pytest.fixture(scope="session")
def lindental(specs: Specs) -> ReportSpec:
    """The long report of Kreis Lindental in German."""
    return specs(LINDENTAL, "de", "long")


@pytest.fixture
def open_page(browser: "Browser", tmp_path: Path) -> OpenPage:
    """Opens a page from a file: `open_page(html, width=…, dark=…, script=…)`."""

    def opened(html: str, *, width: int = 1280, dark: bool = False, script: bool = True) -> Seen:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        seen = Seen(context.new_page(), [], [])
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("dialog", lambda dialog: seen.complaints.append("dialog"))
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.goto(file.as_uri())
        return seen

    return opened
