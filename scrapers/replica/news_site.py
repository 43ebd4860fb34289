"""The news hosts of the replica: robots.txt, feeds with the traps of ``domain/sources.md`` A3.6, articles."""

import html
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property

from scrapers.replica.article_pages import page_of
from scrapers.replica.articles import KST, Article, all_articles
from scrapers.replica.lawgo import Reply
from scrapers.replica.outlets import BY_HOST, Feed, Outlet

_GONE = (
    "<!DOCTYPE html><html><head><title>404</title></head><body><p>존재하지 않는 기사입니다.</p></body></html>"
)


class NewsSite:
    """Every news host of one replica as it stands at ``as_of``."""

    def __init__(self, *, seed: int, n: int, as_of: datetime) -> None:
        self.seed, self.n, self.as_of = seed, n, as_of

    @cached_property
    def published(self) -> dict[str, list[Article]]:
        """The articles of each host that are out by now, newest first, in the version of now."""
        hosts: dict[str, list[Article]] = defaultdict(list)
        for article in all_articles(self.seed, self.n):
            if article.published <= self.as_of:
                hosts[article.outlet.host].append(article.as_of(self.as_of))
        for found in hosts.values():
            found.sort(key=lambda each: (each.published, each.path), reverse=True)
        return hosts

    @cached_property
    def by_path(self) -> dict[tuple[str, str], Article]:
        """The article at a host and path."""
        return {(host, each.path): each for host, found in self.published.items() for each in found}

    def answer(self, host: str, path: str) -> Reply | None:
        """The answer of a news host; None where it has no such page."""
        outlet = BY_HOST.get(host)
        if outlet is None:
            return None
        if path == "/robots.txt":
            return self._robots(outlet)
        for feed in outlet.feeds:
            reply = self._feed(outlet, feed, path)
            if reply is not None:
                return reply
        article = self.by_path.get((host, path))
        return None if article is None else self._article(article)

    def _article(self, article: Article) -> Reply:
        if self._is_withdrawn(article):
            status = article.withdrawn[1] if article.withdrawn else 404
            return Reply(body=_GONE.encode(), status=status)
        changed = (article.modified or article.published).astimezone(UTC)
        headers = {"Last-Modified": format_datetime(changed, usegmt=True), "Vary": "Accept-Encoding"}
        return Reply(body=page_of(article).encode(), headers=headers)

    def _is_withdrawn(self, article: Article) -> bool:
        return article.withdrawn is not None and self.as_of >= article.withdrawn[0]

    # -- listings ----------------------------------------------------------------------------------

    @staticmethod
    def _robots(outlet: Outlet) -> Reply:
        lines = ["User-agent: *", *(f"Disallow: {each}" for each in outlet.disallowed), "Allow: /", ""]
        lines += [
            f"Sitemap: https://{outlet.host}{each.path}"
            for each in outlet.feeds
            if each.kind == "sitemap_index"
        ]
        return Reply(body=("\n".join(lines) + "\n").encode(), content_type="text/plain; charset=utf-8")

    def _feed(self, outlet: Outlet, feed: Feed, path: str) -> Reply | None:
        if feed.kind == "year_sitemap":
            head, _, tail = feed.path.partition("{year}")
            year = path.removeprefix(head).removesuffix(tail)
            if path != feed.path.replace("{year}", year) or not year.isdigit():
                return None
            found = [each for each in self._listed(outlet) if str(each.published.year) == year]
            return _news_sitemap(outlet, found)
        if path != feed.path:
            return None
        if feed.kind == "sitemap_index":
            return self._index(outlet)
        recent = self._recent(outlet, feed.days)
        if feed.kind == "rss":
            return _rss(outlet, feed, recent)
        return _news_sitemap(outlet, recent)

    def _listed(self, outlet: Outlet) -> list[Article]:
        return [each for each in self.published[outlet.host] if not self._is_withdrawn(each)]

    def _recent(self, outlet: Outlet, days: int | None) -> list[Article]:
        if days is None:
            return self._listed(outlet)
        first = self.as_of - timedelta(days=days)
        return [
            each
            for each in self._listed(outlet)
            if each.published >= first or (each.modified or each.published) >= first
        ]

    def _index(self, outlet: Outlet) -> Reply:
        years = sorted({each.published.year for each in self._listed(outlet)}, reverse=True)
        paths = []
        for feed in outlet.feeds:
            if feed.kind == "news_sitemap":
                paths.append(feed.path)
            elif feed.kind == "year_sitemap":
                paths += [feed.path.replace("{year}", str(year)) for year in years]
        entries = "".join(f"<sitemap><loc>https://{outlet.host}{each}</loc></sitemap>" for each in paths)
        return _xml(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'
        )


def _xml(text: str, encoding: str = "UTF-8") -> Reply:
    body = f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'.encode(encoding, "xmlcharrefreplace")
    return Reply(body=body, content_type=f"application/xml; charset={encoding.lower()}")


def _changed(article: Article) -> str:
    moment = (article.modified or article.published).astimezone(KST)
    return f"{moment:%Y-%m-%dT%H:%M:%S}+09:00"


def _news_sitemap(outlet: Outlet, articles: Iterable[Article]) -> Reply:
    rows = []
    for each in articles:
        local = each.published.astimezone(KST)
        rows.append(
            f"<url><loc>{html.escape(each.url)}</loc><lastmod>{_changed(each)}</lastmod><news:news>"
            f"<news:publication><news:name>{outlet.name}</news:name><news:language>{outlet.language}"
            f"</news:language></news:publication><news:publication_date>{local:%Y-%m-%dT%H:%M:%S}+09:00"
            f"</news:publication_date><news:title>{html.escape(each.title)}</news:title></news:news></url>"
        )
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{"".join(rows)}</urlset>'
    )


def _rss(outlet: Outlet, feed: Feed, articles: Iterable[Article]) -> Reply:
    items = []
    for each in articles:
        local = each.published.astimezone(KST)
        # Some feeds write KST without saying so, some hide links or dates in CDATA.
        when = format_datetime(local) if feed.zone else f"{local:%Y-%m-%d %H:%M:%S}"
        when = f"<![CDATA[{when}]]>" if feed.cdata_dates else when
        link = f"<![CDATA[{each.url}]]>" if feed.cdata_links else html.escape(each.url)
        title = html.escape(each.title, quote=False).replace("'", "&#x27;")
        address = html.escape(each.url)
        summary = html.escape(each.paragraphs[0][:60])
        items.append(
            f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="true">{address}</guid>'
            f"<pubDate>{when}</pubDate><description>{summary}</description></item>"
        )
    return _xml(
        f'<rss version="2.0"><channel><title>{outlet.name}</title><link>https://{outlet.host}</link>'
        f"<description>{outlet.name}</description>{''.join(items)}</channel></rss>",
        feed.encoding,
    )
