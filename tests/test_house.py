"""What keeps the house in order: who may know whom, what is delivered, what the papers promise."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("graph", "api", "importers", "visualise")
MAY_KNOW = {
    "graph": {"graph"},
    "importers": {"importers", "graph"},
    "visualise": {"visualise", "graph"},
    "api": set(PACKAGES),
}
NOT_FOR_THE_DOMAIN = {
    *("asyncio", "html", "http", "jinja2", "openpyxl", "python_calamine", "pyvis"),
    *("rich", "starlette", "strawberry", "typer", "uvicorn", "xlsxwriter"),
}
HELP = [sys.executable, "-c", "from api.cli import main; main()", "--help"]
LONGEST_FILE = 300  # lines


def committed_files() -> list[Path]:
    """What a clone gets, without the districts' data, which are as their makers wrote them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and not name.startswith("examples/")]


def modules(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


def imported(module: Path) -> set[str]:
    """The first word of every import in the file, also of those inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if node.level == 0 else module.relative_to(ROOT).parts[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str) -> None:
    ours = {*PACKAGES, "tests", "scripts", "benchmarks"}
    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(package)
        for name in (imported(module) & ours) - MAY_KNOW[package]
    }
    assert wrong == set()


def test_the_domain_knows_no_web_no_pages_no_file_formats() -> None:
    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules("graph")
        for name in imported(module) & NOT_FOR_THE_DOMAIN
    }
    assert wrong == set()


def test_only_the_stores_know_a_database() -> None:
    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for package in PACKAGES
        for module in modules(package)
        if module.parent != ROOT / "graph" / "stores"
        for name in imported(module) & {"sqlite3", "neo4j"}
    }
    assert wrong == set()


def test_files_are_short_enough_to_be_read() -> None:
    lengths = {
        str(module.relative_to(ROOT)): len(module.read_text(encoding="utf-8").splitlines())
        for package in PACKAGES
        for module in modules(package)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_wheel_holds_the_four_packages_and_nothing_else(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path))
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    ours = {str(file.relative_to(ROOT)) for file in committed_files() if file.relative_to(ROOT).parts[0] in PACKAGES}
    assert ours <= held
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} <= set(PACKAGES)


def test_no_other_distribution_claims_our_names() -> None:
    claimed = importlib.metadata.packages_distributions()
    assert {name: claimed[name] for name in PACKAGES if set(claimed.get(name, ())) - {"geflecht"}} == {}


def test_scripts_named_in_the_papers_can_be_run() -> None:
    wrong = {
        f"{paper.relative_to(ROOT)} names {name}"
        for paper in committed_files()
        if paper.suffix == ".md"
        for name in re.findall(r"(?<![\w/])scripts/[a-z0-9_]+(?![\w/.])", paper.read_text(encoding="utf-8"))
        if not os.access(ROOT / name, os.X_OK)
    }
    assert wrong == set()


def test_commands_named_in_the_papers_exist() -> None:
    known = set(subprocess.run(HELP, capture_output=True, text=True, check=True).stdout.split())
    wrong = {
        f"{paper.relative_to(ROOT)} names geflecht {command}"
        for paper in committed_files()
        if paper.suffix == ".md"
        for block in re.findall(r"```sh\n(.*?)```", paper.read_text(encoding="utf-8"), re.DOTALL)
        for command in re.findall(r"geflecht (?:--?[a-z]+ [^ ]+ )*([a-z]+)", block)
        if command not in known
    }
    assert wrong == set()


def test_links_between_the_papers_lead_somewhere() -> None:
    wrong = {
        f"{paper.relative_to(ROOT)} links {target}"
        for paper in committed_files()
        if paper.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8"))
        if not (paper.parent / target).exists()
    }
    assert wrong == set()


def test_help_does_not_wait_for_what_it_does_not_need() -> None:
    heavy = {"networkx", "neo4j", "strawberry", "numpy", "pydantic", "structlog", "networkit", "numba", "scipy"}
    ask = (
        "import sys\n"
        "from api.cli import main\n"
        "sys.argv = ['geflecht', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('IMPORTED', *{name.split('.')[0] for name in sys.modules})"
    )
    said = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "import" in said.split("IMPORTED")[0]
    assert heavy & set(said.split("IMPORTED")[1].split()) == set()


def test_nothing_names_the_machine_it_was_written_on() -> None:
    paths = "(?<![\\w.])/(?:" + "|".join(["work", "root", "Users"]) + ")/"
    registries = "|".join(["pypi" + r"\.org", "npmjs" + r"\.", "repo1" + r"\.maven", "pythonhosted" + r"\."])
    machine_path = re.compile(f"{paths}|{registries}")
    wrong = set()
    for file in committed_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        wrong |= {f"{file.relative_to(ROOT)}: {found}" for found in machine_path.findall(text)}
    assert wrong == set()


def test_version_and_licence_are_said_alike_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    public = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert f'softwareVersion: "{project["version"]}"' in public
    assert f"license: {project['license']}" in public
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
