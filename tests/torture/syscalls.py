"""What a process did to the files of one folder, recorded by strace."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TRACED = "openat,close,pwrite64,write,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
_LONGEST = 70_000  # bytes of one write; SQLite writes page by page
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_HANDLE = re.compile(r"^(\d+)<")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


class NotTraceable(Exception):
    """strace is missing here or may not look; the message says which."""


@dataclass(frozen=True)
class Call:
    """One system call that succeeded. `path` for opening and unlinking, `handle` for the rest, `data` for writing."""

    name: str
    handle: int
    path: str = ""
    data: bytes = b""
    offset: int = 0
    flags: str = ""


def missing() -> str | None:
    """Why processes can't be traced here; None if they can."""
    if shutil.which("strace") is None:
        return "strace is missing (Debian: apt install strace)."
    tried = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:200]}"


def recorded(command: Sequence[str], trace: Path) -> Iterator[Call]:
    """The calls that the command made, in order; it has to end well."""
    problem = missing()
    if problem is not None:
        raise NotTraceable(problem)
    strace = ["strace", "-f", "-y", "-xx", "-s", str(_LONGEST), "-e", f"trace={_TRACED}", "-o", str(trace)]
    done = subprocess.run([*strace, *command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            call = _call(line)
            if call is not None:
                yield call


def _call(line: str) -> Call | None:
    found = _LINE.match(line)
    if found is None:
        if "unfinished" in line:
            raise AssertionError("The traced process had several threads at work; their order can't be told.")
        return None
    name, arguments, answer = found[1], found[2], int(found[3])
    if answer < 0:
        return None
    handle = _HANDLE.match(arguments)
    text = _TEXT.search(arguments)
    if text is not None and text[2]:
        raise AssertionError("A write was longer than what was recorded of it.")
    content = bytes.fromhex(text[1].replace("\\x", "")) if text is not None else b""
    rest = arguments[text.end() :] if text is not None else arguments
    if name == "openat":
        return Call("open", answer, path=content.decode(), flags=rest)
    if name in ("unlink", "unlinkat"):
        return Call("unlink", -1, path=content.decode())
    if name in ("rename", "renameat", "renameat2", "fallocate"):
        return Call(name, -1, path=content.decode())
    assert handle is not None, line
    if name == "pwrite64":
        return Call("write", int(handle[1]), data=content[:answer], offset=int(rest.rsplit(",", 1)[1]))
    if name == "write":
        return Call("append", int(handle[1]), data=content[:answer])
    if name == "ftruncate":
        return Call("truncate", int(handle[1]), offset=int(arguments.rsplit(",", 1)[1]))
    return Call("sync" if name != "close" else "close", int(handle[1]))
