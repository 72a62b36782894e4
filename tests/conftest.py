"""What all tests share: where `../shared` is, and that CI may not skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
IN_CI = bool(os.environ.get("CI"))

# No deadline: the first example of a kernel compiles it. In CI the examples are the same at every run.
settings.register_profile("multipolar", deadline=None, derandomize=IN_CI)
settings.load_profile("multipolar")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data files; a test that asks for it is skipped where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared/data is not here")
    return SHARED / "data"


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """The folder of peers' numbers; a test that asks for it is skipped where it is absent."""
    if not (SHARED / "reference").is_dir():
        pytest.skip("../shared/reference is not here")
    return SHARED / "reference"
