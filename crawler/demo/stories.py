"""An article and all that stands in and around its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from .content import DemoArticle, Library
from .markup import paragraphs
from .oddities import beside
from .parts import Parts
from .related import neighbours, related, shuffled
from .sites import Site
from .teasers import Teasers

INLINE_AFTER = 2  # paragraphs before the "Read also" line
RELATED_AFTER = 4  # paragraphs before a related block inside the body
POOL = 3  # comments or advertisements taken from the site's stock


class Stories:
    """Fills the parts of a template that belong to one article."""

    def __init__(self, site: Site, library: Library, parts: Parts, teasers: Teasers) -> None:
        """Take what the site's other pages use as well."""
        self.site, self.library, self.parts, self.teasers = site, library, parts, teasers

    def fields(self, article: DemoArticle) -> dict[str, str]:
        """Return everything that the article's parts may use."""
        return self.teasers.row(article) | {
            "body": "\n".join(self.body(article)),
            "related": "" if self.site.related_in_body else self.recommended(article),
            "comments": self.pool("comments", article),
            "sponsored": self.pool("sponsored", article),
            "byline": self.byline(article),
            "tags": self.parts.block("tags", self.teasers.tags(article)),
            "print_href": print_path(article),
            "json_ld": json_ld(article, self.site),
            **self.around(article),
        }

    def byline(self, article: DemoArticle) -> str:
        """Return the authors, each linked to the list of his or her articles."""
        names = [(escape(self.teasers.listed("author", name)), name) for name in article.authors]
        return ", ".join(f'<a rel="author" href="{href}">{escape(name)}</a>' for href, name in names)

    def around(self, article: DemoArticle) -> dict[str, str]:
        """Return links to the articles before and after."""
        found = neighbours(self.library, article)
        return {
            name: self.parts.fill(name, self.teasers.row(found[name])) if name in found else ""
            for name in ("newer", "older")
        }

    def recommended(self, article: DemoArticle) -> str:
        """Return the related block: articles, and what is odd, dressed as the first of them."""
        rows = [self.teasers.row(other) for other in related(self.library, article)]
        odd = [rows[0] | {"href": odd.path, "heading": odd.heading} for odd in beside(self.library, article)]
        return self.parts.block("related", rows + odd)

    def body(self, article: DemoArticle) -> Iterator[str]:
        """Yield the paragraphs, and what the site puts between them."""
        for place, paragraph in enumerate(self.paragraphs(article), 1):
            yield paragraph
            if place == INLINE_AFTER and article.inline:
                other = self.library.find(article.inline, article.site)
                yield self.parts.fill("inline", self.teasers.row(other))
            if place == RELATED_AFTER and self.site.related_in_body:
                yield self.recommended(article)

    def paragraphs(self, article: DemoArticle) -> list[str]:
        """Return the article's text as HTML, its links as this site writes them."""

        def href(reference: str) -> str:
            return self.teasers.href(self.library.find(reference, article.site))

        return paragraphs(article.markdown, href)

    def pool(self, name: str, article: DemoArticle) -> str:
        """Return a few of the site's stock of comments or advertisements."""
        stock = list(self.parts.like(f"{name} ").values())
        here = self.library.on(article.site)
        start = here.index(article)
        taken = [stock[(start + step) % len(stock)] for step in range(POOL) if stock]
        other = shuffled(article, here)[0]
        items = "\n".join(self.parts.fill(part, self.teasers.row(other)) for part in taken)
        return self.parts.fill(name, {"items": items})


def print_path(article: DemoArticle) -> str:
    """Return the address of the version for printing."""
    return f"/print/{article.slug}"


def json_ld(article: DemoArticle, site: Site) -> str:
    """Return the article's metadata as search engines want it, safe inside a script."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": site.title},
        "mainEntityOfPage": article.url,
        "articleSection": article.section,
        "keywords": list(article.tags),
        "inLanguage": article.language,
        "isAccessibleForFree": True,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")
