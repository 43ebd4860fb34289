"""The explanation page: every text escaped, no script, nothing fetched."""

from __future__ import annotations

import re
from typing import Any

from dashboards.explain import render_explanation, render_explanations


def explanation(text: str = "피고인을 징역 1년에 처한다.", **values: Any) -> dict[str, Any]:
    return {
        "document_id": "made-up/1",
        "title": "가상지방법원 · 2030고단1",
        "passages": [
            {
                "section": "order_text",
                "title": "주문 (order)",
                "segments": [
                    {"text": text, "family": "sentence", "paths": ["/defendants/0/sentences/0/kind"]},
                    {"text": "\n이상", "family": None, "paths": []},
                ],
            }
        ],
        "values": [
            {
                "path": "/defendants/0/sentences/0/kind",
                "owner": "피고인",
                "family": "sentence",
                "label": "sentence 1 › kind",
                "value": "prison",
                "words": text,
                "rule": "order.sentence",
                "confidence": "explicit",
            }
        ],
        "unread": [],
        "doubts": [],
        "families": [("sentence", "형", "penalty")],
        **values,
    }


def test_the_text_stands_marked_in_the_page() -> None:
    page = render_explanation(explanation())
    assert '<mark class="sentence"' in page
    assert ">피고인을 징역 1년에 처한다.</mark>\n이상</p>" in page


def test_hostile_text_is_escaped_and_nothing_runs_or_loads() -> None:
    page = render_explanation(explanation('<script>alert(1)</script><img src=x onerror="y">', doubts=["<b>"]))
    assert "<script" not in page and "<img" not in page and "<b>" not in page
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "default-src 'none'" in page


def test_unread_text_and_doubts_stand_at_the_head() -> None:
    page = render_explanation(explanation(unread=["푸른 나무"], doubts=["시험 의문"]))
    assert page.index("푸른 나무") < page.index("주문 (order)")
    assert "시험 의문" in page
    assert "nothing is in doubt" not in page
    assert "nothing is in doubt" in render_explanation(explanation())


def test_several_judgments_have_a_list() -> None:
    page = render_explanations([explanation(), explanation()])
    assert page.count("<article") == 2
    assert 'href="#j2"' in page
