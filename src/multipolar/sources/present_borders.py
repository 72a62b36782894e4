"""Series that are published for today's territory say nothing of an earlier state of the same name."""

from __future__ import annotations

from types import MappingProxyType

import polars as pl

# The first year in which the state had about the territory that such series count back for it.
FIRST_YEAR = MappingProxyType(
    {
        "DEU": 1990,  # before: the Federal Republic, without the Democratic Republic
        "YEM": 1990,  # before: the Yemen Arab Republic, without South Yemen
        "VNM": 1976,  # before: the Democratic Republic, without the South
        "PAK": 1972,  # before: with what is now Bangladesh
        "ETH": 1993,  # before: with Eritrea
        "SDN": 2011,  # before: with South Sudan
    }
)

GAP = (
    "Values are for today's territory. Those of "
    + ", ".join(f"{state} before {year}" for state, year in FIRST_YEAR.items())
    + " are left out, for the state of that id and time was another territory."
)


def within_present_borders(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows dated before the state had the territory that the series is counted for.

    A world data bank gives united Germany 73 million people in 1960; the state of that year, the
    Federal Republic, had 55. No row is better than such a row. States that came from a larger one and
    have an id of their own (Russia, Czechia, Serbia) need nothing: in those years no system has them.

    Parameters
    ----------
    frame
        With the columns `state` and `year`.

    Returns
    -------
    polars.DataFrame
        The rows that stay.

    Examples
    --------
    >>> rows = pl.DataFrame({"state": ["DEU", "DEU", "FRA"], "year": [1960, 1990, 1960]})
    >>> within_present_borders(rows).rows()
    [('DEU', 1990), ('FRA', 1960)]
    """
    first = pl.col("state").replace_strict(dict(FIRST_YEAR), default=None, return_dtype=pl.Int16)
    return frame.filter(first.is_null() | (pl.col("year") >= first))
