"""Which program made something: a digest of our own files and of the libraries installed."""

import hashlib
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path


def folder_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of every file below `folder`, in order of name; of nothing where it is missing.

    Python's compiled files are left out: they come and go.
    """
    whole = hashlib.sha256()
    for path in sorted(
        path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"
    ):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return whole.hexdigest()


@cache
def program_digest(rooms: tuple[str, ...]) -> str:
    """Digest of the files of our own packages `rooms`, and of the version of every library installed."""
    whole = hashlib.sha256()
    for room in rooms:
        whole.update(folder_digest(Path(str(files(room)))).encode())
    for line in _libraries():
        whole.update(line.encode())
    return whole.hexdigest()


@cache
def _libraries() -> tuple[str, ...]:
    """`name-version` of every library, from the names of their metadata folders: opening each takes half a second."""
    found = {path.stem for entry in sys.path for path in Path(entry).glob("*.dist-info")}
    return tuple(sorted(found))
