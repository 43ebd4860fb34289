"""Nothing personal leaves: a planted leak of each kind is found in each format, and stops what would publish it.

All names and numbers are made up.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import fpdf
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from tests.warehouse.published_fixture import NOW, empty, full
from tests.warehouse.test_scanner import FOUND, NOT_FOUND
from warehouse.export import export_tables
from warehouse.file_texts import UnreadableError, plain_run, texts_of
from warehouse.load import load, to_arrow
from warehouse.release import make_release
from warehouse.scanner import UNREADABLE, LeakError, find_personal_data, refuse_personal_data, scan_folder

PACK_FONTS = Path(__file__).parents[2] / "dashboards" / "pack" / "fonts"
PLANTED = {kind: texts[0] for kind, texts in FOUND.items()}
KOREAN = next(
    (path for name in ("*CJK-Regular.ttc", "Nanum*.ttf") for path in Path("/usr/share/fonts").rglob(name)),
    None,
)


def write_html(path: Path, texts: Sequence[str]) -> None:
    """Half of each text is bold, and every character of that an entity."""
    blocks = []
    for text in texts:
        half = len(text) // 2
        escaped = "".join(f"&#{ord(char)};" for char in text[half:])
        blocks.append(f"<p>{html.escape(text[:half])}<b class='x'>{escaped}</b></p>")
    path.write_text("".join(blocks), encoding="utf-8")


def write_attribute(path: Path, texts: Sequence[str]) -> None:
    path.write_text("".join(f'<img src="x.png" alt="{html.escape(t)}">' for t in texts), encoding="utf-8")


def write_svg(path: Path, texts: Sequence[str]) -> None:
    lines = []
    for text in texts:
        half = len(text) // 2
        spans = "".join(f"<tspan>{html.escape(part)}</tspan>" for part in (text[:half], text[half:]))
        lines.append(f"<text x='1'>{spans}</text>")
    path.write_text(f"<svg>{''.join(lines)}</svg>", encoding="utf-8")


def write_js(path: Path, texts: Sequence[str]) -> None:
    path.write_text(f"window.rows = {json.dumps([1, {'t': texts}])};\n", encoding="utf-8")


def write_json(path: Path, texts: Sequence[str]) -> None:
    path.write_text(json.dumps({"rows": [texts]}), encoding="utf-8")


def write_wrapped(path: Path, texts: Sequence[str]) -> None:
    """Wrapped at the first blank, as a text file may be."""
    path.write_text("\n\n".join(text.replace(" ", "\n", 1) for text in texts), encoding="utf-8")


def write_csv(path: Path, texts: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["a", "b"], *([1, text] for text in texts)])


def write_parquet(path: Path, texts: Sequence[str]) -> None:
    pq.write_table(pa.table({"n": [1], "t": [list(texts)]}), path)


def write_parquet_metadata(path: Path, texts: Sequence[str]) -> None:
    about = {f"k{number}": text for number, text in enumerate(texts)}
    pq.write_table(pa.table({"n": [1]}, schema=pa.schema([("n", pa.int64())], metadata=about)), path)


def write_duckdb(path: Path, texts: Sequence[str]) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE t AS SELECT 1 AS n, unnest(?) AS words", [texts]).fetchall()


def write_comments(path: Path, texts: Sequence[str]) -> None:
    with duckdb.connect(str(path)) as con:
        for number, text in enumerate(texts):
            quoted = text.replace("'", "''")
            con.execute(
                f"CREATE TABLE t{number} (n INTEGER); COMMENT ON TABLE t{number} IS '{quoted}'"
            ).fetchall()


def write_xlsx(path: Path, texts: Sequence[str]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("a")
        for number, text in enumerate(texts):
            sheet.write_string(number, 0, text)


def write_hwpx(path: Path, texts: Sequence[str]) -> None:
    runs = "".join(f"<hp:p><hp:run><hp:t>{html.escape(text)}</hp:t></hp:run></hp:p>" for text in texts)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Contents/section0.xml", f"<hs:sec>{runs}</hs:sec>")


def write_gz(path: Path, texts: Sequence[str]) -> None:
    path.write_bytes(gzip.compress("\n\n".join(texts).encode("utf-8")))


def write_pdf(path: Path, texts: Sequence[str]) -> None:
    if KOREAN is None:
        pytest.skip("no Korean font on this machine")
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.add_font("k", fname=KOREAN)
    pdf.set_font("k", size=12)
    for text in texts:
        pdf.multi_cell(180, 8, f"가상의 보고서. {plain_run(text)}", new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(path))


WRITERS: dict[str, Callable[[Path, Sequence[str]], None]] = {
    "page.html": write_html, "picture.html": write_attribute, "chart.svg": write_svg, "data.js": write_js,
    "data.json": write_json, "table.csv": write_csv, "notes.md": write_wrapped, "t.parquet": write_parquet,
    "m.parquet": write_parquet_metadata, "t.duckdb": write_duckdb, "c.duckdb": write_comments,
    "book.xlsx": write_xlsx, "paper.hwpx": write_hwpx, "text.gz": write_gz, "pack.pdf": write_pdf,
}  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_leak_is_found_in_every_format(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name, list(PLANTED.values()))
    found = scan_folder(tmp_path)
    assert {finding.kind for finding in found} == set(PLANTED)
    assert {finding.where for finding in found} == {name}
    with pytest.raises(LeakError) as caught:
        refuse_personal_data(tmp_path)
    assert name in str(caught.value) and not any(text in str(caught.value) for text in PLANTED.values())


@pytest.mark.parametrize("name", WRITERS)
def test_law_and_statistics_pass_in_every_format(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name, NOT_FOUND)
    assert scan_folder(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    ["０１０－１２３４－５６７８", "검사 \u1112\u1169\u11bc길동은",
     "010\u200b-1234-\u20605678", "피고인\u00a0홍길동을", "a\u200bb@example.com"],
)  # fmt: skip
def test_a_disguise_that_the_screen_does_not_show_is_no_disguise(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert scan_folder(tmp_path)


def test_each_font_of_a_pdf_is_read_with_its_own_characters(tmp_path: Path) -> None:
    """Read with another font's characters, a line is made of chance words, which may look like an address."""
    pdf = fpdf.FPDF()
    pdf.add_page()
    for style, name in (("", "JumunGothic.ttf"), ("B", "JumunGothicBold.ttf")):
        pdf.add_font("k", style=style, fname=PACK_FONTS / name)
    lines = ["집행유예와 보호관찰은 다르다", "처리인원 가운데 서른넷", "전화 010-1234-5678", "단위는 피고인"]
    for number, line in enumerate(lines):
        pdf.set_font("k", style="B" if number % 2 else "", size=11)
        with pdf.local_context(text_color=(20, 20, 20)):
            pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(tmp_path / "x.pdf"))
    printed = set(" ".join(lines).split())
    assert {word for text in texts_of(tmp_path / "x.pdf") for word in text.split()} == printed
    assert {finding.kind for finding in scan_folder(tmp_path)} == {"phone"}


def test_a_leak_beyond_the_first_window_of_a_long_text_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("가" * 19_990 + " 전화 010-1234-5678 로", encoding="utf-8")
    assert [finding.kind for finding in scan_folder(tmp_path)] == ["phone"]


def test_a_leak_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "피고인 홍길동.txt").write_text("x", encoding="utf-8")
    assert {finding.kind for finding in scan_folder(tmp_path)} == {"party_name"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.exe", b"MZ"), ("x.parquet", b"not parquet"), ("x.duckdb", b"no database" * 99), ("x.xlsx", b"no zip"),
     ("x.pdf", b"%PDF-1.7 /Encrypt 3 0 R"), ("x.gz", b"\x1f\x8b broken")],
)  # fmt: skip
def test_what_nobody_can_look_into_does_not_leave(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert [(finding.kind, finding.where) for finding in scan_folder(tmp_path)] == [(UNREADABLE, name)]
    with pytest.raises(UnreadableError):
        list(texts_of(tmp_path / name))


def test_a_long_hostile_text_is_looked_through_in_bounded_time(tmp_path: Path) -> None:
    hostile = [
        "0" * 300_000,
        "가시 " * 100_000,
        "@" * 300_000,
        "검사 " * 100_000,
        "<" * 300_000,
        '="' * 150_000,
    ]
    for number, text in enumerate(hostile):
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    started = time.process_time()
    scan_folder(tmp_path)
    assert time.process_time() - started < 20


def leaking() -> duckdb.DuckDBPyConnection:
    """A warehouse whose labels hold a name, as a wrong line of vocabulary might."""
    con = empty()
    row = full("out_labels", domain="d", value="v", label_ko="검사 홍길동(기소)")
    load(con, "out_labels", to_arrow("out_labels", [row]))
    return con


def test_a_leak_stops_export_and_release_and_leaves_what_stood_there(tmp_path: Path) -> None:
    export_tables(empty(), tmp_path / "x", is_fictional=True)
    before = sorted(path.name for path in (tmp_path / "x").iterdir())
    with pytest.raises(LeakError, match=r"out_labels.*official_name"):
        export_tables(leaking(), tmp_path / "x", is_fictional=True)
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == before
    assert {path.name for path in tmp_path.iterdir()} == {"x"}
    with pytest.raises(LeakError):
        make_release(leaking(), tmp_path / "r", version="1", now=NOW, is_fictional=True)
    assert list((tmp_path / "r").iterdir()) == []


def test_plain_runs_keep_what_matters() -> None:
    assert plain_run("  검사\n\t홍길동 ") == "검사 홍길동"
    assert find_personal_data(plain_run("１２３")) == []
