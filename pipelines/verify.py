"""Everything published, made again from the archive and compared.

The archive's own digests; then a second warehouse from nothing (read again, tagged again) beside the published one;
then package and site from the published warehouse beside the published files. A flipped byte in the archive, an edited
number in the warehouse, the package or the site is a failure that names its place.
"""

import filecmp
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.audit import audit_file
from pipelines.build_note import BuildNote, read_build_note
from pipelines.publishing import rebuild_warehouse, write_package, write_site
from pipelines.settings import DataFolder, RunSettings
from pipelines.time_stamps import manifest_failures
from scrapers.archive import verify_archive
from warehouse.build import reading
from warehouse.verify import compare_warehouses, evidence_failures, scan_whole_file

Say = Callable[[str], None]


def verify_data(root: Path, *, say: Say) -> list[str]:
    """Every failure found in a data folder, one line each; empty when all of it holds."""
    data = DataFolder(root=root)
    note = read_build_note(data)
    say("archive: digests of every record")
    failures = [f"archive: {d.warc_file} at {d.offset}: {d.reason}" for d in verify_archive(data.archive)]
    say("manifests: chain, captures and time-stamps")
    failures += list(manifest_failures(data.archive))
    say("evidence: every slice against its text")
    with reading(data.warehouse) as con:
        scan_whole_file(con)
        failures += [f"evidence: {line}" for line in evidence_failures(con)]
    with tempfile.TemporaryDirectory(prefix="jumun-verify-") as folder:
        failures += _compare_with_rebuilt(data, note, Path(folder), say)
    return failures


def _compare_with_rebuilt(data: DataFolder, note: BuildNote, folder: Path, say: Say) -> Iterator[str]:
    say("warehouse: made again from the archive")
    again = DataFolder(root=folder / "data")
    again.root.mkdir()
    again.archive.symlink_to(data.archive)
    if data.corrections.exists():
        again.corrections.symlink_to(data.corrections)
    if (labels := audit_file(data.root)).exists():
        audit_file(again.root).parent.mkdir()
        audit_file(again.root).symlink_to(labels)
    rebuild_warehouse(RunSettings(profile=note.profile, data=again), note.time)
    yield from compare_warehouses(data.warehouse, again.warehouse)
    say("package and site: made again from the warehouse")
    with reading(again.warehouse) as con:
        write_package(con, folder / "package", is_fictional=note.is_fictional)
    write_site(again.warehouse, folder / "site", note)
    yield from different_files("package", data.package, folder / "package")
    yield from different_files("site", data.site, folder / "site")


def different_files(what: str, published: Path, made: Path) -> Iterator[str]:
    """Files that differ between two folders or stand in one alone."""
    names = sorted(
        {p.relative_to(root).as_posix() for root in (published, made) for p in root.rglob("*") if p.is_file()}
    )
    for name in names:
        one, two = published / name, made / name
        if not one.is_file():
            yield f"{what}: {name} is missing"
        elif not two.is_file():
            yield f"{what}: {name} is not made by this build"
        elif not filecmp.cmp(one, two, shallow=False):
            yield f"{what}: {name} is not what the archive gives"
