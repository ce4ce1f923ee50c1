"""The step after which the model only had more to say: a kind, a property, a state, or another name for a state.

The log stays byte for byte: what it does not say has the model's own value, and a state that is called otherwise today
is understood (`State.former`). So only what lies beside the log is brought up to date.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from graph.log import Entry
from graph.model import KINDS, Record, Ref
from graph.schema import Property, properties

GAINED_SINCE = (2,)
"""The forms since which the model has only gained. When it gains again, the form before joins them."""


def with_defaults(record: Record, said: Mapping[str, Any]) -> Record:
    """The record with the model's own value for every property that `said`, being older, does not know."""
    defaults = {
        f.name: f.default
        for f in fields(record)
        if f.name not in said and f.default is not MISSING and getattr(record, f.name) is None
    }
    return replace(record, **defaults) if defaults else record


def changed_by_defaults(held: Mapping[Ref, Record], newest: Mapping[Ref, Entry]) -> list[Record]:
    """The records for which the model has a value where the log, being older, says nothing."""
    found = []
    for ref, record in held.items():
        payload = newest[ref].payload if ref in newest else None
        if payload is not None and (now := with_defaults(record, json.loads(payload))) != record:
            found.append(now)
    return found


def renamed_states() -> Iterator[tuple[type[Record], Property, Mapping[str, str]]]:
    """The properties of which some states had other codes, with those of today."""
    for kind in KINDS.values():
        for prop in properties(kind):
            if prop.states is not None and (former := prop.states.former()):
                yield kind, prop, {code: str(state) for code, state in former.items()}
