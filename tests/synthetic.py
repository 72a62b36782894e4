"""A small atlas of invented numbers, with the tables' real names and columns, for tests without data files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar import atlas
from multipolar.atlas import Atlas
from multipolar.sources import Source, TableSchema
from multipolar.sources.atop import ALLIANCES
from multipolar.sources.cepii import GEOGRAPHY
from multipolar.sources.gdelt import COVERAGE, INTERACTION
from multipolar.sources.imf_dots import TRADE
from multipolar.sources.nmc import NMC


def synthetic_source(
    identity: str, tables: Mapping[str, tuple[TableSchema, pl.DataFrame]], *, embed: bool = True
) -> Source:
    """Return a source whose files are none and whose reader hands out the given rows."""
    return Source(
        id=identity,
        title=f"Invented {identity}",
        producer="Nobody",
        version="1",
        citation=f"@misc{{{identity}, title = {{Invented}}}}",
        licence="Public domain.",
        embed=embed,
        accessed=dt.date(2026, 1, 1),
        files=(),
        first_year=None,
        last_year=None,
        tables={name: schema for name, (schema, _) in tables.items()},
        read=lambda _: {name: rows for name, (_, rows) in tables.items()},
    )


def rows_of(schema: TableSchema, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Return rows with the schema's columns; what a row does not name is null."""
    return pl.DataFrame(
        [{name: row.get(name) for name in schema.columns} for row in rows], schema=dict(schema.columns)
    )


def nmc_row(cow: int, year: int, state: str, **values: float | None) -> dict[str, object]:
    return {"cow": cow, "year": year, "state": state, **values}


def alliance_rows(
    i: tuple[int, str], j: tuple[int, str], year: int, *, forth: bool = True, back: bool = True
) -> list[dict[str, object]]:
    """Return both directions of a pair's defence pact, of which either may bind nobody."""
    promises = dict.fromkeys(("offence", "neutrality", "nonaggression", "consultation"), False)
    one = {"state_i": i[1], "cow_i": i[0], "state_j": j[1], "cow_j": j[0], "year": year, **promises}
    other = {"state_i": j[1], "cow_i": j[0], "state_j": i[1], "cow_j": i[0], "year": year, **promises}
    return [{**one, "defence": forth}, {**other, "defence": back}]


USA, GBR, FRA, RUS = (2, "USA"), (200, "GBR"), (220, "FRA"), (365, "RUS")

SOURCES = (
    synthetic_source(
        "nmc",
        {
            "nmc": (
                NMC,
                rows_of(
                    NMC,
                    [
                        nmc_row(2, 2000, "USA", milper_thousand=1400.0, cinc=0.14),
                        nmc_row(2, 2001, "USA", milper_thousand=None, cinc=0.15),
                        nmc_row(200, 2000, "GBR", milper_thousand=0.0, cinc=0.02),
                        nmc_row(2, 2023, "USA", milper_thousand=9.0, cinc=0.9),  # after the window
                        nmc_row(260, 1990, "DEU", milper_thousand=1.0),
                        nmc_row(255, 1990, "DEU", milper_thousand=2.0),
                    ],
                ),
            )
        },
    ),
    synthetic_source(
        "atop",
        {
            "alliances": (
                ALLIANCES,
                rows_of(
                    ALLIANCES,
                    [
                        *alliance_rows(USA, GBR, 2000),
                        *alliance_rows(USA, FRA, 2000, back=False),
                        *alliance_rows(USA, GBR, 2018),
                        *alliance_rows(USA, GBR, 2019),  # after the window
                    ],
                ),
            )
        },
    ),
    synthetic_source(
        "imf_dots",
        {
            "trade": (
                TRADE,
                rows_of(
                    TRADE,
                    [
                        {
                            "state_i": "USA",
                            "state_j": "GBR",
                            "year": 2000,
                            "exports_fob_musd": 40.0,
                            "imports_cif_musd": 44.0,
                        },
                        {"state_i": "GBR", "state_j": "USA", "year": 2000, "imports_cif_musd": 50.0},
                        {"state_i": "USA", "state_j": "FRA", "year": 2000, "exports_fob_musd": 0.0},
                    ],
                ),
            )
        },
    ),
    synthetic_source(
        "cepii",
        {
            "geography": (
                GEOGRAPHY,
                rows_of(
                    GEOGRAPHY,
                    [
                        {"state_i": "USA", "state_j": "GBR", "distance_km": 5000.0, "contiguous": False},
                        {"state_i": "GBR", "state_j": "USA", "distance_km": 5002.0, "contiguous": False},
                    ],
                ),
            )
        },
    ),
    synthetic_source(
        "gdelt",
        {
            "daily_interaction": (
                INTERACTION,
                rows_of(
                    INTERACTION,
                    [
                        {"state_i": "FRA", "state_j": "GBR", "date": dt.date(2020, 1, 1), "score": 7},
                        {"state_i": "GBR", "state_j": "USA", "date": dt.date(2020, 1, 3), "score": -5},
                    ],
                ),
            ),
            "daily_coverage": (
                COVERAGE,
                rows_of(
                    COVERAGE,
                    [{"date": dt.date(2020, 1, 1), "pairs": 1}, {"date": dt.date(2020, 1, 3), "pairs": 1}],
                ),
            ),
        },
    ),
)


def synthetic_atlas(folder: Path, *replacing: Source) -> Atlas:
    """Build and open the invented atlas; sources given here stand in for those of the same id."""
    chosen = {source.id: source for source in (*SOURCES, *replacing)}
    return atlas.open(atlas.build(folder=folder, only=chosen.values()))
