"""The functions that are timed inside a process: ``python -m benchmarks.inside NAME RUNS FILE``.

Each takes nothing, prepares what it needs, and returns the call to be timed; seeds are fixed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

SEED = 20201110
GROUPS, SIZE = 1000, 5


def atlas_open() -> Callable[[], object]:
    """Open the embedded atlas; the imports are done before."""
    from multipolar import atlas

    return atlas.open


def votes_matrix() -> Callable[[], object]:
    """Read every final roll call of the General Assembly into one matrix."""
    from multipolar import panel

    return lambda: panel.votes(1946, 2025)


def trade_layer() -> Callable[[], object]:
    """Read the trade of all pairs of states over sixty years into one array."""
    from multipolar import panel

    return lambda: panel.layer("trade_flow", 1960, 2020)


def state_years() -> Callable[[], object]:
    """Make a panel of all states and years since 1816 with two variables, as a Polars frame."""
    from multipolar import panel

    return lambda: panel.state_years(1816, 2022).add("cinc", "milex_kusd").to_polars()


def cohesion() -> Callable[[], object]:
    """Average the agreement index of a thousand random groups of five over the roll calls since 2010."""
    import numpy as np

    from multipolar import panel, ties

    votes = panel.votes(2010, 2024).matrix
    rng = np.random.default_rng(SEED)
    groups = np.array([rng.choice(votes.shape[1], SIZE, replace=False) for _ in range(GROUPS)])
    return lambda: ties.cohesion_of_groups(votes, groups)


PREPARED: dict[str, Callable[[], Callable[[], object]]] = {
    "atlas-open": atlas_open,
    "votes-matrix": votes_matrix,
    "trade-layer": trade_layer,
    "state-years": state_years,
    "cohesion-groups": cohesion,
}


def main(name: str, runs: int, answer: Path) -> None:
    """Write the seconds of each call to a file, as JSON."""
    call = PREPARED[name]()
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    answer.write_text(json.dumps(seconds))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
