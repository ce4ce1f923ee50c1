"""Values of indicators with their units, as they read in a sentence."""

from graph.language import Text
from graph.phrases import decimal
from graph.text import fold

_NO_UNITS = ("anzahl", "number")  # said by the number itself


def with_unit(value: float, unit: str | None) -> Text:
    """61 % and 61%, 15 Wochen; a number alone where the unit says no more than that it is one."""
    number, unit = decimal(value), unit or ""
    if fold(unit) in _NO_UNITS:
        return number
    space = "" if unit == "%" else " "
    return Text(f"{number.de} {unit}".strip(), f"{number.en}{space}{unit}".strip())
