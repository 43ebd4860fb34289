"""Coverage-guided fuzzing of the readers: ``python -m tools.fuzz TARGET --seconds N`` (or ``--cpu-seconds N``).

TARGET: judgment, article, claims, xml. Seeds are made up by the replica's generator, mutations are libFuzzer's; an input
that makes a reader raise, lie about its evidence or take longer than its limit is written to ``--found`` and the program
ends with an exit code other than 0. What was found is kept in ``tests/fuzz/found`` and replayed by the tests.
"""

import argparse
import importlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOUND = Path(__file__).resolve().parents[1] / "tests" / "fuzz" / "found"
SEED_CASES, SEED = 24, 41
SLOWEST_SECONDS = 10
LONGEST_INPUT = 20_000
WHEN = datetime(2026, 9, 1, tzinfo=UTC)
ARTICLE_URLS = (
    "https://www.hankookilbo.com/news/article/A2026071314300001234",
    "https://koreajoongangdaily.joins.com/news/2026-07-13/national/socialAffairs/-/1234567",
    "https://www.yna.co.kr/view/AKR20260713000000004",
)
# What random bytes would take for ever to spell; the readers branch on these words.
WORDS = (
    "주    문", "이    유", "【", "】", "피고인", "피고인들", "징역", "금고", "벌금", "년", "월", "일", "만 원", "집행을",
    "유예한다", "처한다", "보호관찰", "사회봉사", "시간의", "수강", "몰수한다", "추징한다", "무죄", "공소기각", "항소를",
    "기각한다", "파기한다", "장기", "단기", "형법 제62조", "제1항", "소년", "만 19세", "선고", "구형", "검찰", "1심", "명",
    "%", "퍼센트", "건", "지난해", "percent", "suspended", "years in prison", "teenagers", "<![CDATA[", "]]>", "&middot;",
    "<prec id=\"1\">", "<totalCnt>", "판례일련번호", "판례내용", "<br/>", "<script>", "</script>", "application/ld+json",
    "articleBody", "datePublished", "<p>", "</p>", "<!DOCTYPE", "<!ENTITY",
)  # fmt: skip


class BrokenPromise(AssertionError):
    """A reader gave something that contradicts its own contract."""


def as_text(data: bytes) -> str:
    """Any bytes as text: what is no UTF-8 becomes lone surrogates, which hostile text may hold too."""
    return data.decode("utf-8", "surrogateescape")


def check_judgment(data: bytes) -> None:
    """The judgment reader on one text. Raises whatever it raises, BrokenPromise when evidence is not where it says."""
    from extraction.judgments import JudgmentText, read_judgment

    text = as_text(data)
    record = read_judgment(JudgmentText(document_id="fuzz", text=text)).as_dict()
    _must_be_json(record)
    for item in record["evidence"]:
        _must_hold(text[item["start"] : item["end"]] == item["slice"], "a slice is not where it says")


def check_claims(data: bytes) -> None:
    """The claim reader on one text, in each language."""
    from extraction.news import read_claims

    text = as_text(data)
    for language in ("ko", "en"):
        for claim in read_claims(text, language, WHEN.date()):
            _must_be_json(claim.as_dict())


def check_article(data: bytes) -> None:
    """A page as one of three outlets' readers takes it, then the news reader on what came out."""
    from extraction.news import read_article
    from pipelines.reading import article_fields, article_text
    from scrapers.article_pages import read_article_page
    from scrapers.parsed import PageProblem

    page = read_article_page(data, ARTICLE_URLS[len(data) % len(ARTICLE_URLS)], WHEN)
    if not isinstance(page, PageProblem):
        _must_be_json(article_fields(page))
        _must_be_json(read_article(article_text(page)).as_dict())


def check_xml(data: bytes) -> None:
    """The law.go.kr reader on one answer, as XML and as JSON, and the judgment made of it."""
    from scrapers.judgment_files import judgment_from_detail, listing_of
    from scrapers.law_pages import LawDetail, LawListPage, read_law_page

    for content_type in ("text/xml;charset=UTF-8", "application/json;charset=UTF-8", None):
        page = read_law_page(data, content_type)
        if isinstance(page, LawDetail):
            made = judgment_from_detail(page, source_id="law_go_kr", url="https://www.law.go.kr/x")
            _must_be_json(dict(getattr(made, "fields", {})))
        elif isinstance(page, LawListPage):
            listing_of(page, source_id="law_go_kr", query="*")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "judgment": check_judgment,
    "article": check_article,
    "claims": check_claims,
    "xml": check_xml,
}


def _must_be_json(record: Any) -> None:
    json.dumps(record, ensure_ascii=False, default=_refuse)


def _refuse(value: object) -> None:
    raise BrokenPromise(f"{type(value).__name__} is no JSON")


def _must_hold(holds: bool, law: str) -> None:
    if not holds:
        raise BrokenPromise(law)


def seeds(target: str) -> Iterator[bytes]:
    """Fictional inputs of one target, from the replica's generator."""
    from scrapers.replica.articles import all_articles
    from scrapers.replica.cases import generate_cases
    from scrapers.replica.server import Replica

    if target == "judgment":
        yield from (case.text.encode() for case in generate_cases(SEED_CASES, SEED))
    elif target == "claims":
        yield from ("\n".join(a.paragraphs).encode() for a in all_articles(SEED, SEED_CASES))
    elif target == "article":
        replica = Replica(cases=SEED_CASES, seed=SEED)
        for host, published in replica.news.published.items():
            yield from (replica.answer(host, article.path).body for article in published[:3])
    else:
        replica = Replica(cases=SEED_CASES, seed=SEED)
        base = "/DRF/{}?OC=k&target=prec&type={}&ID={}"
        for form in ("XML", "JSON"):
            yield replica.answer("www.law.go.kr", base.format("lawSearch.do", form, "")).body
            for serial in sorted(replica.corpus.by_serial)[:8]:
                yield replica.answer("www.law.go.kr", base.format("lawService.do", form, serial)).body


def write_seeds(target: str, folder: Path) -> int:
    """The seeds of a target, and what was found before, as files for libFuzzer; returns their number."""
    inputs = [*seeds(target), *(path.read_bytes() for path in found_inputs(target))]
    for number, data in enumerate(inputs):
        (folder / f"seed-{number:03d}").write_bytes(data[:LONGEST_INPUT])
    return len(inputs)


def found_inputs(target: str) -> list[Path]:
    """Inputs of a target that once broke something, by name."""
    return sorted((FOUND / target).glob("*"))


def write_dictionary(path: Path) -> None:
    """The words as a libFuzzer dictionary: bytes outside printable ASCII as \\xHH."""
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in WORDS)
    path.write_text("".join(f'"{word}"\n' for word in quoted), encoding="ascii")


def within(check: Callable[[bytes], None], target: str, cpu_seconds: float | None) -> Callable[[bytes], None]:
    """A target that ends the program with exit code 0 and one line of figures when its processor time is used up."""
    if cpu_seconds is None:
        return check
    tried = 0

    def counted(data: bytes) -> None:
        nonlocal tried
        check(data)
        tried += 1
        if (used := time.process_time()) >= cpu_seconds:
            sys.stderr.write(f"{target}: {tried} inputs in {used:.0f} CPU seconds\n")
            sys.stderr.flush()
            os._exit(0)

    return counted


def main(arguments: list[str] | None = None) -> None:
    """Fuzz one target; ends with libFuzzer's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--cpu-seconds", type=float, help="processor time instead of time on the clock")
    parser.add_argument("--corpus", type=Path, help="keep what reached new code here, to go on from")
    parser.add_argument("--found", type=Path, help="where inputs that broke something go")
    options = parser.parse_args(arguments)
    atheris = importlib.import_module("atheris")

    with atheris.instrument_imports(include=["extraction", "scrapers"], enable_loader_override=False):
        for name in (
            "extraction.judgments",
            "extraction.news",
            "scrapers.judgment_files",
            "pipelines.reading",
        ):
            importlib.import_module(name)
    work = Path(tempfile.mkdtemp(prefix=f"jumun-fuzz-{options.target}-"))
    found = options.found or FOUND / options.target
    corpus = options.corpus or work / "corpus"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    sys.stderr.write(f"{options.target}: {write_seeds(options.target, corpus)} seeds in {corpus}\n")
    write_dictionary(work / "words.dict")
    atheris.Setup(
        [
            sys.argv[0], f"-max_total_time={0 if options.cpu_seconds else options.seconds}",
            f"-timeout={SLOWEST_SECONDS}", "-rss_limit_mb=2048",
            f"-max_len={LONGEST_INPUT}", f"-dict={work / 'words.dict'}", f"-artifact_prefix={found}/",
            "-print_final_stats=1", str(corpus),
        ],
        within(TARGETS[options.target], options.target, options.cpu_seconds),
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
