"""Penn World Table 10.01: real output, people, work and skill, 1950 to 2019."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.present_borders import GAP, within_present_borders
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import read_csv, with_state

# Published name -> (our column, size in bytes, SHA-256); millions are millions.
SERIES = {
    "rgdpe": (
        "gdp_expenditure_musd2017_ppp",
        244_809,
        "ba6ccbc7d4411efb34b43a8e0ae6e22813bc115226524ac085d2d0f60cbbca58",
    ),
    "rgdpo": (
        "gdp_output_musd2017_ppp",
        244_225,
        "2887bc575cb9d83212e0c8e028a9ddea129da939397e8350a5533529fdeffa30",
    ),
    "rgdpna": (
        "gdp_national_accounts_musd2017",
        243_578,
        "c5c8d5cf124c339be81b46fc8bfb481c4c6cc20fbd0bbaf5e44ac5f1afc4cdc6",
    ),
    "pop": (
        "population_million",
        230_997,
        "f0525f7056543e1dc0690c8604b56e830400ffda319d58c5bfd81b5c3e7a5d08",
    ),
    "emp": (
        "employed_million",
        264_263,
        "79647a73bcbf8dfcc96b589fa9d30308710769e226889f069e455f808d8252a1",
    ),
    "hc": (
        "human_capital_index",
        238_630,
        "4edd7b872a927a353362fb2c93fce30b5a9e923bbd8e0114e84eaaa98e2b2689",
    ),
}

PENN_WORLD_TABLE = TableSchema(
    columns={
        "state": pl.String,
        "year": pl.Int16,
        **{column: pl.Float64 for column, _, _ in SERIES.values()},
    },
    key=("state", "year"),
    description="A state or territory in a year, with its real output, people, employed and schooling.",
    ranges={column: (0, 1e9) for column, _, _ in SERIES.values()},
)


def path_of(name: str) -> str:
    """Return the place of a series' file in a mirror.

    Examples
    --------
    >>> path_of("emp")
    'penn_world_table/emp.csv'
    """
    return f"penn_world_table/{name}.csv"


def _read_series(name: str, column: str, path: Path) -> pl.DataFrame:
    published = read_csv(path, {"country": pl.String, "year": pl.Int16, name: pl.Float64})
    coded = published.with_columns(pl.col("country").str.to_uppercase()).rename({name: column})
    return with_state(coded, "iso3", "country", "year", path.name).select("state", "year", column)


def read_penn_world_table(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the series into the table ``penn_world_table``, one column each.

    Examples
    --------
    >>> read_penn_world_table({path_of(name): Path("f.csv") for name in SERIES})  # doctest: +SKIP
    """
    rows = pl.DataFrame(schema={"state": pl.String, "year": pl.Int16})
    for name, (column, _, _) in SERIES.items():
        more = _read_series(name, column, files[path_of(name)])
        rows = rows.join(more, on=["state", "year"], how="full", coalesce=True, validate="1:1")
    return {"penn_world_table": within_present_borders(rows).select(*PENN_WORLD_TABLE.columns)}


URL = (
    "https://raw.githubusercontent.com/open-numbers/ddf--pwt--penn_world_table/"
    "6584e2e8c7696c415bb3d7beebdeb5a6668593fd/ddf--datapoints--{name}--by--country--year.csv"
)

SOURCE = Source(
    id="penn_world_table",
    title="Penn World Table",
    producer="Groningen Growth and Development Centre",
    version="10.01",
    citation="""@article{feenstra2015next,
  author = {Feenstra, Robert C. and Inklaar, Robert and Timmer, Marcel P.},
  title = {The Next Generation of the {Penn World Table}},
  journal = {American Economic Review},
  volume = {105},
  number = {10},
  pages = {3150--3182},
  year = {2015}
}""",
    licence="Creative Commons Attribution 4.0.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=tuple(
        SourceFile(path_of(name), sha256, size_bytes, URL.format(name=name))
        for name, (_, size_bytes, sha256) in SERIES.items()
    ),
    first_year=1950,
    last_year=2019,
    tables={"penn_world_table": PENN_WORLD_TABLE},
    read=read_penn_world_table,
    gaps=(
        "183 economies; no North Korea, Cuba, Libya, Afghanistan, Somalia, Eritrea or South Sudan.",
        GAP,
    ),
)
