"""Reading article pages against trafilatura on the same pages: speed, and how well the body comes out."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any, Literal

import trafilatura

from extraction.news import ArticleText, read_article
from scrapers.article_pages import read_article_page
from scrapers.parsed import ParsedDocument
from tools.bench_cost import Cost, Finding, cost_of_call, paired
from tools.corpus import REPOSITORY

FIXTURES = REPOSITORY / "tests" / "scrapers" / "pages"
SPEED_BAR, READING_BAR, ROUNDS = 5.0, 100.0, 10
_HOSTS = {"HankookIlbo": "www.hankookilbo.com", "MaeilBusiness": "www.mk.co.kr"}


def fixture_pages() -> list[tuple[bytes, str, str]]:
    """(html, url, expected body) of every page of the project that has one."""
    expected: dict[str, dict[str, Any]] = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
    return [
        ((FIXTURES / f"{name}.html").read_bytes(), page["url"], "\n".join(page["paragraphs"]))
        for name, page in sorted(expected.items())
        if (FIXTURES / f"{name}.html").exists()
    ]


def corpus_pages(corpus: Path) -> list[tuple[bytes, str, str]]:
    """The same of the shared corpus of real pages."""
    expected = json.loads((corpus / "news" / "expected.json").read_text(encoding="utf-8"))
    found = []
    for name, page in sorted(expected.items()):
        path, host = corpus / "news" / f"{name}.html.gz", _HOSTS.get(name.partition("_")[0])
        if path.exists() and host:
            body = "\n".join(page["body_paragraphs"])
            found.append((gzip.decompress(path.read_bytes()), f"https://{host}/", body))
    return found


def measure_articles(pages: list[tuple[bytes, str, str]], name: str) -> list[Finding]:
    """Three findings: how many times as fast, our body F1, trafilatura's."""
    ours = [_our_body(html, url) for html, url, _ in pages]
    theirs = [_their_body(html, url) for html, url, _ in pages]
    slow, fast, ratio = paired(
        lambda turn: _their_body(*pages[turn][:2]),
        lambda turn: _our_body(*pages[turn][:2]),
        turns=len(pages),
        repeats=ROUNDS,
    )
    n = len(pages)
    our_f1, their_f1 = (
        sum(word_f1(found, wanted) for found, (_, _, wanted) in zip(bodies, pages, strict=True)) / len(pages)
        for bodies in (ours, theirs)
    )
    note = f"{len(pages)} pages; {fast.cpu / n * 1e3:.2f} ms a page, trafilatura {slow.cpu / n * 1e3:.2f} ms"
    return [
        Finding(
            name=f"articles, {name}: times as fast as trafilatura",
            value=1 / ratio,
            unit="times",
            bar=SPEED_BAR,
            at_most=False,
            note=note,
        ),
        Finding(
            name=f"articles, {name}: body F1",
            value=our_f1,
            unit="F1 of words",
            bar=their_f1,
            at_most=False,
            note=f"trafilatura {their_f1:.4f} (the bar)",
        ),
    ]


def measure_article_reading(pages: list[tuple[bytes, str, str]]) -> Finding:
    """Pages a processor second from bytes to records: the page, then what the article reports."""
    pages = [page for page in pages if _our_body(*page[:2])]
    cost = min((cost_of_call(lambda: [_record(*page[:2]) for page in pages]) for _ in range(3)), key=_cpu)
    return Finding(
        name="articles read, page to record",
        value=len(pages) / cost.cpu,
        unit="a processor second",
        bar=READING_BAR,
        at_most=False,
        note=f"{len(pages)} fixture pages, cheapest of 3",
    )


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _record(html: bytes, url: str) -> dict[str, Any]:
    page = read_article_page(html, url)
    if not isinstance(page, ParsedDocument):
        raise TypeError(f"{url} was not read")
    language: Literal["ko", "en"] = "ko" if page.language == "ko" else "en"
    article = ArticleText(
        document_id=page.document_id, url=url, title=page.title or "", body=page.text, language=language,
        published_at=page.published_at, outlet=None,
    )  # fmt: skip
    return read_article(article).as_dict()


def _our_body(html: bytes, url: str) -> str:
    page = read_article_page(html, url)
    return page.text if isinstance(page, ParsedDocument) else ""


def _their_body(html: bytes, url: str) -> str:
    return trafilatura.extract(html, url=url, include_comments=False) or ""


def word_f1(found: str, wanted: str) -> float:
    """F1 of the words of two texts as bags, the usual score of body extraction; 1 where both are empty."""
    have, want = Counter(found.split()), Counter(wanted.split())
    common = sum((have & want).values())
    total = sum(have.values()) + sum(want.values())
    return 2 * common / total if total else 1.0
