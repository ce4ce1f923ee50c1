"""What an import can refer to: its own drafts and what the store holds, asked alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.keys import short
from graph.model import KINDS, Record, Ref, Term
from graph.rows import references, targets
from graph.schema import label_of, properties
from graph.text import fold
from importers.drafts import Draft, Link
from importers.merged import Merged
from importers.problems import Spot

# Words of tables become such records; what a word means is found by the vocabulary and the gazetteer.
_BY_ID_ONLY = frozenset({"Term", "Source", "Place"})


class Known:
    """Drafts first, then what only the store has. A held record is read as a draft, references by id or label."""

    def __init__(self, held: Mapping[Ref, Record], drafts: Mapping[tuple[str, str], Draft], merged: Merged) -> None:
        self._held = held
        self._drafts = drafts
        self._merged = merged
        self._held_of: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in held.values():
            self._held_of[type(record).__name__][record.external_id] = record
        self._read: dict[tuple[str, str], Draft] = {}
        self._names: dict[str, dict[str, list[str]]] = {}

    def get(self, kind: str, external_id: str) -> Draft | None:
        """The draft, or the held record read as one, or None."""
        key = short(external_id)
        draft = self._drafts.get((kind, key))
        if draft is not None:
            return draft
        record = self._held_of[kind].get(key) or self._merged.record(kind, key)
        return self._as_draft(record) if record is not None else None

    def now(self, kind: str, external_id: str) -> str:
        """The external id of the entry that stays, where one was merged into another; else the id itself."""
        record = self._merged.record(kind, external_id)
        return record.external_id if record is not None else external_id

    def all(self, kind: str) -> Iterator[Draft]:
        """Everything of a kind."""
        yield from [draft for draft in self._drafts.values() if draft.kind.__name__ == kind]
        for external_id, record in self._held_of[kind].items():
            if (kind, external_id) not in self._drafts:
                yield self._as_draft(record)

    def has(self, kind: str, external_id: str) -> bool:
        """Whether there is a record of the kind and external id."""
        key = short(external_id)
        return (kind, key) in self._drafts or key in self._held_of[kind] or key in self._merged.old[kind]

    def kinds(self) -> set[str]:
        """The kinds of which there is anything."""
        return {kind for kind, _ in self._drafts} | {kind for kind, records in self._held_of.items() if records}

    def find(self, kinds: Sequence[str], key: str) -> tuple[str, str] | None:
        """Kind and external id of what `key` means: an id first, else the name or title of one record only."""
        as_id = short(key)
        for kind in kinds:
            if self.has(kind, key):
                return kind, as_id
        found = self.candidates(kinds, key)
        return found[0] if len(found) == 1 else None

    def candidates(self, kinds: Sequence[str], name: str) -> list[tuple[str, str]]:
        """Kind and external id of everything that is called so, where kinds are found by name."""
        if not name:
            return []
        return [(k, external_id) for k in kinds if k not in _BY_ID_ONLY for external_id in self.named(k, name)]

    def named(self, kind: str, name: str) -> list[str]:
        """External ids of the records of a kind that are called so; the same letters win over the same sound.

        Of records that were merged, one only.
        """
        names = self._names_of(kind)
        found = names.get(name) or names.get(f"~{fold(name)}", [])
        return list({self.now(kind, external_id): external_id for external_id in reversed(found)}.values())[::-1]

    def words(self, kind: str) -> list[str]:
        """Ids and names of a kind, for a suggestion."""
        ids = [draft.external_id for draft in self.all(kind)]
        return ids + [name for name in self._names_of(kind) if not name.startswith("~")]

    def title(self, kind: str, external_id: str) -> str:
        """What people recognise the record by."""
        draft = self.get(kind, external_id)
        return str((draft.values.get(draft.kind.meta.title) if draft else None) or external_id)

    def field_labels(self, kind: str, external_id: str) -> list[str]:
        """The fields of action of a record, by their words; a field itself is its own."""
        if kind == "Term":
            return [self.title(kind, external_id)]
        draft = self.get(kind, external_id)
        return [link.key for link in draft.links.get("fields", ())] if draft else []

    def forget_names(self, kind: str) -> None:
        """The records of the kind have changed."""
        self._names.pop(kind, None)

    def _as_draft(self, record: Record) -> Draft:
        identity = (type(record).__name__, record.external_id)
        read = self._read.get(identity)
        if read is None:
            kind = type(record)
            values = {prop.name: getattr(record, prop.name) for prop in properties(kind) if not prop.is_reference}
            read = self._read[identity] = Draft(kind, record.external_id, Spot(""), values)
            for prop in references(kind):
                assert prop.to is not None
                read.link(prop.name, [self._as_link(ref, prop.name, kind) for ref in targets(record, prop)])
        return read

    def _as_link(self, ref: Ref, name: str, kind: type[Record]) -> Link:
        target = self._held[ref]
        link = Link.of(kind, name, target.external_id, Spot(""), (type(target).__name__,))
        is_word = isinstance(target, Term) and link.to.scheme is not None
        return Link.of(kind, name, label_of(target), Spot(""), link.kinds) if is_word else link

    def _names_of(self, kind: str) -> dict[str, list[str]]:
        names = self._names.get(kind)
        if names is None:
            names = self._names[kind] = {}
            for external_id, called in self._called(kind):
                for key in {*called, *(f"~{fold(name)}" for name in called)}:
                    names.setdefault(key, []).append(external_id)
        return names

    def _called(self, kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        title = KINDS[kind].meta.title
        if not title:
            return
        for old_key, redirect in self._merged.old[kind].items():
            if (kind, old_key) not in self._drafts and redirect.old_name:
                yield old_key, (redirect.old_name,)
        for draft in self.all(kind):
            other = draft.values.get("alt_names") or ()
            assert isinstance(other, tuple)
            yield draft.external_id, (str(draft.values.get(title) or ""), *other)
