"""Archive and Parquet on S3-compatible storage: a real local server, and the same captures read back from it."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.cluster.object_store import (
    Moved,
    ObjectStore,
    push_package,
    store_of,
    sync_folder,
    sync_inputs,
)
from pipelines.indexing import index_archive
from pipelines.settings import DataFolder, RunSettings, SettingsError
from pipelines.storing import STORE_VARIABLE
from pipelines.warehouse_session import next_warehouse
from scrapers.archive import Capture, scan_archive, verify_archive, withdraw_document
from scrapers.replica.load import write_warc

NOW = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server_of = pytest.importorskip("moto.server", reason="moto[server] is not installed")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ObjectStore:
    bucket = f"b{abs(hash(request.node.name)) % 10**8}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tester")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv(STORE_VARIABLE, f"s3://{bucket}/jumun")
    import pyarrow.fs as pafs

    found = store_of()
    assert found is not None
    host = endpoint.removeprefix("http://")
    pafs.S3FileSystem(endpoint_override=host, scheme="http", allow_bucket_creation=True).create_dir(bucket)
    return found


def _captures(root: Path) -> list[tuple[object, ...]]:
    settings = RunSettings(profile="sample", data=DataFolder(root=root), now=NOW)
    with next_warehouse(settings, start=True) as con:
        index_archive(con, settings.data.archive, indexed=frozenset())
        rows = con.execute("select * from raw_captures order by all").fetchall()
        assert con.execute("select count(*) from core_documents").fetchall()[0][0] == 6
    return rows


def test_an_archive_read_back_from_the_store_gives_the_same_captures(
    store: ObjectStore, tmp_path: Path
) -> None:
    here, there = DataFolder(root=tmp_path / "here"), DataFolder(root=tmp_path / "there")
    write_warc(here.archive, 6, 3)
    (here.archive / "law_go_kr" / "20260930T000000Z--x.warc.gz.open").write_bytes(b"still being written")
    (here.tagged / "v").mkdir(parents=True)
    pq.write_table(pa.table({"n": [1, 2, 3]}), here.tagged / "v" / "one.parquet")
    assert sync_inputs(here) == Moved(up=2)
    assert sync_inputs(here) == Moved()
    assert sync_inputs(there) == Moved(down=2)
    for name in ("archive", "tagged"):
        files = {p.relative_to(there.root): p for p in (there.root / name).rglob("*") if p.is_file()}
        assert files
        assert all(path.read_bytes() == (here.root / at).read_bytes() for at, path in files.items())
    assert list(verify_archive(there.archive)) == []
    assert _captures(there.root) == _captures(here.root)


def test_a_withdrawal_reaches_the_store_and_is_not_undone_by_it(store: ObjectStore, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    write_warc(archive, 3, 5)
    assert sync_folder(store, archive, "archive") == Moved(up=1)
    url = next(c.url for c in scan_archive(archive) if isinstance(c, Capture) and "lawService" in c.url)
    withdraw_document(archive, lambda capture: capture.url == url, reason="asked", now=NOW)
    assert sync_folder(store, archive, "archive") == Moved(up=1)
    assert sync_folder(store, tmp_path / "other", "archive") == Moved(down=1)
    one, two = ([repr(c) for c in scan_archive(root)] for root in (archive, tmp_path / "other"))
    assert one == two
    assert "withdrawn_by_us" in "".join(one)


def test_a_name_that_ends_in_gz_is_stored_as_it_is(store: ObjectStore, tmp_path: Path) -> None:
    body = b"\x1f\x8b" + bytes(9_000_000)
    (tmp_path / "x.warc.gz").write_bytes(body)
    store.put(tmp_path / "x.warc.gz", "archive/s/x.warc.gz")
    assert store.sizes("archive") == {"s/x.warc.gz": len(body)}
    store.get("archive/s/x.warc.gz", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == body


def test_the_package_is_readable_where_it_was_put(store: ObjectStore, tmp_path: Path) -> None:
    data = DataFolder(root=tmp_path)
    data.package.mkdir()
    pq.write_table(pa.table({"n": [1, 2, 3]}), data.package / "t.parquet")
    assert push_package(data) == 1
    found = pq.read_table(f"{store.prefix}/package/t.parquet", filesystem=store.filesystem)
    assert found["n"].to_pylist() == [1, 2, 3]


def test_without_a_store_nothing_moves_and_a_strange_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STORE_VARIABLE, raising=False)
    assert sync_inputs(DataFolder(root=tmp_path)) == Moved()
    monkeypatch.setenv(STORE_VARIABLE, "ftp://somewhere/else")
    with pytest.raises(SettingsError, match="s3://bucket/prefix"):
        store_of()
