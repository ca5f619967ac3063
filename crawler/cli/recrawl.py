"""`corpuscle recrawl`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import contact as contacts
from .crawl import check_hours, check_idle, crawl_with_progress, end
from .options import (
    contact_option,
    db_option,
    echo_json,
    json_option,
    load_settings,
    nothing,
    owned,
    print_timings,
    private_option,
    timings,
    timings_option,
)

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..corpus.recrawl.due import Due

SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


class Span(click.ParamType[float]):
    """A span of time, such as 12h or 7d."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return seconds."""
        if isinstance(value, float):
            return value
        found = SPAN.fullmatch(str(value).strip())
        if not found:
            self.fail(f"{value!r} is no span of time: write 30m, 12h, 7d or 2w", param, ctx)
        return float(found[1]) * UNITS[found[2]]


@click.command()
@click.option("--all", "everything", is_flag=True, help="Known pages that are not due, too.")
@click.option(
    "--changed-only", is_flag=True, help="Only pages that changed before, and lists, feeds and sitemaps."
)
@click.option("--site", metavar="HOST", help="Only this host with its subdomains, or a pattern: *.example.")
@click.option(
    "--older-than", type=Span(), metavar="TIME", help="Pages not visited for 30m, 12h, 7d, 2w, …, due or not."
)
@click.option("--pages", type=click.IntRange(1), help="Pages to fetch in this run.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Minutes this run may take.")
@click.option("--per-host", type=click.IntRange(1), help="Pages to fetch from one host in this run.")
@click.option("--follow", is_flag=True, help="Fetch new addresses too, as `crawl` does.")
@private_option
@contact_option
@timings_option
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def recrawl(  # noqa: PLR0913  (one argument per option, which is click's way)
    db: Path,
    older_than: float | None,
    site: str | None,
    *,
    everything: bool,
    changed_only: bool,
    follow: bool,
    as_json: bool,
    quiet: bool,
    allow_private: bool | None,
    contact: str | None,
    **limits: Any,
) -> None:
    """Fetch known pages again: articles, lists, feeds and sitemaps that are due.

    Servers are asked only for what has changed (ETag, Last-Modified), and a page that is what it
    was is not read again. A text that changed becomes a new version: the article is the newest,
    what it was before stays in `versions`. What is gone is marked, never deleted. New addresses
    that are found are kept for `corpuscle crawl`, or fetched at once with --follow.

    How soon a page is due again adapts to how often it changes; see [recrawl] in the settings.
    """
    from ..corpus.recrawl.due import Due  # noqa: PLC0415  (the corpus costs half a second)

    settings = load_settings(db).with_values("crawl", **limits)
    settings = settings.with_values("manners", allow_private=allow_private)
    settings = contacts.checked(settings, contact, db.parent)
    due = Due(
        everything=everything, changed_only=changed_only, site=site, older_than=older_than, follow=follow
    )
    with owned(db) as corpus:
        check_hours(settings.manners.hours)
        check_due(corpus, due)
        settings = contacts.asked(settings, corpus, db.parent)
        crawled = crawl_with_progress(corpus, settings, {}, quiet=quiet or as_json, due=due)
        visits = corpus.visits(crawled.run)
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.recrawled import print_recrawled, recrawled  # noqa: PLC0415

    if as_json:
        echo_json(recrawled(crawled, visits) | timings(crawled.tally.pages))
    elif not quiet:
        print_recrawled(Console(highlight=False), crawled, visits, db)
    if not as_json:
        print_timings(crawled.tally.pages)
    end(crawled, db)
    check_idle(crawled)


def check_due(corpus: Corpus, due: Due) -> None:
    """End here if nothing is to be fetched again, and say when something will be."""
    if due.follow or corpus.has_due(due):
        return
    counts = corpus.due()
    if not counts["scheduled"]:
        nothing("Nothing to fetch again: no page of this corpus was read yet.")
    if due.everything or due.older_than is not None or due.site or due.changed_only:
        nothing("Nothing to fetch again: no known page is such a one.")
    nothing(
        f"Nothing is due: the first of {counts['scheduled']} known pages is at {counts['next_at']}. "
        "--all asks for them now."
    )
