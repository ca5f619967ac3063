"""The shape of a text: prose, or lists, menus, tables; words in an order, or in none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...reading.stops import stop_words
from .flags import SCALES, Flag, Sign
from .sample import Sample

# An em dash opens direct speech in many languages, so it is no bullet.
BULLET = re.compile(r"(?:[-•*·‣▪●○►▶◦★☆✓✔➤→]|\(?\d{1,3}[.)])\s")
# Behind the mark may stand closing quotes, a source or an author in brackets, an ornament.
TERMINAL = re.compile(r"[.!?…:;。！？：；।॥؟۔؛։።။។][\W_]*(?:[(（\[][^()\[\]]{1,80}[)）\]][\W_]*)?$")
MARKS = tuple(".!?…:;。！？：；।॥؟۔؛։።။។")  # most lines with an end have nothing behind it
UNENDED = frozenset({"th", "lo", "km"})  # languages that write sentences without a mark at their end
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
ADDRESS_HAS = ("http", "www.")  # one of these, whatever it is
FEWEST_LINES = 5
SENTENCE_ENDS = ".\n"
FURTHER_ENDS = "…。！？।؟۔።။"  # beyond ASCII
# A word, the end of its sentence, and the first letter of the next one; two letters and a full
# stop are an abbreviation more often than not. For other ends stand full stops: one sign is found faster.
NEXT_SENTENCE = re.compile(r"\.(?<=([^\W\d_]{3}).)[\"”’»)\]]*\s+[\"“„«(\[¿¡]*([^\W\d_])")
FEWEST_ENDS = 5
FEWEST_WORDS = 30  # below, single words decide
# Share of function words, by the lists we have: 99 % of real texts have 0.23 or more, half of them 0.5.
USUAL = 0.2
# Mean length of sentences or lines: 99 % of real texts have 22 words or less, and of 33 texts in scripts
# without spaces all have 121 characters or less.
LONGEST_MEAN = 60
LONGEST_MEAN_UNSPACED = 150
COLLISION = re.compile(r"[、。，][、。，！？]")
COLLIDE = 10  # one in ten marks collides in characters without order
CJK_MARK = re.compile(r"[、。，]")


def shape(sample: Sample) -> Iterator[Sign]:
    """Measure what a text is built of."""
    yield listing(sample)
    yield links(sample)
    yield fragments(sample)
    yield disorder(sample)
    yield function_words(sample)
    yield sentences(sample)


def listing(sample: Sample) -> Sign:
    """Return the share of lines that are items of a list."""
    items = [line for line in sample.lines if BULLET.match(line)]
    enough = len(sample.lines) >= FEWEST_LINES
    return Sign(Flag.LIST, len(items) / len(sample.lines) if enough else 0.0, tuple(items[:3]))


def links(sample: Sample) -> Sign:
    """Return the share of characters in addresses."""
    found = ADDRESS.findall(sample.text) if any(map(sample.text.__contains__, ADDRESS_HAS)) else []
    return Sign(Flag.LINKS, sum(map(len, found)) / len(sample.text) if found else 0.0, tuple(found[:3]))


def fragments(sample: Sample) -> Sign:
    """Return the share of characters in lines that end like no sentence."""
    loose = [line for line in sample.lines if not has_end(line)]
    enough = len(sample.lines) >= FEWEST_LINES and sample.language not in UNENDED
    total = sum(map(len, sample.lines))
    return Sign(Flag.FRAGMENTS, sum(map(len, loose)) / total if enough else 0.0, tuple(loose[:3]))


def has_end(line: str) -> bool:
    """Say whether a line ends like a sentence."""
    return line.endswith(MARKS) or bool(TERMINAL.search(line))


def disorder(sample: Sample) -> Sign:
    """Return the share of sentences that begin in lower case."""
    if not sample.spaced:
        marks = len(CJK_MARK.findall(sample.text))
        bad = COLLISION.findall(sample.text)
        share = len(bad) / marks if marks >= FEWEST_ENDS else 0.0
        return Sign(Flag.SHUFFLED, COLLIDE * share, tuple(bad[:3]))
    pairs = NEXT_SENTENCE.findall(sample.stopped)
    starts = {word: first for word, first in pairs if first.lower() != first.upper()}
    low = sum(map(str.islower, starts.values()))
    share = low / len(starts) if len(starts) >= FEWEST_ENDS else 0.0
    is_shuffled = share >= SCALES[Flag.SHUFFLED].start
    return Sign(Flag.SHUFFLED, share, low_starts(sample.text, sample.stopped) if is_shuffled else ())


def low_starts(text: str, stopped: str) -> tuple[str, ...]:
    """Return the first passages of a text where sentences begin in lower case, found in `stopped`."""
    starts = {m[1]: m for m in NEXT_SENTENCE.finditer(stopped) if m[2].lower() != m[2].upper()}
    low = [match for match in starts.values() if match[2].islower()]
    return tuple(text[max(0, match.start() - 30) : match.end() + 30] for match in low[:3])


def function_words(sample: Sample) -> Sign:
    """Return how far below the usual share the function words are."""
    stop = stop_words(sample.language)
    if not stop or len(sample.words) < FEWEST_WORDS:
        return Sign(Flag.FEW_FUNCTION_WORDS, 0.0)
    share = sum(map(sample.counts.__getitem__, stop.intersection(sample.counts))) / len(sample.words)
    return Sign(Flag.FEW_FUNCTION_WORDS, 1 - share / USUAL, (f"{share:.0%} of the words",))


def sentences(sample: Sample) -> Sign:
    """Return how far the mean length of sentences is from what people write."""
    ends = sum(map(sample.stopped.count, SENTENCE_ENDS)) + sum(map(sample.beyond.count, FURTHER_ENDS)) or 1
    size = len(sample.words) if sample.spaced else len(sample.text)
    longest = LONGEST_MEAN if sample.spaced else LONGEST_MEAN_UNSPACED
    measure = 0.0 if sample.language in UNENDED else size / ends / longest
    return Sign(
        Flag.ODD_SENTENCES,
        measure,
        (f"{size / ends:.0f} {'words' if sample.spaced else 'characters'} on average",),
    )
