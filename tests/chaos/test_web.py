"""The web misbehaves: whatever a source does, what was captured stays, and the next run has all of it and nothing wrong."""

import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import succeed
from twisted.python.failure import Failure

from pipelines.indexing import index_archive
from scrapers.archive import verify_archive
from scrapers.crawl.addresses import GuardedResolver, RefusedAddress
from scrapers.replica.faults import Fault
from scrapers.replica.server import ReplicaServer
from tests.chaos.conftest import Record
from tests.scrapers.running import Outcome, run_spider
from warehouse.catalog import create_schema

CASES, SEED = 10, 5
WHEN = datetime(2026, 9, 30, tzinfo=UTC)
LAW, NEWS = "law_go_kr", "hankookilbo"
DETAIL, LIST, ARTICLE = "lawService", "lawSearch", "/news/article"
NOW = ("--now", "2026-10-01T00:00:00+00:00")
# (source, fault, path, times): how often each strikes before the service is well again.
STRIKES = [
    (LAW, "time_out", DETAIL, 1), (LAW, "reset", DETAIL, 9), (LAW, "cut_body", DETAIL, 9), (LAW, "status_429", DETAIL, 9),
    (LAW, "status_403", DETAIL, 1), (LAW, "status_503", DETAIL, 9), (LAW, "slow_drip", DETAIL, 1),
    (LAW, "wrong_length", DETAIL, 9), (LAW, "truncated_gzip", DETAIL, 9), (LAW, "endless_redirect", DETAIL, 12),
    (LAW, "private_redirect", DETAIL, 3), (LAW, "loopback_redirect", DETAIL, 3), (LAW, "bad_robots", "/robots.txt", 9),
    (LAW, "robots_forbid", "/robots.txt", 1), (LAW, "maintenance", DETAIL, 12), (LAW, "maintenance", LIST, 30),
    (LAW, "challenge", LIST, 3), (LAW, "layout_change", DETAIL, 40), (LAW, "never_ending", DETAIL, 2),
    (LAW, "bomb", DETAIL, 2),
    (LAW, "billion_laughs", LIST, 3), (LAW, "empty", DETAIL, 9), (LAW, "wrong_charset", DETAIL, 40),
    (LAW, "clock_skew", DETAIL, 40), (LAW, "duplicate_rows", LIST, 40), (LAW, "moved_ids", LIST, 40),
    (LAW, "short_list", LIST, 40), (NEWS, "layout_change", ARTICLE, 40), (NEWS, "script_title", ARTICLE, 2),
    (NEWS, "maintenance", ARTICLE, 9), (NEWS, "huge_sitemap_index", "daily-articles/2026", 1),
    (NEWS, "huge_sitemap", "daily-articles/2026", 1), (NEWS, "status_503", "/sitemap", 30), (NEWS, "bomb", "/sitemap", 2),
]  # fmt: skip


def visit(archive: Path, source: str, server: ReplicaServer) -> Outcome:
    return run_spider(source, archive, "--replica-origin", server.origin, *NOW, seconds=180)


def documents(archive: Path) -> dict[str, str]:
    """Current documents by id, as the warehouse takes them from the archive."""
    con = duckdb.connect()
    create_schema(con)
    index_archive(con, archive, indexed=frozenset())
    found = con.execute(
        "select document_id, text from core_documents where is_current and not is_withdrawn order by 1"
    ).fetchall()
    return dict(found)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    with ReplicaServer(cases=CASES, seed=SEED, as_of=WHEN) as server:
        held = {}
        for source in (LAW, NEWS):
            archive = tmp_path_factory.mktemp(source)
            assert visit(archive, source, server).code == 0
            held[source] = documents(archive)
    assert len(held[LAW]) >= 5 and held[NEWS]
    return held


def check(
    archive: Path, source: str, fault: Fault, truth: dict[str, dict[str, str]], record: Record
) -> tuple[Outcome, Outcome]:
    """Visit a good day, a bad day and a good day; nothing stored is lost, nothing wrong is held, the last visit mends."""
    with ReplicaServer(cases=CASES, seed=SEED, as_of=WHEN, faults=[fault]) as server:
        bad = visit(archive, source, server)
        stored = len(list(archive.glob("*/*.warc.gz")))
        wrong = {k: v for k, v in documents(archive).items() if truth[source].get(k) not in {v, None}}
        strange = set(documents(archive)) - set(truth[source])
        server.faults.clear()
        started = time.monotonic()
        good = visit(archive, source, server)
        seconds = time.monotonic() - started
    assert "Traceback" not in bad.stderr + good.stderr
    held = documents(archive)
    lost = [k for k, text in truth[source].items() if held.get(k) != text]
    record("web", f"{fault.kind} ({source} {fault.path})", lost=len(lost), wrong=len(wrong) + len(strange), seconds=seconds,
           message=" ".join((bad.stderr.strip().splitlines() or ["(went on)"])[-1].split())[:160])  # fmt: skip
    assert fault.used > 0, "the fault never struck"
    assert (stored, verify_archive(archive)) == (1, [])
    assert (lost, wrong, strange) == ([], {}, set())
    assert good.code == 0
    return bad, good


@pytest.mark.chaos
@pytest.mark.parametrize(("source", "kind", "path", "times"), STRIKES, ids=lambda value: str(value))
def test_a_fault_of_the_web_loses_nothing_and_publishes_nothing_wrong(
    tmp_path: Path,
    truth: dict[str, dict[str, str]],
    record: Record,
    source: str,
    kind: str,
    path: str,
    times: int,
) -> None:
    check(tmp_path, source, Fault(kind=kind, path=path, times=times), truth, record)  # type: ignore[arg-type]


INNER = {
    "loopback": ("127.0.0.1", "::1", "::ffff:127.0.0.1"),
    "private": ("10.0.0.1", "172.16.0.1", "192.168.1.1", "fd12::1"),
    "link-local": ("169.254.169.254", "fe80::1"),
}


@pytest.mark.parametrize("kind", INNER)
def test_a_name_that_is_bound_anew_to_an_inner_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, record: Record, kind: str
) -> None:
    """The first answer of the name is public, the next is not; the verdict is passed without any connection."""
    passed = 0
    for inner in INNER[kind]:
        answers = iter(["8.8.8.8", inner])
        monkeypatch.setattr(ThreadedResolver, "getHostByName", lambda *_: succeed(next(answers)))  # noqa: B023
        resolver = GuardedResolver(reactor=None, cache_size=0, timeout=1)
        verdicts: list[object] = []
        for _ in range(2):
            resolver.getHostByName("www.law.go.kr").addBoth(verdicts.append)
        assert verdicts[0] == "8.8.8.8"
        passed += not (isinstance(verdicts[1], Failure) and verdicts[1].check(RefusedAddress) is not None)
    record(
        "web",
        f"rebinding to {kind} addresses, by verdict",
        lost=0,
        wrong=passed,
        seconds=0.0,
        message="refused_address",
    )
    assert passed == 0


@pytest.mark.chaos
def test_two_versions_in_turn_are_two_versions_and_no_more(tmp_path: Path, record: Record) -> None:
    fault = Fault(kind="alternating", path=DETAIL)
    started = time.monotonic()
    with ReplicaServer(cases=CASES, seed=SEED, as_of=WHEN, faults=[fault]) as server:
        for _ in range(3):
            assert visit(tmp_path, LAW, server).code == 0
    con = duckdb.connect()
    create_schema(con)
    index_archive(con, tmp_path, indexed=frozenset())
    versions = con.execute("select max(version), count(distinct document_id) from core_documents").fetchall()[
        0
    ]
    record(
        "web",
        "alternating (law_go_kr lawService)",
        lost=0,
        wrong=int(versions[0] > 2),
        seconds=time.monotonic() - started,
    )
    assert versions[0] == 2
    assert verify_archive(tmp_path) == []
