"""Linguistic distance: how far apart the languages of two states' people stand on the tree of languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar import vocabulary
from multipolar.errors import SchemaError
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import expect_columns, typed, with_state

FILE = "linguistic/country_linguistic_distance.xlsx"

# The matrix has no date. Its codes are read as of this year; states of the past have codes of their own.
DESCRIBED = 2010

# Two entries that should be equal may differ by rounding in the last place.
ROUNDING = 1e-9

LANGUAGE_DISTANCE = TableSchema(
    columns={"state_i": pl.String, "state_j": pl.String, "linguistic_distance": pl.Float32},
    key=("state_i", "state_j"),
    description="Two states and the distance between their people's languages: 0 the same, 1 unrelated.",
    window=None,
    ranges={"linguistic_distance": (0, 1)},
)


def read_linguistic(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read the matrix into the table ``language_distance``.

    ``linguistic_distance`` is the mean distance on a tree of languages between a person of one state
    and a person of the other, each language weighted by its speakers: 0 for one language, 1 for
    unrelated ones. Each pair stands in both orders; a state's distance to itself (how mixed its own
    languages are) is left out.

    Raises
    ------
    SchemaError
        Where the sheet is no square, symmetric matrix with the same codes on both sides.

    References
    ----------
    Claessens, Kyritsis & Atkinson (2023), Methods, "Linguistic proximity".

    Examples
    --------
    >>> read_linguistic({FILE: Path("country_linguistic_distance.xlsx")})  # doctest: +SKIP
    """
    path = files[FILE]
    sheet = pl.read_excel(path)
    codes = [name for name in sheet.columns if name != "ISO"]
    sheet = expect_columns(sheet, ["ISO", *codes], path.name)
    sheet = typed(sheet, {"ISO": pl.String, **dict.fromkeys(codes, pl.Float64)}, path.name)
    if sheet["ISO"].to_list() != codes:
        raise SchemaError("The rows of a matrix are not in the order of its columns.", where=path.name)
    cells = sheet.unpivot(index="ISO", variable_name="other", value_name="linguistic_distance")
    _check_symmetric(cells, path.name)
    present = pl.DataFrame({"code": codes}, schema={"code": pl.String})
    past = vocabulary.aggregates("linguistic")
    states = with_state(present, "linguistic", "code", DESCRIBED, path.name, drop=past)
    pairs = cells.filter(pl.col("ISO") != pl.col("other"))
    for code, state in (("ISO", "state_i"), ("other", "state_j")):
        pairs = pairs.join(states.rename({"code": code, "state": state}), on=code, how="inner")
    pairs = pairs.with_columns(pl.col("linguistic_distance").cast(pl.Float32))
    return {"language_distance": pairs.select(*LANGUAGE_DISTANCE.columns)}


def _check_symmetric(cells: pl.DataFrame, where: str) -> None:
    turned = cells.rename({"ISO": "other", "other": "ISO"})
    both = cells.join(turned, on=["ISO", "other"])
    value, mirrored = pl.col("linguistic_distance"), pl.col("linguistic_distance_right")
    uneven = both.filter(((value - mirrored).abs() > ROUNDING) | (value.is_null() != mirrored.is_null()))
    if not uneven.is_empty():
        first = uneven.row(0, named=True)
        raise SchemaError(
            "A matrix of distances is not symmetric.",
            where=where,
            rows=[f"{first['ISO']}-{first['other']}"],
        )


SOURCE = Source(
    id="linguistic",
    title="Linguistic distance between nations",
    producer="Scott Claessens, Thanos Kyritsis and Quentin D. Atkinson",
    version="2023",
    citation="""@article{claessens2023crossnational,
  author = {Claessens, Scott and Kyritsis, Thanos and Atkinson, Quentin D.},
  title = {Cross-national analyses require additional controls to account for the non-independence
           of nations},
  journal = {Nature Communications},
  volume = {14},
  pages = {5776},
  year = {2023},
  doi = {10.1038/s41467-023-41486-1}
}""",
    licence="Free to use with citation.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=FILE,
            sha256="3b820413cd9943b3e2e7713655d69d9b415c6034f6efe13191caccaa92917952",
            size_bytes=779_851,
        ),
    ),
    first_year=None,
    last_year=None,
    tables={"language_distance": LANGUAGE_DISTANCE},
    read=read_linguistic,
    gaps=(
        "One picture without a date; some dissolved states (SUN, YUG, CSK, DDR and others) have rows of "
        "their own, and rows for past extents of present states are left out.",
        "The row GMY of the file (the German Empire) stands nearer to Polish than to German and is not used.",
        "It measures descent of languages, not whether people understand each other.",
    ),
)
