"""draw → a person labels → score → the next publication prints the error and the corrected rates beside the naive ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.audit import audit_file, draw_sheet, load_audit
from pipelines.cli import main
from pipelines.cli.messages import JumunError
from pipelines.settings import DataFolder
from tests.warehouse.published_fixture import NOW, judgment, warehouse
from warehouse.measures import build_measures

PERSONS = 60


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder with a warehouse of 60 made-up persons, 30 of them under a suspended sentence (집행유예)."""
    folder = DataFolder(root=tmp_path / "data")
    folder.root.mkdir()
    con = warehouse(*(judgment(i, custody_status="suspended" if i % 2 else "served") for i in range(PERSONS)))
    con.execute(f"ATTACH '{folder.warehouse}' AS kept").fetchall()
    con.execute("COPY FROM DATABASE memory TO kept").fetchall()
    con.close()
    return folder


def label(sheet: Path, *, wrong: int) -> None:
    """Fill the labels as read, but for some suspended sentences that were truly served."""
    lines = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["truth"] = dict(line["read"])
        if line["read"]["outcome"] == "suspended" and wrong:
            line["truth"] |= {"outcome": "served", "supervision": "elsewhere", "service": "elsewhere"}
            wrong -= 1
    sheet.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_the_labels_of_a_person_correct_the_next_publication(data: DataFolder, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.jsonl"
    assert draw_sheet(data, sheet, size=PERSONS, seed=1) == PERSONS
    label(sheet, wrong=6)
    result = CliRunner().invoke(main, ["audit", "score", str(sheet), "--data", str(data.root)])
    assert result.exit_code == 0, result.output
    fields = {row["field"]: row for row in map(json.loads, result.stdout.splitlines()) if "field" in row}
    assert fields["outcome"]["error_share"] == pytest.approx(6 / PERSONS)
    kept = audit_file(data.root).read_text(encoding="utf-8")
    assert "law:" not in kept and "징역" not in kept

    con = warehouse(*(judgment(i, custody_status="suspended" if i % 2 else "served") for i in range(PERSONS)))
    build_measures(con, now=NOW, audit=load_audit(data))
    share, low, high, naive = con.execute(
        "SELECT corrected_share, corrected_low, corrected_high, share FROM out_cubes__cells "
        "WHERE cube_id = 'outcomes' AND definition_id = 'suspended_of_custodial' AND category = 'share' "
        "AND (dim1, dim2, dim3, dim4) = ('all', 'all', 'all', 'all')"
    ).fetchall()[0]
    assert naive == 0.5 and low <= share <= high
    assert share == pytest.approx(24 / PERSONS, abs=0.02)
    text = con.execute("SELECT text_ko FROM out_headlines WHERE position = 5").fetchall()[0][0]
    assert "재지 못했다" in text or "읽기 오류는 10.0%" in text
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
