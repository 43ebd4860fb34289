"""Judgments on disk in every form and encoding."""

import gzip
import json
from pathlib import Path

import pytest

from scrapers.judgment_files import kept_fields, read_judgment_file
from scrapers.parsed import PageProblem, ParsedDocument, safe_id

MARKDOWN = """---
판례일련번호: '900001'
사건번호: 2025고단1
사건명: 사기
법원명: 가상지방법원
법원등급: 하급심
사건종류: 형사
출처: https://www.law.go.kr/LSW/precInfoP.do?precSeq=900001
첨부파일: []
선고일자: 2025-06-13
---

# 사기

## 참조조문

형법 제347조 제1항

## 판례내용

【피 고 인】 피고인
【주    문】
  피고인을 징역 6월에 처한다.
【이    유】
범죄사실
"""
RECORD = {
    "id": "가상/1.md", "court": "가상지방법원", "case_no": "2025고단1", "case_name": "사기", "decision_date": "2025-06-13",
    "order_text": "피고인을 징역 6월에 처한다.", "header_text": "【피 고 인】 피고인", "reasons_text": "범죄사실",
    "applied_law_text": None, "labels": {"outcome": "sentenced"}, "note": "누군가의 메모", "difficult": True,
}  # fmt: skip


def only(path: Path) -> ParsedDocument:
    (document,) = read_judgment_file(path)
    assert isinstance(document, ParsedDocument), document
    return document


def rules(path: Path) -> list[str]:
    return [item.rule for item in read_judgment_file(path) if isinstance(item, PageProblem)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16"])
def test_markdown_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(MARKDOWN.encode(encoding))
    document = only(path)
    assert document.document_id == "prec:900001"
    assert document.published_date == "2025-06-13"
    assert document.text.startswith("【피 고 인】 피고인\n【주    문】\n  피고인을 징역 6월에 처한다.")
    assert (document.fields["court"], document.fields["case_numbers"]) == ("가상지방법원", "2025고단1")
    assert "형법" not in document.text


def test_the_same_judgment_has_one_id_whichever_way_it_came(tmp_path: Path) -> None:
    markdown, xml = tmp_path / "a.md", tmp_path / "a.xml"
    markdown.write_text(MARKDOWN, encoding="utf-8")
    xml.write_text(
        "<PrecService><판례정보일련번호>900001</판례정보일련번호><사건번호>2025고단1</사건번호>"
        "<판례내용><![CDATA[【주 문】<br/>무죄.]]></판례내용></PrecService>",
        encoding="utf-8",
    )
    assert only(markdown).document_id == only(xml).document_id


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_records_keep_their_sections_and_lose_their_labels(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    line = (json.dumps(RECORD, ensure_ascii=False) + "\n").encode()
    path.write_bytes(gzip.compress(line) if name.endswith("gz") else line)
    document = only(path)
    assert document.fields["sections"] == {
        "header_text": "【피 고 인】 피고인",
        "order_text": "피고인을 징역 6월에 처한다.",
        "reasons_text": "범죄사실",
    }
    assert document.text == "【피 고 인】 피고인\n【주 문】\n피고인을 징역 6월에 처한다.\n【이 유】\n범죄사실"
    assert "sentenced" not in str(document)
    assert "메모" not in str(document)


def test_only_named_fields_are_kept() -> None:
    assert set(kept_fields({**RECORD, "second_labeller": True})) == set(RECORD) - {
        "labels",
        "note",
        "difficult",
    }


def test_a_broken_line_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(RECORD, ensure_ascii=False).encode()
    path.write_bytes(
        good + b"\n{broken\n\n[1]\n\xff\x00\x01\x02\xfe\xff\x00\n" + good.replace(b"1.md", b"2.md") + b"\n"
    )
    items = list(read_judgment_file(path))
    assert [type(item).__name__ for item in items] == ["ParsedDocument"] + ["PageProblem"] * 3 + [
        "ParsedDocument"
    ]


@pytest.mark.parametrize(
    ("name", "body", "rule"),
    [
        ("a.md", b"", "empty_file"),
        ("a.jsonl", b"", "empty_file"),
        ("a.md", b"# title only", "not_a_judgment"),
        ("a.md", "---\n사건번호: [1\n---\n본문".encode(), "not_well_formed"),
        ("a.md", "---\n사건번호: 1\n---\n# 사기\n".encode(), "no_text"),
        ("a.txt", "그냥 글입니다.".encode(), "not_a_judgment"),
        ("a.txt", bytes(range(256)) * 50, "undecodable"),
        ("a.xml", b"<PrecService><a>", "layout_unknown"),
        ("a.pdf", b"%PDF-1.7", "unsupported_file"),
        ("a.jsonl.gz", b"not gzip", "unreadable_file"),
        ("a.jsonl.gz", gzip.compress(b'{"id":"1"}\n' * 9, mtime=0)[:-12], "unreadable_file"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, body: bytes, rule: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    assert rule in rules(path)


def test_a_file_past_the_limit_is_reported_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)
    assert rules(path) == ["too_large"]


def test_a_yaml_tag_builds_no_object(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    evil = MARKDOWN.replace("사건명: 사기", "사건명: !!python/object/apply:os.system ['true']")
    path.write_text(evil, encoding="utf-8")
    document = only(path)
    assert document.document_id == "prec:900001"


@pytest.mark.parametrize(
    "raw", ["../../etc/passwd", "a/b", "A", "가 나", "x" * 500, "..", "con:1", "\u202eabc", "\ud800"]
)
def test_ids_are_safe_names(raw: str) -> None:
    safe = safe_id(raw)
    assert "/" not in safe
    assert not safe.startswith(".")
    assert len(safe) <= 130
    assert safe == safe.casefold()


def test_ids_stay_apart() -> None:
    raws = ["a/b", "a_b", "A_b", "a b", "a\\b", "a..b"]
    assert len({safe_id(raw).casefold() for raw in raws}) == len(raws)
