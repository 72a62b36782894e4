"""Every case with its promise. A new one is a line here, and a function in `inside` where it is timed inside."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.case import MB, ROOT, Case, Sample, first_call, in_process, whole_process

COMMAND = str(Path(sys.executable).parent / "multipolar")
WORK = Path(tempfile.mkdtemp(prefix="multipolar-benchmarks-"))
atexit.register(shutil.rmtree, WORK, ignore_errors=True)
REPORT = WORK / "turkic"
STUDY = [COMMAND, "study", "turkic", "--out", str(REPORT)]


def _no_machine_code() -> dict[str, str]:
    # As on the day of installation: numba has compiled nothing yet.
    return {"NUMBA_CACHE_DIR": tempfile.mkdtemp(dir=WORK)}


def _report_size(runs: int) -> list[Sample]:
    if not (REPORT / "report.html").exists():
        whole_process(STUDY, warm=False)(1)
    return [Sample((REPORT / "report.html").stat().st_size / MB)]


def _atlas_size(runs: int) -> list[Sample]:
    tables = ROOT / "src" / "multipolar" / "atlas" / "tables"
    return [Sample(sum(file.stat().st_size for file in tables.iterdir()) / MB)]


CASES = (
    Case(
        "import",
        "python -c 'import multipolar', from start to end",
        "s",
        whole_process([sys.executable, "-c", "import multipolar"]),
        promise=0.3,
        runs=15,
    ),
    Case(
        "help",
        "multipolar --help, from start to end",
        "s",
        whole_process([COMMAND, "--help"]),
        promise=0.6,
        runs=15,
    ),
    Case(
        "atlas-open",
        "atlas.open(), first call in a process",
        "s",
        first_call("atlas-open"),
        promise=0.3,
        runs=9,
    ),
    Case(
        "atlas-open-fresh",
        "the same with the interpreter's start and all imports",
        "s",
        whole_process([sys.executable, "-c", "from multipolar import atlas; atlas.open()"]),
        promise=0.3,
        runs=9,
    ),
    Case(
        "study-turkic",
        "multipolar study turkic, from start to end, on two cores",
        "s",
        whole_process(STUDY, cores=2),
        promise=20.0,
        promise_peak_mb=1500.0,
        runs=3,
    ),
    Case(
        "study-turkic-first",
        "the same, with nothing compiled yet",
        "s",
        whole_process(STUDY, cores=2, warm=False, environment=_no_machine_code),
        promise=20.0,
        promise_peak_mb=1500.0,
        runs=3,
    ),
    Case("report-size", "report.html of the study turkic", "MB", _report_size, promise=6.0, runs=1),
    Case("atlas-size", "the embedded atlas, all files", "MB", _atlas_size, promise=20.0, runs=1),
    Case("votes-matrix", "panel.votes(1946, 2025)", "s", in_process("votes-matrix")),
    Case("trade-layer", "panel.layer('trade_flow', 1960, 2020), all states", "s", in_process("trade-layer")),
    Case(
        "state-years", "state-years 1816-2022 with two variables, to Polars", "s", in_process("state-years")
    ),
    Case(
        "cohesion-groups",
        "cohesion of 1,000 random groups of 5 over the votes of 2010-2024",
        "s",
        in_process("cohesion-groups"),
    ),
)
