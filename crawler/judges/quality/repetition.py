"""Text that says the same again: paragraphs, sentences, phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import product

from .flags import SCALES, Flag, Sign
from .sample import Sample

ENDS = "。！？।؟۔\n"  # of sentences and lines, beside the full stop and what it stands for
SHORTEST = 24  # characters of a sentence or a line; shorter ones come again in any text
OFTEN, LONG = 4, 40  # a sentence of so many characters that stands there so often is enough by itself
PHRASE = 3  # words
FEWEST_TIMES = 3  # twice is chance
FEWEST_WORDS = 30  # below, any phrase is much of the text
LONGEST = 120  # characters of a passage
FEW = 2  # words that come often: all phrases of them are looked for sooner than they are in each place
ROW = bytes([True] * PHRASE)


def repetition(sample: Sample) -> Iterator[Sign]:
    """Measure which share of a text is copies of its own sentences, and of one phrase."""
    yield repeated_text(sample)
    yield repeated_phrase(sample)


def repeated_text(sample: Sample) -> Sign:
    """Return the share of characters in sentences that stand here before."""
    found = sentences(sample.stopped)
    if len(set(found)) == len(found):  # as in most texts
        return Sign(Flag.REPEATED_TEXT, 0.0)
    total = sum(map(len, found))
    again = {sentence: n for sentence, n in Counter(found).items() if n > 1}
    copies = sum((n - 1) * len(sentence) for sentence, n in again.items())
    often = any(n >= OFTEN and len(sentence) >= LONG for sentence, n in again.items())
    measure = max(copies / total, SCALES[Flag.REPEATED_TEXT].start * often)
    passages = tuple(f"{n} ×{sentence[:LONGEST]}" for sentence, n in again.items())
    return Sign(Flag.REPEATED_TEXT, measure, passages)


def sentences(text: str) -> list[str]:
    """Return sentences and lines that are long enough, given full stops; a pattern takes twice as long."""
    for end in ENDS:
        text = text.replace(end, ".")
    return [sentence for sentence in text.split(".") if len(sentence) >= SHORTEST]


def repeated_phrase(sample: Sample) -> Sign:
    """Return the share of words that belong to the most frequent phrase."""
    words = sample.words
    # its words stand there as often as a phrase: hardly any do that often, and three in a row are rare
    fewest = max(FEWEST_TIMES, int(SCALES[Flag.REPEATED_PHRASE].start * len(words) / PHRASE))
    often = {word for word, n in sample.counts.items() if n >= fewest}
    if len(words) < FEWEST_WORDS or not has_row(words, often):
        return Sign(Flag.REPEATED_PHRASE, 0.0)
    counts = Counter(zip(words, words[1:], words[2:], strict=False))
    n = max(counts.values())
    phrase = next(phrase for phrase, times in counts.items() if times == n)
    share = PHRASE * n / len(words) if n >= FEWEST_TIMES else 0.0
    return Sign(Flag.REPEATED_PHRASE, share, (f"{n} × {' '.join(phrase)}",))


def has_row(words: Sequence[str], often: Collection[str]) -> bool:
    """Say whether as many words as make a phrase are all among some that come often."""
    if len(often) > FEW:
        return ROW in bytes(map(often.__contains__, words))
    text = f" {' '.join(words)} "
    return any(f" {' '.join(row)} " in text for row in product(often, repeat=PHRASE))
