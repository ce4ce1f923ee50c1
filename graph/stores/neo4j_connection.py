"""The way to a Neo4j server: address, user and password, and what its errors mean to us."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from ssl import SSLError
from urllib.parse import urlsplit

from neo4j import Auth, Driver, GraphDatabase, NotificationMinimumSeverity, basic_auth
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    TransientError,
)

from graph.errors import GeflechtError, StoreBusy, StoreDamaged, StoreUnreachable, WrongUse
from graph.language import Text
from graph.stores.transactions import damaging

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what it has to say, our errors say

CONNECT_LIMIT = 5.0  # seconds until an address that doesn't answer is given up
RETRY_LIMIT = 30.0  # seconds for which a transaction is tried again when the server falters; a restart takes 10 to 20


def open_driver(address: str, secrets: str = "GEFLECHT_STORE") -> Driver:
    """A driver that has reached the server and was let in; `secrets` begins the names of the variables that say how."""
    with guarded(address):
        _check(address)
        driver = GraphDatabase.driver(
            address,
            auth=_credentials(secrets),
            connection_timeout=CONNECT_LIMIT,
            connection_acquisition_timeout=CONNECT_LIMIT + 1,
            max_transaction_retry_time=RETRY_LIMIT,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )
        try:
            driver.verify_connectivity()
        except BaseException:
            driver.close()
            raise
    return driver


def _check(address: str) -> None:
    parts = urlsplit(address)
    if "@" in parts.netloc:
        raise WrongUse(
            Text(
                "Benutzer und Kennwort gehören nicht in die Adresse, sondern in GEFLECHT_STORE_USER und "
                "GEFLECHT_STORE_PASSWORD (oder GEFLECHT_STORE_PASSWORD_FILE).",
                "User and password do not belong into the address but into GEFLECHT_STORE_USER and "
                "GEFLECHT_STORE_PASSWORD (or GEFLECHT_STORE_PASSWORD_FILE).",
            )
        )
    if not parts.hostname:
        raise WrongUse(
            Text(
                f"In der Adresse „{address}“ fehlt der Rechner; richtig ist zum Beispiel bolt://localhost:7687.",
                f"The address “{address}” names no host; bolt://localhost:7687 would be right.",
            )
        )


def _credentials(secrets: str) -> Auth | None:
    """From the environment; without a password the server is asked without one."""
    password = os.environ.get(f"{secrets}_PASSWORD") or _password_from_file(f"{secrets}_PASSWORD_FILE")
    if password is None:
        return None
    return basic_auth(os.environ.get(f"{secrets}_USER") or "neo4j", password)


def _password_from_file(variable: str) -> str | None:
    name = os.environ.get(variable)
    if not name:
        return None
    try:
        return Path(name).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            Text(
                f"Die Kennwortdatei {name} ({variable}) lässt sich nicht lesen: {error}.",
                f"The password file {name} ({variable}) can't be read: {error}.",
            )
        ) from error


@contextmanager
def guarded(address: str) -> Iterator[None]:
    """Errors of the driver and the server become ours."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translated(address, error) from error


def translated(address: str, error: Exception) -> GeflechtError:
    """What an error of the driver or the server means to us."""
    if isinstance(error, ConstraintError):
        return damaging(error.message)
    if isinstance(error, AuthError):
        return StoreUnreachable(
            Text(
                f"{address} lässt Geflecht nicht ein. Bitte Benutzer und Kennwort in GEFLECHT_STORE_USER und "
                "GEFLECHT_STORE_PASSWORD (oder GEFLECHT_STORE_PASSWORD_FILE) prüfen.",
                f"{address} does not let Geflecht in. Please check user and password in GEFLECHT_STORE_USER and "
                "GEFLECHT_STORE_PASSWORD (or GEFLECHT_STORE_PASSWORD_FILE).",
            )
        )
    if _code(error).endswith("InvalidBookmark"):
        return no_bookmark()
    if isinstance(error, TransientError) or was_ended(error):
        return StoreBusy(
            Text(
                f"{address} ist beschäftigt oder startet gerade; bitte gleich noch einmal versuchen. ({_short(error)})",
                f"{address} is busy or just starting; please try again in a moment. ({_short(error)})",
            )
        )
    if isinstance(error, ClientError | ConfigurationError):
        return StoreUnreachable(
            Text(
                f"{address} führt einen Befehl nicht aus: {_short(error)}",
                f"{address} refuses a command: {_short(error)}",
            )
        )
    if isinstance(error, Neo4jError):
        return StoreDamaged(
            Text(f"{address} meldet einen Fehler: {_short(error)}", f"{address} reports an error: {_short(error)}")
        )
    if _is_about_encryption(address, error):
        return StoreUnreachable(
            Text(
                f"Mit {address} kommt keine verschlüsselte Verbindung zustande. Bitte prüfen, ob der Server "
                f"läuft und verschlüsselt und ob sein Zertifikat gilt. ({_short(error)})",
                f"No encrypted connection with {address} can be made. Please check that the server runs and "
                f"encrypts and that its certificate is valid. ({_short(error)})",
            )
        )
    return StoreUnreachable(
        Text(
            f"{address} ist nicht erreichbar. Läuft der Neo4j-Server dort? ({_short(error)})",
            f"{address} can't be reached. Is the Neo4j server running there? ({_short(error)})",
        )
    )


def no_bookmark() -> WrongUse:
    """The error for a text that no store of ours gave as a bookmark."""
    return WrongUse(
        Text(
            "Das Lesezeichen stammt nicht von Geflecht auf Neo4j.",
            "The bookmark does not come from Geflecht on Neo4j.",
        )
    )


def was_ended(error: Exception) -> bool:
    """Whether the server ended the transaction: it took too long, or waited too long, or the server shuts down."""
    return "TransactionTimedOut" in _code(error) or _code(error).endswith((".Terminated", ".LockClientStopped"))


def _code(error: Exception) -> str:
    return (error.code or "") if isinstance(error, Neo4jError) else ""


def _is_about_encryption(address: str, error: BaseException | None) -> bool:
    """Whether it is, as far as we are told: asking a cluster for its members, the driver keeps the cause to itself."""
    if address.startswith("neo4j+s"):
        return True
    while error is not None:
        if isinstance(error, SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _short(error: Exception) -> str:
    message = error.message if isinstance(error, Neo4jError) else str(error)
    return (message or type(error).__name__).splitlines()[0]
