"""GDELT 2.0 as daily scores of pairs: how friendly or hostile the reported events between two states were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.parquet import read_parquet
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state

FILE = "events/gdelt_daily_dyads_2018_2024.parquet"
PUBLISHED = {"date": pl.Date, "a": pl.String, "b": pl.String, "score": pl.Float64}

INTERACTION = TableSchema(
    columns={"state_i": pl.String, "state_j": pl.String, "date": pl.Date, "score": pl.Int32},
    key=("state_i", "state_j", "date"),
    window="date",
    description="A pair of states, without direction (state_i < state_j), on a day on which an event "
    "between them was reported, with the sum of the events' scores.",
    ranges={"score": (-100_000, 100_000)},
)
COVERAGE = TableSchema(
    columns={"date": pl.Date, "pairs": pl.Int16},
    key=("date",),
    window="date",
    description="A day that the collection covers, with the number of pairs that had an event.",
    ranges={"pairs": (1, 32_000)},
)


def read_gdelt(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the scores into ``daily_interaction`` and the days that exist into ``daily_coverage``.

    The published order of a pair follows another alphabet and says nothing about direction; here the
    smaller id comes first. Scores are rounded to whole numbers, which keeps the table at five megabytes
    and moves the sum over all pairs and days by 0.03 %.

    Examples
    --------
    >>> read_gdelt({FILE: Path("pairs.parquet")})["daily_coverage"].height  # doctest: +SKIP
    2149
    """
    path = files[FILE]
    rows = read_parquet(path, PUBLISHED)
    _refuse_odd(rows, path.name)
    ids = _ids(rows, path.name)
    named = rows.with_columns(pl.col("a", "b").replace_strict(ids, return_dtype=pl.String))
    pairs = named.select(
        pl.min_horizontal("a", "b").alias("state_i"),
        pl.max_horizontal("a", "b").alias("state_j"),
        "date",
        pl.col("score").round().cast(pl.Int32),
    )
    days = pairs.group_by("date").agg(pl.len().cast(pl.Int16).alias("pairs"))
    return {"daily_interaction": pairs, "daily_coverage": days}


def _refuse_odd(rows: pl.DataFrame, where: str) -> None:
    unknown = rows.filter(pl.any_horizontal(pl.all().is_null()) | ~pl.col("score").is_finite())
    if not unknown.is_empty():
        raise SchemaError(
            "A pair's day has no state, date or score.", where=where, rows=unknown.head(3).rows()
        )
    alone = rows.filter(pl.col("a") == pl.col("b"))
    if not alone.is_empty():
        raise SchemaError("A state is paired with itself.", where=where, rows=alone.head(3).rows())


def _ids(rows: pl.DataFrame, where: str) -> dict[str, str]:
    codes = pl.concat([rows["a"], rows["b"]]).unique().sort().to_frame("code")
    # No state changed its ISO code between 2018 and 2024, so that one year stands for all.
    known = with_state(codes, "gdelt", "code", 2020, where)
    return dict(known.select("code", "state").iter_rows())


SOURCE = Source(
    id="gdelt",
    title="GDELT 2.0 events, daily interaction scores of pairs of states",
    producer="The GDELT Project; daily sums by the repository gzemo/gdelt-graph-data",
    version="commit 8b71911, 1 January 2018 to 23 February 2024",
    citation="""@inproceedings{leetaru2013gdelt,
  author = {Leetaru, Kalev and Schrodt, Philip A.},
  title = {{GDELT}: Global Data on Events, Location and Tone, 1979--2012},
  booktitle = {ISA Annual Convention},
  address = {San Francisco},
  year = {2013}
}""",
    licence="Free for any use with citation of the GDELT Project.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="6adb6165d9923d2dd5448e6f886deda3433a4d7ab1a0230d3e71e8cf866fb984",
            size_bytes=13_680_738,
        ),
    ),
    first_year=2018,
    last_year=2024,
    tables={"daily_interaction": INTERACTION, "daily_coverage": COVERAGE},
    read=read_gdelt,
    gaps=(
        "A score sums Goldstein + 0.025 sources + 0.01 articles + 0.01 tone over the day's events: it grows "
        "with the attention of the press, and compares badly across years and languages.",
        "On a day of daily_coverage a pair without a row had no reported event (zero); 96 days between the "
        "first and the last are not covered at all (unknown), 68 of them from January to June 2023.",
        "Coverage is thin from 31 October to 17 November 2020 (299 to 942 pairs a day, half the usual), so "
        "levels at the end of the 44-day war are not comparable with those before it.",
        "The last day is 23 February 2024.",
        "States that never occur, Bosnia and Herzegovina, Montenegro, Serbia and Slovenia among them, are "
        "unknown, not zero.",
    ),
)
