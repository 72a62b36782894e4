"""The other built-in studies, and the other side of the first one, on the embedded atlas with few draws."""

from __future__ import annotations

import pytest

from multipolar.studies import mirrored, read, run
from planted import assert_whole


@pytest.mark.parametrize("name", ["nordic", "brics", "turkic --mirror"])
def test_it_runs(name: str) -> None:
    study = read(name.split(maxsplit=1)[0], draws=100)
    if "--mirror" in name:
        study = mirrored(study)
    found = run(study)
    assert [item.claim for item in found.findings] == [claim.id for claim in study.claims]
    assert len(found.answer) == 5
    assert found.coverage.height
    for item in found.findings:
        assert_whole(item)
        assert set(item.sources) <= set(found.vintages)
