"""The five sentences of the front page, in the words of `headlines.yml`, with numbers from ref_ and out_
tables.

No number is typed into a sentence. Where one cannot be computed, the sentence itself says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb

from warehouse.suppression import MINIMUM
from warehouse.yaml_files import read_yaml

HEADLINES_PATH = Path(__file__).parent / "headlines.yml"
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
Row = dict[str, Any]


class HeadlineError(ValueError):
    """A sentence that names a figure which is not there."""


def one_decimal(numerator: int, denominator: int) -> str:
    """A percentage with one decimal, halves up, as the press prints it."""
    share = Decimal(100 * numerator) / Decimal(denominator)
    return str(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def korean_date(day: date) -> str:
    """2020년 6월 25일."""
    return f"{day.year}년 {day.month}월 {day.day}일"


def english_date(day: date) -> str:
    """25 June 2020."""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def grouped(n: int) -> str:
    """A whole number with thousands separated."""
    return f"{n:,}"


def _figure(con: duckdb.DuckDBPyConnection, figure_id: str, column: str) -> Any:
    rows = con.execute(
        f"SELECT {column} FROM ref_official_figures WHERE figure_id = ?", [figure_id]
    ).fetchall()
    if not rows or rows[0][0] is None:
        raise HeadlineError(f"no {column} of {figure_id}")
    return rows[0][0]


def _both_dates(name: str, day: date) -> dict[str, str]:
    return {f"{name}_ko": korean_date(day), f"{name}_en": english_date(day)}


def _law(con: duckdb.DuckDBPyConnection, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Dates of amendments and maximum terms in force on them."""
    found: dict[str, Any] = {}
    days: dict[str, date] = {}
    for name, amendment in entry.get("amendment", {}).items():
        rows = con.execute(
            "SELECT effective_date FROM ref_amendments WHERE amendment_id = ?", [amendment]
        ).fetchall()
        if not rows:
            raise HeadlineError(f"no amendment {amendment}")
        days[amendment] = rows[0][0]
        found |= _both_dates(name, rows[0][0])
    for name, (article, paragraph, amendment) in entry.get("penalty_years", {}).items():
        rows = con.execute(
            "SELECT prison_max_months // 12 FROM ref_statutory_penalties WHERE article = ? AND paragraph = ? "
            "AND valid_from = ?",
            [article, paragraph, days[amendment]],
        ).fetchall()
        if not rows:
            raise HeadlineError(f"no penalty of {article} ({paragraph})")
        found[name] = int(rows[0][0])
    return found


def official_parameters(con: duckdb.DuckDBPyConnection, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of one sentence that come from official figures and the law."""
    counts = {name: int(_figure(con, figure, "value")) for name, figure in entry.get("ref", {}).items()}
    for name, parts in entry.get("sum", {}).items():
        counts[name] = sum(counts[part] for part in parts)
    found: dict[str, Any] = {name: grouped(n) for name, n in counts.items()}
    for name, (numerator, denominator) in entry.get("percent", {}).items():
        found[name] = one_decimal(counts[numerator], counts[denominator])
    for name, (figure, column) in entry.get("dates", {}).items():
        found |= _both_dates(name, _figure(con, figure, column))
    for name, figure in entry.get("years", {}).items():
        found[name] = int(_figure(con, figure, "year"))
    return found | _law(con, entry)


def supervised_among_suspended(con: duckdb.DuckDBPyConnection) -> tuple[int, int] | None:
    """(judgments read, persons also supervised) for suspended sentences under article 14-2, or None when few.

    The second number is the published cell of the supervision cube: hidden there, it is not said here.
    """
    cells = con.execute(
        "SELECT n FROM out_cubes__cells WHERE cube_id = 'supervision' AND category = 'share' "
        "AND dim1 = 'art14_2' AND (dim2, dim3, dim4) = ('all', 'all', 'all') AND state <> 'suppressed'"
    ).fetchall()
    rows = con.execute(
        "SELECT count(DISTINCT document_id) FROM unit_defendants "
        "WHERE offence_group = 'art14_2' AND outcome = 'suspended' AND is_read_whole"
    ).fetchall()
    n = int(rows[0][0])
    return (n, int(cells[0][0])) if cells and n >= MINIMUM else None


def coverage_of_official(con: duckdb.DuckDBPyConnection) -> tuple[int, int, int] | None:
    """(year, persons in units, officially disposed) for the latest year with both, or None."""
    rows = con.execute(
        "SELECT f.year, sum(u.n_persons), any_value(f.value)::BIGINT FROM ref_official_figures AS f "
        "JOIN unit_defendants AS u ON year(u.decision_date) = f.year "
        "WHERE f.series_id = 'yearbook_first_instance' AND f.figure_id LIKE 'yearbook_disposed_%' "
        "GROUP BY f.year HAVING sum(u.n_persons) >= ? ORDER BY f.year DESC LIMIT 1",
        [MINIMUM],
    ).fetchall()
    return (int(rows[0][0]), int(rows[0][1]), int(rows[0][2])) if rows else None


def _read_judgments(con: duckdb.DuckDBPyConnection) -> int:
    rows = con.execute(
        "SELECT count(*) FROM core_judgments WHERE is_readable "
        "AND document_id NOT IN (SELECT document_id FROM core_same_judgments)"
    ).fetchall()
    return int(rows[0][0])


def _error(con: duckdb.DuckDBPyConnection) -> dict[str, str] | None:
    rows = con.execute(
        "SELECT n, error_share, error_low, error_high, silent_share FROM out_reading_error WHERE field = 'record'"
    ).fetchall()
    if not rows:
        return None
    names = ("error", "error_low", "error_high", "silent")
    told = {name: f"{100 * value:.1f}" for name, value in zip(names, rows[0][1:], strict=True)}
    return {"n_audited": grouped(rows[0][0]), **told}


def _share_words(persons: int, official: int) -> tuple[str, str]:
    """A share in Korean and English; one that would print as nothing is told as under a tenth of a percent."""
    share = one_decimal(persons, official)
    return (f"{share}%", f"{share} %") if share != "0.0" else ("0.1% 미만", "under 0.1 %")


def _coverage_words(coverage: tuple[int, int, int] | None) -> tuple[str, str]:
    """How much of the official total was read, in words that fit the last sentence."""
    if coverage is None:
        return (
            "같은 기간의 공식 처리인원을 찾지 못해 몇 %인지 알 수 없는",
            "an unknown part of the defendants disposed of, because no official total of the same period was found, and",
        )
    year, persons, official = coverage
    share_ko, share_en = _share_words(persons, official)
    return (
        f"가장 가까운 공식 집계인 {year}년에는 법원이 처리한 피고인의 {share_ko}에 해당하는",
        f"in {year}, the latest year with an official total, {share_en} of the defendants disposed of, and",
    )


def _sentence(
    con: duckdb.DuckDBPyConnection, entry: Mapping[str, Any]
) -> tuple[str, str, dict[str, Any], int | None]:
    """Korean and English sentence, its parameters and its n; the wording says where a number is missing."""
    values = official_parameters(con, entry)
    if entry["id"] == "suspension_is_not_supervision":
        found = supervised_among_suspended(con)
        if found is None:
            return entry["missing_ko"].format(**values), entry["missing_en"].format(**values), values, None
        values |= {"n": grouped(found[0]), "k": grouped(found[1])}
        return entry["ko"].format(**values), entry["en"].format(**values), values, found[0]
    if entry["id"] == "what_this_site_read":
        n = _read_judgments(con)
        error, coverage = _error(con), coverage_of_official(con)
        values["n_read"] = grouped(n)
        if error is not None and coverage is not None:
            values |= {**error, "coverage": one_decimal(coverage[1], coverage[2]), "year": coverage[0]}
            values["share_ko"], values["share_en"] = _share_words(coverage[1], coverage[2])
            return entry["ko"].format(**values), entry["en"].format(**values), values, n
        values["coverage_ko"], values["coverage_en"] = _coverage_words(coverage)
        return entry["no_error_ko"].format(**values), entry["no_error_en"].format(**values), values, n
    return entry["ko"].format(**values), entry["en"].format(**values), values, None


def _is_complete(entry: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    if entry["id"] == "suspension_is_not_supervision":
        return "k" in values
    return entry["id"] != "what_this_site_read" or "error" in values


def headline_rows(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """`out_headlines`: the five sentences in their order; needs unit_defendants, ref_ tables,
    out_reading_error.
    """
    rows: list[Row] = []
    for position, entry in enumerate(read_yaml(HEADLINES_PATH), start=1):
        text_ko, text_en, values, n = _sentence(con, entry)
        rows.append(
            {
                "headline_id": entry["id"],
                "position": position,
                "text_ko": text_ko,
                "text_en": text_en,
                "population": entry["population"],
                "basis": entry["basis"],
                "status": "complete" if _is_complete(entry, values) else "not_computable",
                "parameters": json.dumps(values, ensure_ascii=False, sort_keys=True),
                "ref_ids": sorted({*entry.get("ref", {}).values(), *entry.get("amendment", {}).values()}),
                "n": n,
            }
        )
    return rows
