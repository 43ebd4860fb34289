"""draw → a person labels → score → the next publication prints the error and the corrected rates beside the naive ones."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.audit import audit_file, draw_sheet, load_audit
from pipelines.cli import main
from pipelines.cli.messages import JumunError
from pipelines.settings import DataFolder
from tests.warehouse.published_fixture import NOW, judgment, warehouse
from warehouse.measures import build_measures

PERSONS = 240
TRUE_SHARE = 0.4


def is_truly_suspended(number: int) -> bool:
    return number % 5 in (1, 3)


def is_misread(number: int) -> bool:
    """The planted fault: a tenth of the records, all of them served, is published as suspended."""
    return number % 10 == 0


def published() -> duckdb.DuckDBPyConnection:
    """240 made-up persons: truly 96 under a suspended sentence (집행유예), published 120."""
    suspended = {True: "suspended", False: "served"}
    return warehouse(
        *(
            judgment(i, custody_status=suspended[is_truly_suspended(i) or is_misread(i)])
            for i in range(PERSONS)
        )
    )


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standing") / "warehouse.duckdb"
    con = published()
    con.execute(f"ATTACH '{path}' AS kept").fetchall()
    con.execute("COPY FROM DATABASE memory TO kept").fetchall()
    con.close()
    return path


@pytest.fixture
def data(standing: Path, tmp_path: Path) -> DataFolder:
    folder = DataFolder(root=tmp_path / "data")
    folder.root.mkdir()
    folder.warehouse.symlink_to(standing)
    return folder


def label_truly(sheet: Path) -> None:
    """Fill the labels of a sheet with the truth."""
    lines = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["truth"] = dict(line["read"])
        if is_misread(int(line["record_id"][4:8])):
            line["truth"] |= {"outcome": "served", "supervision": "elsewhere", "service": "elsewhere"}
    sheet.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def jumun(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_sample_labelled_by_a_person_moves_the_published_rate_to_the_truth(
    data: DataFolder, tmp_path: Path
) -> None:
    """Half of the people drawn and scored by command; the published interval misses the truth, the corrected holds it."""
    sheet = tmp_path / "sheet.jsonl"
    jumun("audit", "draw", sheet, "--data", data.root, "--size", "120")
    label_truly(sheet)
    told = jumun("audit", "score", sheet, "--data", data.root).splitlines()
    fields = {row["field"]: row for row in map(json.loads, told) if "field" in row}
    assert fields["record"]["error_low"] < 0.1 < fields["record"]["error_high"]
    kept = audit_file(data.root).read_text(encoding="utf-8")
    assert "law:" not in kept and "징역" not in kept

    con = published()
    build_measures(con, now=NOW, audit=load_audit(data))
    naive, naive_low, share, low, high = con.execute(
        "SELECT share, low, corrected_share, corrected_low, corrected_high FROM out_cubes__cells "
        "WHERE cube_id = 'outcomes' AND definition_id = 'suspended_of_custodial' AND category = 'share' "
        "AND (dim1, dim2, dim3, dim4) = ('all', 'all', 'all', 'all')"
    ).fetchall()[0]
    assert naive == 0.5 and naive_low > TRUE_SHARE
    assert low <= TRUE_SHARE <= high
    assert abs(share - TRUE_SHARE) < 0.03
    error = con.execute("SELECT error_share FROM out_reading_error WHERE field = 'record'").fetchall()
    assert error == [(fields["record"]["error_share"],)]
    con.close()


def test_a_sheet_is_never_overwritten_nor_scored_half_labelled(data: DataFolder, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.jsonl"
    draw_sheet(data, sheet, size=20, seed=1)
    with pytest.raises(JumunError, match="never overwritten"):
        draw_sheet(data, sheet, size=20, seed=2)
    result = CliRunner().invoke(main, ["audit", "score", str(sheet), "--data", str(data.root)])
    assert result.exit_code != 0 and not audit_file(data.root).exists()
    assert load_audit(data) is None


def test_every_line_offers_the_answers_it_takes(data: DataFolder, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.jsonl"
    draw_sheet(data, sheet, size=10, seed=1)
    for line in map(json.loads, sheet.read_text(encoding="utf-8").splitlines()):
        assert set(line["truth"].values()) == {None} and set(line["truth"]) == set(line["read"])
        assert all(line["read"][name] in choices for name, choices in line["choices"].items())
        assert line["order_text"]
