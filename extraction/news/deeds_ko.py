"""Which people of a Korean sentence stand inside the words of a deed: the ones to whom it was done.

`20대 여성을 폭행한 30대 남성을 붙잡아`, `B양에게 사진을 받은 혐의로 기소된 A씨에게`: the verb of a deed stands after the
people whom it touches and before the accused person or the word 혐의. Whoever stands between the last subject and
such a verb is not accused, as long as the sentence tells of an accused person elsewhere, or leaves out the subject.
"""

import re
from collections.abc import Iterator

from extraction.news.titles_ko import TITLE

_AGED = r"(?:\([^)]{1,14}\))?"
_TOKEN = re.compile(
    rf"(?<![A-Za-z])[A-Z]\s?(?:모\s?)?{_AGED}\s?{TITLE}{_AGED}|[가-힣]\s?모\s?{_AGED}\s?(?:씨|군|양){_AGED}|(?<![0-9])[1-9]0대|"
    r"(?<![0-9])[0-9]{1,2}\s?(?:세|살)|(?<=[가-힣])\([1-9][0-9](?:세|살)?(?:[·,][^)]{1,6})?\)|(?<![0-9,])(?:[0-9]{1,4}|[두세네]|다섯|여섯)\s?명"
)
_TOLD_AS_PARTNER = re.compile(
    r"(?:\s등)?(?:와|과|와는|과는)\s(?:함께|공모|짜고|같이|합세|공동|결탁|모의)|\s등과\s(?:함께|공모|짜고)|\s?(?:이던|이었던|였던|때|의\s나이)"
)
_PAST = (
    r"(?:[가-힣]{1,8}(?:(?<=[받찍죽뺏속먹맡쫓잡넣끊묶숨얻뜯쏟밟깎섞꺾입업뱉찢앗놓꽂])은|(?<=[먹속죽붙들])인|[한킨친린긴운낸든쓴켠뜬댄른힌챈뺀낀난]|"
    r"(?<=[만던])진|(?<=[네내려여어아해])준|(?<=[쳐켜엿])본)|[가-힣]{1,7}게\s한|"
    r"(?<=[을를]\s)(?:판|산|준|쏜|탄|턴|찬|낸|건|문|쓴|친|댄|뺀))"
)
"""A verb in the past that describes what follows (`폭행한`, `찍은`, `숨지게 한`)."""
_JOINED = re.compile(r"(?:와|과)\s")
_OBJECT = re.compile(r"(?:이|그|범행|이런\s사실|사실)(?:를|을)\s|(?:을|를)\s(?:도와|도운|방조|방치)")
"""`친부 N씨와 이를 방치한 계모 O씨`: the deed is the second person's own, and the first is accused too."""
_OF_JUSTICE = re.compile(
    r"(?:기소|구속|송치|입건|체포|검거|선고|구형|확정|적발|수사|조사|재판|소환|석방|감형|출소|복역|수감|파기|항소|상고|자수|지목|의심|특정|추적|"
    r"도주|잠적|연루|연임|진술|주장|제출|가담|공모|해당|인정|판단|부과|명령|청구|신청|의뢰|고용|방조|참여)(?:한|된|됐던|받은|했던|진)$|(?:선고|처벌|유죄|무죄|벌금|형을|처분을|판결을|감형|조사|영장|"
    r"재판)\s?(?:를|을)?\s?받은$|(?:넘겨진|넘긴|붙잡힌|붙잡은|숨진|다친|잡힌|풀려난|가까운|관련된|불거진|알려진|전해진|드러난|밝혀진|나타난|도운|숨겨준|지난|대한|위한|통한|"
    r"의한|관한|다른|이런|그런|어린|젊은|같은|작은|많은|높은|낮은|이른바|각각|전한|밝힌|맡은|연|또한|피운|당한|입은|잃은|속은|내린|이끈|대신한)$"
)
_BOUNDARY = re.compile(
    r"(?<=[씨군양])(?:을|를),\s|(?:(?<![같작많높낮젊받찍죽])은|는|이|가)\s(?!등\s|것|데\s)|[.\"'“”‘’…;]\s?|(?:구속|기소|입건|송치|체포|검거|선고|구형)[가-힣]{1,4},?\s|(?:징역|벌금|금고)\s[^,.]{2,20}(?:을,?|,)\s|(?<=[0-9]명\s)(?:중|가운데)\s|(?<=씨\s)가운데\s"
)
_VERB_END = re.compile(
    rf"(?<![가-힣])(?P<verb>{_PAST})\s(?P<then>(?:등의?\s)?혐의|(?:[가-힣·]{{2,8}}\s){{0,2}}?(?:[1-9]0대|[A-Z]\s?(?:\(|씨|군|양|"
    r"[가-힣]{2,3}(?=[\s(에은는이가을를]))|[가-힣]\s?모\s?(?:\(|씨)|남성|여성|일당|"
    rf"(?:계모|계부|친모|친부|양모|양부|남편|아내|아들|딸|할머니|할아버지|어머니|아버지|보육교사|교사|운전자|가해자|피고인)(?:에게|가|이|는|은|를|을|에\s대해)\s))"
)
_SOMEBODY = re.compile(
    rf"(?<![A-Za-z])[A-Z]\s?(?:모\s?)?{_AGED}\s?{TITLE}|[가-힣]\s?모\s?{_AGED}\s?(?:씨|군|양)|[1-9]0대|피고인|일당|남성|여성|이들|[가-힣]\([1-9][0-9]"
)
_LEFT_OUT = re.compile(
    r"(?:를|을)\s받|로\s(?:[가-힣]{1,6}\s){0,3}(?:구속|기소|입건|송치|체포|검거|적발|재판에\s넘겨|넘겨|붙잡)(?:됐|돼|된|졌|져|진|혀|혔)"
)
_SUBJECT = re.compile(
    rf"(?:(?<![A-Za-z])[A-Z]\s?(?:모\s?)?{_AGED}\s?{TITLE}{_AGED}|[가-힣]\s?모\s?{_AGED}\s?(?:씨|군|양){_AGED}|[1-9]0대(?:\s[가-힣]{{1,6}}){{0,2}}|피고인|이들|명)(?:은|는|이|가)\s"
)


def touched_by_deeds(sentence: str) -> list[tuple[int, int]]:
    """Spans of the words (labels, ages, counts) that tell of people to whom a deed was done, in order."""
    if not _TOKEN.search(sentence):
        return []
    return sorted({span for start, end in _deeds(sentence) for span in _people_in(sentence, start, end)})


def without_touched(sentence: str, spans: list[tuple[int, int]]) -> str:
    """The sentence with those words blanked out, each character by one, so that positions stay."""
    for start, end in spans:
        sentence = sentence[:start] + "□" * (end - start) + sentence[end:]
    return sentence


def _deeds(sentence: str) -> Iterator[tuple[int, int]]:
    """Clauses of deeds: from after the last subject to the verb."""
    low = 0
    for match in _VERB_END.finditer(sentence):
        if _OF_JUSTICE.search(sentence[: match.end("verb")]):
            continue
        if "혐의" in match["then"] and not _is_accused_elsewhere(sentence, low, match):
            continue
        head = max(low, match.start() - 90)
        starts = [cut.end() for cut in _BOUNDARY.finditer(sentence, head, match.start())]
        yield (starts[-1] if starts else head), match.start()
        low = match.end("verb")


def _is_accused_elsewhere(sentence: str, low: int, match: re.Match[str]) -> bool:
    """Whether an accused person stands before the deed as its subject, or after the word 혐의, or is left out."""
    if _SOMEBODY.search(sentence, match.end()) or _SUBJECT.search(sentence, low, match.start()):
        return True
    return bool(_LEFT_OUT.match(sentence, match.end()))


def _people_in(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(sentence, start, end):
        is_listed = _JOINED.match(sentence, token.end()) and _OBJECT.search(sentence, token.end(), end)
        is_told = token[0][0].isascii() and re.search(
            rf"{re.escape(token[0][0])}\s?(?:\(|씨|군|양)", sentence[:start]
        )
        if not is_listed and not is_told and not _TOLD_AS_PARTNER.match(sentence, token.end()):
            yield token.span()
