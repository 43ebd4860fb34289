"""Corrected rates stand beside the rates as read, in both languages, and are left out where nobody audited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboards.cells import read_cubes
from dashboards.corrected_rates import corrected_blocks
from dashboards.cube_charts import Context
from dashboards.page_blocks import Source
from dashboards.published import read_published
from dashboards.wording import LANGUAGES, Language, Words
from warehouse.build import connect_read_only

CORRECTED = {"corrected_share": 0.4012, "corrected_low": 0.33, "corrected_high": 0.471}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corrected_rate_is_told_beside_the_one_that_was_read(warehouse: Path, language: Language) -> None:
    with connect_read_only(warehouse) as con:
        published = read_published(con)
    cells = published.rows("out_cubes__cells")
    victim = next(row for row in cells if row["category"] == "share" and row["share"] is not None)
    plain = tuple({**row, **dict.fromkeys(CORRECTED)} for row in cells)
    audited = tuple({**row, **CORRECTED} if row == victim else row for row in cells)

    def blocks(rows: tuple[dict[str, object], ...]) -> list[dict[str, object]]:
        told = replace(published, tables={**published.tables, "out_cubes__cells": rows})
        context = Context.of(told, Words(language), is_fictional=True)
        return corrected_blocks(Source(published=told, cubes=read_cubes(told), context=context))

    assert blocks(plain) == []
    (block,) = blocks(audited)
    (row,) = block["rows"]  # type: ignore[misc]
    assert row[3] == "40.1% (33.0–47.1)"
    assert row[1] == f"{victim['n']:,} / {victim['denominator']:,}"
    assert len(block["head"]) == len(row) == 4  # type: ignore[arg-type]
