"""The same counts as the gap rules, by polars on data frames made beforehand."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from benchmarks.gaps_district import ON
from graph.model import Contribution, Inventory, Measure, Offer, Place, Record, Ref, Responsibility, Term
from graph.model.states import PlaceLevel

_FINISHED = ["COMPLETED", "CANCELLED", "SUPERSEDED"]


class Frames:
    """The columns that the counts need."""

    def __init__(self, records: Mapping[Ref, Record]) -> None:
        held = list(records.values())
        self.activities = pl.DataFrame([_activity(r) for r in held if isinstance(r, Measure | Offer)])
        self.named = pl.DataFrame([
            {"actor": r.source, "target": r.target, "role": str(r.role), "state": str(r.state)}
            for r in held if isinstance(r, Responsibility)
        ])  # fmt: skip
        self.contributed = pl.DataFrame(
            [{"actor": r.source, "target": r.target} for r in held if isinstance(r, Contribution)]
        )
        terms = [r for r in held if isinstance(r, Term)]
        self.main = pl.DataFrame([{"field": t.id, "main": t.broader or t.id} for t in terms if t.scheme == "field"])
        self.groups = pl.DataFrame({"group": [t.id for t in terms if t.scheme == "target_group"]})
        towns = [r.id for r in held if isinstance(r, Place) and r.level is PlaceLevel.MUNICIPALITY]
        self.places = pl.DataFrame({"place": towns})
        self.looked = pl.DataFrame(
            [{"place": r.place, "main": r.fields[0]} for r in held if isinstance(r, Inventory)]
        ).unique()

    def states(self) -> Counter[str]:
        """How many cells of the cube are in each state."""
        spread = self._open().explode("fields").rename({"fields": "field"}).join(self.main, on="field")
        spread = spread.explode("groups").rename({"groups": "group"})
        named = spread.explode("places").rename({"places": "place"})
        wide = spread.filter(pl.col("wide")).drop("places").join(self.places, how="cross")
        columns = ["main", "place", "group", "active"]
        cells = pl.concat([named.select(columns), wide.select(columns)])
        held = cells.group_by("main", "place", "group").agg(pl.col("active").any())
        axes = self.main.select("main").unique().join(self.places, how="cross").join(self.groups, how="cross")
        whole = axes.join(held, on=["main", "place", "group"], how="left")
        whole = whole.join(self.looked.with_columns(looked=True), on=["place", "main"], how="left")
        state = (
            pl.when(pl.col("active")).then(pl.lit("COVERED"))
            .when(pl.col("active").is_not_null()).then(pl.lit("NOMINAL"))
            .when(pl.col("looked")).then(pl.lit("GAP")).otherwise(pl.lit("UNKNOWN"))
        )  # fmt: skip
        counts = whole.select(state.alias("state")).group_by("state").len()
        return Counter(dict(counts.iter_rows()))

    def g1(self) -> int:
        """Empty cells that somebody looked at."""
        return self.states()["GAP"]

    def g2(self) -> int:
        """Cells with nothing but plans."""
        return self.states()["NOMINAL"]

    def g3(self) -> int:
        """Open measures and active offers that nobody answers for."""
        answering = self.named.filter((pl.col("role") != "SUPPORTING") & (pl.col("state") != "DECLINED"))
        needing = self._open().filter(pl.col("active") | pl.col("is_measure"))
        return needing.join(answering, left_on="id", right_on="target", how="anti").height

    def g13(self) -> int:
        """Open measures past their end."""
        return self._open().filter(pl.col("is_measure") & (pl.col("end") < ON)).height

    def _open(self) -> pl.DataFrame:
        over = ~pl.col("is_measure") & (pl.col("end") < ON).fill_null(False)
        begun = (pl.col("start") <= ON).fill_null(True)
        late = pl.col("is_measure") & (pl.col("status") == "DELAYED") & (pl.col("start") <= ON).fill_null(False)
        runs = ((pl.col("status") == "IN_PROGRESS") & begun) | late
        held = self.activities.filter(~pl.col("status").is_in(_FINISHED) & ~over)
        return held.with_columns(active=runs)


def _activity(record: Measure | Offer) -> dict[str, Any]:
    return {
        "id": record.id, "is_measure": isinstance(record, Measure), "status": str(record.status),
        "start": record.start.earliest if record.start else None, "end": record.end.latest if record.end else None,
        "fields": list(record.fields), "groups": list(record.target_groups), "places": list(record.places),
        "wide": record.reach is not None,
    }  # fmt: skip
