"""A small warehouse of invented published tables: every shape of cube, hidden cells, hostile texts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tests.dashboards import fixture_news
from tests.warehouse.empty_tables import put_tables
from warehouse.catalog import Column, load_catalog
from warehouse.load import to_arrow

AS_OF = datetime(2026, 9, 30)  # noqa: DTZ001 (the warehouse keeps naive UTC)
HOSTILE = '<script>alert(1)</script> & "quoted" \' </script> =1+1'
YEARS = tuple(str(year) for year in range(2017, 2026))
LEVELS = ("high", "district", "branch")
GROUPS = ("art14_2", "art14", "cypa11")
OUTCOMES = {
    "served": 0.28,
    "suspended": 0.4,
    "fine": 0.2,
    "deferred": 0.03,
    "acquitted": 0.05,
    "unread": 0.04,
}


def build(path: Path, *, hostile: bool = False) -> Path:
    """Write the warehouse file; the same arguments give the same published rows."""
    with duckdb.connect(str(path)) as con:
        put_tables(con, with_reference=True)
        for table, rows in _tables(hostile).items():
            _fill(con, table, rows)
    return path


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    entry = load_catalog().get(table)
    if entry is None or not rows:
        return
    whole = [{c.name: row.get(c.name, _stand_in(c)) for c in entry.columns} for row in rows]
    con.register("incoming", to_arrow(table, whole))
    con.execute(f'DELETE FROM "{table}"')  # noqa: S608
    con.execute(f'INSERT INTO "{table}" SELECT * FROM incoming')  # noqa: S608
    con.unregister("incoming")


def _stand_in(column: Column) -> object:
    """A lawful value for a column that these tests do not look at."""
    if column.nullable:
        return None
    if column.enum:
        return column.enum[0]
    plain: dict[str, object] = {"VARCHAR": "x", "BOOLEAN": False, "TIMESTAMP": AS_OF, "JSON": "{}"}
    return [] if column.type.endswith("[]") else plain.get(column.type, 0)


def _tables(hostile: bool) -> dict[str, list[dict[str, Any]]]:
    cells = list(_shares()) + list(_outcomes()) + list(_counts())
    return {
        "out_measures__catalog": list(_definitions(hostile)),
        "out_cubes__catalog": list(_cubes(hostile)),
        "out_cubes__cells": cells,
        "out_quantiles__cells": list(_quantiles()),
        "out_ages__cells": list(_ages()),
        "out_labels": list(_labels()),
        "out_headlines": list(_headlines(hostile)),
        "out_law_changes": _laws(),
        "out_press_match": _press(),
        "out_terms__month": list(_terms()),
        "out_definition_ledger": _ledger(),
        "out_cases": list(_cases(hostile)),
        "out_case_evidence": list(_evidence()),
        "out_records": list(_records()),
        "out_coverage": list(_coverage()),
        "out_source_health": _health(),
        "out_sources": _sources(),
        "out_source_reconciliation": list(_reconciled()),
        "out_claim_verdicts": list(fixture_news.claims(HOSTILE if hostile else None)),
        "out_claim_verdicts__counts": list(fixture_news.claim_counts()),
        "out_terms__collocations": list(fixture_news.collocations()),
        "out_terms__charged": list(fixture_news.charged()),
        "out_terms__outlet": list(fixture_news.by_outlet()),
        "out_terms__panel": list(fixture_news.panel()),
    }


def _state(n: int, denominator: int) -> str:
    if denominator == 0:
        return "empty"
    if n < 5 or denominator - n < 5:
        return "suppressed"
    return "too_small" if denominator < 20 else "shown"


def _cell(
    cube: str, definition: str, dims: Sequence[str], category: str, n: int, total: int
) -> dict[str, Any]:
    state = _state(n, total)
    hidden = state in ("suppressed", "empty")
    share = n / total if state == "shown" else None
    values = [*dims, *["all"] * (4 - len(dims))]
    return {
        "cube_id": cube,
        "definition_id": definition,
        **{f"dim{i + 1}": v for i, v in enumerate(values)},
        "category": category,
        "n": None if hidden else n,
        "denominator": None if hidden else total,
        "share": share,
        "low": None if share is None else max(0.0, share - 0.06),
        "high": None if share is None else min(1.0, share + 0.06),
        "interval_label": "chance_only",
        "state": state,
    }


def _combinations() -> Iterator[tuple[str, str, str, int]]:
    draw = random.Random(7)  # noqa: S311
    for year in ("all", *YEARS):
        for level in ("all", *LEVELS):
            for group in ("all", *GROUPS):
                size = 900 if year == "all" else 100
                size = size if level == "all" else size // {"high": 12, "district": 2, "branch": 3}[level]
                size = size if group == "all" else size // {"art14_2": 5, "art14": 2, "cypa11": 3}[group]
                yield year, level, group, int(size * draw.uniform(0.8, 1.2))


def _shares() -> Iterator[dict[str, Any]]:
    for position, definition in enumerate(
        ("suspended_of_disposed", "suspended_of_convicted", "suspended_of_custodial")
    ):
        for year, level, group, total in _combinations():
            share = 0.39 + 0.09 * position + (0 if year == "all" else 0.02 * (int(year) - 2021))
            yield _cell("suspended", definition, (year, level, group), "share", round(total * share), total)


def _outcomes() -> Iterator[dict[str, Any]]:
    for year, level, group, total in _combinations():
        for category, share in OUTCOMES.items():
            yield _cell(
                "outcomes",
                "outcome_distribution",
                (year, level, group),
                category,
                round(total * share),
                total,
            )


def _counts() -> Iterator[dict[str, Any]]:
    for year in ("all", *YEARS):
        n = 1200 if year == "all" else 90 + 10 * (int(year) - 2017)
        yield {**_cell("read", "n_read", (year,), "all", n, n + 40), "share": None, "state": "shown", "n": n}


def _quantiles() -> Iterator[dict[str, Any]]:
    for year in ("all", *YEARS):
        for group in ("all", *GROUPS):
            small = group == "art14_2" and year < "2020"
            ends = [f"{name}_{end}" for name in ("q1", "median", "q3") for end in ("low", "high")]
            known = dict.fromkeys(("q1", "median", "q3", "n", *ends))
            if not small:
                known = {
                    "q1": 8,
                    "median": 14 if group != "cypa11" else 30,
                    "q3": 24 if group != "cypa11" else 48,
                    "n": 140,
                    **dict(zip(ends, (7, 9, 12, 16, 22, 26), strict=True)),
                }
            yield {
                "cube_id": "terms",
                "definition_id": "term_unsuspended",
                "dim1": year,
                "dim2": group,
                "dim3": "all",
                "dim4": "all",
                "unit": "months",
                **known,
                "n_indeterminate": 7 if group == "all" else None,
                "n_life": None,
                "state": "suppressed" if small else "shown",
            }


def _ages() -> Iterator[dict[str, Any]]:
    bands = [
        ("10-13", 10, 13, 0),
        ("14-18", 14, 18, 61),
        ("19", 19, 19, 20),
        ("20-29", 20, 29, 150),
        ("30-39", 30, 39, 60),
        ("40-49", 40, 49, 22),
        ("50+", 50, None, 3),
    ]
    known = sum(n for *_, n in bands)
    for position, (band, low, high, n) in enumerate(bands):
        state = "empty" if n == 0 else "suppressed" if n < 5 else "shown"
        share = n / known if state == "shown" else None
        yield {
            "definition_id": "age_at_decision",
            "band": band,
            "position": position,
            "age_low": low,
            "age_high": high,
            "n_surely": n if state == "shown" else None,
            "n_possibly": n + 5 if state == "shown" else None,
            "n_known": known,
            "n_unknown": 402,
            "naive_share": share,
            "share_low": share and share * 0.8,
            "share_high": share and min(1.0, share * 1.3),
            "turnbull_share": share,
            "turnbull_low": share and share * 0.85,
            "turnbull_high": share and share * 1.2,
            "state": state,
        }


def _definitions(hostile: bool) -> Iterator[dict[str, Any]]:
    rows = [
        (
            "suspended_of_disposed",
            "suspended",
            "share",
            "D",
            "집행유예 (처리인원 기준)",
            "Suspended sentence, of all disposed",
        ),
        (
            "suspended_of_convicted",
            "suspended",
            "share",
            "V",
            "집행유예 (유죄인원 기준)",
            "Suspended sentence, of convicted",
        ),
        (
            "suspended_of_custodial",
            "suspended",
            "share",
            "J",
            "집행유예 (자유형 기준)",
            "Suspended sentence, of prison-type",
        ),
        ("outcome_distribution", "outcome", "distribution", "D", "1심 결과 구성", "First-instance outcomes"),
        ("n_read", "coverage", "count", "D", "읽은 판결", "Judgments read"),
        (
            "term_unsuspended",
            "terms",
            "quantile",
            "J",
            "실형 정기형의 길이",
            "Length of fixed unsuspended terms",
        ),
        ("age_at_decision", "age", "age", "D", "판결 때의 나이", "Age at decision"),
    ]
    for position, (definition, family, kind, population, ko, en) in enumerate(rows):
        yield {
            "definition_id": definition,
            "measure_id": family,
            "page": "outcomes" if family in ("outcome", "terms") else family,
            "family": family,
            "position": position,
            "kind": kind,
            "unit": "defendant",
            "stage": "first_instance",
            "date_basis": "decision_date",
            "population": population,
            "offence_set": "all",
            "title_ko": ko,
            "title_en": en,
            "numerator_ko": "집행유예 인원",
            "numerator_en": "suspended sentences",
            "denominator_ko": "처리인원",
            "denominator_en": "disposed of",
            "inclusions_ko": "법인 제외",
            "inclusions_en": "companies left out",
            "caveat_ko": HOSTILE if hostile else "뽑힌 판결이며 전국 비율이 아니다.",
            "caveat_en": HOSTILE if hostile else "Selected judgments, not a national rate.",
            "interval_rule": "wilson",
            "min_denominator": 20,
            "sql": "SELECT count(*) FILTER (WHERE a < b) FROM unit_defendants",
            "sql_sha256": "0" * 64,
        }


def _cubes(hostile: bool) -> Iterator[dict[str, Any]]:
    three = [
        "total",
        "year",
        "court_level",
        "offence_group",
        "year+court_level",
        "year+offence_group",
        "court_level+offence_group",
        "year+court_level+offence_group",
    ]
    dims = ("year", "court_level", "offence_group")
    rows = [
        (
            "suspended",
            "suspended",
            "suspended",
            "share",
            "집행유예의 비율",
            "Share of suspended sentences",
            dims,
            three,
        ),
        (
            "outcomes",
            "outcome",
            "outcomes",
            "distribution",
            "1심 결과 구성",
            "First-instance outcomes",
            dims,
            three,
        ),
        (
            "terms",
            "terms",
            "outcomes",
            "quantile",
            "실형 정기형의 길이",
            "Length of unsuspended fixed terms",
            ("year", "offence_group"),
            ["total", "year", "offence_group", "year+offence_group"],
        ),
        (
            "read",
            "coverage",
            "coverage",
            "count",
            "읽은 판결",
            "Judgments read",
            ("year",),
            ["total", "year"],
        ),
    ]
    for position, (cube, measure, page, kind, ko, en, names, levels) in enumerate(rows):
        yield {
            "cube_id": cube,
            "measure_id": measure,
            "page": page,
            "position": position,
            "kind": kind,
            "title_ko": HOSTILE if hostile else ko,
            "title_en": HOSTILE if hostile else en,
            "caveat_ko": "1심, 확정 아님.",
            "caveat_en": "First instance, not final.",
            "unit": "defendant",
            **{f"dim{i + 1}": names[i] if i < len(names) else None for i in range(4)},
            "levels_published": levels,
            "levels_withheld": [],
            "n_units": 900,
            "data_as_of": AS_OF,
        }


def _reconciled() -> Iterator[dict[str, Any]]:
    steps = [("listed", "all", 120), ("held", "not_fetched", -20), ("held", "all", 100), ("read", "all", 100)]
    for step, reason, n in steps:
        yield {
            "source_id": "law_go_kr",
            "position": ("stated", "listed", "held", "read", "published").index(step) + 1,
            "step": step,
            "reason": reason,
            "n": n,
            "message_ko": "아직 받지 못함",
            "message_en": "not fetched yet",
        }


def _labels() -> Iterator[dict[str, Any]]:
    named = {
        "offence_group": [
            ("art14_2", "허위영상물(제14조의2)", "Sexual deepfakes (Art. 14-2)"),
            ("art14", "카메라등이용촬영(제14조)", "Illegal filming (Art. 14)"),
            ("cypa11", "아동·청소년성착취물(제11조)", "Child sexual exploitation material (Art. 11)"),
        ],
        "court_level": [
            ("high", "고등법원", "high courts"),
            ("district", "지방법원", "district courts"),
            ("branch", "지원", "branch courts"),
        ],
        "category": [
            ("served", "실형", "Unsuspended prison"),
            ("suspended", "집행유예", "Suspended sentence (집행유예)"),
            ("fine", "벌금", "Fine"),
            ("deferred", "선고유예", "Deferred sentence"),
            ("acquitted", "무죄", "Acquitted"),
            ("other", "그 밖(소년부 송치 포함)", "Other (includes juvenile division)"),
            ("unread", "읽지 못함", "Not read"),
        ],
        "band": [
            ("10-13", "10–13세", "10–13"),
            ("14-18", "14–18세", "14–18"),
            ("19", "19세", "19"),
            ("20-29", "20대", "20s"),
            ("30-39", "30대", "30s"),
            ("40-49", "40대", "40s"),
            ("50+", "50세 이상", "50 and over"),
        ],
    }
    for domain, entries in named.items():
        for sort, (value, ko, en) in enumerate(entries):
            yield {"domain": domain, "value": value, "label_ko": ko, "label_en": en, "sort": sort}


HEADLINES: dict[str, tuple[str, dict[str, object], list[str]]] = {
    "outcomes_of_87": (
        "defendants",
        {
            "custodial": "58",
            "custodial_share": "58.6",
            "disposed": "87",
            "served": "24",
            "served_share": "27.6",
            "suspended": "34",
            "suspended_share": "39.1",
        },
        ["court_art14_2_disposed", "court_art14_2_served", "court_art14_2_suspended"],
    ),
    "suspension_is_not_supervision": ("defendants", {"suspended": "34"}, ["court_art14_2_suspended"]),
    "teens_among_suspects": (
        "suspects",
        {"children": "104", "persons": "682", "teens": "548", "teens_share": "80.4", "year": 2024},
        ["police_deepfake_10_13_2024", "police_deepfake_persons_2024", "police_deepfake_teens_2024"],
    ),
    "law_of_2024": (
        "law",
        {"max_years": 7, "start_en": "16 October 2024", "start_ko": "2024년 10월 16일"},
        ["art14_2_2024"],
    ),
    "what_this_site_read": ("judgments_read", {"n_read": "1,200"}, []),
}


def _headlines(hostile: bool) -> Iterator[dict[str, Any]]:
    ko = (
        HOSTILE
        if hostile
        else "1심에서 처리된 피고인 87명 가운데 34명(39.1%)이 집행유예를 받았다. 확정 여부는 모른다."
    )
    en = (
        HOSTILE
        if hostile
        else "Of 87 defendants disposed of, 34 (39.1%) received a suspended sentence (집행유예). Not final."
    )
    for position, (headline, (population, parameters, ref_ids)) in enumerate(HEADLINES.items(), start=1):
        yield {
            "headline_id": headline,
            "position": position,
            "text_ko": ko,
            "text_en": en,
            "population": population,
            "basis": "official",
            "status": "complete" if position != 5 else "not_computable",
            "parameters": json.dumps(parameters, ensure_ascii=False),
            "ref_ids": ref_ids,
            "n": None,
        }


def _laws() -> list[dict[str, Any]]:
    return [
        {
            "change_id": f"c{i}",
            "effective_date": day,
            "law": "성폭력처벌법",
            "article": "14-2",
            "offence_set": "art14_2",
            "applies_by": "offence_date",
            "title_ko": ko,
            "title_en": en,
            "caveat_ko": "그날 이후의 행위",
            "caveat_en": "acts from that day",
            "confidence": "S",
        }
        for i, (day, ko, en) in enumerate(
            [
                ("2020-06-25", "제14조의2 신설", "Art. 14-2 enacted"),
                ("2024-10-16", "7년 이하로 상향", "Raised to 7 years"),
            ]
        )
    ]


def _press() -> list[dict[str, Any]]:
    fields = [("term", 40, 37), ("suspension", 40, 30), ("instance", 41, 12), ("hours", 12, 9)]
    return [
        {
            "field": name,
            "position": i,
            "n_pairs": pairs,
            "n_agree": agree,
            "share": agree / pairs if pairs >= 20 else None,
            "low": 0.2 if pairs >= 20 else None,
            "high": 0.97 if pairs >= 20 else None,
            "state": "shown" if pairs >= 20 else "too_small",
        }
        for i, (name, pairs, agree) in enumerate(fields)
    ]


def _terms() -> Iterator[dict[str, Any]]:
    for kind in ("article", "judgment"):
        for index, lemma in enumerate(("반성", "합의", "초범", "집행유예")):
            for month in range(1, 13):
                n = 4 + (month * (index + 2)) % 17
                yield {
                    "kind": kind,
                    "period": f"2025-{month:02d}",
                    "lemma": lemma,
                    "n_documents": n if n >= 5 else None,
                    "n_occurrences": n * 2 if n >= 5 else None,
                    "n_documents_total": 60,
                    "share": n / 60 if n >= 5 else None,
                    "state": "shown" if n >= 5 else "suppressed",
                }


def _ledger() -> list[dict[str, Any]]:
    rows = [
        ("assembly_87_disposed", "suspended_of_disposed", 34, 87, True),
        ("assembly_87_convicted", "suspended_of_convicted", 34, 74, True),
        ("assembly_87_custodial", "suspended_of_custodial", 34, 58, True),
        ("assembly_87_disposed", "suspended_of_custodial", 34, 58, False),
    ]
    return [
        {
            "figure_id": figure,
            "count_set_id": "assembly_87",
            "measure_id": "suspended",
            "definition_id": definition,
            "position": i,
            "title_ko": definition,
            "title_en": definition,
            "numerator_ko": "집행유예",
            "numerator_en": "suspended",
            "denominator_ko": f"{d}명",
            "denominator_en": f"{d} persons",
            "numerator": n,
            "denominator": d,
            "computed_value": round(100 * n / d, 1),
            "published_numerator": 34,
            "published_denominator": 87,
            "published_value": 39.1,
            "reproduced": same,
            "prints_alike": False,
            "difference": 0.0,
            "reason_ko": "",
            "reason_en": "",
            "low": 0.3,
            "high": 0.6,
            "interval_note_ko": "",
            "interval_note_en": "",
            "source": "Hani 1156985",
            "url": None,
        }
        for i, (figure, definition, n, d, same) in enumerate(rows)
    ]


ORDER = "\n".join(
    [
        "피고인을 징역 10월에 처한다.",
        "다만, 이 판결 확정일부터 2년간 위 형의 집행을 유예한다.",
        "피고인에게 보호관찰을 받을 것을 명한다.",
    ]
)


def _records() -> Iterator[dict[str, Any]]:
    for number in range(40):
        yield {
            "record_id": f"r{number:03d}",
            "cluster_id": f"k{number // 2:03d}",
            "decision_period": "2025",
            "court_level": LEVELS[number % 3],
            "instance": "1",
            "offence_group": "art14_2",
            "n_persons": 1,
            "age_band": "20s",
            "disposition": "suspended",
            "prison_months": 10,
        }


def _cases(hostile: bool) -> Iterator[dict[str, Any]]:
    order = ORDER + (f"\n{HOSTILE}" if hostile else "")
    for number in range(95):
        yield {
            "document_id": f"doc-{number:03d}",
            "case_id": f"case-{number:03d}",
            "source_id": "law_go_kr",
            "court": "가상지방법원",
            "court_level": "district",
            "case_numbers": [f"2024고단{1000 + number}"],
            "decision_quarter": f"2025-Q{1 + number % 4}",
            "decision_period": "2025",
            "case_name": HOSTILE if hostile else "성폭력범죄의처벌등에관한특례법위반(허위영상물반포등)",
            "instance": "1",
            "offence_group": "art14_2" if number % 3 else "art14",
            "outcome": "sentenced",
            "disposition": "suspended",
            "n_defendants": 1,
            "order_text": order,
            "applied_law_text": "성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제2항",
            "n_unread": 0,
            "n_doubts": 1 if number == 3 else 0,
            "text_sha256": "0" * 64,
            "public_url": "https://www.law.go.kr/LSW/precInfoP.do?precSeq=1",
        }


EVIDENCE = (
    ("징역 10월", "core_sentences", "months", "10"),
    ("징역 10월", "core_sentences", "kind", "prison"),
    ("2년간 위 형의 집행을 유예한다", "core_sentences", "suspended_months", "24"),
    ("2년", "core_sentences", "suspended_months", "24"),
    ("보호관찰", "core_supervision", "kind", "with_suspension"),
)


def _evidence() -> Iterator[dict[str, Any]]:
    for number in range(95):
        for position, (words, table, column, value) in enumerate(EVIDENCE):
            start = ORDER.index(words)
            yield {
                "document_id": f"doc-{number:03d}",
                "case_id": f"case-{number:03d}",
                "position": position,
                "section": "order",
                "start": start,
                "end": start + len(words),
                "slice": words,
                "table_name": table,
                "column_name": column,
                "value": value,
                "rule": "order.prison_term",
                "confidence": "verbatim",
            }


def _coverage() -> Iterator[dict[str, Any]]:
    for year in ("all", *YEARS):
        read = 1200 if year == "all" else 90 + 10 * (int(year) - 2017)
        yield {
            "year": year,
            "court_level": "all",
            "offence_group": "all",
            "n_official": 230_927 if year == "2023" else None,
            "official_figure_id": None,
            "n_listed": read * 2,
            "n_captured": read + 30,
            "n_readable": read,
            "n_read_whole": read - 25,
            "n_doubted": 12,
            "n_defendants": read - 9,
            "official_share": Decimal("0.000615") if year == "2023" else None,
        }


def _health() -> list[dict[str, Any]]:
    return [
        {
            "source_id": source,
            "name_ko": ko,
            "name_en": en,
            "state": state,
            "kind": "judgments",
            "frequency": "daily",
            "as_of_date": AS_OF.date(),
            "last_item_date": AS_OF.date(),
            "last_arrival_date": AS_OF.date(),
            "not_ok_since_date": None,
            "silent_days": 0,
            "tolerated_days": 7,
            "n_open_failures": 2,
            "failure": "timeout",
            "n_documents": 300,
            "n_withdrawn": 1,
            "stated_total": 320,
            "n_listed": 320,
            "held_share": Decimal("0.937500"),
            "week_found": 3,
            "week_low": 0,
            "week_typical": 4,
            "week_high": 20,
            "message_ko": "문제 없음",
            "message_en": "No problem",
        }
        for source, ko, en, state in (
            ("law_go_kr", "국가법령정보센터", "law.go.kr", "ok"),
            ("hankookilbo", "한국일보", "Hankook Ilbo", "late"),
        )
    ]


def _sources() -> list[dict[str, Any]]:
    return [
        {
            "source_id": "law_go_kr",
            "kind": "judgment",
            "title": "국가법령정보 공동활용",
            "publisher": "법제처",
            "address": "https://www.law.go.kr",
            "licence": "저작권법 제7조",
            "terms": "출처 표시",
            "robots_note": "전부 허용",
            "first_arrival_date": AS_OF.date(),
            "last_arrival_date": AS_OF.date(),
            "n_documents": 300,
            "n_withdrawn": 1,
            "stated_total": 320,
            "n_listed": 320,
            "held_share": Decimal("0.937500"),
        }
    ]
