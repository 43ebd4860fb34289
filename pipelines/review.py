"""The review queue of a data folder: doubtful judgments in, decisions out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from extraction.judgments import read_judgment
from extraction.review import (
    Decision,
    ReviewItem,
    append_decision,
    parse_answer,
    review_items,
    value_now,
    write_case,
)
from pipelines.corrections import NAME, load_decisions
from pipelines.reading import judgment_text
from pipelines.records import document_row
from pipelines.settings import DataFolder
from warehouse.build import reading
from warehouse.documents import doubtful_documents, fetch_documents

Texts = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Doubtful:
    """A judgment that asks for a person, with its text and the record as it was read."""

    item: ReviewItem
    texts: Texts
    record: Mapping[str, Any]


def doubtful(data: DataFolder) -> list[Doubtful]:
    """Judgments with doubts or unread text that nobody has decided on, most reasons first."""
    with reading(data.warehouse) as con:
        stored = [document_row(row) for row in fetch_documents(con, doubtful_documents(con))]
    texts = {d.document_id: {"text": d.text} for d in stored}
    records = {
        d.document_id: read_judgment(
            judgment_text(document_id=d.document_id, text=d.text, fields=d.fields)
        ).as_dict()
        for d in stored
    }
    pairs = ((texts[name], record) for name, record in records.items())
    return [
        Doubtful(item=item, texts=texts[item.document_id], record=records[item.document_id])
        for item in review_items(pairs, load_decisions(data.corrections))
    ]


def settle(
    data: DataFolder, found: Doubtful, answer: str, *, who: str, ask: Callable[[str], Any]
) -> Decision | None:
    """Keep what a person answered; None for a skip. Raises ValueError for an answer that is none.

    A correction is also written as a test case into the data folder's `corrections/cases`.
    """
    kind, path, value = parse_answer(answer)
    if kind == "skip":
        return None
    decision = Decision(
        key=found.item.key,
        document_id=found.item.document_id,
        kind=kind,
        who=who,
        when=datetime.now(UTC).replace(microsecond=0).isoformat(),
        why=str(ask("why")),
        path=path,
        was=value_now(found.record, path) if path else None,
        value=value,
    )
    append_decision(data.corrections / NAME, decision)
    if kind == "correct":
        write_case(data.corrections / "cases", decision, found.texts)
    return decision
