"""One story once, and what the court decided about it: copies of articles, and links to judgments.

All of it stays in the local warehouse; only aggregates are published.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import duckdb

from extraction.news.article import AgeReport, CaseReport, PenaltyItem
from extraction.news.clusters import ClusterInput, cluster_articles, text_shingles
from extraction.news.links import JudgmentInput, ReportInput, Told, group_events, link_cases
from warehouse.press_inputs import article_inputs, judgment_inputs, replace_links, report_inputs

Row = Mapping[str, Any]
_INSTANCES = {"1": 1, "2": 2, "3": 3}


def link_press(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Fill core_article_clusters and core_case_links anew; returns the counts of the step."""
    articles = article_inputs(con)
    clusters = cluster_articles(map(_cluster_input, articles))
    copy_of = {document_id: c.cluster_id for c in clusters for document_id in c.document_ids}
    reports = [_report_input(row, copy_of) for row in report_inputs(con)]
    events = group_events(reports)
    links = link_cases(reports, [_judgment_input(row) for row in judgment_inputs(con)], events)
    event_of = _event_of_documents(reports, events)
    leads = {c.earliest_document_id for c in clusters}
    cluster_rows = [
        {
            "document_id": row["document_id"],
            "cluster_id": event_of.get(row["document_id"], copy_of[row["document_id"]]),
            "copy_group_id": copy_of[row["document_id"]],
            "is_lead": row["document_id"] in leads,
        }
        for row in articles
    ]
    link_rows = [
        {
            "report_id": link.report_id,
            "judgment_id": link.document_id,
            "score": Decimal(f"{link.score:.4f}"),
            "reasons": [*link.reasons, *(f"differs: {d}" for d in link.differences)],
        }
        for link in links
    ]
    replace_links(con, {"core_article_clusters": cluster_rows, "core_case_links": link_rows})
    return {
        "articles": len(articles),
        "copies": len(articles) - len(clusters),
        "events": len(events),
        "links": len(links),
    }


def _cluster_input(row: Row) -> ClusterInput:
    published = row["published_at"].isoformat() if row["published_at"] else None
    return ClusterInput(
        document_id=row["document_id"],
        shingles=text_shingles(row["text"]),
        published_at=published,
        outlet=row["outlet"],
    )


def _event_of_documents(reports: Iterable[ReportInput], events: Iterable[Any]) -> dict[str, str]:
    """The first event that each article tells; an article that tells several belongs to the first."""
    event_of_report = {report_id: event.event_id for event in events for report_id in event.report_ids}
    found: dict[str, str] = {}
    for report in reports:
        if report.report_id in event_of_report:
            found.setdefault(report.document_id, event_of_report[report.report_id])
    return found


def _penalty(row: Row) -> PenaltyItem:
    return PenaltyItem(
        kind=row["kind"],
        months=row["months"],
        months_min=row["months_min"],
        months_max=row["months_max"],
        amount_krw=row["amount_krw"],
        suspended_months=row["suspended_months"],
        hours=row.get("hours"),
        is_suspended=row["suspended_months"] is not None,
    )


def _age(row: Row) -> AgeReport | None:
    low, high = row["age_low"], row["age_high"]
    return None if low is None or high is None else AgeReport(low=low, high=high)


def _report_input(row: Row, copy_of: Mapping[str, str]) -> ReportInput:
    by_role: dict[str, list[PenaltyItem]] = defaultdict(list)
    for item in row["sentences"] or ():
        if item["kind"] is not None:
            by_role[item["role"]].append(_penalty(item))
    report = CaseReport(
        stage=row["stage"],
        court=row["court"],
        court_date=row["court_date"].isoformat() if row["court_date"] else None,
        charge=row["charge"],
        demanded=tuple(by_role["demanded"]),
        imposed=tuple(by_role["imposed"]),
        quoted_lower=tuple(by_role["quoted_lower"]),
        supervision=row["supervision_state"] or "not_stated",
        age=_age(row),
        n_defendants=row["n_defendants"],
        outcome=row["outcome"],
        case_hint=row["case_hint"],
    )
    return ReportInput(
        report_id=row["report_id"],
        document_id=row["document_id"],
        report=report,
        published=row["published_date"],
        outlet=row["outlet"],
        cluster_id=copy_of.get(row["document_id"]),
    )


def _judgment_input(row: Row) -> JudgmentInput:
    told: dict[str, list[PenaltyItem]] = {d["defendant_id"]: [] for d in row["defendants"] or ()}
    quoted = []
    for item in row["sentences"] or ():
        if item["role"] == "imposed":
            told.setdefault(item["defendant_id"], []).append(_penalty(item))
        else:
            quoted.append(_penalty(item))
    ages = {d["defendant_id"]: _age(d) for d in row["defendants"] or ()}
    return JudgmentInput(
        document_id=row["document_id"],
        court=row["court"],
        decision_date=row["decision_date"],
        instance=_INSTANCES.get(row["instance"]),
        charge=row["case_name"],
        defendants=tuple(Told(items=tuple(items), age=ages.get(name)) for name, items in told.items()),
        quoted=tuple(quoted),
        outcome=row["outcome"],
    )
