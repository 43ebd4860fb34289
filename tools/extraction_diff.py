"""What a change of rules does to real text: records and fields gained, lost and changed between two readings.

    python -m tools.extraction_diff OLD.jsonl NEW.jsonl         two outputs of `jumun read-judgment`
    python -m tools.extraction_diff --revision HEAD~1 BULK      read BULK with the rules of a revision and with these

The second form reads the file in a temporary worktree of the revision, with this Python. Evidence and the rule set are
left out of the comparison: they change with every rule.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

ROOT = Path(__file__).parents[1]
_IGNORED = ("/evidence", "/rule_set", "/null_reasons", "/source_path")
_READ_ONE = """
import gzip, json, sys
from pathlib import Path
from extraction.judgments import JudgmentText, read_judgment
path, limit = Path(sys.argv[1]), int(sys.argv[2])
opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
for number, line in enumerate(opened):
    if limit and number >= limit:
        break
    if line.strip():
        print(json.dumps(read_judgment(JudgmentText.from_record(json.loads(line))).as_dict(), ensure_ascii=False))
"""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value of one record that differs; lists of plain values are compared whole."""

    document_id: str
    path: str
    kind: Literal["gained", "lost", "changed"]
    old: Any = None
    new: Any = None

    @property
    def field(self) -> str:
        """The path without positions: `/defendants/*/sentences/*/months`."""
        return "/".join("*" if part.isdigit() else part for part in self.path.split("/"))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a record by its JSON pointer, but for what says nothing (null, false, empty)."""
    if path.startswith(_IGNORED):
        return
    if isinstance(value, Mapping):
        for k, v in value.items():
            yield from leaves(v, f"{path}/{k}")
    elif isinstance(value, list) and any(isinstance(v, Mapping) for v in value):
        for i, v in enumerate(value):
            yield from leaves(v, f"{path}/{i}")
    elif value is not None and value is not False and value != []:
        yield path, value


def compare(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    """All changes between two sets of records by id; a record on one side alone is gained or lost at path ``."""
    changes = [Change(document_id=i, path="", kind="lost") for i in old.keys() - new.keys()]
    changes += [Change(document_id=i, path="", kind="gained") for i in new.keys() - old.keys()]
    for document_id in sorted(old.keys() & new.keys()):
        before, after = dict(leaves(old[document_id])), dict(leaves(new[document_id]))
        for path in sorted(before.keys() | after.keys()):
            was, now = before.get(path), after.get(path)
            if was != now:
                kind: Literal["gained", "lost", "changed"] = (
                    "gained" if was is None else "lost" if now is None else "changed"
                )
                changes.append(Change(document_id=document_id, path=path, kind=kind, old=was, new=now))
    return changes


def format_changes(changes: list[Change], n_records: int, *, examples: int = 5) -> str:
    """Counts by field and kind, most first, each with examples."""
    touched = {c.document_id for c in changes}
    lines = [f"{len(changes)} values changed in {len(touched)} of {n_records} records"]
    counts = Counter((c.field, c.kind) for c in changes)
    for (field, kind), n in counts.most_common():
        lines.append(f"{n:>6} {kind:<8} {field or '(whole record)'}")
        shown = [c for c in changes if (c.field, c.kind) == (field, kind)][:examples]
        lines += [f"         {c.document_id}: {_short(c.old)} → {_short(c.new)}" for c in shown]
    return "\n".join(lines)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


def load_records(lines: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Records of JSON lines by document id; a second record of an id gets its own key."""
    out: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.strip():
            record = json.loads(line)
            key = str(record["document_id"])
            while key in out:
                key += "'"
            out[key] = record
    return out


def read_with(tree: Path, source: Path, limit: int) -> dict[str, dict[str, Any]]:
    """The records that the code of a source tree reads from a `.jsonl` or `.jsonl.gz` file."""
    done = subprocess.run(
        [sys.executable, "-c", _READ_ONE, str(source.resolve()), str(limit)],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"reading with {tree} failed:\n{done.stderr[-2000:]}")
    return load_records(done.stdout.splitlines())


def read_at_revision(revision: str, source: Path, limit: int) -> dict[str, dict[str, Any]]:
    """The records that a git revision of this repository reads from a file."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        added = subprocess.run(
            ["git", "worktree", "add", "--detach", "--quiet", str(tree), revision],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if added.returncode:
            raise click.ClickException(added.stderr.strip())
        try:
            return read_with(tree, source, limit)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=False)


def _load_file(path: Path) -> dict[str, dict[str, Any]]:
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return load_records(body.decode("utf-8").splitlines())


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--revision", help="Read the one FILE with the rules of this git revision and with these.")
@click.option("--limit", default=0, help="Only the first N judgments of the file.")
@click.option("--examples", default=5, help="Examples for each field.")
def main(files: tuple[Path, ...], revision: str | None, limit: int, examples: int) -> None:
    """Records and fields gained, lost and changed between two readings."""
    if revision is not None:
        if len(files) != 1:
            raise click.UsageError("with --revision give one file of judgments")
        old, new = read_at_revision(revision, files[0], limit), read_with(ROOT, files[0], limit)
    elif len(files) == 2:
        old, new = _load_file(files[0]), _load_file(files[1])
    else:
        raise click.UsageError("give two outputs of read-judgment, or --revision and one file")
    click.echo(format_changes(compare(old, new), len(old.keys() | new.keys()), examples=examples))


if __name__ == "__main__":
    main()
