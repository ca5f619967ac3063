"""What `corpuscle read` shows of the pages it read."""

from __future__ import annotations

import json
import tempfile
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import echo_json, fail

if TYPE_CHECKING:
    from ..reading.links.explain import Explanation
    from ..reading.look import Look
    from ..terminal.readings import Readings
    from .pages import Read

TEMPORARY = "temporary"
"""Stands for --html without a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown of what was read."""

    as_json: bool
    whole: bool
    link: str | None
    """Part of a link to explain."""
    html: str | None
    """File for the annotated copy."""
    show: bool
    """Open the copy in the browser."""


class Shown:
    """Shows pages one by one, and counts."""

    def __init__(self, want: Wanted, *, one: bool) -> None:
        """Show one page in full, or a line of each."""
        from rich.console import Console  # noqa: PLC0415

        self.want = want
        self.one = one
        self.console = Console(highlight=False)
        self.table: Readings | None = None
        self.pages = 0
        self.articles = 0
        self.explained = 0

    def add(self, had: Read) -> None:
        """Show a page."""
        self.pages += 1
        self.articles += had.reading.article is not None
        if self.want.as_json:
            self.as_json(had)
        elif self.want.link:
            self.print_explanations(had, self.explanations(look_at(had)))
        elif self.want.html:
            click.echo(self.copy(had, look_at(had)))
        elif not self.one:
            self.print_line(had)
        elif not had.failed:
            self.print_whole(had)

    def explanations(self, look: Look) -> list[Explanation]:
        """Return why the wanted links have their kinds."""
        found = list(look.survey.explain(self.want.link)) if look.survey and self.want.link else []
        self.explained += len(found)
        return found

    def as_json(self, had: Read) -> None:
        """Print one object, on one line where there are several."""
        from ..terminal.reading_json import as_json, explained  # noqa: PLC0415

        look = look_at(had)
        found: dict[str, Any] = as_json(had.reading, look, click.format_filename(had.source))
        if self.want.link:
            found["explanations"] = explained(self.explanations(look))
        if self.want.html:
            found["html"] = self.copy(had, look)
        if self.one:
            echo_json(found)
        else:
            click.echo(json.dumps(found, ensure_ascii=False, default=str))

    def print_explanations(self, had: Read, found: list[Explanation]) -> None:
        """Print why links have their kinds."""
        from ..terminal.explanation import print_explanations  # noqa: PLC0415

        print_explanations(self.console, found, None if self.one else had.source)

    def print_whole(self, had: Read) -> None:
        """Print all about a page."""
        from ..terminal.reading import print_reading  # noqa: PLC0415

        print_reading(self.console, had.reading, look_at(had), whole=self.want.whole)

    def print_line(self, had: Read) -> None:
        """Print a page as a line of a table."""
        from ..terminal.readings import Readings  # noqa: PLC0415

        if self.table is None:
            self.table = Readings(self.console)
            self.table.head()
        self.table.add(had.source, had.reading)

    def copy(self, had: Read, look: Look) -> str:
        """Write the annotated copy, open it, and return its path."""
        from ..publish.annotated import annotate  # noqa: PLC0415

        page = annotate(had.reading, look).encode("utf-8", "replace")
        try:
            path = written(self.want.html or TEMPORARY, page)
        except OSError as error:
            fail(f"{self.want.html}: {error.strerror}")
        if self.want.show:
            webbrowser.open(path.resolve().as_uri())
        return str(path)


def written(name: str, page: bytes) -> Path:
    """Write a file, a new one where no name is given."""
    if name != TEMPORARY:
        Path(name).write_bytes(page)
        return Path(name)
    with tempfile.NamedTemporaryFile(prefix="corpuscle-", suffix=".html", delete=False) as file:
        file.write(page)
    return Path(file.name)


def look_at(had: Read) -> Look:
    """Look closer at a page, unless reading it failed before: nobody guards us here."""
    from ..reading.look import Look, look  # noqa: PLC0415
    from ..reasons import Reason  # noqa: PLC0415

    reason = had.reading.page.reason or had.reading.reason
    broken = reason in (Reason.NOT_HTML, Reason.READING_TIMEOUT, Reason.READING_FAILED)
    return Look() if broken or not had.page.body else look(had.page, had.reading.article)
