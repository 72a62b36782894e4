"""States, codes, organisations, events, variables and layers as CSV tables, and their readers."""

from __future__ import annotations

from multipolar.vocabulary.codes import aggregates, codes, resolve, unknown
from multipolar.vocabulary.states import state, state_name, states
from multipolar.vocabulary.systems import in_system, systems

__all__ = [
    "aggregates",
    "codes",
    "in_system",
    "resolve",
    "state",
    "state_name",
    "states",
    "systems",
    "unknown",
]
