"""Lemma counts of documents, joined from tagged batches by the digest of the text that was tagged."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.load import transaction

SECTION_SCHEMA = pa.schema(
    [
        ("document_id", pa.string()),
        ("version", pa.int32()),
        ("section", pa.string()),
        ("text_sha256", pa.string()),
        ("n_chars", pa.int32()),
        ("tag_version", pa.string()),
    ]
)


def load_terms(
    con: duckdb.DuckDBPyConnection,
    sections: pa.Table,
    batches: Sequence[Path],
    *,
    document_ids: Sequence[str],
) -> int:
    """Replace the terms of `document_ids` by those of `sections` (SECTION_SCHEMA); returns the rows of core_terms.

    `batches` are the Parquet files of one tag version (text_sha256, lemma, tag, n; n = 0 for a text with no word).
    """
    con.register("incoming_sections", sections)
    con.register("incoming_documents", pa.table({"document_id": pa.array(list(document_ids), pa.string())}))
    try:
        with transaction(con):
            for name in ("core_terms", "core_tagged_sections"):
                con.execute(
                    f"delete from {name} where document_id in (select document_id from incoming_documents)"
                )
            con.execute(
                """insert into core_tagged_sections by name
                   select document_id, version, section, n_chars, tag_version from incoming_sections
                   order by document_id, section"""
            )
            return _insert_terms(con, batches)
    finally:
        con.unregister("incoming_sections")
        con.unregister("incoming_documents")


def _insert_terms(con: duckdb.DuckDBPyConnection, batches: Sequence[Path]) -> int:
    if not batches:
        return 0
    found = con.execute(
        """insert into core_terms by name
           with counts as (
               select text_sha256, lemma, tag, any_value(n) as n
               from read_parquet($files)
               where n > 0 and text_sha256 in (select text_sha256 from incoming_sections)
               group by text_sha256, lemma, tag)
           select s.document_id, s.section, c.lemma, c.tag, c.n
           from incoming_sections as s join counts as c using (text_sha256)
           order by s.document_id, s.section, c.lemma, c.tag""",
        {"files": [str(path) for path in sorted(batches)]},
    ).fetchall()
    return int(found[0][0])


def untagged_documents(con: duckdb.DuckDBPyConnection, *, tag_version: str) -> list[tuple[str, int]]:
    """(document_id, version) of current judgments and articles whose version has not been tagged under this version."""
    return con.execute(
        """select d.document_id, d.version from core_documents as d
           where d.is_current and not d.is_withdrawn and d.kind in ('judgment', 'article')
             and not exists (
                 select 1 from core_tagged_sections as t
                 where t.document_id = d.document_id and t.version = d.version
                   and t.tag_version = $tag_version)
           order by d.document_id""",
        {"tag_version": tag_version},
    ).fetchall()
