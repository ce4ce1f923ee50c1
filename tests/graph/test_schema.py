"""One declaration per property; everything else is read from it."""

import hashlib
from datetime import date

import pytest

from graph.dates import VagueDate
from graph.model import (
    EDGE_KINDS,
    KINDS,
    NODE_KINDS,
    Actor,
    Confirmation,
    Measure,
    Record,
    Responsibility,
    Term,
    Tie,
    global_id,
)
from graph.model.states import MeasureStatus, State, Visibility
from graph.rows import columns, flat, record_from, references, targets
from graph.schema import ValueType, label_of, properties, property_of
from graph.stores import SCHEMA_VERSION
from graph.stores.sqlite_tables import schema


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_property_has_a_label_in_both_languages(kind: type[Record]) -> None:
    for prop in properties(kind):
        assert prop.label.de and prop.label.en, (kind.__name__, prop.name)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_reference_points_at_known_kinds(kind: type[Record]) -> None:
    for prop in properties(kind):
        if prop.is_reference:
            assert prop.to is not None
            assert set(prop.to.kinds) <= KINDS.keys(), (kind.__name__, prop.name)
            assert prop.to.relation == prop.to.relation.upper()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_no_two_columns_of_a_kind_share_a_name(kind: type[Record]) -> None:
    names = [column.name for column in columns(kind)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", NODE_KINDS, ids=lambda kind: kind.__name__)
def test_every_node_kind_can_be_imported_or_is_made_by_the_product(kind: type[Record]) -> None:
    assert kind.meta.table, kind.__name__


@pytest.mark.parametrize("kind", EDGE_KINDS, ids=lambda kind: kind.__name__)
def test_every_edge_kind_has_a_relationship_type(kind: type[Record]) -> None:
    assert kind.meta.relation
    assert property_of(kind, "source").to is not None
    assert property_of(kind, "target").to is not None


def test_a_record_survives_being_flattened() -> None:
    measure = Measure(
        id=global_id("d", "Measure", "m1"),
        dataset="d",
        external_id="m1",
        title="Sprachcafé „Mitte“",
        status=MeasureStatus.DELAYED,
        start=VagueDate("Mitte 2022", date(2022, 5, 1), date(2022, 8, 31)),
        end=VagueDate("offen"),
        confirmed_on=date(2025, 1, 2),
        as_written=("status: läuft",),
        visibility=Visibility.INTERNAL,
        fields=(global_id("d", "Term", "f"),),
    )
    held = {prop.name: targets(measure, prop) for prop in references(Measure)}
    assert record_from(Measure, flat(measure), held) == measure


def test_states_are_text_with_a_label() -> None:
    assert MeasureStatus.ADOPTED == "ADOPTED"
    assert MeasureStatus.ADOPTED.label.de == "beschlossen"
    for states in State.__subclasses__():
        for state in states:
            assert state.label.de and state.label.en


def test_headings_in_any_spelling_mean_the_property() -> None:
    assert "kapazitaet vzae" in property_of(Actor, "capacity_fte").spellings
    assert property_of(Responsibility, "target").value_type is ValueType.REFERENCE
    assert property_of(Tie, "layer").required is False


def test_records_are_recognised_by_their_name() -> None:
    assert (
        label_of(Term(id=global_id("d", "Term", "t"), dataset="d", external_id="t", scheme="field", label="Arbeit"))
        == "Arbeit"
    )


def test_global_ids_depend_on_dataset_kind_and_external_id() -> None:
    ids = {global_id(d, k, e) for d in ("a", "b") for k in ("Actor", "Place") for e in ("1", "2")}
    assert len(ids) == 8


def test_a_change_of_the_stored_form_raises_its_version() -> None:
    """The sum stands here for one version only: when it differs, raise SCHEMA_VERSION and write down the new one."""
    forms = {3: "39a078589eb3ad66"}
    assert hashlib.sha256(schema().encode()).hexdigest()[:16] == forms[SCHEMA_VERSION]


def test_whatever_people_keep_can_be_confirmed() -> None:
    to = property_of(Confirmation, "about").to
    assert to is not None
    assert set(to.kinds) == {kind.__name__ for kind in NODE_KINDS} - {"Confirmation", "Redirect", "Setting"}
