"""What an extractor lost: put back, or taken from what the page states of its text."""

from __future__ import annotations

from collections.abc import Sequence

from .page import LONG, MOST_LINKED, Lines, Page, is_in, is_long, line_key, size
from .paragraphs import Paragraph, key

LONGER = 1.3  # times the extracted text; a stated one with captions and teasers is 1.1 to 1.2
FEW = 250  # characters: so short a text may be anything, and proves nothing against another
LONGEST_ALONE = 200  # bytes of a line that isn't asked for its parts
SHORTEST_PART = 4  # characters of a paragraph in such a line
LOST = 0.1  # of the text must be missing before paragraphs are put back
LONGEST_TORN = 300_000  # characters; longer texts are not torn
LONGEST_HEADING = 200  # characters
HEADINGS = ("h2", "h3", "h4")


def with_lines(lines: Lines, page: Page) -> Lines:
    """Divide lines that hold several paragraphs: what extractors make of very short texts."""
    divided: Lines = []
    for line in lines:
        parts = [] if page.find(line) or size(line) < LONGEST_ALONE else parts_of(line, page)
        divided += parts or [line]
    return divided


def parts_of(line: str, page: Page) -> Lines:
    """Return the paragraphs that make up a line; none if much of it stands in no paragraph."""
    whole = line_key(line)
    parts = [p for p in page.paragraphs if len(p.key) >= SHORTEST_PART and p.key in whole]
    enough = sum(len(p.key) for p in parts) >= MOST_LINKED * len(whole)
    return [p.text for p in parts if not p.beside] if enough and len(parts) > 1 else []


def with_lost(lines: Lines, page: Page) -> Lines:
    """Put back paragraphs that stand where the article's paragraphs stand.

    An article in several containers is cut after the first by extractors that look for one.
    """
    whole = "".join(map(line_key, lines))
    if len(whole) > LONGEST_TORN:
        return lines
    missing = {place: [p for p in prose if not is_in(p, whole)] for place, prose in page.prose.items()}
    found = {place: letters(prose) - letters(missing[place]) for place, prose in page.prose.items()}
    best = max(found, key=found.__getitem__, default="")
    if not found.get(best):
        return lines
    lost = missing[best]
    if letters(lost) < LOST * len(whole):
        return lines
    return merged(lines, page, set(map(id, lost)))


def letters(paragraphs: Sequence[Paragraph]) -> int:
    """Count the characters of paragraphs, white space left out."""
    return sum(len(p.key) for p in paragraphs)


def with_headings(lines: Lines, page: Page) -> Lines:
    """Put back headings that stand alone between two lines that follow each other."""
    position = {line_key(line): index for index, line in enumerate(lines)}
    lost: set[int] = set()
    last, heading = -1, None
    for paragraph in page.paragraphs:
        at = position.get(paragraph.key)
        if at is not None:
            if heading and at == last + 1:
                lost.add(id(heading))
            last, heading = at, None
        elif last >= 0:  # behind a line
            alone = heading is None and is_heading(paragraph)
            last, heading = (last, paragraph) if alone else (-1, None)
    return merged(lines, page, lost) if lost else lines


def is_heading(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a heading inside an article."""
    return (
        paragraph.element.tag in HEADINGS
        and not paragraph.beside
        and len(paragraph.text) <= LONGEST_HEADING
        and paragraph.linked < MOST_LINKED
    )


def merged(lines: Lines, page: Page, lost: set[int]) -> Lines:
    """Return lines with the lost paragraphs after the line they follow on the page."""
    position = {line_key(line): index for index, line in enumerate(lines)}
    after: dict[int, Lines] = {}
    last = -1
    for paragraph in page.paragraphs:
        if id(paragraph) in lost:
            after.setdefault(last, []).append(paragraph.text)
        else:
            last = position.get(paragraph.key, last)
    woven = after.get(-1, [])
    for index, line in enumerate(lines):
        woven += [line, *after.get(index, [])]
    return woven


def left_behind(lines: Lines, page: Page) -> int:
    """Return the length of the largest group of paragraphs that the text has nothing of."""
    whole = "".join(map(line_key, lines))[:LONGEST_TORN]
    groups = (prose for prose in page.prose.values() if not any(is_in(p, whole) for p in prose))
    return max((sum(len(p.text) for p in prose) for prose in groups), default=0)


def with_stated(lines: Lines, page: Page) -> Lines:
    """Take the text that JSON-LD states, where the extracted one is only part of it."""
    if len(page.body) < LONG:
        return lines
    found, stated = "".join(map(line_key, lines)), key(page.body)
    if len(stated) < max(LONG, LONGER * len(found)):
        return lines
    inside = sum(len(line) for line in map(line_key, lines) if line in stated)
    if inside < len(found) / 2 and len(found) > FEW:
        return lines
    whole = [p.text for p in page.paragraphs if not p.beside and p.key in stated and is_long(p)]
    if sum(len(key(text)) for text in whole) >= len(stated) * MOST_LINKED:
        return whole
    return [line for raw in page.body.split("\n") if (line := " ".join(raw.split()))]
