"""Which sources each profile captures, and in how many visits."""

from pipelines.settings import SAMPLE_AS_OF, Profile
from scrapers.cards import load_cards

SAMPLE_SOURCES = ("law_go_kr", "hankookilbo", "koreajoongangdaily", "kosis")


def sources_of(profile: Profile) -> tuple[str, ...]:
    """Source ids in the order of capture. Live: every card that is switched on and has an address."""
    if profile == "local":
        return ("local",)
    if profile == "sample":
        return SAMPLE_SOURCES
    return tuple(
        sorted(card_id for card_id, card in load_cards().items() if card_id != "local" and card.enabled)
    )


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
