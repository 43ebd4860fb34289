"""What of a stored document is handed to Kiwi, and its lemma counts back into the warehouse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extraction.judgments.sections import split_sections
from extraction.kiwi_tagger import TAG_VERSION
from pipelines.progress import Progress
from pipelines.records import BATCH_DOCUMENTS
from pipelines.tagging import Mapper, TagText, batches_holding, tag_missing, text_digest
from warehouse.documents import fetch_documents
from warehouse.terms import SECTION_SCHEMA, load_terms, untagged_documents


def tag_documents(
    con: duckdb.DuckDBPyConnection, tagged: Path, *, workers: int, mapper: Mapper | None = None
) -> int:
    """Tag every current document not tagged under this version; returns the documents."""
    pending = untagged_documents(con, tag_version=TAG_VERSION)
    sections: list[dict[str, Any]] = []
    texts: list[TagText] = []
    for start in range(0, len(pending), BATCH_DOCUMENTS):
        for stored in fetch_documents(con, pending[start : start + BATCH_DOCUMENTS]):
            for name, text in tagged_parts(str(stored["kind"]), str(stored["text"])):
                digest = text_digest(text)
                sections.append(_section_row(stored, name, text, digest))
                texts.append(TagText(text_sha256=digest, text=text))
    progress = Progress(label="tag with Kiwi", unit="characters")
    tag_missing(tagged, texts, workers=workers, progress=progress.advance, mapper=mapper)
    # Only what holds these texts: the folder holds every text that was ever tagged.
    batches = batches_holding(tagged, {text.text_sha256 for text in texts}) if texts else []
    table = pa.Table.from_pylist(sections, schema=SECTION_SCHEMA)
    load_terms(con, table, batches, document_ids=[document_id for document_id, _ in pending])
    return len(pending)


def tagged_parts(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """(section, text) of what is tagged: 주문 and 양형의 이유 of a judgment, the whole body of an article.

    A document with neither part yields one empty part, so that it counts as tagged.
    """
    if kind == "article":
        yield "body", text
        return
    sections = split_sections(text)
    order, reasons = sections.get("order_text"), sections.get("sentencing_text")
    yield "order", order.text if order else ""
    if reasons:
        yield "sentencing", reasons.text


def _section_row(stored: dict[str, Any], name: str, text: str, digest: str) -> dict[str, Any]:
    return {
        "document_id": stored["document_id"],
        "version": stored["version"],
        "section": name,
        "text_sha256": digest,
        "n_chars": len(text),
        "tag_version": TAG_VERSION,
    }
