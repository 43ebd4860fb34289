"""The whole job on bad days: what it publishes meanwhile, what it holds once the sources are well again."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from scrapers.replica.faults import HIDDEN_DAYS
from tests.chaos.conftest import Record

pytestmark = pytest.mark.chaos
JUMUN = str(Path(sys.executable).parent / "jumun")
SAMPLE = ("--cases", "80", "--seed", "7", "--now", "2026-10-01T00:00:00+00:00")
# Every source of the profile has faults of its own, all on one day.
BAD_DAY = " ".join(
    (
        "status_503:law.go.kr:lawService:9",
        "truncated_gzip:law.go.kr:lawService:3",
        "maintenance:hankookilbo:/news/article:6",
        "layout_change:hankookilbo:/news/article:6",
        "endless_redirect:hankookilbo:/news/article:12",
        "script_title:joins.com:/news:2",
        "reset:joins.com:/news:6",
        "status_503:kosis.kr::40",
    )
)
TIME_LIMIT = 1800
Held = dict[str, str]


def job(command: str, data: Path, *more: str, faults: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [JUMUN, command, *more, "--data", str(data), *SAMPLE], capture_output=True, text=True, errors="replace",
        timeout=TIME_LIMIT, check=False, env={**os.environ, "JUMUN_REPLICA_FAULTS": faults},
    )  # fmt: skip


def documents(data: Path, *, within: bool = False) -> Held:
    """Current documents with the digest of their text; ``within``: of the hidden days alone."""
    query = """select document_id, text_sha256 from core_documents where is_current and not is_withdrawn
        and (not $within or published_date between $first and $last)"""
    values = {"within": within, "first": HIDDEN_DAYS[0], "last": HIDDEN_DAYS[1]}
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        return dict(con.execute(query, values).fetchall())


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("truth") / "data"
    done = job("run", data)
    assert done.returncode == 0, done.stderr[-2000:]
    yield data


def test_every_source_has_a_fault_on_one_day(truth: Path, tmp_path: Path, record: Record) -> None:
    data = tmp_path / "data"
    bad = job("run", data, faults=BAD_DAY)
    assert "Traceback" not in bad.stderr
    assert (data / "site" / "index.html").exists()
    told = [line for line in bad.stderr.splitlines() if "alarm" in line or "not captured" in line]
    right = documents(truth)
    strange = set(documents(data)) - set(right)
    shown = [path for path in (data / "site").rglob("*.html") if "<script>alert" in path.read_text("utf-8")]
    started = time.monotonic()
    good = job("run", data)
    seconds = time.monotonic() - started
    assert good.returncode == 0, good.stderr[-2000:]
    held = documents(data)
    lost = [key for key, digest in right.items() if held.get(key) != digest]
    wrong = len(strange) + len(shown) + len(set(held) - set(right))
    record("web", "eight faults on one day, whole job", lost=len(lost), wrong=wrong, seconds=seconds,
           message=(told or ["(went on)"])[-1].strip()[:160])  # fmt: skip
    assert told, bad.stderr[-2000:]
    assert (lost, strange, shown) == ([], set(), [])
    assert set(held) == set(right)


def test_a_gap_of_thirty_days_is_filled_by_one_command(truth: Path, tmp_path: Path, record: Record) -> None:
    data, right = tmp_path / "data", documents(truth)
    job("run", data, faults="hidden_days")
    expected = documents(truth, within=True)
    assert expected and documents(data, within=True) == {}
    first, last = (day.isoformat() for day in HIDDEN_DAYS)
    started = time.monotonic()
    done = job("backfill", data, "--since", first, "--until", last)
    seconds = time.monotonic() - started
    assert done.returncode == 0, done.stderr[-2000:]
    lost = [key for key, digest in right.items() if documents(data).get(key) != digest]
    wrong = set(documents(data)) - set(right)
    record("web", "thirty days missing, jumun backfill", lost=len(lost), wrong=len(wrong), seconds=seconds,
           message=done.stderr.strip().splitlines()[-1][:160])  # fmt: skip
    assert documents(data, within=True) == expected
    assert (lost, wrong) == ([], set())
