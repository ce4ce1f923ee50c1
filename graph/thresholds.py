"""Every threshold that a district may set for itself, collected from the rules and questions that use it."""

import importlib
import pkgutil
from functools import cache

from graph.settings import Threshold


@cache
def all_thresholds() -> tuple[Threshold, ...]:
    """Every threshold that a module of the rules or of the questions holds or uses, by key."""
    packages = [importlib.import_module(name) for name in ("graph.gaps.rules", "graph.questions")]
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in packages
        for found in pkgutil.iter_modules(package.__path__)
    ]
    held = {value.key: value for module in modules for value in vars(module).values() if isinstance(value, Threshold)}
    return tuple(held[key] for key in sorted(held))
