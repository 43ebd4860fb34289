"""RSS feeds and sitemaps: which pages an outlet names, with title and time where it gives them.

Trap list: links or dates in CDATA, entities such as ``&#x27;``, dates without a zone (Korean time), feeds that
answer 200 and died years ago, sitemaps of ten million addresses, document types that want entities expanded.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import unquote, urlsplit

from lxml import etree

from .articles.dates import parse_feed_moment
from .articles.page import plain
from .law_pages import local_name, parse_tree
from .text_decoding import UndecodableText, decode_text

MOST_ITEMS = 50_000


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """One page that a feed names. Title and description are plain text, empty where the feed gives none."""

    url: str
    title: str
    description: str
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedPage:
    """One feed or sitemap. ``children`` are the sitemaps that a sitemap index names."""

    kind: Literal["rss", "sitemap", "sitemap_index"]
    items: tuple[FeedItem, ...]
    children: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedProblem:
    """Why bytes are no feed."""

    rule: Literal["maintenance", "challenge_page", "not_well_formed", "layout_unknown", "undecodable"]
    message: str


def read_feed(
    body: bytes, content_type: str | None = None, *, most_items: int = MOST_ITEMS
) -> FeedPage | FeedProblem:
    """Read an RSS or Atom feed, a (news) sitemap or a sitemap index. Never raises; at most ``most_items`` items."""
    if not body.strip():
        return FeedProblem(rule="maintenance", message="an empty page")
    root = parse_tree(body, content_type)
    if root is None or not isinstance(root.tag, str):
        return _no_feed(body, content_type)
    tag = local_name(root).lower()
    if tag == "sitemapindex":
        found = [_child_text(entry, "loc") for entry in _children(root, "sitemap")]
        return FeedPage(
            kind="sitemap_index", items=(), children=tuple(filter(None, found))[:most_items], is_cut=False
        )
    if tag == "urlset":
        return _page("sitemap", (_sitemap_item(entry) for entry in _children(root, "url")), most_items)
    if tag in {"rss", "rdf"}:
        return _page("rss", (_rss_item(entry) for entry in root.iter("{*}item")), most_items)
    if tag == "feed":
        return _page("rss", (_atom_entry(entry) for entry in root.iter("{*}entry")), most_items)
    return _no_feed(body, content_type)


def is_on_topic(item: FeedItem, words: Iterable[str]) -> bool:
    """True where title, description or address holds one of the words (without regard to case)."""
    slug = unquote(urlsplit(item.url).path).replace("-", " ").replace("_", " ")
    text = f"{item.title} {item.description} {slug}".casefold()
    return any(word.casefold() in text for word in words)


def newest_age(page: FeedPage, now: datetime) -> timedelta | None:
    """How old the newest item is; None where no item has a time. A feed may answer 200 and be long dead."""
    moments = [item.published_at for item in page.items if item.published_at is not None]
    return now - max(moments) if moments else None


def _page(kind: Literal["rss", "sitemap"], items: Iterable[FeedItem | None], most: int) -> FeedPage:
    kept: list[FeedItem] = []
    seen: set[str] = set()
    is_cut = False
    for item in items:
        if item is None or item.url in seen:
            continue
        if len(kept) >= most:
            is_cut = True
            break
        seen.add(item.url)
        kept.append(item)
    return FeedPage(kind=kind, items=tuple(kept), children=(), is_cut=is_cut)


def _rss_item(entry: etree._Element) -> FeedItem | None:
    guid = _child_text(entry, "guid")
    url = _child_text(entry, "link") or (guid if guid.startswith("http") else "")
    return _item(url, entry, "title", "description", ("pubDate", "date", "updated"))


def _atom_entry(entry: etree._Element) -> FeedItem | None:
    links = [
        link.get("href") or ""
        for link in _children(entry, "link")
        if link.get("rel", "alternate") == "alternate"
    ]
    return _item(links[0] if links else "", entry, "title", "summary", ("published", "updated"))


def _sitemap_item(entry: etree._Element) -> FeedItem | None:
    return _item(_child_text(entry, "loc"), entry, "title", "keywords", ("publication_date", "lastmod"))


def _item(
    url: str, entry: etree._Element, title: str, description: str, times: tuple[str, ...]
) -> FeedItem | None:
    url = html.unescape(url).strip()
    if not url.startswith(("http://", "https://")):
        return None
    stated = next((text for name in times if (text := _child_text(entry, name))), "")
    return FeedItem(
        url=url,
        title=plain(_child_text(entry, title)),
        description=plain(_child_text(entry, description))[:1000],
        published_at=parse_feed_moment(stated),
    )


def _children(element: etree._Element, name: str) -> Iterable[etree._Element]:
    return (child for child in element if local_name(child) == name)


def _child_text(element: etree._Element, name: str) -> str:
    """The text of the first descendant of that name, two levels deep at most (news:news/news:title)."""
    for child in element:
        if local_name(child) == name:
            return "".join(str(part) for part in child.itertext()).strip()
        for grandchild in child:
            if local_name(grandchild) == name:
                return "".join(str(part) for part in grandchild.itertext()).strip()
    return ""


def _no_feed(body: bytes, content_type: str | None) -> FeedProblem:
    try:
        text = decode_text(body[:50_000], content_type)
    except UndecodableText as error:
        return FeedProblem(rule="undecodable", message=str(error))
    if re.search(r"location\s*\.\s*(?:assign|replace|href)|captcha|자동등록방지", text, re.IGNORECASE):
        return FeedProblem(rule="challenge_page", message="a page that wants a browser")
    if re.search(r"<html", text, re.IGNORECASE):
        title = re.search(r"<title[^<>]{0,200}>(.{0,200}?)</title>", text, re.DOTALL | re.IGNORECASE)
        return FeedProblem(
            rule="maintenance", message=f"an HTML page: {plain(title[1]) if title else 'no title'}"
        )
    return FeedProblem(rule="not_well_formed", message="neither RSS nor sitemap")
