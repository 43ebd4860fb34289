"""Time every filter of a built site in Chromium: `python -m tools.filter_times FOLDER/site --pages outcomes law`.

For each value of each filter the clock runs inside the page from the change event until all charts in view have
been drawn again and the frame that shows them has been handed on. The same span in processor time of the page's
main thread (Chromium's thread ticks) stands beside it, because a busy machine stretches only the first. Work that the
page leaves for idle moments after that frame is held back until the span has been read, and then done.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
SCREENS = {"wide": (1440, 900), "phone": (390, 844)}
HOLD = """(() => { const idle = window.requestIdleCallback.bind(window); const held = [];
  window.holdIdle = false;
  window.requestIdleCallback = (run, options) => {
    return window.holdIdle ? held.push(() => idle(run, options)) : idle(run, options); };
  window.releaseIdle = () => { window.holdIdle = false; held.splice(0).forEach((go) => go()); };
})()"""
CHANGE = """([name, value]) => new Promise((done) => {
  const select = document.querySelector(`#explorer select[name="${name}"]`);
  const root = document.documentElement;
  select.value = value;
  window.holdIdle = true;
  delete root.dataset.applied;
  const started = performance.now();
  select.dispatchEvent(new Event("change", { bubbles: true }));
  const look = () => {
    if (root.dataset.applied === undefined) return setTimeout(look, 0);
    const drawn = performance.now() - started;
    requestAnimationFrame(() => { const c = new MessageChannel();
      c.port1.onmessage = () => done([drawn, performance.now() - started]); c.port2.postMessage(0); });
  };
  look();
})"""
PLACES = """() => Array.from(document.querySelectorAll("#explorer, figure.chart:not(:has(> .fold)) .plot[data-chart]"))
  .map((it) => Math.max(0, it.getBoundingClientRect().top + scrollY - 120)).filter((y, i, l) => l.indexOf(y) === i)"""


def busy_seconds(session: Any) -> float:
    """Processor seconds that the page's main thread has spent in tasks."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")


def changes_of(page: Page) -> list[tuple[str, str]]:
    """Every value of every filter, `all` after each."""
    found: list[list[str]] = page.evaluate(
        "Array.from(document.querySelectorAll('#explorer select')).flatMap((s) =>"
        " Array.from(s.options).flatMap((o) => (o.value === 'all' ? [] : [[s.name, o.value], [s.name, 'all']])))"
    )
    return [(name, value) for name, value in found]


def timed(page: Page, session: Any, places: int) -> Iterator[dict[str, Any]]:
    """One line for each change at each of some places of the page, from the first chart to the last."""
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    tops: list[float] = page.evaluate(PLACES)
    chosen = [tops[round(i * (len(tops) - 1) / max(1, places - 1))] for i in range(min(places, len(tops)))]
    for top in chosen:
        page.evaluate(f"window.scrollTo(0, {top})")
        page.wait_for_timeout(1500)
        for name, value in changes_of(page):
            before = busy_seconds(session)
            drawn, shown = page.evaluate(CHANGE, [name, value])
            spent = busy_seconds(session) - before
            page.evaluate("window.releaseIdle()")
            yield {
                "top": top,
                "filter": name,
                "value": value,
                "drawn": drawn,
                "shown": shown,
                "cpu": spent * 1000,
            }
            page.wait_for_selector("html[data-settled=yes]")


def measured(browser: Browser, address: str, screen: str, places: int) -> list[dict[str, Any]]:
    """All changes of one page on one screen."""
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(HOLD)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    page.wait_for_timeout(2500)
    lines = list(timed(page, session, places))
    page.close()
    return lines


def summary(lines: list[dict[str, Any]], key: str) -> str:
    """Median, 95th percentile and worst of one figure, in milliseconds."""
    values = sorted(line[key] for line in lines)
    ninety_fifth = values[min(len(values) - 1, int(len(values) * 0.95))]
    return f"{statistics.median(values):.0f} / {ninety_fifth:.0f} / {values[-1]:.0f}"


@click.command()
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option("--pages", multiple=True, default=("outcomes", "suspended", "law", "age"), show_default=True)
@click.option("--language", default="en", show_default=True)
@click.option("--places", default=4, show_default=True, help="Scroll positions of each page.")
@click.option("--json", "kept", type=click.Path(path_type=Path), help="Write every single time here.")
def main(site: Path, pages: tuple[str, ...], language: str, places: int, kept: Path | None) -> None:
    """Print median, 95th percentile and worst of every filter change of SITE, with the load of the machine."""
    every = []
    folder = site if language == "ko" else site / language
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in pages:
            for screen in SCREENS:
                lines = measured(browser, (folder / f"{name}.html").resolve().as_uri(), screen, places)
                every += [{"page": name, "screen": screen, **line} for line in lines]
                told = ", ".join(f"{key} {summary(lines, key)}" for key in ("drawn", "shown", "cpu"))
                load = os.getloadavg()[0]
                click.echo(
                    f"{name} {screen}: {len(lines)} changes, ms median/p95/worst: {told}; load {load:.1f}"
                )
        browser.close()
    told = ", ".join(f"{key} {summary(every, key)}" for key in ("drawn", "shown", "cpu"))
    sys.stdout.write(f"all: {len(every)} changes, ms median/p95/worst: {told}\n")
    if kept:
        kept.write_text(json.dumps(every, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
