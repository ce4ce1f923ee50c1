"""The filter algebra: what can be asked of a kind, as small frozen values.

`parse_filter(kind, {...})` makes a filter of plain values, as GraphQL, the command line and Python code write them:

    parse_filter(Measure, {"status": {"in": ["ADOPTED"]}, "responsibilities": {"none": {"state": {"eq": "ACCEPTED"}}}})

A filter is two-valued. A comparison with a missing value is false and `not` is the complement; `in []` and `or []` are
false, `and []` is true; `every` and `none` over nothing are true, `countGte: 0` is. What the viewer may not see counts
as missing. A filter is evaluated over a picture (`graph.query.evaluate`) and asked through `View.select`.
"""

from graph.query.parse import parse_filter
from graph.query.values import Filter

__all__ = ["Filter", "parse_filter"]
