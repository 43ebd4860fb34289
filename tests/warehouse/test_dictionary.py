"""The data dictionary names every table and column, and the page in docs/ is the one that the catalogue gives."""

from __future__ import annotations

from tools.data_dictionary import DOCUMENT
from warehouse.catalog import load_catalog
from warehouse.dictionary import dictionary_markdown


def test_the_page_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == dictionary_markdown(), (
        "run python -m tools.data_dictionary"
    )


def test_every_table_and_column_is_there_and_local_ones_not_in_the_public_part() -> None:
    whole, public = dictionary_markdown(), dictionary_markdown(("ref_", "out_", "core_"), public_only=True)
    for entry in load_catalog().values():
        assert f"### `{entry.name}`" in whole
        section = whole.split(f"### `{entry.name}`")[1].split("### `")[0]
        assert all(f"| `{column.name}` |" in section for column in entry.columns)
        if entry.local:
            assert f"### `{entry.name}`" not in public
