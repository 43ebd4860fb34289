"""A pack checked on any machine, without network or warehouse: digests, SQL, shares, intervals, sentences, pages."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from dashboards.pack.document import FORMAT, Document, content_digest, read_csv, sha256
from dashboards.pack.files import MANIFEST, SUMS, Files, derived_files, made_with, manifest_digest, sums_of
from dashboards.pack.model import PackError
from dashboards.wording import LANGUAGES
from warehouse.headlines import one_decimal
from warehouse.intervals import wilson

LARGEST_FILE = 20 * 2**20
MOST_FILES = 100
CLOSE = 1e-9
# Ends of intervals are published with four decimals.
PRINTED = 0.00006
_NAME = re.compile(r"(rows/)?[A-Za-z0-9_.]+")
_TABLE = re.compile(r"[a-z][a-z0-9_]*")
_TYPE = re.compile(r"[A-Z]+(\(\d+,\d+\))?")


def check_folder(folder: Path) -> list[str]:
    """Every failure of the pack in a folder, one line each; empty when all of it holds.

    Raises PackError when the folder holds no pack at all.
    """
    files = _read(folder)
    try:
        manifest, document = (_json(files, name) for name in (MANIFEST, "pack.json"))
        failures = list(_digests(files, manifest))
        failures += _content(files, manifest, document)
        failures += _numbers(files, document)
        # Pages take longest to make, and prove nothing more about a pack that has failed already.
        failures += [] if failures else _made_again(files, manifest, document)
    except (KeyError, TypeError, ValueError, AttributeError, duckdb.Error) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        return [f"the pack cannot be read: {first}"]
    return failures


def _read(folder: Path) -> Files:
    if not (folder / MANIFEST).is_file():
        raise PackError(f"no pack in [{folder}]: it has no {MANIFEST}")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink()]
    if len(paths) > MOST_FILES or any(p.is_symlink() or p.stat().st_size > LARGEST_FILE for p in paths):
        raise PackError(f"[{folder}] is no pack: too many or too large files, or links")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _json(files: Files, name: str) -> Document:
    if name not in files:
        raise PackError(f"{name} is missing")
    found = json.loads(files[name].decode("utf-8"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise PackError(f"{name} is not of the format {FORMAT}")
    return found


def _digests(files: Files, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Every file against the manifest, the manifest against itself, the sums against both."""
    listed = manifest["files"]
    for name in sorted({*listed, *files} - {MANIFEST, SUMS}):
        if name not in files:
            yield f"{name}: missing"
        elif name not in listed:
            yield f"{name}: not a file of this pack"
        elif sha256(files[name]) != listed[name]["sha256"] or len(files[name]) != listed[name]["bytes"]:
            yield f"{name}: changed since the pack was made"
    if manifest_digest(manifest) != manifest["manifest_sha256"]:
        yield f"{MANIFEST}: changed since the pack was made"
    if SUMS not in files:
        yield f"{SUMS}: missing"


def _content(files: Files, manifest: Mapping[str, Any], document: Document) -> Iterator[str]:
    if content_digest(document) != document["content_sha256"]:
        yield "pack.json: its content is not that of its digest"
    for name in ("number_id", "is_fictional", "version", "content_sha256", "made_at"):
        if manifest[name] != document[name]:
            yield f"{MANIFEST}: {name} is not that of pack.json"
    for name, table in document["tables"].items():
        if sha256(files.get(f"rows/{name}.csv", b"")) != table["sha256"]:
            yield f"rows/{name}.csv: not the rows that pack.json was made from"
    without = {name: content for name, content in files.items() if name != SUMS}
    if files.get(SUMS) != sums_of(document, without):
        yield f"{SUMS}: not the digests of these files"


def _numbers(files: Files, document: Document) -> Iterator[str]:
    """SQL over the rows against the results, results against each other, results against the printed sentence."""
    stated = sorted(document["results"], key=lambda result: str(result["name"]))
    found = _run_sql(files, document)
    if [row["name"] for row in found] != [result["name"] for result in stated]:
        yield "number.sql: gives other numbers than pack.json names"
        return
    for row, result in zip(found, stated, strict=True):
        for name in ("numerator", "denominator", "share", "low", "high"):
            if not _same(row[name], result[name]):
                yield f"number.sql: {result['name']} has {name} {row[name]} and pack.json {result[name]}"
        if result["said"] is not None and row["said"] != result["said"]:
            yield f"number.sql: {result['name']} reads {row['said']} and pack.json {result['said']}"
        yield from _arithmetic(result)
        yield from _printed(document, result)


def _run_sql(files: Files, document: Document) -> list[dict[str, Any]]:
    """The rows of number.sql over the CSV files, in a database in memory that can reach nothing else."""
    con = duckdb.connect()
    try:
        for name, table in document["tables"].items():
            _load(con, name, table["columns"], files[f"rows/{name}.csv"])
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        cursor = con.execute(files["number.sql"].decode("utf-8"))
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        con.close()
    return sorted(rows, key=lambda row: str(row["name"]))


def _load(con: duckdb.DuckDBPyConnection, name: str, columns: list[list[str]], content: bytes) -> None:
    if not _TABLE.fullmatch(name) or not all(_TABLE.fullmatch(c) and _TYPE.fullmatch(t) for c, t in columns):
        raise PackError(f"{name} is no table of a pack")
    header, rows = read_csv(content)
    if header != [column for column, _ in columns]:
        raise PackError(f"rows/{name}.csv has other columns than pack.json says")
    written = ", ".join(f'"{column}" {kind}' for column, kind in columns)
    con.execute(f'CREATE TABLE "{name}" ({written})')
    if rows:
        places = ", ".join("?" for _ in columns)
        con.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608 (names checked above)


def _same(one: Any, two: Any) -> bool:
    if one is None or two is None:
        return one is None and two is None
    return math.isclose(float(one), float(two), rel_tol=CLOSE, abs_tol=CLOSE)


def _arithmetic(result: Mapping[str, Any]) -> Iterator[str]:
    """The share is numerator by denominator, the percentage its rounding, the interval Wilson's."""
    name, share = result["name"], result["share"]
    if share is not None:
        top, bottom = int(result["numerator"]), int(result["denominator"])
        if (
            not 0 <= top <= bottom
            or not _same(share, top / bottom)
            or one_decimal(top, bottom) != result["percent"]
        ):
            yield f"{name}: {top} of {bottom} is not {result['percent']} %"
    low, high = result["low"], result["high"]
    if result["interval"] in ("complete", "cluster"):
        size = result["effective_n"] if result["interval"] == "cluster" else result["denominator"]
        made = wilson(share * size, size)
        if abs(made.low - low) > PRINTED or abs(made.high - high) > PRINTED:
            yield f"{name}: the interval {low} to {high} is not that of {size} persons"
    if low is not None and high is not None:
        middle = share if share is not None else result["numerator"]
        if not low <= middle <= high:
            yield f"{name}: {middle} is not in its interval"


def _printed(document: Document, result: Mapping[str, Any]) -> Iterator[str]:
    """What the sentences say of the number, in both languages."""
    wanted = [result["percent"], result["said"] if document["kind"] == "headline" else None]
    if result["share"] is not None:
        wanted += [f"{int(result[part]):,}" for part in ("numerator", "denominator")]
    for language in LANGUAGES:
        text = " ".join(document[part][language] for part in ("said", "big", "under"))
        for part in filter(None, wanted):
            if part not in text:
                yield f"{result['name']}: the {language} sentence does not say {part}"


def _made_again(files: Files, manifest: Mapping[str, Any], document: Document) -> Iterator[str]:
    """Pages, pictures, workbook and texts made again; only with the versions that made the pack."""
    if manifest["made_with"] != made_with():
        return
    again = derived_files(document, files)
    for name, content in again.items():
        if files.get(name) != content:
            yield f"{name}: not what pack.json and the rows give"


def is_same_program(folder: Path) -> bool:
    """Whether the versions here are those that made the pack, so that its pages can be made again."""
    return bool(_json(_read(folder), MANIFEST)["made_with"] == made_with())
