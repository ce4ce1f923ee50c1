"""Nobody but the office sees the number of a reading of few cases, whatever way they look at it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest

from api.export import COMPLETE, extract
from graph.changes import Put, Transaction
from graph.model import Indicator, Reading
from graph.past.as_of import as_of
from graph.past.difference import difference
from graph.past.history import history
from graph.past.history_shape import history_as_dict
from graph.picture import Picture, Pictures, View
from graph.query import parse_filter
from graph.questions import all_registers, ask
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole, shown
from graph.store import Store, open_store
from tests.graph.small_district import ON, D, Small, ref

VALUE, CASES = 13.25, 4
HERE = frozenset({D})
OTHERS = (
    GUEST,
    Viewer("club", ViewerRole.ACTOR, day=ON),
    Viewer("town", ViewerRole.MUNICIPALITY, day=ON),
    Viewer("institute", ViewerRole.ADVISER, day=ON),
    Viewer("operator", ViewerRole.ADMINISTRATION, day=ON),
    Viewer("office elsewhere", ViewerRole.COORDINATION, datasets=frozenset({"another"}), day=ON),
)
OFFICES = (OFFICE, Viewer("office here", ViewerRole.COORDINATION, datasets=HERE, day=ON))
of_others = pytest.mark.parametrize("viewer", OTHERS, ids=lambda viewer: viewer.name)
of_offices = pytest.mark.parametrize("viewer", OFFICES, ids=lambda viewer: viewer.name)


def reading(key: str = "w", **values: Any) -> Reading:
    held = {"value": VALUE, "count": CASES, "indicator": ref(Indicator, "i"), "period": "2025", **values}
    return Reading(id=ref(Reading, key), dataset=D, external_id=key, **held)


def small_cells() -> Small:
    """One withheld by its count, one by decision, one that counts as few without a value, and one that is shown."""
    small = Small().add(Indicator, "i", name="Kennzahl")
    for number, (key, values) in enumerate(READINGS.items()):
        small.records[ref(Reading, key)] = reading(key, period=str(2020 + number), **values)
    return small


def seen(viewer: Viewer) -> View:
    return Picture(1, small_cells().records).seen_by(viewer)


READINGS: dict[str, dict[str, Any]] = {
    "few": {},
    "said": {"count": 90, "suppressed": True},
    "denied": {"suppressed": False},
    "shown": {"value": 12.0, "count": 5},
}
HIDDEN = ("few", "said", "denied")


@of_others
@pytest.mark.parametrize("key", HIDDEN)
def test_the_numbers_are_taken_out(viewer: Viewer, key: str) -> None:
    entry = reading(key, **READINGS[key])
    assert shown(viewer, entry) == replace(entry, value=None, count=None, suppressed=True)


@pytest.mark.parametrize("viewer", [*OTHERS, *OFFICES], ids=lambda viewer: viewer.name)
def test_five_cases_are_enough(viewer: Viewer) -> None:
    entry = reading("shown", **READINGS["shown"])
    assert shown(viewer, entry) == entry


@of_offices
def test_the_office_sees_what_it_entered(viewer: Viewer) -> None:
    assert shown(viewer, reading()) == reading()


@of_others
def test_a_filter_cannot_ask_for_them(viewer: Viewer) -> None:
    view = seen(viewer)
    for asked in (
        {"value": {"eq": VALUE}}, {"value": {"gte": 13.0}}, {"value": {"in": [VALUE, 99.0]}}, {"count": {"lte": 4}},
        {"count": {"eq": 90}}, {"not": {"value": {"isNull": True}}, "count": {"lte": 4}},
        {"suppressed": {"eq": False}}, {"suppressed": {"isNull": True}, "value": {"isNull": True}},
    ):  # fmt: skip
        assert view.count(Reading, parse_filter(Reading, asked)) == 0, asked
    assert view.count(Reading, parse_filter(Reading, {"value": {"isNull": True}})) == 3
    assert view.count(Reading, parse_filter(Reading, {"suppressed": {"eq": True}})) == 3
    assert view.count(Reading, parse_filter(Reading, {"value": {"eq": 12.0}})) == 1


def test_nor_can_an_order() -> None:
    """What has no value comes last in both directions."""
    for direction in ("asc", "desc"):
        order = seen(GUEST).select(Reading, order_by=(("value", direction),)).records
        assert order[0].external_id == "shown"
        assert {one.value for one in order[1:]} == {None}


def test_the_office_finds_what_it_entered() -> None:
    assert seen(OFFICE).count(Reading, parse_filter(Reading, {"value": {"eq": VALUE}})) == 3


@pytest.mark.parametrize("viewer", [*OTHERS, *OFFICES], ids=lambda viewer: viewer.name)
def test_no_export_holds_them(viewer: Viewer) -> None:
    view = seen(viewer)
    for write in COMPLETE.values():
        file = StringIO()
        write(extract(view, None), file)
        assert str(VALUE) not in file.getvalue()
        assert "12.0" in file.getvalue()


@pytest.mark.parametrize("viewer", [*OTHERS, *OFFICES], ids=lambda viewer: viewer.name)
def test_no_register_holds_them_not_even_the_office_s(viewer: Viewer) -> None:
    view = seen(viewer)
    for question in all_registers():
        for row in ask(view, D, ON, question, {}).rows:
            assert not {VALUE, CASES, 90} & {cell for cell in row.cells if isinstance(cell, int | float)}, question.key


@pytest.fixture
def past() -> Store:
    """A reading that was shown, then known to rest on few cases, then changed to another of few."""
    store = open_store("sqlite::memory:")
    indicator = Indicator(id=ref(Indicator, "i"), dataset=D, external_id="i", name="Kennzahl")
    states = (reading(count=None), reading(), reading(value=14.5, count=3))
    for number, changes in enumerate(((indicator, states[0]), (states[1],), (states[2],))):
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number)
        store.commit(Transaction(tuple(map(Put, changes)), "Amt", "Grund", at))
    return store


NUMBERS = ("13.25", "13,25", "14.5", "14,5")


@of_others
def test_no_earlier_state_tells_what_is_withheld_today(viewer: Viewer, past: Store) -> None:
    now = Pictures(past).current().seen_by(viewer)
    views = [as_of(past, revision).seen_by(now) for revision in (1, 2, 3)]
    for view in views:
        (held,) = view.all(Reading)
        assert (held.value, held.count, held.suppressed) == (None, None, True)
        assert view.count(Reading, parse_filter(Reading, {"value": {"eq": VALUE}})) == 0
        assert not any(number in repr(difference(view, now).as_dict("de")) for number in NUMBERS)


def test_no_history_tells_it(past: Store) -> None:
    keeper = Viewer("club", ViewerRole.ACTOR, held=frozenset({ref(Reading, "w")}), day=ON)
    told = repr(history_as_dict(history(past, ref(Reading, "w"), keeper), "en"))
    assert "2025" in told
    assert not any(number in told for number in NUMBERS)
    everything = repr(history_as_dict(history(past, ref(Reading, "w"), OFFICE), "en"))
    assert "13.25" in everything
    assert "14.5" in everything
