"""Laws of the reader that hold for every text, by hypothesis and by hostile input."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.judgments import JudgmentText, read_judgment
from extraction.judgments.normalise import normalise
from extraction.judgments.numbers import parse_money, parse_term
from extraction.judgments.penalties import find_penalties

KOREAN = "피고인을징역년월에처한다무죄원심판결파기집행유예각위의 및,.()[]【】1234567890\n다만벌금만원구금일수시간보호관찰"
RANGES = (
    "징역 장기 {0}, 단기 {1}",
    "징역 단기 {1}, 장기 {0}",
    "장기 {0}, 단기 {1}의 징역",
    "징역 장기 {0} 단기 {1}",
)
texts = st.text(alphabet=st.sampled_from(KOREAN), max_size=200) | st.text(max_size=120)


def read(**fields: Any) -> dict[str, Any]:
    """A record as JSON."""
    return read_judgment(
        JudgmentText(
            document_id="p",
            case_numbers=("2020고합1",),
            decision_date="2020-06-01",
            court="가상지방법원",
            **fields,
        )
    ).as_dict()


def without_evidence(record: dict[str, Any]) -> dict[str, Any]:
    """What the record says, without where it was read."""
    return {k: v for k, v in record.items() if k not in ("evidence", "null_reasons")}


@given(st.text(max_size=300))
def test_normalising_twice_is_once_and_keeps_every_place(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) == len(text)


@given(
    years=st.integers(1, 50),
    months=st.integers(0, 11),
    month=st.sampled_from(["월", "개월"]),
    gap=st.sampled_from([" ", "", "  "]),
)
def test_a_term_reads_back_in_any_form(years: int, months: int, month: str, gap: str) -> None:
    text = f"{years}년" + (f"{gap}{months}{month}" if months else "")
    term = parse_term(text)
    assert (term.years, term.months) == (years, months or None)
    (penalty,) = find_penalties(f"징역 {text}에 처한다")
    assert penalty.term == term


@given(
    long=st.integers(2, 15),
    short=st.integers(1, 14),
    order=st.sampled_from(RANGES),
)
def test_both_ends_of_an_indeterminate_term_read_back(long: int, short: int, order: str) -> None:
    (penalty,) = find_penalties(order.format(f"{long}년", f"{short}년") + "에 처한다")
    assert penalty.longest is not None and penalty.shortest is not None
    assert (penalty.longest.years, penalty.shortest.years) == (long, short)


@given(amount=st.integers(1, 9_999).map(lambda n: n * 10_000), form=st.integers(0, 4))
def test_an_amount_reads_back_in_any_form(amount: int, form: int) -> None:
    man, eok = amount // 10_000 % 10_000, amount // 100_000_000
    big = f"{eok}억 {man:,}만 원" if eok else f"{man:,}만 원"
    text = (f"{amount:,}원", f"{amount}원", big, big.replace(" ", ""), f"금 {amount:,}원")[form]
    assert parse_money(text) == amount
    (penalty,) = find_penalties(f"벌금 {text}에 처한다")
    assert penalty.amount_krw == amount


@settings(max_examples=150, deadline=None)
@given(header=texts, reasons=texts)
def test_text_around_an_order_never_changes_it(header: str, reasons: str) -> None:
    order = (
        "피고인 1을 징역 1년에, 피고인 2를 벌금 3,000,000원에 각 처한다.\n"
        "다만 피고인 1에 대하여는 이 판결 확정일부터 2년간 위 형의 집행을 유예한다."
    )
    alone = read(order_text=order)["defendants"]
    header = header.replace("외", "")
    among = read(header_text=f"【피고인】 피고인 1 외 1인\n{header}", order_text=order, reasons_text=reasons)[
        "defendants"
    ]
    for a, b in zip(alone, among, strict=True):
        assert (a["label"], a["sentences"]) == (b["label"], b["sentences"])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_renaming_two_defendants_swaps_their_records(data: st.DataObject) -> None:
    terms = data.draw(st.lists(st.integers(1, 36), min_size=2, max_size=2))
    years = data.draw(st.integers(1, 5))
    order = (
        f"피고인 1을 징역 {terms[0]}월에, 피고인 2를 징역 {terms[1]}월에 각 처한다.\n"
        f"다만 피고인 2에 대하여는 이 판결 확정일부터 {years}년간 위 형의 집행을 유예한다.\n"
        "피고인 1에게 40시간의 사회봉사를 명한다.\n압수된 칼 1개를 피고인 2로부터 몰수한다."
    )
    swapped = (
        order.replace("피고인 1", "피고인 X").replace("피고인 2", "피고인 1").replace("피고인 X", "피고인 2")
    )
    first, second = read(order_text=order)["defendants"], read(order_text=swapped)["defendants"]
    bare = [{k: v for k, v in d.items() if k != "label"} for d in first]
    assert bare == [{k: v for k, v in d.items() if k != "label"} for d in reversed(second)]


HEADINGS = (
    "[피고인 {}]",
    "(피고인 {})",
    "<피고인 {}>",
    "○ 피고인 {}",
    "피고인 {}",
    "{}. 피고인 {}에 대하여",
    "(피고인 {}(가명))",
)


@settings(max_examples=80, deadline=None)
@given(
    heading=st.sampled_from(HEADINGS),
    people=st.permutations([1, 2, 3]),
    months=st.lists(st.integers(1, 36), min_size=3, max_size=3),
    years=st.lists(st.integers(0, 5), min_size=3, max_size=3),
)
def test_headings_of_any_form_give_what_named_sentences_give(
    heading: str, people: list[int], months: list[int], years: list[int]
) -> None:
    under, named = [], []
    for n in people:
        title = heading.replace("{}", str(n))
        sentence = f"피고인을 징역 {months[n - 1]}월에 처한다."
        if years[n - 1]:
            sentence += f"\n다만 이 판결 확정일부터 {years[n - 1]}년간 위 형의 집행을 유예한다."
        under.append(f"{title}\n{sentence}")
        named.append(
            sentence.replace("피고인을", f"피고인 {n}을").replace("다만 이", f"다만 피고인 {n}에 대하여 이")
        )
    first = read(order_text="\n".join(under))
    second = read(order_text="\n".join(named))
    assert not first["unread"]
    assert [(d["label"], d["sentences"]) for d in first["defendants"]] == [
        (d["label"], d["sentences"]) for d in second["defendants"]
    ]


@settings(max_examples=200, deadline=None)
@given(order=texts, header=texts, law=texts)
def test_any_text_is_read_and_every_slice_is_where_it_says(order: str, header: str, law: str) -> None:
    fields = {"header_text": header, "order_text": order, "applied_law_text": law}
    record = read(**fields)
    for item in record["evidence"]:
        assert fields[item["section"]][item["start"] : item["end"]] == item["slice"]
    for piece in record["unread"]:
        assert piece in order


@settings(max_examples=100, deadline=None)
@given(order=texts)
def test_a_whole_text_reads_as_its_sections_do(order: str) -> None:
    order = order.replace("【", "").replace("】", "").replace("[", "").replace("]", "")
    sentence = "피고인을 징역 1년에 처한다."
    apart = read(header_text="【피고인】 피고인\n", order_text=f"\n{sentence}\n", reasons_text=f"\n{order}")
    whole = f"【피고인】 피고인\n【주 문】\n{sentence}\n【이 유】\n{order}"
    together = read(text=whole)
    assert without_evidence(apart)["defendants"][0]["sentences"] == together["defendants"][0]["sentences"]
    for item in together["evidence"]:
        assert whole[item["start"] : item["end"]] == item["slice"]


def test_reading_twice_gives_the_same_record() -> None:
    order = "피고인 A를 징역 1년에, B를 벌금 100만 원에 각 처한다."
    assert read(order_text=order) == read(order_text=order)


N = 1_000_000
HOSTILE = {
    "one_letter": "가" * N,
    "blanks": " " * N,
    "defendants": "피고인 1, " * (N // 7),
    "penalties": "징역 1년 " * (N // 6),
    "digits": "1," * (N // 2),
    "numerals": "일이삼사오육칠팔구십백천만억" * (N // 14),
    "open": "(" * N,
    "nested": "(" * (N // 2) + ")" * (N // 2),
    "brackets": "[피고인 1]" * (N // 7),
    "headings": "【주 문】" * (N // 6),
    "objects": "원심판결을 " * (N // 6),
    "acquittals": "무죄 " * (N // 3),
    "sentences": "한다. " * (N // 4),
    "pairs": "()" * (N // 2),
    "citations": "가법 제1조 제1항, " * (N // 12),
    "open_citations": "가법 제1조(" * (N // 8),
    "articles": "1조" * (N // 2),
    "ages": "피고인 만 17세 " * (N // 11),
    "factors": "피해자와 합의하였다 " * (N // 11),
    "quoted": "징역 1년을 선고한 원심 " * (N // 14),
    "hyphens": "-1" * (N // 2),
    "states": "취업제한명령의 면제(피고인 1)" * (N // 18),
    "mixture": "".join(random.Random(7).choices(KOREAN, k=N)),  # noqa: S311
}


CONVICTS = "피고인을 징역 1년에 처한다."
PLACES: dict[str, Callable[[str], dict[str, str]]] = {
    "order": lambda text: {"order_text": text},
    "header": lambda text: {"order_text": CONVICTS, "header_text": text},
    "applied law": lambda text: {"order_text": CONVICTS, "applied_law_text": text},
    "deferred penalty": lambda text: {"order_text": "형의 선고를 유예한다.", "applied_law_text": text},
    "reasons": lambda text: {"order_text": CONVICTS, "reasons_text": text},
    "reasons of a reversal": lambda text: {"order_text": "원심판결을 파기한다.", "reasons_text": text},
    "context": lambda text: {"order_text": CONVICTS, "context_text": text},
    "whole": lambda text: {"text": text},
    "halves": lambda text: {"text": f"【주 문】\n{text[: N // 2]}\n【이 유】\n{text[N // 2 :]}"},
    "sentencing": lambda text: {"text": f"【주 문】\n{CONVICTS}\n【이 유】\n【양형의 이유】\n{text}"},
}
ALLOWED = 3.0
"""Seconds of CPU for a megabyte, on a machine that does other things as well; alone it takes half of one."""


def seconds_to_read(fields: dict[str, str], number: str = "2020고합1") -> float:
    """CPU time of one reading."""
    judgment = JudgmentText.from_record(
        {"id": "p", "case_no": number, "decision_date": "2020-06-01", "court": "가상지방법원", **fields}
    )
    begin = time.process_time()
    read_judgment(judgment)
    return time.process_time() - begin


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_ends_in_time(name: str, place: str) -> None:
    number = "2020노1" if "reversal" in place else "2020고합1"
    assert seconds_to_read(PLACES[place](HOSTILE[name]), number) < ALLOWED


@settings(max_examples=40, deadline=None)
@given(
    piece=st.text(
        alphabet=st.sampled_from(KOREAN + "법조항호목구원심형제각이하세생소년유예선고-'\"「"),
        min_size=1,
        max_size=24,
    ),
    place=st.sampled_from(sorted(PLACES)),
)
def test_hostile_repeats_end_in_time(piece: str, place: str) -> None:
    number = "2020노1" if "reversal" in place else "2020고합1"
    assert seconds_to_read(PLACES[place](piece * (N // len(piece))), number) < ALLOWED


@pytest.mark.parametrize("field", ["header_text", "applied_law_text", "reasons_text", "context_text"])
def test_a_section_that_is_not_read_to_its_end_is_doubted(field: str) -> None:
    short, long = (read(order_text=CONVICTS, **{field: "가 " * n}) for n in (1_000, 100_000))
    assert not any(field in doubt for doubt in short["doubts"])
    assert any(doubt.startswith(field) for doubt in long["doubts"])
    assert long["defendants"][0]["sentences"] == short["defendants"][0]["sentences"]
