"""What marks say beyond the seeds: a small logistic model, each of its words with a weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .background import DIMENSIONS, Doubles, Floats
from .sketch import Sketch, Weights, blend

FEWEST = 3  # marks of either kind; of fewer, chance decides what they have in common
WORDS_EACH = 60  # of a marked text
MOST_WORDS = 300  # of the model
RIDGE = 0.02  # weights stay small while marks are few; five of each lift AUC from 0.91 to 0.99
STEPS = 200
MOST = 6.0  # log-odds that marks can say
NOWHERE = np.zeros(DIMENSIONS, np.float32)


@dataclass(frozen=True, slots=True)
class Lean:
    """Log-odds to add: words and meanings that marked articles had or had not."""

    words: Weights
    meaning: Floats
    bias: float

    @classmethod
    def fit(cls, liked: Sequence[Sketch], refused: Sequence[Sketch]) -> Lean | None:
        """Learn what tells liked from refused texts; None with too few of either."""
        if min(len(liked), len(refused)) < FEWEST:
            return None
        texts = [*liked, *refused]
        vocabulary = sorted({word for text in texts for word in blend([(1.0, text.words)], WORDS_EACH)})
        features = np.stack([row(text, vocabulary) for text in texts])
        # What both kinds have in common must not count, or what is marked most would win.
        middle = (features[: len(liked)].mean(0) + features[len(liked) :].mean(0)) / 2
        sides = np.repeat([1.0, -1.0], [len(liked), len(refused)])
        shares = np.where(sides > 0, 0.5 / len(liked), 0.5 / len(refused))
        weights = descend((features - middle) * sides[:, None], shares)
        words = dict(zip(vocabulary, map(float, weights[DIMENSIONS:]), strict=True))
        loudest = sorted(words, key=lambda word: (-abs(words[word]), word))[:MOST_WORDS]
        return cls(
            {word: round(words[word], 4) for word in loudest},
            weights[:DIMENSIONS].astype(np.float32),
            -float(weights @ middle),
        )

    def __call__(self, text: Sketch) -> float:
        """Return the log-odds to add for a text."""
        said = self.bias + sum(weight * self.words.get(word, 0.0) for word, weight in text.words.items())
        if text.meaning is not None:
            said += float(self.meaning @ text.meaning)
        return min(max(said, -MOST), MOST)


def row(text: Sketch, vocabulary: Sequence[str]) -> Doubles:
    """Return the features of a text: its meaning, then its words."""
    meaning = NOWHERE if text.meaning is None else text.meaning
    return np.array([*meaning, *(text.words.get(word, 0.0) for word in vocabulary)], np.float64)


def descend(features: Doubles, shares: Doubles) -> Doubles:
    """Fit a logistic regression whose features all speak for yes, by plain gradient descent from zero."""
    weights = np.zeros(features.shape[1])
    step = 1 / (0.25 * float(shares @ (features**2).sum(1)) + RIDGE)
    for _ in range(STEPS):
        doubt = 1 / (1 + np.exp(features @ weights))
        weights += step * (features.T @ (shares * doubt) - RIDGE * weights)
    return weights
