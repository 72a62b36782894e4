"""`multipolar sources`: list, show, fetch and verify, for a person and for a program."""

from __future__ import annotations

from pathlib import Path

import pytest

from multipolar.cli.sources import app
from multipolar.errors import UnknownSource
from multipolar.sources import all_sources, source


def run(*words: str) -> object:
    return app(words, exit_on_error=False, result_action="return_value")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MULTIPOLAR_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("MULTIPOLAR_MIRROR", raising=False)
    return tmp_path / "cache"


def test_list_has_a_line_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    run("list")
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split("\t")[0] == "source"
    assert [line.split("\t")[0] for line in lines] == list(all_sources())


def test_show_has_terms_window_gaps_files_and_bibtex(capsys: pytest.CaptureFixture[str]) -> None:
    run("show", "nmc")
    out = capsys.readouterr().out
    this = source("nmc")
    assert this.licence in out
    assert "1816-2022" in out
    assert this.files[0].sha256 in out
    assert out.rstrip().endswith("}")
    assert "@incollection{singer1972capability," in out


def test_an_unknown_source_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UnknownSource, match="Did you mean 'nmc'"):
        run("show", "nmcs")


def test_verify_leaves_with_one_where_a_file_is_damaged(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", "nmc") == 0
    assert "absent" in capsys.readouterr().out
    path = cache / source("nmc").files[0].path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"another")
    assert run("verify", "nmc") == 1
    captured = capsys.readouterr()
    assert "damaged" in captured.out
    assert "1 file is not the one that was recorded" in captured.err


@pytest.mark.shared
def test_fetch_from_a_mirror_fills_the_cache(
    cache: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("fetch", "nmc", "nmc", "world_bank", "--mirror", str(shared_data)) == 0
    assert "2 of 2 sources" in capsys.readouterr().out
    assert run("verify", "nmc", "world_bank") == 0
    assert capsys.readouterr().out.count("cache") == 3
    assert (cache / "peace_science" / "cow_nmc.rda").exists()


@pytest.mark.shared
def test_every_source_verifies_against_the_data_folder(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("verify", "--mirror", str(shared_data)) == 0
    assert "absent" not in capsys.readouterr().out


def test_a_wrong_file_of_one_source_does_not_keep_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = tmp_path / "mirror" / source("nmc").files[0].path
    wrong.parent.mkdir(parents=True)
    wrong.write_bytes(b"")
    assembled = next(name for name, each in all_sources().items() if each.files[0].url is None)
    assert run("fetch", "nmc", assembled, "--mirror", str(tmp_path / "mirror")) == 1
    captured = capsys.readouterr()
    assert "0 of 2 sources" in captured.out
    assert "damaged" in captured.err
    assert "no recorded download" in captured.err


def test_fetch_tells_what_could_not_be_had_and_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # Assembled files have no download, so that nothing is asked of any network.
    without = [name for name, each in all_sources().items() if all(file.url is None for file in each.files)]
    assert without
    assert run("fetch", *without) == 1
    captured = capsys.readouterr()
    assert f"0 of {len(without)} sources" in captured.out
    assert captured.err.count("--mirror") == len(without)
