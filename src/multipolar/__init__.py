"""An open laboratory of the international system: real data on states and their ties, and what they show.

Names are loaded when first used, so that ``import multipolar`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version as _version
from typing import Any

__version__ = _version("multipolar")

# public name -> the module that has it
_HOME: dict[str, str] = {
    "daily": "multipolar.panel",
    "dyad_years": "multipolar.panel",
    "layer": "multipolar.panel",
    "state_years": "multipolar.panel",
    "votes": "multipolar.panel",
    "why_missing": "multipolar.atlas",
}

# rooms that can be had as attributes without an import of their own
_ROOMS = frozenset({"atlas", "panel", "power", "report", "sources", "studies", "ties", "vocabulary"})

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - names are strings, known at import


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"multipolar.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'multipolar' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME, *_ROOMS})
