"""Requests for data (자료요구 문안): which office holds each missing number, and the words to ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboards import hancom
from dashboards.spreadsheet import Sheet
from dashboards.wording import Language
from warehouse.yaml_files import read_yaml

PATH = Path(__file__).parent / "data_requests.yml"


@dataclass(frozen=True, kw_only=True)
class MissingCell:
    """One number that is not published, in one language, with the office that holds it."""

    cell_id: str
    office_id: str
    office: str
    missing: str
    table: str
    unit: str


@cache
def _content() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(PATH)
    return found


def offices() -> list[str]:
    """Ids of the offices, in the order of the proceedings."""
    return list(_content()["offices"])


def named_offices(language: Language) -> list[dict[str, str]]:
    """The offices as `id` and `office`, in the order of the proceedings."""
    return [{"id": key, "office": name[language]} for key, name in _content()["offices"].items()]


def request_name(office_id: str) -> str:
    """The name of the files of one office's request, without ending."""
    return f"request-{office_id}"


def missing_cells(language: Language, office_id: str = "") -> list[MissingCell]:
    """Missing numbers, of one office or of all. Raises KeyError for an unknown office."""
    names = {key: name[language] for key, name in _content()["offices"].items()}
    if office_id:
        names = {office_id: names[office_id]}
    return [
        MissingCell(
            cell_id=cell["id"],
            office_id=cell["office"],
            office=names[cell["office"]],
            missing=cell["missing"][language],
            table=cell["table"][language],
            unit=cell["unit"][language],
        )
        for cell in _content()["cells"]
        if cell["office"] in names
    ]


def request_lines(language: Language, office_id: str) -> list[str]:
    """The request to one office: its title first, one paragraph a line. Raises KeyError for an unknown office."""
    letter = _content()["letter"][language]
    cells = missing_cells(language, office_id)
    lines = [letter["title"].format(office=_content()["offices"][office_id][language]), letter["opening"]]
    for number, cell in enumerate(cells, start=1):
        lines.append(letter["number"].format(n=number, missing=cell.missing))
        lines.append(letter["wanted"].format(table=cell.table))
        lines.append(letter["unit"].format(unit=cell.unit))
    return [*lines, letter["form"], letter["why"]]


def request_text(language: Language, office_id: str) -> str:
    """The request as plain text."""
    return "\n\n".join(request_lines(language, office_id)) + "\n"


def request_hwpx(language: Language, office_id: str) -> bytes:
    """The request as HWPX: the lines as paragraphs, then the missing cells as a table to fill."""
    title, *lines = request_lines(language, office_id)
    head: list[object] = (
        ["번호", "자료", "단위", "답"] if language == "ko" else ["No.", "Data", "Unit", "Answer"]
    )
    rows: list[list[object]] = [
        [number, cell.missing, cell.unit, None]
        for number, cell in enumerate(missing_cells(language, office_id), start=1)
    ]
    body: list[list[object]] = [[line] for line in lines]
    return hancom.document(
        title, [Sheet(name="표" if language == "ko" else "Table", rows=[*body, head, *rows])]
    )


def request_files(language: Language) -> dict[str, bytes]:
    """Every request as text, by file name; in Korean as HWPX too, which is what the offices write in."""
    files: dict[str, bytes] = {}
    for office_id in offices():
        files[f"{request_name(office_id)}.txt"] = request_text(language, office_id).encode("utf-8")
        if language == "ko":
            files[f"{request_name(office_id)}.hwpx"] = request_hwpx(language, office_id)
    return files
