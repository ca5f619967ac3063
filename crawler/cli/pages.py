"""What `corpuscle read` is given, made into pages: files, folders, standard input, URLs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import timing

if TYPE_CHECKING:
    from ..reader import Reader
    from ..records import Page, Reading, Seed
    from ..settings import Settings

STDIN = "-"
# Endings that browsers and crawlers save pages under.
ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml"})
MEGABYTE = 2**20
LONGEST = 300  # characters of a name, and of what is said of it


@dataclass(frozen=True, slots=True)
class Read:
    """One page that was had and read."""

    source: str
    """As it was given; for a file in a folder its path."""
    page: Page
    """With its body, if that was asked for."""
    reading: Reading
    failed: bool
    """It can't be read at all, which stands on stderr already."""


@dataclass(slots=True)
class Reads:
    """Reads what is given, in order; what can't be had is a line on stderr and counted."""

    settings: Settings
    seeds: Sequence[Seed]
    url: str | None = None
    """Address that a file was saved from."""
    bodies: bool = False
    """Pages that were fetched keep their body: it is looked at again."""
    failures: int = 0
    reader: Reader | None = None
    """Made for the first file."""

    def __call__(self, sources: Sequence[str]) -> Iterator[Read]:
        """Yield what could be read."""
        addresses = [source for source in dict.fromkeys(sources) if is_url(source) and self.may_fetch(source)]
        fetched = dict(self.fetch(addresses))
        for source in dict.fromkeys(sources):
            if is_url(source):
                yield from fetched.get(source, ())
            else:
                for name in self.names(source):
                    yield from self.file(name)

    def may_fetch(self, source: str) -> bool:
        """Say whether an address can be fetched at all, or why not."""
        from .. import urls  # noqa: PLC0415

        reason = urls.refusal(urls.clean(source) or "")
        if reason:
            self.fail(source, f"{reason}: {reason.meaning}")
        return reason is None

    def fetch(self, addresses: list[str]) -> Iterator[tuple[str, list[Read]]]:
        """Yield what came from the network, by the address that was given."""
        if not addresses:
            return
        from ..bot.fetch import fetch  # noqa: PLC0415  (Scrapy costs half a second)
        from ..contact import NoContactError  # noqa: PLC0415
        from ..settings import SettingsError  # noqa: PLC0415

        try:
            answers = fetch(addresses, self.settings, self.seeds, bodies=self.bodies)
        except (NoContactError, SettingsError) as error:
            raise click.ClickException(str(error)) from error
        for address in addresses:
            answer = answers.get(address)
            if answer is None:
                self.fail(address, "no answer in the time there was; try again later")
                continue
            failed = self.complain(address, answer.reading)
            yield address, [Read(address, answer.page, answer.reading, failed)]

    def names(self, source: str) -> Iterator[str]:
        """Yield the files that a name stands for: itself, or the pages in a folder."""
        if not is_folder(source):
            yield source
            return
        found = [name for name in files_in(source) if Path(name).suffix.lower() in ENDINGS]
        if not found:
            self.fail(source, f"no page in this folder: no file ends in {', '.join(sorted(ENDINGS))}")
        yield from found

    def file(self, name: str) -> Iterator[Read]:
        """Read a file, if it can be had."""
        from ..reader import Reader  # noqa: PLC0415  (costs a second)
        from ..reading.saved import stated_address  # noqa: PLC0415
        from ..records import Page, Target  # noqa: PLC0415

        most = int(self.settings.manners.max_megabytes * MEGABYTE)
        try:
            body = bytes_of(name, most + 1)
        except OSError as error:
            self.fail(name, f"{error.strerror}. Give a file, or a URL that begins with http:// or https://")
            return
        if len(body) > most:
            self.fail(name, f"larger than {self.settings.manners.max_megabytes:g} MB, which is max_megabytes")
            return
        address = self.url or stated_address(body) or file_address(name)
        page = Page(address, address, body=body, size=len(body))
        if self.reader is None:
            self.reader = Reader.make(self.settings, self.seeds)
            self.reader(Target(address), page)  # the first page pays for models and tables
        timing.take()
        reading = self.reader(Target(address), page)
        costs = timing.take()
        timing.gather(costs)
        reading = replace(reading, costs=costs)
        yield Read(name, page, reading, self.complain(name, reading))

    def complain(self, source: str, reading: Reading) -> bool:
        """Say so, here and on stderr, if what came can't be read at all."""
        from ..reasons import Reason  # noqa: PLC0415

        reason = reading.page.reason or reading.reason
        unreadable = (Reason.NOT_HTML, Reason.TOO_COMPLEX, Reason.READING_TIMEOUT, Reason.READING_FAILED)
        if not reason or not (reading.page.reason or reason in unreadable):
            return False
        detail = f" ({reading.page.detail})" if reading.page.detail else ""
        self.fail(source, f"{reason}: {reason.meaning}{detail}")
        return True

    def fail(self, source: str, message: str) -> None:
        """Say what could not be had, on one line, and count it."""
        from ..terminal.text import shorten  # noqa: PLC0415

        self.failures += 1
        click.echo(f"{shorten(source, LONGEST)}: {shorten(message, LONGEST)}", err=True)


def is_url(source: str) -> bool:
    """Say whether a name is an address rather than a file."""
    return source.lower().startswith(("http://", "https://"))


def is_folder(source: str) -> bool:
    """Say whether a name is that of a folder; addresses can be longer than any file's name."""
    try:
        return source != STDIN and not is_url(source) and Path(source).is_dir()
    except OSError:
        return False


def files_in(folder: str) -> list[str]:
    """Return the files in a folder and in those below it, in order."""
    return sorted(str(Path(path, name)) for path, _, names in os.walk(folder) for name in names)


def bytes_of(name: str, most: int) -> bytes:
    """Read a file or standard input, up to a limit; raises OSError."""
    if name == STDIN:
        return sys.stdin.buffer.read(most)
    with Path(name).open("rb") as file:
        return file.read(most)


def file_address(name: str) -> str:
    """Return the address of a file on this machine, which nobody fetches."""
    return "file:///dev/stdin" if name == STDIN else Path(name).resolve().as_uri()
