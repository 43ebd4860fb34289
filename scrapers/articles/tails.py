"""What stands before and after an article's text: bylines, credits, copyright, related links, notices.

Each list is data: a pattern and the whole paragraphs it takes away, or the place where the article ends.
"""

import re

_NAME = r"[가-힣]{2,4}"
_ROLE = r"(?:선임\s?기자|전문\s?기자|수습\s?기자|인턴\s?기자|객원\s?기자|기자|특파원|논설위원|앵커|리포터|PD|에디터|통신원)"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"

# "By Hong Gil-dong, staff reporter", "BY HONG GIL-DONG [mail]": capitals at every word, no full stop, so that
# "By then, the court had ruled." stays.
ENGLISH_BYLINE = re.compile(
    r"^(?:By|BY|Written by|Reported by)\s+(?P<names>[A-Z][\w'’.-]*(?:,?\s+(?:and\s+|AND\s+)?[A-Z][\w'’-]*){0,7})"
    r"(?:,?\s+(?:staff|contributing)\s+(?:reporter|writer))?\s*(?:[\[(]\s*" + _EMAIL + r"\s*[\])])?$"
)

# Whole paragraphs that are no part of the story.
JUNK_PARAGRAPHS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:[가-힣]{{2,6}}\s?[=·/]\s?)?(?:{_NAME}[·,\s]*){{1,4}}{_ROLE}(?:[·,\s]*{_NAME}\s*{_ROLE})*\s*(?:{_EMAIL})?$",
        rf"^\(?{_EMAIL}\)?$",
        rf"^[\[(【<].{{0,60}}(?:{_ROLE}|뉴스|일보|신문|방송|제공|사진|캡처|연합).{{0,60}}[\])】>]$",
        r"^\[[^\[\]]{1,60}\]$",
        r"^(?:사진|그래픽|영상|자료|출처|이미지)\s*[=:ㅣ|/].{1,80}$",
        r"^\(?(?:photo|image|graphic)s?\s*(?:by|:|=|courtesy).{1,100}$",
        r"^\[?(?:yonhap|newsis|news1|ap|afp|reuters|joint press corps)\]?$",
        r"^\(?\s*(?:끝|end)\s*\)?$",
        r"^(?:advertisement|광고|ad|sponsored)$",
        r"^(?:이미지\s*확대보기?|사진\s*확대|확대\s*이미지|이미지 크게 보기|공유하기|댓글.{0,10})$",
        r"^(?:close|text size|top|print)$",
        r"^(?:클릭하시면|동영상을|재생버튼|player|video).{0,30}(?:재생|play).{0,10}$",
        r"^\$\$[A-Z]+\$\$$",
    )
)

# From such a paragraph on, nothing belongs to the article any more.
ENDINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:<|〈|\[|ⓒ|©|저작권자|copyright|\(c\)).{0,80}(?:무단\s?(?:전재|복제)|재배포|저작권자|all rights reserved)",
        r"(?:무단\s?전재|무단\s?복제).{0,40}(?:재배포|배포|활용|학습).{0,30}금지",
        r"^[ⓒ©]\s?.{2,120}$",
        r"^▶\s*제보.{0,200}$",
        r"^제보(?:는|하기)?\s*[:=]?.{0,40}(?:카카오톡|카톡|okjebo|이메일|전화|@).{0,160}$",
        r"^[▶▷■※\s]*(?:카카오톡|카톡)\s*[:：].{0,100}$",
        r"^(?:관련\s?기사|관련\s?뉴스|주요\s?뉴스|많이 본 (?:뉴스|기사)|추천\s?기사).{0,40}$",
        r"^(?:이 시각 (?:주요|많이)|핫\s?뉴스|함께 보면).{0,40}$",
        r"^(?:related|recommended|more|most (?:read|popular))\s*(?:articles|stories|news|for you)?.{0,3}$",
        r"^\[?(?:관련기사|이 기사는|기사제보|기사 제보).{0,100}\]?$",
        r"^◎\s?공감언론",
        r"^join us on social.{0,10}$",
        r"^log in to (?:twitter|facebook).{0,120}$",
        r"^to write comments,? .{0,100}$",
        r"^(?:please direct questions or comments to|in(?:quiries|quiry)\s*:).{0,100}$",
    )
)

MACHINE_TRANSLATED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"translated from .{0,60}using generative ai",
        r"originally written in korean and translated .{0,80}(?:generative ai|ai tools|machine)",
        r"(?:this (?:article|story|content)|the article) (?:was|has been|is) (?:machine|automatically|ai)[- ]?translated",
        r"translated (?:by|with|using) (?:an? )?(?:ai|artificial intelligence|machine|deepl|papago|google translate)",
        r"(?:ai|인공지능|기계|자동)\s?번역(?:으로|을|된|했|입니다|기사|본)",
        r"생성형\s?(?:ai|인공지능).{0,30}번역",
    )
)

# "[서울=뉴시스] 홍길동 기자 = 본문", "(서울=연합뉴스) 홍길동 기자 = 본문", "SEOUL, Aug. 30 (Yonhap) -- Body"
DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^[\[(【][^\[\]()【】]{{1,24}}[=·][^\[\]()【】]{{1,24}}[\])】]\s*(?:(?:{_NAME}[·,\s]*){{1,5}}{_ROLE}?\s*)?=\s*",
        rf"^[\[(【][^\[\]()【】]{{1,30}}(?:뉴스|일보|경제|신문|방송|{_ROLE})[\])】]\s*",
        r"^[A-Z][A-Z ,./-]{2,40},?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2}\s+\((?:Yonhap|Korea Bizwire|Newsis)\)\s*(?:--|—|-)\s*",
        r"^\[(?:Asia Economy|Asia Business Daily)(?: Reporter)? [^\]]{2,60}\]\s*",
    )
)


# One pattern is tried once a paragraph; thirteen patterns are tried thirteen times. All but one begin at its start.
_ANY_JUNK = re.compile("|".join(pattern.pattern for pattern in JUNK_PARAGRAPHS), re.IGNORECASE)
_ANY_ENDING = re.compile(
    "|".join(pattern.pattern for pattern in ENDINGS if pattern.pattern.startswith("^")), re.IGNORECASE
)
_ENDINGS_ANYWHERE = tuple(pattern for pattern in ENDINGS if not pattern.pattern.startswith("^"))


def without_tails(paragraphs: list[str]) -> list[str]:
    """The story's own paragraphs: cut at the first ending, junk paragraphs and datelines taken away."""
    kept: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        # A first paragraph is never an ending: some outlets put their notice on top.
        if len(paragraph) < 250 and _is_ending(paragraph):
            if kept and index >= len(paragraphs) // 3:
                break
            continue
        if len(paragraph) < 300 and is_machine_translated(paragraph):
            continue
        if ENGLISH_BYLINE.match(paragraph) or _ANY_JUNK.match(paragraph):
            continue
        kept.append(paragraph)
    if kept:
        kept[0] = _without_dateline(kept[0])
    return [paragraph for paragraph in kept if paragraph]


_ENDS_SENTENCE = re.compile(r"[.?!。…][\"'”’」』)\]]*$|[\"”」』]$")


def sentences_only(paragraphs: list[str]) -> list[str]:
    """Paragraphs that end as a sentence does: without the captions and subheadings of a page whose layout is unknown.

    The list as it is where little would be left of it: some outlets write no full stops.
    """
    kept = [line for line in paragraphs if len(line) >= 160 or _ENDS_SENTENCE.search(line)]
    if sum(map(len, kept)) * 2 < sum(map(len, paragraphs)):
        return paragraphs
    return without_tails(kept)


def _is_ending(paragraph: str) -> bool:
    if _ANY_ENDING.match(paragraph):
        return True
    return "무단" in paragraph and any(pattern.search(paragraph) for pattern in _ENDINGS_ANYWHERE)


def is_machine_translated(text: str) -> bool:
    """True where the page itself says that a machine translated it."""
    if "번역" not in text and "translated" not in text.lower():
        return False
    return any(pattern.search(text) for pattern in MACHINE_TRANSLATED)


def _without_dateline(paragraph: str) -> str:
    for pattern in DATELINES:
        match = pattern.match(paragraph)
        if match is not None:
            return paragraph[match.end() :].strip()
    return paragraph
