"""A word in its context, from the stored texts of a data folder: a local tool, nothing of it is published.

The word is a lemma: every token of that dictionary form is found, whatever its ending (`유포하다`, `유포한`). With a
blank it is a noun phrase of the list in `vocabulary/noun_phrases.yml` (`디지털 성범죄`), found in either spelling.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from extraction.kiwi_tagger import process_tagger
from pipelines.settings import DataFolder
from pipelines.terms import tagged_parts
from warehouse.build import reading
from warehouse.documents import fetch_documents

WIDTH = 30
"""Characters shown on each side."""


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One occurrence: `left` + `hit` + `right` is a slice of the section, line ends as blanks."""

    document_id: str
    section: str
    start: int
    left: str
    hit: str
    right: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON line of `jumun kwic`."""
        return asdict(self)


def occurrences_in(text: str, lemma: str, *, width: int = WIDTH) -> Iterator[tuple[int, str, str, str]]:
    """(start, left, hit, right) of every token with that lemma, or of that noun phrase, in order of the text."""
    tagger = process_tagger()
    for token in tagger.phrases(text) if " " in lemma else tagger.lemmas(text):
        if token.lemma == lemma:
            left = text[max(0, token.start - width) : token.start]
            right = text[token.end : token.end + width]
            hit = text[token.start : token.end]
            yield token.start, _one_line(left), _one_line(hit), _one_line(right)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def find_occurrences(data: Path, lemma: str, *, kind: str, limit: int) -> list[Occurrence]:
    """The first `limit` occurrences in current documents of a kind, ordered by document and place."""
    with reading(DataFolder(root=data.resolve()).warehouse) as con:
        keys = con.execute(
            """SELECT DISTINCT d.document_id, d.version FROM core_terms AS t
            JOIN core_documents AS d ON d.document_id = t.document_id
            WHERE t.lemma = ? AND d.kind = ? AND d.is_current AND NOT d.is_withdrawn ORDER BY ALL""",
            [lemma, kind],
        ).fetchall()
        return list(islice(_occurrences(con, keys, lemma), limit))


def _occurrences(con: Any, keys: list[tuple[str, int]], lemma: str) -> Iterator[Occurrence]:
    for key in keys:
        for stored in fetch_documents(con, [key]):
            for section, text in tagged_parts(str(stored["kind"]), str(stored["text"])):
                for start, left, hit, right in occurrences_in(text, lemma):
                    yield Occurrence(
                        document_id=key[0], section=section, start=start, left=left, hit=hit, right=right
                    )
