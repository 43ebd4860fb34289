"""Court names in news text, their instance, and one key for a court in both languages."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extraction.news.article import Language


@dataclass(frozen=True, slots=True)
class CourtMention:
    """A court named in a sentence. `instance`: 1, 2, 3, or None where the name alone does not say."""

    name: str
    instance: int | None
    start: int
    end: int


_KO = re.compile(
    r"(?P<supreme>대법원(?!장)|대법(?=은|이|서|에서|,|…|\s[0-9]부|\s?[\"'“‘]))"
    r"|(?P<military>고등군사법원|(?:보통|중앙지역|제\s?[1-4]지역)?군사법원)"
    r"|(?P<high>[가-힣]{2,4}(?<!광)(?<!신)고(?:등법원|법))(?:\s?(?P<hbranch>\(?[가-힣]{2,3}(?:재판부|원외재판부)\)?))?"
    r"|(?P<district>[가-힣]{2,6}(?<![복방금농])지(?:방법원|법))(?:\s?(?P<branch>[가-힣]{2,4}지원))?"
    r"|(?P<family>[가-힣]{2,4}가정법원(?:\s[가-힣]{2,4}지원(?=[은이에의\s]))?)"
    r"|(?P<alone>(?<![가-힣])[가-힣]{2,3}지원)(?=\s?(?:형사|제?[0-9]|은\s|재판부))"
)
_KO_PREFIX = re.compile(r"^(?:이날|앞서|그러나|하지만|한편|이후|지난|또|와|과|및)(?=[가-힣]{2})")
_KO_APPEAL_PANEL = re.compile(
    r"\s?(?:제?[0-9]+\s?-?[0-9]*\s?)?(?:형사\s?)?(?:제?\s?[0-9]+\s?)?(?:형사\s?)?항소"
)
_KO_DESTINATION = re.compile(
    r"(?:\s[가-힣]{2,4}지원)?(?:\s?소년부)?(?:으로|로|에)\s(?:(?:이\s)?사건을\s|다시\s|직권으로\s){0,2}(?:돌려|보내|보냈|환송|이송|송치|넘)"
)
_KO_APPEALED_TO = re.compile(r"에\s(?:다시\s)?(?:상고|재항고|항소)(?:했|하겠|장)")
"""`대법원에 상고했다`: a court that has not spoken."""
_EN = re.compile(
    r"(?P<supreme>(?:the\s)?(?:Supreme|Top)\sCourt|(?:the\s)?(?:country[’']s\s)?[Tt]op\scourt)"
    r"|(?P<high>(?:[A-Z][A-Za-z-]+\s[Bb]ranch\sof\sthe\s)?(?:(?!The\s)[A-Z][A-Za-z-]+\s){1,2}High\sCourt(?:[’']s\s[A-Z][a-z]+\s[Bb]ranch)?)"
    r"|(?P<district>(?:[A-Z][A-Za-z-]+\s[Bb]ranch\sof\sthe\s)?(?:[A-Z][A-Za-z-]+\s){1,4}District\sCourt(?:[’']s\s[A-Z][a-z]+\s[Bb]ranch)?)"
    r"|(?P<family>[A-Z][A-Za-z-]+\sFamily\sCourt)"
)
_EN_APPEAL_PANEL = re.compile(
    r"(?:[’']s\s(?:\w+\s)?|\s(?:Criminal\s)?)(?:appell?ate|appeals)\s(?:bench|division|panel|department)",
    re.IGNORECASE,
)
_EN_SHORT = re.compile(r"^(?:The|On|In|At|And|But|Meanwhile|However)\s")

# The nineteen initials, twenty-one vowels and twenty-eight finals of Hangul, in the order of Unicode.
_INITIALS = (
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
_FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
_QUARTERS = {
    "중앙": "central", "동부": "eastern", "서부": "western", "남부": "southern", "북부": "northern",
}  # fmt: skip
_KO_KINDS = {"지방법원": "district", "고등법원": "high", "가정법원": "family"}


def find_courts(sentence: str, language: Language) -> list[CourtMention]:
    """Every court named in the sentence, in order."""
    return _find_korean(sentence) if language == "ko" else _find_english(sentence)


def is_destination(sentence: str, end: int) -> bool:
    """Whether a case is sent to the court named up to `end` (`가정법원 소년부로 송치`): it decides nothing here."""
    return bool(_KO_DESTINATION.match(sentence, end) or _KO_APPEALED_TO.match(sentence, end))


def _find_korean(sentence: str) -> list[CourtMention]:
    if "법" not in sentence and "지원" not in sentence:
        return []
    found = []
    for match in _KO.finditer(sentence):
        if _KO_APPEALED_TO.match(sentence, match.end()):
            continue
        name = _KO_PREFIX.sub("", match[0].strip())
        start = match.end() - len(name)
        if match["supreme"]:
            found.append(CourtMention("대법원", 3, start, match.end()))
            continue
        if is_destination(sentence, match.end()) or sentence[: match.start()].rstrip().endswith("원심("):
            continue
        official = re.sub(r"지법(?=\s|$)", "지방법원", re.sub(r"고법(?=\s|$)", "고등법원", name))
        is_high = match["high"] or match["military"] == "고등군사법원"
        instance = 2 if is_high or _KO_APPEAL_PANEL.match(sentence, match.end()) else 1
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
            is_appeal = match["high"] or _EN_APPEAL_PANEL.match(sentence, match.end())
            found.append(CourtMention(name, 2 if is_appeal else 1, start, match.end()))
    return found


@dataclass(frozen=True, slots=True)
class CourtKey:
    """A court in a form that both languages share: `누리지법 다솜지원` and the `Dasom Branch of the Nuri …` are one."""

    kind: str
    place: str = ""
    quarter: str | None = None
    branch: str | None = None


def romanize(text: str) -> str:
    """Revised Romanization letter by letter, as place names of courts are printed (누리 → nuri)."""
    return "".join(_romanize_syllable(character) for character in text)


def _romanize_syllable(character: str) -> str:
    code = ord(character) - 0xAC00
    if not 0 <= code < 11_172:
        return character.lower()
    return _INITIALS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28]


@lru_cache(maxsize=16_384)
def court_key(court: str | None) -> CourtKey | None:
    """What a court's name says, whichever language and however short; None for no court."""
    if court is None:
        return None
    if court in ("대법원", "Supreme Court"):
        return CourtKey("supreme")
    if re.search(r"[가-힣]", court):
        return _korean_key(court)
    return _english_key(court)


def _korean_key(court: str) -> CourtKey:
    name = re.sub(r"고법(?=\s|$)", "고등법원", re.sub(r"지법(?=\s|$)", "지방법원", court))
    match = re.match(
        r"(?P<place>[가-힣]+?)(?P<quarter>중앙|동부|서부|남부|북부)?(?P<kind>지방법원|고등법원|가정법원)",
        name,
    )
    branch = re.search(r"(?P<branch>[가-힣]{2,4})(?:지원|재판부)", name)
    if match is None:
        return CourtKey(
            "district", branch=romanize(branch["branch"]) if branch else None, place=romanize(name)
        )
    return CourtKey(
        _KO_KINDS[match["kind"]],
        romanize(match["place"]),
        _QUARTERS.get(match["quarter"] or ""),
        romanize(branch["branch"]) if branch else None,
    )


def _english_key(court: str) -> CourtKey:
    branch = re.search(r"(?P<a>[A-Z]\w+)\sBranch\sof|[’']s\s(?P<b>[A-Z]\w+)\s[Bb]ranch", court)
    plain = re.sub(r"^[A-Z]\w+\sBranch\sof\sthe\s|[’']s\s.*$", "", court)
    match = re.match(
        r"(?P<place>[A-Z][\w-]+)(?:\s(?P<quarter>\w+))?\s(?P<kind>High|District|Family)\sCourt", plain
    )
    if match is None:
        return CourtKey("other", plain.lower())
    name = (branch["a"] or branch["b"]) if branch else None
    return CourtKey(
        match["kind"].lower(),
        match["place"].lower(),
        match["quarter"].lower() if match["quarter"] else None,
        name.lower() if name else None,
    )
