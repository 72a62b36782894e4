"""CON of the majors (Ray & Singer 1973) from published CINC of NMC 7.0 and the COW list of majors to 2016."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import rdata

from multipolar.power import con, shares

EXPECTED = {1913: 0.2378, 1946: 0.4516, 1980: 0.3132, 2016: 0.4619}


@pytest.mark.parametrize("year", EXPECTED)
def test_con_of_the_majors(year: int) -> None:
    rows = pl.read_csv(Path(__file__).with_name("majors_cinc.csv"), comment_prefix="#")
    of_year = rows.filter(pl.col("year") == year)["cinc"].to_numpy()
    assert float(con(of_year)) == pytest.approx(EXPECTED[year], abs=5e-5)
    assert float(con(shares(of_year))) == pytest.approx(float(con(of_year)), abs=1e-12)


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore:Missing constructor for R class")
def test_con_from_the_published_files(shared_data: Path) -> None:
    nmc = rdata.read_rda(shared_data / "peace_science" / "cow_nmc.rda")["cow_nmc"]
    majors = rdata.read_rda(shared_data / "peace_science" / "cow_majors.rda")["cow_majors"]
    codes, first, last = (majors[name].to_numpy() for name in ("ccode", "styear", "endyear"))
    for year, expected in EXPECTED.items():
        major = codes[(first <= year) & (year <= last)]
        of_year = nmc["year"].to_numpy() == year
        cinc = np.where(np.isin(nmc["ccode"].to_numpy(), major), nmc["cinc"].to_numpy(), np.nan)[of_year]
        assert float(con(cinc)) == pytest.approx(expected, abs=5e-5)
