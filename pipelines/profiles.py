"""Which sources each profile captures, and in how many visits."""

from collections.abc import Sequence

from pipelines.settings import SAMPLE_AS_OF, Profile
from scrapers.cards import load_cards


def sources_of(profile: Profile) -> tuple[str, ...]:
    """Source ids whose card names this profile and is switched on, judgments first: news is read beside them."""
    chosen = [card for card in load_cards().values() if profile in card.profiles and card.enabled]
    return tuple(
        card.source_id for card in sorted(chosen, key=lambda card: (card.kind != "judgments", card.source_id))
    )


def hosts_of(sources: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The hosts that each source may ask, by its card."""
    cards = load_cards()
    return {source: cards[source].allowed_hosts for source in sources if source in cards}


def all_sources() -> tuple[str, ...]:
    """Every source that has a card: the partitions of the capture asset."""
    return tuple(sorted(load_cards()))


def visits_of(profile: Profile, *, has_finished_visit: bool) -> tuple[str | None, ...]:
    """The `as of` instants of the replica to visit in this run; (None,) where the source has its own clock."""
    if profile != "sample":
        return (None,)
    return SAMPLE_AS_OF[-1:] if has_finished_visit else SAMPLE_AS_OF


def scheduled_sources(profile: Profile, frequency: str) -> tuple[str, ...]:
    """The sources of the profile whose card says this frequency (hourly, daily, weekly)."""
    cards = load_cards()
    return tuple(
        source for source in sources_of(profile) if source in cards and cards[source].frequency == frequency
    )
