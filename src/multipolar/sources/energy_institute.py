"""Statistical Review of World Energy 2025: supply, gas, coal and electricity, 1965 to 2024."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.energy_filler import without_ended_union, without_filler
from multipolar.sources.present_borders import GAP, within_present_borders
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state
from multipolar.sources.workbook import read_years
from multipolar.vocabulary import aggregates

FILE = "energy_institute/Statistical Review of World Energy Data.xlsx"

# Column -> sheet, and the unit that stands in the corner of its table.
SHEETS = {
    "energy_supply_ej": ("Total Energy Supply (TES) -EJ", "Exajoules"),
    "natural_gas_production_bcm": ("Gas Production - Bcm", "Billion cubic metres"),
    "natural_gas_consumption_bcm": ("Gas Consumption - Bcm", "Billion cubic metres"),
    "coal_production_ej": ("Coal Production - EJ", "Exajoules"),
    "electricity_generation_twh": ("Electricity Generation - TWh", "Terawatt-hours"),
}
UNKNOWN = ("n/a", "-")

ENERGY_INSTITUTE = TableSchema(
    columns={"state": pl.String, "year": pl.Int16, **dict.fromkeys(SHEETS, pl.Float64)},
    key=("state", "year"),
    description="A state or territory in a year, with the energy it supplied, produced and used.",
    ranges=dict.fromkeys(SHEETS, (0, 1e5)),
)


def _read_sheet(path: Path, column: str) -> pl.DataFrame:
    sheet, unit = SHEETS[column]
    named = read_years(path, sheet, unit, column, UNKNOWN, end="Total World")
    named = without_ended_union(named, "name", "USSR")
    rows = with_state(
        named, "energy_institute", "name", "year", path.name, drop=aggregates("energy_institute")
    )
    return within_present_borders(without_filler(rows, column)).select("state", "year", column)


def read_energy_institute(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read five sheets of the workbook into the table ``energy_institute``.

    Examples
    --------
    >>> read_energy_institute({FILE: Path("review.xlsx")})["energy_institute"]  # doctest: +SKIP
    """
    path = files[FILE]
    rows = pl.DataFrame(schema={"state": pl.String, "year": pl.Int16})
    for column in SHEETS:
        more = _read_sheet(path, column)
        rows = rows.join(more, on=["state", "year"], how="full", coalesce=True, validate="1:1")
    return {"energy_institute": rows.select(*ENERGY_INSTITUTE.columns)}


SOURCE = Source(
    id="energy_institute",
    title="Statistical Review of World Energy",
    producer="Energy Institute",
    version="2025, 74th edition",
    citation="""@misc{energyinstitute2025review,
  author = {{Energy Institute}},
  title = {Statistical Review of World Energy},
  edition = {74},
  year = {2025},
  howpublished = {\\url{https://www.energyinst.org/statistical-review}}
}""",
    licence="Data may be reused with attribution to the Energy Institute.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="20cf809169cb2c88b2450cb819011937094d47fa2fafe19c0f39a7742728ade8",
            size_bytes=3_221_027,
        ),
    ),
    first_year=1965,
    last_year=2024,
    tables={"energy_institute": ENERGY_INSTITUTE},
    read=read_energy_institute,
    gaps=(
        "The workbook is kept in the GitHub repository open-numbers/ddf--bp--energy at ebe7a24; its place "
        "there is not recorded, so that it is to be put by hand into the cache or a mirror.",
        "Only the larger producers and consumers are named; the rest are in regional remainders and null here. "
        "Armenia, Georgia, Kyrgyzstan and Tajikistan are among the rest.",
        "Gas production begins in 1970, coal in 1981, electricity in 1985.",
        "The Soviet Union ends in 1984, when its successors begin; zeros that only filled the table are out.",
        GAP,
    ),
)
