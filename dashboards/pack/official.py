"""Numbers that somebody published: rates of a complete count or a study, and single official figures."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.official import printed_period
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
from dashboards.pack.sources import official_notes
from dashboards.published import Published, Row
from dashboards.wording import LANGUAGES
from warehouse.catalog import quote_literal
from warehouse.headlines import grouped, one_decimal

USABLE = ("usable", "conflicting")
SERIES_ARGUMENTS = {"police_deepfake_": "teens_among_suspects", "court_art14_2_": "outcomes_of_87"}


def published_ids(published: Published) -> list[str]:
    """Ids of published rates, then of official figures that may be used."""
    defined = {row["figure_id"] for row in published.rows("out_definition_ledger") if row["reproduced"]}
    rates = [
        str(row["figure_id"])
        for row in published.rows("ref_published_figures")
        if row["figure_id"] in defined
    ]
    figures = [
        str(row["figure_id"]) for row in published.rows("ref_official_figures") if row["status"] in USABLE
    ]
    return rates + [figure for figure in figures if figure not in rates]


def find_row(published: Published, table: str, **wanted: object) -> Row | None:
    """The first row of a published table with these values."""
    return next((r for r in published.rows(table) if all(r[k] == v for k, v in wanted.items())), None)


def published_rate(published: Published, figure_id: str) -> PackNumber:
    """A rate of a published count, under the definition that reproduces it. Raises PackError."""
    figure = find_row(published, "ref_published_figures", figure_id=figure_id)
    ledger = find_row(published, "out_definition_ledger", figure_id=figure_id, reproduced=True)
    if figure is None or ledger is None:
        raise PackError(f"no definition reproduces the published figure [{figure_id}]")
    counts = [
        r for r in published.rows("ref_published_counts") if r["count_set_id"] == figure["count_set_id"]
    ]
    n, total = int(figure["numerator"]), int(figure["denominator"])
    first = counts[0]
    is_complete = bool(first["is_complete_count"])
    share = one_decimal(n, total)
    of = told("of", n=grouped(n), d=grouped(total))
    title: Both = {
        lang: f"{picked(ledger, 'title')[lang]}: {picked(first, 'title')[lang]}" for lang in LANGUAGES
    }
    return PackNumber(
        number_id=figure_id,
        kind="published",
        basis="official",
        title=title,
        said=told(
            "said_published", title=title, of=of, share=share, denominator=picked(ledger, "denominator")
        ),
        big=same(f"{share}%"),
        under=of,
        interval=_interval_words(ledger, is_complete=is_complete, n=int(first["total"])),
        facts=facts(
            period=same(printed_period(first) or "–"),
            unit=pack_words()["persons"],
            stage=labelled("stage", "first_instance"),
        ),
        definition=(
            (pack_words()["numerator"], picked(ledger, "numerator")),
            (pack_words()["denominator"], picked(ledger, "denominator")),
            (pack_words()["caveat"], picked(first, "caveat")),
        ),
        how=(pack_words()["how_official"],),
        results=(
            Result(
                name="share",
                numerator=n,
                denominator=total,
                low=ledger["low"] if is_complete else None,
                high=ledger["high"] if is_complete else None,
                interval="complete" if is_complete else "none",
            ),
        ),
        sql=_rate_sql(figure_id, with_interval=is_complete),
        picture=rates_picture(published, str(figure["count_set_id"]), figure_id),
        tables={
            "ref_published_counts": counts,
            "ref_published_figures": _of_set(published, "ref_published_figures", figure),
            "out_definition_ledger": _of_set(published, "out_definition_ledger", figure),
        },
        sources=official_notes(counts[:1]),
        arguments=arguments_for("official", all_arguments()["families"]["suspended_share"]),
    )


def _of_set(published: Published, table: str, figure: Row) -> list[Row]:
    return [r for r in published.rows(table) if r["count_set_id"] == figure["count_set_id"]]


def _rate_sql(figure_id: str, *, with_interval: bool) -> str:
    ends = "low, high" if with_interval else "NULL::DOUBLE AS low, NULL::DOUBLE AS high"
    return (
        "SELECT 'share' AS name, numerator, denominator, numerator / denominator AS share,\n"
        f"       {ends}, NULL::VARCHAR AS said\n"
        "FROM out_definition_ledger\n"
        f"WHERE figure_id = {quote_literal(figure_id)} AND reproduced\n"
        "ORDER BY position LIMIT 1"
    )


def _interval_words(ledger: Row, *, is_complete: bool, n: int) -> Both:
    if not is_complete:
        return told("interval_study", n=n)
    low, high = (f"{100 * float(ledger[end]):.1f}" for end in ("low", "high"))
    return told("interval_if", low=low, high=high)


def rates_picture(published: Published, count_set_id: str, main: str) -> Picture:
    """All rates of one outcome of one published count side by side, always in the order of their populations."""
    bars = []
    shown = find_row(published, "ref_published_figures", figure_id=main) or {}
    for row in sorted(published.rows("ref_published_figures"), key=lambda r: int(r["position"])):
        found = find_row(published, "out_definition_ledger", figure_id=row["figure_id"], reproduced=True)
        if row["count_set_id"] != count_set_id or row["outcome"] != shown.get("outcome") or found is None:
            continue
        n, total = int(row["numerator"]), int(row["denominator"])
        bars.append(
            Bar(
                label=picked(found, "title"),
                told=same(f"{one_decimal(n, total)}%  ({n}/{total})"),
                value=n / total,
                is_main=row["figure_id"] == main,
            )
        )
    return Picture(kind="bars", title=pack_words()["chart_ladder"], bars=tuple(bars))


def official_figure(published: Published, figure_id: str) -> PackNumber:
    """One official figure as it was published, among its series. Raises PackError for one that may not be used."""
    row = find_row(published, "ref_official_figures", figure_id=figure_id)
    if row is None or row["status"] not in USABLE:
        reason = "there is no such figure" if row is None else f"its status is {row['status']}"
        raise PackError(f"no pack of [{figure_id}]: {reason}")
    series = [r for r in published.rows("ref_official_figures") if r["series_id"] == row["series_id"]]
    title = picked(row, "title")
    value = _value(row)
    definition = [
        (pack_words()["population"], labelled("population", row["population"])),
        (pack_words()["caveat"], picked(row, "caveat")),
    ]
    if row.get("age_population"):
        definition.insert(1, (pack_words()["numerator"], labelled("age_population", row["age_population"])))
    key = next((v for k, v in SERIES_ARGUMENTS.items() if figure_id.startswith(k)), "")
    return PackNumber(
        number_id=figure_id,
        kind="official",
        basis="official",
        title=title,
        said=told("said_official", title=title, value=value, of=_of(row)),
        big=value,
        under=_share_of(row),
        interval=pack_words()["interval_complete" if row["is_complete_count"] else "interval_none"],
        facts=facts(
            period=same(printed_period(row)),
            unit=labelled("unit", row["unit"]),
            stage=labelled("stage", row["stage"]),
        ),
        definition=tuple(definition),
        how=(pack_words()["how_official"],),
        results=(
            Result(
                name="value",
                numerator=float(row["value"]),
                denominator=float(row["denominator"]) if _is_part(row) else None,
            ),
        ),
        sql=_figure_sql(figure_id, with_share=_is_part(row)),
        picture=_series_picture(series, figure_id),
        tables={"ref_official_figures": series},
        sources=official_notes([row]),
        arguments=arguments_for("official", all_arguments()["headlines"].get(key)),
    )


def _is_part(row: Row) -> bool:
    """A count published together with the whole that it is a part of."""
    whole = row["denominator"]
    return row["unit"] != "percent" and whole is not None and 0 < float(row["value"]) <= float(whole)


def _figure_sql(figure_id: str, *, with_share: bool) -> str:
    whole = "denominator, value / denominator" if with_share else "NULL::DOUBLE AS denominator, NULL::DOUBLE"
    return (
        f"SELECT 'value' AS name, value::DOUBLE AS numerator, {whole} AS share,\n"
        "       NULL::DOUBLE AS low, NULL::DOUBLE AS high, NULL::VARCHAR AS said\n"
        f"FROM ref_official_figures\nWHERE figure_id = {quote_literal(figure_id)}"
    )


def _value(row: Row) -> Both:
    number = f"{float(row['value']):,.1f}".removesuffix(".0")
    unit = labelled("unit", row["unit"])
    return {
        lang: f"{number}%"
        if row["unit"] == "percent"
        else f"{number}{'' if lang == 'ko' else ' '}{unit[lang]}"
        for lang in LANGUAGES
    }


def _of(row: Row) -> Both:
    text = _share_of(row)
    return {lang: f"; {text[lang]}" if text[lang] else "" for lang in LANGUAGES}


def _share_of(row: Row) -> Both:
    """“548 of 682 (80.4%)” in the unit of the figure, where its whole was published with it."""
    if not _is_part(row):
        return same("")
    n, total = int(row["value"]), int(row["denominator"])
    of = told("of_cases" if row["unit"] == "cases" else "of", n=grouped(n), d=grouped(total))
    return {lang: f"{of[lang]} ({one_decimal(n, total)}%)" for lang in LANGUAGES}


def _series_picture(series: Sequence[Row], main: str) -> Picture | None:
    usable = [r for r in series if r["status"] in USABLE]
    if len(usable) < 2 or len({r["unit"] for r in usable}) > 1:
        return None
    most = max(float(r["value"]) for r in usable) or 1.0
    bars = tuple(
        Bar(
            label=same(printed_period(r)),
            told=_value(r),
            value=float(r["value"]) / most,
            is_main=r["figure_id"] == main,
        )
        for r in usable
    )
    return Picture(kind="bars", title=pack_words()["chart_series"], bars=bars[-12:], unit="value")


def facts(*, period: Both, unit: Both, stage: Both, basis: str = "official") -> tuple[tuple[Both, Both], ...]:
    """The strip under the number: period, unit, stage and what it rests on."""
    words = pack_words()
    return (
        (words["period"], period),
        (words["unit"], unit),
        (words["stage"], stage),
        (words["basis"], words[f"basis_{basis}"]),
    )
