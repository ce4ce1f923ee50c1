"""Runs a kernel compiled where that has been done before, else as plain Python: nobody waits for a compiler."""

import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import pkgutil
import platform
import sys
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

_FOLDER = Path(__file__).parent


class Kernel:
    """A function over arrays. Called, it answers what the plain function answers, whichever way it is run.

    `signature` names the types in numba's words, such as `void(int64[::1], float64[::1])`; arrays are contiguous.
    """

    def __init__(self, signature: str, plain: Callable[..., Any]) -> None:
        self.signature = signature
        self.plain = plain
        self.__doc__ = plain.__doc__

    def __call__(self, *arguments: Any) -> Any:
        return self.compiled(*arguments) if is_ready() else self.interpreted(*arguments)

    def interpreted(self, *arguments: Any) -> Any:
        """Run by Python, over lists, which it reads faster than arrays."""
        lists = [a.tolist() if isinstance(a, np.ndarray) else a for a in arguments]
        answer = self.plain(*lists)
        for argument, held in zip(arguments, lists, strict=True):
            if isinstance(argument, np.ndarray):
                argument[:] = held
        return answer

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The compiled function, read from the cache; compiled now if it is not there."""
        os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())  # read by numba when it is imported
        import numba

        compiled: Callable[..., Any] = numba.njit(self.signature, cache=True, nogil=True)(self.plain)
        return compiled


def kernel(signature: str) -> Callable[[Callable[..., Any]], Kernel]:
    """Make a kernel of a function."""
    return lambda plain: Kernel(signature, plain)


@cache
def is_ready() -> bool:
    """Whether all kernels have been compiled on this machine, as they are now."""
    return has_compiler() and _mark().exists()


def has_compiler() -> bool:
    """Whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


def all_kernels() -> Iterator[Kernel]:
    """Every kernel of the product."""
    for found in pkgutil.iter_modules([str(_FOLDER)]):
        module = importlib.import_module(f"graph.kernels.{found.name}")
        yield from (value for value in vars(module).values() if isinstance(value, Kernel))


def compile_all() -> int:
    """Compile every kernel and remember that it was done; how many there are. Needs numba."""
    count = 0
    for one in all_kernels():
        one.compiled  # noqa: B018  a cached property: reading it compiles
        count += 1
    _mark().write_text(str(count), "utf-8")
    is_ready.cache_clear()
    return count


def cache_folder() -> Path:
    """Where compiled kernels lie: one folder for each state of the code, the compiler and the machine."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    base = os.environ.get("GEFLECHT_CACHE") or Path(home, "geflecht")
    folder = Path(base, "kernels", _state())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _mark() -> Path:
    return cache_folder() / "ready"


@cache
def _state() -> str:
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.py")):
        digest.update(path.read_bytes())
        digest.update(str(path.stat().st_mtime_ns).encode())  # numba's own cache looks at it
    digest.update(importlib.metadata.version("numba").encode() if has_compiler() else b"")
    digest.update(f"{sys.version} {platform.machine()} {_processor()}".encode())
    return digest.hexdigest()[:16]


def _processor() -> str:
    """What the compiler takes into account of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return " ".join(sorted({line for line in lines if line.startswith(("model name", "flags", "Features"))}))
