"""Value labels of the published tables as scripts for R, SPSS and Stata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.published import Row
from warehouse.catalog import Table

Domains = Mapping[str, Sequence[tuple[str, str]]]
Variables = Sequence[tuple[str, str]]


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


def variables_of(table: Table, language: str) -> list[tuple[str, str]]:
    """Names and meanings of the public columns of a table: the code book of the record-level data."""
    return [(column.name, getattr(column, language)) for column in table.public_columns()]


def r_variables(variables: Variables) -> str:
    """A named vector `variable_labels`: `attr(d$x, "label") <- variable_labels[["x"]]`."""
    pairs = ",\n".join(f"  {_quoted(name)} = {_quoted(label)}" for name, label in variables)
    return f"variable_labels <- c(\n{pairs}\n)\n"


def spss_variables(variables: Variables) -> str:
    """VARIABLE LABELS of the record-level data."""
    pairs = "\n".join(f"  {name} {_doubled(label)}" for name, label in variables)
    return f"VARIABLE LABELS\n{pairs} .\n"


def stata_variables(variables: Variables) -> str:
    """Labels of variables, each only where the file in memory has the variable (80 letters, as Stata allows)."""
    return "".join(f'capture label variable {name} "{_plain(label)[:80]}"\n' for name, label in variables)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _doubled(text: str) -> str:
    return "'" + _one_line(text).replace("'", "''") + "'"


def _plain(text: str) -> str:
    """Text for a Stata string: no quotes, and nothing that Stata would expand as a macro."""
    return _one_line(text).replace('"', "'").replace("`", "'").replace("$", "＄")
