"""Testimony packs of a data folder: list, make, check."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from dashboards.pack.checking import check_folder, is_same_program
from dashboards.pack.files import folder_name
from dashboards.pack.model import PackError
from dashboards.pack.packs import find_number, number_ids, pack_of, write_pack
from dashboards.published import Published, read_published
from dashboards.site import version_of
from pipelines.build_note import read_build_note
from pipelines.errors import JumunError
from pipelines.settings import DataFolder
from pipelines.time_stamps import manifest_summary
from warehouse.build import reading
from warehouse.scanner import LeakError, refuse_personal_data


def list_numbers(data: DataFolder) -> Iterator[tuple[str, str, str]]:
    """(id, Korean title, English title) of every number that has a pack."""
    published = _published(data)
    for number_id in number_ids(published):
        number = find_number(published, number_id)
        yield number_id, number.title["ko"], number.title["en"]


def make_pack(data: DataFolder, wanted: str, folder: Path | None) -> Path:
    """Write the pack of a number; by default into a folder named after it. Raises JumunError."""
    note = read_build_note(data)
    published = _published(data)
    version = version_of(published, note.time, is_fictional=note.is_fictional)
    try:
        number = find_number(published, wanted)
        files = pack_of(published, number, version, now=note.time, manifests=manifest_summary(data.archive))
        target = folder or Path(f"pack-{folder_name(number.number_id)}")
        write_pack(files, target)
        refuse_personal_data(target)
    except PackError as error:
        raise JumunError(str(error)) from error
    except LeakError as error:
        shutil.rmtree(target)
        raise JumunError(f"no pack was made: {error}") from error
    return target


def check_pack(folder: Path) -> tuple[list[str], bool]:
    """Failures of a pack, and whether its pages could be made again here. Raises JumunError without a pack."""
    try:
        failures = check_folder(folder)
        return failures, not failures and is_same_program(folder)
    except PackError as error:
        raise JumunError(str(error)) from error


def _published(data: DataFolder) -> Published:
    with reading(data.warehouse) as con:
        return read_published(con)
