"""An appeal as a whole: who appealed, what became of it, on what ground it was reversed, how the sentence changed.

Appellants stand in the header (`【항소인】 쌍방`, `피고인 및 검사`); the ground in the reasons of a reversal
(`양형부당 주장은 이유 있다`, `직권으로 … 병합`, `성년이 되었으므로`, `공소장변경`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from extraction.evidence import Finding, Located, Section
from extraction.judgments.acts import Act
from extraction.judgments.normalise import normalise
from extraction.judgments.quoted import Quoted
from extraction.judgments.record import Appeal, Sentence

Appellant = Literal["defendant", "prosecutor"]
Result = Literal["dismissed", "reversed_whole", "reversed_part"]

_APPELLANT_LINE = re.compile(
    r"\[\s{0,4}(?:항\s{0,4}소|상\s{0,4}고|재\s{0,4}항\s{0,4}고|항\s{0,4}고)\s{0,4}인\s{0,4}\]\s{0,8}(?P<who>[^\[\n]{0,200})"
    r"|(?:^|\n)[ ]{0,12}(?:항[ ]{0,6}소|상[ ]{0,6}고)[ ]{0,6}인[ :]{1,12}(?P<plain>[^\[\n]{1,200})"
)
_PROSECUTOR = re.compile(r"검\s?사|검\s?찰\s?관|군검사|쌍\s?방")
_DEFENDANT = re.compile(r"피\s?고\s?인|변호인|쌍\s?방|피감호|청구자")

_EX_OFFICIO = re.compile(r"직권(?:으로|에\s?의하여|\s?파기|\s?판단|조사)")
_GROUNDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ex_officio_came_of_age",
        re.compile(r"성년(?:이|에|자)[^.]{0,30}(?:되|이르|도달|달하)"),
    ),
    (
        "ex_officio_amended_charge",
        re.compile(r"공소장\s?변경[^.]{0,240}?(?:허가(?:하|함|한)|심판(?:의)?\s?대상이\s?변경)"),
    ),
    (
        "ex_officio_consolidation",
        re.compile(
            r"병합(?:하여|심리|된|결정)[^.]{0,160}(?:경합범|하나의\s?형|동시에|단일)"
            r"|경합범[^.]{0,120}(?:병합(?:하|결정)|(?:하나의|단일한)\s?형(?:으로|을)\s?(?:처단|선고)(?:하여야|되어야))"
        ),
    ),
)
_LAW_CHANGE = re.compile(
    r"(?:위헌|헌법불합치)\s?결정|범죄\s?후[^.]{0,30}법(?:률|령)[^.]{0,20}변경|형법\s?제1조\s?제2항"
)
_CLAIMED = (
    r"(?!다?[’'”]|지\s?(?:도|는|아니|않)|다?(?:고\s?)?(?:할|볼)\s?(?:수|사유|이유|근거|만한)|다?고\s?(?:단정|주장|하는|하나|다투)|다?는\s|음[을이]|다\s?함"
    r"|으므로\s?부당|을\s?다투)"
)
"""What makes `위법이 있` a claim or a denial: `… 있다고 할 수`, `… 있다는 것이다`, `… 있다고 주장한다`."""
_STILL = r"(?:(?!있다는\s(?:논지|주장)|있다고?\s?할\s수\s없|(?:채용|받아들)[가-힣]{1,3}\s?수\s?없)[^.])"
"""Anything of the sentence, as long as the error just named is not denied in it."""
_SENTENCING = re.compile(
    r"양형\s?부당[^.]{0,40}주장(?:(?!판단)[^.]){0,40}이유\s?있"
    r"|형(?:은|이)[^.]{0,30}(?:무거워|가벼워|무겁|가볍)[^.]{0,12}(?:부당하다고\s?(?:판단|인정|보)|부당하므로|부당하여)"
)
_FACTS = re.compile(rf"사실\s?(?:을\s)?오인{_STILL}{{0,60}}(?:이유\s?있|(?:위법이|잘못이)\s?있{_CLAIMED})")
_LAW = re.compile(rf"법리(?:를)?\s?오해{_STILL}{{0,80}}(?:이유\s?있|(?:위법이|잘못이)\s?있{_CLAIMED})")
_COURT_SPEAKS = re.compile(r"살피건대|살펴\s?보|보건대|직권|판단(?:한다|하기로)|본다")
_COURT_TITLE = re.compile(r"판\s{0,4}단\s{0,4}(?=\n|$)")
"""The end of a line `3. 이 법원의 판단`."""
_LONGEST_TITLE = 25
"""Characters from the line break before such a title to its last word."""
_ANEW = re.compile(r"다시\s[^.\n]{0,24}판결(?:한다|하기로)|다음과\s?같이\s?판결")


def find_appellants(header: str, dismissals: Sequence[Act]) -> tuple[Appellant, ...]:
    """Who appealed, by the header line; else by the order's own words (`피고인과 검사의 항소를`)."""
    line = _APPELLANT_LINE.search(header)
    who = (line["who"] or line["plain"] or "").strip() if line else ""
    if who:
        named: list[Appellant] = ["defendant"] if _DEFENDANT.search(who) else []
        return (*named, "prosecutor") if _PROSECUTOR.search(who) else tuple(named)
    words = {w for act in dismissals for w in act.words}
    order: tuple[Appellant, ...] = ("defendant", "prosecutor")
    return tuple(w for w in order if w in words)


def appeal_result(seen: Mapping[str, Sequence[Act]]) -> Result | None:
    """dismissed, reversed_whole or reversed_part; None when the order says neither."""
    if "reversal" in seen:
        part = any(a.is_partial for a in seen["reversal"]) or "appeal_dismissed" in seen
        return "reversed_part" if part else "reversed_whole"
    return "dismissed" if "appeal_dismissed" in seen else None


def _court_title(text: str, limit: int) -> int | None:
    """Where the first line that is such a title begins (with its line break), if before `limit`."""
    for m in _COURT_TITLE.finditer(text):
        line_break = text.rfind("\n", 0, m.start())
        if line_break >= limit:
            break
        if m.start() - line_break <= _LONGEST_TITLE:
            return max(line_break, 0)
    return None


def _reversing(text: str) -> tuple[int, int]:
    """Where the court itself says why it reverses: behind the parties' claims, before it decides anew."""
    begins = _COURT_SPEAKS.search(text)
    title = _court_title(text, begins.start() if begins else len(text))
    start = title if title is not None else begins.start() if begins else 0
    ends = _ANEW.search(text, start)
    return start, ends.start() if ends else len(text)


def find_ground(reasons: Section | None, instance: str | None) -> tuple[str, tuple[int, int]] | None:
    """The ground of a reversal with its place in the reasons; None when none is said. The court of last resort
    neither merges cases nor sentences a defendant who came of age: of the grounds ex officio it has the law alone."""
    if reasons is None:
        return None
    text = normalise(reasons.text[:40_000])
    start, end = _reversing(text)
    ex_officio = _EX_OFFICIO.search(text, start, end)
    if ex_officio:
        own = _GROUNDS if instance == "2" else ()
        for ground, pattern in (*own, ("ex_officio_law_change", _LAW_CHANGE)):
            match = pattern.search(text, ex_officio.start(), end)
            if match:
                return ground, match.span()
    sentencing = _SENTENCING.search(text, start, end)
    if sentencing and instance == "2":
        return "sentencing", sentencing.span()
    for ground, pattern in (("facts", _FACTS), ("law", _LAW)):
        match = pattern.search(text, start, end)
        if match:
            return ground, match.span()
    return None


def change_of(prior: Sequence[Sentence], now: Sequence[Sentence], ground: str | None) -> str | None:
    """How one person's sentence changed on appeal; None when either side is missing, not_comparable when kinds
    differ, when a term is indeterminate on one side, or when the reversal had another cause than the sentence."""
    if not prior or not now:
        return None
    is_ex_officio = ground is not None and ground.startswith("ex_officio")
    if is_ex_officio or len(prior) != 1 or len(now) != 1:
        return "not_comparable"
    before, after = prior[0], now[0]
    if before.kind != after.kind or (before.months_max is None) != (after.months_max is None):
        return "not_comparable"
    if (before.suspended_months is None) != (after.suspended_months is None):
        return "suspended" if after.suspended_months is not None else "unsuspended"
    a = (before.months_max or before.months or before.amount_krw, before.months_min, before.suspended_months)
    b = (after.months_max or after.months or after.amount_krw, after.months_min, after.suspended_months)
    if a[0] is None or b[0] is None:
        return None
    if a == b:
        return "same"
    heavier = [(y or 0) > (x or 0) for x, y in zip(a, b, strict=True) if x != y]
    return "heavier" if all(heavier) else "not_comparable" if any(heavier) else "lighter"


def build_appeal(
    *,
    header: str,
    seen: Mapping[str, Sequence[Act]],
    instance: str | None,
    reasons: Section | None,
    prior: Sequence[Finding[Quoted]],
    now: Sequence[Sentence],
) -> tuple[Appeal | None, list[Located]]:
    """The appeal of the record with its evidence; None in a first judgment."""
    if instance not in ("2", "3") and not {"appeal_dismissed", "reversal"} & set(seen):
        return None, []
    result = appeal_result(seen)
    ground = find_ground(reasons, instance) if result in ("reversed_whole", "reversed_part") else None
    appeal = Appeal(
        appellants=find_appellants(header, seen.get("appeal_dismissed", ())),
        result=result,
        ground=ground[0] if ground else None,
        prior_sentences=tuple(f.value.sentence for f in prior),
        change=change_of([f.value.sentence for f in prior], now, ground[0] if ground else None)
        if instance == "2"
        else None,
    )
    evidence = [
        Located(path=f"/appeal/prior_sentences/{i}", evidence=e)
        for i, f in enumerate(prior)
        for e in f.evidence[:1]
    ]
    if ground and reasons is not None:
        where = reasons.evidence(*ground[1], "appeal.ground", "inferred")
        evidence.append(Located(path="/appeal/ground", evidence=where))
    return appeal, evidence
