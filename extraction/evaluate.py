"""Scores of a reader on a gold file: precision, recall and exact match per field, with Wilson intervals.

An error is *flagged* when the record carries an `unread` or a `doubts` entry, and *silent* when it carries
neither. A value that is simply not labelled is never scored (see `extraction.gold_labels`). Pure functions
over plain records; the only reading is of the gold file itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Any, Literal

from extraction.gold_labels import Comparison, compare_record

Json = Mapping[str, Any]
Reader = Callable[[dict[str, Any]], Json]
FactorsOfPhrase = Callable[[str, str], Sequence[str]]

_HIDDEN = ("labels", "note", "difficult", "second_labeller")
_Z95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class Share:
    """k of n with its 95 % Wilson interval; `value`, `low` and `high` are None when n is 0."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        """k / n."""
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval (Wilson 1927), 95 %."""
        if not self.n:
            return None
        p, z2 = self.k / self.n, _Z95**2
        centre = (p + z2 / (2 * self.n)) / (1 + z2 / self.n)
        half = _Z95 * sqrt(p * (1 - p) / self.n + z2 / (4 * self.n**2)) / (1 + z2 / self.n)
        return max(0.0, centre - half), min(1.0, centre + half)

    def as_dict(self) -> dict[str, float | int | None]:
        """k, n, value, low, high."""
        low, high = self.interval or (None, None)
        return {"k": self.k, "n": self.n, "value": self.value, "low": low, "high": high}

    def __str__(self) -> str:
        if self.interval is None:
            return "-"
        low, high = self.interval
        return f"{self.k}/{self.n} {100 * self.k / self.n:.1f}% [{100 * low:.1f}–{100 * high:.1f}]"


@dataclass(frozen=True, kw_only=True)
class FieldScore:
    """What became of one field: right, wrong (another value), missed, spurious, and agreeing on nothing."""

    field: str
    right: int
    wrong: int
    missed: int
    spurious: int
    absent: int
    silent: int

    @property
    def precision(self) -> Share:
        """Right among the values that were read."""
        return Share(k=self.right, n=self.right + self.wrong + self.spurious)

    @property
    def recall(self) -> Share:
        """Right among the values that were labelled."""
        return Share(k=self.right, n=self.right + self.wrong + self.missed)

    @property
    def exact(self) -> Share:
        """Right or rightly absent, among all that was compared."""
        good = self.right + self.absent
        return Share(k=good, n=good + self.wrong + self.missed + self.spurious)

    def as_dict(self) -> dict[str, Any]:
        """Counts and the three shares."""
        counts = {k: getattr(self, k) for k in ("right", "wrong", "missed", "spurious", "absent", "silent")}
        shares = {k: getattr(self, k).as_dict() for k in ("precision", "recall", "exact")}
        return {"field": self.field, **counts, **shares}


Dispute = tuple[str, str, str, str]
"""Document id, defendant's label (or empty), field, and the one value of a list field that is meant (empty: all of the
field), of a label that docs/gold_disputes.md gives reasons against."""


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """One document: its comparisons, and whether the record asked for a person."""

    document_id: str
    comparisons: tuple[Comparison, ...]
    unread: tuple[str, ...]
    doubts: tuple[str, ...]
    order_text: str
    basis: str | None
    crash: str | None = None
    disputes: frozenset[Dispute] = frozenset()

    @property
    def is_flagged(self) -> bool:
        """The record carries an `unread` or a `doubts` entry, or the reader failed loudly."""
        return bool(self.unread or self.doubts or self.crash)

    @property
    def errors(self) -> tuple[Comparison, ...]:
        """Whatever is not as labelled."""
        return tuple(c for c in self.comparisons if c.is_error)

    @property
    def hard_errors(self) -> tuple[Comparison, ...]:
        """Errors in the fields of the whole-object match."""
        return tuple(c for c in self.errors if c.is_hard)

    def is_disputed(self, comparison: Comparison) -> bool:
        """The error is against a label that we hold to be wrong, or that the stored text cannot bear out."""
        if not comparison.is_error or not self.disputes:
            return False
        where = (self.document_id, comparison.defendant or "", comparison.field)
        values = {"", *(v for v in (comparison.gold, comparison.read) if isinstance(v, str))}
        return any((*where, value) in self.disputes for value in values)

    @property
    def undisputed_errors(self) -> tuple[Comparison, ...]:
        """Errors of the whole-object match against labels that nobody disputes."""
        return tuple(c for c in self.hard_errors if not self.is_disputed(c))

    @property
    def defendants(self) -> tuple[str, ...]:
        """Labelled defendants, in the order of the labels."""
        return tuple(c.gold for c in self.comparisons if c.field == "defendants" and c.gold is not None)

    @property
    def wrong_defendants(self) -> tuple[str, ...]:
        """Labelled defendants with an error in a field of the whole-object match, and rows read too many."""
        bad = {c.defendant for c in self.hard_errors if c.defendant}
        return tuple(d for d in self.defendants if d in bad)

    @property
    def undisputed_wrong_defendants(self) -> tuple[str, ...]:
        """The same against labels that nobody disputes."""
        bad = {c.defendant for c in self.undisputed_errors if c.defendant}
        return tuple(d for d in self.defendants if d in bad)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Worst first: silent errors, then errors that count, then all."""
        silent = 0 if self.is_flagged else len(self.hard_errors)
        return silent, len(self.hard_errors), len(self.errors)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The scores of one reader on one gold file (or a half of it)."""

    gold: str
    cases: tuple[CaseResult, ...]
    fields: tuple[FieldScore, ...]
    undisputed_fields: tuple[FieldScore, ...] = ()
    """The fields of which a label is disputed, scored without those labels; beside the strict scores."""

    @property
    def whole_defendants(self) -> Share:
        """Defendants with every compared field of the whole-object match as labelled."""
        n = sum(len(c.defendants) for c in self.cases)
        return Share(k=n - sum(len(c.wrong_defendants) for c in self.cases), n=n)

    @property
    def undisputed_whole_defendants(self) -> Share:
        """The same with the disputed labels left out; beside the strict figure, never instead of it."""
        n = self.whole_defendants.n
        return Share(k=n - sum(len(c.undisputed_wrong_defendants) for c in self.cases), n=n)

    @property
    def undisputed_silent_errors(self) -> int:
        """Silent errors against labels that nobody disputes."""
        return sum(len(c.undisputed_errors) for c in self.cases if not c.is_flagged)

    @property
    def whole_documents(self) -> Share:
        """Documents without any error in those fields, outcome included."""
        return Share(k=sum(not c.hard_errors for c in self.cases), n=len(self.cases))

    @property
    def flagged_documents(self) -> Share:
        """Records that ask for a person, right or wrong."""
        return Share(k=sum(c.is_flagged for c in self.cases), n=len(self.cases))

    @property
    def doubted_documents(self) -> Share:
        """Records with at least one doubt."""
        return Share(k=sum(bool(c.doubts) for c in self.cases), n=len(self.cases))

    @property
    def silent_errors(self) -> int:
        """Wrong, missed and spurious values of the whole-object match in records that ask for nobody."""
        return sum(len(c.hard_errors) for c in self.cases if not c.is_flagged)

    @property
    def flagged_errors(self) -> int:
        """The same in records that do ask for a person."""
        return sum(len(c.hard_errors) for c in self.cases if c.is_flagged)

    @property
    def silent_defendants(self) -> Share:
        """Labelled defendants with a silent error."""
        bad = sum(len(c.wrong_defendants) for c in self.cases if not c.is_flagged)
        return Share(k=bad, n=self.whole_defendants.n)

    @property
    def soft_silent_values(self) -> int:
        """Wrong or spurious values outside the whole-object match, in records that ask for nobody."""
        return sum(
            not c.is_hard and c.verdict in ("wrong", "spurious")
            for case in self.cases
            if not case.is_flagged
            for c in case.comparisons
        )

    @property
    def worst(self) -> tuple[CaseResult, ...]:
        """Cases with an error, silent ones first, then by number of errors."""
        bad = [c for c in self.cases if c.errors or c.crash]
        return tuple(sorted(bad, key=lambda c: c.weight, reverse=True))

    def field(self, name: str) -> FieldScore:
        """The score of one field; KeyError for one that was never compared."""
        found = {f.field: f for f in self.fields}
        return found[name]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain JSON values, worst cases included."""
        return {
            "gold": self.gold,
            "documents": len(self.cases),
            "whole_defendants": self.whole_defendants.as_dict(),
            "undisputed_whole_defendants": self.undisputed_whole_defendants.as_dict(),
            "undisputed_silent_errors": self.undisputed_silent_errors,
            "whole_documents": self.whole_documents.as_dict(),
            "flagged_documents": self.flagged_documents.as_dict(),
            "doubted_documents": self.doubted_documents.as_dict(),
            "silent_errors": self.silent_errors,
            "flagged_errors": self.flagged_errors,
            "silent_defendants": self.silent_defendants.as_dict(),
            "soft_silent_values": self.soft_silent_values,
            "crashes": [c.document_id for c in self.cases if c.crash],
            "fields": [f.as_dict() for f in self.fields],
            "undisputed_fields": [f.as_dict() for f in self.undisputed_fields],
            "worst": [_case_dict(c) for c in self.worst],
        }


def _case_dict(case: CaseResult) -> dict[str, Any]:
    errors = [
        {"field": e.field, "defendant": e.defendant, "verdict": e.verdict, "gold": e.gold, "read": e.read}
        for e in case.errors
    ]
    return {
        "document_id": case.document_id,
        "is_flagged": case.is_flagged,
        "errors": errors,
        "unread": list(case.unread),
        "doubts": list(case.doubts),
        "crash": case.crash,
        "order_text": case.order_text,
        "basis": case.basis,
    }


def load_gold(path: Path, half: Literal["first", "second"] | None = None) -> list[dict[str, Any]]:
    """The records of a gold file, or of its first or second half by line; ValueError for a file without
    records and for a line that is not a labelled record."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]
    if not lines:
        raise ValueError(f"{path.name} holds no record")
    cut = (len(lines) + 1) // 2
    chosen = {None: lines, "first": lines[:cut], "second": lines[cut:]}[half]
    records: list[dict[str, Any]] = [json.loads(x) for x in chosen]
    for record in records:
        if not isinstance(record, dict) or "id" not in record or "defendants" not in record.get("labels", {}):
            raise ValueError(f"{path.name}: a line holds no labelled record: {str(record)[:80]}")
    return records


def evaluate(
    gold_path: Path,
    read: Reader,
    *,
    half: Literal["first", "second"] | None = None,
    factors_of_phrase: FactorsOfPhrase | None = None,
    disputes: frozenset[Dispute] = frozenset(),
) -> Evaluation:
    """Reads every record of the gold file with `read` and scores the result.

    `read` gets the record without its labels and the labellers' notes and returns the contract's dict. An
    exception in it becomes a case whose values all count as missed. `factors_of_phrase(phrase, direction)`
    names the closed-list factors that a label's free words mean; without it factors are not scored.
    """
    return evaluate_records(
        load_gold(gold_path, half),
        read,
        name=gold_path.name + (f" ({half} half)" if half else ""),
        factors_of_phrase=factors_of_phrase,
        disputes=disputes,
    )


def evaluate_records(
    gold: Iterable[Json],
    read: Reader,
    *,
    name: str,
    factors_of_phrase: FactorsOfPhrase | None = None,
    disputes: frozenset[Dispute] = frozenset(),
) -> Evaluation:
    """The same over records in memory."""
    cases = tuple(_evaluate_case(g, read, factors_of_phrase, disputes) for g in gold)
    return Evaluation(
        gold=name, cases=cases, fields=_field_scores(cases), undisputed_fields=_undisputed_scores(cases)
    )


def load_disputes(path: Path) -> frozenset[Dispute]:
    """The rows of the tables of docs/gold_disputes.md: `| id | defendant | field | … |` (`-` where a
    label belongs to no defendant; `field: value, value` where only these values of a list field are meant).
    Empty when the file is not there. ValueError for a row of fewer than four cells."""
    if not path.exists():
        return frozenset()
    out = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [c.strip().strip("`") for c in line.strip().strip("|").split("|")]
        if line.startswith("| `"):
            if len(cells) < 4:
                raise ValueError(f"{path.name}: a dispute needs id, defendant, field and reason: {line[:60]}")
            name, _, values = cells[2].partition(":")
            who = "" if cells[1] == "-" else cells[1]
            out |= {(cells[0], who, name.strip(), value.strip()) for value in values.split(",")}
    return frozenset(out)


def _no_factor(phrase: str, direction: str) -> Sequence[str]:
    return ()


def _evaluate_case(
    gold: Json, read: Reader, factors_of_phrase: FactorsOfPhrase | None, disputes: frozenset[Dispute]
) -> CaseResult:
    crash = None
    record: Json = {"outcome": None, "defendants": [], "unread": [], "doubts": []}
    try:
        record = read({k: v for k, v in gold.items() if k not in _HIDDEN})
    except Exception as error:  # one document must not hide the scores of the others
        crash = f"{type(error).__name__}: {error}"
    found = compare_record(gold["labels"], record, factors_of_phrase or _no_factor)
    if factors_of_phrase is None:
        found = [c for c in found if not c.field.startswith("factors_")]
    return CaseResult(
        document_id=gold["id"],
        comparisons=tuple(found),
        unread=tuple(record.get("unread") or ()),
        doubts=tuple(record.get("doubts") or ()),
        order_text=gold.get("order_text") or "",
        basis=gold["labels"].get("basis"),
        crash=crash,
        disputes=disputes,
    )


def _field_scores(cases: Sequence[CaseResult]) -> tuple[FieldScore, ...]:
    names = dict.fromkeys(c.field for case in cases for c in case.comparisons)
    return tuple(_field_score(name, cases) for name in names)


def _undisputed_scores(cases: Sequence[CaseResult]) -> tuple[FieldScore, ...]:
    """The scores of the fields with a disputed label, as if those labels were not there."""
    left = [
        replace(case, comparisons=tuple(c for c in case.comparisons if not case.is_disputed(c)))
        for case in cases
    ]
    touched = dict.fromkeys(c.field for case in cases for c in case.comparisons if case.is_disputed(c))
    return tuple(_field_score(name, left) for name in touched)


def _field_score(name: str, cases: Sequence[CaseResult]) -> FieldScore:
    counts = dict.fromkeys(("right", "wrong", "missed", "spurious", "absent"), 0)
    silent = 0
    for case in cases:
        for c in case.comparisons:
            if c.field == name:
                counts[c.verdict] += 1
                silent += c.is_error and not case.is_flagged
    return FieldScore(field=name, silent=silent, **counts)


def format_report(evaluation: Evaluation, *, worst: int = 10) -> str:
    """The scores as text for a terminal: totals, a line a field, then the worst cases with their order."""
    e = evaluation
    n_defendants = e.whole_defendants.n
    lines = [
        f"{e.gold}: {len(e.cases)} judgments, {n_defendants} labelled defendants",
        f"  whole object, defendants  {e.whole_defendants}",
        f"  whole object, documents   {e.whole_documents}",
        f"  flagged (unread or doubt) {e.flagged_documents}",
        f"  doubted                   {e.doubted_documents}",
        f"  silent errors: {e.silent_errors} values in {e.silent_defendants.k} defendants; "
        f"flagged errors: {e.flagged_errors} values; "
        f"silent in partly labelled fields: {e.soft_silent_values}",
        f"  with the disputed labels left out: {e.undisputed_whole_defendants}, {e.undisputed_silent_errors} silent",
        f"  crashes: {sum(bool(c.crash) for c in e.cases)}",
        "",
        f"  {'field':<28}{'precision':<28}{'recall':<28}{'exact':<28}wrong missed extra silent",
    ]
    lines += [_format_field(f) for f in e.fields]
    if e.undisputed_fields:
        lines += ["", "  the same fields without the labels disputed in docs/gold_disputes.md:"]
        lines += [_format_field(f) for f in e.undisputed_fields]
    for case in e.worst[:worst]:
        lines += ["", *_format_case(case)]
    return "\n".join(lines)


def _format_field(f: FieldScore) -> str:
    shares = "".join(f"{share!s:<28}" for share in (f.precision, f.recall, f.exact))
    return f"  {f.field:<28}{shares}{f.wrong:>5} {f.missed:>6} {f.spurious:>5} {f.silent:>6}"


def _format_case(case: CaseResult) -> list[str]:
    head = f"  {case.document_id}  [{'flagged' if case.is_flagged else 'SILENT'}]"
    lines = [head] + ([f"    crash: {case.crash}"] if case.crash else [])
    for c in case.errors:
        mark = " (disputed label)" if case.is_disputed(c) else "" if c.is_hard else " (partly labelled)"
        where = f"{c.defendant}: " if c.defendant else ""
        lines.append(f"    {where}{c.field}: {c.verdict}, label {c.gold!r}, read {c.read!r}{mark}")
    lines += [f"    unread: {u}" for u in case.unread] + [f"    doubt: {d}" for d in case.doubts]
    return lines + ["    | " + line.strip() for line in case.order_text.splitlines() if line.strip()]
