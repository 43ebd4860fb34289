"""Names of authors, as bylines write them. They stay in the archive and are dropped before any table."""

import re
from collections.abc import Iterable
from typing import Any

from .page import plain

_EMAIL = re.compile(r"[\[(<]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[\])>]?")
_ROLE = re.compile(
    r"\s*(?:선임기자|전문기자|수습기자|인턴기자|객원기자|기자|특파원|논설위원|앵커|리포터|통신원|에디터|평론가)"
    r"(?=$|[\s·,/|])|\s*\b(?:staff )?(?:reporter|correspondent|writer|editor|contributing writer)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
# A byline in running text: "고운솔 기자", "[어느신문 고운솔 기자]", "By Ko Un-sol", each not inside a sentence.
_BYLINE_KO = re.compile(
    r"(?:^|[\[(=\s])(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)(?=[\])\s=]*(?:$|[\]=]|[\w.+-]+@))"
)
_BYLINE_EN = re.compile(r"^[Bb][Yy]\s(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2})(?=\s*(?:$|[\[(,]))")
_OTHERS = re.compile(r"\s*외\s*\d+\s*(?:명|인)\s*$")
_BY = re.compile(r"^\s*(?:by|글|취재|written by|reported by)[\s:=]+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|·|/|\||;|&|\band\b)\s*")
_PLACE = re.compile(r"^[가-힣]{2,4}\s*=\s*")
_NO_PERSON = re.compile(
    r"(?:일보|신문|뉴스|방송|경제|데스크|편집|facebook|https?:|www\.|online|news|herald|daily|team|팀$|부$|본부$)",
    re.IGNORECASE,
)


def clean_authors(raw: Iterable[Any]) -> list[str]:
    """Names in the order given, each once, without role, address and outlet."""
    names: list[str] = []
    for item in raw:
        if isinstance(item, str) and _ADDRESS.match(item):
            continue
        text = _OTHERS.sub("", _EMAIL.sub(" ", plain(item if isinstance(item, str) else "")))
        for part in _SPLIT.split(_BY.sub("", text)):
            name = _PLACE.sub("", _ROLE.sub(" ", part)).strip(" .-=·[]()")
            if name and not _NO_PERSON.search(name) and 2 <= len(name) <= 60 and name not in names:
                names.append(_title_case(name))
    return names


def bylines_in(lines: Iterable[str]) -> list[str]:
    """Names in lines that are a byline or begin with one: what is left where no element names the author."""
    found = (_BYLINE_KO.search(line[:80]) or _BYLINE_EN.match(line) for line in lines)
    return clean_authors(match["name"] for match in found if match is not None)[:3]


def linked_authors(value: Any) -> list[str]:
    """Names in a JSON-LD author: a string, a person, or a list of either. Organisations are no authors."""
    items = value if isinstance(value, list) else [value]
    raw: list[Any] = []
    for item in items:
        if isinstance(item, dict):
            if item.get("@type") == "Organization":
                continue
            name = item.get("name")
            raw.extend(name if isinstance(name, list) else [name])
        else:
            raw.append(item)
    return clean_authors(raw)


def _title_case(name: str) -> str:
    # English bylines come in capitals: BY HAN YOUNG-HYE.
    return (
        "-".join(part.title() if index == 0 else part.lower() for index, part in enumerate(name.split("-")))
        if (name.isascii() and name.isupper())
        else name
    )
