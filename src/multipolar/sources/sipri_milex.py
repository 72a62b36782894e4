"""SIPRI's military expenditure in US$, 1948 to 2023: read on your machine, never embedded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state
from multipolar.sources.workbook import read_years
from multipolar.vocabulary import aggregates

FILE = "sipri/SIPRI-Milex-data-1948-2023.xlsx"

SHEETS = {
    "milex_musd2022": "Constant (2022) US$",
    "milex_current_musd": "Current US$",
    "milex_share_gdp": "Share of GDP",
}
# Data unavailable; not a state in that year.
UNKNOWN = ("...", ". .", "xxx")

SIPRI_MILEX = TableSchema(
    columns={"state": pl.String, "year": pl.Int16, **dict.fromkeys(SHEETS, pl.Float64)},
    key=("state", "year"),
    description="A state in a year, with its military expenditure.",
    ranges={"milex_musd2022": (0, 1e7), "milex_current_musd": (0, 1e7), "milex_share_gdp": (0, 5)},
)


def read_sipri_milex(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read three sheets of the workbook into the table ``sipri_milex``.

    Examples
    --------
    >>> read_sipri_milex({FILE: Path("SIPRI-Milex-data-1948-2023.xlsx")})  # doctest: +SKIP
    """
    path = files[FILE]
    rows = pl.DataFrame(schema={"state": pl.String, "year": pl.Int16})
    for column, sheet in SHEETS.items():
        named = read_years(path, sheet, "Country", column, UNKNOWN)
        more = with_state(named, "sipri", "name", "year", path.name, drop=aggregates("sipri"))
        rows = rows.join(
            more.select("state", "year", column),
            on=["state", "year"],
            how="full",
            coalesce=True,
            validate="1:1",
        )
    return {"sipri_milex": rows.select(*SIPRI_MILEX.columns)}


SOURCE = Source(
    id="sipri_milex",
    title="SIPRI Military Expenditure Database",
    producer="Stockholm International Peace Research Institute",
    version="April 2024, 1948-2023",
    citation="""@misc{sipri2024milex,
  author = {{Stockholm International Peace Research Institute}},
  title = {{SIPRI} Military Expenditure Database, 1948--2023},
  year = {2024},
  howpublished = {\\url{https://www.sipri.org/databases/milex}}
}""",
    licence="Copyright SIPRI: cite it; rows may not be passed on, so the atlas embeds none.",
    embed=False,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="20c9afbebd8e0111c5b38da36370c7e73e83a9d4c9078e10a7854d1fe6ba1360",
            size_bytes=839_559,
        ),
    ),
    first_year=1948,
    last_year=2023,
    tables={"sipri_milex": SIPRI_MILEX},
    read=read_sipri_milex,
    gaps=(
        "The workbook is kept in the GitHub repository MJHofmann/SIPRI_BRICS at bfc9be1; its place "
        "there is not recorded, so that it is to be put by hand into the cache or a mirror.",
        "Figures that SIPRI marks as its estimates or as highly uncertain are not told apart here.",
        "The Soviet Union is known from 1987 to 1990 only; China from 1989.",
        "A year in which a state was not independent, and a year without data, are both null.",
    ),
)
