"""The five sentences of the front page as packs: their numbers again from the rows that they name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from dashboards.official import AGE_SPANS, POLICE_AGES, printed_period
from dashboards.pack.model import (
    Bar,
    Both,
    PackError,
    PackNumber,
    Picture,
    Result,
    all_arguments,
    arguments_for,
    labelled,
    pack_words,
    picked,
    same,
    told,
)
from dashboards.pack.official import USABLE, facts, find_row, rates_picture
from dashboards.pack.sources import captured_notes, law_note, official_notes
from dashboards.published import Published, Row
from dashboards.wording import LANGUAGES
from warehouse.catalog import quote_literal
from warehouse.headlines import HEADLINES_PATH, grouped, one_decimal
from warehouse.yaml_files import read_yaml

MAIN = {"outcomes_of_87": "suspended_share", "teens_among_suspects": "teens_share"}
COUNT_SET = "assembly_87"
NOTHING = "NULL::DOUBLE AS low, NULL::DOUBLE AS high"


def headline_ids(published: Published) -> list[str]:
    """Ids of the sentences in their order."""
    rows = sorted(published.rows("out_headlines"), key=lambda r: int(r["position"]))
    return [str(row["headline_id"]) for row in rows]


def headline(published: Published, headline_id: str) -> PackNumber:
    """The pack of one sentence. Raises PackError when the warehouse has no such sentence."""
    row = find_row(published, "out_headlines", headline_id=headline_id)
    entry = next((e for e in read_yaml(HEADLINES_PATH) if e["id"] == headline_id), None)
    if row is None or entry is None:
        raise PackError(f"no sentence [{headline_id}]")
    parts = _PARTS[headline_id](published, row, entry)
    figures = _figures(published, entry)
    return PackNumber(
        number_id=headline_id,
        kind="headline",
        basis=row["basis"],
        said=picked(row, "text"),
        facts=facts(
            period=parts["period"], unit=parts["unit"], stage=parts["stage"], basis=str(row["basis"])
        ),
        title=parts["title"],
        big=parts["big"],
        under=parts["under"],
        interval=parts["interval"],
        definition=parts["definition"],
        how=parts.get("how", (pack_words()["how_official"],)),
        results=parts["results"],
        sql=parts["sql"],
        picture=parts["picture"],
        tables={"out_headlines": [row], **parts["tables"]},
        sources=parts.get("sources", official_notes(figures)),
        arguments=arguments_for(row["basis"], all_arguments()["headlines"][headline_id]),
    )


def _figures(published: Published, entry: Mapping[str, Any]) -> list[Row]:
    wanted = set(entry.get("ref", {}).values())
    return [r for r in published.rows("ref_official_figures") if r["figure_id"] in wanted]


def _shares(entry: Mapping[str, Any]) -> str:
    """SQL of every share of a sentence, from the official figures that its parameters name."""

    def part(name: str) -> str:
        """SQL of one count: the sum of the official figures that a parameter names."""
        names = entry.get("sum", {}).get(name, [name])
        ids = ", ".join(quote_literal(entry["ref"][n]) for n in names)
        where = f"WHERE figure_id IN ({ids})"
        return f"(SELECT sum(value)::BIGINT FROM ref_official_figures {where})"  # noqa: S608 (ids of our own files)

    lines = [
        f"SELECT {quote_literal(name)} AS name, {part(top)} AS numerator, {part(bottom)} AS denominator"
        for name, (top, bottom) in entry["percent"].items()
    ]
    parts = "\n  UNION ALL ".join(lines)
    return (
        "SELECT name, numerator, denominator, numerator / denominator AS share,\n"
        f"       {NOTHING}, NULL::VARCHAR AS said\nFROM (\n  {parts}\n)\nORDER BY name"
    )


def _share_results(published: Published, entry: Mapping[str, Any]) -> tuple[Result, ...]:
    values = {str(r["figure_id"]): int(r["value"]) for r in _figures(published, entry)}

    def count(name: str) -> int:
        return sum(values[entry["ref"][n]] for n in entry.get("sum", {}).get(name, [name]))

    return tuple(
        Result(name=name, numerator=count(top), denominator=count(bottom))
        for name, (top, bottom) in sorted(entry["percent"].items())
    )


def _outcomes(published: Published, row: Row, entry: Mapping[str, Any]) -> dict[str, Any]:
    counts = [r for r in published.rows("ref_published_counts") if r["count_set_id"] == COUNT_SET]
    ledger = find_row(published, "out_definition_ledger", figure_id=f"{COUNT_SET}_disposed", reproduced=True)
    if not counts or ledger is None:
        raise PackError(f"no counts of [{COUNT_SET}]")
    results = _share_results(published, entry)
    main = next(r for r in results if r.name == MAIN["outcomes_of_87"])
    ends = {end: f"{100 * float(ledger[end]):.1f}" for end in ("low", "high")}
    return {
        "title": picked(counts[0], "title"),
        "period": same(printed_period(counts[0])),
        "unit": pack_words()["persons"],
        "stage": labelled("stage", "first_instance"),
        "big": same(f"{_percent(main)}%"),
        "under": told("of", n=int(main.numerator or 0), d=int(main.denominator or 0)),
        "interval": told("interval_if", **ends),
        "definition": (
            (pack_words()["numerator"], picked(ledger, "numerator")),
            (pack_words()["denominator"], picked(ledger, "denominator")),
            (pack_words()["caveat"], picked(counts[0], "caveat")),
        ),
        "results": results,
        "sql": _shares(entry),
        "picture": rates_picture(published, COUNT_SET, f"{COUNT_SET}_disposed"),
        "tables": {
            "ref_official_figures": _series_of(published, entry),
            "ref_published_counts": counts,
            "out_definition_ledger": [
                r for r in published.rows("out_definition_ledger") if r["count_set_id"] == COUNT_SET
            ],
        },
    }


def _percent(result: Result) -> str:
    return one_decimal(int(result.numerator or 0), int(result.denominator or 1))


def _series_of(published: Published, entry: Mapping[str, Any]) -> list[Row]:
    """The figures of a sentence with their whole series, so that conflicting ones travel with them."""
    series = {r["series_id"] for r in _figures(published, entry)}
    return [r for r in published.rows("ref_official_figures") if r["series_id"] in series]


def _teens(published: Published, row: Row, entry: Mapping[str, Any]) -> dict[str, Any]:
    results = _share_results(published, entry)
    main = results[0]
    figures = {str(r["figure_id"]): r for r in _figures(published, entry)}
    persons = figures[entry["ref"]["persons"]]
    rows = [
        r
        for r in published.rows("ref_official_figures")
        if r["series_id"] in ("police_deepfake_persons", *POLICE_AGES) and r["unit"] == "persons"
    ]
    return {
        "title": picked(persons, "title"),
        "period": same(printed_period(persons)),
        "unit": pack_words()["persons"],
        "stage": labelled("stage", persons["stage"]),
        "big": same(f"{_percent(main)}%"),
        "under": told("of", n=int(main.numerator or 0), d=int(main.denominator or 0)),
        "interval": pack_words()["interval_none"],
        "definition": (
            (pack_words()["numerator"], labelled("age_population", "police_teens_10_19")),
            (pack_words()["denominator"], picked(persons, "title")),
            (pack_words()["caveat"], picked(figures[entry["ref"]["teens"]], "caveat")),
        ),
        "results": results,
        "sql": _shares(entry),
        "picture": _ages(rows, persons),
        "tables": {"ref_official_figures": rows},
    }


def _ages(rows: list[Row], persons: Row) -> Picture:
    whole = int(persons["value"])
    in_year = {
        str(r["series_id"]): r
        for r in rows
        if r["year"] == persons["year"] and r["status"] in USABLE and not r["is_provisional"]
    }
    bars = []
    for series in POLICE_AGES:
        found = in_year.get(series)
        if found is None:
            continue
        n = int(found["value"])
        is_part = AGE_SPANS[series] == (10, 14)
        bars.append(
            Bar(
                label=labelled("age_population", found["age_population"]),
                told=same(f"{one_decimal(n, whole)}%  ({n}/{whole})"),
                value=n / whole,
                is_main=series == "police_deepfake_teens",
                is_part=is_part,
            )
        )
    return Picture(kind="bars", title=pack_words()["chart_suspects"], bars=tuple(bars))


def _supervision(published: Published, row: Row, entry: Mapping[str, Any]) -> dict[str, Any]:
    values = json.loads(str(row["parameters"]))
    suspended = next(iter(_figures(published, entry)))
    cells = [
        c
        for c in published.rows("out_cubes__cells")
        if c["definition_id"] == "supervision_given_suspended" and c["dim1"] in ("all", "art14_2")
    ]
    n = int(suspended["value"])
    known = Bar(
        label=pack_words()["suspended_n"],
        told=same(f"{n}/{suspended['denominator']}"),
        value=1.0,
        is_main=True,
    )
    unknown = Bar(label=pack_words()["supervised_n"], told=pack_words()["not_published"], is_part=True)
    results = [Result(name="suspended", numerator=n)]
    sql = (
        f"SELECT 'suspended' AS name, value::DOUBLE AS numerator, NULL::DOUBLE AS denominator, "
        f"NULL::DOUBLE AS share,\n       {NOTHING}, NULL::VARCHAR AS said\nFROM ref_official_figures "
        f"WHERE figure_id = {quote_literal(str(suspended['figure_id']))}"
    )
    if "k" in values:
        k = int(str(values["k"]).replace(",", ""))
        results.insert(0, Result(name="selected", numerator=k, said=f"{values['k']} / {values['n']}"))
        sql = (
            f"SELECT 'selected' AS name, (parameters->>'$.k')::DOUBLE AS numerator, NULL::DOUBLE AS denominator, "
            f"NULL::DOUBLE AS share,\n       {NOTHING}, "
            "(parameters->>'$.k') || ' / ' || (parameters->>'$.n') AS said\nFROM out_headlines\n"
            f"UNION ALL\n{sql}\nORDER BY name"
        )
    notes = official_notes([suspended])
    return {
        "title": {
            "ko": "집행유예와 보호관찰",
            "en": "Suspended sentence (집행유예) and supervision order (보호관찰)",
        },
        "period": same(printed_period(suspended)),
        "unit": pack_words()["persons"],
        "stage": labelled("stage", "first_instance"),
        "big": dict.fromkeys(LANGUAGES, f"? / {n}"),
        "under": pack_words()["not_published"],
        "interval": pack_words()["interval_none"],
        "definition": (
            (pack_words()["denominator"], picked(suspended, "title")),
            (pack_words()["numerator"], _supervision_words(published)),
        ),
        "results": tuple(results),
        "sql": sql,
        "picture": Picture(
            kind="bars", title=pack_words()["chart_supervised"], bars=(known, unknown), unit="count"
        ),
        "tables": {"ref_official_figures": [suspended], "out_cubes__cells": cells},
        "sources": (*notes, *captured_notes(published)),
    }


def _supervision_words(published: Published) -> Both:
    found = find_row(published, "out_measures__catalog", definition_id="supervision_given_suspended")
    return picked(found or {}, "numerator")


def _law(published: Published, row: Row, entry: Mapping[str, Any]) -> dict[str, Any]:
    amendment = next(iter(entry["amendment"].values()))
    changes = [r for r in published.rows("ref_amendments") if r["offence_set"] == "art14_2"]
    changes.sort(key=lambda r: str(r["effective_date"]))
    main = find_row(published, "ref_amendments", amendment_id=amendment)
    if main is None:
        raise PackError(f"no amendment [{amendment}]")
    article, paragraph, _ = next(iter(entry["penalty_years"].values()))
    penalties = [
        r
        for r in published.rows("ref_statutory_penalties")
        if r["article"] == article and r["paragraph"] == paragraph
    ]
    day, years = str(main["effective_date"]), json.loads(str(row["parameters"]))["max_years"]
    bars = tuple(
        Bar(
            label=picked(r, "title"),
            told=same(str(r["effective_date"])),
            is_main=r["amendment_id"] == amendment,
        )
        for r in changes
    )
    sql = (
        "SELECT 'in_force' AS name, p.prison_max_months // 12 AS numerator, NULL::DOUBLE AS denominator,\n"
        f"       NULL::DOUBLE AS share, {NOTHING}, a.effective_date::VARCHAR AS said\n"
        "FROM ref_amendments AS a JOIN ref_statutory_penalties AS p ON p.valid_from = a.effective_date\n"
        f"WHERE a.amendment_id = {quote_literal(amendment)} AND p.article = {quote_literal(article)} "
        f"AND p.paragraph = {quote_literal(str(paragraph))}"
    )
    return {
        "title": picked(main, "title"),
        "period": same(f"{day} –"),
        "unit": {"ko": "법률", "en": "law"},
        "stage": labelled("applies_by", main["applies_by"]),
        "big": same(day),
        "under": {
            "ko": f"{years}년 이하, 그날 이후의 행위",
            "en": f"up to {years} years, acts from that day",
        },
        "interval": pack_words()["interval_law"],
        "definition": ((pack_words()["caveat"], picked(main, "caveat")),),
        "how": (pack_words()["how_law"],),
        "results": (Result(name="in_force", numerator=float(years), said=day),),
        "sql": sql,
        "picture": Picture(kind="dates", title=pack_words()["chart_dates"], bars=bars, unit="date"),
        "tables": {"ref_amendments": changes, "ref_statutory_penalties": penalties},
        "sources": tuple(law_note(r) for r in changes),
    }


def _read(published: Published, row: Row, entry: Mapping[str, Any]) -> dict[str, Any]:
    coverage = list(published.rows("out_coverage"))
    whole = next(
        (r for r in coverage if (r["year"], r["court_level"], r["offence_group"]) == ("all", "all", "all")),
        None,
    )
    n = int(row["n"] or 0)
    bars: tuple[Bar, ...] = ()
    if whole is not None and whole["n_captured"]:
        parts = [("captured_n", "n_captured"), ("readable_n", "n_readable")]
        parts += [("whole_n", "n_read_whole"), ("doubted_n", "n_doubted")]
        most = int(whole["n_captured"])
        bars = tuple(
            Bar(
                label=pack_words()[key],
                told=same(grouped(int(whole[column] or 0))),
                value=int(whole[column] or 0) / most,
                is_main=column == "n_readable",
            )
            for key, column in parts
        )
    years = sorted(str(r["year"]) for r in coverage if str(r["year"]).isdigit())
    return {
        "title": {"ko": "이 사이트가 읽은 공개 판결", "en": "Published judgments that this site read"},
        "period": same(f"{years[0]}–{years[-1]}" if years else "–"),
        "unit": pack_words()["judgments"],
        "stage": labelled("stage", "any"),
        "big": same(grouped(n)),
        "under": pack_words()["judgments"],
        "interval": {"ko": "뽑힌 판결이며 표본이 아니다", "en": "A selection and not a sample"},
        "definition": (
            (
                pack_words()["numerator"],
                {"ko": "읽을 수 있는 판결문", "en": "judgments whose text could be read"},
            ),
        ),
        "how": (pack_words()["how_read"],),
        "results": (Result(name="n_read", numerator=n, said=grouped(n)),),
        "sql": (
            "SELECT 'n_read' AS name, n::DOUBLE AS numerator, NULL::DOUBLE AS denominator,\n"
            f"       NULL::DOUBLE AS share, {NOTHING}, parameters->>'$.n_read' AS said\nFROM out_headlines"
        ),
        "picture": Picture(kind="bars", title=pack_words()["chart_read"], bars=bars, unit="count"),
        "tables": {"out_coverage": coverage},
        "sources": captured_notes(published),
    }


_PARTS: dict[str, Callable[[Published, Row, Mapping[str, Any]], dict[str, Any]]] = {
    "outcomes_of_87": _outcomes,
    "suspension_is_not_supervision": _supervision,
    "teens_among_suspects": _teens,
    "law_of_2024": _law,
    "what_this_site_read": _read,
}
