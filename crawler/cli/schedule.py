"""`corpuscle schedule`."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from .options import db_option, echo_json, fail, json_option, load_settings, nothing

if TYPE_CHECKING:
    from ..schedule.job import Entry, Job
    from ..schedule.times import Times

WAYS = ("cron", "systemd", "github", "print")
NO_WAY = (
    "neither cron nor systemd starts anything for this user here: install cron (`apt install cron`), or put "
    "what `--on print` shows into the scheduler that you have"
)
NO_CONTACT = (
    "No contact is set: runs on the public web end with an error until {path} has one ([manners], contact)."
)
HOW = {
    "cron": "# Add it with `crontab -e`, or have it done: the same command with --install.",
    "systemd": "# Put them into {folder}, or have it done: the same command with --install.\n"
    "# They run while you are logged in, or always after `loginctl enable-linger`.",
    "github": "# Put it into {file}, or have it done: the same command with --install.",
    "print": "# Exit status: 0 done, {nothing} nothing to do, anything else failed. Two never run at once.",
}


@click.group(invoke_without_command=True)
@click.option("--every", metavar="INTERVAL", help="How often: 30m, 6h, 1d, 1w.")
@click.option("--cron", "expression", metavar="EXPR", help="When, as five fields: '30 4 * * 1-5'.")
@click.option("--on", "way", type=click.Choice(WAYS), help="Who starts them; by default what there is here.")
@click.option("--with", "options", default="", metavar="OPTIONS", help="Options of each run: '--pages 500'.")
@click.option("--install", is_flag=True, help="Do it, instead of printing what would be done.")
@db_option
@click.pass_context
def schedule(  # noqa: PLR0913  (one argument per option, which is click's way)
    ctx: click.Context,
    every: str | None,
    expression: str | None,
    way: str | None,
    options: str,
    db: Path,
    *,
    install: bool,
) -> None:
    """Have `corpuscle run` started again and again; prints how, or installs it.

    cron: a line in your crontab. systemd: a timer of yours, which makes up for what was missed
    while the machine was off. github: a workflow file. print: the bare command, for any other
    scheduler.

    A run that is still under way is never joined by another. What happened stands in a log file
    beside the corpus. Installing again replaces what was installed for this corpus.
    """
    if ctx.invoked_subcommand:
        return
    if (every is None) == (expression is None):
        message = "say when: --every 6h, or --cron '30 4 * * *'"
        raise click.UsageError(message)
    if install and way == "print":
        message = "--on print has nothing to install: leave --on out, or name cron, systemd or github"
        raise click.UsageError(message)
    check_folder(db)
    from ..schedule.job import Job, ScheduleError  # noqa: PLC0415

    try:
        times = times_of(every, expression, db)
        job = Job.of(db, times, checked_options(options))
        way = way or way_here(install=install)
        if install:
            install_job(job, way)
        else:
            click.echo(printed(job, way))
            click.echo(how(job, way), err=True)
    except (ScheduleError, OSError) as error:
        fail(str(error))
    note_contact(db, options)


@schedule.command("list")
@db_option
@json_option
def show(db: Path, *, as_json: bool) -> None:
    """List what is installed for this user, and in the repository around the corpus."""
    found = entries(db)
    if as_json:
        echo_json([as_row(entry) for entry in found])
    else:
        for entry in found:
            row = as_row(entry)
            gone = "" if entry.db.parent.is_dir() else "  (its folder is gone)"
            click.echo(f"{row['on']:8} {row['corpus']}{gone}")
            click.echo(f"         at {'; '.join(entry.times)}, next {row['next']}; in {entry.where}")
    if not found:
        nothing("Nothing is scheduled.")


@schedule.command()
@click.option("--all", "is_all", is_flag=True, help="Those of every corpus.")
@db_option
def remove(db: Path, *, is_all: bool) -> None:
    """Remove what is installed for this corpus, without a trace; the corpus and its log stay."""
    from ..schedule.job import ScheduleError  # noqa: PLC0415

    found = [entry for entry in entries(db) if is_all or entry.db == db.absolute()]
    try:
        for entry in found:
            removed = module(entry.on).remove(entry)
            click.echo(f"Removed from {', '.join(removed)}: runs into {entry.db}.")
    except (ScheduleError, OSError) as error:
        fail(str(error))
    if not found:
        nothing(f"Nothing is scheduled for {db}.")


def module(way: str) -> ModuleType:
    """Return the module that knows a scheduler."""
    from ..schedule import cron, github, systemd  # noqa: PLC0415

    return {"cron": cron, "systemd": systemd, "github": github}[way]


def entries(db: Path) -> list[Entry]:
    """Return all that is installed."""
    from ..schedule.job import ScheduleError  # noqa: PLC0415

    try:
        return [
            *module("cron").entries(),
            *module("systemd").entries(),
            *module("github").entries(db.parent),
        ]
    except (ScheduleError, OSError) as error:
        fail(str(error))


def as_row(entry: Entry) -> dict[str, Any]:
    """Return an entry for people and programs."""
    from ..schedule.times import Times, next_of  # noqa: PLC0415

    clock = datetime.now().astimezone()
    moment = next_of([Times.parse(text) for text in entry.times], clock, utc=entry.on == "github")
    return {
        "on": entry.on, "corpus": str(entry.db), "times": list(entry.times),
        "next": f"{moment:%Y-%m-%d %H:%M %Z}", "where": entry.where,
    }  # fmt: skip


def times_of(every: str | None, expression: str | None, db: Path) -> tuple[Times, ...]:
    """Return when to run; ends with wrong usage for what no clock shows."""
    from ..schedule.fields import TimesError  # noqa: PLC0415
    from ..schedule.job import number_of  # noqa: PLC0415
    from ..schedule.times import Times  # noqa: PLC0415
    from ..schedule.times import every as read  # noqa: PLC0415

    try:
        return tuple(read(every, number_of(db.absolute())) if every else [Times.parse(expression or "")])
    except TimesError as error:
        raise click.UsageError(f"{'--every' if every else '--cron'}: {error}") from None


def checked_options(text: str) -> tuple[str, ...]:
    """Return the options for each run, if that is what they are: a typing error must not wait till night."""
    from .run import run  # noqa: PLC0415

    try:
        words = shlex.split(text)
    except ValueError as error:
        raise click.UsageError(f"--with: {error}") from None
    try:
        run.make_context("run", list(words))
    except click.exceptions.Exit:
        message = "--with takes options of `corpuscle run`; --help is none for an unattended run"
        raise click.UsageError(message) from None
    except click.UsageError as error:
        raise click.UsageError(f"--with: {error.format_message()}") from None
    return tuple(words)


def check_folder(db: Path) -> None:
    """End here where a run would find nothing to begin with."""
    if not db.parent.is_dir():
        fail(f"{db.parent} is not a folder: make it first, or name another file with --db")
    if not db.exists() and not (db.parent / "seeds").is_dir():
        fail(f"there is neither {db} nor a folder seeds/ beside it: a run would have nothing to begin with")


def way_here(*, install: bool) -> str:
    """Return who starts things on this machine."""
    way = next((way for way in ("systemd", "cron") if module(way).is_there()), None)
    if way is None and install:
        fail(NO_WAY)
    return way or "cron"


def install_job(job: Job, way: str) -> None:
    """Install a job, unless another scheduler has one for the same corpus, and say when it begins."""
    for entry in entries(job.db):
        if entry.db == job.db and entry.on != way:
            fail(f"{entry.on} has runs into {job.db} already: `corpuscle schedule remove` first")
    if way != "github" and not module(way).is_there():
        fail(NO_WAY if way == "cron" else f"{way} starts nothing for this user here: use --on cron")
    where = module(way).install(job)
    (entry,) = (entry for entry in entries(job.db) if entry.db == job.db)
    click.echo(f"Installed in {', '.join(where)}: runs into {job.db}.")
    click.echo(f"The next begins at {as_row(entry)['next']}; its log is {job.log}.")


def printed(job: Job, way: str) -> str:
    """Return what would be installed."""
    from ..schedule import cron, github, systemd  # noqa: PLC0415

    if way == "cron":
        return "\n".join(cron.lines(job))
    if way == "systemd":
        return "\n".join(f"### {name}\n{text}" for name, text in systemd.units(job).items())
    if way == "github":
        return github.workflow(job)
    given = " ".join(f"{name}={shlex.quote(value)}" for name, value in job.environment.items())
    return f"cd {shlex.quote(str(job.folder))} && {given} {shlex.join(job.command)}"


def how(job: Job, way: str) -> str:
    """Say what to do with what was printed."""
    from ..schedule import github, systemd  # noqa: PLC0415
    from ..schedule.job import NOTHING_TO_DO  # noqa: PLC0415

    return HOW[way].format(folder=systemd.folder(), file=github.path_of(job), nothing=NOTHING_TO_DO)


def note_contact(db: Path, options: str) -> None:
    """Say so where an unattended run will not be let onto the public web."""
    settings = load_settings(db)
    if not settings.manners.contact and "--contact" not in options and not settings.manners.allow_private:
        click.echo(NO_CONTACT.format(path=db.parent / "corpuscle.toml"), err=True)
