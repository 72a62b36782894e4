"""Membership of the state system, by the Correlates of War and by Gleditsch and Ward, from 1816."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.sources.r_data import read_r
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import expect_columns

COW = "isard/cw_system.rda"
GW = "isard/gw_system.rda"

# The day on which each list was closed: a spell that ends then had not ended.
CLOSED = {
    "cow": dt.date(2016, 12, 31),
    "gw": dt.date(2020, 12, 31),
    "gw_microstate": dt.date(2020, 12, 31),
}

SYSTEM_MEMBERSHIP = TableSchema(
    columns={
        "system": pl.String,
        "code": pl.Int16,
        "abbreviation": pl.String,
        "name": pl.String,
        "start": pl.Date,
        "end": pl.Date,
    },
    key=("system", "code", "start"),
    description="An unbroken spell of membership in a state system; no end where it had not ended.",
    window=None,
    ranges={"code": (2, 999)},
)


def _spells(published: pl.DataFrame, system: str, prefix: str, code: str, where: str) -> pl.DataFrame:
    names = {
        code: "code",
        f"{prefix}_abb": "abbreviation",
        f"{prefix}_name": "name",
        "start": "start",
        "end": "end",
    }
    rows = expect_columns(published, names, where).rename(names)
    return rows.select(
        pl.lit(system).alias("system"),
        pl.col("code").cast(pl.Int16),
        pl.col("abbreviation", "name", "start"),
        pl.when(pl.col("end") < CLOSED[system]).then(pl.col("end")).alias("end"),
    )


def read_state_system(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read both lists into the table ``system_membership``, microstates apart as ``gw_microstate``.

    Examples
    --------
    >>> read_state_system({COW: Path("cw.rda"), GW: Path("gw.rda")})["system_membership"]  # doctest: +SKIP
    """
    cow, gw = read_r(files[COW]), read_r(files[GW])
    micro = pl.col("microstate") == 1
    lists = (
        _spells(cow, "cow", "cw", "ccode", COW),
        _spells(gw.filter(~micro), "gw", "gw", "gwcode", GW),
        _spells(gw.filter(micro), "gw_microstate", "gw", "gwcode", GW),
    )
    return {"system_membership": pl.concat(lists)}


def _file(path: str, sha256: str, size_bytes: int) -> SourceFile:
    folder = "https://raw.githubusercontent.com/svmiller/isard/46944ad97a5532cd8e3b33129463c8435a69846a/data/"
    return SourceFile(path, sha256, size_bytes, folder + path.removeprefix("isard/"))


SOURCE = Source(
    id="state_system",
    title="State system membership (Correlates of War; Gleditsch and Ward)",
    producer="Correlates of War Project; Kristian S. Gleditsch and Michael D. Ward",
    version="Correlates of War v2016; Gleditsch-Ward to 2020 with microstates, as in the R package isard",
    citation="""@article{gleditschward1999revised,
  author = {Gleditsch, Kristian S. and Ward, Michael D.},
  title = {A Revised List of Independent States since the Congress of Vienna},
  journal = {International Interactions},
  volume = {25},
  number = {4},
  pages = {393--413},
  year = {1999},
  note = {With: Correlates of War Project, State System Membership List, v2016, 2017}
}""",
    licence="Free to use with citation of the Correlates of War Project and of Gleditsch and Ward.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        _file(COW, "910b2db886f46c175cfcd826a1a6d8cdd2c149c33bc0909355bb1a21b57cf409", 4_187),
        _file(GW, "53c434467bd592fc62b33522d26eec9401478aed30376b49fb0abedcb74d86ce", 4_434),
    ),
    first_year=1816,
    last_year=2020,
    tables={"system_membership": SYSTEM_MEMBERSHIP},
    read=read_state_system,
    gaps=(
        "The Correlates of War list was closed on 31 December 2016, that of Gleditsch and Ward on "
        "31 December 2020; spells open then have no end here.",
        "The two lists differ on when some states entered or left, and on how to count Germany, Serbia, "
        "Yemen and Vietnam.",
    ),
)
