"""What the toolkit says of wrong arguments, in German."""

import re

_SENTENCES = (
    (r"No such command '(.+?)'\.?", "Den Befehl „{}“ gibt es nicht; „geflecht --help“ zeigt alle."),
    (r"No such option: (\S+?)\.?(?: .*)?", "Die Angabe {} gibt es nicht; „--help“ hinter dem Befehl zeigt alle."),
    (r"Missing argument '(.+?)'\.?", "Es fehlt die Angabe {}; „--help“ hinter dem Befehl zeigt, was sie bedeutet."),
    (r"Option '(.+?)' requires an argument\.?", "Hinter {} fehlt der Wert."),
    (r"Got unexpected extra arguments? \((.+)\)", "Das ist zu viel: {}."),
    (r"Invalid value for '?(.+?)'?: (.+)", "Der Wert für {} passt nicht: {}"),
)


def in_german(sentence: str) -> str:
    """The sentence in German where it is one of the common ones, else as it is."""
    for pattern, german in _SENTENCES:
        found = re.fullmatch(pattern, sentence.strip(), re.DOTALL)
        if found:
            return german.format(*found.groups())
    return sentence
