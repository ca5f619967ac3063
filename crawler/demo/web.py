"""Every address of the demo web and what it answers, whatever port it is on."""

from __future__ import annotations

from functools import cache, partial

from .answers import Answer, Route
from .calendars import calendar_page
from .content import Library
from .feeds import feed_routes
from .oddities import broken, odd_routes, spoilt
from .pages import SitePages
from .pictures import pdf, picture
from .sites import SITES

CALENDAR = "villageecho"  # the site whose calendar never ends
TARIFFS = ("autodaily", "/files/charging-tariffs.pdf")


class Web:
    """All sites, and their answers."""

    def __init__(self, port: int) -> None:
        """Read articles and templates; links will name `port`."""
        self.port = port
        self.library = Library(port)
        self.sites = {site.name: SitePages(site, self.library, port) for site in SITES.values()}
        self.routes = self.tabulate()

    def tabulate(self) -> dict[tuple[str, str], Route]:
        """Return what answers at each (site, path), those made from a pattern left out."""
        routes: dict[tuple[str, str], Route] = {}
        for name, pages in self.sites.items():
            found = pages.routes() | feed_routes(pages.site, pages.home_address, pages.articles)
            routes |= {(name, path): route for path, route in found.items()}
        routes[TARIFFS] = partial(pdf, "Charging tariffs, crowns per kilowatt-hour: 3.10 to 6.45")
        routes |= odd_routes()
        return {address: cache(route) for address, route in routes.items()}

    def answer(self, site: str, path: str) -> Answer:
        """Answer a request; a query that nobody knows doesn't matter."""
        if site not in self.sites:
            return self.directory() if site in ("", "127.0.0.1") else broken(404)
        for address in (path, path.partition("?")[0]):
            route = self.routes.get((site, address))
            if route:
                return spoilt(self.library, site, address, route())
        return picture(path) or self.calendar(site, path) or broken(404)

    def calendar(self, site: str, path: str) -> Answer | None:
        """Answer with a page of the endless calendar."""
        found = calendar_page(path) if site == CALENDAR else None
        return self.sites[site].page(found[0], path, found[1]) if found else None

    def directory(self) -> Answer:
        """Answer with a list of the sites, for who asks for no site by name."""
        items = "".join(
            f'<li><a href="{site.home(self.port)}/">{site.title}</a></li>' for site in SITES.values()
        )
        page = f'<!DOCTYPE html><meta charset="utf-8"><title>Demo web</title><ul>{items}</ul>'
        return Answer(page.encode())
