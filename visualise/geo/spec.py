"""What is drawn of the municipalities: areas once, then pictures that shade them, each with its words."""

from dataclasses import dataclass
from typing import ClassVar

from visualise.geo.layout import Layout
from visualise.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """How one area is drawn in one picture.

    `style` is a coverage state or a step of a scale (`q0` to `q4`); in a small picture `glyph` (a symbol of the sprite)
    or `short` stands in the area, and `hole` counts the gaps that its state hides; `said` are the lines below the name
    in a large one, `hole` a tag under them. `label` says all of it in one sentence, `href` leads to more, if anywhere.
    """

    style: str
    said: tuple[str, ...]
    label: str
    glyph: str = ""
    short: str = ""
    hole: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a legend."""

    style: str
    words: str
    glyph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One map: a shade for each area in their order; `say` stands under its title."""

    key: str
    title: str
    say: str
    shades: tuple[Shade, ...]
    legend: tuple[Entry, ...] = ()

    @property
    def description(self) -> str:
        """All that it shows, area by area."""
        return "; ".join(shade.label for shade in self.shades)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoSpec:
    """The municipalities as maps. `overview` is the large one.

    `fields` are small ones of coverage, one for each field, `unmapped` says which fields have none; `ties` are those of
    the network. `places` are the names in the order of the areas. `notes` say what is left out and where boundaries
    come from; `twins` say all of it as tables. `tiles` stands above tiles below a map.
    """

    kind: ClassVar[str] = "geo"
    tables: ClassVar[tuple[Table, ...]] = ()
    caption: str
    say: str
    layout: Layout
    places: tuple[str, ...]
    overview: Picture
    fields: tuple[Picture, ...]
    ties: tuple[Picture, ...]
    unmapped: tuple[str, ...]
    twins: tuple[Table, ...]
    tiles: str
    notes: tuple[str, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All of them in their order."""
        return (self.overview, *self.fields, *self.ties)
