"""Does a source still look as its card says? For the doctor, and for checks after a visit."""

from collections.abc import Sequence

from .cards import SourceCard
from .parsed import TRANSIENT_RULES, ListingReport, PageProblem, Parsed, ParsedDocument

FEWEST_FOR_RATES = 5
_COLUMNS = ("title", "text", "published_at", "published_date", "modified_at", "language")


def card_drift(card: SourceCard, items: Sequence[Parsed]) -> list[str]:
    """Every way in which what was parsed departs from the card, one sentence each; empty when nothing does.

    Fill rates are judged from five documents on; below that a field must be filled at least once.
    """
    documents = [item for item in items if isinstance(item, ParsedDocument)]
    listings = [item for item in items if isinstance(item, ListingReport)]
    problems = [item for item in items if isinstance(item, PageProblem)]
    return [
        *_problem_lines(problems),
        *_listing_lines(card, listings),
        *_fill_lines(card, documents),
        *_layout_lines(card, documents),
    ]


def fill_rates(card: SourceCard, documents: Sequence[ParsedDocument]) -> dict[str, float]:
    """The share of documents in which each field of the card has a value; empty without documents."""
    if not documents:
        return {}
    return {
        name: sum(_value_of(document, name) not in (None, "", [], {}) for document in documents)
        / len(documents)
        for name in card.expected.fill_rates
    }


def _problem_lines(problems: Sequence[PageProblem]) -> list[str]:
    rules = sorted({problem.rule for problem in problems} - TRANSIENT_RULES)
    return [f"{sum(problem.rule == rule for problem in problems)} pages: {rule}" for rule in rules]


def _listing_lines(card: SourceCard, listings: Sequence[ListingReport]) -> list[str]:
    if not card.discovery or card.kind in {"files", "statistics"}:
        return []
    if not listings:
        return ["no list, feed or sitemap was read"]
    lines = [] if any(listing.ids for listing in listings) else ["the lists name no page at all"]
    total = max(
        (listing.stated_total for listing in listings if listing.stated_total is not None), default=None
    )
    bounds = card.expected.total
    if total is not None and not _within(total, bounds.low, bounds.high):
        lines.append(f"the source states {total} items; the card expects {bounds.low} to {bounds.high}")
    return lines


def _fill_lines(card: SourceCard, documents: Sequence[ParsedDocument]) -> list[str]:
    lines = []
    for name, rate in fill_rates(card, documents).items():
        expected = card.expected.fill_rates[name]
        is_short = rate < expected if len(documents) >= FEWEST_FOR_RATES else rate == 0 and expected > 0
        if is_short:
            lines.append(
                f"{name} is filled in {rate:.0%} of {len(documents)} documents; the card expects {expected:.0%}"
            )
    return lines


def _layout_lines(card: SourceCard, documents: Sequence[ParsedDocument]) -> list[str]:
    known = {reader.layout for reader in card.readers}
    strange = sorted(
        {str(document.fields.get("layout")) for document in documents if card.kind == "news"} - known
    )
    return [f"pages were read by {layout}, no layout of the card" for layout in strange]


def _value_of(document: ParsedDocument, name: str) -> object:
    return getattr(document, name) if name in _COLUMNS else document.fields.get(name)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
