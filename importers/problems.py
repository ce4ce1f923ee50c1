"""What an import has to tell about a row: refused with a reason, or left out with a reason. Never silence."""

from dataclasses import dataclass

from graph.language import Language, Text


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: file, sheet (None in a CSV), row as a spreadsheet counts it, column heading, value."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def at(self, column: str | None, value: str | None) -> "Spot":
        """The same row, at one of its columns."""
        return Spot(self.file, self.sheet, self.row, column, value)

    @property
    def in_row(self) -> "Spot":
        """The row alone, whatever the column."""
        return Spot(self.file, self.sheet, self.row)

    @property
    def words(self) -> Text:
        """The place in words, to open a sentence with."""
        de, en = [f"Datei „{self.file}“"], [f"File “{self.file}”"]
        if self.sheet is not None:
            de.append(f"Blatt „{self.sheet}“")
            en.append(f"sheet “{self.sheet}”")
        if self.row is not None:
            de.append(f"Zeile {self.row}")
            en.append(f"row {self.row}")
        if self.column is not None:
            de.append(f"Spalte „{self.column}“")
            en.append(f"column “{self.column}”")
        return Text(", ".join(de), ", ".join(en))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was not taken: a stable code and one sentence that says what would be right."""

    spot: Spot
    code: str
    reason: Text

    @property
    def message(self) -> Text:
        """The whole sentence, with the place in front."""
        where = self.spot.words
        return Text(f"{where.de}: {self.reason.de}", f"{where.en}: {self.reason.en}")

    def as_dict(self, language: Language) -> dict[str, object]:
        """The shape of `rejected` in `import --json`."""
        spot = self.spot
        return {
            "file": spot.file,
            "sheet": spot.sheet,
            "row": spot.row,
            "column": spot.column,
            "value": spot.value,
            "code": self.code,
            "message": self.message.in_(language),
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not taken over although its row was (a column, a name without consent), or a table nobody knows."""

    spot: Spot
    code: str
    reason: Text

    def as_dict(self, language: Language) -> dict[str, object]:
        """The shape of `leftOut` in `import --json`."""
        spot = self.spot
        return {
            "file": spot.file,
            "sheet": spot.sheet,
            "row": spot.row,
            "column": spot.column,
            "value": spot.value,
            "code": self.code,
            "reason": self.reason.in_(language),
        }
