"""The files of a pack, all made from its document and its rows: PDF, SVG, CSV, XLSX, SQL, README, manifest."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version as installed
from typing import Any

from dashboards.charts import Chart, Point, Series
from dashboards.pack.document import FORMAT, Document, canonical, notice, read_csv, sha256, table_csv
from dashboards.pack.model import pack_words
from dashboards.pack.page import Fonts, font_digests, pdf_of
from dashboards.published import Row
from dashboards.spreadsheet import Sheet, workbook
from dashboards.svg import picture
from dashboards.wording import LANGUAGES, Language, PictureWords, Words

PDF, WORKBOOK, MANIFEST, SUMS = "testimony.pdf", "rows.xlsx", "manifest.json", "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)
Files = dict[str, bytes]
Tables = Mapping[str, Sequence[Row]]


def pack_files(document: Document, tables: Tables, fonts: Fonts | None = None) -> Files:
    """Every file of the pack by its path in the folder. Raises PackError when the pages do not fit."""
    rows = {
        f"rows/{name}.csv": table_csv(document, name, listed).encode("utf-8")
        for name, listed in tables.items()
        if name in document["tables"]
    }
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    files = {"pack.json": text.encode("utf-8"), **rows} | derived_files(document, rows, fonts)
    files[MANIFEST] = manifest_of(document, files)
    files[SUMS] = sums_of(document, files)
    return files


def derived_files(document: Document, rows: Files, fonts: Fonts | None = None) -> Files:
    """Files that document and CSV files give: pages, pictures, workbook, SQL and README."""
    files = {
        PDF: pdf_of(document, fonts),
        WORKBOOK: workbook(_sheets(document, rows)),
        "README.md": readme_of(document).encode("utf-8"),
    }
    comment = notice(document)
    head = f"-- {comment}\n" if comment else ""
    files["number.sql"] = f"{head}{document['sql']};\n".encode()
    if document["definition_sql"]:
        files["definition.sql"] = f"{head}{document['definition_sql']};\n".encode()
    if document["picture"] and document["picture"]["kind"] != "dates" and document["picture"]["bars"]:
        for language in LANGUAGES:
            files[f"chart.{language}.svg"] = picture(*_chart(document, language)).encode("utf-8")
    return files


def made_with() -> dict[str, str]:
    """Versions that decide the bytes of a pack: with the same ones it is made again byte by byte."""
    names = ("jumun", "fpdf2", "fonttools", "xlsxwriter", "duckdb")
    return {name: installed(name) for name in names} | {f"font {n}": d for n, d in font_digests().items()}


def manifest_of(document: Document, files: Files) -> bytes:
    """`manifest.json`: SHA-256 and size of every other file, and its own digest over all of that."""
    manifest: Document = {
        "format": FORMAT,
        "number_id": document["number_id"],
        "is_fictional": document["is_fictional"],
        "notice": notice(document),
        "version": document["version"],
        "content_sha256": document["content_sha256"],
        "made_at": document["made_at"],
        "made_with": made_with(),
        "files": {
            name: {"sha256": sha256(content), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    manifest["manifest_sha256"] = manifest_digest(manifest)
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def manifest_digest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 of a manifest without this digest."""
    return sha256(canonical({k: v for k, v in manifest.items() if k != "manifest_sha256"}))


def sums_of(document: Document, files: Files) -> bytes:
    """Digests as `sha256sum -c` reads them, for those who have nothing else."""
    comment = notice(document)
    lines = [f"# {comment}"] if comment else []
    lines += [f"{sha256(content)}  {name}" for name, content in sorted(files.items())]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _sheets(document: Document, rows: Files) -> list[Sheet]:
    """What the number is, then one sheet a table; the notice on each, because a sheet is often copied alone."""
    first: list[list[object]] = [[notice(document)]] if notice(document) else []
    first += [[document["title"][lang]] for lang in LANGUAGES]
    first += [[document["said"][lang]] for lang in LANGUAGES]
    first += [[f"{document['version']['name']} · {document['content_sha256']}"]]
    sheets = [Sheet(name="number", rows=first)]
    for name, table in sorted(document["tables"].items()):
        kinds = [kind for _, kind in table["columns"]]
        header, listed = read_csv(rows[f"rows/{name}.csv"])
        comment = notice(document, name)
        above: list[list[object]] = [[comment]] if comment else []
        body: list[list[object]] = [list(map(_typed, row, kinds)) for row in listed]
        sheets.append(Sheet(name=name, rows=[*above, list(header), *body], head_rows=len(above) + 1))
    return sheets


def _typed(cell: str | None, kind: str) -> object:
    """A cell of a CSV file as a number where its column is one."""
    if cell is None or kind in ("VARCHAR", "JSON", "DATE", "TIMESTAMP", "BOOLEAN"):
        return cell
    return int(cell) if kind.endswith("INT") or kind == "INTEGER" else float(cell)


def _chart(document: Document, language: Language) -> tuple[Chart, PictureWords]:
    """The chart of the pack for the picture writer of the site."""
    words, found = Words(language), document["picture"]
    points = tuple(
        Point(
            key=str(number),
            label=f"{bar['label'][language]}: {bar['told'][language]}",
            value=bar["value"],
            low=bar["low"],
            high=bar["high"],
            state="shown" if bar["value"] is not None else "unknown",
        )
        for number, bar in enumerate(found["bars"])
    )
    chart = Chart(
        chart_id="pack",
        kind="dots" if found["kind"] == "dots" and found["unit"] == "share" else "bars",
        title=f"{document['title'][language]}: {found['title'][language]}",
        unit=document["facts"][1][1][language],
        base=document["under"][language],
        period=document["facts"][0][1][language],
        source="; ".join(dict.fromkeys(note["publisher"] for note in document["sources"])) or "jumun",
        series=(Series(key="all", label="", points=points),),
        value_format="share",
        caveat=document["interval"][language],
        official=not document["is_fictional"],
    )
    pictures = PictureWords(
        states=words.get("states"),
        short_states=words.get("states_short"),
        watermark=words("band.mark") if document["is_fictional"] else "",
        official=words("band.official"),
        source=words("chart.source"),
        data_version=f"{document['version']['name']} · {document['content_sha256'][:16]}",
    )
    return chart, pictures


def readme_of(document: Document) -> str:
    """What the folder holds and how to check it, in both languages."""
    words = pack_words()
    lines = [f"# {document['title']['ko']}", "", f"{document['title']['en']}", ""]
    if notice(document):
        lines += [f"**{notice(document)}**", ""]
    for language in LANGUAGES:
        lines += [document["said"][language], ""]
        lines += [f"- {document['big'][language]} · {document['under'][language]}".rstrip(" ·")]
        lines += [f"- {document['interval'][language]}"]
        lines += [f"- {name[language]}: {text[language]}" for name, text in document["facts"]]
        lines += [f"- {name[language]}: {text[language]}" for name, text in document["definition"]]
        lines += ["", f"## {words['files'][language]}", "", words["files_text"][language].strip(), ""]
    lines += ["```sh", "jumun pack verify .", "sha256sum -c SHA256SUMS", *_duckdb_lines(document), "```", ""]
    version = document["version"]
    for language in LANGUAGES:
        lines.append(
            "- "
            + words["data"][language].format(
                name=version["name"], day=version["as_of"][:10], digest=version["digest"]
            )
        )
    lines.append(f"- {words['content']['en']}: {document['content_sha256']}")
    return "\n".join(lines) + "\n"


def _duckdb_lines(document: Document) -> list[str]:
    tables = "; ".join(
        f"CREATE TABLE {name} AS FROM read_csv('rows/{name}.csv', comment='#')"
        for name in sorted(document["tables"])
    )
    return [f'duckdb -c "{tables}; $(cat number.sql)"']


def zipped(files: Files, folder: str) -> bytes:
    """The folder as one ZIP file with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            entry.external_attr = 0o644 << 16
            # A PDF is packed inside already.
            how = zipfile.ZIP_STORED if name.endswith((".pdf", ".xlsx")) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, how)
    return out.getvalue()


def folder_name(number_id: str) -> str:
    """A name for folder and file: letters, digits, `_` and `-` of the number's id."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", number_id).strip("-")
