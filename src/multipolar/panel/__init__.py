"""State-years and dyad-years with chosen columns, and ties, votes and daily events as arrays."""

from __future__ import annotations

from multipolar.panel.columns import columns
from multipolar.panel.daily import DailyInteraction, daily
from multipolar.panel.dyad_years import DyadYears, dyad_years
from multipolar.panel.layer import Layer, layer
from multipolar.panel.state_years import StateYearArrays, StateYears, state_years
from multipolar.panel.votes import Votes, votes

__all__ = [
    "DailyInteraction",
    "DyadYears",
    "Layer",
    "StateYearArrays",
    "StateYears",
    "Votes",
    "columns",
    "daily",
    "dyad_years",
    "layer",
    "state_years",
    "votes",
]
