"""A number with all that its testimony pack says, before it is printed: texts, rows, SQL, chart, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dashboards.published import Row
from dashboards.wording import LANGUAGES, Words
from warehouse.yaml_files import read_yaml

Both = dict[str, str]
Basis = Literal["official", "selected_judgments", "mixed"]
IntervalKind = Literal["none", "complete", "cluster", "quantile"]
HERE = Path(__file__).parent


class PackError(ValueError):
    """A number that is not there, that is hidden, or a pack that cannot be made; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One row that number.sql gives. `effective_n` is the number of persons that Wilson's interval stands on."""

    name: str
    numerator: float | None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    said: str | None = None
    interval: IntervalKind = "none"
    effective_n: float | None = None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line of the chart; `value` is on the scale of the chart, None where `told` says why."""

    label: Both
    told: Both
    value: float | None = None
    low: float | None = None
    high: float | None = None
    is_main: bool = False
    is_part: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The chart of a pack: bars from zero, dots with intervals, or dates on a line."""

    kind: Literal["bars", "dots", "dates"]
    title: Both
    bars: tuple[Bar, ...]
    unit: Literal["share", "count", "date", "value"] = "share"


@dataclass(frozen=True, kw_only=True)
class SourceNote:
    """Where a number comes from, with the day it was taken over or captured, and the digest of the row."""

    title: Both
    publisher: str
    source: str
    url: str
    when: Both
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PackNumber:
    """One number, ready to be printed. `big` is the number in large type, `under` the line below it."""

    number_id: str
    kind: Literal["headline", "published", "official", "cell", "quartiles"]
    basis: Basis
    title: Both
    said: Both
    big: Both
    under: Both
    interval: Both
    facts: tuple[tuple[Both, Both], ...]
    definition: tuple[tuple[Both, Both], ...]
    how: tuple[Both, ...]
    results: tuple[Result, ...]
    sql: str
    definition_sql: str = ""
    picture: Picture | None = None
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    sources: tuple[SourceNote, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)


@cache
def pack_words() -> dict[str, Both]:
    """What packs print by themselves (`words.yml`)."""
    found: dict[str, Both] = read_yaml(HERE / "words.yml")
    return found


@cache
def all_arguments() -> dict[str, Any]:
    """Objections, answers and things not to say (`arguments.yml`)."""
    found: dict[str, Any] = read_yaml(HERE / "arguments.yml")
    return found


def told(key: str, **values: Any) -> Both:
    """A text of `words.yml` in both languages; a value may itself be bilingual."""
    return {
        language: pack_words()[key][language].format(
            **{name: v[language] if isinstance(v, dict) else v for name, v in values.items()}
        )
        for language in LANGUAGES
    }


def same(text: object) -> Both:
    """The same text in both languages."""
    return {language: str(text) for language in LANGUAGES}


def picked(row: Row, stem: str) -> Both:
    """`stem_ko` and `stem_en` of a row."""
    return {language: str(row.get(f"{stem}_{language}") or "") for language in LANGUAGES}


def labelled(domain: str, value: object) -> Both:
    """The name of a code in both languages: the pack's own word first, then the site's."""
    own = pack_words().get(f"label_{domain}_{value}") or pack_words().get(f"label_{value}")
    return own or {language: Words(language).label(domain, value) for language in LANGUAGES}


def arguments_for(basis: Basis, *places: Mapping[str, Any] | None) -> dict[str, list[dict[str, Any]]]:
    """Objections and do-not-say lists of the first place that has them, then those of the kind of number."""
    kinds = {"official": ("official",), "selected_judgments": ("judgments",), "mixed": ("judgments",)}[basis]
    own = next((place for place in places if place), {})
    found: dict[str, list[dict[str, Any]]] = {
        name: list(own.get(name, [])) for name in ("objections", "can_say", "cannot_say", "do_not_say")
    }
    for kind in kinds if own.get("with_general", True) else ():
        general = all_arguments()[kind]
        if len(found["objections"]) < 2:
            found["objections"] += general["objections"]
        found["do_not_say"] += general["do_not_say"]
    return found
