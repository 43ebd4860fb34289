"""The quality gate of the judgment reader: scores on the labelled judgments must not fall below floors that only rise.

    python -m tools.extraction_gate            check (exit 1 below a floor; exit 0 with a reason when there is no corpus)
    python -m tools.extraction_gate --raise    check, then lift every floor that the scores have passed
    python -m tools.extraction_gate --against main   also refuse floors lower than those of that git revision

Floors are counts of errors, not shares: with 133 defendants one error is the smallest step there is.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from extraction.evaluate import Evaluation, evaluate, load_disputes
from extraction.judgments import JudgmentText, read_judgment
from extraction.judgments.factors import factors_of_phrase

ROOT = Path(__file__).parents[1]
FLOORS = Path(__file__).with_name("extraction_floors.json")
GOLD = ("gold_pristine.jsonl", "gold_degraded.jsonl")

_BAR = "doubted_documents"

Scores = dict[str, int]
"""Errors by name; fewer is better. `n_…` are sizes, which must not change without a reason."""


def corpus_folder() -> Path:
    """JUMUN_CORPUS, else ../shared/corpus beside the repository."""
    return Path(os.environ.get("JUMUN_CORPUS", ROOT.parent / "shared" / "corpus"))


def measure(evaluation: Evaluation) -> Scores:
    """The errors of one gold file: defendants not wholly right, silent errors, doubted records, and by field."""
    scores: Scores = {
        "n_documents": len(evaluation.cases),
        "n_defendants": evaluation.whole_defendants.n,
        "wrong_defendants": evaluation.whole_defendants.n - evaluation.whole_defendants.k,
        "silent_errors": evaluation.silent_errors,
        "undisputed_wrong_defendants": evaluation.whole_defendants.n
        - evaluation.undisputed_whole_defendants.k,
        "undisputed_silent_errors": evaluation.undisputed_silent_errors,
        "doubted_documents": evaluation.doubted_documents.k,
        "crashes": sum(bool(c.crash) for c in evaluation.cases),
    }
    for f in evaluation.fields:
        scores[f"{f.field}/wrong"] = f.wrong + f.spurious
        scores[f"{f.field}/missed"] = f.missed
    return scores


def failures(measured: Scores, floor: Mapping[str, int]) -> list[str]:
    """Every score that is worse than its floor, and every floor without a score; empty when the gate is open."""
    out = []
    for name, limit in floor.items():
        if name not in measured:
            out.append(f"{name}: no longer measured (floor {limit})")
        elif name.startswith("n_"):
            if measured[name] != limit:
                out.append(f"{name}: {measured[name]}, was {limit}")
        elif measured[name] > limit:
            out.append(f"{name}: {measured[name]} errors, floor {limit}")
    return out


def raised(measured: Scores, floor: Mapping[str, int]) -> Scores:
    """The floors after these scores: lower numbers of errors are kept, a new score gets its floor, sizes follow."""
    out = dict(floor)
    for name, value in measured.items():
        if name.startswith("n_"):
            out[name] = value
        elif name not in floor:
            out[name] = max(value, scores_bar(measured)) if name == _BAR else value
        elif name != _BAR:
            out[name] = min(value, floor[name])
    return dict(sorted(out.items()))


def scores_bar(measured: Scores) -> int:
    """Records that may be doubted: eight in a hundred. A bar, not a floor: doubt is traded for silence."""
    return measured.get("n_documents", 0) * 8 // 100


def lowered(old: Mapping[str, Mapping[str, int]], new: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Floors that a change would lower or drop."""
    out = []
    for file, floors in old.items():
        for name, limit in floors.items():
            now = new.get(file, {}).get(name)
            if now is None:
                out.append(f"{file} {name}: floor {limit} dropped")
            elif not name.startswith("n_") and now > limit:
                out.append(f"{file} {name}: floor of {limit} errors lowered to {now}")
    return out


def _read(record: dict[str, Any]) -> Mapping[str, Any]:
    return read_judgment(JudgmentText.from_record(record)).as_dict()


def _floors_of(revision: str) -> dict[str, Scores]:
    """The floors at a git revision; empty when the file was not there."""
    shown = subprocess.run(
        ["git", "show", f"{revision}:tools/extraction_floors.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(shown.stdout) if shown.returncode == 0 else {}


@click.command()
@click.option("--raise", "lift", is_flag=True, help="Lift the floors that the scores have passed.")
@click.option("--against", metavar="REVISION", help="Refuse floors lower than at this git revision.")
def main(lift: bool, against: str | None) -> None:
    """Check the reader's scores against their floors."""
    floors: dict[str, Scores] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    bad = lowered(_floors_of(against), floors) if against else []
    folder = corpus_folder()
    if not (folder / GOLD[0]).exists():
        click.echo(f"skipped: no labelled judgments at {folder} (set JUMUN_CORPUS)")
    else:
        for name in GOLD:
            disputes = load_disputes(ROOT / "docs" / "gold_disputes.md")
            scores = measure(
                evaluate(folder / name, _read, factors_of_phrase=factors_of_phrase, disputes=disputes)
            )
            bad += [f"{name} {line}" for line in failures(scores, floors.get(name, {}))]
            floors[name] = raised(scores, floors.get(name, {}))
            click.echo(f"{name}: {scores['wrong_defendants']} of {scores['n_defendants']} defendants not wholly right, "
                       f"{scores['silent_errors']} silent errors, {scores['doubted_documents']} doubted")  # fmt: skip
    for line in bad:
        click.echo(f"below the floor: {line}", err=True)
    if bad:
        raise SystemExit(1)
    if lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
