"""Arguments that mean the same wherever they stand."""

from datetime import date
from typing import Annotated

import strawberry

from api.graphql.context import Context
from api.graphql.paging import LARGEST_PAGE

Info = strawberry.Info[Context, None]

First = Annotated[int | None, strawberry.argument(description=f"How many entries, {LARGEST_PAGE} at most.")]
After = Annotated[str | None, strawberry.argument(description="Only what comes behind the entry with this cursor.")]
On = Annotated[
    date | None,
    strawberry.argument(description="The day on which things have to hold, here and in all below; today without it."),
]
Dataset = Annotated[str | None, strawberry.argument(description="Only of this dataset; of all without it.")]
OneDataset = Annotated[
    str | None,
    strawberry.argument(
        description="Of which dataset. Without it the only one; of several kreis-lindental, else the first by name. "
        "The answer says which."
    ),
]
Id = Annotated[strawberry.ID, strawberry.argument(description="The id, as `id` fields say it.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description=f"Ids, {LARGEST_PAGE} at most.")]
