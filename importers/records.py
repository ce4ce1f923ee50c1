"""Settled drafts become records: what the import states over what the store holds, the rest as it was."""

from dataclasses import replace
from typing import Any

from graph.model import Record, Ref, global_id
from graph.schema import ValueType, property_of
from importers.drafts import Draft, Link
from importers.intake import Intake


def build(intake: Intake) -> dict[Ref, Record]:
    """Every record that the import speaks of, as it shall be. References that rows add keep what was there before."""
    built: dict[Ref, Record] = {}
    for draft in intake.drafts.values():
        record = _record(intake, draft)
        built[record.id] = record
    for addition in intake.additions:
        target, added = _ref(intake, addition.target), _ref(intake, addition.link)
        record = built.get(target) or intake.held[target]
        changes: dict[str, Any] = {addition.name: tuple(dict.fromkeys((*getattr(record, addition.name), added)))}
        built[target] = replace(record, **changes)
    return built


def _record(intake: Intake, draft: Draft) -> Record:
    ref = global_id(intake.dataset, draft.kind.__name__, draft.external_id)
    values: dict[str, Any] = dict(draft.values)
    for name, links in draft.links.items():
        refs = tuple(dict.fromkeys(_ref(intake, link) for link in links))
        many = property_of(draft.kind, name).value_type is ValueType.REFERENCES
        values[name] = refs if many else next(iter(refs), None)
    held = intake.held.get(ref)
    if held is not None:
        return replace(held, **values)
    return draft.kind(id=ref, dataset=intake.dataset, external_id=draft.external_id, **values)


def _ref(intake: Intake, link: Link) -> Ref:
    found = intake.known.find(link.kinds, link.key)
    assert found is not None, link
    kind, external_id = found
    return global_id(intake.dataset, kind, external_id)
