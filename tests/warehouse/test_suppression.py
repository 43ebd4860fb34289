"""Suppression: laws of the engine, checked by solving for what it hides."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from tests.warehouse.attacker import Attack
from warehouse.suppression import MINIMUM, Level, Protection, SuppressionError, System, dominated, protect

SIZES = (3, 4, 2, 5)


def drawn_system(n: int, seed: int, sizes: tuple[int, ...] = SIZES) -> System:
    generator = np.random.default_rng(seed)
    columns = [generator.choice(size, size=n, p=generator.dirichlet(np.full(size, 1.2))) for size in sizes]
    codes, counts = np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)
    return System(codes=codes.astype(np.int64), counts=counts.astype(np.int64), sizes=sizes)


def every_level(n_axes: int) -> list[Level]:
    return [level for size in range(n_axes + 1) for level in combinations(range(n_axes), size)]


def attack_on(system: System, protection: Protection) -> Attack:
    """All cells of all published levels, zeros included, as equations; hidden cells as goals."""
    attack = Attack(axes={str(i): tuple(map(str, range(size))) for i, size in enumerate(system.sizes)})
    for level, hidden in protection.suppressed.items():
        totals = system.totals(level)
        for cell in np.ndindex(*hidden.shape):
            conditions = {str(axis): [str(code)] for axis, code in zip(level, cell, strict=True)}
            if hidden[cell]:
                attack.hide(f"{level}{cell}", conditions)
            else:
                attack.publish(conditions, float(totals[cell]))
    return attack


@pytest.mark.parametrize("n", [60, 200, 1000, 4000])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_hidden_cell_can_be_narrowed_below_the_minimum(n: int, seed: int) -> None:
    system = drawn_system(n, seed)
    protection = protect(system, every_level(len(SIZES)))
    widths = [high - low for low, high in attack_on(system, protection).ranges().values()]
    assert min(widths, default=np.inf) >= MINIMUM - 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_every_small_cell_is_hidden_or_its_level_withheld(seed: int) -> None:
    system = drawn_system(500, seed)
    protection = protect(system, every_level(len(SIZES)))
    for level in every_level(len(SIZES)):
        totals = system.totals(level)
        for cell in np.argwhere((totals > 0) & (totals < MINIMUM)):
            assert protection.is_suppressed(level, tuple(int(v) for v in cell))


def test_the_same_system_gives_the_same_pattern_whatever_the_order_of_atoms() -> None:
    system = drawn_system(1000, 5)
    order = np.random.default_rng(0).permutation(len(system.counts))
    shuffled = System(codes=system.codes[order], counts=system.counts[order], sizes=system.sizes)
    first, second = (protect(s, every_level(4)) for s in (system, shuffled))
    assert first.withheld == second.withheld
    assert all((first.suppressed[level] == second.suppressed[level]).all() for level in first.suppressed)


def test_large_cells_are_all_published() -> None:
    system = System(
        codes=np.array(list(np.ndindex(2, 3)), dtype=np.int64),
        counts=np.full(6, 50, dtype=np.int64),
        sizes=(2, 3),
    )
    protection = protect(system, every_level(2))
    assert not protection.withheld
    assert not any(hidden.any() for hidden in protection.suppressed.values())


def test_a_planted_leak_is_caught() -> None:
    """Showing one cell that was hidden for another's sake gives a small cell away, and the attacker sees it."""
    counts = np.array([3, 40, 30, 25], dtype=np.int64)
    system = System(codes=np.arange(4, dtype=np.int64).reshape(-1, 1), counts=counts, sizes=(4,))
    protection = protect(system, every_level(1))
    hidden = protection.suppressed[(0,)]
    assert hidden[0] and hidden.sum() == 2
    leaking = Protection(
        suppressed={**protection.suppressed, (0,): np.array([True, False, False, False])},
        withheld=frozenset(),
    )
    low, high = attack_on(system, leaking).ranges()["(0,)(0,)"]
    assert (low, high) == (pytest.approx(3), pytest.approx(3))


def test_forced_cells_are_hidden_and_protected_like_small_ones() -> None:
    system = drawn_system(4000, 7, (4, 3))
    forced = {(0,): np.array([True, False, False, False])}
    protection = protect(system, every_level(2), forced=forced)
    assert protection.is_suppressed((0,), (0,))
    widths = [high - low for low, high in attack_on(system, protection).ranges().values()]
    assert min(widths, default=np.inf) >= MINIMUM - 1e-6


def test_a_cell_filled_by_one_family_is_dominated_and_one_of_many_is_not() -> None:
    system = System(codes=np.array([[0], [0], [1]], dtype=np.int64), counts=np.array([6, 2, 2]), sizes=(3,))
    families = np.array([1, 2, 3], dtype=np.int64)
    totals = np.array([8, 30, 0], dtype=np.int64)
    assert dominated(system, families, (0,), totals=totals).tolist() == [True, False, False]


def test_an_empty_system_publishes_zeros() -> None:
    system = System(codes=np.zeros((0, 2), dtype=np.int64), counts=np.zeros(0, dtype=np.int64), sizes=(1, 1))
    protection = protect(system, every_level(2))
    assert not any(hidden.any() for hidden in protection.suppressed.values())


def test_codes_outside_their_axis_are_refused() -> None:
    with pytest.raises(SuppressionError):
        System(codes=np.array([[2]], dtype=np.int64), counts=np.array([1], dtype=np.int64), sizes=(2,))
