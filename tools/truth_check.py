"""Generated truth comes back: read(write(case)) == case, on whole records.

``python -m tools.truth_check --cases 5000 --seed 7`` prints the share of generated judgments that the reader
gives back field for field, the misses, and whether each miss was flagged by ``unread`` or ``doubts``.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extraction.judgments import JudgmentText, read_judgment
from pipelines.reading import judgment_text
from scrapers.replica.cases import Case, generate_cases

Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field that came back otherwise: its path, the truth, what was read."""

    path: str
    expected: object
    found: object


@dataclass(frozen=True, kw_only=True)
class Miss:
    """One judgment that did not come back whole."""

    index: int
    differences: tuple[Difference, ...]
    flags: tuple[str, ...]
    order: tuple[str, ...]


def compare(truth: Record, record: Record) -> list[Difference]:
    """Where the record differs from the truth; fields the truth does not settle are not compared."""
    return list(_differences("", truth, record))


def _differences(path: str, expected: Any, found: Any) -> Iterator[Difference]:
    field = path.rsplit("/", 1)[-1]
    if field == "statutes":
        if statutes(expected) != statutes(found or []):
            yield Difference(path=path, expected=expected, found=found)
    elif field == "factors":
        yield from _factors(path, expected, found or [])
    elif field in ("case_name", "counts_note"):
        if _squeezed(expected) != _squeezed(found):
            yield Difference(path=path, expected=expected, found=found)
    elif field in ("institutions", "requests_dismissed", "juvenile_provisions", "appellants"):
        if set(expected) != set(found or []):
            yield Difference(path=path, expected=expected, found=found)
    elif isinstance(expected, dict):
        yield from _in_mapping(path, expected, found)
    elif isinstance(expected, list):
        yield from _in_list(path, expected, found)
    elif expected != found:
        yield Difference(path=path, expected=expected, found=found)


def _factors(path: str, expected: list[Record], found: list[Record]) -> Iterator[Difference]:
    """The stated factors are all there with their direction; others may be found beside them."""
    read = {(each.get("direction"), each.get("factor"), each.get("adopted")) for each in found}
    for each in expected:
        if (each["direction"], each["factor"], each["adopted"]) not in read:
            yield Difference(path=path, expected=each, found=sorted(map(str, read)))


def _in_mapping(path: str, expected: Record, found: Any) -> Iterator[Difference]:
    if not isinstance(found, dict):
        yield Difference(path=path, expected=expected, found=found)
        return
    for key, value in expected.items():
        yield from _differences(f"{path}/{key}", value, found.get(key))


def _in_list(path: str, expected: list[Any], found: Any) -> Iterator[Difference]:
    other = _same_order(expected, found) if path.endswith("/defendants") else found or []
    if len(expected) != len(other):
        yield Difference(path=path, expected=expected, found=found)
        return
    for number, (value, read) in enumerate(zip(expected, other, strict=True)):
        yield from _differences(f"{path}/{number}", value, read)


def _same_order(expected: list[Record], found: Any) -> list[Record]:
    """The defendants read in the order of the truth: whose row comes first says nothing."""
    places = {each["label"]: place for place, each in enumerate(expected)}
    return sorted(found or [], key=lambda each: places.get(each.get("label"), len(places)))


def statutes(names: list[str]) -> set[str]:
    """Provisions as a set, 구 and the amendment left out."""
    return {_squeezed(re.sub(r"^구\s|\([^)]*\)", "", name)) or "" for name in names}


def _squeezed(text: str | None) -> str | None:
    return None if text is None else re.sub(r"[\s·ㆍ,]+|에대하여$", "", re.sub(r"\s+", "", text))


def text_of(case: Case) -> JudgmentText:
    """A case as the public service would hand it to the reader."""
    judgment = case.judgment
    fields = {
        # Older rows of the service abbreviate the court.
        "court": judgment.court.short if case.index % 10 == 3 else judgment.court.name,
        "case_numbers": case.numbers_text,
        "decision_date": judgment.decided.isoformat(),
        "case_name": case.case_name,
        "decision_type": "판결" if judgment.decision_type == "judgment" else "결정",
    }
    # The page reader takes blanks off the ends of lines.
    text = "\n".join(line.rstrip() for line in case.text.split("\n"))
    return judgment_text(document_id=str(case.serial), text=text, fields=fields)


def check_case(case: Case) -> Miss | None:
    """The differences of one case, or None where it came back whole."""
    record = read_judgment(text_of(case)).as_dict()
    found = compare(case.truth, record)
    if not found:
        return None
    flags = tuple(map(str, [*record["unread"], *record["doubts"]]))
    return Miss(index=case.index, differences=tuple(found), flags=flags, order=case.order_lines)


def check_cases(n: int, seed: int, length: str = "short") -> list[Miss]:
    """The misses of the first ``n`` cases of a seed."""
    return [miss for case in generate_cases(n, seed, length) if (miss := check_case(case)) is not None]


def summary(misses: list[Miss], n: int, seconds: float) -> Record:
    """The figures of one run."""
    fields = Counter(re.sub(r"/\d+", "/*", each.path) for miss in misses for each in miss.differences)
    silent = [miss.index for miss in misses if not miss.flags]
    return {
        "cases": n,
        "whole": n - len(misses),
        "whole_share": round((n - len(misses)) / n, 5) if n else None,
        "misses": len(misses),
        "silent_misses": len(silent),
        "silent_indices": silent[:50],
        "fields": dict(fields.most_common(40)),
        "seconds": round(seconds, 1),
    }


def show(miss: Miss) -> Record:
    """One miss as printed."""
    return {
        "index": miss.index,
        "flags": list(miss.flags),
        "differences": [[each.path, each.expected, each.found] for each in miss.differences],
        "order": list(miss.order),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; exit code 0 when at least 99.5 % came back whole and no miss is silent."""
    parser = argparse.ArgumentParser(prog="python -m tools.truth_check", description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--length", choices=("short", "realistic"), default="short")
    parser.add_argument("--show", type=int, default=20, help="misses to print in full")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    misses = check_cases(options.cases, options.seed, options.length)
    result = summary(misses, options.cases, time.monotonic() - started)
    for miss in misses[: options.show]:
        sys.stderr.write(json.dumps(show(miss), ensure_ascii=False, default=str) + "\n")
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if result["silent_misses"] == 0 and result["misses"] <= 0.005 * options.cases else 1


if __name__ == "__main__":
    raise SystemExit(main())
