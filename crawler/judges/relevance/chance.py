"""From likeness to probability: the calibration."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of a logistic model of two texts' likeness."""

    bias: float
    meaning: float
    """Of the likeness in meaning, in standard deviations above that of texts taken at random."""
    words: float
    """Of the square root of the cosine of TF-IDF weights."""


# The prior is even odds: about half of what a focused crawl reads is on topic, and an error to
# either side is corrected by `min_relevance`. Fitted on pairs of texts, both kinds weighing the same:
# - English news of three broad topics alone give (-3.1, 1.6, 8.1); news in German, English and Spanish
#   that share a tag, a narrower likeness and a noisier label, give (-2.1, 0.5, 11.1). Nearer to the
#   first, the calibration error is 0.04 on it and 0.14 on the second.
HOME = Calibration(-3.0, 1.3, 8.5)
# - Across languages fewer words can be shared, so that each says more.
ABROAD = Calibration(-2.6, 1.3, 9.0)
# - In a language whose words have no known meaning, words must do.
BLIND = Calibration(-3.3, 0.0, 20.0)


def chance(log_odds: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + exp(-log_odds)) if log_odds > 0 else exp(log_odds) / (1 + exp(log_odds))
