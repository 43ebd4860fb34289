"""The chaos suite's rows as the table of `docs/reliability.md`: ``python -m tools.chaos_report ROWS.jsonl``."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"
BEGIN, END = "<!-- chaos table begins -->", "<!-- chaos table ends -->"
PARTS = {"web": "The web misbehaves", "machine": "The machine misbehaves", "text": "The text misbehaves"}


def table(rows: list[dict[str, Any]]) -> str:
    """Markdown: one line a fault, with tries, what was lost, what was wrong, the longest recovery, the last message."""
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["part"], row["fault"]].append(row)
    lines: list[str] = []
    for part, title in PARTS.items():
        faults = {fault: tries for (where, fault), tries in grouped.items() if where == part}
        if not faults:
            continue
        lines += [
            f"### {title}",
            "",
            "| fault | times tried | lost | wrong published | time to recover | what it says |",
        ]
        lines.append("|---|---|---|---|---|---|")
        for fault, tries in sorted(faults.items()):
            lost, wrong = (sum(row[name] for row in tries) for name in ("lost", "wrong"))
            seconds = max(row["seconds"] for row in tries)
            recovery = f"{seconds:.1f} s" if seconds else "–"
            said = tries[-1]["message"].replace("|", "/").replace("<", "&lt;") or "–"
            lines.append(f"| {fault} | {len(tries)} | {lost} | {wrong} | {recovery} | {said} |")
        lines.append("")
    return "\n".join(lines)


def write(rows: list[dict[str, Any]], document: Path) -> None:
    """Put the table between its marks. Raises ValueError where the document has no marks."""
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{document} has no place for the table")
    document.write_text(f"{before}{BEGIN}\n\n{table(rows)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    found = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    write(found, DOCUMENT)
    print(f"{len(found)} tries in {DOCUMENT}")
