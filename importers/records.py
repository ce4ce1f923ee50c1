"""Settled drafts become records: what the import states over what the store holds, the rest as it was."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.model import Record, Ref, global_id
from graph.schema import ValueType, property_of
from importers.drafts import Draft, Link
from importers.intake import Intake


def build(intake: Intake) -> dict[Ref, Record]:
    """Every record that the import speaks of, as it shall be. References that rows add keep what was there before."""
    built: dict[Ref, Record] = {}
    for draft in sorted(intake.drafts.values(), key=lambda draft: not _was_merged(intake, draft)):
        record = _record(intake, draft, built)
        built[record.id] = record
    for addition in intake.additions:
        target, added = _ref(intake, addition.target), _ref(intake, addition.link)
        record = built.get(target) or intake.held[target]
        changes: dict[str, Any] = {addition.name: tuple(dict.fromkeys((*getattr(record, addition.name), added)))}
        built[target] = replace(record, **changes)
    return built


def _was_merged(intake: Intake, draft: Draft) -> bool:
    """Whether the draft is of an entry that went into another: what the row of that other one says comes after it."""
    ref = _id(intake, draft.kind.__name__, draft.external_id)
    return intake.merged.now(ref) != ref


def _record(intake: Intake, draft: Draft, built: Mapping[Ref, Record]) -> Record:
    own = _id(intake, draft.kind.__name__, draft.external_id)
    values: dict[str, Any] = dict(draft.values)
    for name, links in draft.links.items():
        refs = tuple(dict.fromkeys(_ref(intake, link) for link in links))
        many = property_of(draft.kind, name).value_type is ValueType.REFERENCES
        values[name] = refs if many else next(iter(refs), None)
    ref = intake.merged.now(own)
    before = built.get(ref) or intake.held.get(ref)
    if before is not None:
        return replace(before, **intake.merged.news(own, values))
    return draft.kind(id=own, dataset=intake.dataset, external_id=draft.external_id, **values)


def _ref(intake: Intake, link: Link) -> Ref:
    found = intake.known.find(link.kinds, link.key)
    assert found is not None, link
    return intake.merged.now(_id(intake, *found))


def _id(intake: Intake, kind: str, external_id: str) -> Ref:
    return global_id(intake.dataset, kind, external_id)
