"""What each table made by the `published` step is made from: the edges of Dagster's graph, not an order of work.

A table with an SQL model reads what its model names. A table that code fills is listed here with the tables that the
code asks; a test records the queries and compares. `MEASURED` stands for whatever the units of the measures read.
"""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter

from warehouse.catalog import tables_of
from warehouse.measures import UNITS
from warehouse.models import Model, load_models, tables_named
from warehouse.registry import units_sql

MEASURED = "units of the measures"
_WORDS = ("core_articles", "core_documents", "core_same_judgments", "core_tagged_sections")
FILLED_BY_CODE: dict[str, tuple[str, ...]] = {
    "out_ages__cells": (MEASURED,),
    "out_claim_verdicts": (
        "core_article_clusters",
        "core_articles",
        "core_claims",
        "core_documents",
        "out_definition_ledger",
        "ref_official_figures",
        "ref_published_counts",
        "ref_published_figures",
    ),
    "out_claim_verdicts__counts": ("out_claim_verdicts",),
    "out_cubes__catalog": (MEASURED, "core_documents"),
    "out_cubes__cells": (MEASURED, "core_factors", "core_law_in_force", "ref_offence_groups"),
    "out_definition_ledger": (),
    "out_headlines": (
        MEASURED,
        "core_judgments",
        "core_same_judgments",
        "out_cubes__cells",
        "out_reading_error",
        "ref_amendments",
        "ref_official_figures",
        "ref_statutory_penalties",
    ),
    "out_labels": (),
    "out_law_changes": ("ref_amendments",),
    "out_measures__catalog": (),
    "out_press_match": (
        "core_case_links",
        "core_case_report_sentences",
        "core_case_reports",
        "core_judgments",
        "core_sentences",
    ),
    "out_quantiles__cells": (MEASURED, "core_law_in_force"),
    "out_reading_error": (),
    "out_terms__charged": (*_WORDS, "core_terms"),
    "out_terms__collocations": (*_WORDS, "core_terms"),
    "out_terms__month": (*_WORDS, "core_judgments", "core_terms"),
    "out_terms__outlet": (*_WORDS, "core_terms"),
    "out_terms__panel": _WORDS,
}


@cache
def _models() -> dict[str, Model]:
    # Read once: every table asks, and every start of a run asks for every table.
    return load_models()


@cache
def inputs_of(name: str) -> tuple[str, ...]:
    """The tables that one published table is made from, in order of name. Raises ValueError where nobody says."""
    model = _models().get(name)
    if model is not None:
        return tuple(sorted(model.reads))
    if name not in FILLED_BY_CODE:
        raise ValueError(f"[{name}] has neither a model nor a line in {__name__}")
    stated = set(FILLED_BY_CODE[name])
    return tuple(sorted(stated - {MEASURED} | (measured_tables() if MEASURED in stated else set())))


@cache
def measured_tables() -> frozenset[str]:
    """The tables that the units of the measures read."""
    return frozenset(table for name in UNITS for table in tables_named(units_sql(name)))


@cache
def published_tables() -> tuple[str, ...]:
    """Every table that the step fills (out_ tables and all that have a model), each after those it is made from."""
    names = {entry.name for entry in tables_of(("out_",))} | _models().keys()
    sorter = TopologicalSorter(
        {name: [each for each in inputs_of(name) if each in names] for name in sorted(names)}
    )
    return tuple(sorter.static_order())
