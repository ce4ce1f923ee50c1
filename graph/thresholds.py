"""Every threshold there is: those that a gap rule or a question uses."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from graph import questions
from graph.gaps import rules
from graph.settings import Threshold


@cache
def all_thresholds() -> tuple[Threshold, ...]:
    """The thresholds that the modules of the rules and questions name, by key."""
    found = {
        value.key: value for module in _modules() for value in vars(module).values() if isinstance(value, Threshold)
    }
    return tuple(found[key] for key in sorted(found))


def _modules() -> Iterator[ModuleType]:
    for package in (rules, questions):
        for found in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{found.name}")
