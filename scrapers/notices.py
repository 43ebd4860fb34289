"""Pages that stand where an article should: maintenance and error notices sent with HTTP 200."""

import re

from .parsed import PageProblem, ParsedDocument

LONGEST_NOTICE = 600
_NOTICE = re.compile(
    r"(?:서비스|시스템|서버|홈페이지)\s{0,2}점검|일시적으로\s{0,2}(?:이용|접속|사용)|이용하실\s{0,2}수\s{0,2}없|잠시\s{0,2}후\s{0,2}다시"
    r"|페이지를\s{0,2}찾을\s{0,2}수|개편되었습니다"
    r"|under maintenance|temporarily unavailable|page not found|service unavailable",
    re.IGNORECASE,
)


def notice_in_place_of(article: ParsedDocument) -> PageProblem | None:
    """The problem where a page read as an article is a notice: short, in a notice's words, stating no time.

    Its day may come from the address alone.
    """
    text = f"{article.title}\n{article.text}"
    if article.published_at or len(text) > LONGEST_NOTICE or not _NOTICE.search(text):
        return None
    return PageProblem(
        source_id=article.source_id,
        url=article.url,
        rule="maintenance",
        message="a notice where an article should be",
    )
