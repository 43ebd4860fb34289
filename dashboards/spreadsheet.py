"""Tables as one XLSX workbook by xlsxwriter: texts stay texts, no formulas, the same bytes every time."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]

# xlsxwriter gives every part of the file the date 1980-01-01; this is the date in its properties.
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 (the format has no zone)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MOST_LETTERS = 32_767
_EXACT = 10**15
_WIDEST, _NARROWEST = 60, 8


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: a name (cut to what Excel allows) and its rows of texts and numbers; `head_rows` are set bold."""

    name: str
    rows: Sequence[Sequence[object]]
    head_rows: int = 0


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of an XLSX file; ValueError without any sheet."""
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": _CREATED, "author": "jumun"})
    bold = book.add_format({"bold": True})
    for name, sheet in zip(_unique_names([sheet.name for sheet in sheets]), sheets, strict=True):
        page = book.add_worksheet(name)
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                _write(page, number, column, value, bold if number < sheet.head_rows else None)
        for column, width in enumerate(_widths(sheet.rows)):
            page.set_column(column, column, width)
    book.close()
    return out.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: object,
    style: xlsxwriter.format.Format | None,
) -> None:
    if value is None or value == "":
        return
    if _is_plain_number(value):
        page.write_number(row, column, value, style)
        return
    page.write_string(row, column, _CONTROL.sub("", str(value))[:_MOST_LETTERS], style)


def _is_plain_number(value: object) -> bool:
    """A number that a spreadsheet keeps whole: neither a truth value nor one past 15 digits."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) and (isinstance(value, float) or abs(value) < _EXACT)


def _widths(rows: Sequence[Sequence[object]]) -> list[int]:
    """A width a column from its first rows; Hangul counts twice."""
    widths: list[int] = []
    for row in rows[:200]:
        for column, value in enumerate(row):
            text = "" if value is None else str(value)
            # A sentence alone in its row (a title, a notice) runs over the empty cells beside it.
            length = 0 if len(row) == 1 else sum(2 if ord(char) > 0x1100 else 1 for char in text)
            widths += [_NARROWEST] * (column + 1 - len(widths))
            widths[column] = max(widths[column], min(length + 2, _WIDEST))
    return widths


def _unique_names(names: Sequence[str]) -> list[str]:
    """Names of at most 31 characters without the forbidden ones, each only once, whatever its letter case."""
    found: list[str] = []
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        plain = _FORBIDDEN.sub(" ", name).strip(" '")[:27].rstrip(" '") or f"{number}"
        if plain.casefold() in taken or plain.casefold() == "history":
            plain = f"{plain[:27]} {number}"
        taken.add(plain.casefold())
        found.append(plain)
    return found
