"""The demo web's articles, read from `articles/<site>/<slug>.md`: what a crawl should find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from .markup import plain
from .sites import SITES, slug

FOLDER = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article of the demo web, with all that is true about it."""

    site: str
    slug: str
    url: str
    title: str
    language: str
    theme: str
    authors: tuple[str, ...]
    published: datetime
    section: str
    markdown: str = field(repr=False)
    tags: tuple[str, ...] = ()
    copy: str | None = None
    """"exact" or "edited", for an article that another site had first."""
    original: str | None = None
    """Reference of the article this is a copy of."""
    inline: str | None = None
    """Reference of the article its "Read also" line leads to."""
    related: tuple[str, ...] = ()
    """References its editors chose; the rest of the block is picked."""

    @property
    def reference(self) -> str:
        """Name the article across sites: `site/slug`."""
        return f"{self.site}/{self.slug}"

    def age(self) -> tuple[float, str]:
        """Return what sorts the newest first."""
        return -self.published.timestamp(), self.slug

    @property
    def path(self) -> str:
        """Return its address on its own site."""
        return "/" + self.url.split("/", 3)[3]

    @property
    def text(self) -> str:
        """Return its paragraphs, separated by a newline, without markup."""
        return plain(self.markdown)


class Library:
    """All articles, found by reference or by site."""

    def __init__(self, port: int, folder: Path = FOLDER) -> None:
        """Read the articles; their addresses are on `port`."""
        read = {article.reference: article for article in load(port, folder)}
        self.articles = tuple(
            replace(article, markdown=read[article.original].markdown)
            if article.copy == "exact" and article.original
            else article
            for article in read.values()
        )
        self.named = {article.reference: article for article in self.articles}
        newest_first = sorted(self.articles, key=DemoArticle.age)
        self.sites = {name: [article for article in newest_first if article.site == name] for name in SITES}

    def find(self, reference: str, site: str) -> DemoArticle:
        """Return the article called `slug` on `site`, or `site/slug` anywhere."""
        return self.named[reference if "/" in reference else f"{site}/{reference}"]

    def on(self, site: str) -> list[DemoArticle]:
        """Return the articles of a site, newest first."""
        return self.sites[site]


def load(port: int, folder: Path) -> Iterator[DemoArticle]:
    """Read every article file, in order of site and slug."""
    for path in sorted(folder.glob("*/*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        # BaseLoader leaves dates and numbers alone: they are text until told otherwise
        matter = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506
        yield article_of(path.parent.name, path.stem, matter, body.strip(), port)


def article_of(site: str, name: str, matter: dict[str, Any], body: str, port: int) -> DemoArticle:
    """Make the article that a file's front matter and body describe."""
    published = datetime.fromisoformat(matter["published"])
    copy = "exact" if "copy_of" in matter else "edited" if "edit_of" in matter else None
    return DemoArticle(
        site=site,
        slug=name,
        url=address(site, name, matter["section"], published, port),
        title=matter["title"],
        language=matter["language"],
        theme=matter["theme"],
        authors=tuple(matter["author"].split("; ")),
        published=published,
        section=matter["section"],
        markdown=body,
        tags=tuple(matter.get("tags", ())),
        copy=copy,
        original=matter.get("copy_of") or matter.get("edit_of"),
        inline=matter.get("inline"),
        related=tuple(matter.get("related", ())),
    )


def address(site: str, name: str, section: str, published: datetime, port: int) -> str:
    """Return where an article stands, by its site's pattern."""
    here = SITES[site]
    day = {"y": f"{published:%Y}", "m": f"{published:%m}", "d": f"{published:%d}"}
    return here.home(port) + here.path(here.article, name, section=slug(section), **day)
