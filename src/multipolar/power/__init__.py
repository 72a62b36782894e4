"""Power: what states have, as shares, ranks and indices, and how concentrated it is. Functions on arrays."""

from multipolar.power.cinc import COMPONENTS, cinc
from multipolar.power.concentration import con, effective_number, hhi, move
from multipolar.power.net_resources import net_resources
from multipolar.power.ranks import ranks
from multipolar.power.shares import shares
from multipolar.power.surplus_product import surplus_product

__all__ = [
    "COMPONENTS",
    "cinc",
    "con",
    "effective_number",
    "hhi",
    "move",
    "net_resources",
    "ranks",
    "shares",
    "surplus_product",
]
