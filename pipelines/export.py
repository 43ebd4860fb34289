"""The tables of a data folder as files for other people."""

from pathlib import Path

from pipelines.build_note import read_build_note
from pipelines.settings import DataFolder
from warehouse.build import reading
from warehouse.export import export_tables

PUBLIC, WITH_CORE = ("ref_", "out_"), ("core_", "ref_", "out_")


def export_data(data: DataFolder, folder: Path, *, with_core: bool) -> list[Path]:
    """Parquet, CSV and datapackage.json in `folder`; returns the files."""
    note = read_build_note(data)
    with reading(data.warehouse) as con:
        return export_tables(
            con, folder, prefixes=WITH_CORE if with_core else PUBLIC, is_fictional=note.is_fictional
        )
