"""Invented published tables about claims and words, every verdict and every state once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

VERDICTS = ("supported", "supported_under_definition", "contradicted", "outside_coverage", "not_checked")


def claims(hostile_text: str | None) -> Iterator[dict[str, Any]]:
    for number, verdict in enumerate(VERDICTS):
        held = verdict in VERDICTS[:3]
        yield {
            "claim_id": f"c{number}",
            "outlet": "hankookilbo",
            "published_date": date(2025, 3, 1 + number),
            "language": "ko",
            "article_url": f"https://www.hankookilbo.com/News/Read/A20250301{number}",
            "n_articles": 1 + number,
            "quote": hostile_text[:60] if hostile_text else "집행유예가 39.1%",
            "measure": "share",
            "value": "39.1",
            "unit": "percent",
            "numerator": 34 if held else None,
            "denominator": 87 if held else None,
            "population": "defendants",
            "period": "2020..2024",
            "stage": "first_instance",
            "topic": "deepfake",
            "outcome": "suspended",
            "comparator": "exact",
            "is_approximate": number == 1,
            "is_provisional": False,
            "verdict": verdict,
            "reason_ko": hostile_text or "처리인원 87명으로 나누면 39.1%이다.",
            "reason_en": hostile_text or "Divided by the 87 disposed of it is 39.1%.",
            "tolerance": "exact" if held else None,
            "figure_id": "assembly_87_disposed" if held else None,
            "our_value": "39.1" if held else None,
            "our_n": 34 if held else None,
            "our_denominator": 87 if held else None,
            "our_period": "2020-06-25..2024-06-30" if held else None,
            "definition_id": "suspended_of_disposed" if held else None,
            "definition_ko": "집행유예 / 처리인원" if held else None,
            "definition_en": "suspended sentence (집행유예) / disposed of" if held else None,
            "our_source": "Hani 1156985" if held else None,
            "our_source_url": "https://www.hani.co.kr/arti/1156985.html" if held else None,
            "arithmetic": ("holds", "none", "fails", "none", "none")[number],
            "arithmetic_ko": "34 ÷ 87 = 39.1%" if number in (0, 2) else None,
            "arithmetic_en": "34 ÷ 87 = 39.1%" if number in (0, 2) else None,
        }


def claim_counts() -> Iterator[dict[str, Any]]:
    for verdict in (*VERDICTS, "left_out"):
        for language in ("all", "ko"):
            yield {
                "verdict": verdict,
                "language": language,
                "n_claims": 7 if verdict == "left_out" else 1,
                "n_articles": 2,
            }


def collocations() -> Iterator[dict[str, Any]]:
    for kind in ("article", "judgment"):
        for lemma in ("반성", "합의", "초범"):
            for position, other in enumerate(("집행유예", "징역"), start=1):
                yield {
                    "kind": kind,
                    "lemma": lemma,
                    "collocate": other,
                    "position": position,
                    "n_both": 12,
                    "n_lemma": 30,
                    "n_collocate": 40,
                    "n_documents": 90,
                    "log_likelihood": Decimal("14.20"),
                    "npmi": Decimal("0.310"),
                }


def charged() -> Iterator[dict[str, Any]]:
    pairs = [("words_1", "착취물", "neutral"), ("words_1", "영상", "charged")]
    for group, lemma, tone in pairs:
        for period in ("all", "2023", "2024", "2025"):
            n = {"neutral": 20, "charged": 9}[tone] + (0 if period == "all" else int(period) - 2023)
            shown = period != "2024"
            yield {
                "group_id": group,
                "group_ko": "가상 묶음",
                "group_en": "invented group",
                "tone": tone,
                "lemma": lemma,
                "period": period,
                "n_documents": n if shown else None,
                "n_documents_total": 60,
                "share": n / 60 if shown else None,
                "state": "shown" if shown else "suppressed",
            }


def by_outlet() -> Iterator[dict[str, Any]]:
    for position, lemma in enumerate(("집행유예", "양형 이유", "딥페이크")):
        for outlet, total in (("hankookilbo", 90), ("yna", 60), ("other_outlets", 12)):
            n = 10 + 7 * position
            shown = outlet != "yna" or position != 1
            yield {
                "outlet": outlet,
                "lemma": lemma,
                "n_documents": min(n, total - 5) if shown else None,
                "n_documents_total": total,
                "share": round(n / total, 4) if shown and total >= 20 else None,
                "state": ("shown" if total >= 20 else "too_small") if shown else "suppressed",
            }


def panel() -> Iterator[dict[str, Any]]:
    for outlet, is_in in (("hankookilbo", True), ("yna", False)):
        for period in ("all", "2023", "2024", "2025"):
            shown = is_in or period != "2024"
            yield {
                "outlet": outlet,
                "period": period,
                "n_documents": (90 if period == "all" else 30) if shown else None,
                "is_in_panel": is_in,
                "state": "shown" if shown else "suppressed",
            }
