"""What a page says of an article that it links to."""

from __future__ import annotations

import textwrap
from html import escape

from .content import DemoArticle
from .dates import spelled
from .listings import Listing
from .sites import SITES, Site, number

LEAD = 170  # characters of a lead; Chinese says as much in a third of them
WORDS_A_MINUTE = 200


class Teasers:
    """The fields that a site's template may use for an article."""

    def __init__(self, site: Site, listings: list[Listing]) -> None:
        """Take the site whose pages the links stand on, and its lists."""
        self.site = site
        self.listings = {(listing.kind, listing.name): listing for listing in listings}

    def href(self, article: DemoArticle) -> str:
        """Return the article's address as this site writes it."""
        at_home = article.site == self.site.name and not self.site.absolute_links
        return article.path if at_home else article.url

    def row(self, article: DemoArticle) -> dict[str, str]:
        """Return the article's fields, ready for HTML."""
        fields = {
            "href": self.href(article),
            "address": article.url,
            "heading": article.title,
            "summary": lead(article),
            "authors": ", ".join(article.authors),
            "section": article.section,
            "section_href": self.listed("section", article.section),
            "date": spelled(article.published, self.site.language),
            "iso": article.published.isoformat(),
            "day": f"{article.published:%Y-%m-%d}",
            "time": f"{article.published:%H:%M}",
            "minutes": str(len(article.text.split()) // WORDS_A_MINUTE + 1),
            "reads": str(number("reads", article.reference)),
            "picture": picture_path(article),
            "outlet": SITES[article.site].title,
        }
        return {name: escape(value) for name, value in fields.items()}

    def listed(self, kind: str, name: str) -> str:
        """Return the address of a list; home, if the site has no such list."""
        listing = self.listings.get((kind, name))
        return listing.path if listing else "/"

    def tags(self, article: DemoArticle) -> list[dict[str, str]]:
        """Return links to the lists of the article's tags."""
        return [self.listings["tag", tag].link() for tag in article.tags]


def picture_path(article: DemoArticle) -> str:
    """Return where a site keeps its picture for an article, its own or another's."""
    return f"/pictures/{article.theme}-{number(article.reference)}.svg"


def lead(article: DemoArticle) -> str:
    """Return the beginning of the article, cut at a word."""
    first = article.text.partition("\n")[0]
    if article.language == "zh":
        return first[: LEAD // 3] + "…"
    return textwrap.shorten(first, LEAD, placeholder=" …")
