"""The same study for the other side: its states exchanged, in the claims and in their words."""

from __future__ import annotations

import re
from typing import Any

from multipolar import vocabulary
from multipolar.errors import StudyError, UnknownState
from multipolar.studies.study import Study

ROLES = ("of", "between", "beside", "than")


def mirrored(study: Study) -> Study:
    """Exchange the states of the study's table ``[mirror]`` wherever a claim names them.

    Claims about states are kept and turned round; the others stand as they are. Groups are not changed. The
    sentences have the states' names exchanged too.

    Raises
    ------
    StudyError
        The study has no table ``[mirror]``.
    """
    if not study.mirror:
        raise StudyError(
            "The study does not say which state is the other side of which.",
            where=study.study.id,
            do='Add a table such as [mirror] with the line AZE = "ARM" to it.',
        )
    named = [vocabulary.state(word) for pair in study.mirror.items() for word in pair]
    if twice := sorted({state for state in named if named.count(state) > 1}):
        raise StudyError(
            f"{vocabulary.state_name(twice[0])} is named twice, so its other side is not one state.",
            where=f"study {study.study.id!r}, [mirror]",
            expected="each state at most once",
        )
    swap = dict(zip(named[::2], named[1::2], strict=True)) | dict(zip(named[1::2], named[::2], strict=True))
    names = {vocabulary.state_name(one): vocabulary.state_name(other) for one, other in swap.items()}
    claims = tuple(
        claim.model_copy(update=_turned(claim.model_dump(), swap, names)) for claim in study.claims
    )
    head = study.study.model_copy(
        update={
            "id": f"{study.study.id}-mirror",
            "title": f"{_said(study.study.title, names)} (the other side)",
        }
    )
    return study.model_copy(update={"claims": claims, "study": head})


def _turned(fields: dict[str, Any], swap: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    changed: dict[str, Any] = {
        key: _exchanged(fields[key], swap) for key in ROLES if fields.get(key) is not None
    }
    if changed == {key: fields[key] for key in changed}:
        return {}
    return changed | {key: _said(fields[key], names) for key in ("says", "short", "note") if fields.get(key)}


def _exchanged(value: Any, swap: dict[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_exchanged(item, swap) for item in value)
    try:
        return swap.get(vocabulary.state(value), value)
    except UnknownState:
        return value


def _said(text: str, names: dict[str, str]) -> str:
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(pattern, lambda found: names[found.group()], text)
