"""What is moved, broken, slow or endless on this web, as on any other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus

from .answers import Answer, Route, redirect
from .content import DemoArticle, Library

PAUSE = 1.0  # seconds that the slow page takes


@dataclass(frozen=True, slots=True)
class Oddity:
    """An address that an article's related block leads to."""

    site: str
    path: str
    heading: str
    place: int | None
    """Which article of the site, from the newest on, has the link; None for no link."""
    status: int = HTTPStatus.OK
    """200 for a page out of the site's template."""
    location: str = ""
    """Where a redirect leads."""


LAUNCH = "/cars/2025/12/nimbus-technology-launch-without-a-car.html"
ODDITIES = (
    Oddity("autodaily", "/cars/1187-nimbus-launch.html", "From the archive: the launch", 1, 301, LAUNCH),
    Oddity("autodaily", "/files/charging-tariffs.pdf", "Download: all charging tariffs (PDF)", 2),
    Oddity("techherald", "/go/range-test/", "Live: the winter range test", 1, 302, "/go/live/"),
    Oddity("techherald", "/go/live/", "", None, 302, "/go/range-test/"),
    Oddity("techherald", "/members/briefing/", "For members: who supplies whom", 2),
    Oddity("techherald", "/live/keynote/", "The keynote, minute by minute", 3, 500),
    Oddity("chezhi", "/zhuanti/huigu.html", "手机厂商造车大事记", 1),
    Oddity("lagazette", "/auto/essai-retire_10404.html", "Notre premier essai, en images", 1, 404),
    Oddity("lagazette", "/auto/annonce_10410.html", "Une annonce du constructeur", 2, 410),
    Oddity("diariosol", "/interactivo/mapa/", "Mapa interactivo de cargadores", 1),
)
SLOW = ("chezhi", "/zhuanti/huigu.html")
MISLABELLED = "diariosol"  # its oldest article is UTF-8 and says it is not


def beside(library: Library, article: DemoArticle) -> list[Oddity]:
    """Return the oddities that an article's related block leads to."""
    place = library.on(article.site).index(article)
    return [odd for odd in ODDITIES if (odd.site, odd.place) == (article.site, place)]


def odd_routes() -> dict[tuple[str, str], Route]:
    """Return what answers at the addresses that are no pages."""
    return {
        (odd.site, odd.path): partial(redirect, odd.location, odd.status)
        if odd.location
        else partial(broken, odd.status)
        for odd in ODDITIES
        if odd.status != HTTPStatus.OK
    }


def broken(status: int) -> Answer:
    """Answer with an error status."""
    page = f"<!DOCTYPE html><title>{status}</title><h1>{status}</h1><p>No article here.</p>"
    return Answer(page.encode(), status=status)


def spoilt(library: Library, site: str, path: str, answer: Answer) -> Answer:
    """Spoil the answers that are to be slow, or to lie about their charset."""
    if (site, path) == SLOW:
        return replace(answer, wait=PAUSE)
    if site == MISLABELLED and path == library.on(site)[-1].path:
        body = answer.body.replace(b'<meta charset="utf-8">', b'<meta charset="iso-8859-1">')
        return replace(answer, body=body, content_type="text/html")
    return answer
