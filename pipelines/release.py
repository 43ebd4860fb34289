"""A release of a data folder: the package of the published tables with value labels for three statistics programs."""

from collections.abc import Mapping

import duckdb

from dashboards import value_labels
from pipelines.build_note import read_build_note
from pipelines.settings import DataFolder
from warehouse.build import reading
from warehouse.release import Release, make_release

SCRIPTS = {"R": value_labels.r_script, "sps": value_labels.spss_script, "do": value_labels.stata_script}


def label_scripts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Value labels in Korean and English for R, SPSS and Stata, by path within the package."""
    found = con.execute("SELECT * FROM out_labels ORDER BY ALL")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {
        f"labels/labels.{language}.{ending}": script(value_labels.domains_of(rows, language))
        for language in ("ko", "en")
        for ending, script in SCRIPTS.items()
    }


def release_data(data: DataFolder, version: str, reasons: Mapping[str, str]) -> Release:
    """Make release `version` of a data folder. Raises ReleaseError and LeakError as `make_release` does."""
    note = read_build_note(data)
    with reading(data.warehouse) as con:
        return make_release(
            con,
            data.releases,
            version=version,
            now=note.time,
            is_fictional=note.is_fictional,
            reasons=reasons,
            companions=label_scripts(con),
        )
