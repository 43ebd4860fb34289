"""Article pages in each outlet's structure. The structures are recorded ones; every word in them is ours.

``pages/*.html`` are the frames; a function here fills one for one layout of one outlet.
"""

import html
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Template

from scrapers.replica.article_english import MONTHS
from scrapers.replica.articles import KST, Article

Page = Callable[[Article], str]
_AD = (
    '<div class="end-ad-container ad-first" data-ad="articleDivide"><script>var loopTotal = 2;</script></div>'
)
_IFRAME_AD = '<div class="ad"><iframe title="광고" src="about:blank"></iframe></div>'
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TRANSLATED = (
    "Translated from the JoongAng Ilbo using generative AI and edited by Korea JoongAng Daily staff."
)


@cache
def _frame(name: str) -> Template:
    path = Path(__file__).parent / "pages" / f"{name}.html"
    return Template(path.read_text(encoding="utf-8"))


def _decimal_entities(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&#034;").replace("'", "&#039;")


def _hex_entities(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;").replace("'", "&#x27;")


def _ld(value: Mapping[str, object]) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _colonless(moment: datetime) -> str:
    return f"{moment.astimezone(KST):%Y-%m-%dT%H:%M:%S}.000+0900"


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(KST):%Y-%m-%dT%H:%M:%S}+09:00"


def _dotted(moment: datetime) -> str:
    return f"{moment.astimezone(KST):%Y.%m.%d %H:%M}"


def _changed(article: Article) -> datetime:
    return article.modified or article.published


def _summary(article: Article) -> str:
    return article.paragraphs[0][:80]


def _paragraphs(article: Article, opening: str = "<p>") -> list[str]:
    return [f"{opening}{html.escape(each, quote=False)}</p>" for each in article.paragraphs]


def _news_article(article: Article, written: Callable[[datetime], str], language: str) -> str:
    return _ld(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "description": _summary(article),
            "mainEntityOfPage": article.url,
            "inLanguage": language,
            "author": [{"@type": "Person", "name": article.author}],
            "dateModified": written(_changed(article)),
            "datePublished": written(article.published),
            "publisher": {"@type": "Organization", "name": article.outlet.name},
        }
    )


def hankook_2025(article: Article) -> str:
    """한국일보 until late 2025: JSON-LD after a WebSite block, double escaped description, nested html."""
    paragraphs = _paragraphs(article, '  <p class="editor-p">')
    paragraphs.insert(1, _AD)
    modified = f"<dt>수정</dt>\n            <dd>{_dotted(article.modified)}</dd>" if article.modified else ""
    subtitle = f'<h2 class="sub-tit-ll">{html.escape(article.subtitle)}</h2>' if article.subtitle else ""
    return _frame("hankook_2025").substitute(
        etitle=_decimal_entities(article.title),
        stitle=html.escape(article.title, quote=False),
        twice=_decimal_entities(_decimal_entities(_summary(article))),
        section=article.section,
        url=article.url,
        published=_colonless(article.published),
        item=article.path.rsplit("/", 1)[1],
        author=article.author,
        ld=_news_article(article, _colonless, "kr"),
        shown=_dotted(article.published),
        modified_line=modified,
        subtitle=subtitle,
        paragraphs="\n".join(paragraphs),
    )


def _content_html(article: Article) -> str:
    paragraphs = _paragraphs(article, '<p class="editor-p">')
    paragraphs.insert(1, "$$ARTICLEAD$$")
    return (
        '<div class="editor-img-box"><img src="https://newsimg.hankookilbo.com/x.jpg" ><div class="caption">'
        "<p>법원 전경. 한국일보 자료사진</p></div></div>$$ARTICLEAD$$"
        f'{"".join(paragraphs)}<p class="editor-p"><br></p><div class="writer"><span class="name"> <strong> '
        f'{article.author} </strong> 기자<span class="email"> desk@hankookilbo.example </span> </span></div>'
    )


def hankook_2026_01(article: Article) -> str:
    """한국일보 in early 2026: no JSON-LD, the body only in a script's state, KST time without a zone."""
    item = article.path.rsplit("/", 1)[1]
    detail = {
        "articleId": item,
        "sectionName": "사회",
        "title": article.title,
        "webTitle": article.title,
        "subTitle": article.subtitle,
        "contentHtml": _content_html(article),
        "writerDisplay": f"{article.author} 기자",
        "articleType": "General",
        "deployDt": _dotted(article.published),
        "reDeployDt": _dotted(_changed(article)),
        "tags": [],
        "byLines": [{"writerName": article.author, "writerJobName": "기자"}],
        "relatedArticles": [],
    }
    query = {
        "dehydratedAt": int(article.published.timestamp() * 1000),
        "state": {"data": {"code": "S3000", "data": {"detail": detail}}, "status": "success"},
        "queryKey": ["article", item],
    }
    text = json.dumps({"mutations": [], "queries": [query]}, ensure_ascii=False, separators=(",", ":"))
    return _frame("hankook_2026_01").substitute(
        etitle=_hex_entities(article.title),
        summary=_hex_entities(_summary(article)),
        author=article.author,
        url=article.url,
        state=text.replace("<", "\\u003c").replace(">", "\\u003e"),
    )


def hankook_2026_07(article: Article) -> str:
    """한국일보 since mid-2026: JSON-LD after a BreadcrumbList block, article-view-content."""
    paragraphs = _paragraphs(article, '<p class="editor-p">')
    paragraphs.insert(1, _IFRAME_AD)
    subtitle = f'<h2 class="sub-tit-ll">{html.escape(article.subtitle)}</h2>' if article.subtitle else ""
    return _frame("hankook_2026_07").substitute(
        etitle=_hex_entities(article.title),
        stitle=html.escape(article.title, quote=False),
        summary=_hex_entities(_summary(article)),
        url=article.url,
        published=_iso(article.published),
        modified=_iso(_changed(article)),
        author=article.author,
        item=article.path.rsplit("/", 1)[1],
        ld=_news_article(article, _iso, "ko-KR"),
        shown=_dotted(article.published),
        subtitle=subtitle,
        paragraphs="\n".join(paragraphs),
    )


def _kjd_time(moment: datetime) -> str:
    local = moment.astimezone(KST)
    return f"{local.day:02d} {_MONTHS[local.month - 1]}. {local.year}, {local:%H:%M}"


def _kjd(article: Article, before: str, after: str) -> str:
    return _frame("kjd").substitute(
        title=html.escape(article.title),
        url=article.url,
        before=before,
        body="\n".join(_paragraphs(article)),
        after=after,
    )


def kjd_2024(article: Article) -> str:
    """Korea JoongAng Daily in 2024: the byline in capitals first, a day without a time."""
    local = article.published.astimezone(KST)
    before = (
        f'<div class="date">{_MONTHS[local.month - 1]} {local.day}, {local.year}</div>'
        f'<div class="byline">BY {article.author.upper()} [desk@kjd.example]</div>'
        '<span class="blind">기자 사진</span>'
    )
    return _kjd(article, before, "")


def kjd_2025(article: Article) -> str:
    """Korea JoongAng Daily since 2025: Published and Updated in KST without a zone, byline last."""
    updated = f" Updated: {_kjd_time(article.modified)}" if article.modified else ""
    before = f'<div class="date">Published: {_kjd_time(article.published)}{updated}</div>'
    notice = f"<p>{_TRANSLATED}</p>\n" if article.machine_translated else ""
    return _kjd(article, before, f"{notice}<p>BY {article.author.upper()} [desk@kjd.example]</p>")


def mk(article: Article) -> str:
    """매일경제: JSON-LD NewsArticle, article:modified, news_cnt_detail_wrap."""
    subtitle = ""
    if article.subtitle:
        text = html.escape(article.subtitle)
        subtitle = f'<div class="mid_title"><div class="midtitle_text">{text}</div></div>'
    return _frame("mk").substitute(
        title=html.escape(article.title),
        published=_iso(article.published),
        modified=_iso(article.modified) if article.modified else "",
        ld=_news_article(article, _iso, "ko"),
        subtitle=subtitle,
        body="\n".join(_paragraphs(article)),
    )


def yna(article: Article) -> str:
    """연합뉴스: article.story-news with a photo group and the copyright line inside."""
    return _frame("yna").substitute(
        title=html.escape(article.title),
        published=_iso(article.published),
        modified=_iso(_changed(article)),
        shown=f"{article.published.astimezone(KST):%Y-%m-%d %H:%M}",
        body="\n".join(_paragraphs(article)),
    )


def asiae(article: Article) -> str:
    """아시아경제 in Korean: one block with line breaks."""
    return _frame("asiae").substitute(
        title=html.escape(article.title),
        published=_iso(article.published),
        shown=_dotted(article.published),
        author=article.author,
        body="<br><br>".join(html.escape(each, quote=False) for each in article.paragraphs),
    )


def asiae_en(article: Article) -> str:
    """아시아경제 in English: the reporter's bracket opens the first paragraph."""
    return _frame("asiae_en").substitute(
        title=html.escape(article.title),
        published=_iso(article.published),
        author=article.author,
        first=html.escape(article.paragraphs[0], quote=False),
        body="\n".join(_paragraphs(article)[1:]),
    )


def herald(article: Article) -> str:
    """The Korea Herald."""
    local = article.published.astimezone(KST)
    return _frame("herald").substitute(
        title=html.escape(article.title),
        published=_iso(article.published),
        shown=f"{_MONTHS[local.month - 1]}. {local.day}, {local.year} - {local:%H:%M:%S}",
        body="\n".join(_paragraphs(article)),
    )


def _plain_frame(name: str) -> Page:
    """A layout whose frame needs nothing but the common fields."""

    def fill(article: Article) -> str:
        texts = [html.escape(each, quote=False) for each in article.paragraphs]
        local, changed = article.published.astimezone(KST), _changed(article).astimezone(KST)
        return _frame(name).substitute(
            title=html.escape(article.title),
            author=article.author,
            published=_iso(local),
            minutes=f"{local:%Y-%m-%d %H:%M}",
            changed_minutes=f"{changed:%Y-%m-%d %H:%M}",
            dots=_dotted(local),
            changed_dots=_dotted(changed),
            month_day=f"{local:%H:%M} {MONTHS[local.month - 1]} {local.day:02d}, {local.year}",
            kbs_time=f"{local:%Y.%m.%d} ({local:%H:%M})",
            newsis_time=f"{local:%Y.%m.%d %H:%M:%S}",
            ld=_news_article(article, _iso, article.language),
            subtitle_text=html.escape(article.subtitle),
            body="\n".join(f"<p>{each}</p>" for each in texts),
            khan_body="\n".join(f'<p class="content_text text-l">{each}</p>' for each in texts),
            broken_body="<br /><br />".join(texts),
            newsis_body="<br /><br />".join(texts),
        )

    return fill


LAYOUTS: dict[str, Page] = {
    **{
        each: _plain_frame(each)
        for each in ("yna_en", "hani", "hani_en", "khan", "kbs", "sbs", "newsis", "news1")
    },
    "hankook_2025": hankook_2025,
    "hankook_2026_01": hankook_2026_01,
    "hankook_2026_07": hankook_2026_07,
    "kjd_2024": kjd_2024,
    "kjd_2025": kjd_2025,
    "mk": mk,
    "yna": yna,
    "asiae": asiae,
    "asiae_en": asiae_en,
    "herald": herald,
}


def page_of(article: Article) -> str:
    """The page of an article in the layout of the day it was published."""
    day = article.published.astimezone(KST).date().isoformat()
    return LAYOUTS[article.outlet.layout_on(day)](article)
