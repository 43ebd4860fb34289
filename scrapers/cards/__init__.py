"""Source cards: what is known and expected of each source, one YAML file a source, read strictly."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

CARDS_FOLDER = Path(__file__).parent

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Frequency = Literal["hourly", "daily", "weekly", "monthly", "once"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Bounds(_Strict):
    """Least and most that is plausible; outside it the source is alarmed, not believed."""

    low: int | float | None = None
    high: int | float | None = None


class Expected(_Strict):
    """What one good visit brings. Fill rates are shares of documents (0 to 1) in which a field has a value."""

    items_a_day: Bounds
    total: Bounds = Bounds()
    fill_rates: dict[str, float]

    @field_validator("fill_rates")
    @classmethod
    def _are_shares(cls, rates: dict[str, float]) -> dict[str, float]:
        if not rates or any(not 0 <= rate <= 1 for rate in rates.values()):
            raise ValueError("fill_rates names at least one field, each with a share between 0 and 1")
        return rates


class Discovery(_Strict):
    """Where a source names its pages."""

    kind: Literal["rss", "news_sitemap", "sitemap", "sitemap_index", "law_list", "table_api", "folder"]
    url: str
    max_age_days: int | None = None


class Limits(_Strict):
    """Per run and per day; the smaller wins."""

    requests_a_day: int = Field(gt=0)
    body_bytes: int = Field(default=8 * 1024 * 1024, gt=0)
    seconds_a_page: int = Field(default=30, gt=0)
    delay_seconds: float = Field(default=1.0, ge=0)
    items_a_listing: int = Field(default=20_000, gt=0)
    # Addresses that a sitemap names without a title, opened in one run at most.
    untitled_a_run: int = Field(default=300, ge=0)


class Table(_Strict):
    """One table of a statistics service; which profiles ask for it."""

    org_id: str
    table_id: str
    title: str
    items: str = "ALL"
    objects: tuple[str, ...] = ("ALL",)
    period: Literal["Y", "S", "Q", "M", "F", "IR"] = "Y"
    first_period: str
    profiles: tuple[Literal["sample", "live"], ...] = ("live",)


class ReaderCard(_Strict):
    """Which reader reads which layout, and how its accuracy is known."""

    layout: str
    proven_on: Literal["real_pages", "real_text", "structure_only", "recorded_shape"]


class SourceCard(_Strict):
    """All that a person must know before pointing a spider at a source."""

    source_id: str
    kind: Literal["judgments", "news", "statistics", "files"]
    title: str
    publisher: str
    address: str
    language: tuple[Literal["ko", "en"], ...]
    terms: str
    robots_note: str
    licence: str
    frequency: Frequency
    encodings: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    discovery: tuple[Discovery, ...] = ()
    article_url: str | None = None
    topic_words: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()
    parameters: dict[str, str] = {}
    tables: tuple[Table, ...] = ()
    key_variable: str | None = None
    key_address: str | None = None
    first_year: int = 2018
    recheck_days: int = Field(default=30, ge=0)
    expected: Expected
    limits: Limits
    readers: tuple[ReaderCard, ...]
    enabled: bool = True
    profiles: tuple[Literal["sample", "live", "local"], ...]
    checked: str

    @field_validator("source_id")
    @classmethod
    def _is_a_name(cls, source_id: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9_]{1,40}", source_id):
            raise ValueError("source_id is lower case letters, digits and underscores")
        return source_id

    @model_validator(mode="after")
    def _is_complete(self) -> "SourceCard":
        if self.kind == "news" and not (self.discovery and self.article_url and self.topic_words):
            raise ValueError("a news card needs discovery, article_url and topic_words")
        if self.kind != "files" and not self.allowed_hosts:
            raise ValueError("a card of a public source names its hosts")
        if self.article_url:
            re.compile(self.article_url)
        return self


def load_card(path: Path) -> SourceCard:
    """Read one card. Raises ValidationError or ValueError with the field that is wrong."""
    value = yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 - the safe loader, in C where it is built
    card = SourceCard.model_validate(value)
    if card.source_id != path.stem:
        raise ValueError(f"{path.name} holds the card of {card.source_id}")
    return card


@cache
def load_cards() -> dict[str, SourceCard]:
    """Every card by source id, in the order of the ids."""
    return {path.stem: load_card(path) for path in sorted(CARDS_FOLDER.glob("*.yml"))}
