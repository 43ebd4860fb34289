"""What the warehouse must know of sources beside their pages: the cards, how each spider run ended, and the alarms."""

from datetime import datetime

import duckdb

from pipelines import rows
from pipelines.settings import SAMPLE_AS_OF, RunSettings
from scrapers.archive import scan_runs
from scrapers.cards import load_cards


def load_sources(con: duckdb.DuckDBPyConnection, settings: RunSettings) -> int:
    """Fill raw_sources from the cards and raw_runs from the archive; returns the runs.

    Fictional sources stand still at the instant that the replica shows: they are judged as of then.
    """
    stands_at = datetime.fromisoformat(SAMPLE_AS_OF[-1]) if settings.profile == "sample" else None
    cards = [card for card in load_cards().values() if settings.profile in card.profiles]
    for table in ("raw_sources", "raw_runs"):
        con.execute(f"delete from {table}").fetchall()  # noqa: S608  two names of our own
    rows.load_rows(con, "raw_sources", [rows.source_row(card, stands_at) for card in cards])
    return rows.load_rows(con, "raw_runs", [rows.run_row(run) for run in scan_runs(settings.data.archive)])
