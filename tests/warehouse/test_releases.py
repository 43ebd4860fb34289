"""Two releases: nothing small lies between them, and both together give no hidden cell away."""

from __future__ import annotations

from typing import Any

import pytest

from tests.warehouse.attacker import ALL
from tests.warehouse.test_measures import built, outcome_attack, rows_of
from warehouse.releases import held_levels, level_of, next_release
from warehouse.suppression import MINIMUM

Row = dict[str, Any]
CELLS = "SELECT * FROM out_cubes__cells WHERE cube_id = 'outcomes' ORDER BY ALL"


def cell(n: int | None, dim1: str = ALL, category: str = "served") -> Row:
    dims = {"dim1": dim1, "dim2": ALL, "dim3": ALL, "dim4": ALL}
    return {"cube_id": "c", "definition_id": "d", **dims, "category": category, "n": n, "denominator": None}


def test_a_cell_that_moved_by_three_keeps_its_last_value_and_so_does_all_finer() -> None:
    old = [cell(50), cell(20, "2025"), cell(30, "2026")]
    new = [cell(53), cell(20, "2025"), cell(33, "2026")]
    assert {row["n"] for row in next_release(old, new)} == {50, 20, 30}


def test_a_coarse_cell_that_moved_enough_is_renewed_while_the_fine_ones_wait() -> None:
    old = [cell(50), cell(20, "2025"), cell(30, "2026")]
    new = [cell(58), cell(23, "2025"), cell(35, "2026")]
    assert {row["n"] for row in next_release(old, new)} == {58, 20, 30}


def test_nothing_new_changes_nothing_and_a_first_release_is_whole() -> None:
    rows = [cell(50), cell(20, "2025")]
    assert {row["n"] for row in next_release(rows, rows)} == {50, 20}
    assert len(next_release([], rows)) == 2


def test_a_cell_hidden_in_one_release_alone_holds_its_level() -> None:
    assert held_levels([cell(20)], [cell(None)]) == {("c", frozenset())}
    assert held_levels([cell(None)], [cell(None)]) == set()


def test_people_who_were_regrouped_hold_their_dimension() -> None:
    old = [cell(100), cell(40, "2020_2024")]
    new = [cell(100), cell(22, "2020"), cell(21, "2021")]
    assert ("c", frozenset({"dim1"})) in held_levels(old, new)


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [(300, 420)])
def test_both_releases_together_hide_what_each_hides(first: int, second: int) -> None:
    """The people of the first release are part of the second: unknowns are the old and the new people."""
    old_con, new_con = built(first), built(second)
    old, fresh = rows_of(old_con, CELLS), rows_of(new_con, CELLS)
    released = next_release(old, fresh)
    shown = {
        tuple(row[k] for k in ("definition_id", "dim1", "dim2", "dim3", "dim4", "category")): row
        for row in old
    }
    for row in released:
        before = shown.get(
            tuple(row[k] for k in ("definition_id", "dim1", "dim2", "dim3", "dim4", "category"))
        )
        if before is not None and row["n"] is not None and before["n"] is not None:
            assert row["n"] == before["n"] or abs(row["n"] - before["n"]) >= MINIMUM
    held = held_levels(old, fresh)
    renewed = [row for row in released if (row["cube_id"], level_of(row)) not in held]
    attack = outcome_attack(new_con, renewed, absent=False)
    attack.split_off("vintage", ("old", "new"))
    before_attack = outcome_attack(new_con, old, absent=False)
    before_attack.split_off("vintage", ("old", "new"), only="old")
    attack.equations += before_attack.equations
    for name, (low, high) in attack.ranges(sorted(attack.hidden)[:25]).items():
        assert high - low >= MINIMUM - 1e-6, (name, low, high)
    old_con.close()
    new_con.close()
