"""Sources → seeds: every file and URL read, every problem said at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..reading.language import language_of
from ..reading.text.joins import repair
from ..records import Seed
from ..urls import comparable
from . import frontmatter
from .addresses import address, is_address, listed
from .errors import SeedError, SeedErrors
from .files import files, read
from .shape import Shape, shape

LIST = ".urls"  # ending of a file with one address a line
LETTER = re.compile(r"[^\W\d_]")


def load(sources: Sequence[str | Path]) -> list[Seed]:
    """Read files, folders and URLs; raise `SeedError` with all that is wrong with any of them."""
    seeds: list[Seed] = []
    errors: list[SeedError] = []
    for source in dict.fromkeys(expand(map(str, sources), errors)):
        try:
            seeds.append(seed(source))
        except SeedErrors as several:
            errors.extend(several.errors)
        except SeedError as error:
            errors.append(error)
    errors.extend(repeated(seeds))
    if errors:
        raise SeedErrors(errors)
    return seeds


def expand(sources: Iterator[str], errors: list[SeedError]) -> Iterator[str]:
    """Yield URLs and files, folders opened; a folder without any is an error."""
    for source in sources:
        try:
            yield from [source] if is_address(source) else files(Path(source))
        except SeedError as error:
            errors.append(error)


def seed(source: str) -> Seed:
    """Read one URL or file; raise `SeedError` or, for several problems, `SeedErrors`."""
    if is_address(source):
        return from_address(source)
    text = read(Path(source))
    return from_list(source, text) if source.endswith(LIST) else from_text(source, text)


def from_address(source: str) -> Seed:
    """Make a seed of a URL."""
    url = address(source)
    if url is None:
        message = "not a web address: write it whole, such as https://example.org/news"
        raise SeedError(source, None, message)
    return Seed(source, "", url=url, start_urls=(url,))


def from_list(source: str, text: str) -> Seed:
    """Make one seed of a list of addresses."""
    urls, errors = listed(source, text)
    if not urls and not errors:
        errors = [SeedError(source, 1, "no address in this list: write one a line")]
    if errors:
        raise SeedErrors(errors)
    return Seed(source, "", start_urls=tuple(urls))


def from_text(source: str, text: str) -> Seed:
    """Make a seed of an article, its front matter before what its text shows."""
    front = frontmatter.parse(source, text)
    errors = [*front.errors, *missing(source, front)]
    if errors:
        raise SeedErrors(errors)
    language = front.values.get("language") or language_of(front.body)[0]
    shown = mended(shape(front.body, language), front.values.get("title"))
    fields: dict[str, Any] = {
        "title": shown.title,
        "site": shown.dateline.site,
        "author": shown.dateline.author,
        "published": shown.dateline.published,
        "language": language,
    }
    return Seed(source, shown.text, **(fields | dict(front.values)))


def missing(source: str, front: frontmatter.FrontMatter) -> Iterator[SeedError]:
    """Say what a file lacks to be a seed."""
    if not front.body.strip():
        if not front.errors and not front.values.keys() & {"url", "start_urls", "feeds"}:
            message = "neither text nor address: paste the article below, or add url, start_urls or feeds"
            yield SeedError(source, front.line, message)
    elif not LETTER.search(front.body):
        yield SeedError(source, front.line, "no word in this text: paste the article")


def mended(shown: Shape, title: str | None) -> Shape:
    """Split glued words; a first line that is not the title the front matter gives is text."""
    whole = repair(f"{shown.title or ''}\n{shown.text}").text
    first, _, text = whole.partition("\n")
    if title and first and " ".join(first.split()).casefold() != title.casefold():
        text = f"{first}\n{text}"
    return Shape(text, first or None, shown.dateline)


def repeated(seeds: Sequence[Seed]) -> Iterator[SeedError]:
    """Say which seeds are there twice: the same text, or the same address."""
    seen: dict[str, str] = {}
    for one in seeds:
        marks = {"text": " ".join(one.text.split()), "address": comparable(one.url) if one.url else ""}
        for what, mark in marks.items():
            first = seen.setdefault(f"{what} {mark}", one.path) if mark else one.path
            if first != one.path:
                message = f"the same {what} as {first}: delete one of them"
                yield SeedError(one.path, None if is_address(one.path) else 1, message)
