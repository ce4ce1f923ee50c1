"""A history as JSON and GraphQL carry it, and as rows for people."""

from collections.abc import Iterator
from typing import Any

from graph.language import Language, Text
from graph.past.comparing import in_words
from graph.past.history import Became, Confirmed, History, Version
from graph.past.moments import HERE

COLUMNS = ("revision", "at", "author", "reason", "action", "entry", "property", "before", "after")
"""The columns of `history_rows`."""

_ACTIONS = {
    Became.CREATED: Text("angelegt", "created"),
    Became.CHANGED: Text("geändert", "changed"),
    Became.DELETED: Text("gelöscht", "deleted"),
}
_CONFIRMED = Text("bestätigt", "confirmed")
_ERASED = Text("Inhalt endgültig gelöscht", "content erased for good")


def history_as_dict(history: History, language: Language) -> dict[str, Any]:
    """The history for JSON; `edges` only where they were asked for."""
    found: dict[str, Any] = {
        "id": history.id,
        "kind": history.kind.__name__,
        "name": history.name.in_(language),
        "changes": [_version(version, language) for version in history.versions],
        "confirmations": [_confirmed(one, language) for one in history.confirmations],
    }
    if history.edges:
        found["edges"] = [history_as_dict(edge, language) for edge in history.edges]
    return found


def history_rows(history: History, language: Language) -> Iterator[tuple[object, ...]]:
    """A row for each property that changed, then one for each confirmation; edges follow. Times are those of Berlin."""
    kind = history.kind.meta.label.in_(language)
    entry = f"{kind} {history.name.in_(language)}"
    for version in history.versions:
        at = version.at.astimezone(HERE).strftime("%Y-%m-%d %H:%M")
        head = (version.revision, at, version.author, version.reason, _ACTIONS[version.action].in_(language), entry)
        if version.erased or not version.properties:
            yield (*head, None, None, _ERASED.in_(language) if version.erased else None)
        for change in version.properties:
            before, after = (in_words(value, language) for value in (change.before, change.after))
            yield (*head, change.property.label.in_(language), before, after)
    for one in history.confirmations:
        by = one.by.in_(language) if one.by is not None else None
        how = one.way.label.in_(language) if one.way is not None else None
        yield (None, one.on, by, one.function, _CONFIRMED.in_(language), entry, None, None, how)
    for edge in history.edges:
        yield from history_rows(edge, language)


def _version(version: Version, language: Language) -> dict[str, Any]:
    return {
        "revision": version.revision,
        "at": version.at.isoformat(),
        "author": version.author,
        "reason": version.reason,
        "action": str(version.action),
        "version": version.version,
        "erased": version.erased,
        "properties": [change.as_dict(language) for change in version.properties],
    }


def _confirmed(one: Confirmed, language: Language) -> dict[str, Any]:
    return {
        "on": one.on.isoformat() if one.on is not None else None,
        "by": one.by.in_(language) if one.by is not None else None,
        "function": one.function,
        "way": str(one.way) if one.way is not None else None,
        "version": one.version,
    }
