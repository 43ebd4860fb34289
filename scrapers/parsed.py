"""What a page can turn out to be: a document, a listing, or the reason why it is neither."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["judgment", "article", "statistic"]

# Rules of problems that a later visit may heal; every other rule stands until the page changes.
TRANSIENT_RULES = frozenset({"server_busy", "maintenance", "timeout", "connection", "body_cut_short"})


@dataclass(frozen=True, kw_only=True)
class ParsedDocument:
    """One document as its page gives it. Times are ISO 8601 with offset; ``url`` holds no key.

    ``fields`` of a judgment: court, case_numbers (as written), decision_date (ISO or None), case_name,
    decision_type, court_type_code, sections (name → text, only where the source gives sections).
    ``fields`` of an article: outlet, authors, section, machine_translated, layout.
    """

    document_id: str
    source_id: str
    kind: Kind
    url: str
    published_date: str | None
    published_at: str | None
    modified_at: str | None
    title: str
    text: str
    language: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ListingReport:
    """One page of a list, feed or sitemap: what the source says it holds and what it names.

    ``skipped``: ids that are not asked for, each with one word why.
    """

    source_id: str
    query: str
    stated_total: int | None
    ids: tuple[str, ...]
    page: int
    skipped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PageProblem:
    """Why a page, file or record gave no document. ``rule`` is one of a closed list of words."""

    source_id: str
    url: str
    rule: str
    message: str


Parsed = ParsedDocument | ListingReport | PageProblem


_UNSAFE = re.compile(r"[^\w.()\-]+")
_LONGEST_ID = 120


def safe_id(raw: str) -> str:
    """A document id part made of a raw source value: no path, no blanks, one case, at most 120 characters.

    Where characters had to go, eight hexadecimal digits of the raw value's SHA-256 keep two ids apart.
    """
    normal = unicodedata.normalize("NFC", raw)
    slug = _UNSAFE.sub("_", normal).strip("._")[:_LONGEST_ID]
    if slug == raw and slug == slug.casefold():
        return slug
    return f"{slug.casefold()}-{hashlib.sha256(raw.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
