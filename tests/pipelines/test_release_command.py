"""`jumun release` as a user types it: a movement past its threshold stops it, a stated reason lets it through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from pipelines.build_note import write_build_note
from pipelines.cli import main
from pipelines.settings import DataFolder, RunSettings
from tests.warehouse.published_fixture import NOW, judgment, warehouse


def stands(data: DataFolder, *judgments: Any) -> None:
    """The warehouse of these judgments in its place, as the last run of a local profile leaves it."""
    data.warehouse.unlink(missing_ok=True)
    con = warehouse(*judgments)
    con.execute(f"ATTACH '{data.warehouse}' AS kept").fetchall()
    con.execute("COPY FROM DATABASE memory TO kept").fetchall()
    con.close()
    write_build_note(RunSettings(profile="local", data=data), NOW)


def release(data: DataFolder, version: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["release", "--version", version, "--data", str(data.root), *more])


def test_a_rule_that_moves_a_number_stops_the_release_until_somebody_says_why(tmp_path: Path) -> None:
    data = DataFolder(root=tmp_path)
    stands(data, *(judgment(number) for number in range(30)))
    assert release(data, "2026.1").exit_code == 0
    read_otherwise = [
        judgment(number, rule_set="next", custody_status="served" if number < 7 else "suspended")
        for number in range(30)
    ]
    stands(data, *read_otherwise, *(judgment(100 + number) for number in range(2)))
    stopped = release(data, "2026.2")
    assert stopped.exit_code == 1
    assert "records.served 0 → 7" in stopped.stderr and "records.suspended 30 → 25" in stopped.stderr
    local = {".2026.1.index.parquet", ".2026.1.numbers.json"}
    assert {path.name for path in data.releases.iterdir()} == {"2026.1", *local}
    made = release(data, "2026.2", "--reason", "*=the order of seven judgments is read anew")
    assert made.exit_code == 0, made.output
    assert "records.suspended: 30 -> 25 (new_data +2, changed_rule -7)" in made.stderr
    about = json.loads((data.releases / "2026.2" / "release.json").read_text(encoding="utf-8"))
    assert about["previous"] == "2026.1"
    assert {one["reason"] for one in about["movements"]} == {"the order of seven judgments is read anew"}
