"""Pages about the news: agreement with judgments, claims with their verdicts, and words with their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.cells import TOTAL, count_point, share_point
from dashboards.charts import Chart, Point, Series
from dashboards.page_blocks import Page, Source, cube_charts_on, one_series, plain_chart, span
from dashboards.published import Row
from dashboards.source_names import named_source
from dashboards.trends import is_period

MOST_CLAIMS = 200
MOST_LEMMAS = 9
MOST_NEIGHBOURS = 8
MOST_BY_OUTLET = 20
OTHER_OUTLETS = "other_outlets"
VERDICTS = (
    "contradicted",
    "supported_under_definition",
    "supported",
    "outside_coverage",
    "not_checked",
)
SIGNS = {
    "supported": "✓",
    "supported_under_definition": "≈",
    "contradicted": "✗",
    "outside_coverage": "○",
    "not_checked": "?",
}


def press_page(source: Source) -> Page:
    """Agreement of press and judgments by field, over linked pairs only."""
    words = source.words
    rows = sorted(source.published.rows("out_press_match"), key=lambda r: r["position"])
    has_shares = any(row["share"] is not None for row in rows)
    charts = [_agreement(rows, source)] if has_shares else []
    cubes, own = cube_charts_on("press", source)
    missing = {"id": "match", "title": words("press.agree"), "rows": [], "missing": words("press.missing")}
    return Page(
        page_id="press",
        template="tables.html.j2",
        charts={"views": charts + own},
        cubes=cubes,
        content={
            "intro": [words("press.note")],
            "blocks": [] if charts else [_counted(rows, source) if rows else missing],
        },
    )


def _counted(rows: Sequence[Row], source: Source) -> dict[str, Any]:
    """What may be told of the pairs where no field has a share: in words, and why there is no share."""
    words = source.words
    told = [
        [
            source.context.labels(row["field"], "field"),
            words(f"press.told.{_counts_of(row)}", **_pair_counts(row)),
        ]
        for row in rows
    ]
    return {
        "id": "match",
        "title": words("press.agree_counts"),
        "text": words("press.few"),
        "head": [words("press.field"), words("press.outcome")],
        "rows": told,
        "csv": source.table_csv("out_press_match"),
    }


def _counts_of(row: Row) -> str:
    if row["n_pairs"] is None:
        return "none" if row["state"] == "empty" else "hidden"
    return "all" if row["n_agree"] == row["n_pairs"] else "some"


def _pair_counts(row: Row) -> dict[str, str]:
    return {name: f"{row[f'n_{name}']:,}" for name in ("pairs", "agree") if row[f"n_{name}"] is not None}


def _agreement(rows: Sequence[Row], source: Source) -> Chart:
    points = [
        share_point(
            str(r["field"]),
            source.context.labels(r["field"], "field"),
            {**r, "n": r["n_agree"], "denominator": r["n_pairs"]},
        )
        for r in rows
    ]
    pairs = max((r["n_pairs"] or 0 for r in rows), default=0)
    return plain_chart(
        source,
        "press-match",
        "dots",
        source.words("press.agree"),
        one_series(points),
        unit="pair",
        told="press",
        base=source.words("press.base", n=f"{pairs:,}"),
        period=source.words("chart.all_periods"),
        about="pair",
    )


@dataclass(frozen=True, kw_only=True)
class ClaimView:
    """One claim as the page prints it: the words, the answer, and every step of the working."""

    anchor: str
    quote: str
    where: str
    url: str
    said: list[tuple[str, str]]
    verdict: str
    sign: str
    verdict_name: str
    reason: str
    ours: list[tuple[str, str]]
    source: str
    source_url: str
    definition: str
    definition_link: str
    arithmetic: str
    is_arithmetic_wrong: bool


def claims_page(source: Source) -> Page:
    """Every checked claim with its verdict and the working, contradicted ones first."""
    words, published = source.words, source.published
    rows = sorted(published.rows("out_claim_verdicts"), key=_claim_order)
    shown = rows[:MOST_CLAIMS]
    groups = [
        {
            "verdict": verdict,
            "sign": SIGNS[verdict],
            "name": source.context.labels(verdict, "verdict"),
            "text": words(f"claims.meaning.{verdict}"),
            "claims": [_claim(row, source) for row in shown if row["verdict"] == verdict],
        }
        for verdict in VERDICTS
    ]
    limited = (
        words("claims.limit", n=f"{MOST_CLAIMS:,}", of=f"{len(rows):,}") if len(rows) > len(shown) else ""
    )
    return Page(
        page_id="claims",
        template="claims.html.j2",
        charts={"views": list(_verdict_chart(source))},
        content={
            "groups": [group for group in groups if group["claims"]],
            "limited": limited,
            "csv": source.table_csv("out_claim_verdicts"),
        },
    )


def _claim_order(row: Row) -> tuple[int, str, str]:
    day = str(row["published_date"] or "")
    return (
        VERDICTS.index(str(row["verdict"])),
        "".join(chr(0x10FFFF - ord(c)) for c in day),
        str(row["claim_id"]),
    )


def _verdict_chart(source: Source) -> Iterator[Chart]:
    words = source.words
    rows = {
        str(r["verdict"]): r
        for r in source.published.rows("out_claim_verdicts__counts")
        if r["language"] == TOTAL
    }
    if not rows:
        return
    points = [
        Point(
            key=v,
            label=source.context.labels(v, "verdict"),
            value=int(rows[v]["n_claims"]),
            n=int(rows[v]["n_claims"]),
        )
        for v in VERDICTS
        if v in rows
    ]
    left_out = int(rows["left_out"]["n_claims"]) if "left_out" in rows else 0
    days = [
        str(r["published_date"]) for r in source.published.rows("out_claim_verdicts") if r["published_date"]
    ]
    yield plain_chart(
        source,
        "claim-verdicts",
        "bars",
        words("claims.chart"),
        one_series(points),
        unit="claim",
        told="claims",
        base=words("chart.base", n=f"{sum(p.n or 0 for p in points):,}"),
        period=span(days) or words("chart.all_periods"),
        about="article",
        value_format="count",
        caveat=words("claims.left_out", n=f"{left_out:,}") if left_out else "",
    )


def outlet_name(outlet: object, source: Source) -> str:
    """The name of an outlet; an invented article is only ever one in the form of that outlet."""
    name = source.context.labels(outlet, "source_id", "outlet")
    return source.words("claims.form_of", outlet=name) if source.context.is_fictional else name


def _claim(row: Row, source: Source) -> ClaimView:
    words, labels = source.words, source.context.labels
    url = str(row["article_url"] or "")
    is_open = url.startswith("https://") and not source.context.is_fictional
    day = words.date(row["published_date"]) if row["published_date"] else ""
    copies = words("claims.copies", n=row["n_articles"]) if int(row["n_articles"]) > 1 else ""
    outlet = outlet_name(row["outlet"], source) if row["outlet"] else ""
    definition = str(row["definition_id"] or "")
    own_source_url = str(row["our_source_url"] or "")
    return ClaimView(
        anchor="claim-"
        + "".join(c if c.isascii() and c.isalnum() else "-" for c in str(row["claim_id"]))[:60],
        quote=str(row["quote"] or row["value"]),
        where=" · ".join(part for part in (outlet, day, copies) if part),
        url=url if is_open else "",
        said=list(_said(row, source)),
        verdict=str(row["verdict"]),
        sign=SIGNS[str(row["verdict"])],
        verdict_name=labels(row["verdict"], "verdict"),
        reason=_reason(row, source),
        ours=list(_ours(row, source)),
        source=named_source(row["our_source"], words.language),
        source_url=own_source_url if own_source_url.startswith("https://") else "",
        definition=words.pick(row, "definition").replace("..", "–"),
        definition_link=f"definitions.html#{definition}" if definition in source.context.definitions else "",
        arithmetic=_printed_alike(words.pick(row, "arithmetic")) if row["arithmetic"] != "none" else "",
        is_arithmetic_wrong=row["arithmetic"] == "fails",
    )


def _reason(row: Row, source: Source) -> str:
    """Why the verdict is what it is; our value with its commas, the places of the bracket by their names."""
    text = source.words.pick(row, "reason")
    value = str(row["our_value"] or "")
    if row["measure"] == "count" and value.isdecimal():
        text = re.sub(rf"(?<![\w.-]){value}(?= \[)", f"{int(value):,}", text)
    named = _PLACES.sub(lambda found: f"{found[1]}{named_source(found[2], source.words.language)}]", text)
    return _printed_alike(named.replace("..", "–"))


_PLACES = re.compile(r"(\[[^\[\]]*?\d; )([^\[\]]*)\]")


def _printed_alike(text: str) -> str:
    """A sign of per cent directly after its number, as everywhere on the site."""
    return re.sub(r"(?<=\d) %", "%", text)


def _with_unit(value: str, unit: str, language: str) -> str:
    """A value as stated with its unit: 75.8%, 1,202건, 1,202 cases."""
    number = f"{int(value):,}" if value.isdecimal() else value
    gap = "" if unit == "%" or language == "ko" or not unit else " "
    return f"{number}{gap}{unit}"


def _said(row: Row, source: Source) -> Iterator[tuple[str, str]]:
    """What the claim says, field by field, as far as the text states it."""
    words, labels = source.words, source.context.labels
    unit = labels(row["unit"], "claim_unit") if row["unit"] else ""
    value = _with_unit(str(row["value"]), unit, words.language)
    if row["is_approximate"]:
        value = f"{words('claims.about')} {value}"
    yield words("claims.value"), value
    if row["numerator"] is not None or row["denominator"] is not None:
        yield words("claims.parts"), f"{_whole(row['numerator'])} / {_whole(row['denominator'])}"
    for column in ("population", "topic", "outcome", "stage", "period"):
        if row[column]:
            yield words(f"claims.{column}"), _told(str(row[column]), column, source)


_AGED = re.compile(r"(.+) aged (\d+)-(\d+)")


def _told(value: str, column: str, source: Source) -> str:
    """A controlled word of a claim in the language of the page; a population may carry an age band."""
    if found := _AGED.fullmatch(value):
        who = source.context.labels(found[1], f"claim_{column}")
        return source.words("claims.aged", who=who, low=found[2], high=found[3])
    return source.context.labels(value, f"claim_{column}", column).replace("..", "–")


def _ours(row: Row, source: Source) -> Iterator[tuple[str, str]]:
    words = source.words
    if row["our_value"] is not None:
        yield words("claims.our_value"), _our_value(row, source)
    if row["our_n"] is not None or row["our_denominator"] is not None:
        yield words("claims.our_parts"), f"{_whole(row['our_n'])} / {_whole(row['our_denominator'])}"
    if row["our_period"]:
        yield words("claims.our_period"), str(row["our_period"]).replace("..", "–")
    if row["tolerance"]:
        yield words("claims.tolerance"), source.context.labels(row["tolerance"], "tolerance")


def _our_value(row: Row, source: Source) -> str:
    """Our value with its unit: per cent where it is the share of our two counts, else that of a claimed count."""
    value, n, of = float(row["our_value"]), row["our_n"], row["our_denominator"]
    if n is not None and of and abs(value - 100 * int(n) / int(of)) < 0.1:
        return f"{row['our_value']}%"
    is_share = row["measure"] == "share" and row["unit"] == "percent"
    unit = source.context.labels(row["unit"], "claim_unit") if row["measure"] == "count" or is_share else ""
    return _with_unit(str(row["our_value"]), unit, source.words.language)


def _whole(value: object) -> str:
    return "–" if value is None else f"{int(str(value)):,}"


def terms_page(source: Source) -> Page:
    """Words of the controlled list over time, charged against neutral words, and words that occur together."""
    words = source.words
    charts = [chart for kind in ("article", "judgment") for chart in _term_charts(kind, source)]
    charts += _charged_charts(source)
    charts += _outlet_charts(source)
    panel = _panel_chart(source)
    cubes, own = cube_charts_on("terms", source)
    neighbours = [_neighbours(kind, source) for kind in ("article", "judgment")]
    intro = [words("terms.note")] if charts else [words("terms.missing")]
    return Page(
        page_id="terms",
        template="terms.html.j2",
        charts={"views": charts + own, "panel": [panel] if panel else []},
        cubes=cubes,
        content={"intro": intro, "neighbours": [kind for kind in neighbours if kind["lemmas"]]},
    )


def _term_charts(kind: str, source: Source) -> Iterator[Chart]:
    """Small multiples over time where periods are told, and the totals of every word told at all."""
    rows = [r for r in source.published.rows("out_terms__month") if r["kind"] == kind]
    told = f"terms_{kind}"
    size = max((r["n_documents_total"] or 0 for r in rows if r["period"] == TOTAL), default=0)
    periods = [str(r["period"]) for r in rows if is_period(str(r["period"]))]
    shared = {
        "unit": "document",
        "told": told,
        "base": source.words("chart.base", n=f"{size:,}") if size else source.words("chart.n_in_table"),
        "period": span(periods) or source.words("chart.all_periods"),
        "about": "article" if kind == "article" else "source",
    }
    panels = _panels(rows, source)
    if panels:
        title = source.words("terms.title", kind=source.words(f"terms.{kind}"))
        yield plain_chart(source, f"terms-{kind}", "panels", title, panels, **shared)  # type: ignore[arg-type]
    totals = sorted(
        (r for r in rows if r["period"] == TOTAL and r["state"] == "shown"), key=lambda r: -r["n_documents"]
    )
    if totals:
        title = source.words("terms.title_all", kind=source.words(f"terms.{kind}"))
        points = [_term_point(r, source, str(r["lemma"])) for r in totals[:20]]
        caveat = source.words("terms.most", n=20, of=len(totals)) if len(totals) > 20 else ""
        yield plain_chart(
            source,
            f"terms-{kind}-all",
            "bars",
            title,
            one_series(points),
            caveat=caveat,
            **shared,  # type: ignore[arg-type]
        )


def _panels(rows: Iterable[Row], source: Source) -> list[Series]:
    """The words with most documents by year; by month only where no year is told. One period is no course of time."""
    timed = [r for r in rows if is_period(str(r["period"]))]
    years = [r for r in timed if len(str(r["period"])) == 4]
    lemmas: dict[str, list[Row]] = {}
    for row in years or timed:
        lemmas.setdefault(str(row["lemma"]), []).append(row)
    if all(sum(r["state"] == "shown" for r in found) < 2 for found in lemmas.values()):
        return []
    told = {name: sum(r["n_documents"] or 0 for r in found) for name, found in lemmas.items()}
    names = sorted((n for n in lemmas if told[n]), key=lambda n: (-told[n], n))[:MOST_LEMMAS]
    return [
        Series(
            key=name,
            label=source.context.labels(name, "lemma"),
            points=tuple(
                _term_point(r, source, str(r["period"]))
                for r in sorted(lemmas[name], key=lambda r: str(r["period"]))
            ),
        )
        for name in names
    ]


def _term_point(row: Row, source: Source, key: str) -> Point:
    label = key if is_period(key) else source.context.labels(key, "lemma")
    return share_point(key, label, {**row, "n": row["n_documents"], "denominator": row["n_documents_total"]})


def _charged_charts(source: Source) -> list[Chart]:
    """One chart a group of words for the same thing: over years where these are told, else the totals."""
    groups: dict[str, list[Row]] = {}
    for row in source.published.rows("out_terms__charged"):
        groups.setdefault(str(row["group_id"]), []).append(row)
    return [
        _charged(group, rows, source)
        for group, rows in groups.items()
        if any(r["share"] is not None for r in rows)
    ]


def _charged(group: str, rows: Sequence[Row], source: Source) -> Chart:
    words = source.words
    years = [
        r
        for r in rows
        if len(str(r["period"])) == 4 and is_period(str(r["period"])) and r["share"] is not None
    ]
    is_trend = len({r["period"] for r in years}) > 1
    lemmas = list(
        dict.fromkeys(
            str(r["lemma"]) for r in sorted(rows, key=lambda r: (r["tone"] != "neutral", r["lemma"]))
        )
    )
    named = {str(r["lemma"]): f"{r['lemma']} ({words('terms.' + str(r['tone']))})" for r in rows}
    if is_trend:
        series = [
            Series(
                key=lemma,
                label=named[lemma],
                points=tuple(
                    _term_point(r, source, str(r["period"]))
                    for r in sorted(rows, key=lambda r: str(r["period"]))
                    if r["lemma"] == lemma and len(str(r["period"])) == 4
                ),
            )
            for lemma in lemmas
        ]
    else:
        whole = {str(r["lemma"]): r for r in rows if r["period"] == TOTAL}
        points = [
            share_point(
                lemma,
                named[lemma],
                {
                    **whole[lemma],
                    "n": whole[lemma]["n_documents"],
                    "denominator": whole[lemma]["n_documents_total"],
                },
            )
            for lemma in lemmas
            if lemma in whole
        ]
        series = list(one_series(points))
    size = max((r["n_documents_total"] or 0 for r in rows if r["period"] == TOTAL), default=0)
    return plain_chart(
        source,
        f"charged-{group}".replace("_", "-"),
        "trend" if is_trend else "bars",
        words("terms.charged_title", group=words.pick(rows[0], "group")),
        series,
        unit="article",
        told="charged",
        base=words("chart.base", n=f"{size:,}") if size else words("chart.n_in_table"),
        period=span([str(r["period"]) for r in rows if is_period(str(r["period"]))])
        or words("chart.all_periods"),
        about="article",
        caveat=words("terms.charged_caveat"),
    )


def _outlet_charts(source: Source) -> Iterator[Chart]:
    """The words with most articles by outlet as a table of shaded cells; nothing where fewer than two have shares."""
    words = source.words
    rows = source.published.rows("out_terms__outlet")
    told: dict[str, int] = {}
    for row in rows:
        told[str(row["lemma"])] = told.get(str(row["lemma"]), 0) + int(row["n_documents"] or 0)
    lemmas = sorted((lemma for lemma in told if told[lemma]), key=lambda lemma: (-told[lemma], lemma))
    found = {(str(r["lemma"]), str(r["outlet"])): r for r in rows}
    outlets = sorted({str(r["outlet"]) for r in rows}, key=lambda name: (name == OTHER_OUTLETS, name))
    if len({row["outlet"] for row in rows if row["share"] is not None}) < 2:
        return
    series = [
        Series(
            key=lemma,
            label=source.context.labels(lemma, "lemma"),
            points=tuple(_outlet_point(found.get((lemma, outlet)), outlet, source) for outlet in outlets),
        )
        for lemma in lemmas[:MOST_BY_OUTLET]
    ]
    sizes = {str(r["outlet"]): int(r["n_documents_total"] or 0) for r in rows}
    yield plain_chart(
        source,
        "terms-outlets",
        "grid",
        words("terms.outlets_title"),
        series,
        unit="article",
        told="outlets",
        base=words("chart.base", n=f"{sum(sizes.values()):,}"),
        period=words("chart.all_periods"),
        about="article",
        caveat=words("terms.outlets_caveat"),
    )


def _outlet_point(row: Row | None, outlet: str, source: Source) -> Point:
    is_joined = outlet == OTHER_OUTLETS
    label = source.words("terms.other_outlets") if is_joined else outlet_name(outlet, source)
    cell = row and {**row, "n": row["n_documents"], "denominator": row["n_documents_total"]}
    return share_point(outlet, label, cell)


def _panel_chart(source: Source) -> Chart | None:
    """Articles by outlet and year as a table of shaded cells; outlets of the fixed panel first and named so."""
    words = source.words
    rows = source.published.rows("out_terms__panel")
    years = sorted({str(r["period"]) for r in rows if is_period(str(r["period"]))})
    outlets = sorted({(not r["is_in_panel"], str(r["outlet"])) for r in rows})
    found = {(str(r["outlet"]), str(r["period"])): r for r in rows}
    if not years:
        return None
    series = []
    for is_outside, outlet in outlets:
        name = outlet_name(outlet, source)
        label = name if is_outside else words("terms.in_panel", outlet=name)
        points = []
        for year in years:
            cell = found.get((outlet, year))
            points.append(
                count_point(year, year, None if cell is None else {**cell, "n": cell["n_documents"]})
            )
        series.append(Series(key=outlet, label=label, points=tuple(points)))
    # Totals may be hidden where cells are not: the base is the sum of the cells that can be read.
    total = sum(int(point.value or 0) for listed in series for point in listed.points)
    return plain_chart(
        source,
        "terms-panel",
        "grid",
        words("terms.panel_title"),
        series,
        unit="article",
        told="panel",
        base=words("chart.base", n=f"{total:,}"),
        period=span(years),
        about="article",
        value_format="count",
        caveat=words("terms.panel_caveat"),
    )


def _neighbours(kind: str, source: Source) -> dict[str, object]:
    """For each word the words that occur with it, strongest first, with the four counts behind it."""
    words, labels = source.words, source.context.labels
    by_lemma: dict[str, list[Row]] = {}
    for row in source.published.rows("out_terms__collocations"):
        if row["kind"] == kind:
            by_lemma.setdefault(str(row["lemma"]), []).append(row)
    lemmas = [
        {
            "key": lemma,
            "name": labels(lemma, "lemma"),
            "rows": [
                [
                    labels(r["collocate"], "lemma"),
                    f"{r['n_both']:,}",
                    f"{r['n_lemma']:,}",
                    f"{r['n_collocate']:,}",
                    f"{r['n_documents']:,}",
                    f"{float(r['npmi']):.3f}",
                    f"{float(r['log_likelihood']):,.1f}",
                ]
                for r in sorted(rows, key=lambda r: int(r["position"]))[:MOST_NEIGHBOURS]
            ],
        }
        for lemma, rows in sorted(by_lemma.items())
    ]
    return {
        "id": f"with-{kind}",
        "title": words("terms.with_title", kind=words(f"terms.{kind}")),
        "lemmas": lemmas,
    }
