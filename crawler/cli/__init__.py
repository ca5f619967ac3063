"""The command line: one command a file, each parses, makes one call and prints."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

COMMANDS = (
    "crawl", "ingest", "recrawl", "discover", "seed", "read", "why", "status", "topics", "mark", "judge",
    "reread", "quality", "takedown", "export", "freeze", "diff", "serve", "run", "report", "schedule", "demo",
    "doctor", "backup", "hosts",
)  # fmt: skip


class Commands(click.Group):
    """Imports a command's file only when that command is asked for, or its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's interface)
        """Return the commands in the order people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __name__), cmd_name)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="corpuscle")
def cli() -> None:
    r"""Give it an article; it gathers more like it.

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
    """


def main(args: list[str] | None = None, **extra: Any) -> None:
    """Run the command line; an interruption exits with 130."""
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
