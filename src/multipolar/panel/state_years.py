"""One row a state and year, with the variables that were added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from multipolar import atlas, engine, vocabulary
from multipolar.atlas import Atlas
from multipolar.panel import asked
from multipolar.panel.columns import add_variables
from multipolar.panel.exports import Exports
from multipolar.panel.frame import state_frame
from multipolar.vocabulary.variables import Variable

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class StateYearArrays:
    """Variables of states over years, as one array.

    Attributes
    ----------
    values
        float64, shape (variables, years, states); NaN where unknown.
    variables, states
        Names along the first and last axis.
    years
        int64, every year from the first to the last.
    """

    values: NDArray[np.float64]
    variables: tuple[str, ...]
    years: NDArray[np.int64]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateYears(Exports):
    """A panel of states and years that runs when it is asked for; see `state_years`.

    Attributes
    ----------
    first, last
        Years, both inclusive.
    states
        Ids, or None for all of the system.
    system
        ``"cow"``, ``"gw"``, or None for any state with data.
    variables
        What was added, in order.
    microstates
        Whether Gleditsch and Ward's microstates are rows too.
    source
        The atlas; None for the embedded one.
    """

    first: int
    last: int
    states: tuple[str, ...] | None
    system: str | None
    variables: tuple[str, ...] = ()
    microstates: bool = False
    source: Atlas | None = None

    @property
    def opened(self) -> Atlas:
        """The atlas that it reads."""
        return atlas.open() if self.source is None else self.source

    def chosen(self) -> tuple[Variable, ...]:
        """Return the variables that were added, in order."""
        return tuple(vocabulary.variable(name) for name in self.variables)

    def add(self, *variables: str) -> StateYears:
        """Return the same panel with more columns, each named by the variable's id.

        Raises
        ------
        UnknownVariable
            With suggestions.
        InputError
            Where a variable is named twice.

        Examples
        --------
        >>> state_years(2011, 2011, ["AZE"]).add("milper_thousand").to_polars()["milper_thousand"].to_list()
        [67.0]
        """
        named = [*self.variables, *(vocabulary.variable(name).id for name in variables)]
        asked.once(named or ["none"], "variable")
        return replace(self, variables=tuple(named))

    def expression(self) -> Any:
        """Return the panel as an ibis expression, in no certain order and with a column ``member``."""
        open_engine = engine.duckdb(self.opened.paths())
        frame = state_frame(
            self.first,
            self.last,
            states=self.states,
            system=self.system,
            microstates=self.microstates,
            variables=self.chosen(),
            atlas=self.opened,
        )
        return add_variables(
            open_engine,
            open_engine.frame(frame),
            self.chosen(),
            first=self.first,
            last=self.last,
            system=self.system,
        )

    def to_arrow(self) -> pa.Table:
        """Run the panel and return an Arrow table, sorted by the system's code (or state) and year.

        The columns are ``state, year``, the code (``cow`` or ``gw``), and what was added.
        """
        code = [] if self.system is None else [self.system]
        rows = self.expression().select("state", "year", *code, *self.variables)
        return engine.duckdb(self.opened.paths()).run(rows.order_by([*(code or ["state"]), "year"]))

    def to_numpy(self) -> StateYearArrays:
        """Run the panel and return its variables as one array.

        Raises
        ------
        InputError
            Where nothing was added.
        """
        asked.once(list(self.variables), "variable")
        rows = self.to_polars()
        states = self.states or tuple(rows["state"].unique().sort())
        values = np.full((len(self.variables), self.last - self.first + 1, len(states)), np.nan)
        at = (
            rows["year"].to_numpy() - self.first,
            rows["state"].cast(pl.Enum(states)).to_physical().to_numpy(),
        )
        for k, name in enumerate(self.variables):
            values[k][at] = rows[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
        return StateYearArrays(values, self.variables, np.arange(self.first, self.last + 1), states)


def state_years(
    first: int,
    last: int,
    states: Iterable[str] | None = None,
    system: str | None = "cow",
    *,
    microstates: bool = False,
    source: Atlas | None = None,
) -> StateYears:
    """Start a panel with one row a state and year.

    Parameters
    ----------
    first, last
        Years, both inclusive.
    states
        Ids or names; None for all states of the system.
    system
        ``"cow"`` (Correlates of War) or ``"gw"`` (Gleditsch and Ward): a row for each year in which a
        state was a member on at least one day. None: every year of every state, or of those that
        have data.
    microstates
        With ``"gw"``, whether its list of microstates counts too.
    source
        Another atlas than the embedded one.

    Returns
    -------
    StateYears
        Lazy; `StateYears.add` adds columns, `to_polars` and the like run it.

    Raises
    ------
    InputError
        Years that are not in order, states named twice, an empty list, an unknown system.
    UnknownState
        With suggestions.
    OutsideWindow
        Years in which the system is not known.

    Examples
    --------
    >>> state_years(1990, 1992, ["SUN", "RUS"]).to_polars().select("state", "year").rows()
    [('SUN', 1990), ('SUN', 1991), ('RUS', 1992)]
    """
    first, last = asked.years(first, last)
    if system is not None:
        atlas.members(system, first, last, microstates)
    return StateYears(first, last, asked.states(states), system, (), microstates, source)
