"""A name that fits two actors means neither of them, and no third."""

from pathlib import Path

import pytest

from graph.model import Actor, Measure
from tests.importers.district_files import imported, refusals, write

TWICE = "actor_id,name\nc1,Caritas\nc2,Caritas\nki,KI\n"


@pytest.mark.parametrize("column", ["lead", "responsible", "partners"])
def test_a_name_of_two_actors_in_a_column_of_names_is_refused(tmp_path: Path, column: str) -> None:
    measures = f"measure_id,title,{column}\nm,A,Caritas\nn,B,c1\n"
    found = imported(write(tmp_path / "k", {"actors": TWICE, "measures": measures}))
    assert refusals(found) == [("AMBIGUOUS", 2, column, "Caritas")]
    assert "c1, c2" in found.result.rejected[0].message.de
    assert (set(found.all(Actor)), set(found.all(Measure))) == ({"c1", "c2", "ki"}, {"n"})


def test_a_name_of_two_actors_in_a_reference_is_refused_without_a_suggestion(tmp_path: Path) -> None:
    cooperations = "actor_a,actor_b,type\nki,Caritas,Kooperation\n"
    found = imported(write(tmp_path / "k", {"actors": TWICE, "cooperations": cooperations}))
    assert refusals(found) == [("AMBIGUOUS", 2, "actor_b", "Caritas")]
    assert "Meinten Sie" not in found.result.rejected[0].message.de
