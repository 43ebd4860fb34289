"""SQL models are one commented SELECT each, run after what they read, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from warehouse.catalog import CatalogError, create_schema
from warehouse.models import ModelError, build_models, load_models, order_models, parse_model

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
LABELS = (
    "-- labels of nothing\nSELECT 'd' AS domain, 'v' AS value, 'ㄱ' AS label_ko, 'a' AS label_en, 0 AS sort"
)


def test_every_model_of_the_project_is_well_formed_and_runs_on_empty_tables() -> None:
    con = duckdb.connect()
    create_schema(con)
    rows = build_models(con, now=NOW)
    assert set(rows) == set(load_models())
    assert build_models(con, now=NOW) == rows


def test_a_model_comes_after_what_it_reads(tmp_path: Path) -> None:
    (tmp_path / "out_labels.sql").write_text(LABELS + " FROM out_terms__month", encoding="utf-8")
    (tmp_path / "out_terms__month.sql").write_text("-- x\nSELECT * FROM out_law_changes", encoding="utf-8")
    (tmp_path / "out_law_changes.sql").write_text(
        "-- x\nSELECT 'out_labels' AS a -- out_labels", encoding="utf-8"
    )
    assert list(load_models(tmp_path)) == ["out_law_changes", "out_terms__month", "out_labels"]


def test_models_in_a_circle_are_refused() -> None:
    models = {
        "out_labels": parse_model("out_labels", "-- x\nSELECT * FROM out_law_changes"),
        "out_law_changes": parse_model("out_law_changes", "-- x\nSELECT * FROM out_labels"),
    }
    with pytest.raises(ModelError, match="circle"):
        order_models(models)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1", "header"),
        ("-- x\nSELECT 1; SELECT 2", "not one SELECT"),
        ("-- x\nDELETE FROM out_labels", "not one SELECT"),
    ],
)
def test_a_file_that_is_no_model_is_refused(text: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        parse_model("out_labels", text)
    with pytest.raises(CatalogError):
        parse_model("out_unknown_table", LABELS)


def test_a_failing_model_changes_nothing(tmp_path: Path) -> None:
    con = duckdb.connect()
    create_schema(con)
    (tmp_path / "out_labels.sql").write_text(LABELS, encoding="utf-8")
    assert build_models(con, now=NOW, folder=tmp_path) == {"out_labels": 1}
    (tmp_path / "out_labels.sql").write_text(LABELS.replace("'v'", "'w'"), encoding="utf-8")
    (tmp_path / "out_law_changes.sql").write_text("-- x\nSELECT 1 AS nothing", encoding="utf-8")
    with pytest.raises(ModelError, match="out_law_changes"):
        build_models(con, now=NOW, folder=tmp_path)
    assert con.execute("SELECT value FROM out_labels").fetchall() == [("v",)]


def test_no_model_reads_a_clock_or_sums_doubles() -> None:
    for model in load_models().values():
        plain = model.sql.lower()
        for word in ("now()", "current_date", "current_timestamp", "today()", "random()", "uuid("):
            assert word not in plain, (model.name, word)
