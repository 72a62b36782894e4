"""State system membership: open spells have no end, and the vocabulary tells the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from mutate import slice_files

from multipolar import vocabulary
from multipolar.sources import read, source

THIS = source("state_system")


def spells(files: dict[str, Path] | None = None, mirror: Path | None = None) -> pl.DataFrame:
    return read(THIS, mirror, files)["system_membership"]


def test_a_spell_that_was_open_when_the_list_was_closed_has_no_end() -> None:
    frame = spells(slice_files(THIS))
    germany = frame.filter(pl.col("system") == "cow", pl.col("code") == 255)
    assert germany.select("start", "end").rows() == [
        (dt.date(1816, 1, 1), dt.date(1945, 5, 8)),
        (dt.date(1990, 10, 3), None),
    ]
    cuba = frame.filter(pl.col("system") == "cow", pl.col("code") == 40)
    assert cuba["end"].to_list() == [dt.date(1906, 9, 25), None]


def test_microstates_of_gleditsch_and_ward_are_a_list_of_their_own() -> None:
    frame = spells(slice_files(THIS))
    assert frame.filter(pl.col("code") == 396)["system"].to_list() == ["gw_microstate"]


@pytest.mark.shared
@pytest.mark.parametrize("system", ["cow", "gw", "gw_microstate"])
def test_the_vocabulary_tells_the_same_spells(shared_data: Path, system: str) -> None:
    published = spells(mirror=shared_data).filter(pl.col("system") == system)
    assert published.height == {"cow": 243, "gw": 216, "gw_microstate": 23}[system]
    ours = vocabulary.systems(system).with_columns(pl.col("code").cast(pl.Int16)).sort("code", "start")
    # A spell that the vocabulary splits where the code's state changes is one again.
    follows = (pl.col("start") - pl.col("end").shift(1).over("code")).dt.total_days() == 1
    split = follows & (pl.col("state") != pl.col("state").shift(1).over("code"))
    spell = (~split.fill_null(False)).cum_sum().alias("spell")
    whole = ours.with_columns(spell).group_by("spell", maintain_order=True)
    merged = whole.agg(pl.col("code", "start").first(), pl.col("end").last()).select("code", "start", "end")
    assert merged.rows() == published.sort("code", "start").select("code", "start", "end").rows()
