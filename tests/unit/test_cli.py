"""The command line: exit codes, one-paragraph errors, whole files or none."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import multipolar
from multipolar.atlas import atlas as atlas_module
from multipolar.cli.main import run
from multipolar.errors import MultipolarError
from multipolar.studies.claims.share import Share
from study_text import VALID

ONE_CLAIM = (
    VALID[: VALID.index("[[parts]]")]
    + VALID[VALID.index("[[claims]]") : VALID.index('[[claims]]\nid = "growth"')]
)
FILES = {"report.html", "findings.json", "tables"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in a folder of its own, on a screen wide enough for a line a claim."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("MULTIPOLAR_DEBUG", raising=False)
    return tmp_path


@pytest.fixture
def mine(here: Path) -> Path:
    """A study file with one claim."""
    path = here / "mine.toml"
    path.write_text(ONE_CLAIM, encoding="utf-8")
    return path


def all_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said of a failure: one paragraph, and no traceback."""
    printed = capsys.readouterr()
    said = printed.err[printed.err.index("multipolar: ") :]
    assert "Traceback" not in printed.err + printed.out
    assert "fault of multipolar itself" not in said
    assert said.count("\n") == 1
    return said


def test_a_study_of_ones_own(mine: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["study", str(mine), "--out", "made/new"]) == 0
    printed = capsys.readouterr().out
    assert "Azerbaijan weighs more in the South Caucasus." in printed
    assert "2019" in printed
    assert "Report: made/new/report.html" in printed
    assert {path.name for path in (here / "made/new").iterdir()} == FILES
    record = json.loads((here / "made/new/findings.json").read_text(encoding="utf-8"))
    assert [item["claim"] for item in record["findings"]] == ["balance"]
    assert len(record["answer"]) == 5
    for figure in record["findings"][0]["figures"]:
        assert (here / "made/new" / figure["table"]).is_file()
    assert "<html" in (here / "made/new/report.html").read_text(encoding="utf-8")


def test_where_the_report_goes_when_nothing_is_said(mine: Path, here: Path) -> None:
    assert run(["study", str(mine)]) == 0
    assert {path.name for path in (here / "out/small").iterdir()} == FILES


def test_the_same_seed_writes_the_same_bytes(mine: Path, here: Path) -> None:
    for folder in ("a", "b"):
        assert run(["study", str(mine), "--out", folder, "--seed", "5"]) == 0
    assert all_files(here / "a") == all_files(here / "b")
    for name in all_files(here / "a"):
        assert (here / "a" / name).read_bytes() == (here / "b" / name).read_bytes(), name


def test_the_other_side(mine: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["study", str(mine), "--mirror", "--out", "other"]) == 0
    assert "Armenia weighs more" in capsys.readouterr().out
    record = json.loads((here / "other/findings.json").read_text(encoding="utf-8"))
    assert record["study"] == "small-mirror"


def test_a_new_study_runs_as_it_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new-study", "gulf"]) == 0
    assert "gulf.toml" in capsys.readouterr().out
    assert run(["study", "gulf.toml", "--draws", "100", "--out", "gulf"]) == 0
    record = json.loads((here / "gulf/findings.json").read_text(encoding="utf-8"))
    assert [item["claim"] for item in record["findings"]] == ["weight", "saudi", "votes"]
    assert all(item["verdict"] != "untestable" for item in record["findings"])
    assert run(["new-study", "gulf"]) == 2
    assert "--force" in refusal(capsys)


def test_studies_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["studies"]) == 0
    printed = capsys.readouterr().out
    for name in ("turkic", "nordic", "brics"):
        assert name in printed


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["study", "turkik"], "Did you mean 'turkic'"),
        (["study", "absent.toml"], "no such study file"),
        (["study", "."], "folder"),
        (["study", ""], "folder"),
        (["study", "x" * 400], "There is no study"),
        (["study", "mine.toml", "--draws", "1"], "draws"),
        (["study", "mine.toml", "--seed", "-1"], "seed"),
        (["study", "nordic", "--mirror"], "[mirror]"),
        (["new-study", "No Name"], "cannot be the id"),
    ],
)
def test_wrong_input_leaves_with_two(
    words: list[str], named: str, mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert named in refusal(capsys)
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["study"],
        ["study", "turkic", "nordic"],
        ["study", "turkic", "--sead", "1"],
        ["study", "turkic", "--draws", "many"],
        ["studdy"],
        ["new-study"],
        ["studies", "more"],
    ],
)
def test_a_command_that_is_none_leaves_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    printed = capsys.readouterr()
    assert printed.err + printed.out
    assert "Traceback" not in printed.err + printed.out


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "new-study" in capsys.readouterr().out
    assert run(["study", "--help"]) == 0
    assert "--mirror" in capsys.readouterr().out
    assert run(["--version"]) == 0
    assert multipolar.__version__ in capsys.readouterr().out


def test_an_output_folder_that_is_a_file(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("taken").write_text("mine", encoding="utf-8")
    assert run(["study", str(mine), "--out", "taken"]) == 1
    assert "taken" in refusal(capsys)
    assert run(["study", str(mine), "--out", "taken/deeper"]) == 1
    assert "taken" in refusal(capsys)
    assert Path("taken").read_text(encoding="utf-8") == "mine"


def test_an_output_folder_that_is_not_writable(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = "/proc/out" if os.geteuid() == 0 else "locked/out"  # root may write anywhere but there
    Path("locked").mkdir(mode=0o500)
    assert run(["study", str(mine), "--out", place]) == 1
    assert place in refusal(capsys)


def test_a_full_disk_leaves_nothing(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert run(["study", str(mine), "--out", "report"]) == 1
    assert "No space left on device" in refusal(capsys)
    assert all_files(Path("report")) == set()


def test_a_full_disk_leaves_the_earlier_report(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["study", str(mine), "--out", "report"]) == 0
    earlier = {name: Path("report", name).read_bytes() for name in all_files(Path("report"))}
    calls: list[int] = []

    def full_at_the_third(_: int) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full_at_the_third)
    assert run(["study", str(mine), "--out", "report", "--seed", "99"]) == 1
    assert "No space left" in refusal(capsys)
    assert {name: Path("report", name).read_bytes() for name in all_files(Path("report"))} == earlier


def test_an_interrupt_while_a_claim_is_tested(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Share, "test", interrupted)
    assert run(["study", str(mine), "--out", "report"]) == 130
    assert "interrupted" in refusal(capsys)
    assert all_files(Path("report")) == set()


def test_an_interrupt_while_the_report_is_written(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[int] = []

    def interrupted(_: int) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    assert run(["study", str(mine), "--out", "report"]) == 130
    assert "interrupted" in refusal(capsys)
    assert all_files(Path("report")) == set()


def test_a_fault_of_our_own_is_one_paragraph_too(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("not caught")

    monkeypatch.setattr(Share, "test", broken)
    assert run(["study", str(mine), "--out", "report"]) == 1
    said = capsys.readouterr().err
    assert "fault of multipolar itself (ZeroDivisionError: not caught)" in said
    assert "Traceback" not in said
    monkeypatch.setenv("MULTIPOLAR_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["study", str(mine), "--out", "report"])


@pytest.fixture
def damaged_atlas(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the embedded tables, to be damaged, in their place."""
    copy = here / "tables"
    shutil.copytree(atlas_module.TABLES, copy)
    monkeypatch.setattr(atlas_module, "TABLES", copy)
    return copy


@pytest.mark.parametrize("damage", ["changed", "cut", "gone", "no manifest", "manifest cut"])
def test_a_damaged_atlas(
    damage: str, mine: Path, damaged_atlas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, manifest = damaged_atlas / "nmc.parquet", damaged_atlas / "manifest.json"
    content = table.read_bytes()
    if damage == "changed":
        table.write_bytes(content[:5000] + bytes([content[5000] ^ 255]) + content[5001:])
    elif damage == "cut":
        table.write_bytes(content[:-100])
    elif damage == "gone":
        table.unlink()
    elif damage == "no manifest":
        manifest.unlink()
    else:
        manifest.write_bytes(manifest.read_bytes()[:500])
    assert run(["study", str(mine), "--out", "report"]) == 1
    said = refusal(capsys)
    assert "tables" in said
    assert "atlas build" in said or "Reinstall" in said
    assert all_files(Path("report")) == set()


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CALL, *words], capture_output=True, text=True, timeout=120, check=False)


CALL = [sys.executable, "-c", "from multipolar.cli import main; main()"]


def test_as_a_process_of_its_own(mine: Path) -> None:
    done = command("study", str(mine), "--out", "report")
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert {path.name for path in Path("report").iterdir()} == FILES
    wrong = command("study", "turkik")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("multipolar: There is no study 'turkik'.")
    assert wrong.stdout == ""


def test_a_real_interrupt_leaves_no_half_report(here: Path) -> None:
    running = subprocess.Popen(
        [*CALL, "study", "turkic", "--out", "report"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (here / "report").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "interrupted; nothing was left half-written" in said
    assert "Traceback" not in said
    assert all_files(here / "report") == set()


def test_a_reader_that_goes_away_is_no_fault() -> None:
    piped = subprocess.run(
        f"{sys.executable} -c 'from multipolar.cli import main; main()' studies | true",
        shell=True, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert piped.stderr == ""


def test_every_error_has_an_exit_code() -> None:
    def below(kind: type[MultipolarError]) -> list[type[MultipolarError]]:
        return [kind, *(deeper for child in kind.__subclasses__() for deeper in below(child))]

    codes = {kind.__name__: kind.exit_code for kind in below(MultipolarError)}
    assert set(codes.values()) == {1, 2}
    assert codes["StudyError"] == codes["OutsideWindow"] == codes["UnknownState"] == 2
    assert codes["OutputError"] == codes["AtlasError"] == codes["ChecksumError"] == 1
