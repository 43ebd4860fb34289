"""One article page, parsed once: its tree, its JSON-LD article, its meta fields, its embedded data."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from cssselect import HTMLTranslator
from lxml import etree

from ..text_decoding import decode_text

MAX_PAGE_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 200
_ARTICLE_TYPES = frozenset(
    {
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BlogPosting",
    }
)
_TRANSLATOR = HTMLTranslator()
_SCRIPT = re.compile(r"<\s*(script|style)\b.*?(?:</\s*\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_KNOWN_TAG = re.compile(r"</?\s*(?:[a-z][a-z0-9]{0,10})(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_VISIBLE = etree.XPath("descendant::text()[not(parent::script or parent::style or parent::noscript)]")
_SHOWN_WORD = etree.XPath(
    "boolean(descendant::text()[contains(., $one) or contains(., $other)]"
    "[not(parent::script or parent::style or parent::noscript)])"
)
_NO_BREAK = "\ue000"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")


class NotHtml(ValueError):
    """Bytes in which no page can be found."""


@dataclass(frozen=True)
class Selector:
    """A CSS selector, compiled when it is first used."""

    css: str

    @cached_property
    def xpath(self) -> etree.XPath:
        return etree.XPath(_TRANSLATOR.css_to_xpath(self.css, prefix="descendant-or-self::"))

    def all(self, root: etree._Element) -> list[etree._Element]:
        """What the selector finds in an element, itself included, in document order."""
        found = self.xpath(root)
        return [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []


@cache
def css(selector: str) -> Selector:
    """One selector object for each text, so that each is compiled once."""
    return Selector(selector)


class Page:
    """A page and where it came from. Raises NotHtml or UndecodableText when built from what is no page."""

    def __init__(
        self, body: bytes, url: str, fetched_at: datetime | None = None, content_type: str | None = None
    ) -> None:
        if len(body) > MAX_PAGE_BYTES:
            raise NotHtml(f"{len(body)} bytes, the limit is {MAX_PAGE_BYTES}")
        self.url = url
        self.fetched_at = fetched_at
        self.source = decode_text(body, content_type)
        root = parse_html(self.source)
        if root is None:
            raise NotHtml("no element at all")
        self.root: etree._Element = root

    @cached_property
    def linked_data(self) -> Mapping[str, Any]:
        """The JSON-LD article; empty where the page has none. Blocks that do not parse are passed over."""
        for block in css('script[type="application/ld+json"]').all(self.root):
            value = _lenient_json(block.text or "")
            for item in _walk_dicts(value, 6):
                kinds = item.get("@type")
                if _ARTICLE_TYPES & set(kinds if isinstance(kinds, list) else [kinds]):
                    return item
        return {}

    @cached_property
    def meta(self) -> Mapping[str, list[str]]:
        """Values of each meta name or property (lower case), in the order of the page; empty ones left out."""
        fields: dict[str, list[str]] = {}
        for element in css("meta").all(self.root):
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
            content = (element.get("content") or "").strip()
            if name and content:
                fields.setdefault(name, []).append(content)
        return fields

    def first_meta(self, *names: str) -> str | None:
        """The first value of the first meta field that has one."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    def embedded(self, key: str) -> Mapping[str, Any]:
        """The object that holds ``key`` in data that the page gives its own scripts; empty where there is none."""
        marker = f'"{key}"'
        for script in css("script").all(self.root):
            text = script.text or ""
            if marker not in text:
                continue
            for start in _object_starts(text):
                value = _decode_at(text, start)
                for item in _walk_dicts(value, 14):
                    if key in item:
                        return item
        return {}

    def text_of(self, selectors: tuple[Selector, ...]) -> str | None:
        """The text of the first element found that has any."""
        for selector in selectors:
            for element in selector.all(self.root):
                text = squeeze("".join(str(part) for part in element.itertext()))
                if text:
                    return text
        return None


def parse_html(text: str) -> etree._Element | None:
    """The tree of a page or fragment; None where there is no element. Plain elements: lxml.html's are slower."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def visible_text(root: etree._Element) -> str:
    """All text of an element that a browser would show, on one line."""
    found = _VISIBLE(root)
    return squeeze(" ".join(str(part) for part in found)) if isinstance(found, list) else ""


def shows_word(root: etree._Element, one: str, other: str) -> bool:
    """Whether a text that a browser would show holds one of two words, without gathering it."""
    return bool(_SHOWN_WORD(root, one=one, other=other))


def squeeze(text: str) -> str:
    """One line: blanks of every kind as one, invisible and direction marks gone."""
    return " ".join(_INVISIBLE.sub("", text).split())


def plain(text: str | None) -> str:
    """A field's text without markup, entities resolved even where they were escaped twice."""
    if not text:
        return ""
    for _ in range(2):
        resolved = html.unescape(text)
        if resolved == text:
            break
        text = resolved
    return squeeze(_KNOWN_TAG.sub("", _SCRIPT.sub("", text)))


def title_text(text: str | None) -> str:
    """A title's text without markup. No-break spaces stay: they are the outlet's own choice of characters."""
    if not text:
        return ""
    return " ".join(part for part in plain(text.replace("\xa0", _NO_BREAK)).split(" ") if part).replace(
        _NO_BREAK, "\xa0"
    )


def _lenient_json(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for candidate in (text, re.sub(r"[\x00-\x1f]+", " ", text), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk_dicts(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth < 0:
        return
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _walk_dicts(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            yield from _walk_dicts(item, depth - 1)


def _object_starts(text: str) -> list[int]:
    """Places in a script where the data handed over may begin: the first brace, and after each push or equals."""
    starts = [match.end() - 1 for match in re.finditer(r"(?:\(|=|^)\s*\{", text)]
    return starts[:20]


def _decode_at(text: str, start: int) -> Any:
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value
