"""UCDP/PRIO Armed Conflict Dataset 25.1: state-based armed conflicts and their parties, 1946 to 2024."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import expect_columns, typed, with_state

FILE = "ucdp/UcdpPrioConflict_v25_1.csv"

# Column as published -> column here; the lists of codes and the dates are treated apart.
PLAIN = {
    "conflict_id": "conflict_id",
    "year": "year",
    "location": "location",
    "side_a": "side_a",
    "side_b": "side_b",
    "territory_name": "territory",
    "incompatibility": "incompatibility",
    "intensity_level": "intensity",
    "type_of_conflict": "type",
}
DATES = {"start_date": "start_date", "start_date2": "episode_start", "ep_end_date": "ep_end_date"}
PARTIES = {
    "gwno_a": "primary_a",
    "gwno_a_2nd": "supporters_a",
    "gwno_b": "primary_b",
    "gwno_b_2nd": "supporters_b",
}

# Gleditsch and Ward give Serbia 340 again after 2006; this data set goes on with Yugoslavia's code.
YUGOSLAVIA, SERBIA = "345", "340"
LAST_YEAR_OF_YUGOSLAVIA = 2006

# Named as parties, though in no list of independent states.
NO_STATES = {"751": "Hyderabad, 1947 to 1948"}

CONFLICT_YEARS = TableSchema(
    columns={
        "conflict_id": pl.Int32,
        "year": pl.Int16,
        "location": pl.String,
        "side_a": pl.String,
        "side_b": pl.String,
        "territory": pl.String,
        "incompatibility": pl.Int8,
        "intensity": pl.Int8,
        "type": pl.Int8,
        "start_date": pl.Date,
        "episode_start": pl.Date,
        "ep_end": pl.Boolean,
        "ep_end_date": pl.Date,
        "states_a": pl.String,
        "states_b": pl.String,
        "supporters_a": pl.String,
        "supporters_b": pl.String,
    },
    key=("conflict_id", "year"),
    description="A conflict in a year with at least 25 battle deaths: what it is about (1 territory, 2 "
    "government, 3 both), how intense (1 minor, 2 war), its type (1 extrasystemic, 2 interstate, 3 "
    "intrastate, 4 internationalised intrastate), and the states on each side (`;` between them; the "
    "supporters are those that are no primary party).",
    ranges={"incompatibility": (1, 3), "intensity": (1, 2), "type": (1, 4)},
)


def read_ucdp(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the conflicts into the table ``conflict_years``.

    Examples
    --------
    >>> read_ucdp({FILE: Path("UcdpPrioConflict_v25_1.csv")})["conflict_years"].height  # doctest: +SKIP
    2751
    """
    path = files[FILE]
    rows = _published(path)
    types = {name: dtype for name, dtype in CONFLICT_YEARS.columns.items() if name in PLAIN.values()}
    rows = typed(rows.rename(PLAIN), types, path.name)
    rows = rows.with_columns(_date(rows[name], path.name).alias(new) for name, new in DATES.items())
    rows = rows.with_columns(_flag(rows["ep_end"], path.name))
    for published, name in PARTIES.items():
        rows = rows.join(_states(rows, published, name, path.name), on=["conflict_id", "year"], how="left")
    rows = rows.with_columns(
        pl.concat_str(f"primary_{side}", f"supporters_{side}", separator=";", ignore_nulls=True)
        .replace("", None)
        .alias(f"states_{side}")
        for side in "ab"
    )
    return {"conflict_years": rows.select(pl.col(name).cast(t) for name, t in CONFLICT_YEARS.columns.items())}


def _published(path: Path) -> pl.DataFrame:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split(";")
    fields = [line.split(";") for line in _mended(lines) if line.strip()]
    odd = [";".join(each)[:60] for each in fields if len(each) != len(names)]
    if odd:
        raise SchemaError(
            "Lines have more or fewer fields than the header.",
            where=path.name,
            expected=f"{len(names)} fields",
            got=f"{len(odd)} such lines",
            rows=odd,
        )
    table = pl.DataFrame(fields, schema=dict.fromkeys(names, pl.String), orient="row")
    wanted = [*PLAIN, *DATES, *PARTIES, "ep_end"]
    return expect_columns(table, wanted, path.name).with_columns(pl.all().replace("", None))


def _mended(lines: list[str]) -> list[str]:
    """Join the one line that was published broken in two (ETIM, 2008).

    Its first half stops after the territory and is filled up with empty fields; the second starts with
    a separator, and has commas where separators were.
    """
    done: list[str] = []
    for line in lines:
        if line.startswith(";") and done and done[-1].endswith(";" * 18):
            done[-1] = done[-1].rstrip(";") + line.rstrip(";").replace(",", ";")
        else:
            done.append(line)
    return done


def _date(column: pl.Series, where: str) -> pl.Series:
    dates = column.str.to_date("%d-%m-%Y", strict=False)
    lost = column.filter(dates.is_null() & column.is_not_null())
    if not lost.is_empty():
        raise SchemaError(f"Dates of {column.name} are not day-month-year.", where=where, rows=lost.head(3))
    return dates


def _flag(column: pl.Series, where: str) -> pl.Series:
    if not column.is_in(["0", "1"]).fill_null(False).all():
        raise SchemaError(f"The flag {column.name} is neither 0 nor 1.", where=where)
    return column == "1"


def _states(rows: pl.DataFrame, published: str, name: str, where: str) -> pl.DataFrame:
    """Return the states of one list of Gleditsch-Ward codes, as ids in the order published."""
    each = (
        rows.select("conflict_id", "year", pl.col(published).str.split(",").alias("gw"))
        .explode("gw")
        .drop_nulls("gw")
        .with_columns(pl.col("gw").str.strip_chars())
    )
    renumbered = (pl.col("gw") == YUGOSLAVIA) & (pl.col("year") > LAST_YEAR_OF_YUGOSLAVIA)
    each = each.with_columns(pl.when(renumbered).then(pl.lit(SERBIA)).otherwise("gw").alias("gw"))
    known = with_state(each, "gw", "gw", "year", where, drop=NO_STATES)
    return known.group_by("conflict_id", "year", maintain_order=True).agg(
        pl.col("state").unique(maintain_order=True).str.join(";").alias(name)
    )


SOURCE = Source(
    id="ucdp",
    title="UCDP/PRIO Armed Conflict Dataset",
    producer="Uppsala Conflict Data Program and Peace Research Institute Oslo",
    version="25.1",
    citation="""@article{gleditsch2002armed,
  author = {Gleditsch, Nils Petter and Wallensteen, Peter and Eriksson, Mikael and Sollenberg, Margareta
    and Strand, H{\\aa}vard},
  title = {Armed Conflict 1946--2001: A New Dataset},
  journal = {Journal of Peace Research},
  volume = {39},
  number = {5},
  pages = {615--637},
  year = {2002},
  doi = {10.1177/0022343302039005007},
  note = {Version 25.1: Davies, Pettersson, Sollenberg and {\\"O}berg, Organized violence 1989--2024,
    Journal of Peace Research 62(4), 2025}
}""",
    licence="CC BY 4.0",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="406e587448537b5ae1a4234b7ffd6cc9dff60776171c716a74cb705f8277f6b7",
            size_bytes=462_764,
        ),
    ),
    first_year=1946,
    last_year=2024,
    tables={"conflict_years": CONFLICT_YEARS},
    read=read_ucdp,
    gaps=(
        "A year without a row had fewer than 25 battle deaths; that is not peace by treaty.",
        "States that only supply troops to another's side are listed among its supporters, not as enemies "
        "of each state on the other side.",
        "One line (ETIM, 2008) was published broken in two; it is mended while reading.",
        "Hyderabad (1947-1948) is a party in no list of states; it stands in side_a but not in states_a.",
    ),
)
