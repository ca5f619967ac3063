"""What is mended in an extracted text: lines that are not the article's, and lost ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from .bylines import is_byline
from .paragraphs import Paragraph, key
from .phrases import APPEAL, BUTTON, CREDIT, ELSEWHERE
from .seams import Seam, apart

Lines = list[str]

LONG = 40  # bytes: a sentence; below are headings, captions and menu entries
LONGEST_APPEAL = 400  # characters; longer paragraphs with such a phrase are about newsletters
LONGEST_LABEL = 240  # characters of a line that leads elsewhere, its label included
MOST_CUT = 0.35  # of a text by one mend; a digest of links is what its page is about
MOST_LINKED = 0.8  # share of link in a line that is prose
LONGER = 1.3  # times the extracted text; a stated one with captions and teasers is 1.1 to 1.2
FEW = 250  # characters: so short a text may be anything, and proves nothing against another
WITNESS = 24  # letters at the beginning or end of a paragraph by which it is known
LOST = 0.1  # of the text must be missing before paragraphs are put back
MOST_PROSE = 1_000  # paragraphs looked for in the text: with the next, what keeps it quick
LONGEST_TORN = 300_000  # characters; longer texts are not torn
HEAD = 3  # first lines, where headline and invitations stand
FOOT = 5  # last lines, where invitations stand
TAIL = 8  # last lines, where credits stand
BEGINNING = 8  # characters before an appeal in the middle of a text: "Please …"
BULLET = "- "


@dataclass(frozen=True, slots=True)
class Page:
    """What the mends ask the page."""

    titles: Sequence[str]
    """Headlines the page has, without the site's name."""
    paragraphs: Sequence[Paragraph]
    body: str = ""
    """The article's text as JSON-LD states it."""
    seams: Sequence[Seam] = ()
    names: Sequence[str] = ()
    """Section, authors and site: what lines over the text are made of."""
    known: Mapping[str, Paragraph] = field(init=False)
    prose: Mapping[str, Sequence[Paragraph]] = field(init=False)
    """Place → paragraphs that are prose beyond doubt."""

    def __post_init__(self) -> None:
        """Make paragraphs findable by their text and by their place."""
        prose: dict[str, list[Paragraph]] = {}
        for paragraph in islice(filter(is_prose, self.paragraphs), MOST_PROSE):
            prose.setdefault(paragraph.place, []).append(paragraph)
        object.__setattr__(self, "known", {p.key: p for p in self.paragraphs})
        object.__setattr__(self, "prose", prose)

    def find(self, line: str) -> Paragraph | None:
        """Return the paragraph that a line is on the page."""
        return self.known.get(line_key(line))


def line_key(line: str) -> str:
    """Return the key of an extracted line, its list mark left out."""
    return key(line.removeprefix(BULLET))


def without(lines: Lines, unwanted: Callable[[str], bool]) -> Lines:
    """Return lines without the unwanted ones, or all if those are too much of the text."""
    kept = [line for line in lines if not unwanted(line)]
    total = sum(map(len, lines))
    return kept if sum(map(len, kept)) >= (1 - MOST_CUT) * total else lines


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
        if ELSEWHERE.match(line):
            return True
        found = page.find(line)
        return bool(found and found.linked > MOST_LINKED and len(line.encode("utf-8", "replace")) >= LONG)

    return without(lines, leads_away)


def without_appeals(lines: Lines, page: Page) -> Lines:  # noqa: ARG001
    """Cut what the publisher says to the reader.

    In the middle of a text only short lines that begin so: "sign up for" is in many a story.
    """
    edges = {*lines[:HEAD], *lines[-FOOT:]}

    def appeals(line: str) -> bool:
        if BUTTON.fullmatch(line):
            return True
        if line in edges:
            return len(line) <= LONGEST_APPEAL and bool(APPEAL.search(line))
        found = APPEAL.search(line) if len(line) <= LONGEST_LABEL else None
        return bool(found and found.start() <= BEGINNING)

    return without(lines, appeals)


def without_headline(lines: Lines, page: Page) -> Lines:
    """Cut the headline, which has its own field, from the top."""
    titles = {key(title).casefold() for title in page.titles}
    for index, line in enumerate(lines[:HEAD]):
        if key(line).casefold() in titles and len(lines) > 1:
            return lines[:index] + lines[index + 1 :]
    return lines


def without_byline(lines: Lines, page: Page) -> Lines:
    """Cut lines from the top that repeat section, authors, site and date."""
    start = 0
    while start < min(HEAD, len(lines) - 1) and is_byline(lines[start], page.names):
        start += 1
    return lines[start:]


def without_credits(lines: Lines, page: Page) -> Lines:  # noqa: ARG001
    """Cut contacts, sources, copyright and buttons below the last paragraph."""
    end = len(lines)
    while end > max(1, len(lines) - TAIL) and is_credit(lines[end - 1]):
        end -= 1
    return lines[:end]


def is_credit(line: str) -> bool:
    """Say whether a line is a credit or a rule between text and credits."""
    return len(line) <= LONGEST_APPEAL and bool(CREDIT.match(line) or not line.strip(" _-–—*•·.|"))


def with_lost(lines: Lines, page: Page) -> Lines:
    """Put back paragraphs that stand where the article's paragraphs stand.

    An article in several containers is cut after the first by extractors that look for one.
    """
    whole = "".join(map(line_key, lines))
    if len(whole) > LONGEST_TORN:
        return lines
    found = {place: sum(len(p.key) for p in prose if is_in(p, whole)) for place, prose in page.prose.items()}
    best = max(found, key=found.__getitem__, default="")
    if not found.get(best):
        return lines
    lost = [p for p in page.prose[best] if not is_in(p, whole)]
    if sum(len(p.key) for p in lost) < LOST * len(whole):
        return lines
    return merged(lines, page, set(map(id, lost)))


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


def is_prose(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is prose beyond doubt."""
    return (
        paragraph.element.tag == "p"
        and not paragraph.beside
        and is_long(paragraph)
        and paragraph.linked < MOST_LINKED / 2
    )


def is_in(paragraph: Paragraph, text: str) -> bool:
    """Say whether a text has a paragraph, its beginning or its end: extractors drop notes."""
    start, end = paragraph.key[:WITNESS], paragraph.key[-WITNESS:]
    return start in text or end in text


def is_long(paragraph: Paragraph) -> bool:
    """Say whether a paragraph has the length of a sentence."""
    return len(paragraph.text.encode("utf-8", "replace")) >= LONG


def without_seams(lines: Lines, page: Page) -> Lines:
    """Cut lines where the page begins a new one without a space."""
    if not page.seams:
        return lines
    return [part for line in lines for part in apart(line, page.seams)]


def with_stated(lines: Lines, page: Page) -> Lines:
    """Take the text that JSON-LD states, where the extracted one is only part of it."""
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


STATED = "json-ld text taken"
MENDS: Mapping[str, Callable[[Lines, Page], Lines]] = {
    "glued lines parted": without_seams,
    STATED: with_stated,
    "lost paragraphs put back": with_lost,
    "blocks beside the article cut": without_beside,
    "teasers cut": without_teasers,
    "links elsewhere cut": without_links,
    "appeals cut": without_appeals,
    "headline cut": without_headline,
    "byline cut": without_byline,
    "credits cut": without_credits,
}
"""Name → mend, in the order they are tried."""
