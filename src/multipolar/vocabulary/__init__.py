"""States, codes, organisations, events, variables and layers as CSV tables, and their readers."""

from __future__ import annotations

from multipolar.vocabulary.codes import aggregates, codes, resolve, unknown
from multipolar.vocabulary.events import Event, event, events
from multipolar.vocabulary.organisations import (
    CHECKED_TO,
    ROLES,
    members,
    memberships,
    organisation,
    organisation_name,
    organisations,
)
from multipolar.vocabulary.states import state, state_name, states
from multipolar.vocabulary.systems import in_system, systems
from multipolar.vocabulary.variables import (
    TieLayer,
    Variable,
    layer,
    layers,
    variable,
    variable_or_layer,
    variables,
)

__all__ = [
    "CHECKED_TO",
    "ROLES",
    "Event",
    "TieLayer",
    "Variable",
    "aggregates",
    "codes",
    "event",
    "events",
    "in_system",
    "layer",
    "layers",
    "members",
    "memberships",
    "organisation",
    "organisation_name",
    "organisations",
    "resolve",
    "state",
    "state_name",
    "states",
    "systems",
    "unknown",
    "variable",
    "variable_or_layer",
    "variables",
]
