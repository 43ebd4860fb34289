"""The text of an article page as a reader's browser shows it, menus and notices included."""

import re
from dataclasses import dataclass, field

from .page import squeeze
from .people import clean_authors
from .tails import ENDINGS, ENGLISH_BYLINE, is_machine_translated, without_tails

# Lines of the page around the article; compared whole, without regard to case.
_CHROME = re.compile(
    r"^(?:본문 바로가기|주메뉴 바로가기|메뉴 바로가기|bar_progress|text size|글자크기.*|폰트크기.*|close|닫기|top|맨위로|"
    r"home(?:\s*>\s*.+)?|(?:print|dictionary|scrap|email|share|facebook|twitter|kakao|url|copy|인쇄|공유|스크랩|기사저장)"
    r"(?:\s+(?:print|dictionary|scrap|email|share|facebook|twitter|kakao|url|copy|인쇄|공유|스크랩))*|기자 사진|"
    r"help-image.*|s|lock icon|audio report.*|listen|save|login|log in|sign in|로그인|구독.{0,10}|검색|menu|전체메뉴)$",
    re.IGNORECASE,
)
_SECTION_PATH = re.compile(r"^home\s*>\s*(.+)$", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:published|posted on|입력|등록|송고)\s*:?\s*(.{8,40})", re.IGNORECASE)
_MODIFIED = re.compile(r"(?:updated|modified on|수정|업데이트)\s*:?\s*(.{8,40})", re.IGNORECASE)
_ABOUT_AUTHOR = re.compile(r"^(?:the author is|the writer is|필자는|글쓴이는)\b.{0,200}$", re.IGNORECASE)
_CREDIT = re.compile(r"^[\[(](?:photo|image|사진|graphic)[^\])]{0,80}[\])]$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。…][\"'”’)\]]*$")
LONGEST_TITLE = 200


@dataclass(kw_only=True)
class PlainArticle:
    """What a page's text gave. ``published`` and ``modified`` are as written."""

    title: str = ""
    subtitles: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    machine_translated: bool = False


def read_plain_text(text: str) -> PlainArticle:
    """Title, subtitles and paragraphs of a page's text; a single paragraph is an article without a title."""
    article = PlainArticle(machine_translated=is_machine_translated(squeeze(text)))
    lines = _story_lines(text, article)
    article.title, lines = _take_title(lines)
    lines = _without_repeats(lines, article.title)
    lines = _take_authors(lines, article)
    if article.title:
        lines = _take_subtitles(lines, article)
    article.paragraphs = without_tails([line for line in _without_captions(lines, article.title) if line])
    return article


def _story_lines(text: str, article: PlainArticle) -> list[str]:
    """Lines of the story; an empty string stands for a blank line. Dates and section are taken out."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = squeeze(raw)
        path = _SECTION_PATH.match(line)
        if path:
            article.section = article.section or path[1]
        if _CHROME.match(line):
            continue
        if len(line) < 120 and _take_dates(line, article):
            continue
        if lines and len(line) < 250 and any(pattern.search(line) for pattern in ENDINGS):
            if sum(map(len, lines)) > 300:
                break
            continue
        lines.append(line)
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def _take_dates(line: str, article: PlainArticle) -> bool:
    published, modified = _PUBLISHED.search(line), _MODIFIED.search(line)
    if published and re.search(r"\d{4}", published[1]):
        article.published = article.published or published[1]
    if modified and re.search(r"\d{4}", modified[1]):
        article.modified = article.modified or modified[1]
    found = (published and re.search(r"\d{4}", published[1])) or (
        modified and re.search(r"\d{4}", modified[1])
    )
    return bool(found)


def _take_title(lines: list[str]) -> tuple[str, list[str]]:
    stories = [line for line in lines if line]
    if len(stories) < 2:
        return "", lines
    first = lines[0]
    if len(first) > LONGEST_TITLE or _SENTENCE_END.search(first):
        return "", lines
    return first, lines[1:]


def _without_repeats(lines: list[str], title: str) -> list[str]:
    return [line for line in lines if not title or line.casefold() != title.casefold()]


def _take_authors(lines: list[str], article: PlainArticle) -> list[str]:
    kept: list[str] = []
    for index, line in enumerate(lines):
        byline = ENGLISH_BYLINE.match(line)
        if byline and len(line) < 100:
            article.authors += clean_authors([byline["names"]])
        elif _ABOUT_AUTHOR.match(line):
            # A column names its author on the line before it says who that is.
            if kept and index < 8 and len(kept[-1]) < 50:
                article.authors += clean_authors([kept.pop()])
        else:
            kept.append(line)
    return kept


def _take_subtitles(lines: list[str], article: PlainArticle) -> list[str]:
    rest = list(lines)
    while rest and not rest[0]:
        rest.pop(0)
    taken: list[str] = []
    while rest and rest[0] and len(rest[0]) <= 120 and not _SENTENCE_END.search(rest[0]) and len(taken) < 4:
        taken.append(rest.pop(0))
    if any(rest):
        article.subtitles = taken
        return rest
    return lines


def _without_captions(lines: list[str], title: str) -> list[str]:
    """Captions repeat the title and carry on, or stand right before a credit line."""
    kept: list[str] = []
    for line in lines:
        if _CREDIT.match(line):
            while kept and not kept[-1]:
                kept.pop()
            if kept and title and kept[-1].startswith(title[: min(len(title), 60)]):
                kept.pop()
            continue
        if title and len(title) > 15 and line.startswith(title) and len(line) > len(title):
            kept.append(line)
            continue
        kept.append(line)
    return [line for line in kept if not (title and len(title) > 15 and line.startswith(title))]
