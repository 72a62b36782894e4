"""What a benchmark is, and the ways to measure one: always in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
MB = 1e6


class Failed(Exception):  # noqa: N818 - what is printed in place of a number
    """A measured command did not end well; the message has its last lines."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement.

    Attributes
    ----------
    value
        Seconds or megabytes, as the case's unit says.
    peak_mb
        Peak resident memory of the process that was measured, in megabytes; None for a size.
    """

    value: float
    peak_mb: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One named measurement.

    Attributes
    ----------
    name, what
        A word to ask for it by, and what is measured.
    unit
        ``"s"`` or ``"MB"``.
    promise, promise_peak_mb
        What the project promises at most; None where it promises nothing.
    runs
        How many measurements; the median is what counts.
    measure
        Makes that many samples.
    """

    name: str
    what: str
    unit: Literal["s", "MB"]
    measure: Callable[[int], list[Sample]]
    promise: float | None = None
    promise_peak_mb: float | None = None
    runs: int = 7


def whole_process(
    command: Sequence[str],
    *,
    cores: int | None = None,
    warm: bool = True,
    environment: Callable[[], Mapping[str, str]] = dict,
) -> Callable[[int], list[Sample]]:
    """Time a command from its start to its end, the interpreter's own start included.

    Parameters
    ----------
    command
        Its words.
    cores
        On how many cores it may run (Linux); None for all.
    warm
        Whether one run goes before that is not counted, so that files are read from memory.
    environment
        Called before each run: variables to add to the environment.
    """

    def measure(runs: int) -> list[Sample]:
        if warm:
            _timed(command, cores, environment())
        return [_timed(command, cores, environment()) for _ in range(runs)]

    return measure


def in_process(name: str) -> Callable[[int], list[Sample]]:
    """Time a function of `benchmarks.inside` again and again in one process, after one call not counted."""

    def measure(runs: int) -> list[Sample]:
        return _inside(name, runs + 1)[1:]

    return measure


def first_call(name: str) -> Callable[[int], list[Sample]]:
    """Time the first call of a function of `benchmarks.inside`, each in a process of its own."""

    def measure(runs: int) -> list[Sample]:
        return [_inside(name, 1)[0] for _ in range(runs)]

    return measure


def _inside(name: str, runs: int) -> list[Sample]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "seconds.json"
        whole = _timed([sys.executable, "-m", "benchmarks.inside", name, str(runs), str(answer)], None, {})
        return [Sample(seconds, whole.peak_mb) for seconds in json.loads(answer.read_text())]


def _timed(command: Sequence[str], cores: int | None, added: Mapping[str, str]) -> Sample:
    # A child's peak memory begins at what its parent had when it was started (Linux keeps the larger of the
    # two), which is why nothing here imports multipolar, NumPy or Polars.
    with tempfile.TemporaryFile() as said, _on(cores):
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **added}, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            said.seek(0)
            end = said.read().decode(errors="replace")[-2000:]
            raise Failed(f"{' '.join(command)} left with {child.returncode}:\n{end}")
    return Sample(seconds, usage.ru_maxrss * _RSS_UNIT / MB)


@contextmanager
def _on(cores: int | None) -> Iterator[None]:
    """Keep this process, and with it those it starts, to the first cores that it may use."""
    if cores is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_of_them)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes on Linux
