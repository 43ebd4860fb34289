"""Every published file beside the cubes as equations of the same attack: ages, quartiles, coverage, records, judgments
one by one, the definition ledger, provisions joined with offence groups, and a second release.

What several people tell of is added to the attack on the cubes; what only concerns documents stands in `word_attack`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import duckdb
import numpy as np

from tests.warehouse.published_attack import ALL, Attack, Published, Row, Values, rows_of
from warehouse.ages import BANDS
from warehouse.cube_axes import PRIMARY_SOURCE, cube_specs
from warehouse.reference import count_sets
from warehouse.registry import measure
from warehouse.releases import held_levels, level_of
from warehouse.suppression import MINIMUM

ADULT_FROM = 19
MOST_JOINED = 5
UNREAD = "unread"


def one(value: str) -> frozenset[str]:
    return frozenset({value})


def add_quantiles(published: Published, rows: Iterable[Row]) -> None:
    """Quartiles tell their numbers on the grid: so many people at least have the outcomes they are made of."""
    specs = {spec.cube_id: spec for spec in cube_specs()}
    for row in rows:
        entry = measure(row["definition_id"])
        if PRIMARY_SOURCE.get(entry.source, entry.source) != published.source or row["n"] is None:
            continue
        spec = specs[row["cube_id"]]
        dims = {
            name: one(row[f"dim{i + 1}"])
            for i, name in enumerate(spec.dims)
            if row[f"dim{i + 1}"] != ALL and name != spec.slice_dim
        }
        dims["outcome"] = frozenset(entry.linked(published.outcomes))
        least = float(row["n"] + (row["n_life"] or 0) + (row["n_indeterminate"] or 0))
        if "compound = 'sole'" in entry.universe:
            _at_least(published, {**dims, "compound": one("sole")}, least)
        _at_least(published, {name: v for name, v in dims.items() if name != "law_period"}, least)
        law = f"sentence_by_law/{row['dim1']}"
        if spec.slice_dim == "provision" and law in published.cubes:
            period = {"law_period": dims["law_period"]} if "law_period" in dims else {}
            arms = [arm for arm in published.cubes[law] if set(period) <= set(arm.axes)]
            for arm in arms[:1]:
                published.attack.between(arm.unknowns({**period, "own": dims["outcome"]}), least, np.inf)


def _at_least(published: Published, dims: Values, n: float) -> None:
    cell = published.primary_cell(dims)
    if cell is not None:
        published.attack.between(cell, n, np.inf)


def add_coverage(published: Published, rows: Iterable[Row]) -> None:
    """The persons of a year or court level bound the people of its cells."""
    for row in rows:
        dims = {
            name: one(row[column])
            for name, column in (("period", "year"), ("court_level", "court_level"))
            if row[column] not in {ALL, "pooled"}
        }
        if row["offence_group"] == ALL and len(dims) == 1:
            cell = published.primary_cell(dims)
            if cell is not None:
                published.attack.between(cell, 0.0, float(row["n_defendants"]))


RECORD_OUTCOME = {"served": "served", "suspended": "suspended", "fine": "fine", "acquitted": "acquitted"}


def add_single(published: Published, rows: Iterable[Row], counted: str) -> None:
    """So many records or judgments of a level, period and outcome, so many people at least are in that cell."""
    counts: Counter[tuple[tuple[str, str], ...]] = Counter()
    for row in rows:
        outcome = RECORD_OUTCOME.get(row["disposition"])
        if outcome is None or row["instance"] != "1" or row.get("is_corporation"):
            continue
        known = (("court_level", row["court_level"]), ("outcome", outcome))
        for place in (known, known[1:], (*known, ("period", str(row["decision_period"])[:4]))):
            counts[place] += row[counted]
    for found, n in counts.items():
        _at_least(published, {name: one(value) for name, value in found}, float(n))


def add_ages(published: Published, rows: Sequence[Row]) -> None:
    """Ages as intervals: the unknowns are the people of every run of bands, by adult and juvenile.

    Shown are the people surely in a band, those possibly in it (rounded up), and Turnbull's shares, each of which lies
    between what is sure and what is possible. Hidden are the people surely in the other bands.
    """
    for definition in sorted({row["definition_id"] for row in rows}):
        of_band = {row["band"]: row for row in rows if row["definition_id"] == definition}
        _add_age_measure(published, definition, [of_band[name] for name, _, _ in BANDS])


def _runs(first: int, last: int) -> frozenset[str]:
    """The runs of bands that lie within first..last."""
    return frozenset(f"{i}-{j}" for i in range(first, last + 1) for j in range(i, last + 1))


def _touching(band: int) -> frozenset[str]:
    return frozenset(f"{i}-{j}" for i in range(band + 1) for j in range(band, len(BANDS)))


def _add_age_measure(published: Published, definition: str, rows: Sequence[Row]) -> None:
    assert measure(definition).universe == "true"
    attack = published.attack
    groups = published._dims(published.source, ["age_group"])["age_group"]
    every = _runs(0, len(BANDS) - 1)
    arm = attack.arm(definition, {"age_group": groups, "age": (*sorted(every), "unknown")})
    published.cubes[definition] = [arm]
    for base in published.primary_arms():
        for group in groups if "age_group" in base.axes else [None]:
            known = {} if group is None else {"age_group": one(group)}
            attack.ties.append((arm.unknowns(known), base.unknowns(known)))
    _rule_out_ages(attack, arm, at_decision=definition == "age_at_decision")
    n_known = next((row["n_known"] for row in rows if row["n_known"] is not None), None)
    if n_known is not None:
        unknown = next(row["n_unknown"] for row in rows if row["n_unknown"] is not None)
        attack.between(arm.unknowns({"age": every}), n_known, n_known)
        attack.between(arm.unknowns({"age": one("unknown")}), unknown, unknown)
    mass = 0.0
    for band, row in enumerate(rows):
        surely = arm.unknowns({"age": one(f"{band}-{band}")})
        if row["state"] == "suppressed":
            attack.goals[f"{definition} {row['band']}"] = surely
            continue
        attack.between(surely, row["n_surely"], row["n_surely"])
        possibly = arm.unknowns({"age": _touching(band)})
        attack.between(possibly, max(0, row["n_possibly"] - MINIMUM + 1), row["n_possibly"])
        if n_known and row["turnbull_share"] is not None:
            estimate = row["turnbull_share"] * n_known
            mass += max(0.0, estimate - MINIMUM / 2 - 0.01)
            attack.between(possibly, max(0.0, estimate - MINIMUM / 2 - 0.01), np.inf)
    hidden = [band for band, row in enumerate(rows) if row["state"] == "suppressed"]
    if n_known and hidden:
        within = frozenset(run for run in every if set(range(*_ends(run))) <= set(hidden))
        attack.between(arm.unknowns({"age": within}), 0.0, n_known - mass)


def _ends(run: str) -> tuple[int, int]:
    first, last = run.split("-")
    return int(first), int(last) + 1


def _rule_out_ages(attack: Attack, arm: Any, *, at_decision: bool) -> None:
    """Nobody under 19 at the decision is surely older, at either date; no adult at the decision surely younger."""
    adult = next(i for i, (_, low, _) in enumerate(BANDS) if low >= ADULT_FROM)
    attack.between(
        arm.unknowns({"age_group": one("juvenile"), "age": _runs(adult, len(BANDS) - 1)}), 0.0, 0.0
    )
    if at_decision:
        attack.between(arm.unknowns({"age_group": one("adult"), "age": _runs(0, adult - 1)}), 0.0, 0.0)


OFFICIAL = {"served": ("served",), "suspended": ("suspended",), "fine": ("fine",), "deferred": ("deferred",)}


def add_ledger(published: Published) -> None:
    """A complete official count bounds the people of its offence and period, where ours are among them.

    The 87 of article 14-2: no outcome of the years that lie wholly within their period can hold more.
    """
    for counted in count_sets():
        if counted.offence_set != "art14_2" or not counted.is_complete_count or counted.period is None:
            continue
        first, last = (int(day[:4]) for day in counted.period.split(".."))
        years = frozenset(str(year) for year in range(first + 1, last))
        for outcome, members in OFFICIAL.items():
            dims = {"offence_group": one("art14_2"), "period": years, "outcome": frozenset(members)}
            cell = published.primary_cell(dims)
            if cell is not None and len(cell) and published.true_people(dims) <= counted.counts[outcome]:
                published.attack.between(cell, 0.0, float(counted.counts[outcome]))


def add_joined_slices(published: Published) -> None:
    """Provisions together, and with the offence group: whoever is under several is one person.

    The unknowns are the convicted of every set of provisions. A person under article 14-2 whose main offence is graver
    is in the cube of those with it joined. Factors share the people whose reasons were not read.
    """
    laws = sorted(key for key in published.cubes if key.startswith("sentence_by_law/"))[:MOST_JOINED]
    bases = [arm for arm in published.primary_arms() if "offence_group" in arm.axes]
    _outcome_is_own(published)
    if laws and bases:
        _join_laws(published, laws, bases)
    _tie_unread(published)


def _outcome_is_own(published: Published) -> None:
    """What a provision's cube counts is the outcome itself: nobody with another outcome is in its cell."""
    for key, arms in published.cubes.items():
        for arm in arms if key.startswith("sentence_by_law/") else []:
            for outcome, own in product(arm.axes["outcome"], arm.axes["own"]):
                counted = outcome if outcome in {"served", "suspended"} else "other_convicted"
                if own not in {counted, "(outside)"}:
                    cell = arm.unknowns({"outcome": one(outcome), "own": one(own)})
                    published.attack.between(cell, 0.0, 0.0)


def _join_laws(published: Published, laws: Sequence[str], bases: Sequence[Any]) -> None:
    attack = published.attack
    outcomes = published.cubes[laws[0]][0].axes["outcome"]
    groups = bases[0].axes["offence_group"]
    axes = dict.fromkeys(laws, ("in", "out"))
    joint = attack.arm("laws", {**axes, "offence_group": groups, "outcome": outcomes})
    for outcome in outcomes:
        for key in laws:
            for arm in published.cubes[key]:
                own = frozenset(arm.axes["own"]) - {"(outside)"}
                attack.ties.append(
                    (
                        joint.unknowns({key: one("in"), "outcome": one(outcome)}),
                        arm.unknowns({"own": own, "outcome": one(outcome)}),
                    )
                )
        for base, group in product(bases, groups):
            known = {"offence_group": one(group), "outcome": one(outcome)}
            attack.ties.append((joint.unknowns(known), base.unknowns(known)))
    joined = [arm for arm in published.primary_arms() if "art14_2_basis" in arm.axes]
    if joined and "art14_2" in groups:
        graver = frozenset(groups) - {"art14_2", "other"}
        for key, outcome in product((key for key in laws if "/art14_2_p" in key), outcomes):
            less = joint.unknowns({key: one("in"), "offence_group": graver, "outcome": one(outcome)})
            known = {"art14_2_basis": one("joined"), "outcome": one(outcome)}
            attack.at_most(less, joined[0].unknowns(known))


def _tie_unread(published: Published) -> None:
    by_cube: dict[str, list[Any]] = {}
    for key, arms in published.cubes.items():
        if "/" in key and arms and UNREAD in arms[0].axes.get("own", ()):
            by_cube.setdefault(key.partition("/")[0], []).append(arms[0])
    for first, *others in by_cube.values():
        for other in others:
            names = [n for n in first.axes if n != "own" and first.axes[n] == other.axes.get(n)]
            for values in product(*(first.axes[name] for name in names)):
                known = {n: one(v) for n, v in zip(names, values, strict=True)} | {"own": one(UNREAD)}
                published.attack.ties.append((first.unknowns(known), other.unknowns(known)))


def attack_on(
    con: duckdb.DuckDBPyConnection,
    *,
    source: str = "unit_defendants",
    cells: list[dict[str, Any]] | None = None,
    without: Mapping[str, frozenset[tuple[Any, ...]]] | None = None,
) -> Published:
    """Everything that a warehouse publishes about the people of one source, in one system.

    `without` names rows of other tables, by their values, that tell of other people (a release that repeats the last).
    """
    found = cells if cells is not None else rows_of(con, "SELECT * FROM out_cubes__cells ORDER BY ALL")
    published = Published(con=con, cells=found, source=source)

    def told(table: str) -> list[dict[str, Any]]:
        rows = rows_of(con, f"SELECT * FROM {table} ORDER BY ALL")  # noqa: S608
        repeated = (without or {}).get(table, frozenset())
        return [row for row in rows if tuple(map(str, row.values())) not in repeated]

    add_quantiles(published, told("out_quantiles__cells"))
    if source == "unit_defendants":
        add_coverage(published, told("out_coverage"))
        add_single(published, told("out_records"), "n_persons")
        add_single(published, told("out_cases"), "n_defendants")
        ages = told("out_ages__cells")
        whole = {
            row["definition_id"]
            for row in ages
            if sum(r["definition_id"] == row["definition_id"] for r in ages) == len(BANDS)
        }
        add_ages(published, [row for row in ages if row["definition_id"] in whole])
        add_ledger(published)
        add_joined_slices(published)
    return published


def attack_on_two(old: Published, new: Published) -> Attack:
    """Two releases as one system: whoever was counted in the first is counted in the second.

    Goals keep their names under `new:` and `old:`. `new` must hold only what the second release tells anew.
    """
    attack = Attack()
    begin = attack.join(new.attack, "new:")
    then = attack.join(old.attack, "old:")
    for before, after in product(old.attack.arms, new.attack.arms):
        if before.name != after.name:
            continue
        names = [name for name in before.axes if before.axes[name] == after.axes.get(name)]
        for values in product(*(before.axes[name] for name in names)):
            known = {name: one(value) for name, value in zip(names, values, strict=True)}
            attack.at_most(before.unknowns(known) + then, after.unknowns(known) + begin)
    return attack


def told_anew(old: Sequence[Row], new: Sequence[Row], released: Sequence[Row]) -> list[Row]:
    """The cells of a release that are of its own data and not repeated from the last."""
    held = held_levels(old, new)
    return [row for row in released if (str(row["cube_id"]), level_of(row)) not in held]
