"""The edges of Dagster's graph are what is read: queries are recorded and compared with what is declared."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest
from dagster import AssetKey

from pipelines import lineage
from pipelines.assets.records import ARTICLE_TABLES, JUDGMENT_TABLES, LINK_TABLES, TERM_TABLES
from pipelines.definitions import defs
from pipelines.lineage import FILLED_BY_CODE, inputs_of, published_tables
from warehouse import claim_verdicts, collocations, measures, outlet_words
from warehouse.catalog import create_schema, load_catalog
from warehouse.models import build_models, tables_named
from warehouse.reference import load_reference

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_UNIT = re.compile(r"\bunit_(?:defendants|appeals|provisions)\b")


class Recorder:
    """A connection that remembers the tables its queries name."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self.named: set[str] = set()

    def execute(self, query: str, *parameters: Any) -> Any:
        self.named |= tables_named(query)
        if _UNIT.search(query):
            self.named |= lineage.measured_tables()
        return self._con.execute(query, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse without documents: the queries are asked all the same."""
    with duckdb.connect() as empty:
        empty.execute("SET TimeZone = 'UTC'")
        create_schema(empty)
        load_reference(empty)
        build_models(empty, now=NOW)
        measures.build_units(empty)
        yield empty


FILLS: dict[str, Callable[[Any], object]] = {
    "out_ages__cells": measures.age_rows,
    "out_claim_verdicts": claim_verdicts.put_claim_verdicts,
    "out_cubes__catalog": lambda con: measures._cube_rows(con, measures.protected_systems(con), None),
    "out_cubes__cells": measures.protected_systems,
    "out_headlines": measures.headline_rows,
    "out_law_changes": measures._law_changes,
    "out_press_match": measures.press_rows,
    "out_quantiles__cells": lambda con: measures.quantile_rows(con, measures.protected_systems(con)[0]),
    "out_terms__charged": lambda con: collocations.charged_rows(con, collocations.fixed_panel({})),
    "out_terms__collocations": collocations.collocation_rows,
    "out_terms__month": measures.term_rows,
    "out_terms__outlet": lambda con: outlet_words.outlet_term_rows(con, collocations.outlet_counts(con)),
    "out_terms__panel": collocations.outlet_counts,
}
# What protects the cells is asked for by whatever is counted beside them; these tables are made from the cells' system.
_PROTECTION = {"out_cubes__catalog", "out_quantiles__cells"}
_OWN = {"out_claim_verdicts", "out_claim_verdicts__counts"}


@pytest.mark.parametrize("name", sorted(FILLS))
def test_a_table_is_declared_to_be_made_from_what_its_code_asks(
    name: str, con: duckdb.DuckDBPyConnection
) -> None:
    recorder = Recorder(con)
    FILLS[name](recorder)
    asked = recorder.named - _OWN
    declared = set(inputs_of(name))
    assert asked <= declared | (set(inputs_of("out_cubes__cells")) if name in _PROTECTION else set())
    assert declared <= asked


def test_a_table_that_nobody_asks_for_anything_is_declared_without_inputs() -> None:
    of_others = {"out_claim_verdicts__counts"}
    assert {name for name, stated in FILLED_BY_CODE.items() if not stated} == (
        FILLED_BY_CODE.keys() - FILLS.keys() - of_others
    )


def test_every_published_table_says_what_it_is_made_from() -> None:
    assert {name for name in load_catalog() if name.startswith("out_")} <= set(published_tables())
    with pytest.raises(ValueError, match=r"\[out_nothing\]"):
        inputs_of("out_nothing")


def test_a_table_stands_after_those_it_is_made_from() -> None:
    order = {name: position for position, name in enumerate(published_tables())}
    for name in order:
        assert all(order[each] < order[name] for each in inputs_of(name) if each in order), name


def test_publication_still_waits_for_every_step_of_the_records() -> None:
    graph = defs.resolve_asset_graph()
    waited = {parent for name in published_tables() for parent in graph.get(AssetKey(name)).parent_keys}
    for tables in (JUDGMENT_TABLES, ARTICLE_TABLES, TERM_TABLES, LINK_TABLES, ("ref_amendments",)):
        assert waited & {AssetKey(name) for name in tables}


def test_no_edge_leads_to_a_table_that_is_no_asset() -> None:
    graph = defs.resolve_asset_graph()
    assert [key for key in graph.get_all_asset_keys() if not graph.get(key).is_materializable] == []
