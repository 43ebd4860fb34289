"""News outlets as data: host, language, addresses, feeds and which layout was in use from which day.

Adding an outlet is adding an entry here and, when its pages are built in a new way, a layout in
``article_pages``. Structures follow recorded pages or readers (``domain/sources.md`` A3); the text is ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One listing of an outlet. ``days`` limits it to recent articles; None lists everything of its year."""

    kind: Literal["rss", "news_sitemap", "sitemap_index", "year_sitemap"]
    path: str
    days: int | None = None
    cdata_links: bool = False
    cdata_dates: bool = False
    zone: str = "+0900"
    encoding: str = "UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """One outlet."""

    outlet_id: str
    host: str
    name: str
    language: Literal["ko", "en"]
    weight: float
    layouts: tuple[tuple[str, str], ...]  # (first day, layout), oldest first
    path: Callable[[datetime, int, str], str]
    feeds: tuple[Feed, ...]
    disallowed: tuple[str, ...] = ("/search/", "/admin/")
    suffix: str = ""
    misreports: bool = False

    def layout_on(self, day: str) -> str:
        """The layout of pages published that ISO day."""
        return [layout for since, layout in self.layouts if since <= day][-1]


def _hankook_path(at: datetime, number: int, slug: str) -> str:
    article = f"A{at:%Y%m%d%H%M}000{number % 10_000:04d}"
    folder = "/News/Read/" if at.isoformat() < "2025-12-01" else "/news/article/"
    return folder + article


def _kjd_path(at: datetime, number: int, slug: str) -> str:
    return f"/news/{at:%Y-%m-%d}/national/socialAffairs/{slug}/{2_100_000 + number}"


HANKOOK = Outlet(
    outlet_id="hankookilbo",
    host="www.hankookilbo.com",
    name="한국일보",
    language="ko",
    weight=40,
    layouts=(
        ("2000-01-01", "hankook_2025"),
        ("2025-12-01", "hankook_2026_01"),
        ("2026-05-01", "hankook_2026_07"),
    ),
    path=_hankook_path,
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap"),
        Feed(kind="news_sitemap", path="/sitemap/latest-articles", days=60),
        Feed(kind="year_sitemap", path="/sitemap/daily-articles/{year}"),
        Feed(kind="rss", path="/rss/society.xml", days=30),
    ),
    suffix=" | 한국일보",
)
KJD = Outlet(
    outlet_id="koreajoongangdaily",
    host="koreajoongangdaily.joins.com",
    name="Korea JoongAng Daily",
    language="en",
    weight=24,
    layouts=(("2000-01-01", "kjd_2024"), ("2025-01-01", "kjd_2025")),
    path=_kjd_path,
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="news_sitemap", path="/sitemap/news.xml", days=60),
        Feed(kind="year_sitemap", path="/sitemap/{year}.xml"),
        Feed(kind="rss", path="/rss/national.xml", days=30, cdata_links=True),
    ),
    misreports=True,
)
MAEIL = Outlet(
    outlet_id="mk",
    host="www.mk.co.kr",
    name="매일경제",
    language="ko",
    weight=12,
    layouts=(("2000-01-01", "mk"),),
    path=lambda at, number, slug: f"/news/society/{11_000_000 + number}",
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap"),
        Feed(kind="news_sitemap", path="/sitemap/latest-articles/", days=60),
        Feed(kind="year_sitemap", path="/sitemap/daily-articles/{year}"),
        Feed(kind="rss", path="/rss/50400012/", days=30, cdata_links=True),
    ),
    suffix=" - 매일경제",
)
YONHAP = Outlet(
    outlet_id="yna",
    host="www.yna.co.kr",
    name="연합뉴스",
    language="ko",
    weight=14,
    layouts=(("2000-01-01", "yna"),),
    path=lambda at, number, slug: f"/view/AKR{at:%Y%m%d}{number % 1_000_000_000:09d}",
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="news_sitemap", path="/news-sitemap2.xml", days=60),
        Feed(kind="year_sitemap", path="/sitemap/articles/{year}.xml"),
        Feed(kind="rss", path="/rss/society.xml", days=30),
    ),
    suffix=" | 연합뉴스",
)
ASIAE = Outlet(
    outlet_id="asiae",
    host="view.asiae.co.kr",
    name="아시아경제",
    language="ko",
    weight=8,
    layouts=(("2000-01-01", "asiae"),),
    path=lambda at, number, slug: f"/article/{at:%Y%m%d%H%M%S}{number % 100_000:05d}",
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="year_sitemap", path="/sitemap/{year}.xml"),
        Feed(kind="rss", path="/rss/society.htm", days=60, cdata_dates=True),
    ),
    suffix=" - 아시아경제",
)
ASIAE_EN = Outlet(
    outlet_id="asiae_en",
    host="cm.asiae.co.kr",
    name="Asia Business Daily",
    language="en",
    weight=5,
    layouts=(("2000-01-01", "asiae_en"),),
    path=lambda at, number, slug: f"/en/article/{at:%Y%m%d%H%M%S}{number % 100_000:05d}",
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="year_sitemap", path="/en/sitemap/{year}.xml"),
    ),
)
HERALD = Outlet(
    outlet_id="koreaherald",
    host="www.koreaherald.com",
    name="The Korea Herald",
    language="en",
    weight=8,
    layouts=(("2000-01-01", "herald"),),
    path=lambda at, number, slug: f"/article/{3_000_000 + number}",
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="year_sitemap", path="/sitemap/{year}.xml"),
        Feed(kind="rss", path="/rss/kh_main", days=60, zone=""),
    ),
    suffix=" - The Korea Herald",
)


def _feeds(
    rss: str,
    *,
    zone: str = "+0900",
    cdata_links: bool = False,
    cdata_dates: bool = False,
    encoding: str = "UTF-8",
) -> tuple[Feed, ...]:
    """The listings of an outlet known by its RSS: that, and the sitemaps its robots.txt names."""
    return (
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="year_sitemap", path="/sitemap/{year}.xml"),
        Feed(
            kind="rss",
            path=rss,
            days=60,
            zone=zone,
            cdata_links=cdata_links,
            cdata_dates=cdata_dates,
            encoding=encoding,
        ),
    )


YONHAP_EN = Outlet(
    outlet_id="yna_en",
    host="en.yna.co.kr",
    name="Yonhap News Agency",
    language="en",
    weight=5,
    layouts=(("2000-01-01", "yna_en"),),
    path=lambda at, number, slug: f"/view/AEN{at:%Y%m%d}{number % 1_000_000_000:09d}",
    feeds=_feeds("/RSS/news.xml"),
    suffix=" | Yonhap News Agency",
)
HANI = Outlet(
    outlet_id="hani",
    host="www.hani.co.kr",
    name="한겨레",
    language="ko",
    weight=5,
    layouts=(("2000-01-01", "hani"),),
    path=lambda at, number, slug: f"/arti/society/society_general/{1_000_000 + number % 9_000_000}.html",
    feeds=_feeds("/rss/society/"),
    suffix=" : 한겨레",
)
HANI_EN = Outlet(
    outlet_id="hani_en",
    host="english.hani.co.kr",
    name="Hankyoreh",
    language="en",
    weight=3,
    layouts=(("2000-01-01", "hani_en"),),
    path=lambda at, number, slug: f"/arti/english_edition/e_national/{1_000_000 + number % 9_000_000}.html",
    feeds=_feeds("/rss/"),
    suffix=" : Hankyoreh",
)
KHAN = Outlet(
    outlet_id="khan",
    host="www.khan.co.kr",
    name="경향신문",
    language="ko",
    weight=4,
    layouts=(("2000-01-01", "khan"),),
    path=lambda at, number, slug: f"/article/{at:%Y%m%d%H%M}{number % 1_000:03d}",
    feeds=_feeds("/rss/rssdata/society_news.xml", encoding="EUC-KR"),
    suffix=" - 경향신문",
)
KBS = Outlet(
    outlet_id="kbs",
    host="news.kbs.co.kr",
    name="KBS 뉴스",
    language="ko",
    weight=3,
    layouts=(("2000-01-01", "kbs"),),
    path=lambda at, number, slug: f"/news/pc/view/view.do?ncd={7_000_000 + number % 900_000}",
    feeds=(
        Feed(kind="sitemap_index", path="/sitemap.xml"),
        Feed(kind="year_sitemap", path="/sitemap/{year}.xml"),
        Feed(kind="news_sitemap", path="/sitemap/recentNewsList.xml", days=60),
    ),
    suffix=" | KBS 뉴스",
)
SBS = Outlet(
    outlet_id="sbs",
    host="news.sbs.co.kr",
    name="SBS 뉴스",
    language="ko",
    weight=3,
    layouts=(("2000-01-01", "sbs"),),
    path=lambda at, number, slug: f"/news/endPage.do?news_id=N{1_000_000_000 + number % 900_000_000}",
    feeds=_feeds("/news/SectionRssFeed.do?sectionId=03", cdata_links=True),
    suffix=" | SBS 뉴스",
)
NEWSIS = Outlet(
    outlet_id="newsis",
    host="www.newsis.com",
    name="뉴시스",
    language="ko",
    weight=6,
    layouts=(("2000-01-01", "newsis"),),
    path=lambda at, number, slug: f"/view/NISX{at:%Y%m%d}_{number:010d}",
    feeds=_feeds("/RSS/society.xml"),
    suffix=" :: 공감언론 뉴시스 ::",
)
NEWS1 = Outlet(
    outlet_id="news1",
    host="www.news1.kr",
    name="뉴스1",
    language="ko",
    weight=6,
    layouts=(("2000-01-01", "news1"),),
    path=lambda at, number, slug: f"/society/court-prosecution/{5_000_000 + number % 4_000_000}",
    feeds=_feeds("/rss/society.xml", cdata_dates=True),
    suffix=" - 뉴스1",
)
OUTLETS = (
    HANKOOK,
    KJD,
    MAEIL,
    YONHAP,
    ASIAE,
    ASIAE_EN,
    HERALD,
    YONHAP_EN,
    HANI,
    HANI_EN,
    KHAN,
    KBS,
    SBS,
    NEWSIS,
    NEWS1,
)
BY_HOST = {each.host: each for each in OUTLETS}
