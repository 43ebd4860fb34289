"""The benchmark's own arithmetic: what a ratio is taken of, which side of a bar is good, what the rows repeat."""

import math
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tools.bench import findings, line_of, not_measured
from tools.bench_articles import fixture_pages, word_f1
from tools.bench_cost import Finding, PeakMemory, cost_of, family, paired
from tools.bench_loading import load_checked, load_plain, write_parquet
from tools.growth import Size, picture
from warehouse.catalog import create_schema, load_catalog


def _burn(seconds: float) -> None:
    started = time.process_time()
    while time.process_time() - started < seconds:
        pass


def test_cost_is_processor_time_and_not_time_asleep() -> None:
    with cost_of() as cost:
        _burn(0.05)
        time.sleep(0.2)
    assert 0.05 <= cost.cpu < 0.15
    assert cost.wall >= 0.25


def test_the_work_of_ended_children_is_counted() -> None:
    with cost_of() as cost:
        subprocess.run([sys.executable, "-S", "-c", "sum(i * i for i in range(2_000_000))"], check=True)
    assert cost.cpu > 0.05


def test_the_work_of_grandchildren_whose_parent_lives_on_is_counted() -> None:
    burn = "[sum(i * i for i in range(200_000)) for _ in range(15)]"
    script = (
        "import subprocess, sys\n"
        f"subprocess.run([sys.executable, '-S', '-c', '{burn}'], check=True)\n"
        "sys.stdout.write('.'); sys.stdout.flush(); sys.stdin.read()"
    )
    with cost_of() as cost:
        child = subprocess.Popen(
            [sys.executable, "-S", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.read(1) == b"."
    child.communicate()
    assert cost.cpu > 0.08


def test_of_repeated_turns_the_cheapest_counts() -> None:
    first = [True]

    def sometimes_slow(_: int) -> None:
        _burn(0.2 if first else 0.02)
        first.clear()

    _, _, ratio = paired(lambda _: _burn(0.02), sometimes_slow, turns=1, repeats=3)
    assert ratio < 3


def test_memory_of_children_is_seen() -> None:
    script = "import sys; held = bytearray(b'x') * 60_000_000; sys.stdout.write('.'); sys.stdout.flush(); sys.stdin.read()"
    with PeakMemory(every_seconds=0.02) as memory:
        before = sum(1 for _ in family(memory.pid))
        child = subprocess.Popen(
            [sys.executable, "-S", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.read(1) == b"."
        alone = PeakMemory(pid=child.pid)
        with alone:
            assert sum(1 for _ in family(memory.pid)) == before + 1
        child.communicate()
    assert alone.peak_kb > 55_000
    assert memory.peak_kb > alone.peak_kb


@pytest.mark.parametrize(
    ("value", "bar", "at_most", "holds"),
    [(1.0, 1.05, True, True), (1.06, 1.05, True, False), (5.0, 5.0, False, True), (4.9, 5.0, False, False)],
)
def test_a_bar_has_a_good_side(value: float, bar: float, at_most: bool, holds: bool) -> None:
    finding = Finding(name="x", value=value, unit="ratio", bar=bar, at_most=at_most)
    assert finding.holds is holds
    assert ("MISSED" in line_of(finding)) is not holds
    assert Finding(name="x", value=value, unit="s").holds is None


def test_the_score_of_a_body_counts_words_once_each() -> None:
    assert word_f1("가 나 다", "가 나 다") == 1
    assert word_f1("가 가 가", "가 나 다") == pytest.approx(1 / 3)
    assert word_f1("", "가") == 0
    assert word_f1("", "") == 1


def test_every_fixture_page_has_the_body_that_it_is_scored_against() -> None:
    pages = fixture_pages()
    assert len(pages) > 15
    assert all(html and url.startswith("https://") and len(body) > 40 for html, url, body in pages)


def test_repeated_rows_keep_keys_and_references(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        create_schema(con)
        for name, values in (
            ("core_documents", {"document_id": "'d1'", "version": "1", "source_id": "'s'"}),
            ("core_tagged_sections", {"document_id": "'d1'", "version": "1", "section": "'order'"}),
        ):
            blank = {"VARCHAR": "'judgment'", "BOOLEAN": "true", "INTEGER": "1", "BIGINT": "1"}
            columns = ", ".join(
                f"{values.get(c.name) or ('NULL' if c.nullable else blank.get(c.type, 'NULL'))}::{c.type} "
                f'AS "{c.name}"'
                if not c.type.startswith("TIMESTAMP")
                else f"TIMESTAMP '2026-01-01' AS \"{c.name}\""
                for c in load_catalog()[name].columns
            )
            con.execute(f"INSERT INTO {name} BY NAME SELECT {columns}")
        files = write_parquet(con, tmp_path, copies=4)
    assert set(files) == {"core_documents", "core_tagged_sections"}
    assert load_checked(files, tmp_path / "checked.duckdb") == 0
    load_plain(files, tmp_path / "plain.duckdb")
    for name in ("checked", "plain"):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb"), read_only=True) as con:
            found = con.execute("SELECT count(*), count(DISTINCT document_id) FROM core_documents").fetchall()
            assert found == [(4, 4)]


def test_a_picture_of_growth_names_every_size() -> None:
    sizes = [
        Size(
            judgments=n,
            is_tagged=n < 500,
            milliseconds={"parse": 1.5, "build": 100.0},
            wall_seconds=1.0,
            peak_mb=n / 2,
            peaks_mb={"parse": n / 2},
            archive_mb=1.0,
            warehouse_mb=1.0,
            load_1min=0.0,
        )
        for n in (100, 1000)
    ]
    drawn = picture(sizes)
    assert "100 tagged" in drawn
    assert "1,000 not tagged" in drawn
    assert "1.5 ms" in drawn
    assert "500.0 MB" in drawn
    assert "100.0 ms" not in drawn


def _failing() -> Iterator[Finding]:
    yield Finding(name="first", value=1.0, unit="s")
    raise OSError("no room")


def test_a_step_that_fails_or_comes_too_late_stands_in_the_table() -> None:
    def slow() -> Iterator[Finding]:
        time.sleep(0.15)
        yield Finding(name="slow", value=2.0, unit="s")

    found = list(findings([("broken", _failing), ("slow", slow), ("late", slow)], seconds=0.1))
    assert [each.name for each in found] == ["first", "broken", "slow", "late"]
    assert [math.isnan(each.value) for each in found] == [False, True, False, True]
    assert "no room" in line_of(found[1])
    assert "late" in line_of(found[3])
    assert not_measured("x", "y").as_dict()["value"] is None
