"""Whether the graph in a store is whole: every record fits the model, every reference its kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.digest import digest
from graph.language import Text
from graph.model import KINDS, Record, Ref, global_id
from graph.rows import references, targets
from graph.schema import ValueType, properties
from graph.store import Store
from graph.text import forbidden_character, normalise


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it has to be."""

    code: str
    subject: str
    message: Text


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, and the revision and content hash that it holds for."""

    problems: tuple[Problem, ...]
    revision: int
    hash: str

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def check(store: Store) -> CheckResult:
    """Read everything and look at it: the engine's own test, then every record."""
    damage = tuple(
        Problem("DAMAGED", store.address, Text(f"Der Speicher meldet: {line}", f"The store reports: {line}"))
        for line in store.damage()
    )
    revision, records = store.read(tuple(KINDS.values()))
    by_id = {record.id: record for record in records}
    found = tuple(problem for record in records for problem in problems_of(record, by_id))
    return CheckResult(damage + found, revision, digest(records))


def problems_of(record: Record, by_id: Mapping[Ref, Record]) -> Iterator[Problem]:
    """What is wrong with one record among others."""
    name = f"{type(record).__name__} {record.external_id}"
    if record.id != global_id(record.dataset, type(record).__name__, record.external_id):
        yield Problem("WRONG_ID", name, Text("Die Kennung passt nicht zum Eintrag.", "The id does not fit the entry."))
    for prop in properties(type(record)):
        value = getattr(record, prop.name)
        if prop.value_type is ValueType.TEXT and isinstance(value, str):
            yield from _text_problems(name, prop.label, value, required=prop.required)
    for prop in references(type(record)):
        assert prop.to is not None
        for target in targets(record, prop):
            yield from _reference_problems(name, prop.label, by_id.get(target), prop.to.kinds)


def _text_problems(name: str, label: Text, value: str, *, required: bool) -> Iterator[Problem]:
    if required and not value.strip():
        yield Problem("MISSING", name, Text("„{label}“ fehlt.", "“{label}” is missing.").fill(label=label))
    character = forbidden_character(value)
    if character:
        yield Problem(
            "FORBIDDEN_CHARACTER",
            name,
            Text("„{label}“ enthält das Zeichen {c}.", "“{label}” holds the character {c}.").fill(
                label=label, c=character
            ),
        )
    if value != normalise(value):
        yield Problem(
            "NOT_NFC", name, Text("„{label}“ ist nicht in Normalform C.", "“{label}” is not in NFC.").fill(label=label)
        )


def _reference_problems(name: str, label: Text, target: Record | None, kinds: tuple[str, ...]) -> Iterator[Problem]:
    if target is None:
        yield Problem(
            "BROKEN_REFERENCE",
            name,
            Text("„{label}“ verweist auf nichts.", "“{label}” points at nothing.").fill(label=label),
        )
    elif type(target).__name__ not in kinds:
        yield Problem(
            "WRONG_KIND",
            name,
            Text("„{label}“ verweist auf {kind}.", "“{label}” points at {kind}.").fill(
                label=label, kind=target.meta.label
            ),
        )
