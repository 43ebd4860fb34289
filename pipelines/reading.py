"""Parsed documents to records: where pages (scrapers) meet readers (extraction)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extraction.judgments import JudgmentText, read_judgment
from extraction.judgments.explain import Explanation, explain
from extraction.news import ArticleText, read_article, read_claims
from scrapers.archive.encodings import MAX_BODY_BYTES, undo_encoding
from scrapers.article_pages import read_article_page
from scrapers.documents import PageProblem, ParsedDocument
from scrapers.judgment_files import read_judgment_file
from scrapers.text_decoding import decode_text

_SECTION_FIELDS = ("header_text", "order_text", "applied_law_text", "reasons_text", "context_text")


def judgment_text(
    *,
    document_id: str,
    text: str,
    fields: Mapping[str, Any],
    source_path: str | None = None,
    by_section: bool = False,
) -> JudgmentText:
    """What the reader takes, from a stored document or a parsed file.

    `by_section`: read the sections as the source gave them, so that evidence counts from each field's start;
    otherwise the whole text is read and evidence counts from its start.
    """
    sections = fields.get("sections") if by_section else None
    body = {name: sections.get(name) for name in _SECTION_FIELDS} if sections else {"text": text}
    return JudgmentText(
        document_id=document_id,
        source_path=source_path,
        court=fields.get("court") or None,
        case_numbers=_case_numbers(fields.get("case_numbers")),
        decision_date=fields.get("decision_date") or None,
        case_name=fields.get("case_name") or None,
        decision_type=fields.get("decision_type") or None,
        instance=fields.get("instance") or None,
        order_complete=fields.get("order_complete") is not False,
        **body,
    )


def judgment_records(paths: Iterable[Path], *, problems: list[str]) -> Iterator[dict[str, Any]]:
    """Contract records of every judgment in `paths` (folders are walked, by name); what fails is added to `problems`."""
    for path in _walk(paths, problems):
        for text in judgment_texts(path, problems=problems):
            yield read_judgment(text).as_dict()


def judgment_texts(path: Path, *, problems: list[str]) -> Iterator[JudgmentText]:
    """Every judgment of one file as the reader takes it."""
    for item in read_judgment_file(path):
        if isinstance(item, PageProblem):
            problems.append(f"[{path}] {item.rule}: {item.message}")
        if isinstance(item, ParsedDocument):
            yield judgment_text(
                # An input record keeps the id that it came with.
                document_id=str(item.fields.get("record_id") or item.document_id),
                text=item.text,
                fields=item.fields,
                source_path=str(path),
                by_section=True,
            )


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One judgment explained, under its id."""

    record_id: str
    explanation: Explanation


def explanations(path: Path, *, problems: list[str]) -> Iterator[Explained]:
    """Every judgment of one file, explained; what fails is added to `problems`."""
    for text in judgment_texts(path, problems=problems):
        given = {name: getattr(text, name) for name in _SECTION_FIELDS}
        texts = {"text": text.text} if text.text is not None else {n: t for n, t in given.items() if t}
        yield Explained(record_id=text.document_id, explanation=explain(read_judgment(text).as_dict(), texts))


def article_record(path: Path, *, url: str, fetched_at: datetime | None) -> dict[str, Any]:
    """The record of one article file: page fields, then case reports and claims. Raises ValueError on no article, and
    ArchiveError on a `.gz` file that does not unpack or a file past the limit of a page.
    """
    page = read_article_page(_body_of(path), url, fetched_at)
    if isinstance(page, PageProblem):
        raise ValueError(f"[{path}] {page.rule}: {page.message}")
    return {**article_fields(page), **read_article(article_text(page)).as_dict()}


def article_fields(page: ParsedDocument) -> dict[str, Any]:
    """The page's own fields as `read-article` prints them."""
    return {
        "document_id": page.document_id,
        "url": page.url,
        "title": page.title,
        "published_at": page.published_at,
        "modified_at": page.modified_at,
        "language": page.language,
        "outlet": page.fields.get("outlet"),
        "authors": list(page.fields.get("authors") or ()),
        "section": page.fields.get("section"),
        "machine_translated": page.fields.get("machine_translated"),
        "paragraphs": page.text.split("\n"),
    }


def article_text(page: ParsedDocument) -> ArticleText:
    """What the news reader takes."""
    return ArticleText(
        document_id=page.document_id,
        url=page.url,
        title=page.title or "",
        body=page.text,
        language=page.language if page.language in ("ko", "en") else None,  # type: ignore[arg-type]
        published_at=page.published_at,
        outlet=page.fields.get("outlet"),
    )


def read_gold_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """One record of a labelled file, without its labels, read as `read-judgment` reads a `.jsonl` line."""
    fields = {
        "sections": {name: record.get(name) for name in _SECTION_FIELDS},
        "court": record.get("court"),
        "case_numbers": record.get("case_no"),
        "decision_date": record.get("decision_date"),
        "case_name": record.get("case_name"),
        "instance": record.get("instance"),
        "order_complete": record.get("order_complete"),
    }
    text = judgment_text(document_id=str(record["id"]), text="", fields=fields, by_section=True)
    return read_judgment(text).as_dict()


def claim_records(path: Path, published: date | None = None) -> Iterator[dict[str, Any]]:
    """Numeric claims of one text file (UTF-8, cp949), as dicts; `published` resolves 지난해 and `last year`.

    Raises UndecodableText, and ArchiveError as `article_record` does.
    """
    for claim in read_claims(decode_text(_body_of(path)), published=published):
        yield claim.as_dict()


def _body_of(path: Path) -> bytes:
    """What a file holds, unpacked where its name ends in `.gz`."""
    with path.open("rb") as stream:
        raw = stream.read(MAX_BODY_BYTES + 1)
    return undo_encoding(raw, "gzip" if path.suffix.lower() == ".gz" else "")


def _case_numbers(raw: Any) -> tuple[str, ...]:
    """As the source wrote them: the reader splits `2020고단1, 2(병합)`, whose second number borrows year and kind."""
    if not raw:
        return ()
    return tuple(map(str, raw)) if isinstance(raw, (list, tuple)) else (str(raw),)


def _walk(paths: Iterable[Path], problems: list[str]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file())
        elif path.is_file():
            yield path
        else:
            problems.append(f"no such file: [{path}]")
