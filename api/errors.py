"""What only the ways in from outside can refuse."""

from graph.errors import GeflechtError


class TooMuch(GeflechtError):
    """More than one request may ask for: ask for less at a time."""

    code = "TOO_MUCH"


class WrongCursor(GeflechtError):
    """The cursor is none of ours: take one from `pageInfo` or from an edge."""

    code = "WRONG_CURSOR"


class WrongPage(GeflechtError):
    """The page is larger than is handed out, or smaller than nothing."""

    code = "WRONG_PAGE"


class Busy(GeflechtError):
    """Too much is being worked out already: ask again later."""

    code = "BUSY"


class TakesLong(GeflechtError):
    """The answer takes longer than anybody waits: it is being worked out, ask again."""

    code = "TIMEOUT"
