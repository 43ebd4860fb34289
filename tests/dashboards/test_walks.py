"""The three walks from a question to an answer that can be cited, each by clicking in real Chromium."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboards.pack.checking import check_folder
from dashboards.wording import Words
from tests.dashboards import fixture_warehouse
from tests.dashboards.browser_downloads import downloaded
from warehouse.build import connect_read_only

pytestmark = pytest.mark.browser
MINUTE = 60.0


@pytest.fixture
def page(browser: Any, origin: str) -> Iterator[Any]:
    opened = browser.new_page()
    opened.goto(f"{origin}/en/index.html")
    yield opened
    opened.close()


def _saved(page: Any, selector: str) -> bytes:
    return Path(downloaded(page, selector).path()).read_bytes()


def test_every_published_definition_side_by_side_as_a_picture(page: Any) -> None:
    started = time.monotonic()
    page.click("nav.sections a[href='suspended.html']")
    page.wait_for_url("**/suspended.html", wait_until="load")
    chart = "official-denominators-assembly-87"
    made = page.evaluate(f"window.JUMUN_VIEW.standAlone('{chart}').then(m => m.svg)")
    for part in ("34/87", "34/76", "34/74", "34/72", "34/58"):
        assert part in made, part
    for part in ("n = 34", "complete count", Words("en")("band.official"), "2020-06-25"):
        assert part in made, part
    assert "FICTIONAL" not in made
    assert _saved(page, f'[data-png="{chart}"]').startswith(b"\x89PNG")
    page.select_option("#f-offence_group", "art14_2")
    own = page.locator("figure.chart[id$='-whole']").first.get_attribute("id")
    made = page.evaluate(f"window.JUMUN_VIEW.standAlone('{own}').then(m => m.svg)")
    told = " ".join(re.sub(r"<[^>]+>", " ", made).split())
    for part in ("of all disposed", "of convicted", "of prison-type", "Sexual deepfakes", "not final"):
        assert part in told, part
    assert made.count("FICTIONAL") >= 2
    assert _saved(page, f'[data-png="{own}"]').startswith(b"\x89PNG")
    assert time.monotonic() - started < MINUTE


def test_the_record_table_with_its_code_book_reads_in_pandas_and_r_and_is_cited(
    page: Any, warehouse: Path
) -> None:
    started = time.monotonic()
    page.click("nav.sections a[href='methods.html']")
    page.wait_for_url("**/methods.html", wait_until="load")
    table = _saved(page, "a[href$='tables/out_records.csv'] >> nth=0")
    book = _saved(page, "a[href$='tables/codebook.en.csv']")
    labels = _saved(page, "a[href$='labels.en.R'] >> nth=0")
    records = pd.read_csv(io.BytesIO(table), skiprows=1)
    coded = list(csv.DictReader(book.decode("utf-8").splitlines()[1:]))
    assert list(records.columns) == list(dict.fromkeys(line["column"] for line in coded))
    with connect_read_only(warehouse) as con:
        assert len(records) == con.execute("SELECT count(*) FROM out_records").fetchall()[0][0]
    assert set(records["court_level"]) <= {line["value"] for line in coded if line["column"] == "court_level"}
    assert b"court_level <- c(" in labels
    assert "skiprows=1" in page.inner_text("main")
    page.click("#cite-records summary")
    cited = page.inner_text("#cite-records")
    version = page.get_attribute("meta[name='data-version']", "content")
    digest = page.get_attribute("meta[name='data-digest']", "content")
    assert cited.count(version) >= 3
    assert cited.count(digest) >= 2
    assert time.monotonic() - started < MINUTE


def test_what_can_be_said_about_teenagers_and_what_cannot_as_a_pack(page: Any, tmp_path: Path) -> None:
    started = time.monotonic()
    sentence = page.locator("ol.sentences > li", has=page.locator(".tag.suspects")).first
    assert "not convicted" in sentence.inner_text().lower() or "suspects" in sentence.inner_text().lower()
    content = _saved(page, "ol.sentences a[href$='teens_among_suspects.zip'] >> nth=0")
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = pack.namelist()
        pack.extractall(tmp_path)
    assert [name for name in names if name.endswith(".pdf")]
    folder = next(p.parent for p in tmp_path.rglob("pack.json"))
    assert check_folder(folder) == []
    text = (folder / "pack.json").read_text("utf-8")
    assert "548" in text
    assert "682" in text
    assert time.monotonic() - started < MINUTE


def test_a_bar_of_ten_or_more_leads_to_its_judgments_and_their_words(page: Any, origin: str) -> None:
    page.click("nav.sections a[href='outcomes.html']")
    page.wait_for_url("**/outcomes.html", wait_until="load")
    link = page.locator("figure.chart details a[href^='cases.html#']").first
    address = link.get_attribute("href")
    assert address
    page.goto(f"{origin}/en/{address}")
    page.locator("#found a").first.click()
    case = page.locator("article.case:target")
    assert case.locator("mark").count() > 0
    case.locator("summary").first.click()
    assert case.locator("tbody tr").count() == len(fixture_warehouse.EVIDENCE)
