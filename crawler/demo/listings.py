"""Lists of articles: one for each section, tag and author of a site."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .content import DemoArticle
from .sites import Site


@dataclass(frozen=True, slots=True)
class Listing:
    """All articles of one section, tag or author, newest first."""

    kind: str
    name: str
    path: str
    articles: list[DemoArticle]

    def pages(self, site: Site) -> list[str]:
        """Return the addresses of its pages."""
        count = -(-len(self.articles) // site.list_length)
        return [self.path, *(numbered(self.path, place) for place in range(2, count + 1))]

    def link(self) -> dict[str, str]:
        """Return what a template needs to link to it."""
        count = str(len(self.articles))
        return {"href": escape(self.path), "name": escape(self.name), "count": count}


def listings(site: Site, articles: list[DemoArticle]) -> list[Listing]:
    """Return every list of a site, those of one kind in order of their newest article."""
    found: dict[tuple[str, str], list[DemoArticle]] = {}
    for article in articles:
        for kind, names in kinds(article).items():
            for name in names:
                found.setdefault((kind, name), []).append(article)
    patterns = {"section": site.section, "tag": site.tag, "author": site.author}
    return [
        Listing(kind, name, site.path(patterns[kind], name), members)
        for (kind, name), members in found.items()
    ]


def kinds(article: DemoArticle) -> dict[str, tuple[str, ...]]:
    """Return the names of the lists an article is in."""
    return {"section": (article.section,), "tag": article.tags, "author": article.authors}


def numbered(path: str, place: int) -> str:
    """Return the address of a later page, in the manner of the first one's."""
    if "?" in path:
        return f"{path}&page={place}"
    if path.endswith("/"):
        return f"{path}page/{place}/"
    stem, dot, suffix = path.partition(".")
    return f"{stem}_{place}{dot}{suffix}"
