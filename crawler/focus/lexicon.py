"""The words of the crawl: which ones stand in texts that were on the topic, and which in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import log

from ..judges.split import folded
from ..judges.terms import INVOLVED, LETTERS, all_words_of, words_of
from ..letters import beyond_ascii, translated

OPENING = 400  # characters of a text that count beside its title: what links to it will say
HALF_SURE = 20  # texts of the rarer sort at which the words count half of what they could
LOUDEST = 2.0  # log-odds that one word can say; it is never alone in deciding
LOUDEST_LINE = 4.0  # log-odds that all words of a link can say
MOST_WORDS = 100_000  # some 10 MB; words met once go when there are more
BY_LINE = LETTERS[:10] + b"\n" + LETTERS[11:]  # the same, where lines end as they did


class Lexicon:
    """Counts in how many texts, on the topic and off it, a word stood; naive Bayes over a link's words."""

    def __init__(self) -> None:
        """Know nothing."""
        self.near: Counter[str] = Counter()
        self.far: Counter[str] = Counter()
        self.near_texts = 0
        self.far_texts = 0

    def learn(self, title: str | None, text: str, *, is_near: bool) -> None:
        """Count the words of a judged text."""
        words = set(words_of(f"{title or ''} {text[:OPENING]}"))
        if is_near:
            self.near.update(words)
            self.near_texts += 1
        else:
            self.far.update(words)
            self.far_texts += 1
        if len(self.near) + len(self.far) > MOST_WORDS:
            self.forget()

    def forget(self) -> None:
        """Drop words that were met once."""
        self.near = Counter({word: n for word, n in self.near.items() if n > 1})
        self.far = Counter({word: n for word, n in self.far.items() if n > 1})

    def weigh(self, line: str) -> float:
        """Return what the words of a link say, in log-odds; 0 while too little is known."""
        return self.scale()([line])[0]

    def scale(self) -> Callable[[Sequence[str]], list[float]]:
        """Return what weighs many lines by what is known now, each word once."""
        rarer = min(self.near_texts, self.far_texts)
        sure = rarer / (rarer + HALF_SURE)
        said: dict[str, float] = {}

        def weigh(lines: Sequence[str]) -> list[float]:
            words = words_by_line(lines)
            if met := [word for line in words for word in line if word not in said]:
                said.update(zip(met, self.say(met), strict=True))
            sums = [sum(map(said.__getitem__, line)) for line in words]
            return [sure * min(max(total, -LOUDEST_LINE), LOUDEST_LINE) for total in sums]

        return weigh if rarer else lambda lines: [0.0] * len(lines)

    def say(self, words: Sequence[str]) -> list[float]:
        """Return what each word says: of most nothing is known."""
        counts = zip(map(self.near.get, words), map(self.far.get, words), strict=True)
        return [self.word(near or 0, far or 0) if near or far else 0.0 for near, far in counts]

    def word(self, near: int, far: int) -> float:
        """Return what a word says that stood in so many texts, smoothed by half a text on either side."""
        said = log((near + 0.5) * (self.far_texts + 1) / ((far + 0.5) * (self.near_texts + 1)))
        return min(max(said, -LOUDEST), LOUDEST)


def words_by_line(lines: Sequence[str]) -> list[list[str]]:
    """Return the words of each line, as `all_words_of` does: all lines of usual scripts are cut at once."""
    text = "\n".join(lines)
    others = "".join(set(beyond_ascii(text)))
    if not INVOLVED.search(others.casefold()):
        cut = folded(translated(text, BY_LINE), others).split("\n")
        if len(cut) == len(lines):  # else one has several
            return [line.split() for line in cut]
    return list(map(all_words_of, lines))
