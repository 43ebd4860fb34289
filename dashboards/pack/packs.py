"""Packs of a warehouse: which numbers have one, one pack as files, and the packs that the site offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboards.citation import Version
from dashboards.pack.cells import cell_ids, cell_number
from dashboards.pack.document import Document, document_of
from dashboards.pack.files import PDF, Files, folder_name, pack_files, zipped
from dashboards.pack.headlines import headline, headline_ids
from dashboards.pack.model import Both, PackError, PackNumber, all_arguments
from dashboards.pack.official import official_figure, published_ids, published_rate
from dashboards.pack.page import fonts_for
from dashboards.published import Published

# Besides the sentences, the rates of the complete count and the overall rates of judgments have a pack on the site.
SITE_PUBLISHED = ("assembly_87_disposed", "assembly_87_custodial")
MOST_CELLS = 5
CHARTS = {
    "outcomes_of_87": "official-outcomes-assembly-87",
    "teens_among_suspects": "official-suspect-ages",
}


@dataclass(frozen=True, kw_only=True)
class SitePack:
    """One pack on the site: the number, its ZIP and PDF in the folder, their bytes, its title and its chart."""

    number_id: str
    file: str
    pdf: str
    size: int
    title: Both
    chart_id: str


def number_ids(published: Published) -> list[str]:
    """Ids of every number that has a pack: sentences, published rates and figures, cells that show a rate."""
    return list(dict.fromkeys([*headline_ids(published), *published_ids(published), *cell_ids(published)]))


def find_number(published: Published, wanted: str) -> PackNumber:
    """The number of an id, or of a common claim in words. Raises PackError that says why there is none."""
    spoken = wanted.strip().casefold().rstrip(".!?")
    for claim in all_arguments()["claims"]:
        if spoken in (phrase.casefold() for phrase in claim["phrases"]):
            wanted = claim["number"]
    if wanted in headline_ids(published):
        return headline(published, wanted)
    if any(row["figure_id"] == wanted for row in published.rows("ref_published_figures")):
        return published_rate(published, wanted)
    if any(row["figure_id"] == wanted for row in published.rows("ref_official_figures")):
        return official_figure(published, wanted)
    return cell_number(published, wanted)


def pack_of(
    published: Published,
    number: PackNumber,
    version: Version,
    *,
    now: datetime,
    manifests: Mapping[str, Any] | None = None,
) -> Files:
    """The files of one number's pack."""
    return pack_files(document_of(number, published, version, now=now, manifests=manifests), number.tables)


def write_pack(files: Files, folder: Path) -> None:
    """Write a pack into a folder that must be empty or not there. Raises PackError."""
    if folder.exists() and any(folder.iterdir()):
        raise PackError(f"[{folder}] is not empty: a pack gets a folder of its own")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def site_numbers(published: Published) -> list[PackNumber]:
    """The numbers that get a pack on the site: the sentences, the complete count, overall rates of judgments.

    One that this warehouse cannot give (nothing was read yet, say) is left out.
    """
    overall = [i for i in dict.fromkeys(cell_ids(published)) if ":" not in i and "/" not in i]
    wanted = [*headline_ids(published), *SITE_PUBLISHED, *overall[:MOST_CELLS]]
    found = []
    for number_id in wanted:
        try:
            found.append(find_number(published, number_id))
        except PackError:
            continue
    return found


def site_packs(published: Published, version: Version, folder: Path, *, now: datetime) -> list[SitePack]:
    """Write the site's packs as ZIP files into `folder`, a few small files; returns what there is to link to."""
    documents: list[tuple[PackNumber, Document]] = [
        (number, document_of(number, published, version, now=now)) for number in site_numbers(published)
    ]
    if not documents:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with fonts_for([document for _, document in documents]) as fonts:
        for number, document in documents:
            name = folder_name(number.number_id)
            files = pack_files(document, number.tables, fonts)
            content = zipped(files, name)
            (folder / f"{name}.zip").write_bytes(content)
            (folder / f"{name}.pdf").write_bytes(files[PDF])
            made.append(
                SitePack(
                    number_id=number.number_id,
                    file=f"{name}.zip",
                    pdf=f"{name}.pdf",
                    size=len(content) + len(files[PDF]),
                    title=number.title,
                    chart_id=_chart_id(number),
                )
            )
    return made


def _chart_id(number: PackNumber) -> str:
    """The chart of the site that shows the number; empty where none does."""
    if number.kind == "published":
        figures = number.tables["ref_published_figures"]
        figure = next(row for row in figures if row["figure_id"] == number.number_id)
        chart = "denominators" if figure["outcome"] == "suspended" else "outcomes"
        return f"official-{chart}-{figure['count_set_id']}".replace("_", "-")
    if number.kind in ("cell", "quartiles"):
        definition_id = number.number_id.partition(":")[0].partition("/")[0]
        definition = next(
            r for r in number.tables["out_measures__catalog"] if r["definition_id"] == definition_id
        )
        name = definition["family"] if definition["kind"] == "share" else definition_id
        return f"{number.tables['out_cubes__catalog'][0]['cube_id']}-{name}-whole".replace("_", "-")
    return CHARTS.get(number.number_id, "")
