"""`corpuscle run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import contact as contacts
from .crawl import check_hours, check_idle, crawl_with_progress, end, load_seeds, no_way_in, overrule
from .options import (
    Nothing,
    budget_options,
    contact_option,
    db_option,
    discover_option,
    echo_json,
    fail,
    json_option,
    load_settings,
    owned,
    private_option,
)

if TYPE_CHECKING:
    from ..bot import Crawled
    from ..corpus.reports.report import Report
    from ..records import Seed
    from ..settings import Settings
    from ..unattended.log import Log
    from ..unattended.turn import Turn

TOO_LONG = 24 * 3600.0  # seconds for which another may hold the corpus before somebody should look


@click.command()
@click.option(
    "--only",
    type=click.Choice(["new", "due"]),
    help="Fetch only new addresses, or only known pages that are due again; by default both.",
)
@budget_options
@discover_option
@private_option
@contact_option
@click.option("-s", "--set", "scrapy", multiple=True, metavar="NAME=VALUE", help="Overrule a Scrapy setting.")
@click.option(
    "--log", "log_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write what happens to a file, which is put aside when it is large.",
)  # fmt: skip
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def run(  # noqa: PLR0913  (one argument per option, which is click's way)
    scrapy: tuple[str, ...],
    log_file: Path | None,
    only: str | None,
    db: Path,
    *,
    as_json: bool,
    quiet: bool,
    allow_private: bool | None,
    contact: str | None,
    discover: bool | None,
    **limits: Any,
) -> None:
    """Do one unattended turn, and report what it came to; `corpuscle schedule` has it done regularly.

    Plants what is new in seeds/, asks providers where that is due, judges everything anew if what is
    sought has changed, fetches what is new and what is due within the budgets, compares each site
    with what it always was, and sends the report to those whom [report] in corpuscle.toml names.

    Where another run holds the corpus, it ends at once with status 3; with 1 if that one has held it for
    more than a day.
    """
    from ..unattended.log import Log  # noqa: PLC0415
    from ..unattended.turn import BOTH, Turn  # noqa: PLC0415

    settings = load_settings(db).with_values("crawl", **limits)
    settings = settings.with_values("manners", allow_private=allow_private)
    settings = settings.with_values("discovery", enabled=discover)
    settings = contacts.checked(settings, contact or None, db.parent)
    overrules = dict(overrule(item) for item in scrapy) | {"LOG_ENABLED": "False"}
    log = Log(log_file, settings.report, quiet=quiet)
    try:
        # a folder of seeds stands beside its corpus, wherever we were started
        folder = db.parent / "seeds"
        seeds = load_seeds((str(folder),)) if folder.is_dir() else []
        with owned(db, create=True) as corpus:
            one = Turn(corpus, settings, log, only or BOTH)
            crawled, report = take(one, seeds, overrules, show=not (quiet or as_json))
        tell(report, db, settings, log)
        finish(crawled, report, db, as_json=as_json, quiet=quiet)
    except Nothing as error:
        give_up(error, db, settings, log)
        if is_stuck(error):
            fail(error.message)
        if quiet:
            raise click.exceptions.Exit(error.exit_code) from None
        raise
    except click.ClickException as error:
        give_up(error, db, settings, log)
        raise
    finally:
        log.close()


def take(
    one: Turn, seeds: list[Seed], overrules: dict[str, str], *, show: bool
) -> tuple[Crawled, Report | None]:
    """Take a turn; return how the crawl ended, and the report."""
    check_hours(one.settings.manners.hours)
    one.prepare(seeds)
    if not one.corpus.is_rooted():
        # nobody is there to see that it does nothing, night after night
        fail(no_way_in(one.settings))
    crawled = crawl_with_progress(
        one.corpus, one.settings, overrules, quiet=not show, due=one.due, heard=one.hear
    )
    return crawled, one.close(crawled)


def tell(report: Report | None, db: Path, settings: Settings, log: Log) -> None:
    """Send the report; what fails is written down, and fails nothing."""
    from ..unattended.sending import send  # noqa: PLC0415

    if report:
        note(send(report, db.absolute(), settings.report), log)


def give_up(error: click.ClickException, db: Path, settings: Settings, log: Log) -> None:
    """Write down why a turn ended early, and tell of it if it is a failure."""
    from ..unattended.sending import send_failure  # noqa: PLC0415

    if isinstance(error, Nothing) and not is_stuck(error):
        log.say("%s", error.message)
        return
    log.warning("%s", error.message)
    note(send_failure(error.message, db.absolute(), settings.report), log)


def is_stuck(error: Nothing) -> bool:
    """Say whether there was nothing to do because another has held the corpus for too long."""
    from ..corpus import HeldError  # noqa: PLC0415

    return isinstance(error.__cause__, HeldError) and (error.__cause__.seconds or 0.0) > TOO_LONG


def note(sent: Any, log: Log) -> None:
    """Write down to whom something was sent, and what failed; a failure is said even to nobody."""
    for result in sent:
        if isinstance(result, str):
            log.say("sent to the %s", result)
        else:
            log.warning("not sent: %s", result)


def finish(crawled: Crawled, report: Report | None, db: Path, *, as_json: bool, quiet: bool) -> None:
    """Print the report, and exit with what the turn comes to."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.report import print_report  # noqa: PLC0415

    if report and as_json:
        echo_json(report.as_dict())
    elif report and not quiet:
        print_report(Console(highlight=False), report)
    end(crawled, db)
    check_idle(crawled)
