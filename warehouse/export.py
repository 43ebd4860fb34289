"""Tables as files for other people: Parquet, CSV and a Frictionless description, the same bytes every time.

Rows are ordered by key, columns by the catalogue; local tables and columns stay behind. Files of made-up data
say so in their name, in the Parquet metadata and in the description.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.catalog import Column, Table, quote_literal, tables_of
from warehouse.scanner import refuse_personal_data

DESCRIPTION = "datapackage.json"
NOTICE = "FICTIONAL.txt"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
NOTICE_TEXT = (
    "이 묶음의 판결과 기사는 모두 지어낸 것이다 (파일 이름에 fictional). 공식 수치(ref_)만 실제이며 출처가 적혀 있다.\n"
    "다만 ref_kosis_ 표에서 is_fictional 이 참인 줄은 지어낸 것이다.\n"
    "Every judgment and article in this package is made up (fictional in the file names). Only the official\n"
    "figures (ref_) are real, each with its source; rows of ref_kosis_ tables with is_fictional are made up too.\n"
)
# Spreadsheets run a cell that begins with one of these as a formula; the full-width forms too.
_FORMULA = r"^[\x{200C}\x{200D} ]*[=+\-@\t\r\n＝＋－＠]"
# What a screen does not show: NUL, marks that turn the direction of writing, characters without width.
_UNSEEN = r"[\x00\x{061C}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{FEFF}]"
_FRICTIONLESS = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "JSON": "any",
}


class ExportError(ValueError):
    """A folder that is not ours to replace."""


def exported_columns(entry: Table, *, include_local: bool) -> tuple[Column, ...]:
    """The columns of a table that are written."""
    return entry.columns if include_local else entry.public_columns()


def csv_value(column: Column) -> str:
    """The SQL of a column as a CSV cell: lists as JSON, times in ISO form, formulas defused by an apostrophe.

    What a screen does not show is left out, so that a cell is what its reader sees; Parquet keeps every character.
    """
    name = f'"{column.name}"'
    if column.type == "TIMESTAMP":
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')"
    if column.type.endswith("[]"):
        return f"CAST(to_json({name}) AS VARCHAR)"
    if column.type not in {"VARCHAR", "JSON"}:
        return name
    text = name if column.type == "VARCHAR" else f"CAST({name} AS VARCHAR)"
    text = f"regexp_replace({text}, {quote_literal(_UNSEEN)}, '', 'g')"
    return f"CASE WHEN regexp_matches({text}, {quote_literal(_FORMULA)}) THEN '''' || {text} ELSE {text} END"


def _select(entry: Table, columns: Sequence[Column], *, as_csv: bool) -> str:
    values = [f'{csv_value(c) if as_csv else _parquet_value(c)} AS "{c.name}"' for c in columns]
    order = ", ".join(f'{entry.name}."{column}"' for column in entry.key)
    return f"SELECT {', '.join(values)} FROM {entry.name} ORDER BY {order}"


def _parquet_value(column: Column) -> str:
    return f'CAST("{column.name}" AS VARCHAR)' if column.type == "JSON" else f'"{column.name}"'


def file_stem(entry: Table, *, is_fictional: bool) -> str:
    """The file name without ending: `.fictional` for made-up data; official figures are real either way."""
    return f"{entry.name}.fictional" if is_fictional and entry.layer != "ref" else entry.name


def write_parquet(
    con: duckdb.DuckDBPyConnection, entry: Table, columns: Sequence[Column], path: Path, *, is_fictional: bool
) -> None:
    """One table as Parquet (zstd); the key-value metadata says whether it is fictional."""
    flag = "true" if is_fictional and entry.layer != "ref" else "false"
    con.execute(
        f"COPY ({_select(entry, columns, as_csv=False)}) TO {quote_literal(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{fictional: '{flag}'}})"
    ).fetchall()


def write_csv(con: duckdb.DuckDBPyConnection, entry: Table, columns: Sequence[Column], path: Path) -> None:
    """One table as CSV: UTF-8, header, comma, quotes where needed, null as nothing."""
    con.execute(
        f"COPY ({_select(entry, columns, as_csv=True)}) TO {quote_literal(str(path))} "
        "(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
    ).fetchall()


def _constraints(column: Column, entry: Table) -> dict[str, Any]:
    # A CSV cell does not tell an empty text from none, so that a text is required only as a key.
    found: dict[str, Any] = {
        "required": not column.nullable and (column.type != "VARCHAR" or column.name in entry.key)
    }
    if column.enum and not column.type.endswith("[]"):
        found["enum"] = list(column.enum)
    if column.min is not None:
        found["minimum"] = column.min
    if column.max is not None:
        found["maximum"] = column.max
    if entry.key == (column.name,):
        found["unique"] = True
    return found


def field_description(column: Column, entry: Table) -> dict[str, Any]:
    """A Frictionless field."""
    base = column.type.split("(")[0]
    kind = "array" if column.type.endswith("[]") else "number" if base == "DECIMAL" else _FRICTIONLESS[base]
    unit = {"unit": column.unit} if column.unit else {}
    return {
        "name": column.name,
        "type": kind,
        "title": column.ko,
        "description": column.en,
        **unit,
        "constraints": _constraints(column, entry),
    }


def resource_description(entry: Table, columns: Sequence[Column], path: Path, rows: int) -> dict[str, Any]:
    """A Frictionless resource: the CSV file of one table, with digest, size and schema."""
    content = path.read_bytes()
    written = {column.name for column in columns}
    schema: dict[str, Any] = {
        "fields": [field_description(column, entry) for column in columns],
        "missingValues": [""],
    }
    if set(entry.key) <= written:
        schema["primaryKey"] = list(entry.key)
    return {
        "name": entry.name.replace("__", "-").replace("_", "-"),
        "type": "table",
        "path": path.name,
        "title": f"{entry.title.ko} / {entry.title.en}",
        "description": f"{entry.description.ko} / {entry.description.en}",
        "format": path.suffix.removeprefix("."),
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": rows,
        "schema": schema,
    }


def package_description(resources: Sequence[Mapping[str, Any]], *, is_fictional: bool) -> dict[str, Any]:
    """The Frictionless data package."""
    title = "jumun: Korean sentencing statistics with the words behind every number"
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "jumun-fictional" if is_fictional else "jumun",
        "title": f"[FICTIONAL] {title}" if is_fictional else title,
        "description": NOTICE_TEXT.strip() if is_fictional else (
            "Published judgments are a selection and not a sample: no national rate. Every rate has its definition, "
            "its n and its coverage beside it."
        ),
        "fictional": is_fictional,
        "licenses": [LICENCE],
        "resources": list(resources),
    }  # fmt: skip


def _replaceable(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"[{folder}] is a file")
    if any(folder.iterdir()) and not (folder / DESCRIPTION).exists():
        raise ExportError(f"[{folder}] holds other files: choose an empty or a new folder")


def _write_all(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    prefixes: Sequence[str],
    *,
    is_fictional: bool,
    include_local: bool,
    formats: Sequence[str],
) -> None:
    resources = []
    for entry in tables_of(prefixes):
        columns = exported_columns(entry, include_local=include_local)
        if not columns:
            continue
        stem = file_stem(entry, is_fictional=is_fictional)
        if "parquet" in formats:
            write_parquet(con, entry, columns, folder / f"{stem}.parquet", is_fictional=is_fictional)
        if "csv" in formats:
            path = folder / f"{stem}.csv"
            write_csv(con, entry, columns, path)
            rows = con.execute(f"SELECT count(*) FROM {entry.name}").fetchall()[0][0]
            resources.append(resource_description(entry, columns, path, int(rows)))
    description = package_description(resources, is_fictional=is_fictional)
    text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    (folder / DESCRIPTION).write_text(text, encoding="utf-8")
    if is_fictional:
        (folder / NOTICE).write_text(NOTICE_TEXT, encoding="utf-8")


def replace_folder(made: Path, folder: Path) -> None:
    """Put a finished folder in the place of an older one; a kill leaves the old or the new one, or neither name."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def export_tables(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    prefixes: Sequence[str] = ("ref_", "out_"),
    is_fictional: bool,
    include_local: bool = False,
    formats: Sequence[str] = ("parquet", "csv"),
    is_scanned: bool = True,
    scan: Callable[[Path], None] = refuse_personal_data,
) -> list[Path]:
    """The tables with these prefixes as files in `folder`, which is replaced as a whole; returns the files.

    `include_local` also writes what must not leave the machine: for comparing two builds, never for a package.
    Raises ExportError when the folder holds files that are not an export, and LeakError, with the old folder
    left in place, when a file holds personal data (`is_scanned` false: the caller looks at more than these files;
    `scan` is what searches the written folder).
    """
    _replaceable(folder)
    made = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        _write_all(
            con, made, prefixes, is_fictional=is_fictional, include_local=include_local, formats=formats
        )
        if is_scanned and not include_local:
            scan(made)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    replace_folder(made, folder)
    return sorted(path for path in folder.iterdir() if path.is_file())
