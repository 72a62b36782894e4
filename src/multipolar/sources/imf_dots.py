"""IMF Direction of Trade: what each state says it sold to and bought from each other, 1960 to 2020."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar import vocabulary
from multipolar.errors import SchemaError
from multipolar.sources.parquet import read_parquet
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state

FILE = "imf_dots/dots_long_all.parquet"

PUBLISHED = {
    "reporter": pl.String,
    "flow": pl.String,
    "unit": pl.String,
    "row": pl.Int64,
    "partner": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
    "flag": pl.String,
}

# Names that stand for one state in all but its name: (name, first year, last year, read as, unless the
# reporter has a row for one of these in the same year). Customs unions stand under the member that
# nearly all of their trade was of, or a fourteenth of the world's trade would be missing to 1998;
# Yugoslavia was to 2003 the official name of what the IMF calls Serbia and Montenegro.
READ_AS = (
    ("Belgium-Luxembourg", 1960, 2020, "Belgium", ("Belgium", "Luxembourg")),
    ("South African Common Customs Area (SACCA)", 1960, 1997, "South Africa", ()),
    ("Yugoslavia", 1993, 2005, "Serbia and Montenegro", ("Serbia and Montenegro",)),
)

# Years in which a name is used though it says too little: (name, first year, last year). Their rows are
# left out, since counting them for any one state would double its trade or give it another's.
UNUSABLE = (
    # Partners went on naming these after the republics and the islands had their own rows.
    ("USSR", 1992, 2020),
    ("Czechoslovakia", 1993, 2020),
    ("Yugoslavia", 2006, 2020),
    ("Netherlands Antilles", 2011, 2020),
    # Named beside "Serbia and Montenegro", which was one state to June 2006.
    ("Serbia, Rep. of", 2005, 2005),
    ("Montenegro", 2005, 2005),
    # Two states: the reports of the West mean the South, those of the East (Hungary's 1968) the North.
    ("Vietnam", 1960, 1975),
)

FLOWS = {"Exports": "exports_fob_musd", "Imports": "imports_cif_musd"}

TRADE = TableSchema(
    columns={
        "state_i": pl.String,
        "state_j": pl.String,
        "year": pl.Int16,
        "exports_fob_musd": pl.Float32,
        "imports_cif_musd": pl.Float32,
        "exports_estimated": pl.Boolean,
        "imports_estimated": pl.Boolean,
    },
    key=("state_i", "state_j", "year"),
    description="Goods from one state to another in a year: the exporter's report and the importer's.",
    ranges={"exports_fob_musd": (0, 1e7), "imports_cif_musd": (0, 1e7)},
)


def read_imf_dots(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the reports into the table ``trade``.

    A row is one direction in one year: `state_i` sold to `state_j`. ``exports_fob_musd`` is what
    `state_i` reported (free on board), ``imports_cif_musd`` what `state_j` reported of the same goods
    (with cost, insurance and freight), both in millions of current US dollars. A side that reported
    nothing is null, never zero; a zero was published as one. The columns ``..._estimated`` are true
    where the number is the IMF's own estimate and null where there is none.

    Raises
    ------
    SchemaError
        Where columns are missing, a flow or unit is another one, or a name stands for no known state.

    Examples
    --------
    >>> read_imf_dots({FILE: Path("dots_long_all.parquet")})["trade"].height  # doctest: +SKIP
    1097320
    """
    path = files[FILE]
    rows = _with_states(_read_as(_published(path)), path.name)
    sold, bought = (
        rows.filter(pl.col("flow") == flow).select(
            pl.col("reporter_state" if flow == "Exports" else "partner_state").alias("state_i"),
            pl.col("partner_state" if flow == "Exports" else "reporter_state").alias("state_j"),
            pl.col("year").cast(pl.Int16),
            pl.col("value").cast(pl.Float32).alias(name),
            pl.col("flag").eq_missing("e").alias(f"{name.split('_')[0]}_estimated"),
        )
        for flow, name in FLOWS.items()
    )
    trade = sold.join(bought, on=TRADE.key, how="full", coalesce=True)
    return {"trade": trade.select(*TRADE.columns)}


def _published(path: Path) -> pl.DataFrame:
    """Return the rows that hold a number, without the file's known repeats."""
    rows = read_parquet(path, PUBLISHED)
    for column, known in (("flow", list(FLOWS)), ("unit", ["US Dollars, Millions"]), ("flag", ["e"])):
        strange = rows[column].drop_nulls().unique().to_list()
        if not set(strange) <= set(known):
            raise SchemaError(
                f"The column {column} holds other words than it should.",
                where=path.name,
                expected=", ".join(known),
                got=", ".join(sorted(strange)[:5]),
            )
    # Row 0 of each sheet repeats another row. Nicaragua's sheet is there twice, so whole rows repeat;
    # two rows that differ in their number stay, and are refused by the check of the key.
    return rows.filter(pl.col("row") != 0, pl.col("value").is_not_null()).drop("row", "unit").unique()


def _read_as(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the names in `READ_AS` the name they stand for; leave out those that would double another row."""
    for name, first, last, known_as, others in READ_AS:
        told = rows.filter(pl.col("partner").is_in(others)).select("reporter", "flow", "year").unique()
        told = told.with_columns(told=pl.lit(True))
        late = _used("partner", name, first, last)
        rows = (
            rows.join(told, on=["reporter", "flow", "year"], how="left")
            .filter(~(late & pl.col("told").fill_null(False)))
            .drop("told")
            .with_columns(
                pl.when(_used(side, name, first, last)).then(pl.lit(known_as)).otherwise(side).alias(side)
                for side in ("reporter", "partner")
            )
        )
    return rows


def _with_states(rows: pl.DataFrame, where: str) -> pl.DataFrame:
    """Add the states that reporter and partner were in that year; leave out what is no state."""
    names = (
        pl.concat([rows.select("year", name=side) for side in ("reporter", "partner")])
        .unique(maintain_order=True)
        .filter(~pl.any_horizontal(_used("name", *spell) for spell in UNUSABLE))
    )
    states = with_state(names, "imf", "name", "year", where, drop=vocabulary.aggregates("imf"))
    for side in ("reporter", "partner"):
        lookup = states.rename({"name": side, "state": f"{side}_state"})
        rows = rows.join(lookup, on=[side, "year"], how="inner")
    return rows


def _used(side: str, name: str, first: int, last: int) -> pl.Expr:
    return (pl.col(side) == name) & pl.col("year").is_between(first, last)


SOURCE = Source(
    id="imf_dots",
    title="Direction of Trade Statistics",
    producer="International Monetary Fund",
    version="annual, 1960 to 2020",
    citation="""@misc{imf2021dots,
  author = {{International Monetary Fund}},
  title = {Direction of Trade Statistics},
  address = {Washington, DC},
  year = {2021},
  note = {Annual exports (FOB) and imports (CIF) by partner, 1960--2020},
  url = {https://data.imf.org/DOT}
}""",
    licence="IMF data may be used and shared with attribution to the International Monetary Fund.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="cc8032761eca6074d6683da556264429fe54dcd061f88fdeb5e733b166e3bb57",
            size_bytes=19_169_282,
        ),
    ),
    first_year=1960,
    last_year=2020,
    tables={"trade": TRADE},
    read=read_imf_dots,
    gaps=(
        "The two sides of a flow seldom agree: imports carry freight and insurance, and reporters differ.",
        "From 1981 on some numbers are the IMF's estimates (11 % of exports, 7 % of imports); all zeros are.",
        "Taiwan does not report; only its partners' reports of it are there.",
        "Names of dissolved states that partners went on using are left out from the year after the "
        "dissolution: the USSR (481 rows, 56 billion US$), Czechoslovakia, the Netherlands Antilles, and "
        "Yugoslavia after 2005 or beside Serbia and Montenegro.",
        "Where Belgium and Luxembourg are one row (to 1996, for some partners to 1998 and later) it stands "
        "for Belgium; to 1997 South Africa's own reports are those of its customs union with Botswana, "
        "Lesotho, Namibia and Eswatini.",
        "To 1975 one name covered both Vietnams; those rows are left out.",
        "In 2005 Serbia and Montenegro is one partner; rows that split it are left out.",
    ),
)
