"""Reads cases*.yml and scores a record against an entry: one comparison a value, so that counts can be added up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extraction.news import ArticleText, PenaltyItem, read_article
from extraction.news.article import ArticleRecord, CaseReport

FILES = tuple(sorted(Path(__file__).parent.glob("cases*.yml")))
_NULLABLE = ("stage", "court", "sup", "age", "n", "out")
_CLAIM_DEFAULTS = {"period": None, "approximate": False, "provisional": False, "comparator": "exact"}
_KINDS = {
    "P": "prison", "N": "prison_without_labor", "F": "fine", "L": "life", "D": "death", "U": "unspecified",
    "CS": "community_service", "AT": "attendance_order", "CO": "completion_order", "EB": "employment_ban",
    "DI": "disclosure", "EM": "electronic_monitoring", "FO": "forfeiture", "CL": "collection",
    "SQ": "suspension_of_qualification", "TC": "treatment_custody", "CM": "compensation", "DT": "detention",
}  # fmt: skip
_CODE = re.compile(
    r"(?P<kind>[A-Z]{1,2})(?P<n>[0-9]+)?(?:-(?P<max>[0-9]+))?(?P<s>s)?(?P<sn>[0-9]+)?(?P<d>d)?"
)
Item = tuple[str, int | None, int | None, int | None, int | None, int | None, int | None, bool, bool]


@dataclass(frozen=True)
class Entry:
    """One sentence of the list; `is_held` marks the half that was measured before rules were tuned on it.

    Of a strict entry every key of `_NULLABLE` is compared: one that it does not give must be null. Of an entry of a
    list of claims only the claims are compared, each with every key of `_CLAIM_DEFAULTS`.
    """

    group: str
    number: int
    text: str
    expected: dict[str, Any]
    is_held: bool
    must_not: str | None
    is_strict: bool = False
    is_claims_only: bool = False
    is_waiting: bool = False
    known_gap: str | None = None
    """What is misread in it today, in words."""

    @property
    def id(self) -> str:
        return f"{self.group}-{self.number:02d}"


@dataclass
class Score:
    """Values right, invented or wrong (false positives), and missed; with the words of every error."""

    right: int = 0
    invented: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@cache
def load_entries(*, with_waiting: bool = False) -> list[Entry]:
    """All entries that are read right; groups that a file names as `waiting` (no rule was tuned on them yet) only
    when asked for."""
    return [
        entry
        for file in FILES
        for entry in _entries_in(file)
        if entry.known_gap is None and (with_waiting or not entry.is_waiting)
    ]


def load_known_gaps() -> list[Entry]:
    """Entries that are misread today."""
    return [entry for file in FILES for entry in _entries_in(file) if entry.known_gap is not None]


@cache
def _entries_in(file: Path) -> list[Entry]:
    return _entries_of(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _entries_of(raw: dict[str, Any]) -> list[Entry]:
    return [
        Entry(
            group=group,
            number=number,
            text=entry["t"],
            expected=entry,
            is_held=number % 2 == 0,
            must_not=entry.get("must_not"),
            is_strict=bool(raw.get("strict")),
            is_claims_only=bool(raw.get("claims_only")),
            is_waiting=group in raw.get("waiting", ()),
            known_gap=entry.get("known_gap"),
        )
        for group, entries in raw["groups"].items()
        for number, entry in enumerate(entries, 1)
    ]


def read_entry(entry: Entry) -> ArticleRecord:
    return read_article(
        ArticleText(document_id=entry.id, url="", title="", body=entry.text, published_at="2024-09-08")
    )


def parse_item(code: str) -> Item:
    if code == "UD":
        return ("unspecified", None, None, None, None, None, None, False, True)
    match = _CODE.fullmatch(code)
    assert match is not None, code
    kind = _KINDS[match["kind"]]
    number = int(match["n"]) if match["n"] else None
    suspended = int(match["sn"]) if match["sn"] else None
    if kind == "unspecified":
        return (kind, None, None, None, None, suspended, None, True, False)
    is_money, is_hours = (
        kind in ("fine", "collection", "compensation"),
        kind.startswith(("community", "attend", "complet")),
    )
    months = None if is_money or is_hours or match["max"] else number
    low, high = (number, int(match["max"])) if match["max"] else (None, None)
    return (
        kind, months, low, high, number if is_money else None, suspended, number if is_hours else None,
        bool(match["s"]), bool(match["d"]),
    )  # fmt: skip


def as_item(item: PenaltyItem) -> Item:
    return (
        item.kind, item.months, item.months_min, item.months_max, item.amount_krw, item.suspended_months, item.hours,
        item.is_suspended, item.is_imposition_suspended,
    )  # fmt: skip


def score_entry(entry: Entry, record: ArticleRecord, score: Score) -> None:
    """Adds the comparisons of one entry to the score."""
    before = len(score.errors)
    reports, expected = record.case_reports, entry.expected
    if "reports" in expected:
        _compare(score, entry, "reports", len(reports), expected["reports"])
    if expected.get("reports", 1) <= 1 and not entry.is_claims_only:
        report = reports[0] if reports else None
        for key, role in (("imp", "imposed"), ("dem", "demanded"), ("low", "quoted_lower")):
            found = [as_item(i) for r in reports for i in getattr(r, role)]
            _compare_lists(score, entry, role, found, [parse_item(c) for c in expected.get(key, [])])
        for key, value in _fields(report):
            if key in expected:
                wanted = expected[key]
                wanted = _age(wanted) if key == "age" and wanted else wanted
                _compare(score, entry, key, value, wanted)
            elif entry.is_strict and key in _NULLABLE and value is not None:
                _compare(score, entry, key, value, None)
    if "claims" in expected:
        _compare_claims(score, entry, record)
    assert len(score.errors) >= before


def _fields(report: CaseReport | None) -> Iterator[tuple[str, Any]]:
    if report is None:
        yield from (
            (key, None) for key in ("stage", "court", "date", "sup", "age", "n", "victims", "out", "charge")
        )
        return
    plain = report.as_dict()
    age = report.age
    yield "stage", report.stage
    yield "court", report.court
    yield "date", report.court_date
    yield "sup", plain["supervision"]
    yield "age", (age.low, age.high, age.basis, age.system) if age else None
    yield "n", report.n_defendants
    yield "victims", report.n_victims_band
    yield "out", report.outcome
    yield "charge", report.charge


def _age(wanted: list[Any]) -> tuple[Any, ...]:
    low, high, *rest = wanted
    return (low, high, rest[0] if rest else "at_report", rest[1] if len(rest) > 1 else "unknown")


def _compare(score: Score, entry: Entry, key: str, found: Any, wanted: Any) -> None:
    if found == wanted:
        score.right += 1
        return
    score.errors.append(f"{entry.id} {key}: found {found!r}, wanted {wanted!r}: {entry.text}")
    score.invented += found is not None
    score.missed += wanted is not None


def _compare_lists(score: Score, entry: Entry, key: str, found: list[Any], wanted: list[Any]) -> None:
    left = list(wanted)
    for item in found:
        if item in left:
            left.remove(item)
            score.right += 1
        else:
            score.invented += 1
            score.errors.append(f"{entry.id} {key}: invented {item!r}: {entry.text}")
    score.missed += len(left)
    score.errors += [f"{entry.id} {key}: missed {item!r}: {entry.text}" for item in left]


def _compare_claims(score: Score, entry: Entry, record: ArticleRecord) -> None:
    found = [(c.as_dict()["value"], c.unit, c.numerator, c.denominator) for c in record.claims]
    wanted = [tuple([*row, None, None][:4]) for row in (list(r[:4]) for r in entry.expected["claims"])]
    _compare_lists(score, entry, "claims", found, wanted)
    for row in entry.expected["claims"]:
        keys = {**(_CLAIM_DEFAULTS if entry.is_claims_only else {}), **(row[4] if len(row) > 4 else {})}
        claim = next((c for c in record.claims if (c.as_dict()["value"], c.unit) == tuple(row[:2])), None)
        if claim is None and entry.is_claims_only:
            continue
        for key, value in keys.items():
            got: Any = None
            if claim is not None:
                got = [claim.age_low, claim.age_high] if key == "age" else getattr(claim, key)
            _compare(score, entry, f"claims.{key}", got, value)
