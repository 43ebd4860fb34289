"""`jumun pack` and `jumun pack verify` as commands: exit codes, and a check that needs nothing but the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from tests.dashboards import fixture_warehouse


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    fixture_warehouse.build(folder / "warehouse.duckdb")
    note = {"profile": "sample", "now": "2026-09-30T00:00:00+00:00", "is_fictional": True}
    (folder / "build.json").write_text(json.dumps(note))
    return folder


def jumun(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_pack_is_made_checked_spoilt_and_found_out(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    made = jumun("pack", "suspended_of_custodial", "--data", data, "--out", folder)
    assert made.exit_code == 0, made.output
    assert jumun("pack", "verify", folder).exit_code == 0
    rows = folder / "rows" / "out_cubes__cells.csv"
    rows.write_text(rows.read_text("utf-8").replace("0.", "1.", 1), encoding="utf-8")
    spoilt = jumun("pack", "verify", folder)
    assert spoilt.exit_code == 1
    assert "rows/out_cubes__cells.csv: changed since the pack was made" in spoilt.output
    again = jumun("pack", "suspended_of_custodial", "--data", data, "--out", folder)
    assert again.exit_code == 1
    assert "not empty" in again.output


def test_numbers_are_listed_and_wrong_calls_say_what_is_wrong(data: Path, tmp_path: Path) -> None:
    listed = jumun("pack", "--list", "--data", data)
    assert listed.exit_code == 0, listed.exception
    ids = [line.partition("\t")[0] for line in listed.output.splitlines()]
    assert {"suspended_of_custodial", "outcomes_of_87", "police_deepfake_teens_2024"} <= set(ids)
    assert jumun("pack", "no_such_number", "--data", data, "--out", tmp_path / "x").exit_code == 1
    assert jumun("pack", "--data", data).exit_code == 2
    assert jumun("pack", "verify").exit_code == 2
    nothing = jumun("pack", "verify", tmp_path)
    assert nothing.exit_code == 1
    assert "no pack" in nothing.output
