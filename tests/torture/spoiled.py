"""Files with changed bytes: each ends in one clear sentence or in problems that `check` names, never in our fault.

What nobody can tell by looking at the bytes alone, a changed letter in a name, the log's digests tell.
"""

from __future__ import annotations

import random
import sqlite3
import traceback
from datetime import UTC, datetime
from pathlib import Path

from graph.care.check import check
from graph.errors import StoreError
from graph.model import KINDS
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path
from tests.torture.figures import Figures, measured
from tests.torture.kills import folder_to_import


def spoiled_files(rounds: int, seed: int, folder: Path) -> Figures:
    """Change bytes of a store at random; open it, read it, draw the picture, check it."""
    chance = random.Random(seed)
    file = folder / "graph.db"
    tables = folder_to_import(folder / "tables")
    with open_store(f"sqlite:{file}") as store:
        import_path(store, tables, author="torture", now=datetime.now(UTC))
        before = store.read(tuple(KINDS.values()))
    whole = file.read_bytes()
    with measured("spoiled files, embedded", "faults of ours", "damage unseen", "wrong answers unseen") as figures:
        for _ in range(rounds):
            file.write_bytes(_changed(whole, chance))
            figures.done["files"] += 1
            found = _look(f"sqlite:{file}", before, figures)
            if found is None:
                figures.done["without effect"] += 1
            elif not found and not _sqlite_is_content(file):
                figures.fault("damage unseen", "integrity_check finds what we do not")
            for left in folder.glob("graph.db-*"):
                left.unlink()
    return figures


def _changed(whole: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.1:
        return whole[: chance.randrange(len(whole))]
    spoiled = bytearray(whole)
    for _ in range(chance.choice((1, 1, 3, 30, 300))):
        place = chance.randrange(len(spoiled))
        spoiled[place] ^= 1 << chance.randrange(8)
    if chance.random() < 0.2:  # a whole sector of something else
        place = chance.randrange(len(spoiled) // 512) * 512
        spoiled[place : place + 512] = chance.choice((bytes(512), chance.randbytes(512)))
    return bytes(spoiled)


def _look(address: str, before: object, figures: Figures) -> bool | None:
    """Whether something was found; None where all that can be read is as it was."""
    try:
        with open_store(address) as store:
            try:
                answer: object = store.read(tuple(KINDS.values()))
                view = Pictures(store).current().seen_by(OFFICE)
                for kind in KINDS.values():
                    list(view.all(kind))
            except StoreError:
                figures.done["refused"] += 1
                answer = before
            found = not check(store).ok
    except StoreError as error:
        figures.done["refused when opened or checked"] += 1
        if not error.message.de.endswith(".") or error.exit_code != 3:
            figures.fault("faults of ours", error)
        return True
    except Exception:
        figures.fault("faults of ours", traceback.format_exc(limit=-3))
        return True
    if found:
        figures.done["named by check"] += 1
        return True
    if answer != before:
        figures.fault("wrong answers unseen", "what is read differs, and check is content")
        return False
    return None


def _sqlite_is_content(file: Path) -> bool:
    connection = sqlite3.connect(file)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
