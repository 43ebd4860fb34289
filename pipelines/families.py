"""Judgments of one case told as one family, over all that the warehouse holds."""

import duckdb

from extraction.judgments.families import Below, FamilyInput, case_families
from warehouse.families import family_inputs, put_families


def link_families(con: duckdb.DuckDBPyConnection) -> int:
    """Set case_family_id anew from every judgment held; returns the judgments that share their case with another."""
    families = case_families(
        FamilyInput(
            document_id=row["document_id"],
            court=row["court"],
            case_numbers=tuple(row["case_numbers"]),
            decision_date=row["decision_date"],
            appealed_from=tuple(
                Below(court=below.get("court"), case_number=below.get("case_number"), date=below.get("date"))
                for below in row["appealed_from"]
            ),
        )
        for row in family_inputs(con)
    )
    put_families(con, families)
    return len(families)
