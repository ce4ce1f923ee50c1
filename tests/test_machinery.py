"""The server and the browser that the other tests lean on do run here, and the demo's way to Neo4j works."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SERVER = Path(__file__).resolve().parent.parent / "scripts" / "neo4j" / "server.py"
ASK = """
import os, pathlib, sys, neo4j
password = pathlib.Path(os.environ["GEFLECHT_STORE_PASSWORD_FILE"]).read_text()
with neo4j.GraphDatabase.driver(os.environ["GEFLECHT_STORE"], auth=("neo4j", password)) as driver:
    print(driver.execute_query("MERGE (n:Kept) SET n.times = coalesce(n.times, 0) + 1 RETURN n.times").records[0][0])
try:
    neo4j.GraphDatabase.driver(os.environ["GEFLECHT_STORE"]).execute_query("RETURN 1")
except neo4j.exceptions.ClientError:
    sys.exit(7)
"""


@pytest.mark.neo4j
def test_neo4j_answers(neo4j_url: str) -> None:
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        records = driver.execute_query("CALL dbms.components() YIELD name, versions RETURN versions[0] AS v").records
    assert records[0]["v"].startswith("5.26.")


@pytest.mark.neo4j
def test_a_command_beside_the_server_has_its_address_and_its_password(neo4j_url: str, tmp_path: Path) -> None:
    command = [sys.executable, str(SERVER), str(tmp_path / "home"), sys.executable, "-c", ASK]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2))
    assert (first.stdout, second.stdout) == ("1\n", "2\n"), "data are kept between two runs"
    assert (first.returncode, second.returncode) == (7, 7), "nobody comes in without a password, and the code is passed"
    assert stat.S_IMODE((tmp_path / "home" / "password").stat().st_mode) == 0o600


@pytest.mark.browser
def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Geflecht</title><p>Übergang Schule–Beruf</p>")
    assert page.title() == "Geflecht"
    assert page.inner_text("p") == "Übergang Schule–Beruf"
