"""The outlets and their page layouts, as data: which selectors, valid from when until when, proven on what.

Metadata come from JSON-LD and meta fields first whatever the layout; a layout adds what an outlet needs
besides. ``proven_on`` says whether real pages were read (``real_pages``) or only a page of our own in the
outlet's structure (``structure_only``).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from .page import Selector, css

Proof = Literal["real_pages", "real_text", "structure_only"]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One layout of one outlet. ``paragraphs``: take these elements alone; otherwise the whole body is walked."""

    name: str
    body: tuple[Selector, ...] = ()
    paragraphs: Selector | None = None
    drop: tuple[Selector, ...] = ()
    summary: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    modified: tuple[Selector, ...] = ()
    authors: tuple[Selector, ...] = ()
    section: tuple[Selector, ...] = ()
    embedded_key: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    proven_on: Proof = "structure_only"

    def is_valid_on(self, day: date | None) -> bool:
        """True where the outlet used this layout on that day, as far as is known."""
        if day is None:
            return True
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """One outlet in one language."""

    source_id: str
    name: str
    hosts: re.Pattern[str]
    language: Literal["ko", "en"]
    article_id: re.Pattern[str]
    layouts: tuple[Layout, ...]
    title_suffix: re.Pattern[str]
    path: re.Pattern[str] = re.compile("")


def _sel(*selectors: str) -> tuple[Selector, ...]:
    return tuple(css(selector) for selector in selectors)


def _suffix(*names: str) -> re.Pattern[str]:
    """An outlet's name (and section) at a title's end: `` - 매일경제``, `` | 한국일보``, ``-정치ㅣ한국일보``."""
    joined = "|".join(re.escape(name) for name in names)
    return re.compile(
        rf"\s*(?:[-–—|ㅣ:<]\s*[가-힣A-Za-z/·& ]{{1,20}}\s*){{0,3}}[-–—|ㅣ:<]{{1,2}}\s*(?:{joined})\s*(?:::)?\s*$",
        re.IGNORECASE,
    )


HANKOOK = Outlet(
    source_id="hankookilbo",
    name="한국일보",
    hosts=re.compile(r"(?:^|\.)hankookilbo\.com$"),
    language="ko",
    article_id=re.compile(r"(A\d{14,20})"),
    title_suffix=_suffix("한국일보"),
    layouts=(
        Layout(
            name="hankookilbo_2026_07",
            valid_from=date(2026, 6, 1),
            body=_sel("#article-view-content"),
            paragraphs=css("p.editor-p, h3.editor-tit"),
            summary=_sel("#article-view-content h2.sub-tit-ll", "h2.sub-tit-ll"),
            authors=_sel(".writer .name strong", ".writer .name", ".journalist-name"),
        ),
        Layout(
            name="hankookilbo_2026_01",
            valid_from=date(2026, 1, 1),
            valid_until=date(2026, 6, 30),
            embedded_key="contentHtml",
            paragraphs=css("p.editor-p, h3.editor-tit"),
            authors=_sel(".writer .name strong"),
            proven_on="real_pages",
        ),
        Layout(
            name="hankookilbo_2025",
            valid_until=date(2026, 1, 31),
            body=_sel('div[itemprop="articleBody"]'),
            paragraphs=css("p.editor-p, h3.editor-tit"),
            summary=_sel('div[itemprop="articleBody"] h2.sub-tit-ll'),
            proven_on="real_pages",
        ),
    ),
)

MAEIL = Outlet(
    source_id="mk",
    name="매일경제",
    hosts=re.compile(r"(?:^|\.)mk\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"/(\d{6,12})(?:$|[/?#])"),
    title_suffix=_suffix("매일경제", "매경이코노미", "MK"),
    layouts=(
        Layout(
            name="mk_2022",
            body=_sel('[itemprop="articleBody"]', "div.news_cnt_detail_wrap", "div.article_body"),
            drop=_sel(
                ".mid_title", ".midtitle_text", ".thumb_area", ".border_org", ".ad_wrap", "p.summary_line",
                ".caption", ".image", "#refTotal",
            ),
            summary=_sel(".midtitle_text", "p.summary_line"),
            authors=_sel("li.author", ".byline .author"),
            proven_on="real_pages",
        ),
    ),
)  # fmt: skip

JOONGANG_DAILY = Outlet(
    source_id="koreajoongangdaily",
    name="Korea JoongAng Daily",
    hosts=re.compile(r"(?:^|\.)koreajoongangdaily\.joins\.com$"),
    language="en",
    article_id=re.compile(r"/(\d{5,9})(?:$|[/?#])"),
    title_suffix=_suffix("Korea JoongAng Daily", "KJD"),
    layouts=(
        Layout(
            name="koreajoongangdaily_2025",
            valid_from=date(2025, 1, 1),
            body=_sel(
                '[itemprop="articleBody"]',
                "#article_body",
                "div.article-body",
                "div.article_body",
                ".view-article",
            ),
            title=_sel("h1.view-article-title", "h1.article-title", "article h1", "h1"),
            published=_sel(".published", ".view-article-date", ".article-date", "time", ".date"),
            modified=_sel(".updated", ".view-article-updated"),
            authors=_sel(".byline", ".view-article-byline", ".article-byline", ".writer"),
            summary=_sel(".view-article-subtitle", ".sub-title"),
        ),
        Layout(
            name="koreajoongangdaily_2024",
            valid_until=date(2025, 3, 31),
            body=_sel('[itemprop="articleBody"]', "#article_body", "div.article_body", "div.article_content"),
            title=_sel("h1.view-article-title", "h1.headline", "h1", "h2.title"),
            published=_sel(".article_date", ".published", "time", ".date"),
            authors=_sel(".byline", ".writer", ".reporter_name"),
            proven_on="real_text",
        ),
    ),
)

YONHAP = Outlet(
    source_id="yna",
    name="연합뉴스",
    hosts=re.compile(r"^(?:www|m)\.yna\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"((?:AKR|PYH|MYH)\d{17,20})"),
    title_suffix=_suffix("연합뉴스"),
    layouts=(
        Layout(
            name="yna_2023",
            body=_sel("article.story-news", "div.story-news"),
            drop=_sel(
                "p.txt-copyright",
                ".txt-copyright",
                ".comp-box",
                ".writer-zone01",
                ".txt-desc",
                ".related-group",
            ),
            title=_sel("h1.tit01", "h1.tit"),
            published=_sel("#newsUpdateTime01", "p.update-time", ".txt-time"),
            authors=_sel(".tit-name", ".writer-zone01 .name"),
            section=_sel(".nav-path a.last", ".sub-tit01"),
        ),
    ),
)

YONHAP_EN = Outlet(
    source_id="yna_en",
    name="Yonhap News Agency",
    hosts=re.compile(r"^(?:en|m-en)\.yna\.co\.kr$"),
    language="en",
    article_id=re.compile(r"((?:AEN|PYH)\d{17,20})"),
    title_suffix=_suffix("Yonhap News Agency", "Yonhap"),
    layouts=(
        Layout(
            name="yna_en_2023",
            body=_sel("article.story-news", "div.story-news", "div.article"),
            drop=_sel(".txt-copyright", ".comp-box", ".related-group", "p.adrs"),
            title=_sel("h1.tit", "h1"),
            published=_sel("p.update-time", ".txt-time", "#newsUpdateTime01"),
            authors=_sel(".writer", ".txt-name"),
        ),
    ),
)

ASIAE = Outlet(
    source_id="asiae",
    name="아시아경제",
    hosts=re.compile(r"^(?:view|www|m)\.asiae\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"/(\d{17,20})"),
    title_suffix=_suffix("아시아경제"),
    layouts=(
        Layout(
            name="asiae_2021",
            body=_sel("#txt_area", "div.article[itemprop='articleBody']", "div.news_area", "#articleBody"),
            drop=_sel(".article_photo", ".txt_source", ".e_article"),
            title=_sel(".area_title h1", "h1"),
            published=_sel(".area_title .user_data", ".date_box", ".r_time"),
            authors=_sel(".area_title .reporter", ".e_article .name"),
            summary=_sel(".area_title h3", "p.sub_title"),
        ),
    ),
)

ASIAE_EN = Outlet(
    source_id="asiae_en",
    name="The Asia Business Daily",
    hosts=re.compile(r"^cm\.asiae\.co\.kr$"),
    language="en",
    article_id=re.compile(r"/(\d{17,20})"),
    title_suffix=_suffix("The Asia Business Daily", "Asia Economy", "아시아경제"),
    layouts=(
        Layout(
            name="asiae_en_2021",
            body=_sel("#txt_area", "div.article_view", "div.article", "#articleBody"),
            drop=_sel(".article_photo", ".article_head"),
            title=_sel(".article_head h1", "h1"),
            published=_sel(".article_head .date", ".date"),
            summary=_sel(".article_head h2", ".sub_title"),
            proven_on="real_text",
        ),
    ),
)

KOREA_HERALD = Outlet(
    source_id="koreaherald",
    name="The Korea Herald",
    hosts=re.compile(r"(?:^|\.)koreaherald\.com$"),
    language="en",
    article_id=re.compile(r"(?:ud=|/article/|/view/)(\d{6,16})"),
    title_suffix=_suffix("The Korea Herald", "Korea Herald"),
    layouts=(
        Layout(
            name="koreaherald_2024_11",
            valid_from=date(2024, 11, 1),
            body=_sel("article#articleText", "#articleText", "div.news_content"),
            title=_sel("h1.news_title", "h1"),
            published=_sel(".news_date", ".article-time"),
            authors=_sel(".news_journalist .name", ".journalist_name", ".byline"),
        ),
        Layout(
            name="koreaherald_2018",
            valid_until=date(2024, 11, 30),
            body=_sel("div.view_con_t", "#articleText"),
            title=_sel("h1.view_tit", "h1.news_tit", "h1"),
            published=_sel(".view_tit_byline_r", ".news_date"),
            authors=_sel(".view_tit_byline_l"),
        ),
    ),
)

HANI = Outlet(
    source_id="hani",
    name="한겨레",
    hosts=re.compile(r"^(?:www|m)\.hani\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"/(\d{5,8})\.html"),
    title_suffix=_suffix("한겨레", "한겨레신문", "인터넷한겨레"),
    layouts=(
        Layout(
            name="hani_2023",
            valid_from=date(2023, 1, 1),
            body=_sel("div.article-text", "[class*='ArticleDetailContent_detailTextWrap']"),
            title=_sel("h3[class*='ArticleDetailView_title']", "h1", "h3.title"),
            published=_sel("[class*='ArticleDetailView_dateList']", ".date-time"),
            authors=_sel("[class*='ArticleDetailView_reporterList'] a", ".reporter-name"),
            summary=_sel("[class*='ArticleDetailView_subtitle']", ".subtitle"),
        ),
        Layout(
            name="hani_2014",
            valid_until=date(2023, 6, 30),
            body=_sel("div.article-text div.text", "div.text"),
            title=_sel("span.title", "h4 span.title"),
            published=_sel("p.date-time"),
            authors=_sel(".kiza-info strong", ".name a"),
            summary=_sel("div.article-text .subtitle", "div.subtitle"),
            drop=_sel("div.subtitle"),
        ),
    ),
)

HANI_EN = Outlet(
    source_id="hani_en",
    name="Hankyoreh English",
    hosts=re.compile(r"^english\.hani\.co\.kr$"),
    language="en",
    article_id=re.compile(r"/(\d{5,8})\.html"),
    title_suffix=_suffix("Hankyoreh", "The Hankyoreh", "한겨레", "Hani"),
    layouts=(
        Layout(
            name="hani_en_2014",
            body=_sel("div.article-text div.text", "div.article-text", "div.text"),
            title=_sel("span.title", "h4 .title", "h3.title", "h1"),
            published=_sel("p.date-time", ".date-time"),
            authors=_sel(".byline", ".reporter-name"),
            summary=_sel("div.subtitle"),
            drop=_sel("div.subtitle"),
        ),
    ),
)

KHAN = Outlet(
    source_id="khan",
    name="경향신문",
    hosts=re.compile(r"^(?:www|m|news)\.khan\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"/(\d{12,16})(?:$|[/?#])"),
    title_suffix=_suffix("경향신문", "경향닷컴"),
    layouts=(
        Layout(
            name="khan_2018",
            body=_sel("#articleBody", "div.art_body", "[itemprop='articleBody']"),
            drop=_sel(".art_photo", ".art_btm", ".subtitle_box"),
            title=_sel("h1#articleTtitle", "h1.headline", ".art_header h1"),
            published=_sel(".byline em", ".art_header .date", ".article-date"),
            authors=_sel(".editor a", ".art_header .author"),
            summary=_sel(".art_header .subject_box", ".subtitle_box"),
        ),
    ),
)

KBS = Outlet(
    source_id="kbs",
    name="KBS",
    hosts=re.compile(r"^(?:news|mn)\.kbs\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"ncd=(\d{5,9})"),
    title_suffix=_suffix("KBS 뉴스", "KBS NEWS", "KBS"),
    layouts=(
        Layout(
            name="kbs_2014",
            body=_sel("#cont_newstext", ".detail-body"),
            title=_sel(".headline-title", "h4.headline-title", "h1"),
            published=_sel(".input-date", ".dates .input-date", ".dates"),
            modified=_sel(".update-date"),
            authors=_sel(".reporter-name", ".name"),
        ),
    ),
)

SBS = Outlet(
    source_id="sbs",
    name="SBS",
    hosts=re.compile(r"^news\.sbs\.co\.kr$"),
    language="ko",
    article_id=re.compile(r"news_id=(N\d{8,14})"),
    title_suffix=_suffix("SBS 뉴스", "SBS NEWS", "SBS"),
    layouts=(
        Layout(
            name="sbs_2020",
            body=_sel("div.text_area[itemprop='articleBody']", "div.text_area", "[itemprop='articleBody']"),
            title=_sel("h1#news-title", ".article_main_tit", "#vmNewsTitle", "h1"),
            published=_sel(".date_area span:first-child", ".date_area", ".date"),
            modified=_sel(".date_area span:nth-child(2)"),
            authors=_sel(".reporter_name", ".reporter strong", ".name"),
        ),
    ),
)

NEWSIS = Outlet(
    source_id="newsis",
    name="뉴시스",
    hosts=re.compile(r"^(?:www|mobile)\.newsis\.com$"),
    language="ko",
    article_id=re.compile(r"((?:NISX|NISI)\d{8}_\d{6,12})"),
    title_suffix=_suffix("공감언론 뉴시스", "뉴시스", "뉴시스통신사", "Newsis"),
    layouts=(
        Layout(
            name="newsis_2021",
            body=_sel("div.viewer article", "#textBody", "div.viewer"),
            drop=_sel(".summury", ".summary_view", ".thumCont", ".article_photo"),
            title=_sel("h1.tit.title_area", "h1.title_area", "h1"),
            published=_sel(".infoLine .txt", ".date"),
            authors=_sel(".infoLine .writer a", ".byline"),
            summary=_sel(".summury", ".summary_view"),
        ),
    ),
)

NEWS1 = Outlet(
    source_id="news1",
    name="뉴스1",
    hosts=re.compile(r"^(?:www|m)\.news1\.kr$"),
    language="ko",
    article_id=re.compile(r"/(\d{6,9})(?:$|[/?#])"),
    title_suffix=_suffix("뉴스1", "News1"),
    layouts=(
        Layout(
            name="news1_2024",
            body=_sel("#articleBodyContent", "#articles_detail", "div.detail"),
            title=_sel("h1", "h2.title"),
            published=_sel("time", ".info time", ".article-date"),
            authors=_sel(".reporter .name", ".writer-name"),
        ),
    ),
)

OUTLETS = (
    HANKOOK, MAEIL, JOONGANG_DAILY, YONHAP, YONHAP_EN, ASIAE, ASIAE_EN, KOREA_HERALD, HANI, HANI_EN, KHAN, KBS,
    SBS, NEWSIS, NEWS1,
)  # fmt: skip


@lru_cache(maxsize=1024)
def outlet_of(host: str) -> Outlet | None:
    """The outlet that serves a host; None for a host nobody wrote a reader for."""
    host = host.lower().rstrip(".")
    return next((outlet for outlet in OUTLETS if outlet.hosts.search(host)), None)
