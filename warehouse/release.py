"""A release: the published tables as a versioned package with its dictionary, methods, citation and differences.

Parquet and CSV are the same bytes whenever the tables are the same; the DuckDB file is the same table for table.
Beside the package, and never in it, lies an index of the records by which the next release explains its movement.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.catalog import Table, comment_statements, quote_literal, tables_of
from warehouse.croissant import croissant
from warehouse.dictionary import codebook_csv, dictionary_markdown
from warehouse.export import NOTICE, NOTICE_TEXT, export_tables
from warehouse.load import transaction
from warehouse.models import naive_utc
from warehouse.movement import (
    Movement,
    headline_numbers,
    movements,
    numbers_path,
    on_release_grid,
    told_cause,
    write_index,
)
from warehouse.release_tables import HeldBack, held_back
from warehouse.scanner import refuse_personal_data

PUBLIC = ("ref_", "out_")
DATABASE = "jumun.duckdb"
STORAGE_VERSION = "v1.0.0"
NOTHING_HELD = HeldBack()


class ReleaseError(ValueError):
    """A release that may not be published: its version exists, or a number moved and nobody says why."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """A finished release: its folder, what it was compared with, and how every headline number moved."""

    version: str
    folder: Path
    previous: str | None
    created_at: datetime
    movements: tuple[Movement, ...] = field(default=())
    held: HeldBack = NOTHING_HELD


def latest_release(releases: Path, *, is_fictional: bool) -> Path | None:
    """The folder of the newest release of the same kind (made-up or real); None when there is none."""
    found = []
    for path in sorted(releases.glob("*/release.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        if about["is_fictional"] == is_fictional:
            found.append((about["created_at"], path.parent.name, path.parent))
    return max(found)[2] if found else None


def _write_table(con: duckdb.DuckDBPyConnection, entry: Table) -> None:
    columns = ", ".join(f'"{column.name}"' for column in entry.public_columns())
    key = ", ".join(f'"{column}"' for column in entry.key)
    con.execute(
        f"CREATE TABLE released.{entry.name} AS SELECT {columns} FROM {entry.name} ORDER BY {key}"
    ).fetchall()
    public = {column.name for column in entry.public_columns()}
    for statement in comment_statements(entry):
        name = statement.split('"')[1] if '."' in statement else None
        if name is None or name in public:
            con.execute(statement.replace(f" {entry.name}", f" released.{entry.name}", 1)).fetchall()


def write_database(con: duckdb.DuckDBPyConnection, path: Path, prefixes: Sequence[str] = PUBLIC) -> None:
    """The public tables as a DuckDB file in the storage format that DuckDB 1.0 and later can open."""
    # READ_WRITE said aloud: a warehouse opened for reading attaches other files for reading too.
    con.execute(
        f"ATTACH {quote_literal(str(path))} AS released (READ_WRITE, STORAGE_VERSION '{STORAGE_VERSION}')"
    ).fetchall()
    try:
        with transaction(con):  # one commit: each costs a sync to disk
            for entry in tables_of(prefixes):
                if entry.public_columns():
                    _write_table(con, entry)
    finally:
        con.execute("DETACH released").fetchall()


def methods_text(con: duckdb.DuckDBPyConnection) -> str:
    """Every measure in words, Korean and English, as the registry states it."""
    lines = [
        "# 방법 / Methods\n",
        "공개된 판결은 뽑힌 것이며 표본이 아니다. 집행유예와 보호관찰은 다르다.\n"
        "Published judgments are a selection and not a sample. A suspended sentence (집행유예) is not a supervision "
        "order (보호관찰).\n",
    ]
    query = (
        "SELECT definition_id, title_ko, title_en, numerator_ko, numerator_en, denominator_ko, denominator_en, unit, "
        "stage, date_basis FROM out_measures__catalog ORDER BY definition_id"
    )
    for name, ko, en, num_ko, num_en, den_ko, den_en, unit, stage, basis in con.execute(query).fetchall():
        lines.append(f"## `{name}` {ko} / {en}\n")
        lines.append(f"- 분자 / numerator: {num_ko} / {num_en}\n- 분모 / denominator: {den_ko} / {den_en}")
        lines.append(f"- unit {unit}, stage {stage}, date basis {basis}\n")
    return "\n".join(lines)


def citation_text(version: str, now: datetime, digest: str, *, is_fictional: bool) -> str:
    """CITATION.cff of the release; the digest is that of its datapackage.json."""
    title = "jumun: Korean sentencing statistics with the words behind every number"
    title = f"[FICTIONAL] {title}" if is_fictional else title
    return (
        "cff-version: 1.2.0\n"
        'message: "Cite this version and its digest."\n'
        f'title: "{title}"\n'
        "type: dataset\n"
        f'version: "{version}"\n'
        f"date-released: {now.date().isoformat()}\n"
        "license: CC-BY-4.0\n"
        "authors:\n"
        '  - name: "The jumun developers"\n'
        "identifiers:\n"
        "  - type: other\n"
        f'    value: "sha256:{digest}"\n'
        "    description: digest of datapackage.json\n"
    )


def changes_text(
    version: str, previous: str | None, moved: Sequence[Movement], held: HeldBack = NOTHING_HELD
) -> str:
    """The movement of every headline number since the last release, split by cause, and what was held back.

    Counts of records stand to the nearest ten and parts under five are not told: exact ones would tell of single
    late cases.
    """
    if previous is None:
        return f"# {version}\n\n첫 공개 / First release.\n"
    lines = [
        f"# {version} ← {previous}\n",
        "Counts of records (`records.`) are rounded to tens.\n",
        "| number | before | now | new data | changed source | changed rule | correction | reason |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in moved:
        causes = " | ".join(
            "" if one.causes is None else told_cause(one.causes[name]) for name in Movement.CAUSES
        )
        before, now = (on_release_grid(one.number, value) for value in (one.before, one.now))
        lines.append(f"| {one.number} | {before} | {now} | {causes} | {one.reason or ''} |")
    if held.groups:
        lines += [
            "",
            "작은 차이가 한 사람을 드러낼 묶음은 지난 공개의 값을 그대로 싣는다. / "
            "Groups in which a small difference would show single persons repeat the values of the last release:\n",
            *(f"- {name}: {n}" for name, n in sorted(held.groups.items())),
        ]
    lines += [f"\n{name}: columns changed, published anew" for name in held.other_columns]
    return "\n".join(lines) + "\n"


def check_movements(moved: Sequence[Movement]) -> None:
    """Raise ReleaseError when a number moved past its threshold and nobody says why; new data is a reason to say, too."""
    silent = [one for one in moved if not one.reason and one.is_past]
    if silent:
        told = ", ".join(f"{one.number} {one.before} → {one.now}" for one in silent)
        raise ReleaseError(
            f"{len(silent)} headline number(s) moved past their thresholds with no stated reason: {told}. "
            "Nothing is released; say why with `--reason NUMBER=TEXT` (`*=TEXT` for all)"
        )


def _sums(folder: Path) -> str:
    """sha256 of every file but the DuckDB file, whose bytes differ from build to build."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != DATABASE
    ]
    return "\n".join(lines) + "\n"


def write_record_changes(con: duckdb.DuckDBPyConnection, before: Path, now: Path, path: Path) -> None:
    """The records that appeared, vanished or changed between two packages (their `data` folders), as CSV."""
    files = [next(iter(sorted(folder.glob("out_records*.parquet"))), None) for folder in (before, now)]
    if None in files:
        return
    was, held = (f"read_parquet({quote_literal(str(file))})" for file in files)
    con.execute(
        f"""COPY (
            WITH was AS (SELECT record_id, sha256(to_json(t)) AS digest FROM {was} AS t),
            held AS (SELECT record_id, sha256(to_json(t)) AS digest FROM {held} AS t)
            SELECT
                coalesce(h.record_id, w.record_id) AS record_id,
                CASE WHEN w.record_id IS NULL THEN 'added' WHEN h.record_id IS NULL THEN 'removed' ELSE 'changed' END
                    AS change
            FROM held AS h FULL JOIN was AS w ON w.record_id = h.record_id
            WHERE w.digest IS DISTINCT FROM h.digest ORDER BY 1
        ) TO {quote_literal(str(path))} (FORMAT csv, HEADER true)"""
    ).fetchall()


def _told(one: Movement) -> dict[str, Any]:
    """A movement as the package tells it."""
    told = asdict(one) | {
        "before": on_release_grid(one.number, one.before),
        "now": on_release_grid(one.number, one.now),
    }
    if one.causes is not None:
        told["causes"] = {name: told_cause(value) for name, value in one.causes.items()}
    return told


def _write_package(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    release: Release,
    companions: Mapping[str, str],
    *,
    is_fictional: bool,
) -> None:
    export_tables(con, folder / "data", prefixes=PUBLIC, is_fictional=is_fictional, is_scanned=False)
    description = (folder / "data" / "datapackage.json").read_bytes()
    digest = hashlib.sha256(description).hexdigest()
    write_database(con, folder / DATABASE)
    if release.previous is not None:
        before = release.folder.with_name(release.previous) / "data"
        write_record_changes(con, before, folder / "data", folder / "RECORD_CHANGES.csv")
    about: dict[str, Any] = {
        "version": release.version,
        "created_at": release.created_at.isoformat() + "Z",
        "is_fictional": is_fictional,
        "previous": release.previous,
        "datapackage_sha256": digest,
        "numbers": {name: on_release_grid(name, value) for name, value in headline_numbers(con).items()},
        "movements": [_told(one) for one in release.movements],
        "held_back": dict(sorted(release.held.groups.items())),
    }
    texts = {
        "release.json": json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "DICTIONARY.md": dictionary_markdown(PUBLIC, public_only=True),
        "METHODS.md": methods_text(con),
        "CHANGES.md": changes_text(release.version, release.previous, release.movements, release.held),
        "codebook.csv": codebook_csv(PUBLIC),
        "CITATION.cff": citation_text(release.version, release.created_at, digest, is_fictional=is_fictional),
        "croissant.json": json.dumps(
            croissant(json.loads(description), release.version, release.created_at),
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
    }
    if is_fictional:
        texts[NOTICE] = NOTICE_TEXT
    for name, text in {**companions, **texts}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / "SHA256SUMS").write_text(_sums(folder), encoding="utf-8")


def _quarter(time: datetime) -> tuple[int, int]:
    return time.year, (time.month - 1) // 3


def _is_of_quarter(last: Path, now: datetime) -> bool:
    created = json.loads((last / "release.json").read_text(encoding="utf-8"))["created_at"]
    return _quarter(datetime.fromisoformat(created)) == _quarter(now)


def make_release(
    con: duckdb.DuckDBPyConnection,
    releases: Path,
    *,
    version: str,
    now: datetime,
    is_fictional: bool,
    reasons: Mapping[str, str] | None = None,
    companions: Mapping[str, str] | None = None,
) -> Release:
    """Write release `version` into `releases`, compared with the newest one of the same kind.

    `reasons` says why a headline number moved (by number, `*` for all); `companions` are further text files by path
    within the package. Tables repeat the last release where the difference would single somebody out
    (`warehouse.release_tables`). Raises ReleaseError, and writes nothing, when the version exists or a number moved
    past its threshold with no reason; LeakError when a file holds personal data.
    """
    folder = releases / version
    if folder.exists() or "/" in version or version.startswith("."):
        raise ReleaseError(f"release [{version}] exists already, or is no name for one")
    releases.mkdir(parents=True, exist_ok=True)
    last = latest_release(releases, is_fictional=is_fictional)
    time = naive_utc(now)
    with held_back(
        con, last / "data" if last else None, same_quarter=last is not None and _is_of_quarter(last, time)
    ) as held:
        moved = movements(con, last, reasons or {}) if last else ()
        check_movements(moved)
        release = Release(
            version=version,
            folder=folder,
            previous=last.name if last else None,
            created_at=time,
            movements=moved,
            held=held,
        )
        _put_release(con, release, companions or {}, is_fictional=is_fictional)
    return release


def _put_release(
    con: duckdb.DuckDBPyConnection, release: Release, companions: Mapping[str, str], *, is_fictional: bool
) -> None:
    """Write the package beside its place, look through it, and put it there with its index."""
    releases, version = release.folder.parent, release.version
    made = releases / f".{version}.new"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        _write_package(con, made, release, companions, is_fictional=is_fictional)
        refuse_personal_data(made)
        write_index(con, releases / f".{version}.index.parquet")
        exact = json.dumps(headline_numbers(con), sort_keys=True)
        numbers_path(release.folder).write_text(exact, encoding="utf-8")
        made.rename(release.folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
