"""Gapminder's Systema Globalis: output, arms, armed forces, trade, investment, oil and gas to 2024.

Gapminder passes on the World Bank's indicators (which hold SIPRI's arms data) and the Statistical Review
of World Energy. Units are checked against values known from those: GDP at constant prices equals GDP at
current prices in 2015; arms are SIPRI's trend-indicator values times a million; a tonne is a tonne of oil
or of oil equivalent, so that the Russian gas of 2020 comes to 549 million.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.energy_filler import without_ended_union, without_filler
from multipolar.sources.gapminder_series import SERIES, Series
from multipolar.sources.present_borders import GAP, within_present_borders
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import read_csv, with_state
from multipolar.vocabulary import aggregates

GAPMINDER = TableSchema(
    columns={
        "state": pl.String,
        "year": pl.Int16,
        **{series.column: pl.Float64 for series in SERIES},
    },
    key=("state", "year"),
    description="A state or territory in a year, with its output, arms, trade and energy.",
    ranges={
        "gdp_usd2015": (1e6, 1e14),
        "milex_percent_gdp": (0, 200),
        "arms_imports_mtiv": (0, 1e5),
        "arms_exports_mtiv": (0, 1e5),
    },
)


def path_of(series: Series) -> str:
    """Return the place of a series' file in a mirror.

    Examples
    --------
    >>> path_of(SERIES[0])
    'gapminder/total_gdp_us_inflation_adjusted.csv'
    """
    return f"gapminder/{series.name}.csv"


def _read_series(series: Series, path: Path) -> pl.DataFrame:
    published = read_csv(path, {"geo": pl.String, "time": pl.Int16, series.name: pl.Float64})
    coded = published.select(
        "geo", pl.col("time").alias("year"), (pl.col(series.name) / series.per).alias(series.column)
    )
    if series.energy:
        coded = without_ended_union(coded, "geo", "ussr")
    rows = with_state(coded, "gapminder", "geo", "year", path.name, drop=aggregates("gapminder"))
    if series.energy:
        rows = without_filler(rows, series.column)
    if not series.dated:
        rows = within_present_borders(rows)
    return rows.select("state", "year", series.column)


def read_gapminder(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the series into the table ``gapminder``, one column each.

    Examples
    --------
    >>> read_gapminder({path_of(series): Path("f.csv") for series in SERIES})["gapminder"]  # doctest: +SKIP
    """
    rows = _read_series(SERIES[0], files[path_of(SERIES[0])])
    for series in SERIES[1:]:
        more = _read_series(series, files[path_of(series)])
        rows = rows.join(more, on=["state", "year"], how="full", coalesce=True, validate="1:1")
    return {"gapminder": rows.select(*GAPMINDER.columns)}


URL = (
    "https://raw.githubusercontent.com/open-numbers/ddf--gapminder--systema_globalis/"
    "c63631abeb62af6db3910f68be7c2b443beca50b/countries-etc-datapoints/"
    "ddf--datapoints--{name}--by--geo--time.csv"
)

SOURCE = Source(
    id="gapminder",
    title="Systema Globalis",
    producer="Gapminder, from the World Bank, SIPRI and the Energy Institute",
    version="commit c63631a of 2025",
    citation="""@misc{gapminder2025systema,
  author = {{Gapminder Foundation}},
  title = {Systema Globalis},
  year = {2025},
  howpublished = {Open Numbers, \\url{https://github.com/open-numbers/ddf--gapminder--systema_globalis}},
  note = {World Development Indicators (World Bank), arms transfers and military expenditure (SIPRI),
    Statistical Review of World Energy (Energy Institute)}
}""",
    licence="Creative Commons Attribution 4.0.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=tuple(
        SourceFile(path_of(series), series.sha256, series.size_bytes, URL.format(name=series.name))
        for series in SERIES
    ),
    first_year=1960,
    last_year=2024,
    tables={"gapminder": GAPMINDER},
    read=read_gapminder,
    gaps=(
        "Series begin and end in different years: armed forces end in 2020, and so do proved reserves.",
        "Arms transfers list the years with any; a year without a row is not a recorded zero.",
        "Oil and gas of the Soviet Union end in 1984, when those of its successors begin; zeros that only "
        "filled the table are left out.",
        GAP + " Arms, armed forces and military expenditure are kept: they belong to the state of the time.",
        "Four series of the same collection are not read because they end in 2010 or 2013 or mix in "
        "projections: energy_production_total, energy_supply_per_person_toe, "
        "total_gdp_ppp_inflation_adjusted and total_population_with_projections; nor is "
        "the one taken from the Penn World Table.",
    ),
)
