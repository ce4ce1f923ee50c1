"""Every kind of actor has a shape and a colour, and no two kinds have the same."""

import re
from pathlib import Path

import visualise
from visualise.shapes import symbol_for, symbols

TOKENS = (Path(visualise.__file__).parent / "static" / "tokens.css").read_text(encoding="utf-8")
BLOCKS = TOKENS.split("@media print")[0].split("@media screen")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_no_two_symbols_look_alike() -> None:
    assert len({(symbol.shape, symbol.outline) for symbol in symbols()}) == len(symbols())


def test_the_type_decides_and_the_broader_type_helps() -> None:
    assert symbol_for(("Kreisamt", "Kreisverwaltung")).key == "district"
    assert symbol_for(("Asylkreis", "Ehrenamtliche Initiative")).key == "volunteers"
    assert symbol_for(("MIGRANTENORGANISATION",)).key == "migrants"


def test_a_type_that_nobody_knows_is_one_of_the_others() -> None:
    assert symbol_for(("Raumstation",)).key == "other"
    assert symbol_for(()).key == "other"


def test_every_shape_stands_out_from_paper_in_light_and_dark() -> None:
    for block, paper in zip(BLOCKS, ("#F6F4EE", "#12181F"), strict=True):
        colours = dict(re.findall(r"--y-(\w+):(#[0-9A-F]{6})", block))
        assert len(colours) == 10
        assert {key: contrast(colour, paper) for key, colour in colours.items() if contrast(colour, paper) < 3} == {}


def test_text_is_readable_in_light_and_dark() -> None:
    for block in BLOCKS:
        tokens = dict(re.findall(r"--([\w-]+):(#[0-9A-F]{6})", block))
        pairs = [("ink", "paper"), ("ink2", "page"), ("accent", "paper"), ("signal", "paper"), ("gap-ink", "gap")]
        pairs += [(f"{state}-ink", state) for state in ("covered", "nominal", "unknown")]
        assert {pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5} == set()
