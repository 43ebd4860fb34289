"""Filling the published tables of words: collocations, outlets, charged words."""

import duckdb

from warehouse.collocations import charged_rows, collocation_rows, fixed_panel, outlet_counts, panel_rows
from warehouse.outlet_words import outlet_term_rows
from warehouse.reference import replace_table


def put_word_tables(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Fill the tables of collocations, of words by outlet, of charged words and their outlets; their numbers of rows."""
    panel = outlet_counts(con)
    rows = {
        "out_terms__collocations": collocation_rows(con),
        "out_terms__panel": panel_rows(panel),
        "out_terms__outlet": outlet_term_rows(con, panel),
        "out_terms__charged": charged_rows(con, fixed_panel(panel)),
    }
    return {name: replace_table(con, name, table_rows) for name, table_rows in rows.items()}
