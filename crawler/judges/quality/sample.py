"""A text cut up once, for all checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...letters import beyond_ascii
from ...records import Article
from ..split import counted, split

MOST_CHARACTERS = 20_000  # of a text; more does not change what kind of text it is
ENDING = 2_000  # characters at its end, which are looked at whatever its length
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
MOSTLY = 0.3  # share of characters from which on a text counts as written without spaces


@dataclass(frozen=True, slots=True)
class Sample:
    """What is looked at of an article."""

    text: str
    stopped: str
    """The same with a full stop for other ends of sentences in ASCII."""
    beyond: str
    """Its characters that are not ASCII."""
    language: str | None
    lines: tuple[str, ...]
    """Those with text, without the space around them."""
    words: tuple[str, ...]
    """Case folded; runs of characters where a script has no spaces."""
    counts: Mapping[str, int]
    """How often each of them stands there."""
    spaced: bool
    """Whether its script sets words apart."""
    ending: tuple[str, ...]
    """The last lines."""
    length: int
    """Words of the whole article."""
    paywalled: bool

    @classmethod
    def of(cls, article: Article) -> Sample:
        """Cut up an article."""
        text = article.text[:MOST_CHARACTERS]
        bare = (line.strip() for line in text.split("\n"))
        lines = tuple(line for line in bare if line)
        beyond = beyond_ascii(text)
        first = text[:ENDING]
        unspaced = len(IS_UNSPACED.findall(beyond_ascii(first))) if IS_UNSPACED.search(beyond) else 0
        last = article.text[-ENDING:].split("\n")
        return cls(
            text,
            text.replace("!", ".").replace("?", "."),
            beyond,
            article.language,
            lines,
            split(text),
            counted(text),
            unspaced < MOSTLY * len(first),
            tuple(line.strip() for line in last if line.strip()),
            article.words,
            article.paywalled is True,
        )
