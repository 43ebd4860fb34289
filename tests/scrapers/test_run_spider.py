"""The entry point's own rules: caps, clocks, names."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.archive import ArchiveWriter
from scrapers.cards import load_cards
from scrapers.crawl.held import read_held
from scrapers.run_spider import _parse_arguments, _requests_left
from tests.scrapers.running import captures, run_spider

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        ([], 4997),
        (["--max-requests", "4"], 4),
        (["--replica-origin", "http://127.0.0.1:9", "--max-requests", "4"], 4),
    ],
)
def test_the_days_cap_counts_what_was_asked_today(tmp_path: Path, arguments: list[str], left: int) -> None:
    for moment in (NOW, datetime(2026, 3, 3, tzinfo=UTC)):
        with ArchiveWriter(tmp_path, "law_go_kr", clock=lambda moment=moment: moment) as writer:  # type: ignore[misc]
            for i in range(3):
                writer.write_response(f"https://www.law.go.kr/{i}", 200, "OK", [], b"x", fetched_at=moment)
    options = _parse_arguments(["law_go_kr", "--archive", str(tmp_path), *arguments])
    assert _requests_left(load_cards()["law_go_kr"], read_held(tmp_path, "law_go_kr"), NOW, options) == left


def test_the_replica_knows_no_days_cap(tmp_path: Path) -> None:
    options = _parse_arguments(
        ["law_go_kr", "--archive", str(tmp_path), "--replica-origin", "http://127.0.0.1:9"]
    )
    assert _requests_left(load_cards()["law_go_kr"], read_held(tmp_path, "x"), NOW, options) > 10**9


def test_an_unknown_source_is_one_line(tmp_path: Path) -> None:
    outcome = run_spider("nobody", tmp_path)
    assert outcome.code == 2
    assert outcome.stderr.count("\n") == 1
    assert "law_go_kr" in outcome.stderr


def test_a_fixed_clock_stamps_every_capture(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("【주 문】\n피고인은 무죄.\n", encoding="utf-8")
    arguments = ("--corpus", str(tmp_path / "a.txt"), "--now", "2026-03-04T21:00:00+09:00")
    run_spider("local", tmp_path / "archive", *arguments)
    assert {capture.fetched_at for capture in captures(tmp_path / "archive")} == {NOW}
