"""Laws of the built site: nothing from outside, nothing unescaped, nothing half-built, both languages."""

from __future__ import annotations

import gzip
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from dashboards import site as site_module
from dashboards.downloads import INVENTED_REFERENCE
from dashboards.pages import PAGE_IDS, page_file
from dashboards.site import CSP, build_site
from tests.dashboards import fixture_warehouse
from tests.dashboards.conftest import NOW

STATIC = Path(site_module.__file__).parent / "static"


class _Page(HTMLParser):
    """Addresses, ids, scripts and inline styles of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag in ("script", "img", "link", "iframe", "source") and found.get("rel") != "alternate":
            self.loaded.append(found.get("src") or found.get("href") or "inline")
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self.inline += ["style element"] if tag == "style" else []


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_exists_in_both_languages_and_links_its_twin(site: Path) -> None:
    for page_id in PAGE_IDS:
        korean, english = site / page_file(page_id), site / "en" / page_file(page_id)
        assert f'href="en/{korean.name}"' in korean.read_text("utf-8")
        assert f'href="../{korean.name}"' in english.read_text("utf-8")
        assert '<html lang="ko"' in korean.read_text("utf-8")
        assert '<html lang="en"' in english.read_text("utf-8")


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    ids = {path: set(_Page(path.read_text("utf-8")).ids) for path in _pages(site)}
    missing = []
    for path in _pages(site):
        for link in _Page(path.read_text("utf-8")).links:
            if link.startswith(("https://", "http://")):
                continue
            file, _, fragment = link.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            if not target.is_file() or (fragment and target in ids and fragment not in ids[target]):
                missing.append((path.name, link))
    assert [m for m in missing if "=" not in m[1]] == []


def test_ids_are_unique_on_every_page(site: Path) -> None:
    for path in _pages(site):
        ids = _Page(path.read_text("utf-8")).ids
        assert len(ids) == len(set(ids)), path


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    for path in _pages(site):
        loaded = _Page(path.read_text("utf-8")).loaded
        assert "inline" not in loaded
        assert not [address for address in loaded if "//" in address], path


def test_no_script_or_style_of_ours_names_another_host(site: Path) -> None:
    written = [p for p in site.rglob("*") if p.suffix in (".js", ".css") and p.parent.name != "vendor"]
    for path in written:
        if path.parent.name == "data":
            continue
        found = set(re.findall(r"https?://[\w.-]+", path.read_text("utf-8")))
        assert found <= {"http://www.w3.org"}, path


def test_content_security_policy_forbids_inline_and_foreign(site: Path) -> None:
    assert "unsafe" not in CSP
    assert "script-src 'self'" in CSP
    assert "connect-src 'none'" in CSP
    for path in _pages(site):
        text = path.read_text("utf-8")
        assert 'http-equiv="Content-Security-Policy"' in text
        assert _Page(text).inline == [], path
        assert "javascript:" not in text


def test_hostile_texts_stay_texts(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*"):
        if path.suffix in (".html", ".svg"):
            assert "<script>alert" not in path.read_text("utf-8"), path
        if path.suffix == ".js" and path.parent.name == "data":
            assert "</script" not in path.read_text("utf-8"), path


def test_hostile_titles_do_not_break_svg_files(hostile_site: Path) -> None:
    from lxml import etree

    pictures = list(hostile_site.rglob("data/*.svg"))
    assert pictures
    for path in pictures:
        etree.fromstring(path.read_bytes())


def test_a_formula_in_a_table_is_defused(site: Path) -> None:
    from dashboards.tables import csv_text

    text = csv_text(["a"], [["=1+1"], ["-3.5"], ["@x"], ["+cmd"], ["plain"]])
    assert text.splitlines() == ["a", "'=1+1", "-3.5", "'@x", "'+cmd", "plain"]


def test_the_fictional_band_is_on_every_page_and_in_every_export(site: Path) -> None:
    for path in _pages(site):
        assert '<aside class="band"' in path.read_text("utf-8"), path
    for path in site.rglob("*.csv"):
        first = path.read_text("utf-8").splitlines()[0]
        is_official = path.name.startswith(("ref_", "official-")) and path.stem not in INVENTED_REFERENCE
        assert first.startswith("# FICTIONAL DATA") != is_official, path
    for path in site.rglob("data/*.svg"):
        marked = "FICTIONAL" in path.read_text("utf-8")
        assert marked != path.name.startswith("official-"), path
    for path in site.rglob("data/page-*.js"):
        if '"kind":' in path.read_text("utf-8"):
            assert '"watermark":"' in path.read_text("utf-8")


def test_a_real_site_carries_no_band_and_no_mark(real_site: Path) -> None:
    for path in _pages(real_site):
        text = path.read_text("utf-8")
        assert '<aside class="band"' not in text
        assert "FICTIONAL" not in text
    for path in [*real_site.rglob("*.csv"), *real_site.rglob("data/*.svg")]:
        assert "FICTIONAL" not in path.read_text("utf-8"), path


def test_every_page_says_the_date_of_its_data(site: Path) -> None:
    for path in _pages(site):
        assert '<time datetime="2026-09-30">' in path.read_text("utf-8")


def test_first_view_is_small(site: Path) -> None:
    largest = (0, "")
    for path in _pages(site):
        page = _Page(path.read_text("utf-8"))
        files = [path, *((path.parent / address).resolve() for address in page.loaded)]
        compressed = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
        assert compressed < 300_000, (path.name, compressed)
        largest = max(largest, (compressed, path.name))
    print(f"largest first view: {largest[0]:,} bytes compressed ({largest[1]})")  # noqa: T201


def test_the_same_warehouse_gives_the_same_bytes(warehouse: Path, site: Path, tmp_path: Path) -> None:
    build_site(warehouse, tmp_path / "again", is_fictional=True, now=NOW, profile="sample")
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    again = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    }
    assert first == again


def test_a_failed_build_leaves_the_old_site_standing(warehouse: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build_site(warehouse, out, is_fictional=True, now=NOW, profile="sample", has_packs=False)
    before = (out / "index.html").read_bytes()
    broken = fixture_warehouse.build(tmp_path / "broken.duckdb")
    import duckdb

    with duckdb.connect(str(broken)) as con:
        con.execute('UPDATE out_case_evidence SET "end" = 99999')
    with pytest.raises(ValueError, match="outside a text"):
        build_site(broken, out, is_fictional=True, now=NOW, profile="sample", has_packs=False)
    assert (out / "index.html").read_bytes() == before


def test_an_empty_warehouse_still_gives_every_page(tmp_path: Path) -> None:
    import duckdb

    from warehouse.catalog import create_schema

    with duckdb.connect(str(tmp_path / "empty.duckdb")) as con:
        create_schema(con)
    report = build_site(
        tmp_path / "empty.duckdb", tmp_path / "site", is_fictional=False, now=NOW, profile="local"
    )
    assert report.pages == 2 * len(PAGE_IDS)
    assert report.figures == 0


def test_an_unknown_profile_is_refused(warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown profile"):
        build_site(warehouse, tmp_path / "site", is_fictional=True, now=NOW, profile="demo")


def test_the_vendored_library_is_the_one_plotly_speaks_to() -> None:
    from plotly.offline import get_plotlyjs_version

    bundle = (STATIC / "vendor" / "plotly-basic.min.js").read_bytes()
    assert f"v{get_plotlyjs_version()}".encode() in bundle[:200]
    digests = dict(
        reversed(line.split("  ")) for line in (STATIC / "vendor" / "SHA256SUMS.txt").read_text().splitlines()
    )
    for name, digest in digests.items():
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


def test_suspects_and_defendants_never_share_a_chart(site: Path) -> None:
    for path in site.rglob("data/official-*.csv"):
        text = path.read_text("utf-8")
        assert not ("police_" in text and "assembly_87" in text), path


def test_workbooks_are_read_back_by_a_parser_and_say_what_they_are(hostile_site: Path) -> None:
    import zipfile

    from lxml import etree

    books = list(hostile_site.rglob("data/*.xlsx"))
    assert len(books) > 8
    for path in books:
        with zipfile.ZipFile(path) as book:
            sheets = [n for n in book.namelist() if n.startswith(("xl/worksheets/", "xl/sharedStrings"))]
            for name in book.namelist():
                etree.fromstring(book.read(name))
            texts = "".join(book.read(n).decode() for n in sheets)
        assert "<f>" not in texts
        if path.name not in ("overview.xlsx", "definitions.xlsx"):
            assert "FICTIONAL DATA" in texts, path


def test_value_labels_cannot_break_out_of_their_script() -> None:
    from dashboards import value_labels

    rows = [{"domain": "d", "value": "v", "label_ko": "a\"b'c`", "sort": 0}]
    domains = value_labels.domains_of(rows, "ko")
    assert value_labels.r_script(domains) == 'd <- c(\n  "v" = "a\\"b\'c`"\n)\n'
    assert value_labels.spss_script(domains) == "VALUE LABELS d\n  'v' 'a\"b''c`' .\n"
    assert "`" not in value_labels.stata_script(domains)
