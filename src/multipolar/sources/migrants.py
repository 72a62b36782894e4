"""UN migrant stocks: how many people born in one state live in another, every five years, 1990 to 2020."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from multipolar import vocabulary
from multipolar.errors import SchemaError
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state

FILE = "migration/undesa2020_stock.json"

# The names are those of 2020, also in the earlier years.
NAMED = 2020

MIGRANT_STOCKS = TableSchema(
    columns={"state_i": pl.String, "state_j": pl.String, "year": pl.Int16, "persons": pl.Int32},
    key=("state_i", "state_j", "year"),
    description="The people born in (or citizens of) one state who lived in another at mid-year.",
    ranges={"persons": (1, 1e8)},
)


def read_migrants(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the matrices into the table ``migrant_stocks``.

    `state_i` is the origin, `state_j` the destination, ``persons`` a count. The file writes 0 both
    where a destination counted none and where it lists no such origin, and the two cannot be told
    apart: a pair without a row is *not reported*, never zero.

    Raises
    ------
    SchemaError
        Where the file is not that set of square matrices, or a name stands for no known state.

    Examples
    --------
    >>> read_migrants({FILE: Path("undesa2020_stock.json")})["migrant_stocks"].height  # doctest: +SKIP
    75538
    """
    path = files[FILE]
    names, matrices = _published(json.loads(path.read_text(encoding="utf-8")), path.name)
    places = pl.DataFrame({"name": names}, schema={"name": pl.String}).with_row_index("place")
    regions = vocabulary.aggregates("undesa")
    states = with_state(places, "undesa", "name", NAMED, path.name, drop=regions).drop("name")
    stocks = pl.concat([_positive(year, matrix) for year, matrix in sorted(matrices.items())])
    for place, state in (("origin", "state_i"), ("destination", "state_j")):
        stocks = stocks.join(states.rename({"place": place, "state": state}), on=place, how="inner")
    return {"migrant_stocks": stocks.select(*MIGRANT_STOCKS.columns)}


def _published(content: Any, where: str) -> tuple[list[str], dict[int, np.ndarray[Any, Any]]]:
    """Return the names of places, and a square matrix of counts (from row to column) a year."""
    if not isinstance(content, dict) or not {"names", "matrix"} <= content.keys():
        raise SchemaError(
            "The file is not the published one.", where=where, expected="names, regions, matrix"
        )
    names = [str(name) for name in content["names"]]
    matrices = {int(year): np.array(rows, dtype=np.float64) for year, rows in content["matrix"].items()}
    for year, counts in matrices.items():
        if counts.shape != (len(names), len(names)) or not (np.floor(counts) == counts).all():
            raise SchemaError(
                "A matrix of counts is not square, or holds other than whole numbers.",
                where=f"{where}, year {year}",
                expected=f"{len(names)} by {len(names)}",
                got=" by ".join(str(side) for side in counts.shape),
            )
    return names, matrices


def _positive(year: int, counts: np.ndarray[Any, Any]) -> pl.DataFrame:
    origin, destination = np.nonzero(counts)
    return pl.DataFrame(
        {
            "origin": origin.astype(np.uint32),
            "destination": destination.astype(np.uint32),
            "year": np.full(origin.size, year, dtype=np.int16),
            "persons": counts[origin, destination].astype(np.int32),
        }
    ).filter(pl.col("origin") != pl.col("destination"))


SOURCE = Source(
    id="migrants",
    title="International Migrant Stock 2020",
    producer="United Nations, Department of Economic and Social Affairs, Population Division",
    version="2020 revision",
    citation="""@misc{undesa2020migrant,
  author = {{United Nations Department of Economic and Social Affairs, Population Division}},
  title = {International Migrant Stock 2020},
  number = {POP/DB/MIG/Stock/Rev.2020},
  year = {2020},
  url = {https://www.un.org/development/desa/pd/content/international-migrant-stock}
}""",
    licence="Creative Commons Attribution 3.0 IGO.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="2c7b21432c17c74ffbc52c3cacd27430e9445e7013bf5349746d3634af040e98",
            size_bytes=1_584_643,
        ),
    ),
    first_year=1990,
    last_year=2020,
    tables={"migrant_stocks": MIGRANT_STOCKS},
    read=read_migrants,
    gaps=(
        "Only 1990, 1995, ... 2020; the years between are null, not interpolated.",
        "Zero and not listed look alike in the file, so that a pair without a row is not reported.",
        "Origins that a destination does not name apart are missing: a column sums to less than its total.",
        "Some destinations count people by citizenship, most by birthplace.",
        "States of 2020 in all years: Armenia and Azerbaijan have rows for 1990, the Soviet Union has none.",
    ),
)
