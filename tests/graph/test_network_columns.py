"""Networks taken from columns are those taken record by record, whoever looks, on random districts."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest

from graph import model as m
from graph.dates import VagueDate
from graph.model import Group, Place, Plan, Ref, Term
from graph.model.states import TieState, Visibility
from graph.network.network import Network, Networks
from graph.picture import Picture, View
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.scope import LAYERS, Scope
from tests.graph.hidden_district import ACTORS, FIELDS, TOWNS, random_district
from tests.graph.network_by_record import DistrictByRecord, NetworksByRecord
from tests.graph.small_district import ON, D, ref, refs

CASES = int(os.environ.get("GEFLECHT_CASES", "15"))
VIEWERS = (
    OFFICE,
    GUEST,
    Viewer("a", ViewerRole.ACTOR, actors=frozenset({ref(m.Actor, "a1")}), day=ON),
    Viewer("s", ViewerRole.MUNICIPALITY, places=frozenset({ref(Place, "Werl")}), day=ON),
)
SAME = ("ids", "external_ids", "names", "groups", "loops", "parallel", "wave", "on", "scope")


def tangled(chance: Random) -> dict[Ref, m.Record]:
    """A random district with ties of all sorts: of several layers, directed, parallel, to oneself, of vague dates."""
    records: dict[Ref, m.Record] = dict(random_district(chance, hidden=chance.choice((0.0, 0.3))))
    for n in range(25):
        a, b = chance.choice(ACTORS), chance.choice(ACTORS)
        tie = m.Tie(
            id=ref(m.Tie, f"x{n}"), dataset=D, external_id=f"x{n}", source=ref(m.Actor, a), target=ref(m.Actor, b),
            layer=chance.choice(("working", "money", "sharedMeasures")), level=chance.choice((None, 1.0, 2.5, 4.0)),
            state=chance.choice((TieState.EXISTS, TieState.EXISTS, TieState.ENDED, TieState.WISHED)),
            directed=chance.random() < 0.2, since=_time(chance), until=_time(chance),
            fields=refs(Term, chance.sample(FIELDS, chance.randrange(2))),
            visibility=chance.choice((Visibility.PUBLIC, Visibility.PUBLIC, Visibility.INTERNAL)),
        )  # fmt: skip
        records[tie.id] = tie
    for key, record in records.items():
        if isinstance(record, m.Responsibility | m.Membership | m.Group):
            records[key] = replace(record, since=_time(chance), until=_time(chance))
    return records


def _time(chance: Random) -> VagueDate | None:
    first = ON + timedelta(chance.randrange(-400, 400))
    exact, vague = VagueDate(str(first), first, first), VagueDate("bald", first, first + timedelta(200))
    open_ended = VagueDate("später", first, None)
    return chance.choice((None, None, None, exact, vague, open_ended, VagueDate("irgendwann")))


def scopes(chance: Random) -> Iterator[Scope]:
    yield from (Scope(D, layer=layer) for layer in LAYERS)
    for _ in range(6):
        yield Scope(
            D,
            field=chance.choice((None, ref(Term, chance.choice(FIELDS)))),
            place=chance.choice((None, None, ref(Place, chance.choice((*TOWNS, "Kreis", "Nord"))))),
            group=chance.choice((None, None, ref(Group, "AK"))),
            plan=chance.choice((None, None, ref(Plan, "p"), ref(Plan, "none"))),
            actor_types=chance.choice(((), (), refs(Term, ["Verein"]), refs(Term, ["Verein", "Amt"]))),
            layer=chance.choice(LAYERS),
        )
    yield Scope("elsewhere")


def assert_same(found: Network, expected: Network) -> None:
    assert [getattr(found, name) for name in SAME] == [getattr(expected, name) for name in SAME]
    assert list(found.behind) == list(expected.behind)
    for name in ("source", "target", "level_stated"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name
        assert getattr(found, name).dtype == getattr(expected, name).dtype
    np.testing.assert_allclose(found.level, expected.level, rtol=1e-12)
    assert _plain(found.layers) == _plain(expected.layers)
    assert (found.arcs is None) == (expected.arcs is None)
    if found.arcs is not None and expected.arcs is not None:
        assert [end.tolist() for end in found.arcs] == [end.tolist() for end in expected.arcs]


def _plain(layers: Any) -> dict[str, list[bool]]:
    return {name: lines.tolist() for name, lines in layers.items()}


def assert_same_district(view: View, on: date, scope: Scope) -> None:
    """What others ask of the district, in the order in which it is told."""
    found, expected = Networks(view, D, on).district, DistrictByRecord(view, D, on)
    for name in ("actors", "ties", "activities", "partners", "holders"):
        assert getattr(found, name) == getattr(expected, name), name
    assert list(found.partners.values()) == [expected.partners[target] for target in found.partners]
    for name in ("members", "ties_in", "activities_in"):
        assert getattr(found, name)(scope) == getattr(expected, name)(scope), name


@pytest.mark.parametrize("seed", range(CASES))
def test_random_districts(seed: int) -> None:
    chance = Random(seed)
    picture = Picture(1, tangled(chance))
    on = ON + timedelta(chance.choice((0, -200, 200)))
    for viewer in VIEWERS:
        view = picture.seen_by(viewer)
        networks, slow = Networks(view, D, on), NetworksByRecord(view, D, on)
        for scope in scopes(chance):
            assert_same(networks.of(scope), slow.of(scope))
            assert_same_district(view, on, replace(scope, dataset=D))


def test_a_picture_brought_up_to_date() -> None:
    """Rows that were deleted or changed since the picture was first read."""
    chance = Random(1)
    before, later = tangled(chance), tangled(chance)
    gone = [(type(record).__name__, key) for key, record in before.items() if key not in later]
    picture = Picture(1, before)
    Networks(picture.seen_by(OFFICE), D, ON).of(Scope(D, layer="all"))
    picture = picture.after(2, Picture(2, later).source, later, [*gone, ("Tie", ref(m.Tie, "x0"))])
    view = picture.seen_by(OFFICE)
    for scope in scopes(chance):
        assert_same(Networks(view, D, ON).of(scope), NetworksByRecord(view, D, ON).of(scope))
