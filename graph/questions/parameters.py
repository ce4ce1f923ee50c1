"""The parameters of named questions: what they are called, what they may be, what they are without a word."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from graph.errors import WrongUse
from graph.gaps.situation import Situation
from graph.language import Text
from graph.meaning import meant
from graph.model import KINDS, Record
from graph.settings import Threshold
from graph.text import fold

Type = Literal["record", "number", "day", "text", "choice", "switch"]

_YES, _NO = {"ja", "yes", "true", "1", "an", "on"}, {"nein", "no", "false", "0", "aus", "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter, such as a field of action or a number of months.

    A `record` is one of `kinds`, of a vocabulary (`scheme`) where it is a term; its `default` is a tuple of labels of
    which the dataset's first counts (None without any). A number's default may be a threshold that a district sets for
    itself. `required` ones have no default.
    """

    name: str
    label: Text
    type: Type = "record"
    kinds: tuple[str, ...] = ()
    scheme: str | None = None
    choices: tuple[str, ...] = ()
    default: tuple[str, ...] | str | float | bool | Threshold | None = None
    required: bool = False


def understood(
    situation: Situation, parameters: Sequence[Parameter], given: Mapping[str, str]
) -> tuple[dict[str, Any], list[Text]]:
    """The value of every parameter by its name, and remarks on defaults that the dataset does not know.

    Raises WrongUse for an unknown parameter, a missing one, and a value that is none of its kind.
    """
    names = {fold(word): p for p in parameters for word in (p.name, p.label.de, p.label.en)}
    chosen: dict[str, str] = {}
    for name, value in given.items():
        parameter = names.get(fold(name))
        if parameter is None:
            raise WrongUse(_unknown(name, parameters))
        chosen[parameter.name] = value
    values: dict[str, Any] = {}
    remarks: list[Text] = []
    for parameter in parameters:
        if parameter.name in chosen:
            values[parameter.name] = _value(situation, parameter, chosen[parameter.name].strip())
        elif parameter.required:
            raise WrongUse(_missing(parameter))
        else:
            values[parameter.name] = _default(situation, parameter)
            if values[parameter.name] is None and isinstance(parameter.default, tuple) and parameter.default:
                remarks.append(_not_there(parameter))
    return values, remarks


def _value(situation: Situation, parameter: Parameter, text: str) -> Any:
    if parameter.type == "record":
        return _record(situation, parameter, text)
    if parameter.type == "choice":
        found = next((choice for choice in parameter.choices if fold(choice) == fold(text)), None)
        if found is None:
            raise WrongUse(_wrong(parameter, text, *_one_of(parameter.choices)))
        return found
    if parameter.type == "number":
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = float("nan")
        if not 0 <= number < 1e9:
            raise WrongUse(_wrong(parameter, text, "eine Zahl ab 0", "a number from 0 on"))
        return int(number) if number.is_integer() else number
    if parameter.type == "day":
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise WrongUse(_wrong(parameter, text, "ein Tag wie 2026-01-15", "a day such as 2026-01-15")) from error
    if parameter.type == "switch":
        if text.casefold() not in _YES | _NO:
            raise WrongUse(_wrong(parameter, text, "ja oder nein", "yes or no"))
        return text.casefold() in _YES
    return text


def _record(situation: Situation, parameter: Parameter, text: str) -> Record:
    refused: WrongUse | None = None
    for kind in parameter.kinds:
        try:
            return meant(situation.view, situation.dataset, KINDS[kind], text, parameter.label, scheme=parameter.scheme)
        except WrongUse as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _default(situation: Situation, parameter: Parameter) -> Any:
    default = parameter.default
    if isinstance(default, Threshold):
        number = float(situation.settings[default])
        return int(number) if number.is_integer() else number
    if parameter.type != "record":
        return default
    for label in default if isinstance(default, tuple) else ():
        try:
            return _record(situation, parameter, label)
        except WrongUse:
            continue
    return None


def _one_of(choices: Iterable[str]) -> tuple[str, str]:
    names = ", ".join(choices)
    return f"eines von: {names}", f"one of: {names}"


def _wrong(parameter: Parameter, text: str, de: str, en: str) -> Text:
    return Text(
        f"„{text}“ passt nicht zu {parameter.name} ({parameter.label.de}); richtig wäre {de}.",
        f"“{text}” does not fit {parameter.name} ({parameter.label.en}); right would be {en}.",
    )


def _missing(parameter: Parameter) -> Text:
    return Text(
        f"Bitte {parameter.name}=… angeben: {parameter.label.de}.",
        f"Please give {parameter.name}=…: {parameter.label.en}.",
    )


def _unknown(name: str, parameters: Sequence[Parameter]) -> Text:
    names = [p.name for p in parameters]
    if not names:
        return Text(
            f"„{name}“: Diese Frage hat keine Angaben zum Einstellen.", f"“{name}”: this question has no parameters."
        )
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    choices = ", ".join(names)
    de, en = (f" Meinten Sie {close[0]}?", f" Did you mean {close[0]}?") if close else ("", "")
    return Text(
        f"„{name}“ ist keine Angabe dieser Frage. Möglich: {choices}.{de}",
        f"“{name}” is no parameter of this question. Choices: {choices}.{en}",
    )


def _not_there(parameter: Parameter) -> Text:
    assert isinstance(parameter.default, tuple)
    word = parameter.default[0]
    return Text(
        f"Dieser Datensatz kennt „{word}“ nicht ({parameter.label.de}). Mit {parameter.name}=… lässt sich wählen.",
        f"This dataset does not know “{word}” ({parameter.label.en}). Choose with {parameter.name}=….",
    )
