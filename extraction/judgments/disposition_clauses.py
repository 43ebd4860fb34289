"""Clauses that dispose without a penalty: acquittal, discharge, dismissals, reversal, refused requests."""

from __future__ import annotations

import re

from extraction.judgments.acts import ActKind
from extraction.judgments.clause_reader import ClauseReader
from extraction.judgments.people import Mention
from extraction.judgments.words import kinds_in

_PART = re.compile(r"공소사실(?:들)?\s?(?:중|가운데)|의\s?점|다는\s?점|부분|공소\s?중")
_PART_OF_CHARGE = re.compile(r"공소사실(?:들)?\s?(?:중|가운데)|의\s?점(?:에|은)|나머지")
_TOPIC = re.compile(r"(?:은|는)\s{0,3}(?:각|모두|전부)?\s{0,3}(?:$|,)")
_ABOUT_PART = re.compile(r"(?:의\s?점|부분|죄)에\s?(?:대하여|관하여|대해)는?\s{0,3}(?:위\s)?$")
"""`공소사실 중 X의 점에 대하여 피고인은 무죄`: the person is the topic, the part is what is decided."""
_WHOLE_CHARGE = re.compile(
    r"\s?(?:에\s{0,2}대한|의)\s{0,3}(?:이\s사건\s|본건\s|각\s|위\s){0,4}공소사실(?:은|에\s?대하여는?)?"
    r"\s{0,3}(?:모두|각)?\s{0,3}(?:,|$)"
    r"|\s?에\s{0,2}(?:대한|관한)\s{0,3}부분은\s{0,3}(?:모두|각)?\s{0,3}(?:,|$)"
)
_IN_A_CHARGE = re.compile(r"(?:이|가|은|는|과|와|을|를)\s")
_OLD_APPEAL = re.compile(
    r"[\s,.]{0,8}(?:본건|본|이\s?사건|피고인(?:들)?(?:의|과)|검사의)\s?(?:(?!공소사실)[^.]){0,20}공소(?!사실)"
)
_AWARD_ONLY = re.compile(r"배상\s?명령(?![^.]{0,20}제외)")
_PART_OF_JUDGMENT = re.compile(r"판결\s?(?:들)?\s?(?:의|중|가운데)|부분")
_CONVICTION = re.compile(r"(?<!무죄\s)유죄\s?부분")
_ROLE_OF_REQUEST = re.compile(r"피[가-힣]{1,10}?청구[자인]")
_EXECUTION = re.compile(r"(?:처분|지휘)(?:은|을|를)\s{0,2}(?:이를\s)?취소")
_APPEAL_WORD = re.compile(r"비상\s?상고|재항고|상고|항소|항고|상소|공소")
_PROSECUTOR = re.compile(r"검사|검찰관|쌍방|공소유지")
_DEFENCE = re.compile(r"변호인|쌍방")
_LISTED = re.compile(r"[\s,·]*(?:(?:및|와|과|또는)(?=\s)[\s,·]*)*")
_AGAINST = re.compile(
    r"(?:에게|에)?\s?(?:대한|관한)|의\s(?:(?!상고|항소|상소)[^,.]){0,40}?에\s?(?:대한|관한)\s(?:각\s|나머지\s){0,2}(?:특별|군)?검(?:사|찰관)"
)
"""`검사의 피고인 1에 대한 상고`, `피고인 2의 나머지 부분에 관한 검사의 상고`: this person does not appeal."""
_APPLICANTS = re.compile(
    r"배상\s?신청인(?:\s{0,2}(?:\d{1,3}|[A-Z])(?![A-Za-z])(?:\s{0,2}(?:,|및|·|와|과)(?=\s{0,2}[\dA-Z]))?){0,80}"
)
_APPLICANT = re.compile(r"\d{1,3}|[A-Z]")
"""Who asked for compensation: `배상신청인 1, 2`, `배상신청인 B, C`."""
_NO_DEFENDANT = ("재심청구인", "재항고인", "행위자")
_LEVELS = {"상고": "final", "항소": "appeal", "상소": "appeal", "공소": "appeal"}


def read_plain(reader: ClauseReader) -> None:
    """A disposition that has no value of its own: the clause is the act."""
    reader.claim_all()
    reader.act(reader.family, f"order.{reader.family}")  # type: ignore[arg-type]


def read_verdict(reader: ClauseReader) -> None:
    """`피고인은 무죄`; `공소사실 중 X의 점은 무죄`; `피고인 1에 대한 공소사실 중 X의 점 및 피고인 2는 각 무죄`; 면소 alike.

    A person named as topic (은/는) right before the verdict, or in a list with others, is wholly acquitted; one
    named as owner of charges (에 대한, 의) in part.
    """
    kind: ActKind = "acquittal" if reader.family == "acquittal" else "discharge"
    text = reader.clause.text
    body = text[: len(text) - len(reader.clause.head or "")]
    part = _PART.search(body)
    wholly: list[Mention] = []
    partly: list[Mention] = []
    for mention in reader.mentions:
        after = body[mention.end :]
        topic = _TOPIC.match(after)
        plain_list = part is None
        whole = _WHOLE_CHARGE.match(after)
        of_part = topic and _ABOUT_PART.search(body, 0, mention.start)
        if not of_part and (topic or plain_list or whole):
            wholly.append(mention)
        elif not _IN_A_CHARGE.match(after) or not partly:
            partly.append(mention)
    reader.claim_all()
    charge = " ".join(reader.clause.published[: len(body)].split()).strip(" ,.")[:300] if part else None
    if wholly:
        reader.act(kind, f"order.{kind}", who=tuple(wholly))
    if partly:
        reader.act(kind, f"order.{kind}_of_part", who=tuple(partly), is_partial=True, note=charge)
    if not reader.mentions:
        reader.act(kind, f"order.{kind}", is_partial=part is not None, note=charge)


def read_prosecution(reader: ClauseReader) -> None:
    """`이 사건 공소를 (모두) 기각한다`; `피고인 5에 대한 공소를`; `공소사실 중 X의 점에 대한 공소를`."""
    reader.claim_all()
    text = reader.clause.text
    old_word = _OLD_APPEAL.match(text)
    note = "may_be_appeal" if old_word else None
    is_partial = note is None and _PART_OF_CHARGE.search(text) is not None
    reader.act("prosecution_dismissed", "order.prosecution_dismissed", note=note, is_partial=is_partial)


def read_reversal(reader: ClauseReader) -> None:
    """`원심판결(과 제1심판결) (중 … 부분)을 파기하고`: of whom, and whether in part."""
    reader.claim_all()
    text = reader.clause.text
    if _AWARD_ONLY.search(text):
        reader.act("other", "order.compensation_reversed")
        return
    part = bool(_PART_OF_JUDGMENT.search(text))
    is_ruling = bool(_EXECUTION.search(text)) or ("판결" not in text and ("결정" in text or "처분" in text))
    note = "conviction" if _CONVICTION.search(text) else "ruling" if is_ruling else None
    reader.act("reversal", "order.reversal", is_partial=part, note=note)


def read_appeal(reader: ClauseReader) -> None:
    """`(피고인 2, 검사의) (나머지) 상고를 (모두) 기각한다`: whose, and whether only what remains."""
    reader.claim_all()
    text = reader.clause.text
    rest = "나머지" in text
    words = _appellants(reader)
    stems = _APPEAL_WORD.findall(text)
    note = (
        "extraordinary"
        if any("비상" in s for s in stems)
        else _LEVELS.get(stems[-1] if stems else "", "other")
    )
    reader.act("appeal_dismissed", "order.appeal_dismissed", is_partial=rest, words=words, note=note)


def _appellants(reader: ClauseReader) -> tuple[str, ...]:
    """Who appeals in a clause; a defendant of whom it only says that the appeal is against him does not."""
    text = reader.clause.text
    starts = {m.start: m.end for m in reader.mentions}
    words = ["prosecutor"] if _PROSECUTOR.search(text) else []
    for mention in reader.mentions:
        end = mention.end
        while (after := _LISTED.match(text, end)) and after.end() in starts:
            end = starts[after.end()]
        if not _AGAINST.match(text, end) and not mention.role.startswith(_NO_DEFENDANT):
            return (*words, "defendant")
    return (*words, "defendant") if _DEFENCE.search(text) else tuple(words)


def read_request(reader: ClauseReader) -> None:
    """`이 사건 부착명령청구를 기각한다`, `치료감호청구를`, `배상신청을 각하한다`, `재심청구를 기각한다`."""
    reader.claim_all()
    text = reader.clause.text
    n = max(1, sum(max(1, len(_APPLICANT.findall(m[0]))) for m in _APPLICANTS.finditer(text)))
    # 피부착명령청구자 names a person, not the request that is refused.
    for note in kinds_in("request", _ROLE_OF_REQUEST.sub("", text)) or (None,):
        reader.act("request_dismissed", "order.request_dismissed", note=note, number=n)
