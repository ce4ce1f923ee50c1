"""A log folded to the state that it says, record by record, without holding the records."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.log import Logged, record_of
from graph.model import Record, Ref


@dataclass(slots=True)
class Fold:
    """The newest entry of each record, packed: takes about 250 bytes for each that there is."""

    kinds: dict[Ref, str] = field(default_factory=dict)
    """The kind of each record that there is."""
    versions: dict[Ref, int] = field(default_factory=dict)
    _packed: dict[Ref, bytes] = field(default_factory=dict)

    def watching(self, log: Iterable[Logged]) -> Iterator[Logged]:
        """The same log; each revision is folded in as it passes."""
        for logged in log:
            self.add(logged)
            yield logged

    def add(self, logged: Logged) -> None:
        """Fold in the next revision."""
        for entry in logged.entries:
            self._packed.pop(entry.id, None)
            if entry.action == "delete":
                self.kinds.pop(entry.id, None)
                self.versions.pop(entry.id, None)
                continue
            self.kinds[entry.id] = entry.kind
            self.versions[entry.id] = entry.version
            if entry.payload is not None:
                self._packed[entry.id] = zlib.compress(entry.payload.encode(), 1)

    def forget(self, ref: Ref) -> None:
        """What the record holds was erased; that there is one stays."""
        self._packed.pop(ref, None)

    @property
    def refs(self) -> list[Ref]:
        """The ids of the records that there are, sorted; those whose payload was erased are left out."""
        return sorted(self._packed)

    @property
    def lost(self) -> list[Ref]:
        """The ids of records that there should be, but whose payload is gone."""
        return sorted(self.kinds.keys() - self._packed.keys())

    @property
    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""
        return dict(sorted(Counter(self.kinds.values()).items()))

    def record(self, ref: Ref) -> Record | None:
        """The record; None if there is none or its payload was erased. Raises StoreDamaged if it can't be read."""
        packed = self._packed.get(ref)
        return None if packed is None else record_of(self.kinds[ref], zlib.decompress(packed).decode())

    def records(self) -> Iterator[Record]:
        """The records in the order of their ids, each read anew."""
        return (record for ref in self.refs if (record := self.record(ref)) is not None)
