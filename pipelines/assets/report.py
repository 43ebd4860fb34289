"""What every asset says of itself: rows of its tables, counts of the step, and a small picture."""

from collections.abc import Iterator, Sequence

import duckdb
from dagster import AssetExecutionContext, MaterializeResult, MetadataValue

from dashboards.svg import row_count_bars
from pipelines.progress import announce


def report(
    con: duckdb.DuckDBPyConnection, context: AssetExecutionContext, tables: Sequence[str], **counts: int
) -> Iterator[MaterializeResult[None]]:
    """One result a table, with its rows and the counts of the step; the picture shows the step's tables side by side."""
    sizes = {name: _rows(con, name) for name in tables}
    shown = ", ".join(f"{name} {value:,}" for name, value in counts.items())
    announce(f"  {context.op_def.name}: {shown}")
    picture = MetadataValue.md(row_count_bars(sizes))
    for name in tables:
        metadata = {"rows": sizes[name], "picture": picture, **counts}
        yield MaterializeResult(asset_key=name, metadata=metadata)


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(con.execute(f'select count(*) from "{name}"').fetchall()[0][0])  # noqa: S608  names of the catalogue
