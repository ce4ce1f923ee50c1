"""An id that clients hold leads to the entry that stays after a merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette

from api.app import create_app
from graph.model import Actor, Record
from graph.rights import GUEST, OFFICE
from graph.service import merge
from graph.store import open_store
from tests.api.conftest import MOMENT, Fill, ref


@pytest.mark.parametrize("away", ["a3", "a4"])
def test_old_ids_lead_on(
    district: tuple[Record, ...], fill: Fill, serve: Callable[[Starlette], Any], away: str
) -> None:
    keep, gone = ref(Actor, "a2"), ref(Actor, away)
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        merge(store, OFFICE, keep, gone, expected={keep: 1, gone: 1}, reason="doppelt", at=MOMENT)
        ask = "query ($id: ID!) { node(id: $id) { id } actor(id: $id) { id } nodes(ids: [$id]) { id } }"
        found = serve(create_app(store, viewer=OFFICE)).ask(ask, id=gone)
        assert found == {"node": {"id": keep}, "actor": {"id": keep}, "nodes": [{"id": keep}]}
        seen = serve(create_app(store, viewer=GUEST)).ask(ask, id=gone)
        assert (seen["node"] is None) == (away == "a4"), "with a hidden one the whole is hidden"
