"""The catalogue is whole: both languages, DDL that DuckDB takes, one meaning for a column name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml

from warehouse.catalog import CATALOG_DIR, CatalogError, create_schema, load_catalog, parse_table, table


def test_every_table_of_the_catalogue_is_created_with_its_columns_and_comments() -> None:
    con = duckdb.connect()
    create_schema(con)
    create_schema(con)  # a second time changes nothing
    for name, entry in load_catalog().items():
        found = con.execute(
            "SELECT column_name, comment, is_nullable FROM duckdb_columns() "
            "WHERE table_name = ? ORDER BY column_index",
            [name],
        ).fetchall()
        assert [row[0] for row in found] == list(entry.column_names)
        assert all(row[1] for row in found)
        assert [row[2] for row in found] == [column.nullable for column in entry.columns]


def test_references_lead_to_columns_that_exist() -> None:
    for entry in load_catalog().values():
        for column in entry.columns:
            if column.references:
                target, _, target_column = column.references.partition(".")
                assert table(target).column(target_column).type == column.type, (entry.name, column.name)


def test_english_never_says_bare_probation() -> None:
    for path in CATALOG_DIR.glob("*.yml"):
        assert "probation" not in path.read_text(encoding="utf-8").lower(), path.name


def test_victims_and_names_have_no_column() -> None:
    forbidden = {"name", "defendant_name", "judge", "prosecutor", "counsel", "victim", "authors", "byline"}
    for entry in load_catalog().values():
        assert not forbidden & set(entry.column_names), entry.name


def test_text_of_documents_stays_local() -> None:
    public = {column.name for column in table("core_documents").public_columns()}
    assert {"text", "title", "url", "meta"}.isdisjoint(public)
    for name in ("core_evidence", "core_case_links", "core_case_reports", "core_claims", "core_issues"):
        assert table(name).public_columns() == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"key": ["nothing"]}, "key columns"),
        ({"name": "other_table"}, "raw_, core_, ref_ or out_"),
        ({"columns": {"a": {"type": "TEXT", "ko": "가", "en": "a"}}}, "column type"),
        ({"columns": {"a": {"type": "VARCHAR", "ko": "", "en": "a"}}}, "ko"),
        ({"columns": {"a": {"type": "VARCHAR", "ko": "가", "en": "a", "nullable": True}}}, "may not be null"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(change: dict[str, object], message: str) -> None:
    text = {"ko": "가", "en": "a"}
    good = {
        "name": "core_thing",
        "title": text,
        "grain": text,
        "description": text,
        "key": ["a"],
        "columns": {"a": {"type": "VARCHAR", "ko": "가", "en": "a"}},
    }
    assert parse_table(good, {}).key == ("a",)
    with pytest.raises(ValueError, match=message):
        parse_table({**good, **change}, {})


def test_a_file_must_be_called_like_its_table(tmp_path: Path) -> None:
    content = yaml.safe_load((CATALOG_DIR / "raw_runs.yml").read_text(encoding="utf-8"))
    shared = (CATALOG_DIR / "_shared.yml").read_text(encoding="utf-8")
    (tmp_path / "_shared.yml").write_text(shared, encoding="utf-8")
    (tmp_path / "raw_other.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CatalogError, match=r"raw_other\.yml describes raw_runs"):
        load_catalog(tmp_path)


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(CatalogError, match="no table core_nothing"):
        table("core_nothing")
