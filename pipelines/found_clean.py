"""What held no personal data when this program searched it: the same bytes are not searched again.

Whether a file or a table holds personal data is a function of its content and of the program alone, each for itself.
A note keeps the digests of those that were found clean; whatever is not among them is searched.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb

from pipelines.program import program_digest
from pipelines.standing_tables import FOLDER, rows_digest
from warehouse.catalog import tables_of
from warehouse.checks import CheckResult, run_checks
from warehouse.scanner import refuse_personal_data

ROOMS = ("warehouse",)
FILES, TABLES = "clean_files", "clean_tables"


def refuse_what_is_not_known_clean(folder: Path, root: Path) -> None:
    """Search the files of `folder` that the data folder's note does not know. Raises LeakError."""
    digests = {path.relative_to(folder).as_posix(): _file_digest(path, folder) for path in _files(folder)}
    refuse_personal_data(folder, clean=_known(root, FILES, digests))
    _note(root, FILES, digests.values())


def check_tables(con: duckdb.DuckDBPyConnection, root: Path) -> list[CheckResult]:
    """Every check of every table; out_ tables that the note knows are not searched for personal data again."""
    digests = {entry.name: rows_digest(con, [entry.name]) for entry in tables_of(("out_",))}
    results = run_checks(con, clean=_known(root, TABLES, digests))
    failing = {found.table for found in results if found.n_failing}
    _note(root, TABLES, [digest for name, digest in digests.items() if name not in failing])
    return results


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _file_digest(path: Path, folder: Path) -> str:
    # The name is searched too.
    name = path.relative_to(folder).as_posix().encode()
    return hashlib.sha256(name + b"\0" + hashlib.sha256(path.read_bytes()).digest()).hexdigest()


def _known(root: Path, kind: str, digests: Mapping[str, str]) -> frozenset[str]:
    """The names whose digest the note holds; none where another program wrote it, or nobody."""
    try:
        note = json.loads((root / FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
        known = frozenset(note["digests"]) if note["program"] == program_digest(ROOMS) else frozenset()
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()
    return frozenset(name for name, digest in digests.items() if digest in known)


def _note(root: Path, kind: str, digests: Collection[str]) -> None:
    target = root / FOLDER / f"{kind}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    pending = target.with_suffix(".tmp")
    note = {"program": program_digest(ROOMS), "digests": sorted(digests)}
    pending.write_text(json.dumps(note, sort_keys=True) + "\n", encoding="utf-8")
    pending.replace(target)
