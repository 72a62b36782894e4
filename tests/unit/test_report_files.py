"""A report on disk: written all or nothing."""

from __future__ import annotations

import errno
import os
import resource
from dataclasses import replace
from pathlib import Path

import findings_example as example
import polars as pl
import pytest

from multipolar import report
from multipolar.errors import OutputError
from multipolar.studies.findings import Findings


def test_a_report_is_a_page_a_record_and_tables(tmp_path: Path) -> None:
    written = report.write(example.example(), tmp_path / "new" / "out", example.boxes())
    assert written == tmp_path / "new" / "out" / "report.html"
    names = {
        path.relative_to(written.parent).as_posix() for path in written.parent.rglob("*") if path.is_file()
    }
    figures = {
        f"tables/{figure.id}.csv" for finding in example.example().findings for figure in finding.figures
    }
    assert names == figures | {
        "report.html",
        "findings.json",
        "tables/verdicts.csv",
        "tables/coverage.csv",
        "tables/sources.csv",
        "tables/map_states.csv",
        "tables/map_ties.csv",
    }
    verdicts = pl.read_csv(written.parent / "tables" / "verdicts.csv")
    assert verdicts.filter(pl.col("part") == "effect").height == 8
    assert written.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_names_of_figures_cannot_leave_the_folder(tmp_path: Path) -> None:
    report.write(example.hostile(), tmp_path / "out", example.boxes())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_that_is_a_file_is_said_in_one_paragraph(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("mine")
    with pytest.raises(OutputError, match="could not be written") as caught:
        report.write(example.example(), place, example.boxes())
    assert "\n" not in str(caught.value)
    assert str(place) in str(caught.value)
    assert place.read_text() == "mine"


@pytest.fixture(scope="module")
def small() -> Findings:
    """Findings whose report is quick to make."""
    return replace(example.example(), findings=example.example().findings[6:7], map=None)


def test_a_report_that_is_a_folder_is_said_and_nothing_is_written(small: Findings, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        report.write(small, tmp_path)
    assert not _files(tmp_path)


def test_a_name_that_no_file_system_takes_is_said(small: Findings, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        report.write(small, tmp_path / "a\0b")


def test_a_full_disk_leaves_the_earlier_report_whole(small: Findings, tmp_path: Path) -> None:
    """The size limit of a process stands in for the disk: the kernel refuses the write half-way."""
    report.write(small, tmp_path)
    earlier = _files(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OutputError):
            report.write(replace(small, title="Another"), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert _files(tmp_path) == earlier


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
@pytest.mark.parametrize("after", [0, 2])
def test_an_interrupt_leaves_no_temporary_file(
    small: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, after: int
) -> None:
    calls = iter(range(10))
    real = os.fsync

    def failing(descriptor: int) -> None:
        if next(calls) == after:
            raise failure
        real(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        report.write(small, tmp_path)
    assert not _files(tmp_path)
