"""The demo web's sites: what each is called, how its addresses look and what it announces."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Site:
    """One small news site; its pages are in `templates/<name>.html`.

    Addresses are patterns over slug, id, section, y, m and d.
    """

    name: str
    title: str
    language: str
    article: str
    section: str
    tag: str
    author: str
    partners: tuple[str, ...]
    """Sites whose articles it recommends beside its own."""
    charset: str = "utf-8"
    in_header: bool = True
    """Whether the Content-Type header names the charset."""
    absolute_links: bool = False
    list_length: int = 8
    related_in_body: bool = False
    """Whether the related block stands between the paragraphs."""
    robots: str | None = "User-agent: *\nDisallow:\n"
    feed: str | None = None
    sitemap: str = "/sitemap.xml"
    monthly_sitemaps: bool = False
    """Whether `sitemap` is an index of one sitemap a month."""

    def home(self, port: int) -> str:
        """Return the site's address, without a slash at the end."""
        return f"http://{self.name}.localhost:{port}"

    def path(self, pattern: str, name: str, **fields: str) -> str:
        """Fill an address pattern for an article, section, tag or author called `name`."""
        return pattern.format(slug=slug(name), id=number(self.name, name), **fields)


def slug(name: str) -> str:
    """Return `name` as the last part of an address."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return quote(re.sub(r"\W+", "-", plain).strip("-"))


def number(*names: str) -> int:
    """Return five digits that stand for something, the same on every start."""
    return zlib.crc32("/".join(names).encode()) % 90_000 + 10_000


SITES = {
    site.name: site
    for site in (
        Site(
            name="autodaily",
            title="Auto Daily",
            language="en",
            article="/{section}/{y}/{m}/{slug}.html",
            section="/{slug}/",
            tag="/topic/{slug}/",
            author="/staff/{slug}/",
            partners=("techherald", "chezhi", "villageecho"),
            robots="User-agent: *\nDisallow: /print/\nAllow: /\n",
            feed="/feed.xml",
        ),
        Site(
            name="techherald",
            title="The Tech Herald",
            language="en",
            article="/{y}/{m}/{d}/{slug}/",
            section="/category/{slug}/",
            tag="/tag/{slug}/",
            author="/author/{slug}/",
            partners=("autodaily", "morgenkurier"),
            list_length=10,
            robots="User-agent: *\nDisallow: /search/\n\nSitemap: {home}/sitemap.xml\n",
            feed="/atom.xml",
        ),
        Site(
            name="morgenkurier",
            title="Morgenkurier",
            language="de",
            article="/{section}/{slug}-{id}.html",
            section="/{slug}/",
            tag="/thema/{slug}/",
            author="/autoren/{slug}.html",
            partners=("lagazette", "autodaily"),
            charset="windows-1252",
            absolute_links=True,
            robots="User-agent: *\nCrawl-delay: 1\n\nSitemap: {home}/sitemap_index.xml\n",
            sitemap="/sitemap_index.xml",
            monthly_sitemaps=True,
        ),
        Site(
            name="chezhi",
            title="车志网",
            language="zh",
            article="/{y}-{m}-{d}/{id}.html",
            section="/channel/{id}/",
            tag="/tags/{id}.html",
            author="/author/{id}.html",
            partners=("autodaily", "techherald"),
            charset="gb18030",
            in_header=False,
            list_length=5,
        ),
        Site(
            name="lagazette",
            title="La Gazette",
            language="fr",
            article="/{section}/{slug}_{id}.html",
            section="/rubrique/{slug}",
            tag="/sujet/{slug}",
            author="/signature/{slug}",
            partners=("diariosol", "morgenkurier"),
            related_in_body=True,
            robots="User-agent: *\nAllow: /\n\nUser-agent: GPTBot\nDisallow: /\n",
            feed="/feed.json",
        ),
        Site(
            name="diariosol",
            title="Diario Sol",
            language="es",
            article="/{section}/{y}{m}{d}/{slug}.html",
            section="/{slug}/",
            tag="/noticias/{slug}/",
            author="/autor/{slug}/",
            partners=("lagazette", "techherald"),
        ),
        Site(
            name="villageecho",
            title="The Village Echo",
            language="en",
            article="/?p={id}",
            section="/?cat={slug}",
            tag="/?tag={slug}",
            author="/?author={slug}",
            partners=("techherald",),
            list_length=6,
            robots=None,
        ),
    )
}
