"""A folder with everything that is wrong in one go: it is imported or refused with a reason, and each thing is told."""

import contextlib
import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run

Told = dict[str, list[dict[str, Any]]]
"""Rows that were refused, and gaps by rule."""

TABLES = {
    "places": "place_id,ags,name,kind,part_of\nk,05754,Kreis Gütersloh,Kreis,\np1,05754999,Niemandsort,Kommune,k\n",
    "terms": (
        "term_id,scheme,label,broader\nf1,field,Wohnen,f2\nf2,field,Wohnberatung,f1\nf3,field,Arbeit,\n"
        "t1,actor_type,Politisches Gremium,\n"
    ),
    "plans": (
        "plan_id,title,edition,place_id,status,supersedes\n"
        "e1,Konzept 2015,2015,k,ADOPTED,e2\ne2,Konzept 2025,2025,k,ADOPTED,e1\n"
    ),
    "actors": (
        "actor_id,name,actor_type,ags,seats\na1,Verein Eins,,,\na2,Verein Zwei,,,\nr1,Rathaus Niemandsort,,05754999,\n"
        "kt,Kreistag,Politisches Gremium,,10\nleer,,,,\n"
    ),
    "sources": "source_id,title\ns1,Konzept\ns2,Presse\n",
    "measures": (
        "measure_id,title,field,start,end,status_code\n"
        "m1,Verkehrte Zeit,Arbeit,2025-06-01,2024-01-01,IN_PROGRESS\n"
        "m2,Zwei Federführungen,Arbeit,2025-01-01,2027-01-01,IN_PROGRESS\n"
    ),
    "responsibilities": (
        "responsibility_id,measure_id,actor_id,target_kind,role_code,state,source\n"
        "r1,m2,a1,Measure,LEAD,ACCEPTED,s1\nr2,m2,a2,Measure,LEAD,ACCEPTED,s2\nr3,m2,niemand,Measure,LEAD,ACCEPTED,s1\n"
    ),
    "papers": "paper_id,reference,title\nv1,1/2025,Vorlage\n",
    "consultations": (
        "consultation_id,paper_id,order,body_actor_id,date,votes_yes,votes_no,result\n"
        "b1,v1,1,kt,2025-02-17,9,4,AS_PROPOSED\n"
    ),
    "indicators": "indicator_id,name,direction,period_months\ni1,Ohne Richtung,,12\ni2,Rückwärts,UP,-3\n",
    "readings": "reading_id,indicator_id,period,value\nw1,i1,irgendwann,5\nw2,i1,2024,7\n",
    "settings": "setting_id,name,value\ne1,Frist für eine Zusage (Tage),-5\ne2,Gibt es nicht,3\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("x") / "kreis"
    folder.mkdir()
    for name, rows in TABLES.items():
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    return _gaps(f"sqlite:{folder.parent / 'g.db'}", folder)


def _gaps(address: str, folder: Path) -> Told:
    found: Told = defaultdict(list)
    report = _json(["--store", address, "--lang", "en", "import", str(folder), "--json"], code=1)
    found["rejected"] = report["rejected"]
    for gap in _json(["--store", address, "--lang", "en", "gaps", "--on", "2026-01-15", "--json"])["gaps"]:
        found[gap["rule"]].append(gap)
    return found


def _json(words: list[str], code: int = 0) -> Any:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run(words) == code
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("actors.csv 6", "“Name” is missing"),
        ("responsibilities.csv 4", "no “niemand”"),
        ("plans.csv 2", "leads back to itself"),
        ("plans.csv 3", "leads back to itself"),
        ("terms.csv 2", "leads back to itself"),
        ("terms.csv 3", "leads back to itself"),
        ("indicators.csv 3", "-3"),
    ],
)
def test_rows_that_cannot_be_taken_are_refused(told: Told, row: str, words: str) -> None:
    (message,) = [one["message"] for one in told["rejected"] if f"{one['file']} {one['row']}" == row]
    assert words in message


def test_nothing_else_is_refused(told: Told) -> None:
    assert len(told["rejected"]) == 7


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Verkehrte Zeit", ""),
        ("Ohne Richtung", ""),
        ("Niemandsort", "05754999"),
        ("Rathaus Niemandsort", "05754999"),
        ("Kreistag", "13"),
        ("Frist für eine Zusage (Tage)", "-5"),
        ("Gibt es nicht", ""),
    ],
)
def test_each_contradiction_is_a_finding(told: Told, subject: str, words: str) -> None:
    found = [gap for gap in told["G19"] if subject in gap["subject"]["name"] or subject in gap["message"]]
    assert found, [(gap["subject"]["name"], gap["message"]) for gap in told["G19"]]
    assert all(gap["truth"] == "YES" and gap["evidence"] and gap["action"] for gap in found)
    assert any(words in gap["message"] + str(gap["evidence"]) for gap in found)


def test_two_leads_of_two_sources(told: Told) -> None:
    (gap,) = told["G3b"]
    assert gap["subject"]["name"] == "Zwei Federführungen"
    assert "Verein Eins" in gap["message"] and "Verein Zwei" in gap["message"]


def test_an_end_before_the_beginning_is_still_past(told: Told) -> None:
    assert [gap["subject"]["name"] for gap in told["G13"]] == ["Verkehrte Zeit"]
