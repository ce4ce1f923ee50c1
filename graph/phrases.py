"""How numbers, days and names read within a sentence, in German and in English."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from graph.dates import VagueDate
from graph.language import Text

_MONTHS = (
    Text("Januar", "January"), Text("Februar", "February"), Text("März", "March"), Text("April", "April"),
    Text("Mai", "May"), Text("Juni", "June"), Text("Juli", "July"), Text("August", "August"),
    Text("September", "September"), Text("Oktober", "October"), Text("November", "November"),
    Text("Dezember", "December"),
)  # fmt: skip
_SWAPPED = str.maketrans(".,", ",.")


def number(value: int) -> Text:
    """5.778 and 5,778."""
    english = f"{value:,}"
    return Text(english.replace(",", "."), english)


def decimal(value: float) -> Text:
    """1.250,5 and 1,250.5: at most two decimals, none where the number is whole."""
    english = f"{value:,.2f}".rstrip("0").rstrip(".")
    return Text(english.translate(_SWAPPED), english)


def percent(share: float) -> Text:
    """A share between 0 and 1 as percent: 5,4 % and 5.4%; one decimal below ten percent, none above.

    Almost nothing is not nothing, and almost all is not all.
    """
    if 0 < share < 0.001:
        return Text("unter 0,1 %", "less than 0.1%")
    if 0.995 <= share < 1:
        return Text("über 99 %", "more than 99%")
    digits = 1 if 0 < share < 0.0995 else 0
    english = f"{share * 100:.{digits}f}"
    return Text(english.replace(".", ",") + " %", english + "%")


def counted(value: int, one: Text, many: Text, **values: object) -> Text:
    """The words for 1 or for another number, `{n}` and the values filled: „1 Akteur“, „3 Akteure“."""
    return (one if value == 1 else many).fill(n=number(value), **values)


def day(value: date) -> Text:
    """19. April 2026 and 19 April 2026."""
    month = _MONTHS[value.month - 1]
    return Text(f"{value.day}. {month.de} {value.year}", f"{value.day} {month.en} {value.year}")


def when(wording: VagueDate) -> Text:
    """The exact day or month where it is one (31. Dezember 2025, Dezember 2025), else the wording of the source."""
    first, last = wording.earliest, wording.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return Text(wording.text, wording.text)
    if first == last:
        return day(first)
    if first.day > 1 or last.day < monthrange(last.year, last.month)[1]:
        return Text(wording.text, wording.text)
    month = _MONTHS[first.month - 1]
    return Text(f"{month.de} {first.year}", f"{month.en} {first.year}")


def listed(names: Iterable[str | Text], limit: int = 5) -> Text:
    """Names in a row: „A, B und C“; beyond the limit the rest is counted: „A, B und 3 weitere“, two at least."""
    both = [name if isinstance(name, Text) else Text(name, name) for name in names]
    limit += len(both) == limit + 1  # “and 1 more” is no shorter than its name
    shown, rest = both[:limit], len(both) - limit
    if rest > 0:
        shown.append(Text("{n} weitere", "{n} more").fill(n=number(rest)))
    return Text(_row([name.de for name in shown], "und"), _row([name.en for name in shown], "and"))


def _row(names: list[str], conjunction: str) -> str:
    """“A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def joined(*sentences: Text) -> Text:
    """Sentences one after the other."""
    return Text(" ".join(s.de for s in sentences if s.de), " ".join(s.en for s in sentences if s.en))
