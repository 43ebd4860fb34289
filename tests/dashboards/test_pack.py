"""Testimony packs: they check themselves, a changed digit anywhere is found, and they say what they are."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pypdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from dashboards.citation import Version
from dashboards.pack.checking import check_folder
from dashboards.pack.document import content_digest, sha256
from dashboards.pack.files import MANIFEST, SUMS, Files, manifest_of, sums_of
from dashboards.pack.model import PackError, all_arguments, pack_words
from dashboards.pack.packs import find_number, number_ids, pack_of, site_packs, write_pack
from dashboards.pack.page import FONTS, font_digests
from dashboards.published import Published, read_published
from dashboards.site import version_of
from tests.warehouse.synthetic_core import fill_core
from warehouse.headlines import HEADLINES_PATH
from warehouse.measures import build_measures
from warehouse.reference import load_reference
from warehouse.yaml_files import read_yaml

NOW = datetime(2026, 9, 30, tzinfo=UTC)
CELL = "suspended_of_custodial"


@pytest.fixture(scope="module")
def published() -> Published:
    """Measures of invented judgments: real sentences, real ledger, real suppression."""
    con = duckdb.connect()
    fill_core(con, 700)
    load_reference(con)
    build_measures(con, now=NOW)
    return read_published(con)


@pytest.fixture(scope="module")
def version(published: Published) -> Version:
    return version_of(published, NOW, is_fictional=True)


@pytest.fixture(scope="module")
def cell_pack(published: Published, version: Version) -> Files:
    return pack_of(published, find_number(published, CELL), version, now=NOW)


def some_ids(published: Published) -> list[str]:
    """All sentences and a spread of the other kinds of numbers."""
    ids = number_ids(published)
    kinds = ["assembly_87_custodial", "institute_159_custodial", "police_deepfake_teens_2024"]
    kinds += ["police_deepfake_teens_share_2024", "yearbook_disposed_2020", CELL]
    kinds += [i for i in ids if i.startswith(("term_unsuspended", "fine_amount", "service_hours"))][:2]
    kinds += [i for i in ids if ":" in i][::60]
    return [*ids[:5], *kinds]


def test_packs_of_every_kind_check_themselves(published: Published, version: Version, tmp_path: Path) -> None:
    for place, number_id in enumerate(some_ids(published)):
        folder = tmp_path / str(place)
        write_pack(pack_of(published, find_number(published, number_id), version, now=NOW), folder)
        assert check_folder(folder) == [], number_id


def spoilt(name: str, content: bytes) -> Iterator[bytes]:
    """The content with one digit, or one byte in its middle, changed."""
    if name.endswith((".pdf", ".xlsx")):
        middle = len(content) // 2
        yield content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        return
    digits = [i for i, byte in enumerate(content) if chr(byte).isdigit()]
    for at in {digits[0], digits[len(digits) // 2], digits[-1]}:
        yield content[:at] + (b"1" if content[at : at + 1] != b"1" else b"2") + content[at + 1 :]


def test_a_changed_digit_in_any_file_is_found(cell_pack: Files, tmp_path: Path) -> None:
    write_pack(cell_pack, tmp_path)
    for name, content in cell_pack.items():
        for changed in spoilt(name, content):
            (tmp_path / name).write_bytes(changed)
            assert check_folder(tmp_path), name
        (tmp_path / name).write_bytes(content)
    assert check_folder(tmp_path) == []
    (tmp_path / "more.txt").write_text("more")
    assert check_folder(tmp_path) == [
        "more.txt: not a file of this pack",
        f"{SUMS}: not the digests of these files",
    ]
    (tmp_path / "more.txt").unlink()
    (tmp_path / "testimony.pdf").unlink()
    assert any("testimony.pdf: missing" in line for line in check_folder(tmp_path))


def forged(files: Files, document: dict[str, object]) -> Files:
    """The pack with another pack.json and all digests made right again."""
    document["content_sha256"] = content_digest(document)
    changed = {n: c for n, c in files.items() if n not in (MANIFEST, SUMS)}
    changed["pack.json"] = (
        json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    ).encode()
    changed[MANIFEST] = manifest_of(document, changed)
    changed[SUMS] = sums_of(document, changed)
    return changed


def test_a_forged_number_with_right_digests_is_found(cell_pack: Files, tmp_path: Path) -> None:
    for place, (name, value) in enumerate(
        (("numerator", 1), ("low", 0.0123), ("effective_n", 3.5), ("percent", "1.0"))
    ):
        document = json.loads(cell_pack["pack.json"])
        document["results"][0][name] = value
        folder = tmp_path / str(place)
        write_pack(forged(cell_pack, document), folder)
        assert check_folder(folder), name


def test_forged_rows_with_right_digests_are_found(cell_pack: Files, tmp_path: Path) -> None:
    document = json.loads(cell_pack["pack.json"])
    name = "rows/out_cubes__cells.csv"
    n = int(document["results"][0]["numerator"])
    changed = cell_pack[name].replace(f",{n},".encode(), f",{n + 1},".encode())
    assert changed != cell_pack[name]
    document["tables"]["out_cubes__cells"]["sha256"] = sha256(changed)
    write_pack(forged({**cell_pack, name: changed}, document), tmp_path)
    assert any(line.startswith("number.sql") for line in check_folder(tmp_path))


def test_a_forged_page_with_right_digests_is_found(cell_pack: Files, tmp_path: Path) -> None:
    document = json.loads(cell_pack["pack.json"])
    page = cell_pack["testimony.pdf"].replace(b"/Producer (jumun)", b"/Producer (other)")
    write_pack(forged({**cell_pack, "testimony.pdf": page}, document), tmp_path)
    assert check_folder(tmp_path) == ["testimony.pdf: not what pack.json and the rows give"]


def test_sql_of_a_pack_reaches_no_file(cell_pack: Files, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret")
    query = f"SELECT content AS name FROM read_text('{tmp_path / 'secret.txt'}');\n"  # noqa: S608
    document = json.loads(cell_pack["pack.json"])
    write_pack(forged({**cell_pack, "number.sql": query.encode()}, document), tmp_path / "pack")
    failures = check_folder(tmp_path / "pack")
    assert failures
    assert "a secret" not in " ".join(failures)


def test_hidden_and_unknown_numbers_have_no_pack(published: Published) -> None:
    hidden = next(c for c in published.rows("out_cubes__cells") if c["state"] == "suppressed")
    cube = next(r for r in published.rows("out_cubes__catalog") if r["cube_id"] == hidden["cube_id"])
    where = ",".join(
        f"{cube[d]}={hidden[d]}" for d in ("dim1", "dim2", "dim3", "dim4") if hidden[d] != "all" and cube[d]
    )
    part = "" if hidden["category"] == "share" else f"/{hidden['category']}"
    with pytest.raises(PackError, match="hidden"):
        find_number(published, f"{hidden['definition_id']}{part}:{where}")
    with pytest.raises(PackError, match="--list"):
        find_number(published, "no_such_number")
    with pytest.raises(PackError, match="misprint"):
        find_number(published, "police_deepfake_10_13_2024_misprint")


def test_rows_of_hidden_cells_travel_without_their_numbers(cell_pack: Files) -> None:
    lines = cell_pack["rows/out_cubes__cells.csv"].decode().splitlines()
    header = lines[1].split(",")
    hidden = [
        dict(zip(header, line.split(","), strict=True)) for line in lines[2:] if line.endswith("suppressed")
    ]
    assert hidden
    assert all(row["n"] == row["denominator"] == row["share"] == row["low"] == "" for row in hidden)


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_two_pages_in_two_languages_say_number_interval_and_warning(cell_pack: Files) -> None:
    document = json.loads(cell_pack["pack.json"])
    korean, english = pages(cell_pack["testimony.pdf"])
    for page, language in ((korean, "ko"), (english, "en")):
        plain = page.replace("\n", " ")
        assert document["big"][language] in plain
        assert pack_words()["do_not_say"][language] in plain
        assert page.count(pack_words()["fictional"][language]) >= 2
        assert document["content_sha256"] in plain
        assert document["interval"][language].split("(")[0].strip() in plain
    assert "전국 비율" in korean
    assert "no national rate" in english


def test_every_file_of_a_fictional_pack_says_so(cell_pack: Files) -> None:
    for name, content in cell_pack.items():
        if name == "testimony.pdf":
            continue
        if name == "rows.xlsx":
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                assert "FICTIONAL DATA" in book.read("xl/sharedStrings.xml").decode()
        elif name == "pack.json":
            assert json.loads(content)["is_fictional"] is True
        else:
            text = content.decode()
            assert "FICTIONAL DATA" in text or "가상" in text or "fictional" in text.lower(), name


def test_an_official_figure_is_not_called_fictional(published: Published, version: Version) -> None:
    files = pack_of(published, find_number(published, "assembly_87_custodial"), version, now=NOW)
    for page, language in zip(pages(files["testimony.pdf"]), ("ko", "en"), strict=True):
        assert pack_words()["fictional"][language] not in page
        assert pack_words()["official_in_fictional"][language].split("。")[0][:20] in page.replace("\n", " ")


def test_fonts_are_embedded_as_subsets_and_no_letter_is_missing(
    published: Published, version: Version, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        files = pack_of(published, find_number(published, "teens_among_suspects"), version, now=NOW)
    assert [r.getMessage() for r in caplog.records if "missing" in r.getMessage()] == []
    reader = pypdf.PdfReader(io.BytesIO(files["testimony.pdf"]))
    fonts = [f.get_object() for f in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert {str(f["/BaseFont"]) for f in fonts} == {"/MPDFAA+JumunGothic", "/MPDFAA+JumunGothicBold"}
    assert len(files["testimony.pdf"]) < 120_000


def test_fonts_and_their_licence_are_those_taken_in() -> None:
    told = read_yaml(FONTS / "fonts.yml")
    for name, digest in {**font_digests(), "LICENSE-OFL.txt": told["LICENSE-OFL.txt"]}.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
    licence = (FONTS / "LICENSE-OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "NanumGothic" in licence


@pytest.mark.parametrize("name", ["JumunGothic.ttf", "JumunGothicBold.ttf"])
def test_cut_fonts_hold_korean_and_not_the_reserved_name(name: str) -> None:
    with TTFont(FONTS / name) as font:
        letters = set(font.getBestCmap())
        names = " ".join(str(r) for r in font["name"].names if r.nameID in (1, 3, 4, 6))
    assert sum(0xAC00 <= letter <= 0xD7A3 for letter in letters) == 2350
    assert set(map(ord, "主文→○“”–≥①ㆍ·%")) <= letters
    assert "Nanum" not in names
    assert (FONTS / name).stat().st_size < 1_000_000


def test_a_letter_that_the_fonts_lack_stops_the_pack(published: Published, version: Version) -> None:
    number = find_number(published, "teens_among_suspects")
    strange = replace(number, title={"ko": "뷁", "en": "x"})
    with pytest.raises(PackError, match="뷁"):
        pack_of(published, strange, version, now=NOW)


def test_packs_of_the_site_are_few_small_and_the_same_as_made_alone(
    published: Published, version: Version, tmp_path: Path
) -> None:
    made = site_packs(published, version, tmp_path / "one", now=NOW)
    again = site_packs(published, version, tmp_path / "two", now=NOW)
    assert made == again
    assert 5 <= len(made) <= 12
    assert all(pack.size < 250_000 for pack in made)
    for pack in made:
        assert (tmp_path / "one" / pack.file).read_bytes() == (tmp_path / "two" / pack.file).read_bytes()
    last = made[-1]
    alone = pack_of(published, find_number(published, last.number_id), version, now=NOW)
    with zipfile.ZipFile(tmp_path / "one" / last.file) as archive:
        assert {n.partition("/")[2]: archive.read(n) for n in archive.namelist()} == alone


def test_a_common_claim_leads_to_what_can_and_what_cannot_be_said(
    published: Published, version: Version
) -> None:
    number = find_number(published, "Most offenders are teenagers.")
    assert number.number_id == "teens_among_suspects"
    document = json.loads(pack_of(published, number, version, now=NOW)["pack.json"])
    assert document["arguments"]["can_say"]
    assert document["arguments"]["cannot_say"]
    assert [bar["told"]["en"] for bar in document["picture"]["bars"]][:2] == [
        "80.4%  (548/682)",
        "15.2%  (104/682)",
    ]
    assert [(r["numerator"], r["denominator"], r["percent"]) for r in document["results"]] == [
        (548, 682, "80.4")
    ]


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from leaves(item, f"{path}.{place}")
    elif isinstance(value, str):
        yield path, value


def test_arguments_stand_in_both_languages_and_for_every_sentence() -> None:
    arguments = {k: v for k, v in all_arguments().items() if k != "claims"}
    texts = dict(leaves(arguments))
    for path in texts:
        assert path.replace(".ko", ".en") in texts
        assert path.replace(".en", ".ko") in texts
    english = [text for path, text in [*texts.items(), *leaves(pack_words())] if ".en" in path]
    assert not [text for text in english if "probation" in text.lower()]
    assert set(arguments["headlines"]) == {entry["id"] for entry in read_yaml(HEADLINES_PATH)}
    assert all(entry["do_not_say"] for entry in arguments["headlines"].values())
    assert all(set(text) == {"ko", "en"} for text in pack_words().values())


def test_a_pack_never_writes_over_another(cell_pack: Files, tmp_path: Path) -> None:
    write_pack(cell_pack, tmp_path / "pack")
    with pytest.raises(PackError, match="not empty"):
        write_pack(cell_pack, tmp_path / "pack")
    with pytest.raises(PackError, match="no pack"):
        check_folder(tmp_path)
