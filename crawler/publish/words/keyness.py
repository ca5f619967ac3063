"""What words are typical of some texts, compared with others."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .tokens import Counts

# p < 0.001 with one degree of freedom: with thousands of words compared at once, 3.84 (p < 0.05)
# would call hundreds of them typical by chance; 15.13 (p < 0.0001) leaves little of small corpora.
SURE = 10.83
LEAST = 5  # occurrences, in both together
LEAST_TEXTS = 3  # a word of one or two texts tells about those, not about the selection
ABSENT = 0.5  # occurrences that stand for none, so that ratios stay finite


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word and how often it stands here and elsewhere."""

    word: str
    count: int
    texts: int
    per_million: float
    elsewhere: int
    elsewhere_per_million: float
    likelihood: float
    ratio: float
    """Binary logarithm of how many times as frequent: 1 is twice, -1 half."""

    @property
    def difference(self) -> float:
        """How much more frequent, in per cent of what it is elsewhere."""
        return 100 * (2**self.ratio - 1)


def log_likelihood(here: int, there: int, words_here: int, words_there: int) -> float:
    """Return Dunning's G² of two frequencies, as corpus linguists compute it (two of four cells)."""
    share = (here + there) / (words_here + words_there)
    pairs = ((here, words_here * share), (there, words_there * share))
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in pairs if seen)


def log_ratio(here: int, there: int, words_here: int, words_there: int) -> float:
    """Return the binary logarithm of the ratio of two relative frequencies."""
    return math.log2((here or ABSENT) / words_here) - math.log2((there or ABSENT) / words_there)


def keywords(here: Counts, there: Counts, least: int = LEAST) -> list[Keyword]:
    """Return words surely more or less frequent here than there, those we are surest of first."""
    if not (here.words and there.words):
        return []
    spelled = there.spellings() | here.spellings()
    enough = (word for word in here.times.keys() | there.times.keys() if is_spread(word, here, there, least))
    found = (keyword(word, spelled.get(word, word), here, there) for word in enough)
    return sorted((word for word in found if word.likelihood >= SURE), key=lambda w: (-w.likelihood, w.word))


def is_spread(word: str, here: Counts, there: Counts, least: int) -> bool:
    """Say whether a word is frequent enough, and not in a few texts only."""
    return (
        here.times[word] + there.times[word] >= least
        and max(here.within[word], there.within[word]) >= LEAST_TEXTS
    )


def keyword(word: str, spelled: str, here: Counts, there: Counts) -> Keyword:
    """Compare one word."""
    times = (here.times[word], there.times[word])
    sizes = (here.words, there.words)
    return Keyword(
        spelled,
        times[0],
        here.within[word],
        1e6 * times[0] / sizes[0],
        times[1],
        1e6 * times[1] / sizes[1],
        log_likelihood(*times, *sizes),
        log_ratio(*times, *sizes),
    )
