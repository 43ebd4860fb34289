"""Court names in news text, their instance, and the official Korean name behind a short or English one."""

import re
from dataclasses import dataclass

from extraction.news.article import Language


@dataclass(frozen=True, slots=True)
class CourtMention:
    """A court named in a sentence. `instance`: 1, 2, 3, or None where the name alone does not say."""

    name: str
    instance: int | None
    start: int
    end: int


_KO = re.compile(
    r"(?P<supreme>대법원(?!장)|대법(?=은|이|서|에서|,|\s[0-9]부))"
    r"|(?P<high>[가-힣]{2,4}고(?:등법원|법))(?:\s?(?P<hbranch>\(?[가-힣]{2,3}(?:재판부|원외재판부)\)?))?"
    r"|(?P<district>[가-힣]{2,6}지(?:방법원|법))(?:\s?(?P<branch>[가-힣]{2,4}지원))?"
    r"|(?P<family>[가-힣]{2,4}가정법원)"
    r"|(?P<alone>(?<![가-힣])[가-힣]{2,3}지원)(?=\s?(?:형사|제?[0-9]|은\s|재판부))"
)
_KO_PREFIX = re.compile(r"^(?:이날|앞서|그러나|하지만|한편|이후|지난|또|와|과|및)(?=[가-힣]{2})")
_KO_APPEAL_PANEL = re.compile(
    r"\s?(?:제?[0-9]+\s?-?[0-9]*\s?)?(?:형사\s?)?(?:제?\s?[0-9]+\s?)?(?:형사\s?)?항소"
)
_EN = re.compile(
    r"(?P<supreme>(?:the\s)?(?:Supreme|Top)\sCourt|(?:the\s)?(?:country[’']s\s)?top\scourt)"
    r"|(?P<high>(?:[A-Z][A-Za-z-]+\s){1,2}High\sCourt)"
    r"|(?P<district>(?:[A-Z][A-Za-z-]+\sBranch\sof\sthe\s)?(?:[A-Z][A-Za-z-]+\s){1,4}District\sCourt(?:[’']s\s[A-Z][a-z]+\s[Bb]ranch)?)"
    r"|(?P<family>[A-Z][A-Za-z-]+\sFamily\sCourt)"
)
_EN_SHORT = re.compile(r"^(?:The|On|In|At|And|But|Meanwhile|However)\s")

ENGLISH_PLACES = {
    "Seoul Central": "서울중앙",
    "Seoul Eastern": "서울동부",
    "Seoul Western": "서울서부",
    "Seoul Southern": "서울남부",
    "Seoul Northern": "서울북부",
    "Seoul": "서울",
    "Uijeongbu": "의정부",
    "Incheon": "인천",
    "Suwon": "수원",
    "Chuncheon": "춘천",
    "Daejeon": "대전",
    "Cheongju": "청주",
    "Daegu": "대구",
    "Busan": "부산",
    "Ulsan": "울산",
    "Changwon": "창원",
    "Gwangju": "광주",
    "Jeonju": "전주",
    "Jeju": "제주",
    "Gasang": "가상",
}


def find_courts(sentence: str, language: Language) -> list[CourtMention]:
    """Every court named in the sentence, in order."""
    return _find_korean(sentence) if language == "ko" else _find_english(sentence)


def _find_korean(sentence: str) -> list[CourtMention]:
    if "법" not in sentence and "지원" not in sentence:
        return []
    found = []
    for match in _KO.finditer(sentence):
        name = _KO_PREFIX.sub("", match[0].strip())
        start = match.end() - len(name)
        if match["supreme"]:
            found.append(CourtMention("대법원", 3, start, match.end()))
            continue
        official = re.sub(r"지법(?=\s|$)", "지방법원", re.sub(r"고법(?=\s|$)", "고등법원", name))
        instance = 2 if match["high"] or _KO_APPEAL_PANEL.match(sentence, match.end()) else 1
        official = re.sub(r"(지방법원)(?=[가-힣])", r"\1 ", official)
        found.append(CourtMention(official, instance, start, match.end()))
    return found


def _find_english(sentence: str) -> list[CourtMention]:
    if "ourt" not in sentence:
        return []
    found = []
    for match in _EN.finditer(sentence):
        name = _EN_SHORT.sub("", re.sub(r"^(?:T|t)he\s", "", match[0]))
        start = match.end() - len(name)
        if match["supreme"]:
            found.append(CourtMention("Supreme Court", 3, start, match.end()))
        else:
            found.append(CourtMention(name, 2 if match["high"] else 1, start, match.end()))
    return found


def official_name(court: str | None) -> str | None:
    """The official Korean name of a court as printed in either language; None where it is not known.

    A panel or a branch stays: `수원지법 안산지원` → `수원지방법원 안산지원`.
    """
    if court is None:
        return None
    if re.search(r"[가-힣]", court):
        return re.sub(r"고법$", "고등법원", re.sub(r"지법(?=\s|$)", "지방법원", court))
    if court == "Supreme Court":
        return "대법원"
    match = re.match(r"(?P<place>.+?)\s(?P<kind>High|District|Family)\sCourt", court)
    if match is None or match["place"] not in ENGLISH_PLACES:
        return None
    kind = {"High": "고등법원", "District": "지방법원", "Family": "가정법원"}[match["kind"]]
    return ENGLISH_PLACES[match["place"]] + kind
