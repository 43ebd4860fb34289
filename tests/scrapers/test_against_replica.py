"""Spiders against the replica, end to end: what the generator wrote is what the archive gives back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.archive import verify_archive
from scrapers.documents import PageProblem, ParsedDocument
from scrapers.replica.articles import all_articles
from scrapers.replica.cases import generate_cases
from scrapers.replica.server import ReplicaServer
from tests.scrapers.running import parsed, run_spider

CASES, SEED = 60, 11
JUNE, SEPTEMBER = datetime(2026, 6, 30, tzinfo=UTC), datetime(2026, 9, 30, tzinfo=UTC)


def documents(archive: Path) -> list[ParsedDocument]:
    return [item for item in parsed(archive) if isinstance(item, ParsedDocument)]


@pytest.mark.slow
def test_every_judgment_comes_back_word_for_word(tmp_path: Path) -> None:
    with ReplicaServer(cases=CASES, seed=SEED, as_of=SEPTEMBER) as server:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", server.origin)
    assert outcome.code == 0, outcome.stderr
    texts = {" ".join(document.text.split()) for document in documents(tmp_path)}
    written = [" ".join(case.text.split()) for case in generate_cases(CASES, SEED)]
    missing = [text for text in written if text not in texts]
    # Judgments not yet published, taken down, or published again with a correction are not served as written.
    assert len(missing) <= len(written) // 10
    assert verify_archive(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("source", ["hankookilbo", "koreajoongangdaily"])
def test_every_article_comes_back_with_title_time_and_paragraphs(tmp_path: Path, source: str) -> None:
    with ReplicaServer(cases=CASES, seed=SEED, as_of=SEPTEMBER) as server:
        outcome = run_spider(
            source, tmp_path, "--replica-origin", server.origin, "--now", "2026-10-01T00:00:00+00:00"
        )
    assert outcome.code == 0, outcome.stderr
    written = {article.url: article for article in all_articles(SEED, CASES)}
    read = documents(tmp_path)
    assert read
    for document in read:
        article = written[document.url]
        assert document.title
        assert document.fields["layout"].startswith(source)
        if article.correction is None:
            assert document.text.split("\n") == list(article.paragraphs)


@pytest.mark.slow
def test_corrections_and_withdrawals_between_two_visits_are_versions(tmp_path: Path) -> None:
    with ReplicaServer(cases=240, seed=SEED, as_of=JUNE) as server:
        run_spider(
            "hankookilbo", tmp_path, "--replica-origin", server.origin, "--now", "2026-07-01T00:00:00+00:00"
        )
        server.move_to(SEPTEMBER)
        run_spider(
            "hankookilbo", tmp_path, "--replica-origin", server.origin, "--now", "2026-07-20T00:00:00+00:00"
        )
    versions: dict[str, set[str]] = {}
    for document in documents(tmp_path):
        versions.setdefault(document.document_id, set()).add(document.text)
    changed = [texts for texts in versions.values() if len(texts) > 1]
    gone = [item for item in parsed(tmp_path) if isinstance(item, PageProblem) and item.rule == "withdrawn"]
    expected = [a for a in all_articles(SEED, 240) if "hankookilbo" in a.url]
    assert len(changed) == sum(a.correction is not None for a in expected)
    assert len({problem.url for problem in gone}) == sum(bool(a.withdrawn) for a in expected)


@pytest.mark.parametrize("source", ["law_go_kr", "hankookilbo", "koreajoongangdaily"])
def test_six_requests_show_a_list_and_a_document(tmp_path: Path, source: str) -> None:
    with ReplicaServer(cases=CASES, seed=SEED, as_of=SEPTEMBER) as server:
        outcome = run_spider(source, tmp_path, "--replica-origin", server.origin, "--max-requests", "6")
    assert outcome.code == 0
    assert outcome.counts["responses"] <= 6
    kinds = {type(item).__name__ for item in parsed(tmp_path)}
    assert {"ListingReport", "ParsedDocument"} <= kinds
