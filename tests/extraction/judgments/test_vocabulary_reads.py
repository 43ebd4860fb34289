"""Every example of a vocabulary is read by its reader as its own entry: an entry taken away leaves its examples unread."""

from __future__ import annotations

import pytest

from extraction.entries import load_entries
from extraction.evidence import Section
from extraction.judgments import statutes, words
from extraction.judgments.ages import find_ages
from extraction.judgments.factors import read_factors


def examples(file: str) -> list[tuple[str, str]]:
    return [(e.id, x) for e in load_entries(file) for x in e.examples]


def only(file: str) -> dict[str, str]:
    """What the reader of orders makes of an entry: family or group of each id."""
    return {e.id: str(e.extra.get("family") or e.extra.get("group")) for e in load_entries(file)}


FAMILY = only("order_families.yml")
GROUP = only("order_kinds.yml")


@pytest.mark.parametrize(("entry", "example"), examples("statute_roles.yml"))
def test_a_title_has_its_role(entry: str, example: str) -> None:
    assert statutes._role_of_title(example) == entry


@pytest.mark.parametrize(("entry", "example"), examples("ages.yml"))
def test_words_of_age(entry: str, example: str) -> None:
    assert f"ages/{entry}" in {
        f.evidence[0].rule for f in find_ages(Section(name="reasons_text", text=example))
    }


@pytest.mark.parametrize(("entry", "example"), examples("factors.yml"))
def test_words_of_a_factor(entry: str, example: str) -> None:
    section = Section(name="sentencing_text", text=example)
    assert entry in {f.value.factor for f in read_factors(section, None, None, None)}


@pytest.mark.parametrize(("entry", "example"), examples("order_families.yml"))
def test_a_clause_has_its_family(entry: str, example: str) -> None:
    assert words.family_of(example) == FAMILY[entry]


@pytest.mark.parametrize(("entry", "example"), examples("order_kinds.yml"))
def test_words_of_a_kind(entry: str, example: str) -> None:
    assert entry.partition(".")[2] in words.kinds_in(GROUP[entry], example)
