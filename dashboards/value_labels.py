"""Value labels of the published tables as scripts for R, SPSS and Stata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.published import Row

Domains = Mapping[str, Sequence[tuple[str, str]]]


def domains_of(rows: Sequence[Row], language: str) -> Domains:
    """Values with their labels by domain, in their published order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows, key=lambda r: (str(r["domain"]), int(r["sort"]), str(r["value"]))):
        found.setdefault(str(row["domain"]), []).append((str(row["value"]), str(row[f"label_{language}"])))
    return found


def r_script(domains: Domains) -> str:
    """One named vector a domain: `factor(x, levels = names(court_level), labels = court_level)`."""
    blocks = []
    for domain, labels in domains.items():
        pairs = ",\n".join(f"  {_quoted(value)} = {_quoted(label)}" for value, label in labels)
        blocks.append(f"{domain} <- c(\n{pairs}\n)")
    return "\n\n".join(blocks) + "\n"


def spss_script(domains: Domains) -> str:
    """VALUE LABELS for text variables named like their domain."""
    blocks = []
    for domain, labels in domains.items():
        pairs = "\n".join(f"  {_doubled(value)} {_doubled(label)}" for value, label in labels)
        blocks.append(f"VALUE LABELS {domain}\n{pairs} .")
    return "\n\n".join(blocks) + "\n"


def stata_script(domains: Domains) -> str:
    """Label definitions by order number; `encode x, generate(y) label(court_level_codes)` makes the numbers."""
    lines = []
    for domain, labels in domains.items():
        for number, (value, label) in enumerate(labels, start=1):
            lines.append(f'label define {domain}_codes {number} "{_plain(value)}", add')
            lines.append(f'label define {domain} {number} "{_plain(label)}", add')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _doubled(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _plain(text: str) -> str:
    return text.replace('"', "'").replace("`", "'")
