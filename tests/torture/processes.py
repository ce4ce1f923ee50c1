"""Work in several processes, forked from this one, which holds no store open."""

from __future__ import annotations

import json
import os
import traceback
from collections import Counter
from collections.abc import Callable


def in_processes(work: Callable[[int], Counter[str]], number: int) -> Counter[str]:
    """The sum of what the work counted in that many processes; one that fails makes this fail."""
    pipes = []
    for n in range(number):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _answer(work, n, write)
        os.close(write)
        pipes.append((child, read))
    counted: Counter[str] = Counter()
    failed = []
    for child, read in pipes:
        with os.fdopen(read, encoding="utf-8") as pipe:
            answer = json.loads(pipe.read() or '{"failed": "it died"}')
        os.waitpid(child, 0)
        if "failed" in answer:
            failed.append(answer["failed"])
        counted.update(answer.get("counted", {}))
    if failed:
        raise AssertionError("\n".join(failed))
    return counted


def _answer(work: Callable[[int], Counter[str]], n: int, pipe: int) -> None:
    try:
        answer: dict[str, object] = {"counted": work(n)}
    except BaseException:
        answer = {"failed": traceback.format_exc()}
    with os.fdopen(pipe, "w", encoding="utf-8") as out:
        json.dump(answer, out)
    os._exit(0)
