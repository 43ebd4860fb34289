"""What every asset says of itself: rows of its tables, counts of the step, and a small picture."""

import base64
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb
from dagster import AssetExecutionContext, MaterializeResult, MetadataValue

from dashboards.drawing import ACCENT, Canvas
from pipelines.progress import announce

PICTURE_WIDTH, LABEL_WIDTH, LINE = 620.0, 230.0, 20.0


@dataclass
class Step:
    """Counts of one step, filled while it runs; `results` turns them into Dagster's metadata."""

    name: str
    started: float = field(default_factory=time.monotonic)
    counts: dict[str, int] = field(default_factory=dict)

    def results(
        self, con: duckdb.DuckDBPyConnection, tables: Sequence[str]
    ) -> Iterator[MaterializeResult[None]]:
        """One result a table: its rows, the step's counts and seconds, and the step's tables side by side."""
        sizes = {name: table_rows(con, name) for name in tables}
        picture = MetadataValue.md(as_markdown(row_count_picture(self.name, sizes)))
        shared: dict[str, Any] = {
            **self.counts,
            "seconds": round(time.monotonic() - self.started, 2),
            "picture": picture,
        }
        for name in tables:
            yield MaterializeResult(asset_key=name, metadata={"rows": sizes[name], **shared})


@contextmanager
def step(context: AssetExecutionContext) -> Iterator[Step]:
    """A step of the job; at its end one line of progress says what it did."""
    current = Step(name=context.op_execution_context.op_def.name)
    yield current
    shown = ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in current.counts.items())
    announce(f"  {current.name}: {shown or 'done'} ({time.monotonic() - current.started:.1f} s)")


def table_rows(con: duckdb.DuckDBPyConnection, name: str) -> int:
    """Rows of a table of the catalogue."""
    return int(con.execute(f'select count(*) from "{name}"').fetchall()[0][0])  # noqa: S608


def row_count_picture(title: str, sizes: Mapping[str, int]) -> str:
    """An SVG with one bar a table, labelled with its rows."""
    canvas = Canvas(PICTURE_WIDTH)
    largest = max([1, *sizes.values()])
    room = PICTURE_WIDTH - LABEL_WIDTH - 90
    for position, (name, rows) in enumerate(sizes.items()):
        y = position * LINE + 4
        canvas.text(LABEL_WIDTH - 8, y + 12, name, size=12, anchor="end")
        canvas.rect(LABEL_WIDTH, y, room * rows / largest, LINE - 6, fill=ACCENT)
        canvas.text(LABEL_WIDTH + room * rows / largest + 6, y + 12, f"{rows:,}", size=12)
    return canvas.document(len(sizes) * LINE + 8, title=f"{title}: rows by table", background=True)


def as_markdown(svg: str, title: str = "rows by table") -> str:
    """An SVG as a Markdown image, which Dagster's pages show."""
    return f"![{title}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
