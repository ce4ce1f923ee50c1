"""A table as bytes and back: nothing is lost, and bytes that are none of a table are told as such."""

from __future__ import annotations

import random
import string
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import KINDS, Actor, Record
from graph.picture import packed as packing
from graph.picture.column import Coded, Column
from graph.picture.packed import form, packed, unpacked
from graph.picture.table import Table
from graph.rows import Rows, column_names, rows_of
from graph.schema import ValueType, property_of
from tests.graph.random_graphs import INTEGERS, NUMBERS, TEXTS, a_graph

NO_TABLE = (ValueError, LookupError, TypeError, AttributeError, OverflowError)

texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ids = st.text(string.hexdigits, min_size=1, max_size=5)
VALUES: dict[ValueType, st.SearchStrategy[Any]] = {
    ValueType.INTEGER: st.sampled_from(INTEGERS) | st.integers(-(2**63), 2**63 - 1),
    ValueType.NUMBER: st.sampled_from(NUMBERS) | st.floats(allow_nan=False),
    ValueType.FLAG: st.booleans(),
    ValueType.REFERENCES: st.lists(ids, max_size=3).map(tuple),
    ValueType.REFERENCE: ids,
}


@st.composite
def tables(draw: st.DrawFn, kind: type[Record]) -> Rows:
    """Rows of any values that a store could hand out for the kind, sorted by id."""
    refs = sorted(draw(st.sets(ids, max_size=6)))
    found: dict[str, list[Any]] = {"id": refs, "version": [draw(st.integers(0, 2**40)) for _ in refs]}
    for name in column_names(kind):
        if name in found:
            continue
        values = _values(kind, name)
        if draw(st.booleans()):  # a column of one value, as most are
            values = st.just(draw(values))
        found[name] = [draw(values) for _ in refs]
    return Rows(kind, {name: found[name] for name in column_names(kind)})


def _values(kind: type[Record], name: str) -> st.SearchStrategy[Any]:
    try:
        value_type = property_of(kind, name).value_type
    except KeyError:
        return texts  # part of the identity, or of a vague date
    if value_type is ValueType.REFERENCES:
        return VALUES[value_type]
    return st.none() | VALUES.get(value_type, texts)


def assert_same(found: Table, rows: Rows) -> None:
    assert (found.kind, len(found)) == (rows.kind, len(rows))
    read = Table.of(rows)
    for name in column_names(rows.kind):
        before, after = read.column(name), found.column(name)
        assert after.vocabulary == before.vocabulary
        assert np.array_equal(after.codes, before.codes)
        assert after.codes.dtype == before.codes.dtype
        assert after.values == rows.columns[name]
        assert [*map(type, after.values)] == [*map(type, rows.columns[name])]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=5)
@given(st.data())
def test_nothing_is_lost(kind: type[Record], data: st.DataObject) -> None:
    rows = data.draw(tables(kind))
    assert_same(unpacked(kind, packed(Table.of(rows))), rows)


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost_of_a_graph(seed: int) -> None:
    graph = a_graph(random.Random(seed), nodes=200, edges=200)
    for kind in KINDS.values():
        rows = rows_of(kind, (record for record in graph.values() if type(record) is kind))
        assert_same(unpacked(kind, packed(Table.of(rows))), rows)


@pytest.mark.parametrize("distinct", [1, 2, 255, 256, 65_535, 65_536])
def test_however_many_values_there_are(distinct: int) -> None:
    rows: dict[str, list[Any]] = {name: [None] * (distinct + 1) for name in column_names(Actor)}
    rows |= {"id": [f"{n:07}" for n in range(distinct + 1)], "places": [()] * (distinct + 1)}
    rows["name"] = [str(n % distinct) for n in range(distinct, -1, -1)]
    rows["note"] = ["ß" * 300 if n == 7 else "e\u0301🌈" for n in range(distinct + 1)]
    table = unpacked(Actor, packed(Table.of(Rows(Actor, rows))))
    assert {name: table.column(name).values for name in rows} == rows


def test_what_no_store_hands_out_is_refused() -> None:
    values: tuple[Any, ...] = ("\ud800", 2**64, [], b"x")
    for value in values:
        rows: dict[str, list[Any]] = {name: [None] for name in column_names(Actor)} | {"note": [value]}
        with pytest.raises(NO_TABLE):
            packed(Table.of(Rows(Actor, rows)))


def test_bytes_that_are_none_of_a_table_are_told_as_such() -> None:
    graph = a_graph(random.Random(1), nodes=12, edges=0)
    rows = rows_of(Actor, (record for record in graph.values() if isinstance(record, Actor)))
    whole = packed(Table.of(rows))
    for length in range(len(whole)):
        with pytest.raises(NO_TABLE):
            unpacked(Actor, whole[:length])
    with pytest.raises(NO_TABLE):
        unpacked(Actor, whole + b"\0")
    with pytest.raises(NO_TABLE):
        unpacked(KINDS["Measure"], whole)
    for place in range(0, len(whole), 3):  # a changed letter is a table as well; whether it is ours tells the digest
        changed = bytearray(whole)
        changed[place] ^= 0x10
        with suppress(*NO_TABLE):
            unpacked(Actor, bytes(changed))


@pytest.mark.parametrize("code", [-2, 1, 7])
def test_a_code_of_no_value_is_none_of_a_table(code: int) -> None:
    for codes in ([code, code], [0, code]):
        columns = {name: Column([None, None]) for name in column_names(Actor)}
        columns |= {"id": Column(["a", "b"]), "note": Column(None, Coded(["x"], np.array(codes, np.int32)))}
        with pytest.raises(NO_TABLE):
            unpacked(Actor, packed(Table(Actor, columns)))


def test_the_form_follows_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    today = form()
    assert form.__wrapped__() == today
    for name, other in (
        ("SCHEMA_VERSION", 99),
        ("_FORM", 99),
        ("column_names", lambda kind: (*column_names(kind), "x")),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(packing, name, other)
            assert form.__wrapped__() != today
