"""A way to a Neo4j server that can be cut, also at the very moment at which a commit is under way."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from enum import Enum
from urllib.parse import urlsplit

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # Bolt's message COMMIT as one chunk


class Cut(Enum):
    """What happens to the next commit."""

    NEVER = "it goes through"
    BEFORE = "the server never gets it"
    AFTER = "the server writes it, its answer gets lost"


class Proxy:
    """Hands every byte on, in both directions, until it is told to cut."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"{parts.scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
        self.cut = Cut.NEVER
        self.was_cut = threading.Event()
        self.is_down = False
        """Whether connections are taken and closed at once, also after the next cut."""
        self.down_after_cut = False
        self.sent = bytearray()
        """What clients have sent."""
        self.hold_at = b""
        """The first message with these words waits for `release`; `is_held` tells that it has come."""
        self.is_held, self.release = threading.Event(), threading.Event()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        self.cut_all()

    def cut_all(self) -> None:
        """Every connection is lost now."""
        for connection in self._open[:]:
            _end(connection)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.is_down:
                    _end(client)
                    continue
                server = socket.create_connection(self._target)
                self._open += [client, server]
                threading.Thread(target=self._serve, args=(client, server), daemon=True).start()

    def _serve(self, client: socket.socket, server: socket.socket) -> None:
        lost = threading.Event()
        threading.Thread(target=self._answer, args=(server, client, lost), daemon=True).start()
        for data in _received(client):
            self.sent += data
            if self.hold_at and self.hold_at in data and not self.is_held.is_set():
                self.is_held.set()
                self.release.wait(60)
            kind = self.cut
            if kind is not Cut.NEVER and COMMIT in data:
                self.cut, self.is_down = Cut.NEVER, self.down_after_cut
                self.was_cut.set()
                if kind is Cut.BEFORE:
                    break
                lost.set()
            with contextlib.suppress(OSError):
                server.sendall(data)
        if not lost.is_set():
            _end(server)

    def _answer(self, server: socket.socket, client: socket.socket, lost: threading.Event) -> None:
        for data in _received(server):
            if lost.is_set():  # the server has written, for it answers
                break
            with contextlib.suppress(OSError):
                client.sendall(data)
        _end(client)
        _end(server)


def _received(connection: socket.socket) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while data := connection.recv(65536):
            yield data


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
