"""Names of values in Korean and English: the label file, the offence groups, and what can be composed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from warehouse.press import controlled_terms
from warehouse.reference import reference_rows
from warehouse.yaml_files import read_yaml

LABELS_PATH = Path(__file__).parent / "labels.yml"
YES_NO = ("partly_acquitted", "supervision", "service", "attendance", "completion")
TERMS = {"to_06": (0, 6), "to_12": (7, 12), "to_18": (13, 18), "to_24": (19, 24), "to_36": (25, 36)}
SUSPENSIONS = {"12": (0, 12), "24": (13, 24), "36": (25, 36), "60": (37, 60)}
FIRST_YEAR, LAST_YEAR = 1945, 2040
Row = dict[str, Any]


def _pair_labels() -> Iterable[tuple[str, str, str]]:
    for term, (_, to) in TERMS.items():
        for suspension, (_, until) in SUSPENSIONS.items():
            ko = f"징역·금고 {to}개월 이하, 유예 {until}개월 이하"
            yield f"{term}/{suspension}", ko, f"term up to {to} months, suspended up to {until} months"


def label_rows() -> list[Row]:
    """`out_labels`: one row a domain and value, in the order of the file."""
    content: dict[str, dict[str, list[str]]] = read_yaml(LABELS_PATH)
    yes_no = content.pop("yes_no")
    content |= dict.fromkeys(YES_NO, yes_no)
    entries = [(d, v, *names) for d, values in content.items() for v, names in values.items()]
    entries += [("term_pair", value, ko, en) for value, ko, en in _pair_labels()]
    for year in range(FIRST_YEAR, LAST_YEAR):
        if year % 5 == 0:
            entries.append(("period", f"{year}_{year + 4}", f"{year}–{year + 4}년", f"{year} to {year + 4}"))
        entries.append(("period", str(year), f"{year}년", str(year)))
    groups = {r["offence_group"]: r for r in reference_rows()["ref_offence_groups"]}
    entries += [("offence_group", g, r["label_ko"], r["label_en"]) for g, r in groups.items()]
    entries += [("lemma", term, term, term) for term in controlled_terms()]
    return [
        {"domain": domain, "value": value, "label_ko": ko, "label_en": en, "sort": sort}
        for sort, (domain, value, ko, en) in enumerate(entries)
    ]
