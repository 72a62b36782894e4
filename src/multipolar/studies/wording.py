"""How numbers are said: with a sign, a unit, and as many digits as they deserve."""

from __future__ import annotations

import math

from multipolar.studies.findings import Estimate

MINUS = "\u2212"
SYMBOLS = {"percentage points": " pp", "percent a year": " % a year", "percent": " %"}


def number(value: float | None, *, signed: bool = False) -> str:
    """Say a number in three significant digits, thousands with commas; a dash where there is none.

    Examples
    --------
    >>> number(1234.5), number(0.012345, signed=True), number(None)
    ('1,234', '+0.0123', '–')
    """
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value)
    if size >= 100 or size == 0:
        text = f"{size:,.0f}"
    else:
        digits = max(0, 2 - math.floor(math.log10(size)))
        text = f"{size:.{min(digits, 6)}f}"
    if value < 0:
        return MINUS + text
    return "+" + text if signed and value > 0 else text


def amount(value: float | None, unit: str) -> str:
    """Say a number with its sign and unit.

    Examples
    --------
    >>> amount(3.21, "percentage points")
    '+3.21 pp'
    """
    if value is None:
        return "no number"
    return number(value, signed=True) + SYMBOLS.get(unit, f" {unit}")


def interval(estimate: Estimate) -> str:
    """Say an estimate's interval with its level; empty where it has none.

    Examples
    --------
    >>> interval(Estimate(2.0, 1.0, 3.0, "percent", "growth", "bootstrap"))
    '90 % interval +1.00 to +3.00'
    """
    if estimate.low is None or estimate.high is None:
        return ""
    ends = f"{number(estimate.low, signed=True)} to {number(estimate.high, signed=True)}"
    return f"{estimate.level:.0%} interval {ends}".replace("%", " %", 1)


def capitalised(text: str) -> str:
    """Raise the first letter and leave the rest.

    Examples
    --------
    >>> capitalised("the CSTO")
    'The CSTO'
    """
    return text[:1].upper() + text[1:]


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["Armenia", "Georgia", "Azerbaijan"])
    'Armenia, Georgia and Azerbaijan'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
