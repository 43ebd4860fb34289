"""Article pages → documents: one reading path for every outlet, the layouts as data beside it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from .archive.redaction import redact_url
from .articles.body import densest_container, paragraphs_of
from .articles.dates import korean_date, parse_moment
from .articles.layouts import Layout, Outlet, outlet_of
from .articles.page import NotHtml, Page, parse_html, plain, squeeze, title_text
from .articles.people import bylines_in, clean_authors, linked_authors
from .articles.plain_text import read_plain_text
from .articles.tails import is_machine_translated, sentences_only, without_tails
from .parsed import PageProblem, ParsedDocument, safe_id
from .text_decoding import UndecodableText, decode_text, looks_korean

SHORTEST_BODY = 40
_ANY_TAG = re.compile(rb"<\s*(?:!doctype|html|head|body|div|p|article|meta|script)\b", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"captcha|challenge-platform|cf-chl-|just a moment\.\.\.|자동등록방지|access denied|비정상적인 접근|request blocked",
    re.IGNORECASE,
)
_SCRIPT_REDIRECT = re.compile(r"location\s*\.\s*(?:assign|replace|href)\s*(?:\(|=)")
_CONTENT_MARK = re.compile(r"\$\$[A-Z_]+\$\$")


@dataclass(kw_only=True)
class _Story:
    """What was found so far; the outlet's layouts and the fallbacks fill it."""

    layout: str = ""
    paragraphs: list[str] = field(default_factory=list)
    summary: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    used: Layout | None = None


def read_article_page(
    html: bytes, url: str, fetched_at: datetime | None = None, *, source_id: str | None = None
) -> ParsedDocument | PageProblem:
    """Read one article page, or the text of one as a browser shows it. Never raises on hostile input.

    ``url`` chooses the outlet; an unknown one is read by JSON-LD and structure alone (layout ``generic``).
    Times without a zone are Korean time. The text is the paragraphs joined by line breaks, without captions,
    bylines, copyright and related links.
    """
    outlet = outlet_of(urlsplit(url).hostname or "")
    source = source_id or (outlet.source_id if outlet else "unknown")
    if not html or html.isspace():
        return _problem(source, url, "maintenance", "an empty page")
    if _ANY_TAG.search(html[:20_000]) is None:
        return _read_text(html, url, outlet, source)
    try:
        page = Page(html, url, fetched_at)
    except (NotHtml, UndecodableText) as error:
        return _problem(source, url, "undecodable", str(error))
    story = _story_of(page, outlet)
    if sum(map(len, story.paragraphs)) < SHORTEST_BODY:
        return _no_article(page, source)
    return _document(page, outlet, story, source)


def article_document_id(source_id: str, outlet: Outlet | None, url: str) -> str:
    """One id for all versions and addresses of an article: the outlet's own article number where it has one."""
    parts = urlsplit(url)
    match = outlet.article_id.search(f"{parts.path}?{parts.query}") if outlet else None
    if match:
        return f"{source_id}:{match[1]}"
    query = f"_{parts.query}" if parts.query else ""
    return f"{source_id}:{safe_id((parts.hostname or '') + parts.path + query)}"


def _story_of(page: Page, outlet: Outlet | None) -> _Story:
    for layout in _layouts_by_validity(page, outlet):
        story = _read_layout(page, layout)
        if sum(map(len, story.paragraphs)) >= SHORTEST_BODY:
            return story
    return _read_generic(page)


def _layouts_by_validity(page: Page, outlet: Outlet | None) -> list[Layout]:
    if outlet is None:
        return []
    if len(outlet.layouts) == 1:
        return list(outlet.layouts)
    day = _day_of(page)
    return sorted(outlet.layouts, key=lambda layout: not layout.is_valid_on(day))


def _day_of(page: Page) -> date | None:
    moment = page.moment(_stated_published(page)) or page.moment(_date_in_address(page.url))
    if moment is None:
        return korean_date(page.fetched_at) if page.fetched_at else None
    return korean_date(moment)


def _read_layout(page: Page, layout: Layout) -> _Story:
    data: Mapping[str, Any] = {}
    roots: list[etree._Element] = []
    if layout.embedded_key:
        data = page.embedded(layout.embedded_key)
        content = data.get(layout.embedded_key)
        if isinstance(content, str) and content.strip():
            roots = [_fragment(_CONTENT_MARK.sub("", content))]
    for selector in layout.body:
        if roots:
            break
        roots = list(islice(page.each(selector), 1))
    paragraphs = _body_paragraphs(page, roots[0], layout) if roots else []
    summary = _summary(page, layout, data)
    return _Story(layout=layout.name, paragraphs=paragraphs, summary=summary, data=data, used=layout)


def _body_paragraphs(page: Page, root: etree._Element, layout: Layout) -> list[str]:
    drop = [selector for selector in layout.drop if page.may_hold(selector)]
    if layout.paragraphs is None:
        return without_tails(paragraphs_of(root, drop=drop))
    lines = [line for element in layout.paragraphs.all(root) for line in paragraphs_of(element, drop=drop)]
    return without_tails(lines)


def _read_generic(page: Page) -> _Story:
    container = densest_container(page.root)
    if container is not None:
        paragraphs = sentences_only(without_tails(paragraphs_of(container)))
        if sum(map(len, paragraphs)) >= 200:
            return _Story(layout="generic", paragraphs=paragraphs)
    body = page.linked_data.get("articleBody")
    if isinstance(body, str) and len(body) >= SHORTEST_BODY:
        return _Story(
            layout="json_ld",
            paragraphs=without_tails([plain(line) for line in body.splitlines() if line.strip()]),
        )
    return _Story(layout="trafilatura", paragraphs=_by_trafilatura(page))


def _by_trafilatura(page: Page) -> list[str]:
    import trafilatura

    text = trafilatura.extract(
        page.source, include_comments=False, include_tables=False, favor_precision=True
    )
    return sentences_only(
        without_tails([squeeze(line) for line in (text or "").splitlines() if line.strip()])
    )


def _document(page: Page, outlet: Outlet | None, story: _Story, source: str) -> ParsedDocument:
    published = page.moment(_stated_published(page)) or _shown_moment(page, story, "published")
    modified = page.moment(_stated_modified(page)) or _shown_moment(page, story, "modified")
    published = (
        published or page.moment(_text(story.data.get("deployDt"))) or page.moment(_date_in_address(page.url))
    )
    modified = modified or page.moment(_text(story.data.get("reDeployDt")))
    text = "\n".join(story.paragraphs)
    return ParsedDocument(
        document_id=article_document_id(source, outlet, page.url),
        source_id=source,
        kind="article",
        url=redact_url(page.url),
        published_date=korean_date(published).isoformat() if published else None,
        published_at=_instant(published),
        modified_at=_instant(modified),
        title=_title(page, outlet, story),
        text=text,
        language="ko" if looks_korean(text) else "en",
        fields={
            "outlet": outlet.name if outlet else (page.first_meta("og:site_name") or None),
            "authors": _authors(page, story),
            "section": _section(page, story),
            "machine_translated": _says_machine_translated(page),
            "layout": story.layout,
            "summary": story.summary or None,
        },
    )


def _says_machine_translated(page: Page) -> bool:
    # The visible text of a whole page is costly to gather: only where a word for translating can be seen at all.
    return (page.may_show("ranslat") or page.may_show("번역")) and is_machine_translated(page.shown_text)


def _instant(moment: datetime | None) -> str | None:
    """The time as ISO 8601; None for a day without a time, which reads as midnight."""
    if moment is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return None
    return moment.isoformat()


def _title(page: Page, outlet: Outlet | None, story: _Story) -> str:
    headline = page.linked_data.get("headline")
    places: tuple[Callable[[], str | None], ...] = (
        lambda: headline if isinstance(headline, str) else None,
        lambda: page.first_meta("headline"),
        lambda: _text(story.data.get("title")),
        lambda: page.first_meta("og:title", "twitter:title"),
        lambda: page.text_of(story.used.title) if story.used else None,
        lambda: page.first_meta("title"),
        lambda: _first_text(page, "h1"),
        lambda: _first_text(page, "title"),
    )
    for place in places:
        title = title_text(place())
        if title:
            return strip_title_suffix(title, outlet, page.first_meta("og:site_name"))
    return ""


def strip_title_suffix(title: str, outlet: Outlet | None, site_name: str | None) -> str:
    """A title without the outlet's name (and section) at its end."""
    if outlet is not None:
        shorter = outlet.title_suffix.sub("", title).strip()
    elif site_name:
        shorter = re.sub(rf"\s*[-–—|ㅣ:<]\s*{re.escape(plain(site_name))}\s*$", "", title).strip()
    else:
        shorter = title
    return shorter or title


def _stated_published(page: Page) -> str | None:
    return _text(page.linked_data.get("datePublished")) or page.first_meta(
        "article:published_time", "og:article:published_time", "datepublished", "article:published", "dc.date.issued",
        "pubdate", "date",
    )  # fmt: skip


def _stated_modified(page: Page) -> str | None:
    return _text(page.linked_data.get("dateModified")) or page.first_meta(
        "article:modified_time",
        "og:article:modified_time",
        "datemodified",
        "article:modified",
        "og:updated_time",
    )


_AUTHOR_FIELDS = ("dable:author", "author", "article:author", "byl")
_PUBLISHED_WORDS = re.compile(
    r"(?:입력|등록|게재|송고|승인|published|posted on|기사입력)\s*:?\s*(.{8,40})", re.IGNORECASE
)
_MODIFIED_WORDS = re.compile(
    r"(?:수정|업데이트|최종수정|updated|modified on|기사수정)\s*:?\s*(.{8,40})", re.IGNORECASE
)

# One of these stands in every text that the pattern finds.
_SAID = {
    "published": ("입력", "등록", "게재", "송고", "승인", "published", "posted on"),
    "modified": ("수정", "업데이트", "updated", "modified on"),
}


def _may_say(text: str, which: str) -> bool:
    """Whether a word of the pattern stands in the text; to look for words is cheaper than to search by pattern."""
    folded = text.casefold()
    return any(word in folded for word in _SAID[which])


def _shown_moment(page: Page, story: _Story, which: str) -> datetime | None:
    """A time in the visible text: after its word (입력, 수정, Published …), else the first of its element."""
    words = _PUBLISHED_WORDS if which == "published" else _MODIFIED_WORDS
    if story.used is not None:
        selectors = story.used.published if which == "published" else story.used.modified
        for selector in (*selectors, *story.used.published):
            for element in page.each(selector):
                shown = squeeze(" ".join(str(part) for part in element.itertext()))
                stamped = element.get("datetime") if which == "published" else None
                match = words.search(shown)
                moment = page.moment(match[1]) if match else None
                if moment is None and selector in selectors:
                    moment = page.moment(stamped) or page.moment(shown)
                if moment is not None:
                    return moment
    text = page.shown_text[:6000]
    match = words.search(text) if _may_say(text, which) else None
    told = page.moment(match[1]) if match else None
    if told is None and which == "published":
        return _bare_moment(text, _date_in_address(page.url))
    return told


_BARE_MOMENT = re.compile(
    r"(?:19|20)\d{2}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?\s\(?\d{1,2}:\d{2}(?::\d{2})?\)?|"
    r"\d{1,2}:\d{2},?\s[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s(?:19|20)\d{2}|[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s(?:19|20)\d{2}[\s,-]+\d{1,2}:\d{2}"
)


def _bare_moment(text: str, day: str | None) -> datetime | None:
    """The first date with a time that the page shows; of the day in the address where that has one."""
    for match in _BARE_MOMENT.finditer(text):
        moment = parse_moment(match[0])
        if moment is not None and (day is None or korean_date(moment).isoformat() == day):
            return moment
    return None


def _authors(page: Page, story: _Story) -> list[str]:
    """Names from the first place that has any, surest first; later places are not looked at."""
    places: tuple[Callable[[], list[str]], ...] = (
        lambda: linked_authors(page.linked_data.get("author")),
        lambda: clean_authors(_writer_name(entry) for entry in story.data.get("byLines") or ()),
        lambda: _shown_authors(page, story),
        *(lambda name=name: clean_authors(page.meta.get(name, ())) for name in _AUTHOR_FIELDS),
        lambda: bylines_in(paragraphs_of(body)) if (body := page.root.find("body")) is not None else [],
    )
    return next((names for place in places if (names := place())), [])


def _shown_authors(page: Page, story: _Story) -> list[str]:
    for selector in story.used.authors if story.used else ():
        shown = [
            squeeze(" ".join(str(part) for part in element.itertext())) for element in page.each(selector)
        ]
        if names := clean_authors(shown):
            return names
    return []


def _writer_name(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return None
    return _text(entry.get("writerName")) or _text(entry.get("manualWriterName"))


def _section(page: Page, story: _Story) -> str | None:
    stated = page.linked_data.get("articleSection")
    stated = stated[0] if isinstance(stated, list) and stated else stated
    section = plain(
        _text(stated)
        or page.first_meta("article:section", "content_category")
        or _text(story.data.get("sectionName"))
        or (page.text_of(story.used.section) if story.used else None)
        or ""
    )
    return section or _section_of_address(page.url)


_NO_SECTIONS = frozenset({"pc/view", "read", "article", "view", "amp"})


def _section_of_address(url: str) -> str | None:
    match = re.search(r"/news/(?:\d{4}-\d{2}-\d{2}/)?([A-Za-z_]+(?:/[A-Za-z_]+)?)/", urlsplit(url).path)
    return match[1] if match and match[1].lower() not in _NO_SECTIONS else None


def _summary(page: Page, layout: Layout, data: Mapping[str, Any]) -> str:
    stated = _text(data.get("subTitle"))
    if stated:
        return "\n".join(squeeze(plain(line)) for line in re.split(r"<br\s*/?>", stated) if plain(line))
    for selector in layout.summary:
        for element in page.each(selector):
            lines = paragraphs_of(element)
            if lines:
                return "\n".join(lines)
    return ""


def _no_article(page: Page, source: str) -> PageProblem:
    text = page.shown_text[:4000]
    if _CHALLENGE.search(page.source[:50_000]) or (_SCRIPT_REDIRECT.search(page.source) and len(text) < 400):
        return _problem(source, page.url, "challenge_page", "a page that wants a browser")
    if (
        re.search(r"점검|서비스 준비|maintenance|temporarily unavailable", text, re.IGNORECASE)
        and len(text) < 1500
    ):
        return _problem(source, page.url, "maintenance", text[:120])
    return _problem(source, page.url, "layout_unknown", f"no article text found; the page says: {text[:100]}")


def _read_text(body: bytes, url: str, outlet: Outlet | None, source: str) -> ParsedDocument | PageProblem:
    try:
        text = decode_text(body)
    except UndecodableText as error:
        return _problem(source, url, "undecodable", str(error))
    read = read_plain_text(text)
    if not read.paragraphs:
        return _problem(source, url, "layout_unknown", "no paragraph of text")
    published = parse_moment(read.published) or parse_moment(_date_in_address(url))
    modified = parse_moment(read.modified)
    joined = "\n".join(read.paragraphs)
    return ParsedDocument(
        document_id=article_document_id(source, outlet, url),
        source_id=source,
        kind="article",
        url=redact_url(url),
        published_date=korean_date(published).isoformat() if published else None,
        published_at=_instant(published),
        modified_at=_instant(modified),
        title=strip_title_suffix(read.title, outlet, None),
        text=joined,
        language="ko" if looks_korean(joined) else "en",
        fields={
            "outlet": outlet.name if outlet else None,
            "authors": clean_authors(read.authors),
            "section": read.section or _section_of_address(url),
            "machine_translated": read.machine_translated,
            "layout": "plain_text",
            "summary": "\n".join(read.subtitles) or None,
        },
    )


def _date_in_address(url: str) -> str | None:
    parts = urlsplit(url)
    match = re.search(r"(?<!\d)((?:19|20)\d{2})[-/]?([01]\d)[-/]?([0-3]\d)", f"{parts.path}?{parts.query}")
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def _fragment(content: str) -> etree._Element:
    root = parse_html(f"<div>{content}</div>")
    return root if root is not None else etree.Element("div")


def _first_text(page: Page, tag: str) -> str | None:
    element = next(page.root.iter(tag), None)
    return squeeze("".join(str(part) for part in element.itertext())) if element is not None else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _problem(source: str, url: str, rule: str, message: str) -> PageProblem:
    return PageProblem(source_id=source, url=redact_url(url), rule=rule, message=message)
