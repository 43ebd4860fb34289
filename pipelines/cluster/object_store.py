"""Archive, tagged batches and package on S3-compatible storage: one address, JUMUN_STORE=s3://bucket/prefix.

The local folders are then a working copy. Files of the archive go up whole once they are closed (an object cannot be
appended to) and come down where they are missing, so a new machine begins with what the store holds and an emptied one
is made again from it. AWS_ENDPOINT_URL names a service other than Amazon's; keys come as for every S3 client.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow.fs as pafs

from pipelines.settings import DataFolder, SettingsError
from pipelines.storing import STORE_VARIABLE

CHUNK_BYTES = 4 * 2**20
# The last record of an archive file names the digest of every byte before it: equal tails are equal files.
TAIL_BYTES = 4096
ARCHIVE, TAGGED, PACKAGE = "archive", "tagged", "package"
_PATTERNS = {ARCHIVE: "*/*.warc.gz", TAGGED: "*/*.parquet"}


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Files that went up and came down."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True, kw_only=True)
class ObjectStore:
    """A prefix in a bucket (or a folder of a mounted disk)."""

    filesystem: Any
    prefix: str

    def sizes(self, folder: str) -> dict[str, int]:
        """Bytes of every object under `folder`, by its name inside it."""
        root = f"{self.prefix}/{folder}"
        found = self.filesystem.get_file_info(pafs.FileSelector(root, recursive=True, allow_not_found=True))
        return {each.path[len(root) + 1 :]: each.size for each in found if each.is_file}

    def put(self, path: Path, name: str) -> None:
        """One file, whole. Raises OSError."""
        target = f"{self.prefix}/{name}"
        self.filesystem.create_dir(target.rpartition("/")[0], recursive=True)
        # compression=None: by default a name that ends in .gz would be packed a second time.
        with path.open("rb") as source, self.filesystem.open_output_stream(target, compression=None) as out:
            for chunk in _chunks(source):
                out.write(chunk)

    def get(self, name: str, path: Path) -> None:
        """One object into a file that appears whole. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        pending = path.with_name(f".{path.name}.{os.getpid()}.part")
        with (
            self.filesystem.open_input_stream(f"{self.prefix}/{name}", compression=None) as source,
            pending.open("wb") as out,
        ):
            for chunk in _chunks(source):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        pending.replace(path)

    def tail(self, name: str, size: int) -> bytes:
        """The last bytes of an object of `size` bytes."""
        with self.filesystem.open_input_file(f"{self.prefix}/{name}") as source:
            source.seek(max(0, size - TAIL_BYTES))
            return bytes(source.read())


def _chunks(source: Any) -> Iterator[bytes]:
    while chunk := source.read(CHUNK_BYTES):
        yield chunk


def store_of(environment: Mapping[str, str] = os.environ) -> ObjectStore | None:
    """The store that JUMUN_STORE names; None where it names none. Raises SettingsError for another kind of address."""
    address = environment.get(STORE_VARIABLE, "").strip().rstrip("/")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return ObjectStore(filesystem=pafs.LocalFileSystem(), prefix=parts.path)
    if parts.scheme != "s3" or not parts.netloc:
        raise SettingsError(f"{STORE_VARIABLE} must be s3://bucket/prefix, got [{address}]")
    options: dict[str, Any] = {}
    if endpoint := environment.get("AWS_ENDPOINT_URL", "").strip():
        service = urlsplit(endpoint)
        options = {"endpoint_override": service.netloc, "scheme": service.scheme}
    return ObjectStore(filesystem=pafs.S3FileSystem(**options), prefix=f"{parts.netloc}{parts.path}")


def sync_folder(store: ObjectStore, root: Path, folder: str) -> Moved:
    """Files of `root` that the store lacks go up, those that `root` lacks come down.

    An archive file that differs on both sides was rewritten here to withdraw a document: it goes up.
    """
    held = store.sizes(folder)
    pattern = _PATTERNS.get(folder, "**/*")
    local = {path.relative_to(root).as_posix(): path for path in root.glob(pattern) if path.is_file()}
    changed = [name for name, path in local.items() if _differs(store, folder, name, path, held.get(name))]
    missing = [name for name in held if name not in local]
    for name in sorted(changed):
        store.put(local[name], f"{folder}/{name}")
    for name in sorted(missing):
        store.get(f"{folder}/{name}", root / name)
    return Moved(up=len(changed), down=len(missing))


def _differs(store: ObjectStore, folder: str, name: str, path: Path, size: int | None) -> bool:
    if size is None or size != path.stat().st_size:
        return True
    if folder == TAGGED:
        return False
    with path.open("rb") as handle:
        handle.seek(max(0, size - TAIL_BYTES))
        return handle.read() != store.tail(f"{folder}/{name}", size)


def sync_inputs(data: DataFolder) -> Moved:
    """Archive and tagged batches against the store, both ways; nothing where there is no store."""
    store = store_of()
    if store is None:
        return Moved()
    moved = [sync_folder(store, data.archive, ARCHIVE), sync_folder(store, data.tagged, TAGGED)]
    return Moved(up=sum(each.up for each in moved), down=sum(each.down for each in moved))


def push_package(data: DataFolder) -> int:
    """Every file of the package into the store; returns how many, 0 where there is no store."""
    store = store_of()
    if store is None:
        return 0
    paths = sorted(path for path in data.package.rglob("*") if path.is_file())
    for path in paths:
        store.put(path, f"{PACKAGE}/{path.relative_to(data.package).as_posix()}")
    return len(paths)
