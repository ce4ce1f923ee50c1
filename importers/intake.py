"""What one import takes in: drafts by kind and id, what is held already, and every row that is refused or left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from graph.language import Text
from graph.model import KINDS, Record, Ref, Responsibility, Term, global_id
from graph.model.states import PlaceLevel, ResponsibilityState, Role
from graph.schema import label_of
from graph.text import fold
from importers.drafts import Addition, Draft
from importers.problems import LeftOut, Problem, Spot
from importers.sheets import Line

_NO_LONGER = (ResponsibilityState.DECLINED, ResponsibilityState.ENDED)


@dataclass(slots=True)
class Intake:
    """Filled table by table; `held` are the dataset's records in the store before the import.

    `tables` are the names of the tables that the import brings; `worded_roles` the responsibilities whose role was
    given as a word only.
    """

    dataset: str
    now: datetime
    held: dict[Ref, Record]
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    worded_roles: set[tuple[str, str]] = field(default_factory=set)
    _claimed: dict[tuple[str, str], Spot] = field(default_factory=dict)
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    _seen: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    _refused: set[Spot] = field(default_factory=set)
    _names: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    # What rows become

    def claim(self, line: Line, key: str) -> bool:
        """Whether the id is the row's alone in tables of this name; if another row has it, this one is refused."""
        first = self._claimed.setdefault((line.sheet.name, key), line.spot())
        if first == line.spot():
            return True
        self.refuse(line.spot(), "DUPLICATE_ID", _DUPLICATE.fill(id=key, first=_where(first)))
        return False

    def is_repeated(self, line: Line) -> bool:
        """Whether the very same cells came before in a table of this name."""
        row = (line.sheet.name, line.row.cells)
        if row in self._seen:
            return True
        self._seen.add(row)
        return False

    def numbered(self, table: str, key: str) -> str:
        """The key for its first row, and with “|2”, “|3” … for the next rows that come to the same key."""
        self._numbers[table, key] += 1
        count = self._numbers[table, key]
        return key if count == 1 else f"{key}|{count}"

    def take(self, draft: Draft) -> None:
        """Take the draft. Two rows with one id are refused before, see `claim`."""
        self.drafts[draft.identity] = draft
        self._names.pop(draft.kind.__name__, None)

    def refuse(self, spot: Spot, code: str, reason: Text) -> None:
        """The row at the spot is not taken, for this reason. A row may have several."""
        self.problems.append(Problem(spot, code, reason))
        self._refused.add(spot.in_row)

    def leave_out(self, spot: Spot, code: str, reason: Text) -> None:
        """The row is taken, but not all of it."""
        self.left_out.append(LeftOut(spot, code, reason))

    def is_refused(self, line: Line) -> bool:
        """Whether the row has been refused already."""
        return line.spot() in self._refused

    def drop_refused(self) -> bool:
        """Forget what refused rows brought: drafts, additions, and references that they gave to other rows' drafts."""
        gone = [draft for draft in self.drafts.values() if draft.spot.in_row in self._refused]
        for draft in gone:
            del self.drafts[draft.identity]
            self._names.pop(draft.kind.__name__, None)
        for draft in self.drafts.values():
            for name, links in draft.links.items():
                draft.links[name] = [link for link in links if link.spot.in_row not in self._refused]
        self.additions = [added for added in self.additions if added.link.spot.in_row not in self._refused]
        return bool(gone)

    # What there is

    def has(self, kind: str, external_id: str) -> bool:
        """Whether this import or the store has a record of the kind and external id."""
        return (kind, external_id) in self.drafts or self.held_record(kind, external_id) is not None

    def held_record(self, kind: str, external_id: str) -> Record | None:
        """The record as the store has it, or None."""
        return self.held.get(global_id(self.dataset, kind, external_id))

    def was_refused(self, kinds: Iterable[str], external_id: str) -> bool:
        """Whether the import has a row with this id, that was not taken."""
        tables = {"measures", *(KINDS[kind].meta.table for kind in kinds)}
        return any((table, external_id) in self._claimed for table in tables)

    def find(self, kinds: Iterable[str], key: str) -> tuple[str, str] | None:
        """Kind and external id of what `key` means: an id first, else the name, title or label of one record only."""
        listed = tuple(kinds)
        for kind in listed:
            if self.has(kind, key):
                return kind, key
        found = [(kind, external_id) for kind in listed for external_id in self.named(kind, key)] if key else []
        return found[0] if len(found) == 1 else None

    def named(self, kind: str, name: str) -> list[str]:
        """External ids of the records of a kind that are called so; the same letters win over the same sound."""
        names = self._names_of(kind)
        return names.get(name) or names.get(f"~{fold(name)}", [])

    def known_words(self, kind: str) -> list[str]:
        """Ids and names of a kind, for a suggestion."""
        return self.ids(kind) + [name for name in self._names_of(kind) if not name.startswith("~")]

    def ids(self, kind: str) -> list[str]:
        """The external ids of a kind, of this import and of the store."""
        held = [record.external_id for record in self._held_of(kind)]
        return [draft.external_id for draft in self.of_kind(kind)] + held

    def of_kind(self, kind: str) -> Iterator[Draft]:
        """The drafts of a kind."""
        return (draft for draft in list(self.drafts.values()) if draft.kind.__name__ == kind)

    def title(self, kind: str, external_id: str) -> str:
        """What people recognise the record by."""
        draft = self.drafts.get((kind, external_id))
        if draft is not None:
            return str(draft.values.get(draft.kind.meta.title) or external_id)
        held = self.held_record(kind, external_id)
        return label_of(held) if held is not None else external_id

    def field_labels(self, kind: str, external_id: str) -> list[str]:
        """The fields of action of a record, by their words; a field itself is its own."""
        if kind == "Term":
            return [self.title(kind, external_id)]
        draft = self.drafts.get((kind, external_id))
        if draft is not None:
            return [link.key for link in draft.links.get("fields", ())]
        refs: tuple[Ref, ...] = getattr(self.held_record(kind, external_id), "fields", ())
        terms = [self.held.get(ref) for ref in refs]
        return [term.label for term in terms if isinstance(term, Term)]

    def place_levels(self) -> Iterator[tuple[str, object]]:
        """The external ids of all places, each with its level."""
        for draft in self.of_kind("Place"):
            yield draft.external_id, draft.values.get("level", PlaceLevel.MUNICIPALITY)
        for record in self._held_of("Place"):
            yield record.external_id, getattr(record, "level", None)

    def held_leads(self) -> Iterator[tuple[str, tuple[str, str], str]]:
        """Responsibilities that the store has, of a lead or one of several: external id, what for, and whose."""
        for record in self.held.values():
            if not isinstance(record, Responsibility) or record.role is Role.SUPPORTING or record.state in _NO_LONGER:
                continue
            target, actor = self.held[record.target], self.held[record.source]
            yield record.external_id, (type(target).__name__, target.external_id), actor.external_id

    def _held_of(self, kind: str) -> Iterator[Record]:
        """The records of a kind that only the store has."""
        for record in self.held.values():
            if type(record).__name__ == kind and (kind, record.external_id) not in self.drafts:
                yield record

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
        for draft in self.of_kind(kind):
            other = draft.values.get("alt_names") or ()
            assert isinstance(other, tuple)
            yield draft.external_id, (str(draft.values.get(title) or ""), *other)
        for record in self._held_of(kind):
            yield record.external_id, (label_of(record), *getattr(record, "alt_names", ()))


def _where(spot: Spot) -> Text:
    return Text(f"{spot.file}, Zeile {spot.row}", f"{spot.file}, row {spot.row}")


_DUPLICATE = Text(
    "Die Kennung „{id}“ kommt schon vor: {first}. Geben Sie der Zeile eine eigene Kennung.",
    "The id “{id}” stands already in {first}. Give the row an id of its own.",
)
