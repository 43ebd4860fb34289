"""`pack.json`: one number as plain data, from which every other file of its pack is made again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dashboards.citation import Version
from dashboards.pack.model import PackNumber, pack_words
from dashboards.published import Published, Row, plain
from dashboards.tables import csv_text
from warehouse.headlines import one_decimal

FORMAT = "jumun-pack/1"
# Two dots between two dates, as tables write a period; print has a dash.
_PERIOD = re.compile(r"(?<=\d)\.\.(?=\d)")
Document = dict[str, Any]


def canonical(value: object) -> bytes:
    """The one JSON text of a value, as UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256(content: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def document_of(
    number: PackNumber,
    published: Published,
    version: Version,
    *,
    now: datetime,
    manifests: Mapping[str, Any] | None = None,
) -> Document:
    """The document of a number; `manifests` says what the archive's capture manifests hold, where it is known."""
    is_fictional = version.is_fictional and number.basis != "official"
    tables = {
        name: {"columns": columns_of(published, name), "rows": len(rows)}
        for name, rows in sorted(number.tables.items())
        if rows
    }
    document: Document = {
        "format": FORMAT,
        "is_fictional": is_fictional,
        "is_fictional_build": version.is_fictional,
        # The day alone: packs of the same data made on the same day are the same bytes.
        "made_at": now.replace(hour=0, minute=0, second=0, microsecond=0).isoformat(),
        "version": {"name": version.name, "digest": version.digest, "as_of": version.as_of.isoformat()},
        "tables": tables,
        "manifests": dict(manifests or {}),
        **_number(number),
    }
    for name, rows in number.tables.items():
        if rows:
            document["tables"][name]["sha256"] = sha256(table_csv(document, name, rows).encode("utf-8"))
    document["content_sha256"] = content_digest(document)
    return document


def content_digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document without this digest itself; the rows are in it by their own digests."""
    return sha256(canonical({k: v for k, v in document.items() if k != "content_sha256"}))


def _number(number: PackNumber) -> Document:
    found = asdict(number)
    del found["tables"]
    found["results"] = [_result(result) for result in found["results"]]
    text = json.dumps(found, ensure_ascii=False, default=plain)
    as_json: Document = json.loads(_PERIOD.sub("–", text))
    return as_json


def _result(result: Document) -> Document:
    top, bottom = result["numerator"], result["denominator"]
    share = top / bottom if top is not None and bottom else None
    percent = one_decimal(int(top), int(bottom)) if share is not None else None
    return {**result, "share": share, "percent": percent}


def columns_of(published: Published, table: str) -> list[list[str]]:
    """Names and types of the public columns of a table; lists travel as text."""
    entry = published.catalog[table]
    return [[c.name, "VARCHAR" if c.type.endswith("[]") else c.type] for c in entry.public_columns()]


def table_csv(document: Mapping[str, Any], name: str, rows: Sequence[Row]) -> str:
    """Rows of one table as CSV, with the notice above them when they are fictional."""
    names = [column for column, _ in document["tables"][name]["columns"]]
    return csv_text(
        names, ([_written(row.get(n)) for n in names] for row in rows), comment=notice(document, name)
    )


def notice(document: Mapping[str, Any], table: str = "") -> str:
    """The sentence that every fictional file carries; empty for real numbers and for rows of official figures."""
    if not document["is_fictional"] or table.startswith("ref_"):
        return ""
    return " / ".join(pack_words()["fictional"][language] for language in ("en", "ko"))


def _written(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return plain(value) if isinstance(value, datetime) else value


def read_csv(content: bytes) -> tuple[list[str], list[list[str | None]]]:
    """Header and rows of a CSV file of a pack, its notice left out; an empty cell is None."""
    text = content.decode("utf-8")
    if text.startswith("# "):
        text = text.partition("\n")[2]
    header, *rows = list(csv.reader(io.StringIO(text)))
    return header, [[_as_it_stood(cell) for cell in row] for row in rows]


def _as_it_stood(cell: str) -> str | None:
    """A cell as in the table: without the mark that keeps spreadsheets from running it."""
    if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        return cell[1:]
    return cell or None
