"""BACI 2023: one reconciled figure for the goods that went from each state to each other in one year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.parquet import read_parquet
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state

FILE = "baci/baci_2023_bilateral_194.parquet"

PUBLISHED = {"year": pl.Int16, "exporter": pl.String, "importer": pl.String, "exports_musd": pl.Float32}

TRADE_BACI = TableSchema(
    columns={"state_i": pl.String, "state_j": pl.String, "year": pl.Int16, "exports_musd": pl.Float32},
    key=("state_i", "state_j", "year"),
    description="The goods that went from one state to another in a year, both sides' reports reconciled.",
    ranges={"exports_musd": (0, 1e7)},
)


def read_baci(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the flows into the table ``trade_baci``.

    ``exports_musd`` is what `state_i` sold to `state_j`, free on board, in millions of current US
    dollars. A pair that neither side reported has no row: its trade is unknown, not zero.

    Raises
    ------
    SchemaError
        Where columns are missing or a code stands for no known state.

    Examples
    --------
    >>> read_baci({FILE: Path("baci_2023_bilateral_194.parquet")})["trade_baci"].height  # doctest: +SKIP
    25398
    """
    path = files[FILE]
    rows = read_parquet(path, PUBLISHED)
    rows = with_state(rows, "iso3", "exporter", "year", path.name, into="state_i")
    rows = with_state(rows, "iso3", "importer", "year", path.name, into="state_j")
    return {"trade_baci": rows.select(*TRADE_BACI.columns)}


SOURCE = Source(
    id="baci",
    title="BACI: International Trade Database at the Product Level",
    producer="CEPII",
    version="202501, year 2023, all goods",
    citation="""@techreport{gaulier2010baci,
  author = {Gaulier, Guillaume and Zignago, Soledad},
  title = {{BACI}: International Trade Database at the Product-Level. The 1994--2007 Version},
  institution = {CEPII},
  type = {Working Paper},
  number = {2010-23},
  year = {2010},
  note = {Release 202501}
}""",
    licence="Etalab Open Licence 2.0.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="aae2f2f24b2cd74be71287b0b71c35164987bb8ee2e5afe7ec27a00d06d0a382",
            size_bytes=250_234,
        ),
    ),
    first_year=2023,
    last_year=2023,
    tables={"trade_baci": TRADE_BACI},
    read=read_baci,
    gaps=(
        "Taiwan, North Korea, Cuba, Palestine and Kosovo are not in this extract.",
        "A pair that neither side reported is missing, not zero: Russia with Belarus and with Iran, for two.",
        "Not comparable flow by flow with the Direction of Trade, which keeps both sides' reports apart.",
    ),
)
