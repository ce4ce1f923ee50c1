"""What tests share: a Neo4j server, a browser, an empty store of each sort, and the shipped districts to read.

What this machine lacks skips the tests that need it, with the reason; with CI=true nothing may be skipped. In several
processes a file of tests stays in one, and so do all tests with Neo4j: a server takes a minute of computing to warm up.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from hypothesis import settings

from graph.store import Store, open_store
from scripts.neo4j import server
from tests.shipped import Shipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ON_CI = os.environ.get("CI") == "true"
KEEP_PLANS = "dbms.cypher.min_replan_interval=1h\n"  # emptied for each test, it would else plan all anew every 10 s
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


settings.register_profile("untimed", deadline=None)  # how long a case takes says something of the machine, not of us
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compiled kernels of a run lie apart from the user's."""
    os.environ["GEFLECHT_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def shipped() -> Iterator[Shipped]:
    """The shipped districts; tests only read them."""
    with ExitStack() as stores:
        yield Shipped(stores)


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty Neo4j server that lets everyone in; it runs until the last test is done."""
    problem = server.missing()
    if problem is not None:
        pytest.skip(f"NEO4J TESTS LEFT OUT: {problem}")
    with server.start(tmp_path_factory.mktemp("neo4j"), memory="512m", settings=KEEP_PLANS) as running:
        yield running.address


@pytest.fixture(params=["sqlite file", "sqlite memory", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store_address(request: pytest.FixtureRequest) -> str:
    """The address of an empty store; a test that asks for it runs on every sort of store."""
    return _empty_store(request)


@pytest.fixture(params=["sqlite file", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def lasting_address(request: pytest.FixtureRequest) -> str:
    """The address of an empty store that outlives its closing."""
    return _empty_store(request)


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """An empty store; a test that asks for it runs on every sort of store."""
    with open_store(store_address) as opened:
        yield opened


@pytest.fixture
def neo4j_address(request: pytest.FixtureRequest) -> str:
    """The address of the Neo4j server, emptied; its constraints and indexes stay."""
    address: str = request.getfixturevalue("neo4j_url")
    with neo4j.GraphDatabase.driver(address) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return address


def _empty_store(request: pytest.FixtureRequest) -> str:
    if request.param == "neo4j":
        address: str = request.getfixturevalue("neo4j_address")
        return address
    if request.param == "sqlite memory":
        return "sqlite::memory:"
    folder: Path = request.getfixturevalue("tmp_path")
    return f"sqlite:{folder / 'graph.db'}"


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium of this machine. Playwright's own browsers are never fetched."""
    named = os.environ.get("GEFLECHT_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("BROWSER TESTS LEFT OUT: Chromium is missing (Debian: apt install chromium).")
    return Path(found)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A Chromium without a window. One for each file of tests: while it runs, `asyncio.run` can't be used."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield running
        running.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skipped test is a failed one."""
    report = yield
    if ON_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} would be skipped, and with CI=true nothing may be: {reason}"
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What is dealt out to processes as a whole: the tests with Neo4j, and of the others each file."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler.loadfile import LoadFileScheduling

    @once
    def is_marked(file: str) -> bool:
        return "mark.neo4j" in (config.rootpath / file).read_text(encoding="utf-8")

    def lot(test: str) -> str:
        file = test.split("::")[0]
        return "neo4j" if "neo4j" in test or is_marked(file) else file

    scheduler = LoadFileScheduling(config, log)
    scheduler._split_scope = lot
    return scheduler
