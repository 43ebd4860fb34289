"""A judgment that comes as sections is read alike from its sections and from the one text that is stored of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extraction.judgments.reader import read_judgment
from extraction.judgments.sections import split_sections
from pipelines.reading import judgment_text
from scrapers.judgment_files import judgment_from_record
from scrapers.parsed import ParsedDocument
from tests.scrapers.corpus_location import corpus_folder

SECTIONS = {
    "header_text": "【피 고 인】 피고인\n【항 소 인】 검사",
    "holding_text": "심신미약이 인정되는지 여부(소극)",
    "order_text": "  검사의 항소를 기각한다.",
    "applied_law_text": "1. 범죄사실에 대한 해당법조\n형법 제329조",
    "reasons_text": "검사는 원심의 형이 너무 가벼워 부당하다고 주장한다.",
    "context_text": "원심은 피고인에게 징역 1년 3개월을 선고하였다. 피고인을 징역 5년에 처한 일도 있다.",
}


def document(**record: Any) -> ParsedDocument:
    made = judgment_from_record({"id": "가상-1", **record}, source_id="local", url="file.jsonl#1")
    assert isinstance(made, ParsedDocument)
    return made


def read(made: ParsedDocument, *, by_section: bool) -> dict[str, Any]:
    text = judgment_text(document_id="x", text=made.text, fields=made.fields, by_section=by_section)
    return read_judgment(text).as_dict()


@pytest.mark.parametrize("left_out", [None, *(name for name in SECTIONS if name != "order_text")])
@pytest.mark.parametrize("own_headings", [False, True])
def test_cutting_the_stored_text_gives_the_sections_again(left_out: str | None, own_headings: bool) -> None:
    given = {name: text for name, text in SECTIONS.items() if name != left_out}
    if own_headings and "applied_law_text" in given:
        given["applied_law_text"] = "【법령의 적용】 " + given["applied_law_text"]
    found = split_sections(document(**given).text)
    expected = {name: text.removeprefix("【법령의 적용】").strip() for name, text in given.items()}
    expected.pop("holding_text", None)
    assert {name: part.text.strip() for name, part in found.items() if part.text.strip()} == expected


def test_what_stands_beside_the_order_is_never_read_as_the_order() -> None:
    made = document(order_text=SECTIONS["order_text"], context_text=SECTIONS["context_text"])
    record = read(made, by_section=False)
    assert record["outcome"] == "appeal_dismissed"
    assert [person["sentences"] for person in record["defendants"]] == [[]]
    assert record["unread"] == []


def test_labelled_judgments_read_alike_from_their_sections_and_from_the_stored_text() -> None:
    differing = []
    files = sorted(corpus_folder().glob("gold_*.jsonl"))
    for line in (line for path in files for line in path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        made = judgment_from_record(record, source_id="local", url="gold#1")
        assert isinstance(made, ParsedDocument)
        whole, apart = (_values(read(made, by_section=way)) for way in (False, True))
        if whole != apart:
            differing.append(record["id"])
    assert files
    assert differing == []


def _values(record: dict[str, Any]) -> list[Any]:
    """What was read of people and outcome. Factors apart: a whole text shows more of the reasons than their section."""
    people = [
        {name: value for name, value in person.items() if name not in {"factors", "evidence"}}
        for person in record["defendants"]
    ]
    return [record["outcome"], people, record["unread"], record["doubts"]]
