"""Tables as HWPX, the document format of Hancom Office, by python-hwpx: the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from hwpx import HwpxDocument

from dashboards.spreadsheet import Sheet

_EPOCH = (1980, 1, 1, 0, 0, 0)
# The library draws ids of paragraphs and tables at random; nothing refers to them.
_RANDOM_ID = re.compile(rb'(<hp:(?:p|tbl)\b[^>]*?\bid=")\d+(")')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def document(title: str, sheets: Sequence[Sheet], *, notice: str = "") -> bytes:
    """The bytes of an HWPX file: a title, then each sheet's lines as paragraphs and its rows as a table.

    `notice` stands at the top and again above every table (fictional data says so wherever it is copied from).
    """
    made = HwpxDocument.new()
    made.add_heading(_text(title), level=1)
    if notice:
        made.add_paragraph(_text(notice))
    for sheet in sheets:
        _add_sheet(made, sheet, notice)
    return _same_bytes(made.to_bytes())


def _add_sheet(made: HwpxDocument, sheet: Sheet, notice: str) -> None:
    rows = [list(row) for row in sheet.rows]
    made.add_heading(_text(sheet.name), level=2)
    if notice and notice not in (row[0] for row in rows[:1] if row):
        made.add_paragraph(_text(notice))
    table = [row for row in rows if len(row) > 1]
    for row in rows:
        if len(row) == 1 and row[0] not in (None, "", sheet.name):
            made.add_paragraph(_text(row[0]))
    if not table:
        return
    width = max(len(row) for row in table)
    made_table = made.add_table(len(table), width)
    for made_row, row in zip(made_table.rows, table, strict=True):
        for cell, value in zip(made_row.cells, row, strict=False):
            if value is not None and value != "":
                cell.text = _text(value)


def _text(value: object) -> str:
    """A value as one line of text; numbers as Python writes them."""
    return _CONTROL.sub("", str(value)).replace("\n", " ")


def _same_bytes(content: bytes) -> bytes:
    """The file with counted ids and fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("Contents/section"):
                part = _counted(part)
            fresh = zipfile.ZipInfo(entry.filename, _EPOCH)
            fresh.external_attr = entry.external_attr
            new.writestr(fresh, part, entry.compress_type)
    return out.getvalue()


def _counted(part: bytes) -> bytes:
    numbers = iter(range(1, 10**9))
    return _RANDOM_ID.sub(lambda found: found[1] + str(next(numbers)).encode() + found[2], part)
