"""The tool that takes rules away finds the needed ones needed, an unneeded one not, and puts everything back."""

from __future__ import annotations

import random
from contextlib import nullcontext

import click
import pytest

from tools.rule_need import Check, Removal, checks, part_of, removals, unneeded

SAMPLE = 12


@pytest.fixture(scope="module")
def all_checks() -> list[Check]:
    return checks()


def test_a_sample_of_the_rules_is_needed(all_checks: list[Check]) -> None:
    found = removals()
    assert len(found) > 300
    sample = random.Random(20261122).sample(found, SAMPLE)  # noqa: S311
    assert [removal.name for removal, is_unneeded in unneeded(sample, all_checks) if is_unneeded] == []


def test_a_removal_that_changes_nothing_is_told(all_checks: list[Check]) -> None:
    idle = Removal(name="nothing", home="nothing", without=nullcontext)
    assert list(unneeded([idle], all_checks)) == [(idle, True)]


def test_the_parts_are_the_whole_and_share_nothing() -> None:
    found = [Removal(name=str(i), home="nothing", without=nullcontext) for i in range(7)]
    parts = [r.name for k in (1, 2, 3) for r in part_of(found, f"{k}/3")]
    assert sorted(parts) == [r.name for r in found]


@pytest.mark.parametrize("part", ["0/2", "3/2", "1/0", "half", "1/2/3"])
def test_a_part_that_is_none_is_refused(part: str) -> None:
    with pytest.raises(click.BadParameter):
        part_of([], part)
