"""The data dictionary as Markdown, from the catalogue alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from warehouse.catalog import Column, Table, tables_of

_LAYERS = {
    "raw": "raw_: 보존 기록에서 다시 만드는 것 / rebuilt from the archive",
    "core": "core_: 문서와 읽은 기록 / documents and what was read from them",
    "ref": "ref_: 공식 수치와 법령 / official figures and law",
    "out": "out_: 공표하는 것 / what is published",
}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _notes(column: Column, entry: Table) -> str:
    notes = []
    if column.name in entry.key:
        notes.append("key")
    if column.nullable:
        notes.append("null")
    if column.unit:
        notes.append(column.unit)
    if column.min is not None or column.max is not None:
        notes.append(f"{'' if column.min is None else column.min}…{'' if column.max is None else column.max}")
    if column.references:
        notes.append(f"→ {column.references}")
    if column.local or entry.local:
        notes.append("local")
    return ", ".join(notes)


def table_markdown(entry: Table, *, public_only: bool = False) -> str:
    """One table as a section: what a row is, then its columns."""
    columns = entry.public_columns() if public_only else entry.columns
    lines = [
        f"### `{entry.name}`",
        "",
        f"{entry.title.ko} / {entry.title.en}. {entry.description.ko} / {entry.description.en}",
        "",
        f"한 줄 / one row: {entry.grain.ko} / {entry.grain.en}. "
        f"열쇠 / key: {', '.join(f'`{name}`' for name in entry.key)}.",
        "",
        "| column | type | 뜻 | meaning | notes |",
        "|---|---|---|---|---|",
    ]
    for column in columns:
        values = f" ({', '.join(column.enum)})" if column.enum else ""
        lines.append(
            f"| `{column.name}` | {column.type} | {_cell(column.ko)} | {_cell(column.en + values)} "
            f"| {_cell(_notes(column, entry))} |"
        )
    return "\n".join(lines) + "\n"


def dictionary_markdown(
    prefixes: Sequence[str] = ("raw_", "core_", "ref_", "out_"), *, public_only: bool = False
) -> str:
    """The whole dictionary; with `public_only`, just what may leave the machine."""
    parts = [
        "# 자료 사전 / Data dictionary\n",
        "Made by `python -m tools.data_dictionary` from `warehouse/catalog/*.yml`; not edited by hand. "
        "`local`: never leaves the machine. Times are UTC.\n",
    ]
    for layer, title in _LAYERS.items():
        entries = [
            e for e in tables_of(prefixes) if e.layer == layer and (e.public_columns() or not public_only)
        ]
        if entries:
            parts.append(f"## {title}\n")
            parts.extend(table_markdown(entry, public_only=public_only) for entry in entries)
    return "\n".join(parts)


_MISSING = (
    "빈칸: 모름, 해당 없음 또는 가림 (state 참고) / empty: unknown, not applicable or suppressed (see state)"
)


def codebook_csv(prefixes: Sequence[str] = ("ref_", "out_")) -> str:
    """The code book for statistics programs: one line a public column with its labels, values and missing codes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        [
            "table",
            "variable",
            "type",
            "unit",
            "label_ko",
            "label_en",
            "values",
            "minimum",
            "maximum",
            "missing",
        ]
    )
    for entry in tables_of(prefixes):
        for column in entry.public_columns():
            writer.writerow(
                [
                    *(entry.name, column.name, column.type, column.unit or "", column.ko, column.en),
                    *(
                        "; ".join(column.enum or ()),
                        column.min,
                        column.max,
                        _MISSING if column.nullable else "none",
                    ),
                ]
            )
    return text.getvalue()
