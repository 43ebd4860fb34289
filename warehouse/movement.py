"""How far a headline number moved between two builds or releases, why, and whether somebody must say so.

Why: each release leaves an index of its records (local, never published). A record of a new document is new data, also
where it puts a copy of the same judgment in its shadow; one whose document now has another text, or that its source no
longer shows, is a changed source; one read from the same text by other rules, or counted otherwise by the program, is
a changed rule; one that people decided on, or that was withdrawn here, is a correction. Where rules and people's
decisions changed at once, the rules are named.

How far: `threshold_of`. An official number may not move at all, any other by a tenth of itself (or one), and a rate
never out of its interval.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import duckdb

from warehouse.catalog import quote_literal
from warehouse.suppression import MINIMUM

RECORDS = "records."
RATES = "rates."
PEOPLE = f"{RECORDS}people_read"
GRID = 10
SHARE_OF_NUMBER = 0.10
# Told once an audit was scored: from labels of a person, or from counts that are watched themselves.
_OF_AUDIT = tuple(
    f"what_this_site_read.{name}" for name in ("error", "silent", "n_audited", "coverage", "year")
)
_BESIDE = (".low", ".high", ".n")
_ENDS = ("_low", "_high")
_ROUNDING = 1e-9
_KOREAN_DATE = re.compile(r"(\d{4})년 (\d{1,2})월 (\d{1,2})일")
_CELLS = "out_cubes__cells"
_HEADLINES = "out_headlines"

# What each counted number counts, over first-instance natural persons unless it says judgments or people read.
_COUNTS = {
    "judgments_read": "position = 0 AND NOT is_copy",
    "people_read": "NOT is_copy",
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
    s.document_id IS NOT NULL AS is_copy,
    j.instance IS NOT DISTINCT FROM '1' AND NOT coalesce(d.is_corporation, false) AND s.document_id IS NULL AS is_counted,
    v.defendant_id IS NOT NULL AS has_supervision
FROM core_defendants AS d
JOIN core_judgments AS j ON j.document_id = d.document_id
JOIN core_documents AS c ON c.document_id = j.document_id AND c.version = j.version
JOIN core_adult_signs AS a ON a.defendant_id = d.defendant_id
LEFT JOIN core_same_judgments AS s ON s.document_id = j.document_id
LEFT JOIN (
    SELECT DISTINCT defendant_id FROM core_supervision WHERE role = 'imposed' AND kind = 'with_suspension'
) AS v ON v.defendant_id = d.defendant_id
ORDER BY d.defendant_id
"""


@dataclass(frozen=True, kw_only=True)
class Movement:
    """How one number moved. `causes` sum to the difference; None where the number is no count of records.

    `threshold` is how far it may move with nobody saying why; `from_new_data` how far new documents alone can have
    moved it (of a count they did, to the unit; of another number they can at most).
    """

    CAUSES: ClassVar[tuple[str, ...]] = ("new_data", "changed_source", "changed_rule", "correction")

    number: str
    before: float | None
    now: float | None
    causes: Mapping[str, int] | None = None
    reason: str | None = None
    is_official: bool = False
    threshold: float = 0.0
    from_new_data: float = 0.0

    @property
    def is_past(self) -> bool:
        """Whether the number, or the part of one cause, moved by more than its threshold, came or went."""
        return self._moved_past(0.0) or self._has_large_part(self.CAUSES)

    @property
    def is_past_without_new_data(self) -> bool:
        """The same of what new documents do not explain."""
        if self.before is None or self.now is None:
            return self.is_past and self.from_new_data == 0
        if self.causes is not None:
            rest = self.now - self.before - self.causes["new_data"]
            return abs(rest) > self.threshold + _ROUNDING or self._has_large_part(self.CAUSES[1:])
        return self._moved_past(self.from_new_data)

    def _has_large_part(self, names: Sequence[str]) -> bool:
        """Whether one of these causes alone moved the number too far: two may cancel each other."""
        return any(abs((self.causes or {}).get(name, 0)) > self.threshold + _ROUNDING for name in names)

    def _moved_past(self, allowed: float) -> bool:
        if self.before is None or self.now is None:
            return self.now is None or not math.isinf(self.threshold)
        return abs(self.now - self.before) > self.threshold + allowed + _ROUNDING


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
    steps = int(abs(value) + GRID // 2) // GRID * GRID
    return steps if value >= 0 else -steps


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
    """Every headline number by name: counts of records, the numbers of the five sentences, and the rates of the grand
    totals in per cent, each with its interval and n beside it.
    """
    return _record_counts(con) | _published_numbers(con, _HEADLINES, _CELLS)


def packaged_numbers(con: duckdb.DuckDBPyConnection, package: Path) -> dict[str, float]:
    """The headline numbers that a published package tells: all but the counts of records.

    Raises FileNotFoundError where the package lacks a table, duckdb.Error where one cannot be read.
    """
    found = []
    for name in (_HEADLINES, _CELLS):
        files = sorted([*package.glob(f"{name}.parquet"), *package.glob(f"{name}.fictional.parquet")])
        if not files:
            raise FileNotFoundError(f"[{package}] holds no {name}")
        found.append(f"read_parquet({quote_literal(str(files[0]))})")
    return _published_numbers(con, *found)


def _published_numbers(con: duckdb.DuckDBPyConnection, headlines: str, cells: str) -> dict[str, float]:
    """The numbers of the sentences and of the rates in two tables, or in files read like tables."""
    numbers: dict[str, float] = {}
    rows = con.execute(
        f"SELECT headline_id, CAST(parameters AS VARCHAR) FROM {headlines} ORDER BY 1"
    ).fetchall()
    for headline_id, text in rows:
        content = json.loads(text) if text else {}
        for name, value in sorted(content.items()) if isinstance(content, dict) else ():
            number = as_number(value)
            if number is not None:
                numbers[f"{headline_id}.{name}"] = number
    for name, *values in con.execute(
        f"SELECT definition_id, 100 * share, 100 * low, 100 * high, denominator FROM {cells} WHERE category = 'share' "
        "AND (dim1, dim2, dim3, dim4) = ('all', 'all', 'all', 'all') AND share IS NOT NULL ORDER BY 1, cube_id"
    ).fetchall():
        numbers |= {
            f"{RATES}{name}{part}": round(value, 2)
            for part, value in zip(("", *_BESIDE), values, strict=True)
            if value is not None
        }
    return numbers


def as_number(value: object) -> float | None:
    """A parameter of a sentence as a number: they are kept as they are printed ("3,611", "39.1"); None for words.

    A day written in Korean is the number year·month·day, 20241016: the day of an amendment may not move unsaid either.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    day = _KOREAN_DATE.fullmatch(value) if isinstance(value, str) else None
    if day is not None:
        return int(day[1]) * 10_000 + int(day[2]) * 100 + int(day[3])
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
                    WHEN n.defendant_id IS NULL AND o.document_id NOT IN (SELECT document_id FROM now)
                        THEN if(o.document_id IN (SELECT document_id FROM core_documents), 'changed_source', 'correction')
                    WHEN t.text_sha256 <> u.text_sha256 THEN 'changed_source'
                    WHEN split_part(t.rule_set, '+', 1) <> split_part(u.rule_set, '+', 1) THEN 'changed_rule'
                    WHEN t.is_copy <> u.is_copy THEN if(t.is_copy, 'new_data', 'correction')
                    WHEN t.rule_set <> u.rule_set THEN 'correction'
                    ELSE 'changed_rule'
                END AS cause, {tests}
            FROM now AS n FULL JOIN was AS o ON o.defendant_id = n.defendant_id
            LEFT JOIN (SELECT DISTINCT document_id, text_sha256, rule_set, is_copy FROM now) AS t
                ON t.document_id = coalesce(n.document_id, o.document_id)
            LEFT JOIN (SELECT DISTINCT document_id, text_sha256, rule_set, is_copy FROM was) AS u
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
    for column in ("position", "is_counted", "is_copy", "result", "has_supervision"):
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
    causes = _causes(con, index) if index.exists() and _is_of_these_columns(con, index) else {}
    n_new = causes[PEOPLE.removeprefix(RECORDS)]["new_data"] if causes else 0
    official = _official(con)
    moved = []
    for number in sorted({*before, *now}):
        is_beside = number.endswith(_ENDS) or (number.startswith(RATES) and number.endswith(_BESIDE))
        parts = causes.get(number.removeprefix(RECORDS)) if number.startswith(RECORDS) else None
        if is_beside or (before.get(number) == now.get(number) and not any((parts or {}).values())):
            continue
        is_official = number.partition(".")[0] in official
        moved.append(
            Movement(
                number=number,
                before=before.get(number),
                now=now.get(number),
                causes=parts,
                reason=reasons.get(number) or reasons.get("*"),
                is_official=is_official,
                threshold=0.0 if is_official else threshold_of(number, before, now),
                from_new_data=0.0 if is_official else _from_new_data(number, now, n_new),
            )
        )
    return tuple(moved)


def _is_of_these_columns(con: duckdb.DuckDBPyConnection, index: Path) -> bool:
    """Whether an index has the columns of today's: one of an earlier program gives no causes."""
    here, there = (
        {str(row[0]) for row in con.execute(f"DESCRIBE FROM {source}").fetchall()}
        for source in (f"({_INDEX})", f"read_parquet({quote_literal(str(index))})")
    )
    return here == there


def threshold_of(number: str, before: Mapping[str, float], now: Mapping[str, float]) -> float:
    """How far a number from judgments may move with nobody saying why, in its own unit.

    A count: a tenth of itself, or one. A percentage: a tenth of itself, one point or one person, and never out of its
    interval. The reading error comes from labels of a person, who has said enough; only its loss needs a word.
    """
    was, held = before.get(number), now.get(number)
    if number in _OF_AUDIT:
        return math.inf
    if was is None or held is None:
        return 0.0
    allowed = max(1.0, SHARE_OF_NUMBER * abs(was))
    if n := before.get(f"{number}.n"):
        allowed = max(allowed, 100 / n)
    side = "high" if held > was else "low"
    ends = [before[name] for name in (f"{number}_{side}", f"{number}.{side}") if name in before]
    return min([allowed, *(abs(end - was) for end in ends)])


def _from_new_data(number: str, now: Mapping[str, float], n_new: int) -> float:
    """How far `n_new` new people can have moved a number: at most all of them in its numerator, or none of them."""
    if not n_new or number in _OF_AUDIT:
        return 0.0
    if number.startswith(RATES):
        n = now.get(f"{number}.n")
        return 100 * n_new / n if n else math.inf
    return float(n_new)
