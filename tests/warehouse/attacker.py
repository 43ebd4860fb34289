"""An attacker: every published cell as one linear system over the people behind it, solved for what is
hidden.

The unknowns are the numbers of people in each combination of all dimensions and outcomes (suspended ones
split by supervision). What is published gives equations; each hidden cell is then pushed as low and as
high as it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

ALL = "all"
Row = Mapping[str, Any]


@dataclass(kw_only=True)
class Attack:
    """Unknowns are the cross product of the axes; conditions pick those that a cell adds up."""

    axes: dict[str, tuple[str, ...]]
    equations: list[tuple[np.ndarray, float]] = field(default_factory=list)
    hidden: dict[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = list(self.axes)
        grid = np.indices([len(values) for values in self.axes.values()]).reshape(len(names), -1)
        self._codes = dict(zip(names, grid, strict=True))
        self.n_unknowns = grid.shape[1]

    def cell(self, conditions: Mapping[str, Iterable[str]]) -> np.ndarray:
        """The unknowns of a cell: for each named axis, any of the given values."""
        picked = np.ones(self.n_unknowns, dtype=bool)
        for name, values in conditions.items():
            codes = [self.axes[name].index(value) for value in values if value in self.axes[name]]
            picked &= np.isin(self._codes[name], codes)
        return picked.astype(float)

    def publish(self, conditions: Mapping[str, Iterable[str]], n: float) -> None:
        """A published count."""
        self.equations.append((self.cell(conditions), float(n)))

    def hide(self, name: str, conditions: Mapping[str, Iterable[str]]) -> None:
        """A hidden cell to be found out."""
        self.hidden[name] = self.cell(conditions)

    def split_off(self, name: str, values: tuple[str, ...], *, only: str | None = None) -> None:
        """Add an axis of which every condition so far holds as a whole, or for one of its values alone."""
        weights = np.array([1.0 if only in (None, value) else 0.0 for value in values])
        self.axes[name] = values
        self.equations = [(np.kron(row, weights), n) for row, n in self.equations]
        self.hidden = {key: np.kron(row, weights) for key, row in self.hidden.items()}

    def ranges(self, wanted: Sequence[str] | None = None) -> dict[str, tuple[float, float]]:
        """Smallest and largest value of each hidden cell that fits everything published."""
        matrix = csr_matrix(np.array([row for row, _ in self.equations]))
        values = np.array([n for _, n in self.equations])
        found = {}
        for name in self.hidden if wanted is None else wanted:
            goal = self.hidden[name]
            low = linprog(goal, A_eq=matrix, b_eq=values, method="highs")
            high = linprog(-goal, A_eq=matrix, b_eq=values, method="highs")
            assert low.status in (0, 3) and high.status in (0, 3), (name, low.message, high.message)
            found[name] = (0.0 if low.fun is None else low.fun, np.inf if high.fun is None else -high.fun)
        return found
