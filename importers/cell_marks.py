"""What a workbook says about single cells beside their values: shown in percent, or a formula that failed."""

import re
import zipfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath

_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_NO_NUMBER = re.compile(rb"""\bt=["'](?!n["'])""")
_FAILED = re.compile(rb"""\bt=["']e["']""")
_CODES = re.compile(rb"""<(?:\w+:)?numFmt\b[^>]*>""")
_CODE = re.compile(rb"""\bformatCode=["']([^"']*)["']""")
_CODE_ID = re.compile(rb"""\bnumFmtId=["']([0-9]+)["']""")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_LITERAL = re.compile(rb"&quot;.*?&quot;|\\.")
_BUILT_IN = frozenset({b"9", b"10"})  # 0% and 0.00%

Place = tuple[int, int]
"""Row, counted from 1 as in the sheet, and column, counted from 0."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The cells of one sheet that are shown in percent, and the failed formulas with what the sheet shows for each."""

    percent: frozenset[Place]
    failed: dict[Place, str]


NONE = Marks(frozenset(), {})


def read(path: Path) -> dict[str, Marks]:
    """The marks of every sheet by its name; none of a workbook whose parts do not lie where they usually do."""
    with zipfile.ZipFile(path) as archive:
        try:
            styles = _percent_styles(archive.read("xl/styles.xml"))
            return {name: _marks(archive.read(part), styles) for name, part in _parts(archive).items()}
        except KeyError:
            return {}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet → the part of the archive that holds it."""
    targets = {
        one["Id"]: str(PurePosixPath("/xl") / one["Target"]).removeprefix("/")
        for one in _elements("Relationship", archive.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = _elements("sheet", archive.read("xl/workbook.xml"))
    return {sheet["name"]: targets[sheet["id"]] for sheet in sheets if "sheet" in targets[sheet["id"]]}


def _elements(name: str, data: bytes) -> list[dict[str, str]]:
    """The attributes of all elements of this name, without the prefixes of namespaces."""
    text = data.decode("utf-8", errors="replace")
    found = re.findall(rf"<(?:\w+:)?{name}\b([^>]*)>", text)
    return [{key: unescape(one or other) for key, one, other in _ATTRIBUTE.findall(element)} for element in found]


def _percent_styles(data: bytes) -> frozenset[bytes]:
    """The numbers of the cell styles that show a share as percent; a percent sign in quotation marks shows itself."""
    ids = set(_BUILT_IN)
    for declared in _CODES.findall(data):
        code, number = _CODE.search(declared), _CODE_ID.search(declared)
        if code and number and b"%" in _LITERAL.sub(b"", code[1]):
            ids.add(number[1])
    section = _STYLES.search(data)
    styles = re.findall(rb"<(?:\w+:)?xf\b[^>]*>", section[0]) if section else []
    numbers = [_CODE_ID.search(style) for style in styles]
    return frozenset(str(index).encode() for index, number in enumerate(numbers) if number and number[1] in ids)


def _marks(data: bytes, percent_styles: frozenset[bytes]) -> Marks:
    if not percent_styles and not _FAILED.search(data):
        return NONE
    percent, failed = set(), {}
    for attributes, content in _CELL.findall(data):
        style, place = _STYLE.search(attributes), _PLACE.search(attributes)
        if place is None:
            continue
        where = int(place[2]), column_number(place[1]) - 1
        if _FAILED.search(attributes):
            shown = _VALUE.search(content)
            failed[where] = shown[1].decode(errors="replace") if shown else "#VALUE!"
        elif style and style[1] in percent_styles and not _NO_NUMBER.search(attributes):
            percent.add(where)
    return Marks(frozenset(percent), failed)


def column_number(letters: bytes) -> int:
    """The number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
