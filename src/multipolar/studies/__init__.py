"""Studies: a file that asks, claims that can be tested, and findings."""

from multipolar.studies.findings import (
    Comparison,
    Estimate,
    Figure,
    Finding,
    Findings,
    MapOfTies,
    Sensitivity,
    Verdict,
)
from multipolar.studies.mirror import mirrored
from multipolar.studies.read import built_in, parse, read
from multipolar.studies.run import run
from multipolar.studies.study import Study
from multipolar.studies.template import write_template

__all__ = [
    "Comparison",
    "Estimate",
    "Figure",
    "Finding",
    "Findings",
    "MapOfTies",
    "Sensitivity",
    "Study",
    "Verdict",
    "built_in",
    "mirrored",
    "parse",
    "read",
    "run",
    "write_template",
]
