"""What an extractor took for the article and is not: cut by its place, its links and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from .bylines import is_byline, is_signature
from .page import LONG, MOST_LINKED, Lines, Page, is_prose, line_key, size
from .paragraphs import key
from .phrases import BUTTON, CREDIT, ELSEWHERE, PICTURE, appeal, begins_with_appeal

LONGEST_APPEAL = 400  # characters; longer paragraphs with such a phrase are about newsletters
LONGEST_LABEL = 240  # characters of a line that leads elsewhere, its label included
LONGEST_HEADING = 120  # characters of a line over a menu, or left over below a text
LONGEST_PICTURE = 100  # characters of who took a picture
MOST_CUT = 0.35  # of a text by one mend; a digest of links is what its page is about
MENU = 3  # lines in a row that are links; two may be the sources of what stands above
HEAD = 3  # first lines, where headline and invitations stand
TOP = 6  # first lines, where bylines stand: video, section, names, date, reading time, caption
FOOT = 5  # last lines, where invitations stand
TAIL = 8  # last lines, where credits stand
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def without(lines: Lines, unwanted: Callable[[str], bool]) -> Lines:
    """Return lines without the unwanted ones, or all if those are too much of the text."""
    return enough([line for line in lines if not unwanted(line)], lines)


def enough(kept: Lines, lines: Lines) -> Lines:
    """Return what is kept of lines, or all if the rest is too much of the text."""
    return kept if sum(map(len, kept)) >= (1 - MOST_CUT) * sum(map(len, lines)) else lines


def without_beside(lines: Lines, page: Page) -> Lines:
    """Cut what stands in blocks named as related, captions, newsletters and the like."""
    return without(lines, lambda line: bool((found := page.find(line)) and found.beside))


def without_teasers(lines: Lines, page: Page) -> Lines:
    """Cut what stands below a linked heading in a small box away from the text.

    The same inside the text is an item of "ten tools we tested", with links to the tests.
    """
    found = [p for p in map(page.find, lines) if p]
    teasers = [p for p in found if p.teaser]
    opening = next((p for p in found if not p.teaser and is_prose(p)), None)
    if not teasers or not opening:
        return lines
    box = opening.element.getparent()
    away = {p.key for p in teasers if box not in p.element.iterancestors()}
    return without(lines, lambda line: line_key(line) in away)


def without_links(lines: Lines, page: Page) -> Lines:
    """Cut lines that are nothing but a link, or lead elsewhere by their label."""

    def leads_away(line: str) -> bool:
        if len(line) > LONGEST_LABEL:
            return False
        return bool(ELSEWHERE.match(line)) or (size(line) >= LONG and is_link(line, page))

    return without(lines, leads_away)


def is_link(line: str, page: Page) -> bool:
    """Say whether a line is nothing but a link."""
    found = page.find(line)
    return bool(found and found.linked > MOST_LINKED)


def without_menus(lines: Lines, page: Page) -> Lines:
    """Cut short links in a row, and the heading over them."""
    linked = [len(line) <= LONGEST_LABEL and is_link(line, page) for line in lines]
    away: set[int] = set()
    for start, end in runs(linked):
        if end - start >= MENU:
            away.update(range(start, end))
            if start and is_heading(lines[start - 1], page):
                away.add(start - 1)
    return enough([line for at, line in enumerate(lines) if at not in away], lines) if away else lines


def runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield start and end of flags that are set in a row."""
    start = 0
    for at, flag in enumerate([*flags, False]):
        if not flag:
            if at > start:
                yield start, at
            start = at + 1


def is_heading(line: str, page: Page) -> bool:
    """Say whether a line is a heading on the page."""
    found = page.find(line) if len(line) <= LONGEST_HEADING else None
    return bool(found and found.element.tag in HEADINGS)


def without_last_headings(lines: Lines, page: Page) -> Lines:
    """Cut headings below the last paragraph: what they stand over is gone."""
    end = len(lines)
    while end > 1 and is_heading(lines[end - 1], page):
        end -= 1
    return lines[:end]


def without_contents(lines: Lines, page: Page) -> Lines:
    """Cut entries of a table of contents: links that stand as headings further below."""
    left = Counter(lines)
    if len(left) == len(lines):
        return lines
    again = {line_key(line) for line, count in left.items() if count > 1 and is_heading(line, page)}
    entries = linked_keys(again, page)
    if not entries:
        return lines
    kept: Lines = []
    for line in lines:
        left[line] -= 1
        if not (left[line] and is_heading(line, page) and line_key(line) in entries):
            kept.append(line)
        elif kept and kept[-1].endswith(":") and len(kept[-1]) <= LONGEST_HEADING:
            kept.pop()
    return kept


def linked_keys(keys: AbstractSet[str], page: Page) -> set[str]:
    """Return those of some keys that a paragraph has which is nothing but a link."""
    asked = (p for p in page.paragraphs if p.key in keys and len(p.text) <= LONGEST_HEADING)
    return {p.key for p in asked if p.linked > MOST_LINKED}


def without_appeals(lines: Lines, page: Page) -> Lines:  # noqa: ARG001
    """Cut what the publisher says to the reader.

    In the middle of a text only short lines that begin so: "sign up for" is in many a story.
    """
    edges = {*lines[:HEAD], *lines[-FOOT:]}

    def appeals(line: str) -> bool:
        if BUTTON.fullmatch(line):
            return True
        if line in edges:
            return len(line) <= LONGEST_APPEAL and appeal(line) is not None
        return len(line) <= LONGEST_LABEL and begins_with_appeal(line)

    return without(lines, appeals)


def without_headline(lines: Lines, page: Page) -> Lines:
    """Cut the headline, which has its own field, from the top."""
    titles = {key(title).casefold() for title in page.titles}
    kept = [line for line in lines[:HEAD] if not (key(line).casefold() in titles or is_first(line, page))]
    return [*kept, *lines[HEAD:]] or lines


def is_first(line: str, page: Page) -> bool:
    """Say whether a line is the page's first heading, with whatever stands over a headline in it."""
    found = page.find(line)
    return bool(found and found.element.tag == "h1")


def without_byline(lines: Lines, page: Page) -> Lines:
    """Cut lines from the top that repeat section, authors, site and date; "By …" anywhere."""
    top = min(TOP, len(lines) - 1)
    first = next((at for at in range(top) if size(lines[at]) >= LONG and not about(lines[at], page)), top)
    below = (line for line in lines[first:] if not is_signature(line, page.names))
    return [*(line for line in lines[:first] if not about(line, page)), *below]


def about(line: str, page: Page) -> bool:
    """Say whether a line only repeats what is known of the text."""
    return is_byline(line, page.names)


def without_pictures(lines: Lines, page: Page) -> Lines:  # noqa: ARG001
    """Cut who took a picture, wherever it stands."""
    return without(lines, lambda line: len(line) <= LONGEST_PICTURE and bool(PICTURE.match(line)))


def without_credits(lines: Lines, page: Page) -> Lines:  # noqa: ARG001
    """Cut contacts, sources, copyright and buttons below the last paragraph."""
    end = len(lines)
    while end > max(1, len(lines) - TAIL) and is_credit(lines[end - 1]):
        end -= 1
    return lines[:end]


def is_credit(line: str) -> bool:
    """Say whether a line is a credit or a rule between text and credits."""
    return len(line) <= LONGEST_APPEAL and bool(CREDIT.match(line) or not line.strip(" _-–—*•·.|"))
