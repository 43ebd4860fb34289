"""How a judgment record is compared with the labels of a gold file (corpus/README.md, "Labels").

The conventions of the labels live here and nowhere else: which null means "not labelled", when a group row
(피고인들) equals one row each, and which words are too free to be compared letter by letter. Nothing here
reads a text; `extraction.evaluate` turns the comparisons into scores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Json = Mapping[str, Any]
Verdict = Literal["right", "wrong", "missed", "spurious", "absent"]

SENTENCE_FIELDS = (
    "kind",
    "months",
    "months_min",
    "months_max",
    "amount_krw",
    "suspended_months",
    "imposition_suspended",
    "probation",
    "probation_months",
    "community_service_hours",
    "lecture_hours",
)
AMOUNT_FIELDS = (
    "collection_krw",
    "employment_ban_months",
    "disclosure_months",
    "electronic_monitoring_months",
    "workhouse_krw_per_day",
)
BOOLEAN_FIELDS = ("forfeiture", "notification", "provisional_payment")
AGE_FIELDS = ("age_at_offence", "age_at_decision")
SOFT_FIELDS = frozenset(
    {
        "counts_note",
        "statutes",
        "factors_mitigating",
        "factors_aggravating",
        "other_orders",
        "disposition",
        "is_corporation",
        "credited_days",
    }
)
"""Labelled partly or in free words: scored, but outside the whole-object match."""

_TAGS: dict[str, Callable[[Json], bool]] = {
    "pretrial_credit": lambda d: any(s.get("pretrial_days_credited") for s in d["sentences"]),
    "publication": lambda d: bool(d.get("publication_of_judgment")),
    "return_to_victim": lambda d: bool(d.get("return_to_victim")),
    "provisional_payment": lambda d: bool(d.get("provisional_payment")),
    "treatment_custody": lambda d: bool(d.get("treatment_custody")),
    "post_release_probation": lambda d: _has_supervision(d, "after_prison"),
    "monitoring_request_denied": lambda d: "device" in (d.get("requests_dismissed") or ()),
    "juvenile_department": lambda d: d.get("disposition") == "transferred_juvenile",
    "lack_of_jurisdiction": lambda d: d.get("disposition") == "no_jurisdiction",
}
"""The tags of `other_orders` that the contract can hold, and where it holds them."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One labelled value beside the one that was read."""

    field: str
    verdict: Verdict
    gold: Any
    read: Any
    defendant: str | None = None

    @property
    def is_error(self) -> bool:
        """True when the value read is not the labelled one."""
        return self.verdict in ("wrong", "missed", "spurious")

    @property
    def is_hard(self) -> bool:
        """True for the fields that make up the whole-object match."""
        return self.field not in SOFT_FIELDS


def compare_record(
    labels: Json, record: Json, phrase_factors: Callable[[str, str], Sequence[str]]
) -> list[Comparison]:
    """Every labelled value of one document against its record; `phrase_factors(phrase, direction)` names the
    closed-list factors that a label's free words mean."""
    out = [_compare_outcome(labels, record)]
    for gold, read in pair_defendants(labels["defendants"], record["defendants"]):
        out.extend(compare_defendant(gold, read, phrase_factors))
    return out + _compare_tags(labels, record)


def _compare_outcome(labels: Json, record: Json) -> Comparison:
    read = record.get("outcome")
    accepted = [labels["outcome"], *(labels.get("outcome_also_acceptable") or ())]
    verdict: Verdict = "right" if read in accepted else "missed" if read is None else "wrong"
    return Comparison(field="outcome", verdict=verdict, gold=labels["outcome"], read=read)


def _compare_tags(labels: Json, record: Json) -> list[Comparison]:
    tags = [t for t in labels.get("other_orders") or () if t in _TAGS]
    seen = {t: any(_TAGS[t](d) for d in record["defendants"]) for t in tags}
    return [
        Comparison(field="other_orders", verdict="right" if seen[t] else "missed", gold=t, read=seen[t])
        for t in tags
    ]


def _has_supervision(defendant: Json, kind: str) -> bool:
    return any(v.get("kind") == kind for s in defendant["sentences"] for v in s.get("supervision") or ())


# Pairing ------------------------------------------------------------------------------------------------


def label_key(label: str) -> str:
    """What tells one person of a document from another: the number or letter, else the bare label.

    피고인 3 의료법인 → 3; 피고인 A → A; 피고인 겸 피부착명령청구자 → 피고인; 피고인들 → 피고인들.
    """
    bare = re.sub(r"\s+", "", label)
    if bare.endswith("들"):
        return "피고인들"
    found = re.search(r"(\d+)|(?<![가-힣A-Z])([A-Z])(?![A-Z])|인([A-Z])(?![A-Z])", bare)
    if found:
        return next(g for g in found.groups() if g)
    return "피고인"


def is_group(row: Json) -> bool:
    """A row for several people that nothing splits."""
    return (row.get("n_persons") or 1) > 1 or label_key(row["label"]) == "피고인들"


def pair_defendants(gold: Sequence[Json], read: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    """Labelled rows beside read rows.

    By number or letter first, then groups against what is left, then in order. A labelled group that was
    read as several rows is paired with the row that fits it worst: all must fit.
    """
    left_gold, left_read = list(gold), list(read)
    pairs: list[tuple[Json | None, Json | None]] = []
    for row in gold:
        twin = next((r for r in left_read if label_key(r["label"]) == label_key(row["label"])), None)
        if twin is not None:
            pairs.append((row, twin))
            left_gold.remove(row)
            left_read.remove(twin)
    pairs.extend(_pair_groups(left_gold, left_read))
    while left_gold or left_read:
        pairs.append((left_gold.pop(0) if left_gold else None, left_read.pop(0) if left_read else None))
    return pairs


def _pair_groups(left_gold: list[Json], left_read: list[Json]) -> list[tuple[Json | None, Json | None]]:
    """Pairs a group on either side with all that is left on the other; empties what it pairs."""
    group = next((g for g in left_gold if is_group(g)), None)
    if group is not None and left_read:
        worst = max(left_read, key=lambda r: sum(c.is_error for c in compare_defendant(group, r, _no_factor)))
        left_gold.remove(group)
        left_read.clear()
        return [(group, worst)]
    group = next((r for r in left_read if is_group(r)), None)
    if group is not None and left_gold:
        pairs: list[tuple[Json | None, Json | None]] = [(g, group) for g in left_gold]
        left_gold.clear()
        left_read.remove(group)
        return pairs
    return []


def _no_factor(phrase: str, direction: str) -> Sequence[str]:
    return ()


def pair_sentences(gold: Sequence[Json], read: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    """Labelled sentences beside the read ones that resemble them most, kind before all."""
    left_gold, left_read = list(gold), list(read)
    pairs: list[tuple[Json | None, Json | None]] = []
    while left_gold and left_read:
        g, r = max(((g, r) for g in left_gold for r in left_read), key=lambda p: _likeness(*p))
        pairs.append((g, r))
        left_gold.remove(g)
        left_read.remove(r)
    return pairs + [(g, None) for g in left_gold] + [(None, r) for r in left_read]


def _likeness(gold: Json, read: Json) -> int:
    same = [f for f in SENTENCE_FIELDS if _value(gold, f) == _value(read, f)]
    return len(same) + (20 if gold["kind"] == read["kind"] else 0)


# Values -------------------------------------------------------------------------------------------------


def _value(row: Json | None, name: str) -> Any:
    """A field's value; false counts as absent where presence is what is labelled."""
    value = None if row is None else row.get(name)
    return None if value is False else value


def _judge(name: str, gold: Any, read: Any, label: str) -> Comparison:
    if gold is None and read is None:
        verdict: Verdict = "absent"
    elif gold == read:
        verdict = "right"
    elif read is None:
        verdict = "missed"
    else:
        verdict = "spurious" if gold is None else "wrong"
    return Comparison(field=name, verdict=verdict, gold=gold, read=read, defendant=label)


def compare_defendant(
    gold: Json | None, read: Json | None, phrase_factors: Callable[[str, str], Sequence[str]]
) -> list[Comparison]:
    """All labelled fields of one defendant; None for a row that the other side lacks."""
    label = (gold or read or {})["label"]
    out = [_judge("defendants", gold and gold["label"], read and (gold or read)["label"], label)]
    for g, r in pair_sentences((gold or {}).get("sentences") or (), (read or {}).get("sentences") or ()):
        out.extend(_judge(f, _value(g, f), _value(r, f), label) for f in SENTENCE_FIELDS)
        out.append(_compare_note(_value(g, "counts_note"), _value(r, "counts_note"), label))
    out.append(_judge("acquitted", _raw(gold, "acquitted"), _raw(read, "acquitted"), label))
    out.extend(_judge(f, _value(gold, f), _value(read, f), label) for f in AMOUNT_FIELDS)
    out.extend(_compare_booleans(gold, read, label))
    if gold is not None:
        out.extend(_compare_ages(gold, read, label))
        out.extend(_compare_extra(gold, read, label))
        out.extend(_compare_statutes(gold, read, label))
        out.extend(_compare_factors(gold, read, label, phrase_factors))
    return out


def _raw(row: Json | None, name: str) -> Any:
    return None if row is None else row.get(name)


def _compare_booleans(gold: Json | None, read: Json | None, label: str) -> list[Comparison]:
    """A null label is not scored unless the reader says yes."""
    out = []
    for name in BOOLEAN_FIELDS:
        if _raw(gold, name) is not None or _value(read, name):
            out.append(_judge(name, _value(gold, name), _value(read, name), label))
    g, r = _raw(gold, "is_juvenile"), _raw(read, "is_juvenile")
    if g is not None or r is True:
        out.append(_judge("is_juvenile", g, r, label))
    return out


def _compare_ages(gold: Json, read: Json | None, label: str) -> list[Comparison]:
    """An unlabelled age is not scored where the labeller noted one without saying of what time."""
    noted = gold.get("age_evidence") is not None
    return [
        _judge(name, gold.get(name), _raw(read, name), label)
        for name in AGE_FIELDS
        if gold.get(name) is not None or not noted
    ]


def _compare_extra(gold: Json, read: Json | None, label: str) -> list[Comparison]:
    extra = gold.get("extra") or {}
    out = []
    if "corporate" in extra:
        out.append(_judge("is_corporation", extra["corporate"], _raw(read, "is_corporation"), label))
    if "credited_detention_days" in extra and "credited_to" not in extra:
        days = sum(s.get("pretrial_days_credited") or 0 for s in (read or {}).get("sentences") or ())
        out.append(_judge("credited_days", extra["credited_detention_days"], days or None, label))
    return out


def _compare_note(gold: str | None, read: str | None, label: str) -> Comparison:
    """Free words: the same when they name the same counts, or one holds the other."""
    found = _judge("counts_note", gold, read, label)
    if found.verdict != "wrong" or gold is None or read is None:
        return found
    a, b = (re.sub(r"\s+", "", x) for x in (gold, read))
    same = re.findall(r"\d+", a) == re.findall(r"\d+", b) != [] or a in b or b in a
    return Comparison(
        field="counts_note", verdict="right" if same else "wrong", gold=gold, read=read, defendant=label
    )


def statute_key(statute: str) -> str:
    """Blanks and the brackets of (가)목 do not tell two provisions apart; 구 does."""
    return re.sub(r"[\s()]", "", statute)


def _compare_statutes(gold: Json, read: Json | None, label: str) -> list[Comparison]:
    if gold.get("statutes") is None:
        return []
    return _compare_sets("statutes", gold["statutes"], _raw(read, "statutes") or (), label, statute_key)


def _compare_factors(
    gold: Json, read: Json | None, label: str, phrase_factors: Callable[[str, str], Sequence[str]]
) -> list[Comparison]:
    """Labels are free words: those that mean a factor of the closed list are scored, the others are not."""
    out = []
    for name, direction in (("factors_mitigating", "mitigating"), ("factors_aggravating", "aggravating")):
        if gold.get(name) is None:
            continue
        meant = [f for p in gold[name] for f in phrase_factors(p, direction)]
        found = [
            f["factor"]
            for f in _raw(read, "factors") or ()
            if f["direction"] == direction and f.get("adopted", True)
        ]
        out.extend(_compare_sets(name, meant, found, label, str))
    return out


def _compare_sets(
    name: str, gold: Sequence[str], read: Sequence[str], label: str, key: Callable[[str], str]
) -> list[Comparison]:
    golds, reads = {key(g): g for g in gold}, {key(r): r for r in read}
    both = [Comparison(field=name, verdict="right", gold=g, read=reads[k], defendant=label)
            for k, g in golds.items() if k in reads]  # fmt: skip
    missed = [Comparison(field=name, verdict="missed", gold=g, read=None, defendant=label)
              for k, g in golds.items() if k not in reads]  # fmt: skip
    spurious = [Comparison(field=name, verdict="spurious", gold=None, read=r, defendant=label)
                for k, r in reads.items() if k not in golds]  # fmt: skip
    return both + missed + spurious
