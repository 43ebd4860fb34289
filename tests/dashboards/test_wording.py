"""The words of the site: the same keys in both languages, and none that the project forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards.pages import GROUPS, PAGE_IDS
from dashboards.wording import Words

BARE = re.compile(r"probation", re.IGNORECASE)


def _keys(tree: Any, path: str = "") -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _keys(value, f"{path}.{key}")
    elif isinstance(tree, list):
        yield f"{path}[{len(tree)}]"
    else:
        yield path


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value)
    elif isinstance(tree, str):
        yield tree


def test_both_languages_have_the_same_keys() -> None:
    assert set(_keys(Words("ko").tree)) == set(_keys(Words("en").tree))


def test_english_never_says_the_word_that_means_two_things() -> None:
    assert [text for text in _texts(Words("en").tree) if BARE.search(text)] == []


def test_no_english_page_says_it_either(site: Path) -> None:
    for path in (site / "en").glob("*.html"):
        visible = re.sub(r"<(pre|code)\b.*?</\1>|<[^>]+>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert not BARE.search(visible), path


@pytest.mark.parametrize("word", ["harsh", "lenient", "walk free", "imprisonment rate", "pornograph"])
def test_english_measure_texts_judge_nobody(word: str) -> None:
    assert [text for text in _texts(Words("en").tree) if word in text.lower()] == []


@pytest.mark.parametrize("word", ["음란물", "몰카", "야동", "솜방망이"])
def test_korean_texts_avoid_words_that_hurt_or_judge(word: str) -> None:
    assert [text for text in _texts(Words("ko").tree) if word in text] == []


def test_every_page_has_title_short_name_and_lede() -> None:
    for language in ("ko", "en"):
        words = Words(language)
        for page_id in PAGE_IDS:
            assert all(words(f"pages.{page_id}.{part}") for part in ("title", "short", "lede"))
        assert [g for g, _ in GROUPS] == list(words.get("groups"))
