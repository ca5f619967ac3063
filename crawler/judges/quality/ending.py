"""How a text ends: as a text does, in the middle of a sentence, or at a wall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...reading.stops import stop_words
from .flags import Flag, Sign
from .phrases import READ_MORE, pleads
from .sample import Sample
from .shape import ADDRESS, UNENDED, has_end

SENTENCE_BREAK = re.compile(r"(?<=[.!?…。！？।؟۔])\s+|(?<=[。！？])")
UNSPACED_ENDS = "。！？"
# The same without these. Spaces are rare: looked for first, all goes fast.
SPACED_BREAK = re.compile(r"\s(?<=[.!?…।؟۔]\s)\s*")
# Nothing ends with a comma or an open bracket. A colon stands before an embedded post that was left out.
OPEN = re.compile(r"[\w\"”)][,(\[、，]$")
# What stands behind the last sentence that has an end, if it is not an ordinal or a figure.
INNER = re.compile(
    r".*(?:[.!?](?<=[^\W\d_]{3}.)[\"”’“»)\]]*\s+(?=[\"“„«(\[¿¡]*[^\W\d_]{2})|[。！？।؟۔።။](?=.*\w{2}))",
)
ELLIPSIS = re.compile(r"(?:…|\.{3,})[)\]]?[\W_]*([^.…]{0,40})$")
# Credits, sources, links and tags end many a page without a full stop.
LABEL = re.compile(r"[:|©@#/+*]|^[-–—•(\[]|\d{4}|\w\.\w{2,}")
LABELLED = re.compile(r"[-–—•(\[*#]|[^:：]{1,40}[:：]\s|.*\|")  # long lines of that kind
LAST = 5  # pieces at the end in which a plea is looked for
LONGEST_PLEA = 160  # characters
SHORT_TEXT = 250  # words; a wall below a longer text took less of it away
LONGEST_MORE = 40  # characters of a line that says "read more"
# Of 480 news texts 0.4 % are flagged as they are, and 96 % of their cuts; of 1,370 texts read off pages
# 6 %, and 78 % of their cuts. Many of those 6 % end in remains of the page that read like a sentence.
LONG_LINE = 14  # words of a line that is a sentence, whatever its look
LONG_REST = 8  # words behind the last whole sentence that are no credit
SHORTEST = 3  # words of a line that is one by its look
LOW = 0.6  # share of its words in lower case then
PROSE = 60  # characters of a line that shows whether this text ends its sentences
ENDED = 0.6  # share of such lines that do
A_WORD = 2  # characters, where a script has no spaces


def ending(sample: Sample) -> Iterator[Sign]:
    """Measure how a text ends."""
    if sample.ending:
        yield truncation(sample)
        yield wall(sample)


def truncation(sample: Sample) -> Sign:
    """Return 1 where a text says that it goes on elsewhere, 0.5 where it ends in mid-sentence."""
    last = sample.ending[-1]
    if says_more(last):
        return Sign(Flag.TRUNCATED, 1.0, (last[-80:],))
    return Sign(Flag.TRUNCATED, 0.5 if breaks_off(sample, last) else 0.0, (last[-80:],))


def says_more(last: str) -> bool:
    """Say whether a line ends in dots or in "read more"."""
    low = last.lower()
    dots = ELLIPSIS.search(low)
    if dots and (not dots[1] or READ_MORE.fullmatch(dots[1])):
        return True
    return bool(READ_MORE.fullmatch(sentences(low[-2 * LONGEST_MORE :])[-1]))


def breaks_off(sample: Sample, last: str) -> bool:
    """Say whether the last line is a sentence without an end, in a text that ends its sentences."""
    if OPEN.search(last[-2:]):
        return True
    if sample.language in UNENDED or has_end(last) or ADDRESS.search(last):
        return False
    # what ends behind the beginning of a line ends behind any other place before it, too
    inner = INNER.match(last)
    rest = last[inner.end() :] if inner else last
    if inner and len(last) >= PROSE:
        return len(rest.split()) >= LONG_REST or not LABEL.search(rest)
    return ends_sentences(sample) and is_sentence(sample, rest)


def is_sentence(sample: Sample, line: str) -> bool:
    """Say whether a line without an end can be anything but a heading, a name or a credit."""
    words = line.split()
    size = len(words) if sample.spaced else len(line) // A_WORD
    if size >= LONG_LINE:
        return not LABELLED.match(line)
    if LABEL.search(line):
        return False
    goes_on = words[-1].lower() in stop_words(sample.language)
    return goes_on or (sample.spaced and size >= SHORTEST and looks_inner(words))


def looks_inner(words: Sequence[str]) -> bool:
    """Say whether words behind the first are mostly in lower case: unlike names, titles and credits."""
    low = sum(word[0].islower() for word in words[1:])
    return low >= LOW * (len(words) - 1)


def ends_sentences(sample: Sample) -> bool:
    """Say whether the lines of a text that are long enough for a sentence have an end."""
    shortest = PROSE if sample.spaced else PROSE // A_WORD
    prose = [line for line in sample.lines[:-1] if len(line) >= shortest]
    ended = sum(map(has_end, prose))
    return bool(prose) and ended >= ENDED * len(prose)


def wall(sample: Sample) -> Sign:
    """Return 1 where a short text ends in a plea to pay or register, 0.5 where a long one does."""
    for piece in pieces(sample):
        if len(piece) <= LONGEST_PLEA and pleads(piece):
            return Sign(Flag.PAYWALL, 1.0 if sample.length < SHORT_TEXT else 0.5, (piece,))
    return Sign(Flag.PAYWALL, 0.0)


def pieces(sample: Sample) -> list[str]:
    """Return the last sentences."""
    found: list[str] = []
    for line in reversed(sample.ending):
        found = [*filter(None, sentences(line)), *found]
        if len(found) >= LAST:
            break
    return found[-LAST:]


def sentences(line: str) -> list[str]:
    """Cut a line behind the ends of its sentences."""
    is_unspaced = any(map(line.__contains__, UNSPACED_ENDS))
    return (SENTENCE_BREAK if is_unspaced else SPACED_BREAK).split(line)
