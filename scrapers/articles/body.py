"""Article bodies: the paragraphs of an element, without what only decorates them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

from .page import Selector, squeeze, without_invisible

# The end of a paragraph among pieces of text. No parsed text holds it: the parser leaves NUL out.
_END = "\0"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "body",
        "html",
        "main",
        "tbody",
    ]
)
_DROPPED_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "figure",
        "figcaption",
        "iframe",
        "button",
        "form",
        "input",
        "select",
        "textarea",
        "svg",
        "video",
        "audio",
        "picture",
        "img",
        "nav",
        "aside",
        "footer",
        "header",
        "ins",
        "object",
        "embed",
        "map",
        "canvas",
        "head",
    ]
)
# Class and id words of what is around an article's text. Whole words of the attribute, so that "reading" or
# "load" are no "ad".
_JUNK_WORDS = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|adbox|advert\w*|adsbygoogle|banner|caption|cap|photo\w*|image\w*|img\w*|thumb\w*|"
    r"relat\w*|recommend\w*|copyright|copy|reporter\w*|byline|writer|journalist|author\w*|sns|share\w*|social|"
    r"tags?|hashtag\w*|keyword\w*|subscribe\w*|newsletter|promotion|popup|comment\w*|reply|reaction\w*|print|"
    r"font|tool\w*|breadcrumb\w*|player|video\w*|vod|audio|tts|origin\w*|source|more|best|rank\w*|footer|"
    r"notice_?translat\w*|skip\w*|blind|hidden)(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)


def paragraphs_of(
    element: etree._Element, *, drop: Iterable[Selector] = (), keep_classes: frozenset[str] = frozenset()
) -> list[str]:
    """The element's text as paragraphs, cut at blocks and line breaks.

    Dropped: scripts, figures, captions and the like by tag, junk by the words of class and id (never the
    element itself, nor a class in ``keep_classes``), and whatever the ``drop`` selectors find.
    """
    dropped = {found for selector in drop for found in selector.all(element)}
    text = without_invisible("".join(_pieces(element, dropped, keep_classes)))
    return [line for part in text.split(_END) if (line := " ".join(part.split()))]


def _pieces(root: etree._Element, dropped: set[etree._Element], keep_classes: frozenset[str]) -> list[str]:
    """Text pieces in order, _END at a paragraph's ends. Iterative: hostile pages nest thousands deep."""
    pieces: list[str] = []
    stack: list[etree._Element | str] = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            pieces.append(element)
            continue
        tag = element.tag
        is_block = tag in _BLOCKS
        tail = None if element is root else element.tail
        if element is not root and (element in dropped or _is_junk(element, keep_classes)):
            if is_block or tag == "figure":
                pieces.append(_END)
        else:
            if is_block:
                pieces.append(_END)
            if element.text and isinstance(tag, str):
                pieces.append(element.text)
            if len(element):
                # What follows the children waits below them.
                if tail:
                    stack.append(tail)
                if is_block:
                    stack.append(_END)
                stack.extend(reversed(element))
                continue
            if is_block:
                pieces.append(_END)
        if tail:
            pieces.append(tail)
    return pieces


def _is_junk(element: etree._Element, keep_classes: frozenset[str]) -> bool:
    if not isinstance(element.tag, str) or element.tag in _DROPPED_TAGS:
        return True
    classes, identity = element.get("class"), element.get("id")
    if not classes and not identity:
        return False
    words = f"{classes or ''} {identity or ''}"
    if keep_classes and keep_classes & set(words.split()):
        return False
    style = element.get("style")
    return (style is not None and "display:none" in style.replace(" ", "").lower()) or _has_junk_word(words)


@lru_cache(maxsize=4096)
def _has_junk_word(words: str) -> bool:
    return _JUNK_WORDS.search(words) is not None


def densest_container(root: etree._Element) -> etree._Element | None:
    """The element whose own paragraphs hold the most text: a reader of last resort before trafilatura."""
    best, best_size = None, 200
    sizes: dict[etree._Element, int] = {}
    for paragraph in root.iter("p"):
        parent = paragraph.getparent()
        if parent is None:
            continue
        sizes[parent] = sizes.get(parent, 0) + len(
            squeeze("".join(str(part) for part in paragraph.itertext()))
        )
    for parent, size in sizes.items():
        if size > best_size:
            best, best_size = parent, size
    return best
