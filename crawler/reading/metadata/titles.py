"""The visible headline, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from .claims import Claim, Headings
from .folding import fold

SEPARATOR = re.compile(
    r"\s+(?:[|–—·•»«›~-]|::)\s+|\s*[|｜»«]\s*|\s?[—–]\s|_(?=[^_]*$)"
    "|(?<=[\u3040-\u9fff！？。」])-(?=[^-]*$)"
)
SEPARATES = re.compile("[|｜»«—–·•›~:_-]")  # one of these is in every separator
# Behind these stands a site even where nothing else names it; a hyphen counts between signs.
SURE_SEPARATOR = "|｜»«:"
MOST_SITE_WORDS = 4
SHORTEST_HEADLINE = 10  # letters of an h2 that is taken for one
MOST_OVER = 7  # words that stand over a headline
SHORTEST_NAME = 3  # letters: BBC
MOST_OF = 0.7  # of a part's letters are the site's name: "Example News" for "example"
LIKE = 0.3  # of the shorter title's words are in the other: two wordings of one headline
MUCH_SHORTER = 0.3  # "News" is in many a headline, and is none
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"\w+")


def headline(headings: Headings, stated: Sequence[Claim], title: str, sites: Sequence[str]) -> Claim:
    """Return (headline, origin) from h1 elements, stated headlines and the title tag.

    An h1 that another one confirms is what readers see; pages put logos and sections into h1
    as well. `stated` are pairs of headline and origin.
    """
    names = {fold(site) for site in sites} - {""}
    titles = [text for text, _ in stated] + [title]
    names |= {fold(heading) for heading in headings.first if is_logo(heading, titles, headings.lower)}
    names |= set(map(fold, headings.logos)) - {""}
    bare = {text: without_site(text, names) for text in dict.fromkeys(titles[:-1])}  # most say the same
    said = [(bare[text], origin) for text, origin in stated]
    if title:
        said.append((without_site(title, names, alone=not stated), "title"))
    said = [(text, origin) for text, origin in said if text and fold(text) not in names]
    seen = [heading for heading in headings.first if fold(heading) and fold(heading) not in names]
    seen = seen or [heading for heading in headings.lower() if is_edge(heading, titles)]
    if not said:
        found = seen or headings.logos
        return (headings.below.get(found[0]) or found[0], "html") if found else ("", "")
    different = {text for text, _ in said}
    rated = [(max(likeness(heading, text) for text in different), heading) for heading in seen]
    likest, heading = max(rated, key=lambda pair: pair[0], default=(0.0, ""))
    if likest < LIKE:
        return said[0]
    return without_line_over(without_site(heading, names), headings.below.get(heading), said), "html"


def without_line_over(heading: str, below: str | None, said: Sequence[Claim]) -> str:
    """Return a headline without the line over it, if titles have none, either.

    `below` is None for a heading without markup, and empty where that tells nothing.
    """
    stated = [text for text, origin in said if origin != "title"]  # which often has the line over it
    if below is None or fold(heading) in map(fold, stated):
        return heading
    return next((text for text, _ in said if ends(heading, text)), below or heading)


def ends(heading: str, title: str) -> bool:
    """Say whether a heading is a title with a few words over it."""
    over = len(heading.split()) - len(title.split())
    return 0 < over <= MOST_OVER and fold(heading).endswith(fold(title))


def is_logo(heading: str, titles: Sequence[str], lower: Callable[[], Sequence[str]]) -> bool:
    """Say whether an h1 is the site's: titles end in it, or go on behind it as a longer h2 does."""
    if ends_titles(heading, titles):
        return True
    name = fold(heading)
    behind = {title.removeprefix(name) for title in map(fold, titles) if title.startswith(name)}
    longer = {rest for rest in behind if len(rest) > len(name)}
    return bool(longer) and not longer.isdisjoint(map(fold, lower()))


def is_edge(heading: str, titles: Sequence[str]) -> bool:
    """Say whether a title begins or ends with a smaller heading, where no h1 is a headline."""
    name = fold(heading)
    folded = map(fold, titles)
    return len(name) >= SHORTEST_HEADLINE and any(t.startswith(name) or t.endswith(name) for t in folded)


def ends_titles(heading: str, titles: Sequence[str]) -> bool:
    """Say whether titles end in a heading that is a small part of them: a logo's."""
    ending = fold(heading)
    whole = map(fold, titles)
    return any(title.endswith(ending) and len(title) > 2 * len(ending) for title in whole)


def without_site(title: str, names: set[str], *, alone: bool = False) -> str:
    """Cut the site's name from the end or start of a title.

    With `alone`, nothing but the title tag is known, and what stands behind a bar goes too.
    """
    while SEPARATES.search(title) and (cuts := list(SEPARATOR.finditer(title))):
        last, first = cuts[-1], cuts[0]
        head, tail = title[: last.start()].strip(), title[last.end() :].strip()
        sure = alone and is_short(tail) and (last[0].strip() in SURE_SEPARATOR or last[0] == "-")
        if head and (is_site(tail, names) or sure):
            title = head
        elif title[first.end() :].strip() and is_site(title[: first.start()], names):
            title = title[first.end() :].strip()
        else:
            break
    return title


def is_short(text: str) -> bool:
    """Say whether a part of a title is as short as a name."""
    return len(text.split()) <= MOST_SITE_WORDS


def is_site(part: str, names: set[str]) -> bool:
    """Say whether part of a title is a name of the site, or one contains the other."""
    folded = fold(part)
    if not folded or folded in names:
        return True
    return is_short(part) and any(
        (folded in name and len(folded) >= SHORTEST_NAME)
        or (name in folded and len(name) >= MOST_OF * len(folded))
        for name in names
    )


def likeness(one: str, other: str) -> float:
    """Return 0..1: how many words two titles share, the length of the shorter being one."""
    ours, theirs = words(one), words(other)
    shorter, longer = sorted((len(ours), len(theirs)))
    return len(ours & theirs) / max(shorter, MUCH_SHORTER * longer) if shorter else 0.0


@lru_cache(maxsize=64)  # each heading is compared with each title
def words(text: str) -> frozenset[str]:
    """Return the words of a title; letters, where a script has no spaces."""
    text = text.casefold()
    return frozenset(filter(str.isalnum, text) if UNSPACED.search(text) else WORD.findall(text))
