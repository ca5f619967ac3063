"""The command line: one command a file, each parses, makes one call and prints."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import click

# New objects after which the collector looks for cycles. Most of what a command makes is what it imports,
# which stays: with Python's 700 it would look through that again and again, for a tenth of the start.
SELDOM = 20_000

SECTIONS = {
    "Gather": {
        "crawl": "Plant seeds and crawl until the budget or the frontier ends.",
        "discover": "Turn seeds into first addresses, and say from where.",
        "seed": "Seeds: which there are, and what each of them asks for.",
        "ingest": "Read articles from WARC and WACZ files and saved pages into the corpus.",
        "recrawl": "Fetch again what is due, as cheaply as it can be; keep versions.",
        "reread": "Read what is in the archive anew, with today's reader; no network.",
    },
    "Understand": {
        "read": "Read pages and show article, links and verdicts; stores nothing.",
        "why": "The trail from the seed to a URL, or why it is not in the corpus.",
        "status": "Counts by state and reason, yield per kind of link, last runs.",
        "topics": "What the corpus is about, by seed, and how far it has drifted.",
        "quality": "How well texts read: flags and sites in numbers, or one article explained.",
        "hosts": "Hosts: what waits for each, how fast it is asked, and why.",
    },
    "Decide": {
        "mark": "Say of articles whether they are what you seek; the judge learns from it.",
        "judge": "Judge everything stored anew, with today's settings and marks; no network.",
        "takedown": "Erase articles that somebody asked to have removed, for good.",
    },
    "Use": {
        "serve": "Browse, search and query the corpus with Datasette.",
        "export": "Texts in the formats that people load.",
        "copies": "Find copies among millions of texts in shards.",
        "freeze": "A citable release: a set of texts that can be made again, byte by byte.",
        "diff": "What a release has more, less or otherwise than another, or than today's corpus.",
    },
    "Unattended": {
        "run": "One unattended turn, for cron and the like: look, fetch, judge, report.",
        "report": "What a run came to: new, changed, gone, refused and why, and what went wrong.",
        "schedule": "Have unattended runs started by cron, systemd or GitHub.",
    },
    "Look after": {
        "doctor": "Check that the corpus is whole and consistent; save what can be read.",
        "backup": "Copy the corpus, also while a crawl writes to it.",
        "merge": "Make one corpus of several, or take others into one that is there.",
        "demo": "The bundled web: serve it, or crawl it.",
    },
}
"""What each command is for, by what people want to do: `--help` loads none of their files."""
COMMANDS = {name: purpose for commands in SECTIONS.values() for name, purpose in commands.items()}


class Commands(click.Group):
    """Imports a command's file only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's interface)
        """Return the commands in the order people need them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands by what people want to do."""
        wide = max(map(len, COMMANDS))
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(f"{name:<{wide}}", purpose) for name, purpose in commands.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __name__), cmd_name)
        command.short_help = COMMANDS[cmd_name]
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="corpuscle")
def cli() -> None:
    """Give it an article; it gathers more like it.

    A seed article anchors a polite crawl that follows "Related Pages"-style links. Articles, how
    each was found, and what was refused and why land in one SQLite file, corpus.db, that
    Datasette publishes.

    \b
    First steps:
      corpuscle demo --crawl        a small web on this machine, crawled
      corpuscle crawl ARTICLE.txt   what others know of it is asked for, then crawled
      corpuscle serve               browse, search, query

    Exit status: 0 done; 1 something failed; 2 wrong usage; 3 nothing to do or nothing found;
    130 interrupted after a clean stop.
    """  # noqa: D301  (\\b is click's)


def main(args: list[str] | None = None, **extra: Any) -> None:
    """Run the command line; an interruption exits with 130."""
    gc.set_threshold(SELDOM)
    try:
        # without standalone_mode click returns the status of an Exit
        sys.exit(cli.main(args, prog_name="corpuscle", standalone_mode=False, **extra))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # whoever read our output has seen enough, such as `head`
        sys.stderr.close()
        sys.exit(0)
    finally:
        gc.freeze()  # it all goes with the process: Python would look through it twice before that
