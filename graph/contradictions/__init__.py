"""What contradicts itself, one family per file: a new file here with a function `find` is a new family."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from graph.contradictions.contradiction import Contradiction, Find
from graph.gaps.situation import Situation


def contradictions(situation: Situation) -> Iterator[Contradiction]:
    """Everything in a dataset that contradicts itself, family by family."""
    for find in _families():
        yield from find(situation)


@cache
def _families() -> tuple[Find, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(module.find for module in modules if hasattr(module, "find"))
