"""Reference figures: YAML in `warehouse/reference/` becomes the ref_ tables, completed and checked by row.

Nothing here is computed from judgments and nothing is averaged: a conflicting series stays beside the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, Field, model_validator

from warehouse.catalog import Bilingual, CatalogError, table
from warehouse.load import to_arrow, transaction
from warehouse.yaml_files import read_yaml

REFERENCE_DIR = Path(__file__).parent / "reference"
Row = dict[str, Any]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FigureRow(_Strict):
    """One row of a series; what it leaves out comes from the series."""

    id: str
    value: Decimal
    label: Bilingual | None = None
    unit: str | None = None
    n: int | None = None
    denominator: int | None = None
    population: str | None = None
    age_population: str | None = None
    stage: str | None = None
    offence_set: str | None = None
    year: int | None = None
    period: str | None = None
    start: date | None = None
    end: date | None = None
    provisional: bool = False
    breaks: bool = False
    complete: bool | None = None
    source: str | None = None
    url: str | None = None
    confidence: str | None = None
    status: str | None = None
    conflicts: str | None = None
    caveat: Bilingual | None = None

    @model_validator(mode="after")
    def _has_period(self) -> FigureRow:
        if self.year is None and self.period is None:
            raise ValueError(f"{self.id} states neither year nor period")
        return self


class Series(_Strict):
    """One series of official figures."""

    series_id: str
    title: Bilingual
    unit: str
    population: str
    stage: str
    offence_set: str
    publisher: str
    age_population: str | None = None
    source: str | None = None
    confidence: str = "R"
    status: str = "usable"
    conflicts: str | None = None
    complete: bool = False
    caveat: Bilingual | None = None
    rows: tuple[FigureRow, ...] = Field(min_length=1)


class Attempt(_Strict):
    """The nearest definition to a published rate that none reproduces, what it gives if anything, and why."""

    definition: str
    numerator: int | None = None
    denominator: int | None = None
    reason: Bilingual


class PublishedRate(_Strict):
    """One published rate of a set of counts; a count that was not published is None."""

    id: str
    outcome: str
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal
    is_printed: bool
    confidence: str
    label: Bilingual | None = None
    nearest: Attempt | None = None

    @model_validator(mode="after")
    def _has_a_count(self) -> PublishedRate:
        if self.numerator is None and self.denominator is None:
            raise ValueError(f"{self.id}: neither count was published")
        if self.nearest and (self.nearest.numerator, self.nearest.denominator) == (
            self.numerator,
            self.denominator,
        ):
            raise ValueError(f"{self.id}: the nearest definition reproduces it")
        return self

    @property
    def parts(self) -> str:
        """Numerator and denominator as they were published, a question mark for a missing one."""
        return "/".join("?" if n is None else f"{n}" for n in (self.numerator, self.denominator))


class CountSet(_Strict):
    """Outcome counts of one publication; none where it gave only single counts without their split."""

    count_set_id: str
    title: Bilingual
    total: int | None = None
    counts: dict[str, int] = Field(default_factory=dict)
    covers: str = "D"
    offence_set: str = "art14_2"
    is_complete_count: bool
    period: str | None
    publisher: str
    source: str
    confidence: str
    caveat: Bilingual | None = None
    figures: tuple[PublishedRate, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> CountSet:
        if self.counts and sum(self.counts.values()) != self.total:
            raise ValueError(f"{self.count_set_id}: the counts do not add up to {self.total}")
        return self


def _read(name: str) -> dict[str, Any]:
    content = read_yaml(REFERENCE_DIR / name)
    if not isinstance(content, dict):
        raise CatalogError(f"{name} is not a mapping")
    return content


def _ko(text: Bilingual | None) -> str | None:
    return text.ko if text else None


def _en(text: Bilingual | None) -> str | None:
    return text.en if text else None


def _figure_period(row: FigureRow) -> tuple[str, date | None, date | None]:
    if row.period is not None:
        return row.period, row.start, row.end
    year = row.year or 0
    return str(year), date(year, 1, 1), date(year, 12, 31)


def _figure(series: Series, row: FigureRow, position: int, accessed: date) -> Row:
    period, start, end = _figure_period(row)
    label_ko = f" · {row.label.ko}" if row.label else ""
    label_en = f" · {row.label.en}" if row.label else ""
    caveat = row.caveat or series.caveat
    source = row.source or series.source
    if source is None:
        raise CatalogError(f"{row.id} has no source")
    return {
        "figure_id": row.id,
        "series_id": series.series_id,
        "position": position,
        "title_ko": f"{series.title.ko}{label_ko} ({period})",
        "title_en": f"{series.title.en}{label_en} ({period})",
        "value": row.value,
        "unit": row.unit or series.unit,
        "n": row.n,
        "denominator": row.denominator,
        "population": row.population or series.population,
        "age_population": row.age_population or series.age_population,
        "stage": row.stage or series.stage,
        "offence_set": row.offence_set or series.offence_set,
        "year": row.year,
        "period": period,
        "period_start": start,
        "period_end": end,
        "is_provisional": row.provisional,
        "is_break": row.breaks,
        "is_complete_count": series.complete if row.complete is None else row.complete,
        "publisher": series.publisher,
        "source": source,
        "url": row.url,
        "accessed_date": accessed,
        "confidence": row.confidence or series.confidence,
        "status": row.status or series.status,
        "conflicts_with": row.conflicts or series.conflicts,
        "caveat_ko": _ko(caveat),
        "caveat_en": _en(caveat),
    }


def _official_figures() -> list[Row]:
    content = _read("official_figures.yml")
    rows: list[Row] = []
    for entry in content["series"]:
        series = Series(**entry)
        rows += [
            _figure(series, row, i, content["accessed_date"])
            for i, row in enumerate(series.rows, start=len(rows))
        ]
    return rows


def count_sets() -> tuple[CountSet, ...]:
    """The published outcome counts, each adding up to its stated total."""
    return tuple(CountSet(**entry) for entry in _read("published_counts.yml")["sets"])


def _published_counts() -> list[Row]:
    accessed = _read("published_counts.yml")["accessed_date"]
    return [
        {
            "count_set_id": entry.count_set_id,
            "category": category,
            "position": position,
            "n": n,
            "total": entry.total,
            "covers": entry.covers,
            "offence_set": entry.offence_set,
            "title_ko": entry.title.ko,
            "title_en": entry.title.en,
            "is_complete_count": entry.is_complete_count,
            "period": entry.period,
            "publisher": entry.publisher,
            "source": entry.source,
            "url": None,
            "accessed_date": accessed,
            "confidence": entry.confidence,
            "caveat_ko": _ko(entry.caveat),
            "caveat_en": _en(entry.caveat),
        }
        for entry in count_sets()
        for position, (category, n) in enumerate(entry.counts.items())
    ]


def _published_rates() -> list[Row]:
    accessed = _read("published_counts.yml")["accessed_date"]
    return [
        {
            "figure_id": rate.id,
            "count_set_id": entry.count_set_id,
            "position": position,
            "outcome": rate.outcome,
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "published_value": rate.value,
            "is_printed": rate.is_printed,
            "title_ko": " · ".join([entry.title.ko, *([rate.label.ko] if rate.label else []), rate.parts]),
            "title_en": " · ".join([entry.title.en, *([rate.label.en] if rate.label else []), rate.parts]),
            "publisher": entry.publisher,
            "source": entry.source,
            "url": None,
            "accessed_date": accessed,
            "confidence": rate.confidence,
        }
        for entry in count_sets()
        for position, rate in enumerate(entry.figures)
    ]


def _plain_rows(name: str, entries: Sequence[Mapping[str, Any]], id_column: str | None = None) -> list[Row]:
    """Rows of a law table: titles and caveats unfolded, missing values null, unknown keys refused."""
    columns = table(name).column_names
    rows = []
    for entry in entries:
        flat = {key: value for key, value in entry.items() if key not in {"title", "caveat", "label", "id"}}
        for key in ("title", "caveat", "label"):
            if key in entry:
                flat[f"{key}_ko"], flat[f"{key}_en"] = entry[key]["ko"], entry[key]["en"]
        if id_column:
            flat[id_column] = entry["id"]
        unknown = set(flat) - set(columns)
        if unknown:
            raise CatalogError(f"{name}: {sorted(unknown)} are not columns")
        rows.append({column: flat.get(column) for column in columns})
    return rows


def _law_rows() -> dict[str, list[Row]]:
    law = _read("law.yml")
    penalties = [{"has_life": False, "is_half_more": False, **entry} for entry in law["statutory_penalties"]]
    guidelines = [
        {**law["guideline_defaults"], "applies_by": "indictment_date", **e} for e in law["guideline_ranges"]
    ]
    rules = [{"source": "measures 3", **entry} for entry in law["order_rules"]]
    return {
        "ref_statutory_penalties": _plain_rows("ref_statutory_penalties", penalties),
        "ref_guideline_ranges": _plain_rows("ref_guideline_ranges", guidelines),
        "ref_amendments": _plain_rows("ref_amendments", law["amendments"], "amendment_id"),
        "ref_order_rules": _plain_rows("ref_order_rules", rules, "rule_id"),
    }


def _kosis_rows() -> list[Row]:
    """What each configured statistics table counts; organisation 999 is the replica's."""
    rows = []
    for entry in read_yaml(REFERENCE_DIR / "kosis.yml"):
        headline = entry.get("headline") or {}
        flat = {
            **{
                key: value
                for key, value in entry.items()
                if key not in {"item", "total", "figure", "headline"}
            },
            "item_id": entry.get("item"),
            "total_code": entry.get("total"),
            "figure_id": entry.get("figure"),
            "is_fictional": entry.get("org_id") == "999",
            "headline_ko": headline.get("ko"),
            "headline_en": headline.get("en"),
        }
        rows.append(flat)
    return _plain_rows("ref_kosis_series", rows)


def _classification_rows() -> dict[str, list[Row]]:
    content = _read("classification.yml")
    courts = [{"position": i, **entry} for i, entry in enumerate(content["court_patterns"])]
    groups = [
        {
            "offence_group": group["group"],
            "position": position,
            "law_pattern": pattern.get("law"),
            "article_pattern": pattern.get("article"),
            "case_name_pattern": pattern.get("case_name"),
            "severity": group["severity"],
            "is_sexual": group["is_sexual"],
            "label_ko": group["label"]["ko"],
            "label_en": group["label"]["en"],
        }
        for group in content["offence_groups"]
        for position, pattern in enumerate(group["patterns"])
    ]
    return {"ref_court_patterns": _plain_rows("ref_court_patterns", courts), "ref_offence_groups": groups}


@lru_cache(maxsize=1)
def reference_rows() -> Mapping[str, list[Row]]:
    """Every ref_ table of this package as rows complete by the catalogue; CatalogError when one is not."""
    return {
        "ref_official_figures": _official_figures(),
        "ref_published_counts": _published_counts(),
        "ref_published_figures": _published_rates(),
        "ref_kosis_series": _kosis_rows(),
        **_law_rows(),
        **_classification_rows(),
    }


def replace_table(con: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Put exactly these rows into one table, whatever it held before; returns their number."""
    data = to_arrow(name, rows)
    con.register("replacing_rows", data)
    try:
        with transaction(con):
            con.execute(f"DELETE FROM {name}")
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM replacing_rows")
    finally:
        con.unregister("replacing_rows")
    return int(data.num_rows)


def load_reference(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Fill the ref_ tables from the YAML files; returns the number of rows by table."""
    return {name: replace_table(con, name, rows) for name, rows in reference_rows().items()}
