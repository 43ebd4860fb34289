"""Why a number moved between two releases: new data, a changed source, a changed rule, or a correction.

Each release leaves an index of its records (local, never published). A record that is new is new data; one whose
document now has another text is a changed source; one read from the same text by other rules is a changed rule;
one that is gone, or differs for no such reason, is a correction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import duckdb

from warehouse.catalog import quote_literal
from warehouse.suppression import MINIMUM

RECORDS = "records."
GRID = 10

# What each counted number counts, over first-instance natural persons unless it says judgments.
_COUNTS = {
    "judgments_read": "position = 0",
    "defendants_first_instance": "is_counted",
    "suspended": "is_counted AND result = 'suspended'",
    "suspended_with_supervision": "is_counted AND result = 'suspended' AND has_supervision",
    "served": "is_counted AND result = 'served'",
    "fined": "is_counted AND result = 'fine'",
    "acquitted": "is_counted AND result = 'acquitted'",
    "deferred": "is_counted AND result = 'convicted_deferred'",
}
_INDEX = """
SELECT
    d.defendant_id, d.document_id, d.position, c.text_sha256, j.rule_set, a.result,
    j.instance IS NOT DISTINCT FROM '1' AND NOT coalesce(d.is_corporation, false)
        AND j.document_id NOT IN (SELECT document_id FROM core_same_judgments) AS is_counted,
    v.defendant_id IS NOT NULL AS has_supervision
FROM core_defendants AS d
JOIN core_judgments AS j ON j.document_id = d.document_id
JOIN core_documents AS c ON c.document_id = j.document_id AND c.version = j.version
JOIN core_adult_signs AS a ON a.defendant_id = d.defendant_id
LEFT JOIN (
    SELECT DISTINCT defendant_id FROM core_supervision WHERE role = 'imposed' AND kind = 'with_suspension'
) AS v ON v.defendant_id = d.defendant_id
ORDER BY d.defendant_id
"""


@dataclass(frozen=True, kw_only=True)
class Movement:
    """How one number moved. `causes` sum to the difference; None where the number is no count of records."""

    CAUSES: ClassVar[tuple[str, ...]] = ("new_data", "changed_source", "changed_rule", "correction")

    number: str
    before: float | None
    now: float | None
    causes: Mapping[str, int] | None = None
    reason: str | None = None
    is_official: bool = False

    def is_past(self, *, share: float, absolute: float) -> bool:
        """Whether the number moved by more than the share of its old value and more than the absolute amount."""
        if self.before is None or self.now is None:
            return self.before is not self.now
        moved = abs(self.now - self.before)
        return moved > absolute and moved > share * abs(self.before)


def numbers_path(last: Path) -> Path:
    """The exact numbers of a release: beside its folder, never in it."""
    return last.parent / f".{last.name}.numbers.json"


def numbers_of(last: Path) -> dict[str, float]:
    """The numbers of a release: the exact ones, or the published ones where only the package is left."""
    exact = numbers_path(last)
    content = json.loads((exact if exact.exists() else last / "release.json").read_text(encoding="utf-8"))
    found: dict[str, float] = content if exact.exists() else content["numbers"]
    return found


def on_release_grid(number: str, value: float | None) -> float | None:
    """A number as the package tells it: counts of records to the nearest ten, as no cell protects them."""
    if value is None or not number.startswith(RECORDS):
        return value
    return int(value + GRID // 2) // GRID * GRID if value >= 0 else -int(-value + GRID // 2) // GRID * GRID


def told_cause(value: int) -> str:
    """What one cause brought, as the package tells it: a small part is not told."""
    told = on_release_grid(RECORDS, value)
    return f"under {MINIMUM}" if abs(value) < MINIMUM else f"about {told:+d}"


def write_index(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The local index of the records of a release."""
    con.execute(f"COPY ({_INDEX}) TO {quote_literal(str(path))} (FORMAT parquet)").fetchall()


def _record_counts(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    counts = ", ".join(f"count(*) FILTER (WHERE {test})" for test in _COUNTS.values())
    found = con.execute(f"SELECT {counts} FROM ({_INDEX})").fetchall()[0]
    return {f"{RECORDS}{name}": value for name, value in zip(_COUNTS, found, strict=True)}


def headline_numbers(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Every headline number by name: counts of records, and the numbers of the five sentences."""
    numbers = _record_counts(con)
    rows = con.execute(
        "SELECT headline_id, CAST(parameters AS VARCHAR) FROM out_headlines ORDER BY 1"
    ).fetchall()
    for headline_id, text in rows:
        content = json.loads(text) if text else {}
        for name, value in sorted(content.items()) if isinstance(content, dict) else ():
            number = as_number(value)
            if number is not None:
                numbers[f"{headline_id}.{name}"] = number
    return numbers


def as_number(value: object) -> float | None:
    """A parameter of a sentence as a number: they are kept as they are printed ("3,611", "39.1"); None for words."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value.replace(",", "")) if isinstance(value, str) else float(value)
    except ValueError:
        return None
    return int(found) if found.is_integer() else found


def _causes(con: duckdb.DuckDBPyConnection, index: Path) -> dict[str, dict[str, int]]:
    """For each counted number, how much of its movement each cause brought."""
    tests = ", ".join(
        f"CAST(coalesce({_aliased(test, 'n')}, false) AS INTEGER) - CAST(coalesce({_aliased(test, 'o')}, false) AS INTEGER)"
        f' AS "{name}"'
        for name, test in _COUNTS.items()
    )
    sums = ", ".join(f'CAST(coalesce(sum("{name}"), 0) AS BIGINT)' for name in _COUNTS)
    rows = con.execute(
        f"""WITH now AS ({_INDEX}), was AS (SELECT * FROM read_parquet({quote_literal(str(index))})),
        compared AS (
            SELECT
                CASE
                    WHEN o.defendant_id IS NULL AND n.document_id NOT IN (SELECT document_id FROM was) THEN 'new_data'
                    WHEN n.defendant_id IS NULL AND o.document_id NOT IN (SELECT document_id FROM now) THEN 'correction'
                    WHEN t.text_sha256 <> u.text_sha256 THEN 'changed_source'
                    WHEN t.rule_set <> u.rule_set THEN 'changed_rule'
                    ELSE 'correction'
                END AS cause, {tests}
            FROM now AS n FULL JOIN was AS o ON o.defendant_id = n.defendant_id
            LEFT JOIN (SELECT DISTINCT document_id, text_sha256, rule_set FROM now) AS t
                ON t.document_id = coalesce(n.document_id, o.document_id)
            LEFT JOIN (SELECT DISTINCT document_id, text_sha256, rule_set FROM was) AS u
                ON u.document_id = coalesce(n.document_id, o.document_id)
        )
        SELECT cause, {sums} FROM compared GROUP BY cause"""
    ).fetchall()
    found = {name: dict.fromkeys(Movement.CAUSES, 0) for name in _COUNTS}
    for cause, *values in rows:
        for name, value in zip(_COUNTS, values, strict=True):
            found[name][cause] += int(value)
    return found


def _aliased(test: str, alias: str) -> str:
    for column in ("position", "is_counted", "result", "has_supervision"):
        test = test.replace(column, f"{alias}.{column}")
    return f"({test})"


def _official(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Sentences whose numbers come from official figures alone."""
    rows = con.execute("SELECT headline_id FROM out_headlines WHERE basis = 'official'").fetchall()
    return {str(row[0]) for row in rows}


def movements(con: duckdb.DuckDBPyConnection, last: Path, reasons: Mapping[str, str]) -> tuple[Movement, ...]:
    """How every headline number moved since the release in the folder `last`; unmoved numbers are left out."""
    return movements_since(con, numbers_of(last), last.parent / f".{last.name}.index.parquet", reasons)


def movements_since(
    con: duckdb.DuckDBPyConnection, before: Mapping[str, float], index: Path, reasons: Mapping[str, str]
) -> tuple[Movement, ...]:
    """How every headline number moved since those of `before`, whose records are in the file `index` if it is there."""
    now = headline_numbers(con)
    causes = _causes(con, index) if index.exists() else {}
    official = _official(con)
    moved = []
    for number in sorted({*before, *now}):
        if before.get(number) == now.get(number):
            continue
        moved.append(
            Movement(
                number=number,
                before=before.get(number),
                now=now.get(number),
                causes=causes.get(number.removeprefix(RECORDS)) if number.startswith(RECORDS) else None,
                reason=reasons.get(number) or reasons.get("*"),
                is_official=number.partition(".")[0] in official,
            )
        )
    return tuple(moved)
