"""External ids: what a dataset calls its entries, kept short enough for every store."""

import hashlib
import re
import secrets

from graph.text import slug

_LONGEST = 300
_LONGEST_WORDS = 40
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0, o, 1, i, l: keys are read aloud and typed
_RANDOM = 6


_CUT = re.compile(rf".{{{_LONGEST}}}…[0-9a-f]{{16}}", re.DOTALL)


def short(key: str) -> str:
    """The key as an id: a very long one (the wording of a source, say) is cut, with a hash of the whole at its end.

    One that was cut before stays as it is.
    """
    if len(key) <= _LONGEST or _CUT.fullmatch(key):
        return key
    return f"{key[:_LONGEST]}…{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"


def made_up(words: str) -> str:
    """An external id for an entry that was given none: its words, and six letters by chance.

    `Caritas im Kreis Höxter` → `caritas-im-kreis-hoexter-k7m2qd`. The chance keeps it apart from every id that ever
    was, also from deleted ones: one in 900 million for entries of the same words.
    """
    name = slug(words)
    if len(name) > _LONGEST_WORDS:
        name = name[: _LONGEST_WORDS + 1].rpartition("-")[0] or name[:_LONGEST_WORDS]
    chance = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return f"{name}-{chance}" if name else chance
