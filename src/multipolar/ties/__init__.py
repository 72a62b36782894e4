"""Ties: dependence, voting, ties in groups and around events, beside chance. Functions on arrays."""

from multipolar.ties.agreement import Agreement, agreement, agreement_by_year
from multipolar.ties.association import Association, association
from multipolar.ties.block_bootstrap import moving_blocks
from multipolar.ties.cohesion import Cohesion, cohesion, cohesion_by_year, cohesion_of_groups
from multipolar.ties.cohesion_change import CohesionChange, cohesion_change
from multipolar.ties.dependence import (
    asymmetry,
    mirror_gap,
    partner_concentration,
    partner_shares,
    trade_dependence,
)
from multipolar.ties.group_ties import GroupTies, TiesChange, group_ties, ties_change, ties_of_groups
from multipolar.ties.interaction import BeforeAfter, before_after, interaction_series
from multipolar.ties.random_groups import RandomGroups, random_groups, strata
from multipolar.ties.standing import Standing, standing
from multipolar.ties.trends import Trend, TrendDifference, trend, trend_difference
from multipolar.ties.votes import agreement_index, rice, tally

__all__ = [
    "Agreement",
    "Association",
    "BeforeAfter",
    "Cohesion",
    "CohesionChange",
    "GroupTies",
    "RandomGroups",
    "Standing",
    "TiesChange",
    "Trend",
    "TrendDifference",
    "agreement",
    "agreement_by_year",
    "agreement_index",
    "association",
    "asymmetry",
    "before_after",
    "cohesion",
    "cohesion_by_year",
    "cohesion_change",
    "cohesion_of_groups",
    "group_ties",
    "interaction_series",
    "mirror_gap",
    "moving_blocks",
    "partner_concentration",
    "partner_shares",
    "random_groups",
    "rice",
    "standing",
    "strata",
    "tally",
    "ties_change",
    "ties_of_groups",
    "trade_dependence",
    "trend",
    "trend_difference",
]
