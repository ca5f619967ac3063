"""The command line: one command a file, each parses, makes one call and prints."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

SECTIONS = {
    "Gather": ("crawl", "discover", "seed", "ingest", "recrawl", "reread"),
    "Understand": ("read", "why", "status", "topics", "quality", "hosts"),
    "Decide": ("mark", "judge", "takedown"),
    "Use": ("serve", "export", "copies", "freeze", "diff"),
    "Unattended": ("run", "report", "schedule"),
    "Look after": ("doctor", "backup", "merge", "demo"),
}
COMMANDS = tuple(name for names in SECTIONS.values() for name in names)


class Commands(click.Group):
    """Imports a command's file only when that command is asked for, or its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's interface)
        """Return the commands in the order people need them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what people want to do."""
        wide = max(map(len, COMMANDS))
        for section, names in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            limit = formatter.width - wide - 6
            rows = [(f"{name:<{wide}}", found.get_short_help_str(limit)) for name, found in commands if found]
            with formatter.section(section):
                formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __name__), cmd_name)
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
