"""A headline number that jumps with no stated reason stops the next build; new documents or a stated reason let it pass."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipelines.jump_guard import (
    JumpError,
    forget_reasons,
    movements_of_build,
    refuse_silent_jumps,
    silent_jumps,
    state_reasons,
    stated_reasons,
    told,
)
from pipelines.settings import DataFolder
from tests.warehouse.published_fixture import NOW, judgment, warehouse
from warehouse.export import export_tables
from warehouse.measures import build_measures
from warehouse.movement import Movement, _from_new_data, headline_numbers, threshold_of

PERSONS = 40


@cache
def headlines() -> pa.Table:
    con = warehouse(*people(3))
    build_measures(con, now=NOW)
    return con.sql("SELECT * FROM out_headlines ORDER BY position").to_arrow_table()


def built(*judgments: Any) -> duckdb.DuckDBPyConnection:
    """A warehouse of these judgments, with the five sentences of a small one."""
    con = warehouse(*judgments)
    con.register("sentences", headlines())
    con.execute("INSERT INTO out_headlines SELECT * FROM sentences").fetchall()
    con.unregister("sentences")
    return con


def people(n: int = PERSONS, **values: Any) -> list[Any]:
    return [judgment(number, **values) for number in range(n)]


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stands") / "warehouse.duckdb"
    con = built(*people())
    con.execute(f"ATTACH '{path}' AS kept").fetchall()
    con.execute("COPY FROM DATABASE memory TO kept").fetchall()
    con.close()
    return path


@pytest.fixture
def data(stands: Path, tmp_path: Path) -> DataFolder:
    folder = DataFolder(root=tmp_path)
    folder.warehouse.symlink_to(stands)
    return folder


def test_the_numbers_of_the_five_sentences_are_watched_as_they_are_printed() -> None:
    numbers = headline_numbers(built(*people(3)))
    assert numbers["outcomes_of_87.disposed"] == 87
    assert numbers["outcomes_of_87.suspended_share"] == 39.1
    assert numbers["what_this_site_read.n_read"] == 3


def test_another_rule_that_moves_a_number_needs_a_word_and_is_published_with_one(data: DataFolder) -> None:
    read_otherwise = [
        judgment(number, rule_set="next", custody_status="served" if number < 8 else "suspended")
        for number in range(PERSONS)
    ]
    con = built(*read_otherwise)
    moved = movements_of_build(con, data)
    with pytest.raises(JumpError, match=r"records\.(served|suspended)"):
        refuse_silent_jumps(moved)
    assert "records.suspended: 40 → 32 (changed_rule -8)" in told(moved)
    state_reasons(data, {"records.suspended": "the order of two sentences is read anew"})
    assert [one.number for one in silent_jumps(movements_of_build(con, data))] == ["records.served"]
    state_reasons(data, {"*": "rules of October"})
    refuse_silent_jumps(movements_of_build(con, data))
    forget_reasons(data)
    assert stated_reasons(data) == {}


def test_new_documents_are_a_reason_and_a_loss_of_documents_is_none(data: DataFolder) -> None:
    more = movements_of_build(built(*people(PERSONS + 30)), data)
    assert {one.number: one.causes for one in more}["records.suspended"] == {
        "new_data": 30, "changed_source": 0, "changed_rule": 0, "correction": 0,
    }  # fmt: skip
    refuse_silent_jumps(more)
    fewer = movements_of_build(built(*people(PERSONS - 9)), data)
    with pytest.raises(JumpError, match="31"):
        refuse_silent_jumps(fewer)


@pytest.mark.parametrize(
    ("number", "was", "now", "told"),
    [
        ("disposed", "87", "88", r"outcomes_of_87\.disposed 87 → 88"),
        ("share", "39.1", "39.2", r"outcomes_of_87\.suspended_share 39.1 → 39.2"),
        ("day", "2024년 10월 16일", "2024년 10월 17일", "20241016 → 20241017"),
    ],
)
def test_an_official_number_never_moves_unsaid_however_little_and_whatever_is_new(
    data: DataFolder, number: str, was: str, now: str, told: str
) -> None:
    con = built(*people(PERSONS + 30))
    con.execute(
        "UPDATE out_headlines SET parameters = replace(CAST(parameters AS VARCHAR), ?, ?)",
        [f'"{was}"', f'"{now}"'],
    ).fetchall()
    with pytest.raises(JumpError, match=told):
        refuse_silent_jumps(movements_of_build(con, data))


def moved(number: str, before: float | None, now: float | None, n_new: int = 0, **beside: float) -> Movement:
    """A number of the next build beside what the standing one told around it."""
    was = {f"{number}{mark}": value for mark, value in beside.items()} | (
        {} if before is None else {number: before}
    )
    held = {**was, number: now} if now is not None else {}
    return Movement(
        number=number, before=before, now=now, threshold=threshold_of(number, was, held),
        from_new_data=_from_new_data(number, held, n_new),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "is_silent"),
    [
        (moved("records.suspended", 15, 11), True),
        (moved("records.suspended", 5, 3), True),
        (moved("records.suspended", 5, 4), False),
        (moved("records.suspended", 40, 36), False),
        (moved("records.suspended", 40, 35), True),
        (moved("rates.suspended_of_disposed", 5.2, 6.1, **{".low": 2.3, ".high": 11.2, ".n": 290}), False),
        (moved("rates.suspended_of_disposed", 5.2, 6.3, **{".low": 2.3, ".high": 11.2, ".n": 290}), True),
        (moved("rates.suspended_of_disposed", 50, 54.5, **{".low": 46, ".high": 54, ".n": 900}), True),
        (moved("rates.suspended_of_custodial", 25, 30, **{".low": 10, ".high": 47, ".n": 20}), False),
        (moved("rates.suspended_of_custodial", 25, None, **{".low": 10, ".high": 47, ".n": 20}), True),
        (moved("rates.suspended_of_disposed", 5.2, 7.0, 5, **{".low": 2.3, ".high": 11.2, ".n": 290}), False),
        (moved("rates.suspended_of_disposed", 5.2, 9.0, 5, **{".low": 2.3, ".high": 11.2, ".n": 290}), True),
        (moved("suspension_is_not_supervision.k", 9, 12), True),
        (moved("what_this_site_read.error", None, 10.0), False),
        (moved("what_this_site_read.error", 10.0, None), True),
    ],
    ids=lambda value: f"{value.number} {value.before} {value.now}" if isinstance(value, Movement) else "",
)
def test_a_small_number_has_a_small_threshold_and_few_new_documents_explain_little(
    one: Movement, is_silent: bool
) -> None:
    assert one.is_past_without_new_data is is_silent


def test_two_causes_that_cancel_each_other_are_two_movements() -> None:
    causes = {"new_data": 6, "changed_source": -13, "changed_rule": 6, "correction": 0}
    one = Movement(number="records.suspended", before=75, now=74, threshold=7.5, causes=causes)
    assert one.is_past and one.is_past_without_new_data
    small = Movement(number="records.suspended", before=75, now=75, threshold=13.5, causes=causes)
    assert not small.is_past and not small.is_past_without_new_data


def test_a_loss_that_new_judgments_make_up_for_is_not_overlooked(data: DataFolder) -> None:
    otherwise = [judgment(n, text_sha256="another text", custody_status="served") for n in range(8)]
    con = built(*otherwise, *people(PERSONS + 8)[8:])
    with pytest.raises(JumpError, match=r"records\.suspended 40 → 40"):
        refuse_silent_jumps(movements_of_build(con, data))


def test_decisions_of_people_are_corrections_and_a_copy_that_comes_is_new_data(data: DataFolder) -> None:
    """Every judgment is stored under the new decisions; one of them was about the judgment that moved."""
    decided = people(rule_set="x+0123456789ab")
    decided[0] = judgment(0, rule_set="x+0123456789ab", custody_status="served")
    causes = {one.number: one.causes for one in movements_of_build(built(*decided), data)}
    assert causes["records.suspended"] == {
        "new_data": 0, "changed_source": 0, "changed_rule": 0, "correction": -1,
    }  # fmt: skip
    counted_otherwise = people()
    counted_otherwise[0] = judgment(0, custody_status="served")
    causes = {one.number: one.causes for one in movements_of_build(built(*counted_otherwise), data)}
    assert causes["records.suspended"] is not None and causes["records.suspended"]["changed_rule"] == -1


def test_a_damaged_standing_warehouse_lets_no_jump_through(data: DataFolder, tmp_path: Path) -> None:
    """The published package is compared instead; where that cannot be read either, a person must speak."""
    with duckdb.connect(str(data.warehouse), read_only=True) as standing:
        export_tables(standing, data.package, prefixes=("out_",), is_fictional=True)
    data.warehouse.unlink()
    data.warehouse.write_bytes(b"damaged")
    refuse_silent_jumps(movements_of_build(built(*people()), data))
    con = built(*people())
    con.execute(
        "UPDATE out_headlines SET parameters = replace(CAST(parameters AS VARCHAR), '\"3\"', '\"9\"')"
    ).fetchall()
    with pytest.raises(JumpError, match=r"what_this_site_read\.n_read 3 → 9"):
        refuse_silent_jumps(movements_of_build(con, data))
    next(data.package.glob("out_headlines*.parquet")).write_bytes(b"damaged")
    with pytest.raises(JumpError, match="neither"):
        movements_of_build(con, data)
    state_reasons(data, {"*": "the disk broke"})
    assert movements_of_build(con, data) == ()


def test_the_first_build_and_an_unchanged_one_have_nothing_to_explain(
    data: DataFolder, tmp_path: Path
) -> None:
    con = built(*people())
    assert movements_of_build(con, data) == ()
    assert movements_of_build(con, DataFolder(root=tmp_path / "none")) == ()
