"""Running one spider in this process, to its end."""

from scrapy.crawler import AsyncCrawlerProcess

from ..settings import build_settings
from ..spiders.card_spider import CardSpider
from .run_context import RunContext


def crawl(context: RunContext, *, replica_origin: str | None = None, contact: str | None = None) -> None:
    """Run the card's spider. Why it stopped early, if it did, is in ``context.stop_reason`` afterwards."""
    settings = build_settings(context.card, replica_origin=replica_origin, contact=contact)
    context.retry_pause_seconds = settings.get("RETRY_PAUSE_SECONDS", context.retry_pause_seconds)
    context.recheck_hours = settings.get("RECHECK_HOURS", context.recheck_hours)
    context.recheck_a_run = settings.get("RECHECK_A_RUN", context.recheck_a_run)
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider_of(context))
    process.crawl(crawler, context=context)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats is not None else {}
    reason = stats.get("finish_reason", "the spider did not start")
    if reason != "finished":
        context.stop(str(reason))
    if context.counts["failed_robots"] and context.counts["responses"] == context.counts["robots_files"]:
        context.stop("robots_forbidden: robots.txt allows none of the pages asked for")
    if stats.get("spider_exceptions/count", 0) or stats.get("log_count/CRITICAL", 0):
        context.stop("spider_error")


def spider_of(context: RunContext) -> type[CardSpider]:
    """The spider class for a kind of source."""
    if context.card.kind == "judgments":
        from ..spiders.law_go_kr import LawGoKrSpider

        return LawGoKrSpider
    if context.card.kind == "statistics":
        from ..spiders.kosis import KosisSpider

        return KosisSpider
    from ..spiders.news import NewsSpider

    return NewsSpider
