"""XML as it is read: checked for size, entities and depth, one element after the other."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from importers import tables

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 5_000_000


def events(path: Path, root: str) -> Iterator[tuple[str, Element]]:
    """“start” and “end” of each element, in the file's order; whoever is done with one clears it.

    Raises UnreadableInput with one sentence where the file is too large, no XML, not of this root, or holds entities.
    """
    if path.stat().st_size > MAX_BYTES:
        limit = MAX_BYTES >> 20
        raise tables.unreadable(path, f"ist größer als {limit} MiB.", f"is larger than {limit} MiB.")
    depth = count = 0
    try:
        for event, element in iterparse(str(path), ("start", "end"), forbid_entities=True, forbid_external=True):
            if count == 0 and local(element) != root:
                raise tables.unreadable(path, f"enthält kein <{root}>.", f"holds no <{root}>.")
            count += event == "start"
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH or count > MAX_ELEMENTS:
                raise tables.unreadable(
                    path,
                    "ist zu tief verschachtelt oder hat zu viele Elemente.",
                    "is nested too deeply or has too many elements.",
                )
            yield event, element
    except DefusedXmlException:
        raise tables.unreadable(
            path,
            "enthält Abkürzungen (ENTITY), die nicht gelesen werden. Speichern Sie die Datei ohne sie.",
            "holds entities, which are not read. Save the file without them.",
        ) from None
    except ParseError as error:
        line = error.position[0]
        raise tables.unreadable(
            path,
            f"ist ab Zeile {line} kein gültiges XML oder nicht in der Codierung, die sie angibt.",
            f"is no valid XML from line {line} on, or not in the encoding that it states.",
        ) from error
    except (LookupError, ValueError) as error:
        raise tables.unreadable(
            path,
            "ist in einer Codierung, die nicht gelesen wird. Speichern Sie die Datei in UTF-8.",
            "is in an encoding that is not read. Save the file in UTF-8.",
        ) from error


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def said(element: Element, attribute: str) -> str:
    """The attribute; empty if it is not there."""
    return element.get(attribute) or ""
