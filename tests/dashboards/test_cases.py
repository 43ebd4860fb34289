"""Orders with marked words: nothing lost, nothing unescaped, nothing that may not be shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboards.cases import Span, case_view, facets_of, highlight
from dashboards.cells import Labels
from dashboards.wording import Words

KO = Words("ko")
LABELS = Labels((), KO)


def _plain(html: Markup) -> str:
    without_numbers = re.sub(r"<sup>[\d,]*</sup>", "", str(html))
    return Markup(re.sub(r"</?mark>", "", without_numbers)).unescape()  # noqa: S704


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_marking_changes_no_character(text: str, places: list[tuple[int, int]]) -> None:
    spans = [
        Span(min(a, b, len(text)), min(max(a, b), len(text)), i) for i, (a, b) in enumerate(places, start=1)
    ]
    assert _plain(highlight(text, spans)) == text


def test_overlapping_spans_are_both_marked() -> None:
    marked = highlight("2년간 위 형의 집행을 유예한다", [Span(0, 17, 1), Span(0, 2, 2)])
    assert str(marked) == "<mark>2년<sup>2</sup></mark><mark>간 위 형의 집행을 유예한다<sup>1</sup></mark>"


def test_markup_in_an_order_is_text() -> None:
    assert "<script>" not in highlight("<script>alert(1)</script>", [Span(0, 8, 1)])


def test_a_span_outside_of_its_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside a text"):
        highlight("주문", [Span(0, 9, 1)])


def _case(number: int = 1, **more: object) -> dict[str, object]:
    return {
        "document_id": f"d{number}",
        "case_id": f"c{number}",
        "court": "가상지방법원",
        "case_numbers": ["2024고단1"],
        "order_text": "피고인을 벌금 1,000,000원에 처한다.",
        "n_doubts": 0,
        "public_url": "https://www.law.go.kr/x",
        **more,
    }


def test_evidence_from_the_reasons_is_refused() -> None:
    evidence = [
        {"section": "reasons", "start": 0, "end": 1, "slice": "가", "rule": "r", "column_name": "age"}
    ]
    with pytest.raises(ValueError, match="must not be published"):
        case_view(_case(), evidence, KO, LABELS, is_fictional=False)


def test_a_fictional_judgment_never_links_to_the_real_site() -> None:
    assert case_view(_case(), [], KO, LABELS, is_fictional=True).url == ""
    assert case_view(_case(), [], KO, LABELS, is_fictional=False).url == "https://www.law.go.kr/x"


def test_an_address_that_is_no_web_page_is_not_linked() -> None:
    hostile = _case(public_url="javascript:alert(1)")
    assert case_view(hostile, [], KO, LABELS, is_fictional=False).url == ""


def test_a_facet_with_fewer_than_ten_judgments_is_not_offered() -> None:
    cases = [_case(i, offence_group="art14" if i < 9 else "art14_2") for i in range(30)]
    pages = {f"j-c{i}": "cases.html" for i in range(30)}
    facets, found = facets_of(cases, LABELS, pages)
    assert [o["n"] for f in facets for o in f["options"]] == [21]
    assert list(found) == ["offence_group=art14_2"]
