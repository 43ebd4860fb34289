"""Arithmetic of printed claims, exact and without a figure of ours: does n of N give the printed share?

A printed number agrees with a true one in a class: exact, rounded, truncated, rounded_or_truncated, about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

Tolerance = Literal["exact", "rounded", "truncated", "rounded_or_truncated", "about", "bound"]
Claim = Mapping[str, Any]

ABOUT_SHARE = Fraction(5, 2)
"""Percentage points by which a hedged share (`about`, `절반 가까이`) may miss."""

ABOUT_RATIO = Fraction(5)
"""The same for a ratio in words (10명 중 8명): half a step of tenths."""

ABOUT_COUNT = Fraction(1, 20)
"""Relative miss of a hedged count (`30여 명`, `about 400`)."""


SMALL_COUNT = 49
"""A count up to this, without a denominator, may be that of one incident: never contradicted, never published."""


@dataclass(frozen=True, kw_only=True)
class ArithmeticFinding:
    """One test of claims against each other. `claims` are their positions in the list that was tested."""

    test: Literal["share_of_counts", "shares_add_up", "unit_mix"]
    claims: tuple[int, ...]
    holds: bool
    tolerance: Tolerance | None
    text_ko: str
    text_en: str


def printed_places(value_text: str) -> int:
    """Decimal places of a number as printed."""
    return len(value_text.partition(".")[2])


def agreement(value_text: str, true: Fraction) -> Tolerance | None:
    """The class in which a printed number agrees with an exactly known one; None where it does not."""
    printed, unit = Fraction(value_text), Fraction(1, 10 ** printed_places(value_text))
    if printed == true:
        return "exact"
    rounded = (true / unit + Fraction(1, 2)).__floor__() * unit == printed
    truncated = (true / unit).__floor__() * unit == printed
    if rounded and truncated:
        return "rounded_or_truncated" if printed_places(value_text) == 0 else "rounded"
    return "rounded" if rounded else "truncated" if truncated else None


def agreement_with_printed(value_text: str, other_text: str) -> Tolerance | None:
    """The class in which two printings of one unknown number agree.

    `65.3` agrees with `65.4` when some number prints as both, the one cut off and the other rounded.
    """
    first, second = Fraction(value_text), Fraction(other_text)
    if first == second:
        return "exact"
    if printed_places(value_text) < printed_places(other_text):
        return agreement(value_text, second)
    half = Fraction(1, 2 * 10 ** printed_places(other_text))
    unit = Fraction(1, 10 ** printed_places(value_text))
    low, high = second - half, second + half
    return "truncated" if first < high and low < first + unit and first < second else None


def hedged(claim: Claim, true: Fraction) -> Tolerance | None:
    """`about` where the claim hedges and the number is near; `bound` where `more than` and the like hold."""
    value = Fraction(str(claim["value_text"]))
    comparator = claim.get("comparator") or "exact"
    if comparator != "exact":
        holds = {
            "more_than": true > value,
            "at_least": true >= value,
            "less_than": true < value,
            "at_most": true <= value,
        }[str(comparator)]
        return "bound" if holds else None
    is_ratio = claim.get("measure") == "ratio"
    if not claim.get("approximate") and not is_ratio:
        return None
    if claim.get("unit") == "percent":
        return "about" if abs(true - value) <= (ABOUT_RATIO if is_ratio else ABOUT_SHARE) else None
    return "about" if abs(true - value) <= ABOUT_COUNT * value else None


def claim_agreement(claim: Claim, true: Fraction) -> Tolerance | None:
    """How a claim agrees with an exactly known number, its hedges heard."""
    if claim.get("comparator", "exact") != "exact":
        return hedged(claim, true)
    found = agreement(str(claim["value_text"]), true)
    if claim.get("measure") == "ratio" and found != "exact":
        return hedged(claim, true)
    return found or hedged(claim, true)


def check_arithmetic(claims: Sequence[Claim]) -> list[ArithmeticFinding]:
    """Every test that the claims of one text allow, in order."""
    findings: list[ArithmeticFinding] = []
    for number, claim in enumerate(claims):
        if claim.get("measure") == "share" and claim.get("numerator") and claim.get("denominator"):
            findings.append(_share_of_counts(number, claim))
        findings += _unit_mix(number, claim, claims)
        if claim.get("is_sum"):
            findings += _shares_add_up(number, claims)
    return findings + _over_the_whole(claims)


def _over_the_whole(claims: Sequence[Claim]) -> list[ArithmeticFinding]:
    """Shares of disjoint ages of one population and period: together at most 100 %, half a last digit each allowed.

    Shares of outcomes are left out: a text may list a share of a share (51 % of the prison terms) beside the others.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, claim in enumerate(claims):
        is_plain = (
            claim.get("measure") == "share" and claim.get("unit") == "percent" and not claim.get("is_sum")
        )
        if is_plain and claim.get("age_low") is not None and claim.get("age_high") is not None:
            people = str(claim.get("population")).split(" aged ")[0]
            told = (people, *(str(claim.get(key)) for key in ("topic", "period", "stage", "outcome")))
            groups.setdefault(told, []).append(number)
    return [finding for group in groups.values() for finding in _test_whole(group, claims)]


def _test_whole(group: Sequence[int], claims: Sequence[Claim]) -> list[ArithmeticFinding]:
    bands = sorted((int(claims[i]["age_low"]), int(claims[i]["age_high"])) for i in group)
    if len(group) < 2 or any(low <= high for (_, high), (low, _) in pairwise(bands)):
        return []
    printed = [str(claims[i]["value_text"]) for i in group]
    total = sum((Fraction(text) for text in printed), Fraction(0))
    slack = sum((Fraction(1, 2 * 10 ** printed_places(text)) for text in printed), Fraction(0))
    if total <= 100 + slack:
        return []
    places = "+".join(printed)
    return [
        ArithmeticFinding(
            test="shares_add_up",
            claims=tuple(group),
            holds=False,
            tolerance=None,
            text_ko=f"{places} = {_one_place(total)}: 겹치지 않는 비율의 합이 100%를 넘는다.",
            text_en=f"{places} = {_one_place(total)}: shares that do not overlap come to more than 100 %.",
        )
    ]


def _share_of_counts(number: int, claim: Claim) -> ArithmeticFinding:
    n, of = int(claim["numerator"]), int(claim["denominator"])
    true = Fraction(100 * n, of)
    tolerance = claim_agreement(claim, true)
    shown = _one_place(true)
    return ArithmeticFinding(
        test="share_of_counts",
        claims=(number,),
        holds=tolerance is not None,
        tolerance=tolerance,
        text_ko=f"{of:,} 가운데 {n:,}은 {shown}%이고 글에는 {claim['value_text']}%로 적혔다.",
        text_en=f"{n:,} of {of:,} is {shown} %; the text prints {claim['value_text']} %.",
    )


def _shares_add_up(number: int, claims: Sequence[Claim]) -> list[ArithmeticFinding]:
    """A printed sum against the shares told before it: the last two, or all of one period."""
    total = claims[number]
    parts = [
        index
        for index in range(number)
        if claims[index].get("unit") == "percent"
        and claims[index].get("measure") == "share"
        and not claims[index].get("is_sum")
        and claims[index].get("age_low") is not None
        and (not claims[index].get("period") or claims[index].get("period") == total.get("period"))
    ]
    if len(parts) < 2:
        return []
    chosen = tuple(parts[-2:])
    summed = sum((Fraction(str(claims[index]["value_text"])) for index in chosen), Fraction(0))
    tolerance = claim_agreement(total, summed)
    places = "+".join(str(claims[index]["value_text"]) for index in chosen)
    near = tolerance is None and abs(summed - Fraction(str(total["value_text"]))) <= Fraction(1, 10)
    return [
        ArithmeticFinding(
            test="shares_add_up",
            claims=(*chosen, number),
            holds=tolerance is not None or near,
            tolerance=tolerance or ("rounded" if near else None),
            text_ko=f"{places} = {_one_place(summed)}; 글에는 {total['value_text']}%로 적혔다.",
            text_en=f"{places} = {_one_place(summed)}; the text prints {total['value_text']} %.",
        )
    ]


def _unit_mix(number: int, claim: Claim, claims: Sequence[Claim]) -> list[ArithmeticFinding]:
    """Persons (명) divided by cases (건): two units, no share."""
    if not claim.get("numerator") or not claim.get("denominator"):
        return []
    units = [
        {
            str(c.get("unit"))
            for c in claims
            if c.get("measure") == "count" and str(c.get("value_text")) == str(value)
        }
        for value in (claim["numerator"], claim["denominator"])
    ]
    if not units[0] or not units[1] or units[0] & units[1]:
        return []
    one, two = sorted(units[0])[0], sorted(units[1])[0]
    return [
        ArithmeticFinding(
            test="unit_mix",
            claims=(number,),
            holds=False,
            tolerance=None,
            text_ko=f"분자는 {one}, 분모는 {two}이다: 단위가 다른 두 수의 비율이다.",
            text_en=f"The numerator counts {one}, the denominator {two}: a ratio of two units.",
        )
    ]


def _one_place(value: Fraction) -> str:
    tenths = (value * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"
