"""The visible headline, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›~-]|::)\s+|\s*[|｜»«]\s*|\s?[—–]\s|_(?=[^_]*$)")
SURE_SEPARATOR = "|｜»«:"  # behind these stands a site even where nothing else names it
MOST_SITE_WORDS = 4
SHORTEST_NAME = 3  # letters: BBC
MOST_OF = 0.7  # of a part's letters are the site's name: "Example News" for "example"
LIKE = 0.3  # of the shorter title's words are in the other: two wordings of one headline
MUCH_SHORTER = 0.3  # "News" is in many a headline, and is none
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"\w+")


def headline(
    headings: Sequence[str], stated: Sequence[tuple[str, str]], title: str, sites: Sequence[str]
) -> tuple[str, str]:
    """Return (headline, origin) from h1 elements, stated headlines and the title tag.

    An h1 that another one confirms is what readers see; pages put logos and sections into h1
    as well. `stated` are pairs of headline and origin.
    """
    names = {fold(site) for site in sites} - {""}
    names |= {fold(heading) for heading in headings if ends_titles(heading, [*stated, (title, "")])}
    said = [(without_site(text, names), origin) for text, origin in stated]
    if title:
        said.append((without_site(title, names, alone=not stated), "title"))
    said = [(text, origin) for text, origin in said if text and fold(text) not in names]
    seen = [heading for heading in headings if fold(heading) and fold(heading) not in names]
    if not said:
        return (seen[0], "html") if seen else ("", "")
    rated = [(max(likeness(heading, text) for text, _ in said), heading) for heading in seen]
    likest, heading = max(rated, key=lambda pair: pair[0], default=(0.0, ""))
    return (without_site(heading, names), "html") if likest >= LIKE else said[0]


def ends_titles(heading: str, titles: Sequence[tuple[str, str]]) -> bool:
    """Say whether titles end in a heading that is a small part of them: a logo's."""
    ending = fold(heading)
    whole = [fold(title) for title, _ in titles]
    return any(title.endswith(ending) and len(title) > 2 * len(ending) for title in whole)


def without_site(title: str, names: set[str], *, alone: bool = False) -> str:
    """Cut the site's name from the end or start of a title.

    With `alone`, nothing but the title tag is known, and what stands behind a bar goes too.
    """
    while cuts := list(SEPARATOR.finditer(title)):
        last, first = cuts[-1], cuts[0]
        head, tail = title[: last.start()].strip(), title[last.end() :].strip()
        sure = alone and last[0].strip() in SURE_SEPARATOR and is_short(tail)
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


def words(text: str) -> set[str]:
    """Return the words of a title; letters, where a script has no spaces."""
    text = text.casefold()
    return set(filter(str.isalnum, text)) if UNSPACED.search(text) else set(WORD.findall(text))


def fold(text: str) -> str:
    """Return letters and digits alone, in one case."""
    return "".join(filter(str.isalnum, text)).casefold()
