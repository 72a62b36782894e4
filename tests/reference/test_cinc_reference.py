"""CINC against the index published with National Material Capabilities 7.0 (Singer 1987)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import rdata

from multipolar.power import COMPONENTS, cinc

PUBLISHED_DIGITS = 1e-7
"""The published column is rounded to about seven digits."""


def test_every_state_of_1816() -> None:
    rows = pl.read_csv(Path(__file__).with_name("nmc_1816.csv"), comment_prefix="#")
    x = rows.select(pl.col("^(milex|milper|irst|pec|tpop|upop)_.*$").cast(pl.Float64)).to_numpy()
    error = np.abs(cinc(x) - rows["cinc"].to_numpy())
    assert error.max() <= PUBLISHED_DIGITS


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore:Missing constructor for R class")
def test_every_row_of_nmc(shared_data: Path) -> None:
    frame = rdata.read_rda(shared_data / "peace_science" / "cow_nmc.rda")["cow_nmc"]
    year, cow = frame["year"].to_numpy().astype(int), frame["ccode"].to_numpy().astype(int)
    assert year.size == 17_121
    computed = np.full(year.size, np.nan)
    for one in np.unique(year):
        rows = year == one
        computed[rows] = cinc({name: frame[name].to_numpy()[rows] for name in COMPONENTS})
    assert np.abs(computed - frame["cinc"].to_numpy()).max() <= PUBLISHED_DIGITS
    named = {(int(y), int(c)): value for y, c, value in zip(year, cow, computed, strict=True)}
    expected = {
        (2022, 710): 0.234097,
        (2022, 2): 0.123566,
        (2022, 750): 0.099397,
        (2022, 365): 0.038197,
        (2022, 740): 0.024714,
        (1945, 2): 0.383864,
        (1816, 200): 0.336619,
        (1816, 365): 0.164304,
    }
    assert {key: round(float(named[key]), 6) for key in expected} == expected
    yearly = {one: float(computed[year == one].sum()) for one in np.unique(year)}
    assert yearly[1962] == pytest.approx(1.0, abs=5e-5)
    assert max(yearly.values()) == pytest.approx(1.0747, abs=5e-5)
