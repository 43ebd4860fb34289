"""The orders of adult judgments with the words behind each value marked.

Only what the warehouse publishes for pages arrives here: this module shows text and decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from dashboards.cells import Labels
from dashboards.charts import Chart
from dashboards.published import Row
from dashboards.wording import Words

PER_PAGE = 15
MOST_CASES = 2000
LEAST_IN_FACET = 10
FACETS = ("offence_group", "disposition", "court_level", "year")


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value read from the order, with the number that its mark carries."""

    number: int
    name: str
    value: str
    slice: str
    rule: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One judgment as the page shows it."""

    anchor: str
    heading: str
    facts: list[str]
    order_html: Markup
    law_html: Markup | None
    values: list[Value]
    n_doubts: int
    url: str
    address: str


@dataclass(frozen=True)
class Span:
    """A stretch of a section with the number of the values it carries."""

    start: int
    end: int
    number: int


def highlight(text: str, spans: Iterable[Span]) -> Markup:
    """`text` escaped, what any span covers in <mark>, and each span's number where it ends.

    Spans count code points of `text` and may overlap; one that reaches outside of it is an error.
    """
    listed = sorted(spans, key=lambda s: (s.start, -s.end))
    for span in listed:
        if not 0 <= span.start <= span.end <= len(text):
            raise ValueError(f"span {span.start}–{span.end} lies outside a text of {len(text)} characters")
    edges = sorted({0, len(text), *(s.start for s in listed), *(s.end for s in listed)})
    pieces: list[Markup] = []
    for start, end in pairwise(edges):
        covered = any(s.start <= start and end <= s.end for s in listed)
        numbers = ",".join(str(s.number) for s in listed if s.end == end)
        piece = escape(text[start:end])
        if covered:
            told = Markup("<sup>{}</sup>").format(numbers) if numbers else Markup("")
            piece = Markup("<mark>{}{}</mark>").format(piece, told)
        pieces.append(piece)
    return Markup("").join(pieces)


def case_view(
    case: Row, evidence: Sequence[Row], words: Words, labels: Labels, *, is_fictional: bool
) -> CaseView:
    """A judgment with its evidence; evidence outside of order and provisions is refused."""
    shown = [e for e in evidence if e["section"] in ("order", "applied_law")]
    if len(shown) != len(evidence):
        raise ValueError(
            f"{case['document_id']}: evidence outside of order and provisions must not be published"
        )
    order = str(case.get("order_text") or "")
    law = str(case.get("applied_law_text") or case.get("applied_law") or "")
    ordered = sorted(shown, key=_place)
    places = list(dict.fromkeys(_place(row) for row in ordered))
    number_of = {place: number for number, place in enumerate(places, start=1)}
    marks: dict[str, list[Span]] = {"order": [], "applied_law": []}
    for (part, start, minus_end), number in number_of.items():
        marks["applied_law" if part else "order"].append(Span(start, -minus_end, number))
    url = str(case.get("public_url") or "")
    return CaseView(
        anchor=anchor(case),
        heading=heading(case, words, labels),
        facts=_facts(case, words, labels),
        order_html=highlight(order, marks["order"]),
        law_html=highlight(law, marks["applied_law"]) if law else None,
        values=[_value(number_of[_place(row)], row, labels) for row in ordered],
        n_doubts=int(case.get("n_doubts") or 0),
        url="" if is_fictional or not url.startswith("https://") else url,
        address=url if is_fictional else "",
    )


def anchor(case: Row) -> str:
    """The fragment of a judgment on its page: stable, from the document's id."""
    raw = str(case.get("case_id") or case["document_id"])
    return "j-" + "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in raw)[:80]


def _place(row: Row) -> tuple[int, int, int]:
    return (0 if row["section"] == "order" else 1, int(row["start"]), -int(row["end"]))


def heading(case: Row, words: Words, labels: Labels) -> str:
    """Court and file number where they may be shown, else instance, offence group and result."""
    numbers = case.get("case_numbers") or []
    written = ", ".join(numbers) if isinstance(numbers, (list, tuple)) else str(numbers)
    if case.get("court") and written:
        return f"{case['court']} {written}"
    told = [
        labels(case[c], c, "outcome", "category")
        for c in ("instance", "offence_group", "disposition")
        if case.get(c)
    ]
    return " · ".join(told) or words("cases.withheld")


def _facts(case: Row, words: Words, labels: Labels) -> list[str]:
    facts = []
    if when := case.get("decision_quarter") or case.get("decision_period"):
        decade = str(when).removesuffix("s")
        told = words("cases.decade", year=decade) if str(when).endswith("s") else when
        facts.append(f"{words('cases.date')} {told}")
    for column in ("instance", "offence_group", "outcome", "disposition", "adult_basis"):
        if case.get(column):
            facts.append(labels(case[column], column, "outcome", "category"))
    if case.get("case_name"):
        facts.append(str(case["case_name"]))
    said = heading(case, words, labels).split(" · ")
    return [fact for fact in dict.fromkeys(facts) if fact not in said]


def _value(number: int, row: Row, labels: Labels) -> Value:
    name = labels(row.get("column_name", ""), "column", str(row.get("table_name", "")))
    confidence = row.get("confidence")
    return Value(
        number=number,
        name=name,
        value="" if row.get("value") is None else str(row["value"]),
        slice=str(row["slice"]),
        rule=str(row.get("rule") or ""),
        confidence="" if confidence is None else labels(confidence, "confidence"),
    )


def facet_value(case: Row, facet: str) -> str | None:
    """The value of a judgment in a facet; the year is that of the decision, where not only its decade is told."""
    if facet == "year":
        when = str(
            case.get("decision_date") or case.get("decision_quarter") or case.get("decision_period") or ""
        )
        return when[:4] if when[:4].isdigit() and not when.endswith("s") else None
    value = case.get(facet)
    return None if value is None else str(value)


def facet_counts(cases: Sequence[Row]) -> dict[str, int]:
    """Judgments by `facet=value`, only where there are at least ten of them."""
    counts = Counter(f"{f}={v}" for f in FACETS for c in cases if (v := facet_value(c, f)) is not None)
    return {key: n for key, n in counts.items() if n >= LEAST_IN_FACET}


def links_of(chart: Chart, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """From the bars of a chart to their judgments: label, address and number, for cells of ten or more."""
    recipe = chart.recipe
    if recipe is None or recipe.by is not None:
        return []
    facet = (
        "disposition" if recipe.along == "category" else "year" if recipe.along == "period" else recipe.along
    )
    return [
        (point.label, f"cases.html#{facet}={point.key}", counts[f"{facet}={point.key}"])
        for point in chart.points
        if point.state == "shown"
        and (point.denominator or 0) >= LEAST_IN_FACET
        and (recipe.along != "category" or (point.n or 0) >= LEAST_IN_FACET)
        and f"{facet}={point.key}" in counts
    ]


def facets_of(
    cases: Sequence[Row], labels: Labels, pages: Mapping[str, str]
) -> tuple[list[dict[str, Any]], Any]:
    """Facets with at least ten judgments a value, and the judgments of each value for the browser.

    One facet at a time is offered: combined facets would lead to cells that the cubes suppress.
    """
    facets, found = [], {}
    for facet in FACETS:
        counts = Counter(v for c in cases if (v := facet_value(c, facet)) is not None)
        large = [v for v, n in counts.items() if n >= LEAST_IN_FACET]
        options = []
        for value in labels.order(large, facet, "category"):
            key = f"{facet}={value}"
            options.append(
                {"key": key, "label": labels(value, facet, "outcome", "category"), "n": counts[value]}
            )
            found[key] = [[pages[anchor(c)], anchor(c)] for c in cases if facet_value(c, facet) == value]
        if options:
            facets.append({"label": labels(facet, "dimension"), "options": options})
    return facets, found
