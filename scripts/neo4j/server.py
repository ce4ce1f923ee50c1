"""A real Neo4j server on loopback: fetched through Maven, started, stopped. Needs Python's own library only.

The tests use `fetch` and `start`. `scripts/demo --neo4j` calls this file as a command, which keeps the server's
data in a folder, starts it, runs a command with GEFLECHT_STORE set to its address, and stops the server again:

    python scripts/neo4j/server.py data/neo4j geflecht demo

GEFLECHT_NEO4J_VERSION names another version than that of the pom, such as 2026.08.1; JAVA_HOME another Java.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
VERSION = os.environ.get("GEFLECHT_NEO4J_VERSION") or ""
LIBRARY = HERE / (f"lib-{VERSION}" if VERSION else "lib")
IS_5 = not VERSION or VERSION.startswith("5.")
OLDEST_JAVA = 17 if IS_5 else 21
START_LIMIT = 180.0  # seconds; 8 to 13 are usual, a loaded machine takes longer
STOP_LIMIT = 60.0
BOLT_HANDSHAKE = bytes.fromhex("6060b017 00000405 00000404 00000304 00000004")

SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled={auth}
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
# without these two, stopping takes eleven seconds instead of one
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.dbms.bolt.netty_server_shutdown_timeout=1
"""


class ServerError(Exception):
    """The server can't be had or doesn't start; the message says why and what to do."""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and who may come in (no password: everyone on this machine)."""

    address: str
    user: str
    password: str | None
    home: Path
    pid: int


def missing() -> str | None:
    """What this machine lacks to run the server, in one sentence; None when nothing is missing."""
    java = _java()
    if java is None:
        return f"Java {OLDEST_JAVA} or newer is missing (Debian: apt install default-jre-headless)."
    version = _java_version(java)
    if version < OLDEST_JAVA:
        return f"Java {OLDEST_JAVA} or newer is needed, {java} is version {version}."
    if not _fetched(LIBRARY) and shutil.which("mvn") is None:
        return "Maven is missing; it fetches the Neo4j server (Debian: apt install maven)."
    return None


def fetch(library: Path = LIBRARY) -> Path:
    """The folder with the server's jars; Maven fills it when it isn't there or the pom has changed (123 MB)."""
    if _fetched(library):
        return library
    library.parent.mkdir(parents=True, exist_ok=True)
    with _alone(library), tempfile.TemporaryDirectory(dir=library.parent, prefix=".lib-") as folder:
        if _fetched(library):  # somebody else was faster
            return library
        jars = Path(folder) / "jars"
        command = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
        command += [f"-DoutputDirectory={jars}", "-DincludeScope=runtime"]
        command += [f"-Dneo4j.version={VERSION}"] if VERSION else []
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise ServerError(f"Maven could not fetch the Neo4j server:\n{done.stdout.strip()[-2000:]}")
        (jars / "pom.sha256").write_text(_pom_hash(), encoding="ascii")
        shutil.rmtree(library, ignore_errors=True)
        jars.rename(library)
    return library


@contextlib.contextmanager
def start(
    home: Path, port: int | None = None, password: str | None = None, memory: str = "256m", settings: str = ""
) -> Iterator[Server]:
    """Runs a server with its data below `home` until the block ends.

    `port`: None takes a free one. `password`: None leaves the door open for everyone on this machine; a password is
    set when `home` is new and has to be the same afterwards. `memory`: the heap. `settings`: more lines of neo4j.conf.
    """
    problem = missing()
    if problem is not None:
        raise ServerError(problem)
    home = home.resolve()
    port = port or _free_port()
    library = fetch()
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    written = SETTINGS.format(port=port, auth="false" if password is None else "true")
    (conf / "neo4j.conf").write_text(written + settings, encoding="ascii")
    if password is not None and not (home / "data" / "databases").exists():
        _set_password(library, home, password)
    log = home / "console.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            _server_command(library, home, memory),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the command; the server is stopped after it
            preexec_fn=_end_with_parent(),
        )
    try:
        _wait_for_bolt(process, port, log)
        yield Server(f"bolt://127.0.0.1:{port}", "neo4j", password, home, process.pid)
    finally:
        _stop(process)


def _server_command(library: Path, home: Path, memory: str) -> list[str]:
    jvm = [f"-Xmx{memory}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{library}/*"]
    entry = "org.neo4j.server.CommunityEntryPoint" if IS_5 else "org.neo4j.server.Neo4jCommunity"
    server = [entry, f"--home-dir={home}", f"--config-dir={home}/conf"]
    return [_java() or "java", *jvm, *server, "--console-mode"]


def _set_password(library: Path, home: Path, password: str) -> None:
    admin = ["-Xmx128m", "-cp", f"{library}/*", "org.neo4j.server.startup.Neo4jAdminCommand"]
    done = subprocess.run(
        [_java() or "java", *admin, "dbms", "set-initial-password", password],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ServerError(f"The Neo4j server did not take the password: {done.stdout.strip()}")


def _wait_for_bolt(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_LIMIT
    while not _answers(port):
        if process.poll() is not None:
            raise ServerError(f"The Neo4j server stopped while starting; the end of {log}:\n{_last_lines(log)}")
        if time.monotonic() > end:
            raise ServerError(f"The Neo4j server did not answer within {START_LIMIT:.0f} seconds; see {log}.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(BOLT_HANDSHAKE)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_with_parent() -> Callable[[], object] | None:
    """On Linux the kernel stops the server when we are killed; elsewhere there is no such wish."""
    if not sys.platform.startswith("linux"):
        return None
    set_wish = ctypes.CDLL(None).prctl
    parent_death_signal = 1
    return lambda: set_wish(parent_death_signal, signal.SIGTERM)


@contextlib.contextmanager
def _alone(library: Path) -> Iterator[None]:
    """One process at a time; the lock lies beside the library and goes with whoever holds it."""
    with library.with_name(f".{library.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _free_port() -> int:
    """A port that nobody listens on, below those that the system gives to connections while the server starts."""
    while True:
        port = random.randrange(15_000, 32_000)  # noqa: S311, no secret
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    if home and (Path(home) / "bin" / "java").exists():
        return str(Path(home) / "bin" / "java")
    return shutil.which("java")


def _java_version(java: str) -> int:
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', answer)
    return int(found[1]) if found else 0


def _fetched(library: Path) -> bool:
    stamp = library / "pom.sha256"
    return stamp.exists() and stamp.read_text(encoding="ascii") == _pom_hash()


def _pom_hash() -> str:
    return hashlib.sha256(POM.read_bytes()).hexdigest()


def _last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


def _kept_password(home: Path) -> Path:
    """The file with the server's password, made up at the first start; only its owner may read it."""
    file = home / "password"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as output:
            output.write(secrets.token_urlsafe(18))
    return file


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _run_beside(server: Server, password_file: Path, command: Sequence[str]) -> int:
    store = {"GEFLECHT_STORE": server.address, "GEFLECHT_STORE_USER": server.user}
    environment = {**os.environ, **store, "GEFLECHT_STORE_PASSWORD_FILE": str(password_file)}
    environment.pop("GEFLECHT_STORE_PASSWORD", None)
    process = subprocess.Popen(command, env=environment)
    try:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # the command got Ctrl-C too and ends by itself
                code = process.wait()
                return code if code >= 0 else 128 - code  # ended by a signal, said as shells say it
    finally:
        process.terminate()
        process.wait()


def main(arguments: Sequence[str]) -> int:
    """server.py HOME COMMAND…: runs the command beside a server and answers with its exit code."""
    if len(arguments) < 2:
        print("Usage: server.py HOME COMMAND…", file=sys.stderr)
        return 2
    home, command = Path(arguments[0]).resolve(), arguments[1:]
    signal.signal(signal.SIGTERM, _end)
    try:
        if missing() is None and not _fetched(LIBRARY):
            print("Fetching the Neo4j server (once, 123 MB) …", file=sys.stderr)
        password_file = _kept_password(home)
        print("Starting the Neo4j server …", file=sys.stderr)
        with start(home, password=password_file.read_text(encoding="ascii"), memory="1g") as server:
            print(f"Neo4j: {server.address}, user neo4j, password in {password_file}", file=sys.stderr)
            return _run_beside(server, password_file, command)
    except ServerError as problem:
        print(problem, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
