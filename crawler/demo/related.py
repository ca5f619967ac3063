"""Which articles lead to which: mostly the same theme, and always some that stray."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain, islice

from .content import DemoArticle, Library
from .sites import SITES, number

CIRCLES = (
    {"ev-makers", "ev-batteries", "ev-charging", "autonomous-driving", "phones"},
    {"gardening", "football", "cooking", "housing", "history"},
)
LONGEST = 6  # links in a block
NEAREST = 3  # of them to the nearest themes


def related(library: Library, article: DemoArticle) -> list[DemoArticle]:
    """Return what the article's related block leads to: its editors' choice first."""
    chosen = [library.find(reference, article.site) for reference in article.related]
    picked = [*at_home(library, article), *at_partners(library, article)]
    return list(islice(dict.fromkeys([*chosen, *picked]), LONGEST))


def at_home(library: Library, article: DemoArticle) -> list[DemoArticle]:
    """Pick the nearest articles of the same site, and one each from farther away."""
    others = (other for other in library.on(article.site) if other != article)
    nearest = sorted(shuffled(article, others), key=partial(distance, article))
    strays = [
        [other for other in nearest[NEAREST:] if distance(article, other) == away][:1] for away in (1, 2)
    ]
    return [*nearest[:NEAREST], *chain(*strays)]


def at_partners(library: Library, article: DemoArticle) -> list[DemoArticle]:
    """Pick an article of a partner site, the nearest there is."""
    theirs = [other for name in SITES[article.site].partners for other in library.on(name)]
    return sorted(shuffled(article, theirs), key=partial(distance, article))[:1]


def distance(one: DemoArticle, other: DemoArticle) -> int:
    """Return 0 for the same theme, 1 for one of its circle, 2 for any other."""
    if one.theme == other.theme:
        return 0
    return 1 if any({one.theme, other.theme} <= circle for circle in CIRCLES) else 2


def shuffled(article: DemoArticle, others: Iterable[DemoArticle]) -> list[DemoArticle]:
    """Return `others` in an order of this article's own, the same on every start."""
    return sorted(others, key=lambda other: number(article.reference, other.reference))


def popular(library: Library, site: str, size: int = 5) -> list[DemoArticle]:
    """Return the articles said to be read most on a site."""
    return sorted(library.on(site), key=lambda article: number("reads", article.reference))[:size]


def neighbours(library: Library, article: DemoArticle) -> dict[str, DemoArticle]:
    """Return the articles published just before and after, where there are such."""
    line = library.on(article.site)
    place = line.index(article)
    around = {"newer": line[place - 1 : place], "older": line[place + 1 : place + 2]}
    return {name: found[0] for name, found in around.items() if found}
