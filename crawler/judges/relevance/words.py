"""How close single words are to a topic: for links, of which a page has a hundred, with a few words each."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..terms import is_term
from .aim import Aim
from .background import RAREST, Background, Floats, background

MOST_REMEMBERED = 50_000  # words; some 10 MB
# Cosine of a single word to an aim: words of the field have 0.4 and more, those of others 0.1.
FAR, CLOSE = 0.1, 0.5
IGNORED = (0.0, 0.0)


class Words(dict[str, tuple[float, float]]):
    """Closeness times weight of the words of a language, and their weight, worked out when first asked for.

    Without a language a word counts in all the aims' languages.
    """

    def __init__(self, aims: Iterable[Aim], language: str | None) -> None:
        """Compare all words whose meaning is known with the aims: at once, that takes a millisecond."""
        super().__init__()
        aims = tuple(aims)
        self.made_of = aims, language
        languages = [language] if language else sorted({aim.sketch.language or "" for aim in aims})
        tables = [background(name) for name in languages]
        self.tables = [(table, nearness(table, aims)) for table in tables]
        self.telling = frozenset(word for aim in aims for word in aim.sketch.words)

    def __missing__(self, word: str) -> tuple[float, float]:
        """Work it out, once."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[word] = self.weigh(word)
        return found

    def __reduce__(self) -> tuple[type[Words], tuple[tuple[Aim, ...], str | None]]:
        """Begin anew in another process: the tables are there."""
        return Words, self.made_of

    def weigh(self, word: str) -> tuple[float, float]:
        """Work out closeness times weight of a word, and its weight."""
        if not is_term(word):
            return IGNORED  # whatever it is close to
        weight, closest = (RAREST if self.tables else 0.0), 0.0
        for table, near in self.tables:
            row = table.index.get(word)
            if row is None:
                rarity = 0.0 if word in table.ignored else RAREST
            else:
                rarity = table.rarity.item(row)
                if row < len(near):
                    closest = max(closest, near.item(row))
            weight = min(weight, rarity)
        if not weight:
            return IGNORED
        if word in self.telling:
            return weight, weight
        return min(max((closest - FAR) / (CLOSE - FAR), 0.0), 1.0) * weight, weight


def nearness(table: Background, aims: Iterable[Aim]) -> Floats:
    """Return the cosine of each word of a table to the aim it is nearest to; 0 where none is near."""
    nearest = np.zeros(len(table.vectors), np.float32)
    for aim in aims:
        if aim.sketch.meaning is not None:
            np.maximum(nearest, table.vectors @ aim.sketch.meaning, out=nearest)
    return np.divide(nearest, table.lengths, out=nearest, where=table.lengths > 0)
