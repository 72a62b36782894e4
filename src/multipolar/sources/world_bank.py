"""World Development Indicators: population to 2024 and gross domestic product in current US$ to 2023."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.present_borders import GAP, within_present_borders
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import Types, read_csv, with_state
from multipolar.vocabulary import aggregates

POPULATION = "worldbank/wdi_population.csv"
GDP = "worldbank/wdi_gdp_current_usd.csv"

WORLD_BANK = TableSchema(
    columns={"state": pl.String, "year": pl.Int16, "population": pl.Int64, "gdp_current_usd": pl.Float64},
    key=("state", "year"),
    description="A state or territory in a year, with its people and its product at current prices.",
    ranges={"population": (1, 2e9), "gdp_current_usd": (1, 1e14)},
)


def _series(path: Path, name: str, dtype: type[pl.DataType]) -> pl.DataFrame:
    types: Types = {"Country Code": pl.String, "Year": pl.Int16, "Value": dtype}
    published = read_csv(path, types).rename({"Country Code": "code", "Year": "year", "Value": name})
    rows = with_state(published, "world_bank", "code", "year", path.name, drop=aggregates("world_bank"))
    return rows.select("state", "year", name)


def read_world_bank(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read both series into the table ``world_bank``.

    Examples
    --------
    >>> read_world_bank({POPULATION: Path("p.csv"), GDP: Path("g.csv")})["world_bank"]  # doctest: +SKIP
    """
    population = _series(files[POPULATION], "population", pl.Int64)
    gdp = _series(files[GDP], "gdp_current_usd", pl.Float64)
    rows = population.join(gdp, on=["state", "year"], how="full", coalesce=True, validate="1:1")
    return {"world_bank": within_present_borders(rows).select(*WORLD_BANK.columns)}


SOURCE = Source(
    id="world_bank",
    title="World Development Indicators: population and gross domestic product",
    producer="World Bank",
    version="population of 2025, GDP of 2024, as packaged by DataHub",
    citation="""@misc{worldbank2025wdi,
  author = {{World Bank}},
  title = {World Development Indicators: SP.POP.TOTL (population), NY.GDP.MKTP.CD (GDP, current US\\$)},
  year = {2025},
  howpublished = {DataHub core datasets \\url{https://github.com/datasets/population} and
    \\url{https://github.com/datasets/gdp}}
}""",
    licence="Creative Commons Attribution 4.0.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=POPULATION,
            sha256="7d2dd6a17f5ed7916de1f89a9c116791e64d207f2e2f6ce47c57e1ab46f0088a",
            size_bytes=552_112,
            url="https://raw.githubusercontent.com/datasets/population/"
            "425fc447a53a26c767a15a7de60c4cc2478a0595/data/population.csv",
        ),
        SourceFile(
            path=GDP,
            sha256="f0a8408195646dbb1a9d7fc4424e2d302ee5380d0ec8834793f12ca25cbd7e2c",
            size_bytes=576_746,
            url="https://raw.githubusercontent.com/datasets/gdp/"
            "822019c80142c162e4ca4eb1a63699ae36075078/data/gdp.csv",
        ),
    ),
    first_year=1960,
    last_year=2024,
    tables={"world_bank": WORLD_BANK},
    read=read_world_bank,
    gaps=(
        "GDP ends in 2023, population in 2024. Taiwan is not among the World Bank's economies; "
        "GDP of North Korea is not reported.",
        GAP,
    ),
)
