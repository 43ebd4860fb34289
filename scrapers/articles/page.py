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

from ..text_decoding import decode_page
from .dates import parse_moment

MAX_PAGE_BYTES = 8 * 1024 * 1024
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
_VISIBLE = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False
)
# An embedded script shorter than this is parsed where it stands.
_LONG_SCRIPT = 400
_CLOSING = {tag: re.compile(b"</" + tag, re.IGNORECASE) for tag in (b"script", b"style")}
_CUT = "@@cut:{}@@"
_CUT_MARK = re.compile(r"@@cut:(\d{1,6})@@")
_SELECTED_WORD = re.compile(r"[.#]([A-Za-z][\w-]{2,})|=[\"']?([A-Za-z][\w-]{2,})")
# tag, tag.class, .class, #id, [name="value"], tag[name="value"]
_SIMPLE = re.compile(
    r"([a-z][a-z0-9]*)?(?:\.([A-Za-z][\w-]*)|#([A-Za-z][\w-]*)|\[([a-z]+)=[\"']?([\w-]+)[\"']?\])?"
)
_LENIENT_DECODER = json.JSONDecoder(strict=False)
_NO_BREAK = "\ue000"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")


class NotHtml(ValueError):
    """Bytes in which no page can be found."""


@dataclass(frozen=True)
class Selector:
    """A CSS selector, compiled when it is first used."""

    css: str

    @cached_property
    def word(self) -> str | None:
        """A class, id or attribute value without which a page holds nothing for the selector; None if it has none."""
        if "," in self.css or "~" in self.css:
            return None
        found = [name or value for name, value in _SELECTED_WORD.findall(self.css)]
        return max(found, key=len, default=None)

    @cached_property
    def word_bytes(self) -> bytes | None:
        """The word as it stands in a page's source."""
        return None if self.word is None else self.word.encode()

    @cached_property
    def _tags(self) -> tuple[str, ...]:
        return tuple({part.tag for part in self._parts or ()})

    @cached_property
    def _parts(self) -> "tuple[_Part, ...] | None":
        """The selector as elements' tags and attributes; None where it is more than that."""
        found = [_SIMPLE.fullmatch(part.strip()) for part in self.css.split(",")]
        parts = tuple(_Part.of(match) for match in found if match and match[0])
        return parts if len(parts) == len(found) else None

    @cached_property
    def xpath(self) -> etree.XPath:
        return etree.XPath(_TRANSLATOR.css_to_xpath(self.css, prefix="descendant-or-self::"))

    def each(self, root: etree._Element) -> Iterator[etree._Element]:
        """What the selector finds in an element, itself included, in document order.

        Simple selectors do without XPath, which goes through the whole page even where the first find is enough.
        """
        parts = self._parts
        if parts is None:
            return iter(_elements(self.xpath(root)))
        near = root.iter(*self._tags)
        if len(parts) == 1:
            return filter(parts[0].matches, near)
        return (element for element in near if any(part.matches(element) for part in parts))

    def all(self, root: etree._Element) -> list[etree._Element]:
        """All that `each` finds."""
        return list(self.each(root))


@dataclass(frozen=True, slots=True)
class _Part:
    """A tag (`*` for any) and what one attribute must be: the value, or one of its words."""

    tag: str
    name: str
    value: str
    is_word: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Part":
        tag, class_name, identity, name, value = match.groups(default="")
        if class_name:
            return cls(tag or "*", "class", class_name, True)
        return cls(tag or "*", "id" if identity else name, identity or value, False)

    def matches(self, element: etree._Element) -> bool:
        """Whether the element is meant, by tag and attribute."""
        if self.tag not in ("*", element.tag):
            return False
        if not self.name:
            return True
        found = element.get(self.name)
        if not self.is_word:
            return found == self.value
        return found is not None and self.value in found and self.value in found.split()


def _elements(found: object) -> list[etree._Element]:
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
        self.source, data = decode_page(body, content_type)
        self._light, self._cut = without_long_scripts(data)
        root = _parsed(self._light)
        if root is None:
            raise NotHtml("no element at all")
        self.root: etree._Element = root
        self._moments: dict[str, datetime | None] = {}

    def all(self, selector: Selector) -> list[etree._Element]:
        """What a selector finds on the page. Most selectors of an outlet's layouts name a word that is not there."""
        return list(self.each(selector))

    def each(self, selector: Selector) -> Iterator[etree._Element]:
        """As `all`, one by one."""
        return selector.each(self.root) if self.may_hold(selector) else iter(())

    def may_hold(self, selector: Selector) -> bool:
        """False where the page's source, long scripts apart, lacks the word that the selector asks for."""
        word = selector.word_bytes
        return word is None or word in self._light

    def moment(self, text: str | None) -> datetime | None:
        """`parse_moment`, asked once for each text of the page: its stated times are needed in several places."""
        if not text:
            return None
        if text not in self._moments:
            self._moments[text] = parse_moment(text)
        return self._moments[text]

    def may_show(self, word: str) -> bool:
        """False where a browser surely shows the word nowhere: it stands in long scripts and in tags alone."""
        return shown_source(self._light, word.encode())

    @cached_property
    def shown_text(self) -> str:
        """All text of the page's body that a browser would show, on one line."""
        body = self.root.find("body")
        return visible_text(body if body is not None else self.root)

    def _script_text(self, script: etree._Element) -> str:
        """A script's text, also where a mark stands for it. A mark within other text is only text."""
        text = script.text or ""
        mark = _CUT_MARK.fullmatch(text)
        if mark is None or int(mark[1]) >= len(self._cut):
            return text
        return self._cut[int(mark[1])].decode("utf-8", "replace")

    @cached_property
    def linked_data(self) -> Mapping[str, Any]:
        """The JSON-LD article; empty where the page has none. Blocks that do not parse are passed over."""
        for block in self.root.iter("script"):
            if block.get("type") != "application/ld+json":
                continue
            value = _lenient_json(self._script_text(block))
            for item in _walk_dicts(value, 6):
                kinds = item.get("@type")
                if _ARTICLE_TYPES & set(kinds if isinstance(kinds, list) else [kinds]):
                    return item
        return {}

    @cached_property
    def meta(self) -> Mapping[str, list[str]]:
        """Values of each meta name or property (lower case), in the order of the page; empty ones left out."""
        fields: dict[str, list[str]] = {}
        for element in self.root.iter("meta"):
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
        if marker not in self.source:
            return {}
        for script in self.root.iter("script"):
            text = self._script_text(script)
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
            for element in self.each(selector):
                text = squeeze("".join(str(part) for part in element.itertext()))
                if text:
                    return text
        return None


def parse_html(text: str) -> etree._Element | None:
    """The tree of a page or fragment; None where there is no element. Plain elements: lxml.html's are slower."""
    return _parsed(text.encode("utf-8"))


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)


def _parsed(data: bytes) -> etree._Element | None:
    try:
        root: etree._Element | None = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def without_long_scripts(data: bytes) -> tuple[bytes, list[bytes]]:
    """A page whose long scripts and styles are marks, and what the marks stand for: parsing them is half the cost.

    Only what surely is one script is cut: see `_is_one_script`.
    """
    cut: list[bytes] = []
    for tag in (b"script", b"style"):
        kept: list[bytes] = []
        copied, at = 0, data.find(b"<" + tag)
        while at >= 0:
            opened = data.find(b">", at) + 1
            closed = data.find(b"</" + tag + b">", opened) if opened else -1
            if closed < 0:
                break
            if closed - opened >= _LONG_SCRIPT and _is_one_script(data, tag, at, opened, closed):
                kept += [data[copied:opened], _CUT.format(len(cut)).encode()]
                cut.append(data[opened:closed])
                copied = opened = closed
            at = data.find(b"<" + tag, opened)
        data = b"".join([*kept, data[copied:]])
    return data, cut


def _is_one_script(data: bytes, tag: bytes, at: int, opened: int, closed: int) -> bool:
    """The tag follows another and its quotes are closed; no comment begins or ends in it, and it does not end before."""
    if not data[max(0, at - 200) : at].rstrip().endswith(b">"):
        return False
    if data[at + 1 + len(tag) : at + 2 + len(tag)] not in (b">", b" ", b"\n", b"\t", b"\r"):
        return False
    if data.count(b'"', at, opened) % 2 or data.count(b"'", at, opened) % 2:
        return False
    return (
        data.find(b"<!--", opened, closed) < 0
        and data.find(b"-->", opened, closed) < 0
        and _CLOSING[tag].search(data, opened, closed) is None
    )


def shown_source(data: bytes, word: bytes) -> bool:
    """Whether a word may stand in the text of a page's source: not where every place is within a tag."""
    at = data.find(word)
    while at >= 0:
        tag = data.rfind(b"<", 0, at)
        if tag < data.rfind(b">", 0, at) or not data[tag + 1 : tag + 2].isalpha():
            return True
        at = data.find(word, at + len(word))
    return False


def visible_text(root: etree._Element) -> str:
    """All text of an element that a browser would show, on one line."""
    found = _VISIBLE(root)
    return squeeze(" ".join(map(str, found))) if isinstance(found, list) else ""


def squeeze(text: str) -> str:
    """One line: blanks of every kind as one, invisible and direction marks gone."""
    return " ".join(without_invisible(text).split())


def without_invisible(text: str) -> str:
    """The text without characters that show nothing and marks of direction."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def plain(text: str | None) -> str:
    """A field's text without markup, entities resolved even where they were escaped twice."""
    if not text:
        return ""
    for _ in range(2):
        resolved = html.unescape(text)
        if resolved == text:
            break
        text = resolved
    return squeeze(_KNOWN_TAG.sub("", _SCRIPT.sub("", text)) if "<" in text else text)


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
        value, _ = _LENIENT_DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value
