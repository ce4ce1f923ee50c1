"""What can go wrong, one class for each thing a caller can do about it.

GeflechtError
├── WrongUse            the command or argument is wrong: correct it (exit 2)
├── UnreadableInput     a file can't be read: mend the file (exit 2)
├── UnwritableOutput    a file can't be written: make room or choose another place (exit 2)
├── Invalid             a value breaks the model: correct the value (exit 2)
├── NotFound            there is no such record (exit 2)
├── NotAllowed          the viewer may not do this (exit 2)
├── Conflict            somebody changed the record before: look at both versions (exit 1)
└── StoreError          the store can't be used (exit 3)
    ├── StoreUnreachable
    ├── StoreBusy       another process is writing: try again in a moment
    ├── CommitUnknown   the answer was lost: send the same again with its mutation id
    ├── StoreDamaged
    │   └── StoreHalfReplaced   a restore into it was cut off: restore again
    ├── StoreTooNew     written by a newer version of the product
    └── StoreTooOld     written by an older version: migrate it
"""

from typing import TYPE_CHECKING, ClassVar

from graph.language import Language, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.model import Record


class GeflechtError(Exception):
    """The root: carries one clear sentence in both languages and a stable code."""

    code: ClassVar[str] = "ERROR"
    exit_code: ClassVar[int] = 2

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def in_(self, language: Language) -> str:
        """The sentence for a reader of `language`."""
        return self.message.in_(language)


class WrongUse(GeflechtError):
    code = "WRONG_USE"


class UnreadableInput(GeflechtError):
    code = "UNREADABLE_INPUT"


class UnwritableOutput(GeflechtError):
    code = "UNWRITABLE_OUTPUT"


class Invalid(GeflechtError):
    """A value breaks the model. `fields` says what is wrong with which: `personName`, in a batch `2.personName`."""

    code = "INVALID"

    def __init__(self, message: Text, fields: "Mapping[str, Text] | None" = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class NotFound(GeflechtError):
    code = "NOT_FOUND"


class NotAllowed(GeflechtError):
    code = "NOT_ALLOWED"


class Conflict(GeflechtError):
    """Somebody changed the record since it was read.

    `current` is the version that the store holds, `theirs` that record and `yours` the one that was to be written;
    None where a side has deleted it. `base` is the version that the author saw, None where nobody knows it any more;
    `clashing` are the properties that both changed, each in its way; `proposal` is theirs with your changes, where
    nothing clashes.
    """

    code = "CONFLICT"
    exit_code = 1

    def __init__(
        self,
        message: Text,
        *,
        record_id: str,
        expected: int,
        current: int,
        yours: "Record | None" = None,
        theirs: "Record | None" = None,
        base: "Record | None" = None,
        proposal: "Record | None" = None,
        clashing: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.record_id = record_id
        self.expected = expected
        self.current = current
        self.yours = yours
        self.theirs = theirs
        self.base = base
        self.proposal = proposal
        self.clashing = clashing


class StoreError(GeflechtError):
    code = "STORE"
    exit_code = 3


class StoreUnreachable(StoreError):
    code = "STORE_UNREACHABLE"


class StoreBusy(StoreError):
    """Somebody else was writing all the time that we waited. Nothing was written."""

    code = "STORE_BUSY"


class CommitUnknown(StoreError):
    """The answer to a commit was lost, and the store can't be asked now whether it was written.

    The same transaction sent again with this mutation id is written once, or answers that it was; without one somebody
    has to look.
    """

    code = "COMMIT_UNKNOWN"

    def __init__(self, message: Text, *, mutation_id: str | None) -> None:
        super().__init__(message)
        self.mutation_id = mutation_id


class StoreDamaged(StoreError):
    code = "STORE_DAMAGED"


class StoreHalfReplaced(StoreDamaged):
    code = "STORE_HALF_REPLACED"


class StoreTooNew(StoreError):
    code = "STORE_TOO_NEW"


class StoreTooOld(StoreError):
    code = "STORE_TOO_OLD"
