"""The tool that takes rules away finds the needed ones needed, an unneeded one not, and puts everything back."""

from __future__ import annotations

import random
from contextlib import nullcontext

import pytest

from tools.rule_need import Check, Removal, checks, removals, unneeded

SAMPLE = 12


@pytest.fixture(scope="module")
def all_checks() -> list[Check]:
    return checks()


def test_a_sample_of_the_rules_is_needed(all_checks: list[Check]) -> None:
    found = removals()
    assert len(found) > 300
    sample = random.Random(20261122).sample(found, SAMPLE)  # noqa: S311
    assert unneeded(sample, all_checks) == []


def test_a_removal_that_changes_nothing_is_told(all_checks: list[Check]) -> None:
    idle = Removal(name="nothing", home="nothing", without=nullcontext)
    assert unneeded([idle], all_checks) == ["nothing"]
