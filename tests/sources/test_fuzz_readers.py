"""Whatever happens to a file, only `MultipolarError` comes out of its reader."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutate import damaged, slice_files

from multipolar.errors import MultipolarError
from multipolar.sources import all_sources, read, source

WITH_SLICES = [each.id for each in all_sources().values() if slice_files(each)]


@pytest.mark.parametrize("name", WITH_SLICES)
def test_a_true_slice_reads(name: str) -> None:
    this = source(name)
    tables = read(this, files=slice_files(this))
    assert set(tables) == set(this.tables)
    assert all(frame.height for frame in tables.values())


@pytest.mark.parametrize("name", WITH_SLICES)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_file_reads_or_raises_our_error(name: str, data: st.DataObject) -> None:
    this = source(name)
    files = slice_files(this)
    victim = data.draw(st.sampled_from(sorted(files)))
    content = data.draw(damaged(files[victim].read_bytes()))
    with tempfile.TemporaryDirectory() as folder:
        hurt = Path(folder) / files[victim].name
        hurt.write_bytes(content)
        # Damage may do no harm, as in a row that is left out; any other exception fails the test.
        with contextlib.suppress(MultipolarError):
            assert set(read(this, files={**files, victim: hurt})) == set(this.tables)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    for name in WITH_SLICES:
        this = source(name)
        files = slice_files(this)
        for path in files:
            empty = tmp_path / Path(path).name
            empty.write_bytes(b"")
            with pytest.raises(MultipolarError):
                read(this, files={**files, path: empty})
