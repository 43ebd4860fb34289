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
OUTLETS = (HANKOOK, KJD, MAEIL, YONHAP, ASIAE, ASIAE_EN, HERALD)
BY_HOST = {each.host: each for each in OUTLETS}
