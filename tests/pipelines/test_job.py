"""The whole job, as a user runs it: twice the same, verified, and every tampering found."""

import fcntl
import gzip
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tools.kill_test import differences

NOW = "2026-10-01T00:00:00+00:00"
# With this seed one article is corrected and one withdrawn between the two visits.
CASES = "24"
SECRET = "plantedsecretkey"  # noqa: S105


def jumun(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "jumun"
    env = {**os.environ, **environment}
    return subprocess.run([str(program), *arguments], capture_output=True, text=True, env=env, timeout=400)


def run(data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return jumun("run", "--data", str(data), "--cases", CASES, "--seed", "5", "--now", NOW, **environment)


@dataclass(frozen=True, kw_only=True)
class Again:
    """A second run: its folder, all tables before and after it, and what it said."""

    data: Path
    before: Path
    after: Path
    said: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("job") / "data"
    done = run(data)
    assert done.returncode == 0, done.stderr[-3000:]
    yield data


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.mark.slow
def test_every_kind_of_record_is_there(built: Path) -> None:
    filled = dict(rows(built, "select table_name, estimated_size from duckdb_tables()"))
    named = {
        "core_judgments",
        "core_defendants",
        "core_sentences",
        "core_articles",
        "core_terms",
        "out_headlines",
    }
    assert not [name for name in named if not filled[name]]
    assert (built / "site" / "index.html").exists()
    assert (built / "site" / "en" / "index.html").exists()


@pytest.mark.slow
def test_an_appeal_is_of_one_family_with_the_judgment_that_it_names(built: Path) -> None:
    pairs = rows(
        built,
        "select a.case_family_id, b.case_family_id from (select case_family_id, unnest(from_json(appealed_from, "
        """'[{"court": "VARCHAR", "date": "DATE", "case_number": "VARCHAR"}]')) as below """
        "from core_judgments) a join core_judgments b on b.court = a.below.court "
        "and list_contains(b.case_numbers, a.below.case_number) and b.decision_date = a.below.date",
    )
    assert pairs
    assert all(family is not None and family == below for family, below in pairs)


@pytest.mark.slow
def test_an_edited_article_has_two_versions_and_one_is_withdrawn(built: Path) -> None:
    seen = set(
        rows(built, "select version, is_current, is_withdrawn from core_documents where kind = 'article'")
    )
    assert {(1, False, False), (2, True, False), (1, True, True)} <= seen


@pytest.fixture(scope="module")
def again(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """The folder after a second run, which was given keys and an address that must stay secret."""
    folder = tmp_path_factory.mktemp("again")
    data, before, after = folder / "data", folder / "before", folder / "after"
    shutil.copytree(built, data)
    assert jumun("export", str(before), "--data", str(data), "--with-core").returncode == 0
    webhook = f"http://127.0.0.1:9/{SECRET}"
    done = run(data, LAW_OC=SECRET, KOSIS_API_KEY=SECRET, JUMUN_ALERT_WEBHOOK=webhook)
    assert done.returncode == 0, done.stderr[-3000:]
    assert jumun("export", str(after), "--data", str(data), "--with-core").returncode == 0
    return Again(data=data, before=before, after=after, said=done.stderr + done.stdout)


@pytest.mark.slow
def test_a_second_run_adds_visits_only(built: Path, again: Again) -> None:
    assert differences(again.before, again.after) == []
    visits = "select count(*) from raw_captures"
    assert rows(again.data, visits) > rows(built, visits)


@pytest.mark.slow
def test_verify_finds_nothing_then_every_tampering(built: Path, copy: Path) -> None:
    """A page, a number and a byte of the archive, each found for itself: no judgment lies in the damaged file."""
    whole = jumun("verify", "--data", str(built))
    assert whole.returncode == 0, whole.stderr[-3000:]
    site = next(path for path in (copy / "site" / "data").rglob("*.js") if "outcome" in path.name)
    site.write_text(site.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    with duckdb.connect(str(copy / "warehouse.duckdb")) as con:
        con.execute("update out_cubes__cells set n = n + 1 where n is not null")
    warc = max((copy / "archive" / "kosis").glob("*.warc.gz"), key=lambda path: path.stat().st_size)
    damaged = bytearray(warc.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    warc.write_bytes(bytes(damaged))
    found = jumun("verify", "--data", str(copy))
    assert found.returncode == 1
    assert f"archive: {warc.name}" in found.stderr.replace("kosis/", "")
    assert site.name in found.stderr
    assert "out_cubes__cells" in found.stderr


@pytest.mark.slow
def test_a_second_writer_is_told_who_writes(copy: Path) -> None:
    with (copy / ".writer.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(copy)
    assert done.returncode == 1
    assert "another run writes" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_damaged_warehouse_is_made_again_from_the_archive(copy: Path, again: Again, tmp_path: Path) -> None:
    path = copy / "warehouse.duckdb"
    path.write_bytes(path.read_bytes()[:50_000])
    done = run(copy)
    assert done.returncode == 0, done.stderr[-3000:]
    assert jumun("export", str(tmp_path / "after"), "--data", str(copy), "--with-core").returncode == 0
    assert differences(again.before, tmp_path / "after") == []


@pytest.mark.slow
def test_the_key_is_nowhere(again: Again) -> None:
    """The replica takes any key; the one planted here must not be in archive, warehouse, site or run storage."""
    assert SECRET not in again.said
    files = [path for path in again.data.rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in _unpacked(path)] == []
    # Compressed columns hide bytes from a search of the file: every row of every table as text, too.
    tables = [row[0] for row in rows(again.data, "select table_name from duckdb_tables()")]
    query = " union all ".join(
        f"select '{t}' from {t} where contains(cast({t} as varchar), '{SECRET}')"  # noqa: S608
        for t in tables
    )
    assert rows(again.data, query) == []


def _unpacked(path: Path) -> bytes:
    """The bytes of a file, of WARC records and of workbooks and packs without their compression."""
    raw = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    return gzip.decompress(raw) if path.name.endswith(".warc.gz") else raw


@pytest.mark.slow
def test_a_corpus_with_broken_files_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    order = "【주    문】\n피고인을 벌금 3,000,000원에 처한다.\n\n【이    유】\n생략\n"
    (corpus / "good.txt").write_text(order, encoding="utf-8")
    (corpus / "cp949.txt").write_text(order.replace("3,000,000", "4,000,000"), encoding="cp949")
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "broken.xml").write_bytes(b"<PrecService><x>")
    (corpus / "noise.jsonl").write_bytes(b"\xff\xfe\x00{nonsense\n")
    done = jumun(
        "run", "--profile", "local", "--corpus", str(corpus), "--data", str(tmp_path / "data"), "--now", NOW
    )
    assert done.returncode == 0, done.stderr[-3000:]
    amounts = {row[0] for row in rows(tmp_path / "data", "select amount_krw from core_sentences")}
    assert amounts == {3_000_000, 4_000_000}
    issues = rows(tmp_path / "data", "select message from core_issues where stage in ('parse', 'capture')")
    said = " ".join(str(row[0]) for row in issues)
    assert all(name in said for name in ("empty.txt", "broken.xml", "noise.jsonl"))
