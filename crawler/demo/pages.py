"""The pages of one site, by address: its template, filled with its articles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape

from .answers import Answer, Route
from .content import DemoArticle, Library
from .listings import Listing, listings
from .parts import Parts
from .related import popular
from .sites import SITES, Site
from .stories import Stories, print_path
from .teasers import Teasers

ON_HOME = 9  # articles in the home page's list, below the first
LATEST = 6


class SitePages:
    """One site's pages."""

    def __init__(self, site: Site, library: Library, port: int) -> None:
        """Read the template, and make what all pages share."""
        self.site, self.port, self.home_address = site, port, site.home(port)
        self.parts = Parts(site.name)
        self.articles = library.on(site.name)
        self.listings = listings(site, self.articles)
        self.teasers = Teasers(site, self.listings)
        self.stories = Stories(site, library, self.parts, self.teasers)
        self.shared = self.everywhere(popular(library, site.name))

    def routes(self) -> dict[str, Route]:
        """Return what makes the page at each of the site's addresses."""
        routes: dict[str, Route] = {"/": self.home}
        for article in self.articles:
            routes[article.path] = partial(self.article, article)
            if "print" in self.parts:
                routes[print_path(article)] = partial(self.printed, article)
        for listing in self.listings:
            for place, path in enumerate(listing.pages(self.site), 1):
                routes[path] = partial(self.listing, listing, place)
        for name, part in self.parts.like("static ").items():
            path, _, title = name.partition(" ")
            routes[path] = partial(self.static, path, title, part)
        for path, part in self.parts.like("raw ").items():
            routes[path] = partial(self.raw, part)
        return routes

    def everywhere(self, most_read: list[DemoArticle]) -> dict[str, str]:
        """Return what stands on every page: menu, topics, staff, latest and most-read lists."""
        links = {
            kind: [listing.link() for listing in self.listings if listing.kind == kind]
            for kind in ("section", "tag", "author")
        }
        return {
            "home": self.home_address,
            "menu": self.parts.block("menu", links["section"]),
            "topics": self.parts.block("topics", links["tag"]),
            "staff": self.parts.block("staff", links["author"]),
            "latest": self.block("latest", self.articles[:LATEST]),
            "popular": self.block("popular", most_read),
            "partners": self.parts.block("partners", map(self.site_link, self.site.partners)),
        }

    def site_link(self, name: str) -> dict[str, str]:
        """Return what a template needs to link to a partner site."""
        return {"href": f"{SITES[name].home(self.port)}/", "name": SITES[name].title}

    def block(self, name: str, articles: Iterable[DemoArticle]) -> str:
        """Return part `name` with one item for each article."""
        return self.parts.block(
            name,
            (self.teasers.row(article) | {"place": str(place)} for place, article in enumerate(articles, 1)),
        )

    def page(self, title: str, path: str, content: str, head: str = "") -> Answer:
        """Answer with the site's frame around `content`."""
        fields = {
            "title": escape(title),
            "address": escape(self.home_address + path),
            "content": content,
            "head": head,
        }
        return self.encoded(self.parts.fill("page", self.shared | fields))

    def encoded(self, page: str) -> Answer:
        """Answer in the site's charset; what it can't write becomes a character reference."""
        body = page.encode(self.site.charset, "xmlcharrefreplace")
        charset = f"; charset={self.site.charset}" if self.site.in_header else ""
        return Answer(body, f"text/html{charset}", modified=self.articles[0].published)

    def home(self) -> Answer:
        """Answer with the newest articles, and the newest of each section."""
        fields = {
            "lead": self.block("lead", self.articles[:1]),
            "list": self.block("list", self.articles[1 : ON_HOME + 1]),
            "sections": "\n".join(
                self.parts.fill(
                    "home section",
                    listing.link() | {"titles": self.block("titles", listing.articles[:4])},
                )
                for listing in self.listings
                if listing.kind == "section"
            ),
        }
        content = self.parts.fill("home", self.shared | fields)
        return self.page(self.site.title, "/", content)

    def listing(self, listing: Listing, place: int) -> Answer:
        """Answer with one page of a section, tag or author."""
        pages = listing.pages(self.site)
        length = self.site.list_length
        articles = listing.articles[(place - 1) * length : place * length]
        numbers = [
            {"href": escape(path), "name": str(n), "class": "here" if n == place else "page"}
            for n, path in enumerate(pages, 1)
        ]
        fields = listing.link() | {
            "list": self.block("list", articles),
            "pager": self.parts.block("pager", numbers) if len(pages) > 1 else "",
        }
        title = f"{listing.name} | {self.site.title}"
        return self.page(title, pages[place - 1], self.parts.fill(listing.kind, fields))

    def article(self, article: DemoArticle) -> Answer:
        """Answer with an article."""
        fields = self.shared | self.stories.fields(article)
        content, head = (self.parts.fill(name, fields) for name in ("article", "article head"))
        return self.page(f"{article.title} | {self.site.title}", article.path, content, head)

    def printed(self, article: DemoArticle) -> Answer:
        """Answer with the version for printing."""
        body = "\n".join(self.stories.paragraphs(article))
        return self.encoded(self.parts.fill("print", self.teasers.row(article) | {"body": body}))

    def static(self, path: str, title: str, part: str) -> Answer:
        """Answer with a page about the site itself."""
        content = self.parts.fill(part, self.shared)
        return self.page(f"{title} | {self.site.title}", path, content)

    def raw(self, part: str) -> Answer:
        """Answer with a part that is a whole page already."""
        return self.encoded(self.parts.fill(part, self.shared))
