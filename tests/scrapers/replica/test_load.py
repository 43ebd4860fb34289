"""Loads written straight to the archive: what the spider would have archived, at any size."""

from datetime import UTC, datetime
from pathlib import Path

from scrapers.archive import read_body, scan_archive, scan_runs, verify_archive
from scrapers.documents import parse_capture
from scrapers.parsed import ListingReport, ParsedDocument
from scrapers.replica.cases import generate_cases
from scrapers.replica.load import write_warc

SEED = 12


def test_a_load_reads_back_as_documents(tmp_path: Path) -> None:
    write_warc(tmp_path, 120, SEED, now=datetime(2026, 9, 30, tzinfo=UTC))
    parsed = []
    for capture in scan_archive(tmp_path):
        assert hasattr(capture, "capture_id"), capture
        parsed += parse_capture(capture, read_body(tmp_path, capture)) if capture.status else []
    documents = {each.document_id: each for each in parsed if isinstance(each, ParsedDocument)}
    listed = [each for each in parsed if isinstance(each, ListingReport)]
    for case in generate_cases(120, SEED):
        document = documents[f"prec:{case.serial}"]
        # Blanks at the ends of lines stay in the archive and leave the text.
        assert document.text == "\n".join(line.rstrip() for line in case.text.split("\n"))
        assert document.fields["court"] == case.judgment.court.name
    assert {each.stated_total for each in listed} == {120}
    assert sum(len(each.ids) for each in listed) == len(documents) == 120


def test_a_load_is_a_finished_undamaged_run(tmp_path: Path) -> None:
    files = write_warc(tmp_path, 30, SEED, first=10)
    assert len(files) == 1 and not verify_archive(tmp_path)
    (run,) = scan_runs(tmp_path)
    assert run.finished and run.counts["details"] == 20


def test_two_loads_of_one_seed_hold_the_same_pages(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_warc(tmp_path / name, 25, SEED)
    first, second = (
        [(each.url, each.sha256) for each in scan_archive(tmp_path / name)] for name in ("a", "b")
    )
    assert first == second
