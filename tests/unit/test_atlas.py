"""The atlas: built the same every time, refused where damaged, and able to say why a value is missing."""

from __future__ import annotations

import json
import time
from pathlib import Path

import polars as pl
import pytest

import multipolar as mp
from multipolar import atlas
from multipolar.atlas import Atlas, Reason, why_missing
from multipolar.atlas.membership import members, membership, superseded
from multipolar.atlas.writing import fingerprint
from multipolar.cli.main import run
from multipolar.errors import (
    AtlasError,
    InputError,
    OutputError,
    OutsideWindow,
    SchemaError,
    UnknownSource,
    UnknownState,
    UnknownVariable,
)
from multipolar.sources.nmc import NMC
from synthetic import SOURCES, rows_of, synthetic_atlas, synthetic_source


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return synthetic_atlas(tmp_path_factory.mktemp("atlas") / "tables")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    one = atlas.build(folder=tmp_path / "one", only=SOURCES)
    other = atlas.build(folder=tmp_path / "other", only=reversed(SOURCES))
    assert contents(one) == contents(other)


def test_rows_are_sorted_by_key_whatever_their_order(tmp_path: Path) -> None:
    rows = rows_of(
        NMC, [{"cow": cow, "year": 2000, "state": state} for cow, state in ((200, "GBR"), (2, "USA"))]
    )
    made = atlas.build(folder=tmp_path / "one", only=[synthetic_source("nmc", {"nmc": (NMC, rows)})])
    turned = atlas.build(
        folder=tmp_path / "two", only=[synthetic_source("nmc", {"nmc": (NMC, rows.reverse())})]
    )
    assert contents(made) == contents(turned)
    assert atlas.open(made).scan("nmc").collect()["cow"].to_list() == [2, 200]


def test_building_again_replaces_the_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    atlas.build(folder=folder, only=SOURCES)
    atlas.build(folder=folder, only=SOURCES[:1])
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "nmc.parquet"}
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_build_that_fails_leaves_the_old_atlas(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    before = contents(atlas.build(folder=folder, only=SOURCES))
    twice = rows_of(NMC, [{"cow": 2, "year": 2000, "state": "USA"}] * 2)
    with pytest.raises(SchemaError):
        atlas.build(folder=folder, only=[synthetic_source("nmc", {"nmc": (NMC, twice)})])
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    read: list[str] = []
    for target in (tmp_path, tmp_path / "thesis.tex"):
        with pytest.raises(OutputError, match="something else"):
            atlas.build(folder=target, only=SOURCES, progress=lambda *now: read.append(now[2]))
    assert (tmp_path / "thesis.tex").read_text() == "years of work"
    assert read == []  # refused before the first source is read


def test_a_build_needs_a_process(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least one process"):
        atlas.build(folder=tmp_path / "tables", only=SOURCES, jobs=0)


def test_a_source_that_may_not_be_embedded_never_enters(tmp_path: Path) -> None:
    closed = synthetic_source("closed", {"nmc": (NMC, rows_of(NMC, []))}, embed=False)
    with pytest.raises(AtlasError, match="do not allow"):
        atlas.build(folder=tmp_path / "tables", only=[closed])


def test_two_sources_may_not_make_one_table(tmp_path: Path) -> None:
    other = synthetic_source("other", {"nmc": (NMC, rows_of(NMC, []))})
    with pytest.raises(AtlasError, match=r"nmc and other"):
        atlas.build(folder=tmp_path / "tables", only=[SOURCES[0], other])


def test_progress_counts_the_sources(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    atlas.build(folder=tmp_path / "tables", only=SOURCES[:2], progress=lambda *now: seen.append(now))
    assert seen == [(1, 2, "atop"), (2, 2, "nmc")]


def test_the_manifest_says_what_is_there(opened: Atlas) -> None:
    record = opened.table("nmc")
    columns = {column.name: column for column in record.columns}
    assert (record.source, record.rows, record.key) == ("nmc", 6, ("cow", "year"))
    assert (record.first_year, record.last_year) == (1990, 2023)
    assert columns["cinc"].nulls == 2
    assert (columns["cinc"].first_year, columns["cinc"].last_year) == (2000, 2023)
    assert (columns["irst_kton"].first_year, columns["irst_kton"].nulls) == (None, 6)
    assert opened.table("daily_coverage").last_year == 2020
    assert opened.vintage("nmc").producer == "Nobody"
    assert opened.info()["table"].to_list() == list(opened.tables())


def test_the_manifest_has_no_trace_of_when_or_where(opened: Atlas) -> None:
    text = (opened.folder / "manifest.json").read_text()
    assert str(opened.folder) not in text
    assert opened.manifest == atlas.read_manifest(opened.folder)


def test_opening_is_cheap(opened: Atlas) -> None:
    start = time.perf_counter()
    atlas.open(opened.folder)
    assert time.perf_counter() - start < 0.3


def test_unknown_tables_and_sources_are_named_with_the_nearest(opened: Atlas) -> None:
    with pytest.raises(UnknownVariable, match="'trade'"):
        opened.scan("trde")
    with pytest.raises(UnknownSource, match="'atop'"):
        opened.vintage("attop")


@pytest.mark.parametrize("harm", ["absent", "cut", "longer"])
def test_a_damaged_table_is_found_on_opening(tmp_path: Path, harm: str) -> None:
    folder = synthetic_atlas(tmp_path / "tables").folder
    path = folder / "trade.parquet"
    whole = path.read_bytes()
    path.unlink() if harm == "absent" else path.write_bytes(whole[:-1] if harm == "cut" else whole + b"\0")
    with pytest.raises(AtlasError, match=r"trade.*multipolar atlas build"):
        atlas.open(folder)


def test_a_changed_byte_is_found_by_whoever_reads(tmp_path: Path) -> None:
    opened = synthetic_atlas(tmp_path / "tables")
    opened.verify()
    path = opened.path("trade")
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)
    years = (2000, 2000)
    for reading in (
        opened.verify,
        lambda: opened.scan("trade"),
        lambda: mp.layer("trade_exports", *years, source=opened),
        lambda: mp.state_years(*years, source=opened).add("cinc").to_polars(),
    ):
        with pytest.raises(AtlasError, match="trade is damaged"):
            reading()
    assert opened.scan("nmc").collect().height == 6


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "tables": 3, "sources": []}']
)
def test_a_broken_manifest_is_an_atlas_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(AtlasError, match="multipolar atlas build"):
        atlas.open(tmp_path)


def test_no_atlas_and_another_format_are_atlas_errors(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="no atlas"):
        atlas.open(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(AtlasError, match="another format"):
        atlas.open(tmp_path)


def test_a_fingerprint_is_of_the_values_alone() -> None:
    rows = pl.DataFrame({"state": ["AZE", None], "allied": [True, None]})
    assert fingerprint(rows) == fingerprint(pl.concat([rows.head(1), rows.tail(1)], rechunk=False))
    assert fingerprint(rows) != fingerprint(rows.with_columns(pl.col("state").fill_null("")))
    assert fingerprint(rows) != fingerprint(rows.with_columns(pl.col("allied").fill_null(False)))
    assert fingerprint(rows) != fingerprint(rows.rename({"state": "name"}))


@pytest.mark.parametrize(
    ("where", "reason", "words"),
    [
        (("cinc", "USA", 2000), Reason.PRESENT, "0.14"),
        (("cinc", "USA", 1815), Reason.BEFORE_WINDOW, "begins in 1816"),
        (("cinc", "USA", 2023), Reason.AFTER_WINDOW, "ends in 2022"),
        (("milper_thousand", "USA", 2001), Reason.NOT_REPORTED, "nothing is reported"),
        (("cinc", "Azerbaijan", 1985), Reason.STATE_NOT_IN_SYSTEM, "Azerbaijan was not a member"),
        (("alliance_defence", "USA", "GBR", 2000), Reason.PRESENT, "known: 1"),
        (("alliance_defence", "FRA", "USA", 2000), Reason.PRESENT, "known: 1"),
        (("alliance_defence", "AZE", "TUR", 1815), Reason.STATE_NOT_IN_SYSTEM, "in 1815"),
        (("alliance_defence", "GBR", "FRA", 2000), Reason.STRUCTURAL_ZERO, "is zero"),
        (("alliance_defence", "USA", "GBR", 2019), Reason.AFTER_WINDOW, "ends in 2018"),
        (("alliance_defence", "USA", "SUN", 2000), Reason.STATE_NOT_IN_SYSTEM, "Soviet Union"),
        (("trade_exports", "USA", "GBR", 2000), Reason.PRESENT, "from United States to United Kingdom"),
        (("trade_exports", "GBR", "USA", 2000), Reason.NOT_REPORTED, "nothing is reported"),
        (("trade_total", "GBR", "USA", 2000), Reason.PRESENT, "known: 92"),
        (("distance_km", "GBR", "USA", 1700), Reason.PRESENT, "5,001"),
    ],
)
def test_why_missing(opened: Atlas, where: tuple[str | int, ...], reason: Reason, words: str) -> None:
    name, *rest = where
    answer = why_missing(str(name), *rest, atlas=opened)
    assert answer.reason == reason
    assert words in answer.sentence
    assert (answer.value is None) == (reason not in {Reason.PRESENT, Reason.STRUCTURAL_ZERO})


@pytest.mark.parametrize(
    ("where", "error"),
    [
        (("cnc", "USA", 2000), UnknownVariable),
        (("cinc", "Atlantis", 2000), UnknownState),
        (("cinc", "USA"), InputError),
        (("cinc", "USA", "GBR", 2000), InputError),
        (("alliance_defence", "USA", 2000), InputError),
        (("alliance_defence", "USA", "USA", 2000), InputError),
        (("cinc", "USA", "soon"), InputError),
    ],
)
def test_why_missing_needs_states_and_a_year(
    opened: Atlas, where: tuple[str | int, ...], error: type
) -> None:
    name, *rest = where
    with pytest.raises(error):
        why_missing(str(name), *rest, atlas=opened)


def test_membership_has_one_row_a_state_and_year() -> None:
    for system in ("cow", "gw"):
        rows = membership(system)
        assert not rows.select(pl.struct("state", "year").is_duplicated().any()).item()
        assert not rows.select(pl.struct("code", "year").is_duplicated().any()).item()


@pytest.mark.parametrize(
    ("state", "year", "code"),
    [("DEU", 1990, 255), ("YEM", 1990, 679), ("SUN", 1991, 365), ("RUS", 1992, 365), ("YMD", 1990, 680)],
)
def test_the_code_of_the_last_day_stands(state: str, year: int, code: int) -> None:
    assert membership("cow").filter(state=state, year=year)["code"].to_list() == [code]


def test_superseded_codes_are_those_of_states_that_merged() -> None:
    assert {(260, 1990), (678, 1990)} <= set(superseded("cow"))


def test_members_know_their_years() -> None:
    assert members("cow", 1816, 1816).height == 23
    with pytest.raises(OutsideWindow, match="1816 to 2025"):
        members("cow", 2020, 2030)
    with pytest.raises(InputError, match="after the last"):
        members("cow", 2020, 2019)
    with pytest.raises(InputError, match="microstates"):
        members("cow", 2020, 2020, microstates=True)


def test_the_command_line_shows_the_tables(opened: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ["--folder", str(opened.folder)]
    assert run(["atlas", "tables", *folder]) == 0
    assert "alliances" in capsys.readouterr().out
    assert run(["atlas", "tables", "nmc", *folder]) == 0
    assert "cinc" in capsys.readouterr().out
    assert run(["atlas", "info", *folder]) == 0
    assert "Invented nmc" in capsys.readouterr().out
    assert run(["atlas", "verify", *folder]) == 0
    assert run(["atlas", "why-missing", "cinc", "USA", "2023", *folder]) == 0
    assert "ends in 2022" in capsys.readouterr().out


def test_the_command_line_says_what_is_wrong(
    opened: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["cnc", "USA", "2023"], ["cinc", "USA", "²"], ["cinc", "USA"], ["cinc"]):
        assert run(["atlas", "why-missing", *words, "--folder", str(opened.folder)]) == 2
    assert "Did you mean 'cinc'" in capsys.readouterr().err
    assert run(["atlas", "info", "--folder", str(tmp_path)]) == 1
    assert "no atlas" in capsys.readouterr().err
