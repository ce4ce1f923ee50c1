"""What users read, in the two languages of the product."""

import re
from typing import Literal, NamedTuple

Language = Literal["de", "en"]


class Text(NamedTuple):
    """One sentence or label in German and in English."""

    de: str
    en: str

    def in_(self, language: Language) -> str:
        """The wording for a reader of `language`."""
        return self.de if language == "de" else self.en

    def fill(self, **values: object) -> "Text":
        """The same text with its `{placeholders}` filled; a value that is itself a Text is filled in its language.

        A sentence that ends in a name such as „Morgenlicht e.V.“ keeps one full stop.
        """
        return Text(
            _one_stop(self.de.format(**{key: v.de if isinstance(v, Text) else v for key, v in values.items()})),
            _one_stop(self.en.format(**{key: v.en if isinstance(v, Text) else v for key, v in values.items()})),
        )


_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def _one_stop(sentence: str) -> str:
    return _TWO_STOPS.sub(".", sentence)
