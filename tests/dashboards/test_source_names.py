"""Sources of reference figures are printed by their names, in both languages."""

from __future__ import annotations

import pytest
import yaml

from dashboards.source_names import named_source
from warehouse.reference import REFERENCE_DIR

RAW = ("news1 ", "theqoo", "viewsnnews", "newsis ", "newspim", "etoday", "edaily", "segye", "Hani ", "dynews")


@pytest.mark.parametrize(
    ("text", "ko", "en"),
    [
        ("news1 5529739", "뉴스1 기사 5529739", "News1 article 5529739"),
        ("theqoo 3389234670", "더쿠 게시글 3389234670", "TheQoo post 3389234670"),
        ("YTN science 20250213", "YTN 사이언스 2025-02-13", "YTN Science 2025-02-13"),
        ("unheardof 17; edaily", "unheardof 기사 17; 이데일리", "unheardof article 17; Edaily"),
        ("KOSIS 999 DT_X01", "KOSIS 999 DT_X01", "KOSIS 999 DT_X01"),
        (None, "", ""),
    ],
)
def test_an_outlet_has_its_name_and_an_article_its_number(text: str | None, ko: str, en: str) -> None:
    assert (named_source(text, "ko"), named_source(text, "en")) == (ko, en)


def test_no_source_of_the_reference_data_is_printed_as_a_bare_word() -> None:
    for name in ("official_figures", "published_counts"):
        for source in _sources(yaml.safe_load((REFERENCE_DIR / f"{name}.yml").read_text(encoding="utf-8"))):
            for language in ("ko", "en"):
                printed = named_source(source, language)
                assert not [raw for raw in RAW if raw in printed], printed
                assert language == "en" or "project notes" not in printed


def _sources(tree: object) -> list[str]:
    if isinstance(tree, dict):
        own = [tree["source"]] if isinstance(tree.get("source"), str) else []
        return own + [found for branch in tree.values() for found in _sources(branch)]
    if isinstance(tree, list):
        return [found for branch in tree for found in _sources(branch)]
    return []
