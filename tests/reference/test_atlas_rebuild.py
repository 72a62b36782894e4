"""The embedded atlas against the sources it was built from, its own limits, and the peer's frames.

The peer is peacesciencer 1.2.9 (`create_stateyears`, `add_nmc`).
"""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow
import pytest

import multipolar as mp
from multipolar import atlas, sources, vocabulary
from multipolar.atlas import layer_rows, membership, variable_rows
from multipolar.vocabulary.variables import TieLayer, Variable, variable_or_layer

LIMIT_BYTES = 20_000_000

# One row a state and year: where two codes are one state, the code of 31 December stands.
TWO_CODES_ONE_STATE = {(260, 1990), (678, 1990)}

EVERY = [*vocabulary.variables()["variable"], *vocabulary.layers()["layer"]]


@pytest.fixture(scope="module")
def embedded() -> atlas.Atlas:
    return atlas.open()


def seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


@pytest.mark.slow
@pytest.mark.shared
def test_the_embedded_tables_are_what_the_sources_give(
    embedded: atlas.Atlas, shared_data: Path, tmp_path: Path
) -> None:
    rebuilt = atlas.open(atlas.build(mirror=shared_data, folder=tmp_path / "tables", jobs=2))
    assert rebuilt.tables() == embedded.tables()
    for name in embedded.tables():
        assert rebuilt.table(name).content == embedded.table(name).content, name
    assert rebuilt.manifest.sources == embedded.manifest.sources
    if f"pyarrow {pyarrow.__version__}" == embedded.manifest.writer:
        for path in sorted(embedded.folder.iterdir()):
            assert (rebuilt.folder / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_embedded_tables_are_as_they_were_written(embedded: atlas.Atlas) -> None:
    embedded.verify()
    listed = {"manifest.json", *(record.file for record in embedded.manifest.tables)}
    assert {path.name for path in embedded.folder.iterdir()} == listed


def test_the_embedded_atlas_is_small(embedded: atlas.Atlas) -> None:
    assert sum(path.stat().st_size for path in embedded.folder.iterdir()) <= LIMIT_BYTES


def test_the_atlas_has_every_source_that_allows_it_and_no_other(embedded: atlas.Atlas) -> None:
    allowed = {each.id for each in sources.all_sources().values() if each.embed}
    assert {vintage.id for vintage in embedded.manifest.sources} == allowed


def test_the_manifest_is_of_the_sources_as_they_stand(embedded: atlas.Atlas) -> None:
    for vintage in embedded.manifest.sources:
        source = sources.source(vintage.id)
        assert vintage.version == source.version
        assert vintage.files == tuple((f.path, f.size_bytes, f.sha256, f.url) for f in source.files)


@pytest.mark.parametrize("name", EVERY)
def test_windows_are_those_of_the_values(embedded: atlas.Atlas, name: str) -> None:
    chosen = variable_or_layer(name)
    assert embedded.table(chosen.table).source == chosen.source
    if chosen.first_year is None:
        return
    scanned = embedded.scan(chosen.table).filter(pl.sql_expr(chosen.value).is_not_null())
    years = scanned.select(first=pl.col("year").min(), last=pl.col("year").max()).collect()
    assert years.rows() == [(chosen.first_year, chosen.last_year)]


@pytest.mark.parametrize("name", EVERY)
def test_every_unit_has_at_most_one_row(embedded: atlas.Atlas, name: str) -> None:
    chosen: Variable | TieLayer = variable_or_layer(name)
    if isinstance(chosen, TieLayer):
        rows = layer_rows(embedded, chosen).collect()
    else:
        rows = variable_rows(embedded, chosen).collect()
    assert not rows.drop("value").is_duplicated().any()
    if isinstance(chosen, TieLayer) and not chosen.directed:
        turned = rows.rename({"state_i": "state_j", "state_j": "state_i"}).select(rows.columns)
        assert rows.sort(rows.columns).equals(turned.sort(rows.columns)), "not symmetric"


def test_opening_and_reading_are_quick(embedded: atlas.Atlas) -> None:
    assert seconds(lambda: atlas.open(embedded.folder)) < 0.3
    assert min(seconds(lambda: mp.votes(1946, 2025)) for _ in range(3)) < 1.5
    assert min(seconds(lambda: mp.layer("trade_exports", 1990, 2020)) for _ in range(3)) < 1.0


def test_trade_of_the_direction_of_trade() -> None:
    imports = mp.layer("trade_imports", 2018, 2018, ["CHN", "USA"]).values
    exports = mp.layer("trade_exports", 2020, 2020, ["AZE", "TUR"]).values
    assert imports[0, 0, 1] == pytest.approx(539_503, abs=0.5)
    assert exports[0, 0, 1] == pytest.approx(2_597.9, abs=0.05)


def test_defence_pacts_of_2018() -> None:
    pacts = mp.layer("alliance_defence", 2018, 2018).values[0]
    assert np.nansum(np.triu(pacts, 1)) == 1_707
    assert (np.nansum(pacts, axis=1) > 0).sum() == 146


def test_the_day_the_war_began() -> None:
    day = dt.date(2020, 9, 27)
    assert mp.daily(["ARM", "AZE"], day, day).values[0, 0, 1] == -3_444


def test_the_vote_of_2_march_2022() -> None:
    calls = mp.votes(2022, 2022)
    row = calls.rollcalls["resolution"].to_list().index("A/RES/ES-11/1")
    votes = calls.matrix[row]
    assert [int((votes == kind).sum()) for kind in (1, 3, 2)] == [141, 5, 35]
    assert [int(votes[calls.states.index(state)]) for state in ("AZE", "TUR", "KAZ")] == [8, 1, 2]


@pytest.mark.shared
def test_frames_are_the_peers(shared_reference: Path) -> None:
    folder = shared_reference / "peace_science"
    peer = pl.read_parquet(folder / "create_stateyears_cow.parquet").select("ccode", "year").rows()
    ours = mp.state_years(1816, 2025).to_polars().select("cow", "year").rows()
    assert set(peer) - set(ours) == TWO_CODES_ONE_STATE
    assert set(ours) <= set(peer)
    assert ours == sorted(ours)

    peer = pl.read_parquet(folder / "create_stateyears_gw.parquet").select("gwcode", "year").rows()
    ours = mp.state_years(1816, 2025, system="gw", microstates=True).to_polars().select("gw", "year").rows()
    assert ours == sorted(peer)


@pytest.mark.shared
def test_capabilities_are_the_peers(shared_reference: Path) -> None:
    names = {
        "milex": "milex_kusd",
        "milper": "milper_thousand",
        "irst": "irst_kton",
        "pec": "pec_kton",
        "tpop": "tpop_thousand",
        "upop": "upop_thousand",
        "cinc": "cinc",
    }
    peer = pl.read_parquet(shared_reference / "peace_science" / "sy_add_nmc.parquet").rename(
        {"ccode": "cow", **names}
    )
    ours = mp.state_years(1816, 2025).add(*names.values()).to_polars()
    both = ours.join(
        peer.with_columns(pl.col("cow", "year").cast(pl.Int16)), on=["cow", "year"], suffix="_peer"
    )
    assert both.height == ours.height
    for name in names.values():
        differing = both.filter(~pl.col(name).eq_missing(pl.col(f"{name}_peer")))
        assert set(differing.select("cow", "year").rows()) == set(), name


def test_membership_is_whole() -> None:
    assert membership("cow").height == 17_704
    assert membership("gw", True).height == 20_849
