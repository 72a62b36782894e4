"""The same study for the other side: its states exchanged, in the claims and in their words."""

from __future__ import annotations

import re
from typing import Any

from multipolar import vocabulary
from multipolar.errors import StudyError, UnknownState
from multipolar.studies.claims.claim import Claim
from multipolar.studies.study import LeftOut, Study

ROLES = ("of", "between", "beside", "than")


def mirrored(study: Study) -> Study:
    """Exchange the states of the study's table ``[mirror]`` wherever a claim names them.

    Claims about states are kept and turned round; the others stand as they are. Groups are not changed. The
    sentences have the states' names exchanged, or are those of `other_side`; notes are dropped, and claims about one
    side alone are listed as left out.

    Raises
    ------
    StudyError
        The study has no table ``[mirror]``, names a state twice in it, or a claim's sentence would stay the same.
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
    kept = [claim for claim in study.claims if claim.other_side is not False]
    one_sided = tuple(
        LeftOut(says=claim.says, why="This is about one side alone.")
        for claim in study.claims
        if claim.other_side is False
    )
    claims = tuple(claim.model_copy(update=_turned(claim, study, swap, names)) for claim in kept)
    left_out = tuple(item.model_copy(update={"says": _said(item.says, names)}) for item in study.left_out)
    ids = {claim.id for claim in claims}
    parts = tuple(
        part.model_copy(update={"claims": tuple(name for name in part.claims if name in ids)})
        for part in study.parts
        if ids & set(part.claims)
    )
    head = study.study.model_copy(
        update={
            "id": f"{study.study.id}-mirror",
            "title": f"{_said(study.study.title, names)} (the other side)",
        }
    )
    return study.model_copy(
        update={"claims": claims, "study": head, "left_out": left_out + one_sided, "parts": parts}
    )


def _turned(claim: Claim, study: Study, swap: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    """Return the fields of the claim that differ on the other side; none where it names no exchanged state."""
    fields = claim.model_dump()
    changed: dict[str, Any] = {
        key: _exchanged(fields[key], swap) for key in ROLES if fields.get(key) is not None
    }
    if changed == {key: fields[key] for key in changed}:
        return {}
    says = claim.other_side or _said(claim.says, names)
    if says == claim.says:
        raise StudyError(
            "The sentence of the claim names no state of [mirror], so it would be untrue of the other side.",
            where=f"study {study.study.id!r}, claim {claim.id!r}",
            do='Add `other_side = "the sentence for the other side"`, or `other_side = false` to leave it out.',
        )
    short = claim.short and _said(claim.short, names)
    # A note speaks of the side that was asked first; of the other it may be untrue.
    back = claim.says if claim.other_side else None
    return changed | {"says": says, "short": short, "note": None, "other_side": back}


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
