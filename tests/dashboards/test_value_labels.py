"""Value labels and the code book as R, SPSS and Stata read them, checked by readers of their string rules."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from dashboards import value_labels
from warehouse.catalog import load_catalog

NASTY = "a\"b'c`d\\e $f\n'} . ) 가"
DOMAINS = value_labels.domains_of(
    [
        {"domain": "d", "value": "v'1", "label_en": NASTY, "sort": 0},
        {"domain": "d", "value": "w", "label_en": "=1", "sort": 1},
    ],
    "en",
)
_R_STRING = r'"(?:[^"\\\n]|\\.)*"'
_SPSS_STRING = r"'(?:[^'\n]|'')*'"
_STATA_STRING = r'"[^"`$\n]*"'


def r_value(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def test_r_strings_come_back_as_they_were() -> None:
    script = value_labels.r_script(DOMAINS)
    assert re.fullmatch(rf"d <- c\(\n  {_R_STRING} = {_R_STRING},\n  {_R_STRING} = {_R_STRING}\n\)\n", script)
    found = [r_value(part) for part in re.findall(_R_STRING, script)]
    assert found == ["v'1", " ".join(NASTY.split()), "w", "=1"]


def test_spss_strings_come_back_as_they_were() -> None:
    script = value_labels.spss_script(DOMAINS)
    assert re.fullmatch(
        rf"VALUE LABELS d\n  {_SPSS_STRING} {_SPSS_STRING}\n  {_SPSS_STRING} {_SPSS_STRING} \.\n", script
    )
    found = [part[1:-1].replace("''", "'") for part in re.findall(_SPSS_STRING, script)]
    assert found == ["v'1", " ".join(NASTY.split()), "w", "=1"]


def test_stata_strings_hold_no_macro_and_no_quote() -> None:
    for line in value_labels.stata_script(DOMAINS).splitlines():
        assert re.fullmatch(rf"label define [a-z_]{{1,32}} \d+ {_STATA_STRING}, add", line), line


def test_names_are_allowed_in_all_three_programs(site: Path) -> None:
    scripts = {e: (site / "tables" / f"labels.en.{e}").read_text("utf-8") for e in ("R", "do", "sps")}
    names = re.findall(r"^label define (\S+)", scripts["do"], re.M)
    names += re.findall(r"^capture label variable (\S+)", scripts["do"], re.M)
    assert names
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,31}", name) for name in names)
    assert (
        re.findall(r"^VALUE LABELS (\S+)$", scripts["sps"], re.M)
        == re.findall(r"^(\w+) <- c\($", scripts["R"], re.M)[:-1]
    )


def test_the_record_table_and_its_code_book_meet_in_pandas(site: Path) -> None:
    """Every column of the record-level CSV has its meaning in the code book of the same version."""
    header = pd.DataFrame(
        columns=[name for name, _ in value_labels.variables_of(load_catalog()["out_records"], "en")]
    )
    path = site / "tables" / "out_records.csv"
    records = pd.read_csv(path, comment="#") if path.exists() else header
    script = (site / "tables" / "labels.en.R").read_text("utf-8")
    book = script[script.index("variable_labels <- c(") :]
    strings = [r_value(part) for part in re.findall(_R_STRING, book)]
    labels = dict(zip(strings[::2], strings[1::2], strict=True))
    assert set(records.columns) <= set(labels)
    assert all(labels[column] for column in records.columns)
