"""What a text must be to be kept, and which texts are copies."""

from __future__ import annotations

from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class Judges:
    """What a text must be to be kept."""

    min_words: int = setting(60, "Shortest text that is kept, in words (CJK: characters / 1.6)")
    languages: tuple[str, ...] = setting((), "Languages to keep, as ISO 639-1 codes; empty for all")
    # 0.5 is even odds; below it, because a doubtful article is better kept than lost: with one seed
    # of a broad topic (all of sport) 0.5 keeps 76 % of what belongs to it, 0.35 keeps 84 %.
    min_relevance: float = setting(
        0.35, "Lowest probability of being on topic, as far as seeds and marks tell, at which a text is kept"
    )
    # 0: quality is measured, and left to whoever uses the corpus. 95 % of real texts score 0.8 or more;
    # half of the stubs at a paywall 0.3 or less, texts in the wrong charset 0.35, shuffled words 0.1.
    min_quality: float = setting(0.0, "Lowest quality at which a text is kept, 0..1; 0 keeps all")
    refused_flags: tuple[str, ...] = setting(
        (), "Quality flags that turn a text down whatever its score, such as paywall or mojibake"
    )


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Which texts are copies, and which copies are left out."""

    find: bool = setting(
        default=True, help="Look for copies and excerpts; false keeps every text, exact copies too"
    )
    # Share of the text that stands in the other, word for word or nearly. Over 1,438 news articles:
    # with every tenth word changed 99 of 100 copies reach 0.9, with every fifth 0.73; stories
    # about one event that were written anew stay below 0.5, and what lies between are old and new
    # versions of one report.
    near: float = setting(
        0.7, "Share of two texts of about equal length that stands in both and makes them one, 0..1"
    )
    # Passages that were cut out or put into another text reach 0.95, with some words changed 0.85.
    excerpt: float = setting(
        0.8, "Share of a shorter text that stands in a longer one and makes it an excerpt, 0..1"
    )
    # Nothing of an excerpt is lost with it, and what is counted in a corpus is counted once.
    keep_excerpts: bool = setting(
        default=False, help="Keep texts that are excerpts of longer ones; the pairs are recorded either way"
    )
